"""The things that a text names by number or title: standards, dates, clauses, tables, ordinals, codes, titles.

A digit of a name is no value: the 3 of IPX3, of 表3 and of 第三级 counts nothing, and one name is not another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.assistant.values.quantities import REMEMBERED, measures, normal
from app.domain.numerals import NUMERAL_CHARACTERS, to_integer
from app.domain.standard_id import find_all, parse
from app.ingest.dates import find_dates
from app.library.tokens import HAN, fold
from app.retrieval.names import BOOK_TITLE

_N = NUMERAL_CHARACTERS
_ORDINAL = re.compile(rf"第\s*([{_N}]+|\d+)\s*([\u4e00-\u9fff])")
_PLACE = re.compile(
    r"((?<![代发外])表|图(?![为示纸])|附录|附件|公式|式(?=\s*[(]))\s*[(]?\s*([A-Z](?:\.?\d+)*|\d+(?:\.\d+)*)"
    r"(?![\d.]*\s*[%℃])"
)
_ENGLISH_PLACE = re.compile(
    r"\b(table|figure|annex|appendix|clause|section)\s+([A-Z](?![a-z])[\d.]*|\d+(?:\.\d+)*)", re.I
)
_CLAUSE_NUMBER = re.compile(r"(?<![A-Za-z0-9.])(?:(?:[A-Z]\.)?\d+(?:\.\d+){2,}(?!\d)|[A-Z](?:\.\d+)+)")
_CODE = re.compile(rf"(?!0x[0-9a-f]+(?![^\W_]))(?=[^\W_{HAN}]*[a-z])(?=[^\W_{HAN}]*\d)[^\W_{HAN}]+", re.IGNORECASE)
_WORD = re.compile(rf"[^\W_{HAN}]+")


@dataclass(frozen=True, slots=True)
class Name:
    """Something named at [start, end) of a text in normal form.

    Names are the same where their keys are: "GB 8410-2006", "2018-05-15", "第3章", "表1", "6.1.3", "ipx3", "《…》".
    """

    key: str
    start: int
    end: int


def names_in(text: str) -> tuple[Name, ...]:
    """Every name, none inside another, in order."""
    return _names(normal(text))


def is_named(name: Name, theirs: frozenset[str]) -> bool:
    """Whether the keys hold the name; a standard without its year is named where one with a year is."""
    if name.key in theirs:
        return True
    standard = parse(name.key)
    if standard is None or standard.is_dated:
        return False
    return any((other := parse(key)) and other.undated_name == standard.undated_name for key in theirs)


def without_names(folded: str) -> str:
    """A text in normal form with its names blanked out, everything else in its place; titles keep their words."""
    for name in _names(folded):
        if not name.key.startswith("《"):
            folded = folded[: name.start] + " " * (name.end - name.start) + folded[name.end :]
    return folded


@lru_cache(maxsize=REMEMBERED)
def _names(folded: str) -> tuple[Name, ...]:
    taken: list[Name] = []
    for name in _candidates(folded):
        if not any(other.start < name.end and name.start < other.end for other in taken):
            taken.append(name)
    return tuple(taken)


def _candidates(folded: str) -> Iterator[Name]:
    """What is surest first: a date or a standard's number holds digits that would be a code or a value."""
    for title in BOOK_TITLE.finditer(folded):
        yield Name(f"《{fold(title[1])}》", title.start(), title.end())
    for standard in find_all(folded):
        yield Name(str(standard.id), standard.start, standard.end)
    for date in find_dates(folded):
        yield Name(date.iso, date.start, date.end)
    for ordinal in _ORDINAL.finditer(folded):
        yield Name(f"第{to_integer(ordinal[1])}{ordinal[2]}", ordinal.start(), ordinal.end(1))
    for pattern in (_PLACE, _ENGLISH_PLACE):
        for place in pattern.finditer(folded):
            yield Name(fold(f"{place[1]}{place[2]}"), place.start(), place.end())
    for clause in _CLAUSE_NUMBER.finditer(folded):
        yield Name(fold(clause[0]), clause.start(), clause.end())
    yield from _codes(folded)


def _codes(folded: str) -> Iterator[Name]:
    """IPX3, SM4, 800-63b: letters and digits in one word that is no value with its unit."""
    values = [(measure.start, measure.end) for measure in measures(folded)]
    for word in _WORD.finditer(folded):
        is_value = any(first < word.end() and word.start() < last for first, last in values)
        if _CODE.fullmatch(word[0]) and not is_value:
            yield Name(fold(word[0]), word.start(), word.end())
