"""Chinese numerals and figures: 第一百二十条 and 第120条 are one article, 两小时 and 2小时 one time."""

from __future__ import annotations

import re

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}
NUMERAL_CHARACTERS = "".join((*DIGITS, *SCALES, *GROUPS))

_WRITTEN = "零一二三四五六七八九"
_LARGEST_WRITTEN = 9999


def to_integer(numeral: str) -> int | None:
    """The value of a Chinese numeral or of a run of digits; None when it is neither.

    A run without scale words is read digit by digit (二〇二六 is 2026).
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if not numeral or any(character not in NUMERAL_CHARACTERS for character in numeral):
        return None
    if not any(character in SCALES or character in GROUPS for character in numeral):
        return int("".join(str(DIGITS[character]) for character in numeral))
    return _scaled(numeral)


def _scaled(numeral: str) -> int:
    total = section = digit = 0
    for character in numeral:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in SCALES:
            section += (digit or 1) * SCALES[character]
            digit = 0
        else:
            total += (section + digit or 1) * GROUPS[character]
            section = digit = 0
    return total + section + digit


def to_chinese(value: int) -> str:
    """The numeral as articles are numbered: 10 is 十, 120 is 一百二十, 1062 is 一千零六十二.

    Raises ValueError outside 1..9999: no law counts its articles further.
    """
    if not 1 <= value <= _LARGEST_WRITTEN:
        raise ValueError(value)
    parts: list[str] = []
    pending_zero = False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit == 0:
            pending_zero = bool(parts)
            continue
        if pending_zero:
            parts.append("零")
            pending_zero = False
        parts.append(_WRITTEN[digit] + name)
    written = "".join(parts)
    return written.removeprefix("一") if 10 <= value < 20 else written


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
