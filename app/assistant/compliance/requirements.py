"""What passages require, statement by statement and cell by cell, each with the citation that quotes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.compliance.cells import cells_read_aloud
from app.assistant.quoting.pieces import Piece, pieces_of
from app.assistant.values.readings import readings
from app.assistant.verification.sources import Cited
from app.assistant.verification.statements import Statement, statements_in
from app.domain.answer import Citation, Fact
from app.domain.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Required:
    """A statement with the ``piece`` that it stands in.

    ``printed`` is its sentence as printed, of a table the cell with its labels; ``row`` is what a cell's row and column
    are about; ``citation`` is None where no quote holds it: then it shows only that something else is required too.
    """

    statement: Statement
    printed: str
    piece: Piece
    citation: Citation | None
    row: str = ""


def requirements_in(
    passages: Sequence[Evidence], citations: Sequence[Citation], question: str, facts: Sequence[Fact]
) -> tuple[Required, ...]:
    """Every statement of the passages, quoted or not, in order; of a table the cells that fit the question."""
    return tuple(found for passage in passages for found in _of_passage(passage, citations, question, facts))


def passages_of(pieces: Sequence[Piece]) -> tuple[Evidence, ...]:
    """The passages that quotes were taken from, each once."""
    return tuple({piece.evidence.passage_id: piece.evidence for piece in pieces}.values())


def _of_passage(
    passage: Evidence, citations: Sequence[Citation], question: str, facts: Sequence[Fact]
) -> Iterator[Required]:
    pieces = pieces_of(passage)
    for piece in pieces:
        citation = _quoting(piece, citations)
        if not piece.is_row:
            heading = "\n".join(part for part in (passage.title_path, piece.clause.title, piece.lead) if part)
            for statement in statements_in([Cited(citation.key if citation else "", heading, piece.text)]):
                yield Required(statement, piece.text, piece, citation)
    around = "\n".join(piece.text for piece in pieces if not piece.is_row)
    for clause in passage.clauses:
        rows = {piece.text: piece for piece in pieces if piece.clause.id == clause.id and piece.is_row}
        for cell in cells_read_aloud(clause, question, facts, around):
            if cell.line in rows:
                piece = rows[cell.line]
                citation = _quoting(piece, citations)
                key = citation.key if citation else ""
                heading = f"{passage.title_path}\n{clause.title}\n{cell.label}\n{cell.text}"
                statement = Statement(key, cell.text, "", heading, True, readings(cell.text))
                yield Required(statement, f"{cell.label}：{cell.cell}", piece, citation, cell.label)


def _quoting(piece: Piece, citations: Sequence[Citation]) -> Citation | None:
    """The citation whose quote holds the piece."""
    holding = (one for one in citations if one.clause_id == piece.clause.id and one.start <= piece.start < one.end)
    return next(holding, None)
