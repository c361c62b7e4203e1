"""Grades and classes as standards number them: 一级, 甲类, Ⅱ类, 1区; "一、二级" holds two, "Ⅰ～Ⅲ类" three."""

from __future__ import annotations

import re
import unicodedata

from app.domain.numerals import to_integer

Grade = tuple[str, str]
"""A rank ("1" for 一, Ⅰ and 1 alike, "甲" for 甲) and the word that it ranks (级, 类, …)."""

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_STEMS = "甲乙丙丁戊"
_RANK = rf"(?:[一二三四五六七八九十]|[{_STEMS}]|(?<![A-Z])[IVX]{{1,4}}(?![A-Z])|(?<![\d.])[1-9](?![\d.]))"
_WORD = r"(?:级|类|等(?!于)|型|档|区|期|度)"
_ENUMERATION = rf"{_RANK}(?:{_WORD}?(?:、|,|和|或|及|与|~|-|至){_RANK})*"
_GRADES = re.compile(rf"{_ENUMERATION}(?={_WORD})")
GRADE = re.compile(rf"第?{_ENUMERATION}{_WORD}")
"""One grade or an enumeration of grades as it is written."""
_SPLIT = re.compile(rf"({_RANK})|([~至-])")
_WORD_AT = re.compile(_WORD)


def grades_in(text: str) -> frozenset[Grade]:
    """Every grade that the text names, each of an enumeration or a range by itself."""
    folded = unicodedata.normalize("NFKC", text).replace("～", "~").replace("—", "-")
    found: set[Grade] = set()
    for match in _GRADES.finditer(folded):
        word = _WORD_AT.match(folded, match.end())
        if word is not None:
            found.update((rank, word[0]) for rank in _ranks(match[0]))
    return frozenset(found)


def _ranks(enumeration: str) -> list[str]:
    ranks: list[str] = []
    is_range = False
    for match in _SPLIT.finditer(enumeration):
        if match[2]:
            is_range = True
            continue
        rank = _rank(match[1])
        if is_range and ranks and ranks[-1].isdecimal() and rank.isdecimal():
            ranks += [str(between) for between in range(int(ranks[-1]) + 1, int(rank))]
        ranks.append(rank)
        is_range = False
    return ranks


def _rank(written: str) -> str:
    if written in _ROMAN:
        return str(_ROMAN[written])
    value = to_integer(written)
    return written if value is None else str(value)
