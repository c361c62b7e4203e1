"""Dates as Chinese and English documents print them, to ISO 8601."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
}
_DIGIT = "[〇○零Ｏ一二三四五六七八九0-9０-９]"
_SMALL = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_CHINESE = re.compile(rf"(?P<year>{_DIGIT}{{4}})\s*年\s*(?P<month>{_SMALL})\s*月(?:\s*(?P<day>{_SMALL})\s*日)?")
_BETWEEN = r"\s*[-‐‑‒–—―−－./．\ue000-\uf8ff]\s*"
"""Some fonts of standards have their dash among the private characters."""

_NUMERIC = re.compile(rf"(?P<year>(?:19|20)\d\d){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<day>\d{{1,2}})(?!\d)")
_MONTHS = {name.lower(): index for index, name in enumerate(calendar.month_name) if name}
_ENGLISH = re.compile(
    rf"\b(?P<name>{'|'.join(_MONTHS)})\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at [start, end) of a text; ``iso`` is "2018-05-15", or "2004-02" where no day is printed."""

    start: int
    end: int
    iso: str


def find_dates(text: str) -> list[FoundDate]:
    """Every date in order. What is no day of the calendar is no date."""
    return sorted(_candidates(text), key=lambda found: found.start)


def _candidates(text: str) -> Iterator[FoundDate]:
    for pattern in (_CHINESE, _NUMERIC):
        for match in pattern.finditer(text):
            iso = _iso(_year(match["year"]), _small(match["month"]), _small(match["day"]) if match["day"] else None)
            if iso:
                yield FoundDate(match.start(), match.end(), iso)
    for match in _ENGLISH.finditer(text):
        iso = _iso(int(match["year"]), _MONTHS[match["name"].lower()], int(match["day"]) if match["day"] else None)
        if iso:
            yield FoundDate(match.start(), match.end(), iso)


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        return date(year, month, day or 1).isoformat()[: 10 if day else 7]
    except ValueError:
        return None


def _year(printed: str) -> int:
    return int("".join(str(_CHINESE_DIGITS.get(digit, digit)) for digit in printed))


def _small(printed: str) -> int:
    """二十一, 廿一, 十, 7 and ７."""
    if printed.isdecimal():
        return int(printed)
    printed = printed.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = printed.partition("十")
    if not ten:
        return _CHINESE_DIGITS[printed] if len(printed) == 1 else 99
    return (_CHINESE_DIGITS.get(tens, 1) if tens else 1) * 10 + (_CHINESE_DIGITS.get(ones, 99) if ones else 0)
