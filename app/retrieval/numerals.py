"""Chinese numerals in a text as figures: 两小时 and 2小时 are one time."""

from __future__ import annotations

import re

from app.domain.numerals import NUMERAL_CHARACTERS, to_integer

_INDEFINITE = frozenset("个种次位台辆名处层倍")
"""一个 and its like mostly mean "a" and not the number 1."""
_NUMERAL_BEFORE_MEASURE = re.compile(
    rf"(?<![{NUMERAL_CHARACTERS}第])([{NUMERAL_CHARACTERS}]+)"
    r"(?=个|年|月|日|天|周|岁|人|名|次|倍|位|米|吨|克|度|分(?!之)|秒|小时|钟头|元|成|台|辆|层|处|种|公里|公斤|千克|工作日)"
)


def with_figures(text: str) -> str:
    """The text with Chinese numerals before a measure word written as figures: 三十日 becomes 30日."""

    def figure(match: re.Match[str]) -> str:
        value = to_integer(match[1])
        is_article = match[1] == "一" and text[match.end() : match.end() + 1] in _INDEFINITE
        return match[0] if value is None or is_article else str(value)

    return _NUMERAL_BEFORE_MEASURE.sub(figure, text)
