"""Evidence cut at the places where a person would quote: sentences, list items, table rows.

A piece is an exact slice of one clause's text, so that what is quoted is what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.document import Clause, ClauseKind
from app.domain.evidence import Evidence

_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])(?!\s*$)|(?<=[a-z)]\.)\s+(?=[A-Z])|\n")
_TABLE_LINE = re.compile(r"\n")
_OPENS_A_LIST = re.compile(r"[:：]\s*$")
_CLOSERS = "”’\"'」』）)】》"
SHORTEST_SENTENCE = 6
"""Characters. What is shorter (a stray "a）") goes with the sentence before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The slice [start, end) of ``clause.text``, found in ``evidence``.

    ``lead`` is the lead-in that makes the piece a full statement ("…应符合下列要求："), or the header row of its table.
    """

    evidence: Evidence
    clause: Clause
    start: int
    end: int
    order: int
    lead: str = ""

    @property
    def text(self) -> str:
        return self.clause.text[self.start : self.end]

    @property
    def is_row(self) -> bool:
        return self.clause.kind is ClauseKind.TABLE

    @property
    def opens_a_list(self) -> bool:
        """Whether it says nothing by itself: the items that follow do."""
        return bool(_OPENS_A_LIST.search(self.text))

    @property
    def context(self) -> str:
        """Headings, the lead-in and the text: what the piece says in its place."""
        return "\n".join(part for part in (self.evidence.title_path, self.clause.title, self.lead, self.text) if part)


def pieces_of(evidence: Evidence) -> tuple[Piece, ...]:
    """Every piece of a passage, in order; of a passage that holds a share of one long clause, those in the share."""
    if len(evidence.clauses) != 1:
        return tuple(_pieces(evidence))
    return tuple(piece for piece in _pieces(evidence) if piece.text in evidence.text)


def _pieces(evidence: Evidence) -> Iterator[Piece]:
    lead = ""
    order = 0
    for clause in evidence.clauses:
        is_table = clause.kind is ClauseKind.TABLE
        head = _head_of(clause) if is_table else ""
        for start, end in slices(clause.text, _TABLE_LINE if is_table else _SENTENCE_END):
            above = f"{clause.title}\n{head}" if end > len(head) else ""
            piece = Piece(evidence, clause, start, end, order, above if is_table else lead)
            yield piece
            order += 1
            if not is_table and clause.kind is not ClauseKind.ITEM:
                lead = piece.text if piece.opens_a_list else ""


def _head_of(table: Clause) -> str:
    """The lines of a table's text that say what stands below them: its unit and head, or else its first line."""
    head = "\n".join(table.table.head_lines()) if table.table is not None else ""
    return head if head and table.text.startswith(head) else table.text.split("\n", 1)[0]


def statements_of(evidence: Evidence, longest: int) -> tuple[Piece, ...]:
    """The passage in statements that can be judged by themselves: table rows; clauses whole up to ``longest``
    characters, since a sentence leans on the ones around it; the sentences of longer ones."""
    return tuple(_statements(pieces_of(evidence), longest))


def _statements(pieces: Sequence[Piece], longest: int) -> Iterator[Piece]:
    done: set[str] = set()
    for piece in pieces:
        if piece.is_row or len(piece.clause.text) > longest or _is_listing(piece.clause.text):
            yield piece
        elif piece.clause.id not in done:
            done.add(piece.clause.id)
            yield replace(piece, start=0, end=len(piece.clause.text))


def _is_listing(text: str) -> bool:
    """Lines without sentences: parameters or formulas laid out below each other."""
    return "\n" in text and not re.search(r"[。；;！!]", text)


def slices(text: str, boundary: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between boundaries without white space around them; together they hold every printed character."""
    cuts = [0, *(_after_closers(text, match.end()) for match in boundary.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        stop = begin + len(text[start:end].strip())
        if stop <= begin:
            continue
        if found and stop - begin < SHORTEST_SENTENCE and boundary is _SENTENCE_END:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((begin, stop))
    return found


def _after_closers(text: str, position: int) -> int:
    """A closing quotation mark after the full stop belongs to the sentence that it closes."""
    while position < len(text) and text[position] in _CLOSERS:
        position += 1
    return position


def with_lead_ins(chosen: Sequence[Piece], all_pieces: Sequence[Piece]) -> list[Piece]:
    """The chosen pieces and the lead-ins of those that are list items, in printed order."""
    kept = {(piece.clause.id, piece.start): piece for piece in chosen}
    leads = {piece.lead for piece in chosen if piece.lead and not piece.is_row}
    for piece in all_pieces:
        if piece.opens_a_list and piece.text in leads:
            kept.setdefault((piece.clause.id, piece.start), piece)
    return sorted(kept.values(), key=lambda piece: piece.order)
