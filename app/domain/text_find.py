"""Finding words in the clauses of one document, as a person looks for them on a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.document import Clause, ClauseTree
from app.domain.printed_heading import printed_in

MOST_HITS = 5_000
"""Nobody steps through more; a single letter in a long law has tens of thousands."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The slice [start, end) of a clause's text, or of its printed heading, that was looked for."""

    clause_id: str
    start: int
    end: int
    in_heading: bool = False


def find_in_clauses(clauses: Sequence[Clause], words: str, *, whole: bool = False) -> list[Hit]:
    """All hits in document order, at most ``MOST_HITS``.

    Case, full and half width, and spaces make no difference: "gb 1234" finds ＧＢ1234. ``whole`` leaves out hits
    that go on as a word or a number: 5.2 in 5.2.1, "shall" in "shallow".
    """
    wanted = _folded(words)[0]
    hits: list[Hit] = []
    if not wanted:
        return hits
    tree = ClauseTree(clauses)
    for clause in clauses:
        for text, in_heading in ((printed_in(tree, clause), True), (clause.text, False)):
            hits.extend(Hit(clause.id, start, end, in_heading) for start, end in _found(text, wanted, whole=whole))
        if len(hits) >= MOST_HITS:
            return hits[:MOST_HITS]
    return hits


def _found(text: str, wanted: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    folded, places = _folded(text)
    at = folded.find(wanted)
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        if not whole or not _goes_on(text, start, end):
            yield start, end
        at = folded.find(wanted, at + len(wanted))


def _folded(text: str) -> tuple[str, list[int]]:
    """Without spaces and differences of form, and for each character the place it comes from."""
    if text.isascii():
        kept = [(character, at) for at, character in enumerate(text.lower()) if not character.isspace()]
    else:
        kept = [
            (folded, at)
            for at, character in enumerate(text)
            if not character.isspace()
            for folded in unicodedata.normalize("NFKC", character).casefold()
        ]
    return "".join(character for character, _ in kept), [at for _, at in kept]


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the hit is only a part of a word in letters or of a number."""
    before, after = text[:start][-2:], text[end : end + 2]
    joins_before = _joins(text[start], before[-1:]) or _is_point_in_number(text[start], before[::-1])
    joins_after = _joins(text[end - 1], after[:1]) or _is_point_in_number(text[end - 1], after)
    return joins_before or joins_after


def _joins(edge: str, neighbour: str) -> bool:
    return bool(neighbour) and _is_latin(edge) and _is_latin(neighbour)


def _is_latin(character: str) -> bool:
    return character.isalnum() and unicodedata.east_asian_width(character) not in "W"


def _is_point_in_number(edge: str, neighbours: str) -> bool:
    return edge.isdigit() and len(neighbours) == 2 and neighbours[0] == "." and neighbours[1].isdigit()
