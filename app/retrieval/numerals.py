"""Numbers in figures and in Chinese numerals: 两小时 and 2小时 are one time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.numerals import NUMERAL_CHARACTERS, to_chinese, to_integer

_INDEFINITE = frozenset("个种次位台辆名处层倍")
"""一个 and its like mostly mean "a" and not the number 1."""
_BARE_SCALES = frozenset("百千万亿")
"""Alone they count nothing: 千 begins 千克, 万 follows figures in 50万人."""
_NUMERAL_BEFORE_MEASURE = re.compile(
    rf"(?<![{NUMERAL_CHARACTERS}第])([{NUMERAL_CHARACTERS}]+)"
    r"(?=(个|年|月|日|天|周|岁|人|名|次|倍|位|米|吨|克|度|分(?!之)|秒|小时|钟头|元|成|台|辆|层|处|种|公里|公斤|千克|工作日))"
)
_MEASURED_FIGURE = re.compile(
    r"(?<![\d.])(\d{1,3})\s*(个月|个工作日|工作日|小时|分钟|年|月|日|天|周|岁|人|次|倍|元|万元|%)(?!\d)"
)
"""At most three figures: the years of the calendar are not counted in numerals."""
_PER_CENT = re.compile(rf"百分之([{NUMERAL_CHARACTERS}]+)")


def with_figures(text: str) -> str:
    """The text with Chinese numerals before a measure word written as figures: 三十日 becomes 30日."""

    def figure(match: re.Match[str]) -> str:
        value = _counted(match)
        return match[0] if value is None else str(value)

    return _NUMERAL_BEFORE_MEASURE.sub(figure, text)


def other_forms(text: str) -> Iterator[str]:
    """Each number with a measure as other texts print it: 30天 as 三十日, 三十日 as 30日, 20% as 百分之二十.

    Laws write numerals and count days as 日, standards write figures.
    """
    for match in _MEASURED_FIGURE.finditer(text):
        numeral, measure = to_chinese(int(match[1])), match[2]
        yield f"百分之{numeral}" if measure == "%" else numeral + ("日" if measure == "天" else measure)
    for match in _PER_CENT.finditer(text):
        if (value := to_integer(match[1])) is not None:
            yield f"{value}%"
    for match in _NUMERAL_BEFORE_MEASURE.finditer(text):
        if (value := _counted(match)) is not None:
            yield f"{value}{match[2]}"


def _counted(match: re.Match[str]) -> int | None:
    """The number that a numeral before a measure means; None for 一个 in the sense of "a", and for 千 in 千克."""
    is_article = match[1] == "一" and match[2] in _INDEFINITE
    return None if is_article or match[1] in _BARE_SCALES else to_integer(match[1])
