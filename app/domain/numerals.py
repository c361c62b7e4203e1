"""Chinese numerals and figures, as articles are counted and people write amounts."""

from __future__ import annotations

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}
NUMERAL_CHARACTERS = "".join((*DIGITS, *SCALES, *GROUPS))

_WRITTEN = "零一二三四五六七八九"
_LARGEST_WRITTEN = 9999


def to_integer(numeral: str) -> int | None:
    """The value of a Chinese numeral or of a run of digits, full width or not; None when it is neither.

    A run without scale words is read digit by digit (二〇二六 is 2026).
    """
    if numeral.isdecimal():
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

    Nothing counts beyond 9999: zero is 〇, and every other value outside 1..9999 comes out in figures, as in Word.
    """
    if not 1 <= value <= _LARGEST_WRITTEN:
        return "〇" if value == 0 else str(value)
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
