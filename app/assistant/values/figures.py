"""Numbers that Chinese says with words of its own as plain figures: 零下二十度, 半年, 三点五米, 5万元, 每年."""

from __future__ import annotations

import re
from decimal import Decimal

from app.assistant.values.units import UNIT_PATTERN
from app.domain.numerals import NUMERAL_CHARACTERS, to_integer

_N = NUMERAL_CHARACTERS
_NUMBER = rf"(?:\d+(?:\.\d+)?|[{_N}]+)"
_SPAN = "年|学期|个?月|周|星期|日|天|小时|钟头|分钟"
_BELOW_ZERO = re.compile(rf"(零下|负)\s*({_NUMBER})(?:\s*(度|摄氏度))?")
_AND_A_HALF_BETWEEN = re.compile(rf"({_NUMBER})个半(?=月|小时|钟头|学期|工作日)")
_AND_A_HALF_AFTER = re.compile(rf"({_NUMBER})(年|周|天|倍|米|吨|公里|公斤|小时|层|度)半(?![{_N}\d径载])")
_HALF = re.compile(rf"(?<![上下前后大小多一{_N}\d])半(?=(?:个)?(?:{_SPAN}))(?!天[来里])")
_POINT = re.compile(rf"(?<![{_N}\d.])([{_N}]+)点([{_N}]+)(?=\s*{UNIT_PATTERN})(?!\s*分)")
_SCALED = re.compile(rf"(\d+(?:\.\d+)?)\s*(千|万|亿)(?=[余多]?\s*{UNIT_PATTERN})(?![瓦米克帕牛伏赫欧焦卡字])")
_SCALES = {"千": 1000, "万": 10_000, "亿": 100_000_000}
_EACH = re.compile(rf"每(?=(?:{_SPAN}|季度))(?!年级)")
_ONCE = re.compile(r"((?:每|至少|不少于|不得少于|最少|最多|不超过|不得超过)[^,，。;；]{0,12}?)一(?=[次遍回])")


def in_figures(text: str) -> str:
    """The text with those numbers in figures, everything else as it is.

    度 after 零下 is ℃. 一次 is a number only where something is counted (每年一次, 至少一次): elsewhere 一 means "a".
    """
    text = _BELOW_ZERO.sub(_below_zero, text)
    text = _AND_A_HALF_BETWEEN.sub(lambda found: f"{_with_half(found)}个", text)
    text = _AND_A_HALF_AFTER.sub(lambda found: f"{_with_half(found)}{found[2]}", text)
    text = _HALF.sub("0.5", text)
    text = _POINT.sub(_decimal, text)
    text = _SCALED.sub(lambda found: _plain(Decimal(found[1]) * _SCALES[found[2]]), text)
    return _ONCE.sub(r"\g<1>1", _EACH.sub("每1", text))


def _below_zero(found: re.Match[str]) -> str:
    """负 also stands in 负荷 and 负二层: only before a figure is it surely a minus."""
    number = _figure(found[2])
    if number is None or (found[1] == "负" and not found[2][0].isdecimal()):
        return found[0]
    return f"-{number}{'℃' if found[3] else ''}"


def _with_half(found: re.Match[str]) -> str:
    number = _figure(found[1])
    return found[0] if number is None else _plain(Decimal(number) + Decimal("0.5"))


def _decimal(found: re.Match[str]) -> str:
    whole, fraction = to_integer(found[1]), to_integer(found[2])
    return found[0] if whole is None or fraction is None else f"{whole}.{fraction}"


def _figure(number: str) -> str | None:
    if number[0].isdecimal():
        return number
    value = to_integer(number)
    return None if value is None else str(value)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
