"""Evidence cut at the places where a person would quote: sentences, list items, table rows.

A piece is an exact slice of one clause's text, so that what is quoted is what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.assistant.quoting.leads import LeadIns, opens_a_list
from app.assistant.quoting.orders import is_order, order_stretches, without_orders
from app.assistant.quoting.slicing import row_slices, sentence_slices
from app.domain.document import Clause, ClauseKind
from app.domain.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Piece:
    """The slice [start, end) of ``clause.text``, found in ``evidence``.

    ``lead`` are the lead-ins that make the piece a full statement ("…应符合下列要求："), outermost first, a line each;
    of a table's row its caption and head. ``order`` counts the pieces of the evidence from 0.
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
        return not self.is_row and opens_a_list(self.text)

    @property
    def context(self) -> str:
        """Headings, the lead-in and the text: what the piece says in its place."""
        return "\n".join(part for part in (self.evidence.title_path, self.clause.title, self.lead, self.text) if part)


def pieces_of(evidence: Evidence) -> tuple[Piece, ...]:
    """Every piece of a passage, in order; of a passage that holds a share of one long clause, those in the share.

    What is written to a program and not to a reader is no piece: it answers nothing.
    """
    if len(evidence.clauses) != 1:
        return tuple(_pieces(evidence))
    return tuple(piece for piece in _pieces(evidence) if piece.text in evidence.text)


def _pieces(evidence: Evidence) -> Iterator[Piece]:
    leads = LeadIns()
    order = 0
    for clause in evidence.clauses:
        is_table = clause.kind is ClauseKind.TABLE
        head = head_of(clause) if is_table else ""
        leads.enter(clause)
        ordered = order_stretches(clause.text)
        for start, end in row_slices(clause.text) if is_table else sentence_slices(clause.text):
            if any(first < end and start < last for first, last in ordered):
                continue
            above = f"{clause.title}\n{head}" if end > len(head) else ""
            lead = above if is_table else leads.before(start, end)
            yield Piece(evidence, clause, start, end, order, without_orders(lead))
            order += 1


def head_of(table: Clause) -> str:
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
        whole = piece.clause.text
        if piece.is_row or len(whole) > longest or _is_listing(whole) or is_order(whole):
            yield piece
        elif piece.clause.id not in done:
            done.add(piece.clause.id)
            yield replace(piece, start=0, end=len(piece.clause.text))


def _is_listing(text: str) -> bool:
    """Lines without sentences: parameters or formulas laid out below each other."""
    return "\n" in text and not re.search(r"[。；;！!]", text)
