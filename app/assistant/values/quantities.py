"""Numbers with their units in a text, in one form: １６ km/h, 16km/h and 十六公里每小时 alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.assistant.values.figures import in_figures
from app.assistant.values.units import UNIT_PATTERN, UNITS, Kind, Unit, is_counting
from app.domain.numerals import NUMERAL_CHARACTERS, to_integer
from app.retrieval.numerals import with_figures

REMEMBERED = 4096
"""Texts whose reading is kept: each check of a sentence reads the same few clauses again."""
_SIGN = r"(?<![A-Za-z0-9.)\]—–℃°%-])-"
"""A hyphen that is a minus: it joins nothing before it, as in "GB 17761-2018", "5-10 m" and "5 ℃-10 ℃" it does."""
NUMBER = rf"(?:{_SIGN})?\d+(?:[,，]\d{{3}})*(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![A-Za-z0-9.])(?:0x[0-9a-f]+|{NUMBER})", re.IGNORECASE)
_RANGE_END = rf"(?:\s*(?:[~～—–-]|至|到|±)\s*{NUMBER})"
_MEASURE = re.compile(rf"(?<![\d.A-Za-z])({NUMBER})\s*(?:({UNIT_PATTERN})|(?={_RANGE_END}\s*({UNIT_PATTERN})))")
_BARE_UNIT = re.compile(rf"(?<![A-Za-z0-9]){UNIT_PATTERN}")
_SHARE_IN_WORDS = re.compile(r"百分之(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)")
_JOINING_HYPHEN = re.compile(rf"(\d\s*{UNIT_PATTERN})-(?=\d)")
_TOLERANCE_IN_BRACKETS = re.compile(rf"\(\s*({NUMBER})\s*±\s*({NUMBER})\s*\)\s*({UNIT_PATTERN})")
_GLUED_HEXADECIMAL = re.compile(r"(?<=[A-Za-z])(?=0x[0-9a-f]{2})", re.IGNORECASE)
"""As in 参数ID0x0006."""
_N = NUMERAL_CHARACTERS
_JOINED_NUMERALS = rf"(?:(?:[、~-]|至|到|或|和|及)[{_N}]+)*"
_COUNT_IN_WORDS = re.compile(rf"(?<![{_N}第])([{_N}]+)(?={_JOINED_NUMERALS}\s*({UNIT_PATTERN}))")
_FRACTION_IN_WORDS = re.compile(rf"([{_N}\d]+)分之([{_N}\d]+)")
_FRACTION = re.compile(r"(?<![\d./A-Za-z])[1-9]\d?/[1-9]\d?(?![\d./A-Za-z])")
WHOLE = Unit("分之", Kind.SHARE)
"""What a fraction is of."""
_BARE_SCALES = frozenset("百千万亿")
_CLAUSE_WORDS_BEFORE = re.compile(r"(?:第|(?<![代发外])表|图|附录|公式|注|章|条)\s*$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and its unit at [start, end) of the normalised text."""

    number: str
    unit: Unit
    start: int
    end: int

    @property
    def kind(self) -> Kind:
        return self.unit.kind


@lru_cache(maxsize=REMEMBERED)
def normal(text: str) -> str:
    """Half width, Chinese numerals before measure words as figures, 百分之五 as 5%, digits without thousands commas.

    A minus is a hyphen (零下20℃ is -20℃); a hyphen between two values ("5米-10米") is "~". 半年 is 0.5年, 一个半月
    1.5个月, 5万元 50000元, 每年 每1年.
    """
    folded = unicodedata.normalize("NFKC", text.replace("℃", "°C")).replace("°C", "℃")
    folded = folded.replace("\u2126", "Ω").replace("\u2212", "-")
    folded = with_figures(in_figures(_SHARE_IN_WORDS.sub(_share, folded)))
    folded = _TOLERANCE_IN_BRACKETS.sub(r"\1\3±\2\3", folded)
    folded = _GLUED_HEXADECIMAL.sub(" ", folded)
    folded = _JOINING_HYPHEN.sub(r"\1~", folded) if "-" in folded else folded
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", folded)


def _share(match: re.Match[str]) -> str:
    value = match[1] if "." in match[1] else to_integer(match[1])
    return match[0] if value is None else f"{value}%"


@lru_cache(maxsize=REMEMBERED)
def measures(text: str) -> tuple[Measure, ...]:
    """Every number with a unit, in order. In a range with one unit (3~5 m) both numbers have it."""
    folded = normal(text)
    found = []
    for match in _MEASURE.finditer(folded):
        if _CLAUSE_WORDS_BEFORE.search(folded[: match.start()]):
            continue
        unit = UNITS[match[2] or match[3]]
        found.append(Measure(plain(match[1]), unit, match.start(), match.end()))
    return tuple(found)


def numbers(text: str) -> frozenset[str]:
    """Every number of the text without its unit, in plain form: "1.50" as "1.5", "0X7E" as "0x7e"."""
    return frozenset(plain(match[0]) for match in _NUMBER.finditer(normal(text)))


@lru_cache(maxsize=REMEMBERED)
def counts_in_words(text: str) -> tuple[Measure, ...]:
    """What normal form leaves in words, in order: 三份 as 3 份, 三分之二 (and 2/3) as "2/3" of a whole."""
    folded = normal(text)
    fractions = [
        Measure(number, WHOLE, *match.span())
        for match in _FRACTION_IN_WORDS.finditer(folded)
        if (number := _fraction(match[2], match[1])) is not None
    ]
    fractions += [Measure(match[0], WHOLE, *match.span()) for match in _FRACTION.finditer(folded)]
    counts = [
        Measure(str(to_integer(match[1])), UNITS[match[2]], match.start(), match.end() + len(match[2]))
        for match in _COUNT_IN_WORDS.finditer(folded)
        if _is_a_count(match[1], match[2])
    ]
    return tuple(sorted((*fractions, *counts), key=lambda found: found.start))


def _fraction(numerator: str, denominator: str) -> str | None:
    """None for what is no number or has no value: 零分之一."""
    over, under = to_integer(numerator), to_integer(denominator)
    return f"{over}/{under}" if over is not None and under else None


def _is_a_count(numeral: str, unit: str) -> bool:
    """No count are the 零 of 零部件, the 千 of 千瓦, and 一 where it may mean "a" (一份) or end a word (统一安全)."""
    if to_integer(numeral) == 1:
        kind = UNITS[unit].kind
        return kind in (Kind.GRADE, Kind.MULTIPLE) or (len(unit) > 1 and not is_counting(kind))
    return numeral not in ("零", "〇") and not _BARE_SCALES.issuperset(numeral)


def plain(number: str) -> str:
    """One form for one value: no thousands commas, no zeros at the end of the fraction, hexadecimal in lower case."""
    if number[:2].lower() == "0x":
        return number.lower()
    plain_number = number.replace(",", "")
    return plain_number.rstrip("0").rstrip(".") if "." in plain_number else plain_number


def kinds_in(text: str) -> frozenset[Kind]:
    """The kinds of the values that the text gives."""
    return frozenset(measure.kind for measure in measures(text))


def bare_units(text: str) -> frozenset[Unit]:
    """The units that a text names, with a number or without ("制动距离 m", "单位为秒")."""
    return frozenset(UNITS[match[0]] for match in _BARE_UNIT.finditer(normal(text)))


def bare_kinds(text: str) -> frozenset[Kind]:
    """The kinds of the units that a text names."""
    return frozenset(unit.kind for unit in bare_units(text))
