"""Choosing what to quote: rules pick the sentences, items and rows that answer, and quote them as they are printed.

A small model repeats facts less surely than retrieval finds them, so the quotes carry the answer: they are chosen to
hold it whole, few enough to be read, from as few clauses as possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.assistant.narrowing import fitting
from app.assistant.need import Need
from app.assistant.pieces import Piece, pieces_of, with_lead_ins
from app.assistant.support import Support, mark
from app.domain.evidence import Evidence
from app.domain.standard_id import find_all
from app.retrieval.names import BOOK_TITLE

WHOLE_PASSAGE = 240
"""Characters. A passage up to this long is quoted whole: cutting it saves little and can lose a condition."""
QUOTED_CHARACTERS = 480
"""Of all quotes for one part of a question, about what a reader takes in at a glance."""
PASSAGES_FOR_ONE_PART = 3
NEARLY_AS_GOOD = 0.8
"""A further passage is quoted when its mark is this share of the best one's."""
WORTH_QUOTING = 0.8
"""Within a long passage: pieces with this share of its best piece's mark."""

METHOD_SHARE = 0.8
"""What a test method counts for a question that does not ask how to test: the requirement stands in another chapter
(GB/T 1.1-2020, 7.2), and the method repeats its words."""
_METHOD_CHAPTER = re.compile(r"试验方法|检验方法|测试方法|检测方法|检验规则|[试检]验\b|Test method", re.IGNORECASE)
MOST_PIECES = 4
"""Of one long passage."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A passage with its marked pieces, best first."""

    evidence: Evidence
    pieces: tuple[Piece, ...]
    marks: tuple[Support, ...]

    share: float = 1.0

    @property
    def score(self) -> float:
        return self.share * self.marks[0].score if self.marks else 0.0


def select(needs: Sequence[Need]) -> list[Piece]:
    """The quotes that answer the question, part by part, best passage first; no slice twice."""
    chosen: dict[tuple[str, int], Piece] = {}
    for need in needs:
        for quote in _for_part(need):
            chosen.setdefault((quote.clause.id, quote.start), quote)
    return _without_inner(list(chosen.values()))


def _for_part(need: Need) -> list[Piece]:
    marked = sorted((_marked(item, need) for item in need.evidence), key=lambda m: (-m.score, m.evidence.rank))
    quotes: list[Piece] = []
    spent = 0
    for count, passage in enumerate(item for item in marked if item.marks):
        if count >= PASSAGES_FOR_ONE_PART or passage.score < NEARLY_AS_GOOD * marked[0].score:
            break
        found = _quotes_from(passage)
        length = sum(len(quote.text) for quote in found)
        if quotes and spent + length > QUOTED_CHARACTERS:
            continue
        quotes += found
        spent += length
    return quotes + _numbers_of_titles(need, quotes)


def _numbers_of_titles(need: Need, quotes: Sequence[Piece]) -> list[Piece]:
    """Where a standard is asked for and a quote gives only its title, the line of the references with its number."""
    if not need.asked.standard:
        return []
    titles = {title for quote in quotes if not find_all(quote.text) for title in BOOK_TITLE.findall(quote.text)}
    found = [
        piece
        for item in need.evidence
        for piece in pieces_of(item)
        if find_all(piece.text) and any(title in piece.text for title in titles)
    ]
    return _merged(found[:1])


def _marked(evidence: Evidence, need: Need) -> _Marked:
    pieces = fitting(evidence, pieces_of(evidence), need)
    is_beside = bool(_METHOD_CHAPTER.search(evidence.title_path)) and not need.asked.method
    return _Marked(evidence, pieces, tuple(mark(pieces, need.asked, need.terms)), METHOD_SHARE if is_beside else 1.0)


def _quotes_from(passage: _Marked) -> list[Piece]:
    if sum(len(piece.text) for piece in passage.pieces) <= WHOLE_PASSAGE:
        return _merged(passage.pieces)
    good = [mark.piece for mark in passage.marks if mark.score >= WORTH_QUOTING * passage.marks[0].score]
    return _merged(with_lead_ins(_up_to(good[:MOST_PIECES], QUOTED_CHARACTERS), passage.pieces))


def _up_to(pieces: Iterable[Piece], characters: int) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        characters -= len(piece.text)
        if kept and characters < 0:
            break
        kept.append(piece)
    return kept


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbouring pieces of one clause as one quote."""
    quotes: list[Piece] = []
    for piece in pieces:
        last = quotes[-1] if quotes else None
        if last and last.clause.id == piece.clause.id and not piece.clause.text[last.end : piece.start].strip():
            quotes[-1] = replace(last, end=piece.end)
        else:
            quotes.append(piece)
    return quotes


def _without_inner(quotes: Sequence[Piece]) -> list[Piece]:
    """Leave out a quote that lies inside another one."""
    return [
        quote
        for quote in quotes
        if not any(
            other is not quote
            and other.clause.id == quote.clause.id
            and other.start <= quote.start
            and quote.end <= other.end
            and (other.end - other.start) > (quote.end - quote.start)
            for other in quotes
        )
    ]
