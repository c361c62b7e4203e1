"""Grades and classes as standards number them: 一级, 甲类, Ⅱ类, 1区; "一、二级" holds two, "Ⅰ～Ⅲ类" three."""

from __future__ import annotations

import re
import unicodedata

from app.domain.numerals import to_integer

Grade = tuple[str, str]
"""A rank ("1" for 一, Ⅰ and 1 alike, "甲" for 甲) and the word that it ranks (级, 类, …)."""

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_STEMS = "甲乙丙丁戊"
_DIGITS = "一二三四五六七八九"
_NUMERAL = rf"(?:[{_DIGITS}]?十[{_DIGITS}]?|(?<![同另每统唯这那某任哪])(?<!(?<![以地])[上下])一|[{_DIGITS[1:]}])"
"""上一级 and 统一级别 name no grade; 二级以上一级以下 names two."""
_FIGURE = r"(?:(?<![\d.])[1-9](?![\d.])|(?<![A-Za-z\d.])[12]\d(?![\d.]))"
_RANK = rf"(?:{_NUMERAL}|[{_STEMS}]|(?<![A-Z])[IVX]{{1,4}}(?![A-Z])|{_FIGURE})"
_WORD = r"(?:级|类|等(?!于)|型|档|区|期|度)"
_SIDE_BY_SIDE = rf"(?<=[{_DIGITS}])(?=[{_DIGITS}])"
"""As in 一二级."""
_ENUMERATION = rf"(?<![零〇百{_DIGITS}十]){_RANK}(?:(?:{_WORD}?(?:、|,|和|或|及|与|~|-|至)|{_SIDE_BY_SIDE}){_RANK})*"
_GRADES = re.compile(rf"{_ENUMERATION}(?={_WORD})")
GRADE = re.compile(rf"第?{_ENUMERATION}{_WORD}")
"""One grade or an enumeration of grades as it is written."""
_BELOW_TEN = "等度"
"""Words that rank with one digit: 25度 is a temperature."""
_SPLIT = re.compile(rf"({_RANK})|([~至-])")
_WORD_AT = re.compile(_WORD)


def grades_in(text: str) -> frozenset[Grade]:
    """Every grade that the text names, each of an enumeration or a range by itself."""
    folded = unicodedata.normalize("NFKC", text).replace("～", "~").replace("—", "-")
    found: set[Grade] = set()
    for match in _GRADES.finditer(folded):
        word = _WORD_AT.match(folded, match.end())
        if word is not None:
            ranks = (rank for rank in _ranks(match[0]) if len(rank) == 1 or word[0] not in _BELOW_TEN)
            found.update((rank, word[0]) for rank in ranks)
    return frozenset(found)


def _ranks(enumeration: str) -> list[str]:
    ranks: list[str] = []
    is_range = False
    for match in _SPLIT.finditer(enumeration):
        if match[2]:
            is_range = True
            continue
        rank = _rank(match[1])
        ranks += [*(_between(ranks[-1], rank) if is_range and ranks else ()), rank]
        is_range = False
    return ranks


def _between(first: str, last: str) -> list[str]:
    """The ranks that a range passes over, numbered or stems."""
    if first.isdecimal() and last.isdecimal():
        return [str(rank) for rank in range(int(first) + 1, int(last))]
    if first in _STEMS and last in _STEMS:
        return [*_STEMS[_STEMS.index(first) + 1 : _STEMS.index(last)]]
    return []


def _rank(written: str) -> str:
    if written in _ROMAN:
        return str(_ROMAN[written])
    value = to_integer(written)
    return written if value is None else str(value)
