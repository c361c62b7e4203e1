"""Rows and items that stand side by side: what belongs to one of them is not told of its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.assistant.values.comparisons import compared_in
from app.assistant.values.quantities import normal
from app.assistant.verification.sources import Cited, Sources
from app.assistant.verification.statements import CELL_BORDER
from app.library.tokens import HAN
from app.retrieval.stopwords import FUNCTION_CHARACTERS

_CHUNK = re.compile(r"[^,，。;；:：、!?\n和与及或]+")
_ITEM_MARK = re.compile(r"^\s*(?:[a-z]\)|\d{1,2}\)|[(]\d{1,2}[)]|——?|[●•·-])\s*")
_ITEM_NUMBER = re.compile(r"(?:[a-z]\)|\d{1,2}\)|[(]\d{1,2}[)]|项)$")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(rf"[{HAN}A-Za-z]")
_SUBJECT_END = re.compile(r"\d|[,，。;:]|应|须|不得|宜|可以")


@dataclass(frozen=True, slots=True)
class Member:
    """One row or item. ``label`` says what it is about; ``group`` names the table or the list that it stands in."""

    group: str
    label: frozenset[str]
    words: frozenset[str]
    is_cited: bool


def neighbours_are_apart(text: str, sources: Sources) -> bool:
    """No phrase of the sentence puts what one row or item says to what its neighbour is about."""
    members = [
        member
        for quotes, is_cited in ((sources.cited, True), (sources.others, False))
        for quote in quotes
        for member in _members(quote, is_cited)
    ]
    above = _pairs("\n".join((*(quote.heading for quote in sources.cited), *_heads(sources.cited))))
    asked = _pairs(normal(sources.given))
    return all(not _is_mixed(_pairs(chunk), members, above, asked) for chunk in _CHUNK.findall(normal(text)))


def _is_mixed(said: frozenset[str], members: Sequence[Member], above: frozenset[str], asked: frozenset[str]) -> bool:
    cited = [member for member in members if member.is_cited]
    most = max((len(said & member.words) for member in cited), default=0)
    if most == 0:
        return False
    best = [member for member in cited if len(said & member.words) == most]
    return all(_speaks_of_another(said - member.words - above, member, members, asked) for member in best)


def _speaks_of_another(rest: frozenset[str], own: Member, members: Sequence[Member], asked: frozenset[str]) -> bool:
    """The label of a neighbour is always its own; its other words are where the question does not have them too."""
    neighbours = [other for other in members if other is not own and other.group == own.group]
    return any(rest & (other.label - own.label) or (rest - asked) & other.words for other in neighbours)


def _heads(quotes: Sequence[Cited]) -> list[str]:
    """Lines of a table without a number above rows with numbers."""
    found = []
    for quote in quotes:
        rows = [line for line in normal(quote.quote).split("\n") if CELL_BORDER in line]
        found += [line for line in rows[:1] if not _DIGIT.search(line) and any(map(_DIGIT.search, rows[1:]))]
    return found


def _members(quote: Cited, is_cited: bool) -> Iterator[Member]:
    heads = _heads([quote])
    lines = [line for line in normal(quote.quote).split("\n") if line not in heads]
    clause = next((line for line in quote.heading.split("\n")[1:2]), "")
    for line in lines:
        if CELL_BORDER in line:
            yield Member(f"table {clause}", _pairs(_row_label(line)), _pairs(line), is_cited)
        elif _ITEM_MARK.match(line) or _ITEM_NUMBER.search(clause):
            item = _ITEM_MARK.sub("", line)
            yield Member(f"list {_ITEM_NUMBER.sub('', clause)}", _pairs(_item_label(item)), _pairs(item), is_cited)


def _row_label(line: str) -> str:
    """The first cell with letters, and the next where that is how rows of one group are told apart."""
    cells = [cell for cell in line.split(CELL_BORDER) if _LETTERS.search(cell)]
    return " ".join(cells[:2]) if len(cells) > 2 else "".join(cells[:1])


def _item_label(item: str) -> str:
    """What stands before the first number, comparison or requirement."""
    end = _SUBJECT_END.search(item)
    stop = end.start() if end else len(item)
    return item[: min((found.start for found in compared_in(item)), default=stop) if stop else stop][:stop]


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters that are both content."""
    runs = _HAN_RUN.findall(text)
    return frozenset(
        first + second
        for run in runs
        for first, second in pairwise(run)
        if first not in FUNCTION_CHARACTERS and second not in FUNCTION_CHARACTERS
    )
