"""What the quoted passages require, statement by statement, each with the citation that quotes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.pieces import Piece, pieces_of
from app.assistant.quantities import bare_units, normal
from app.assistant.readings import readings
from app.assistant.sources import Cited
from app.assistant.statements import Statement, statements_in
from app.domain.answer import Citation
from app.domain.evidence import Evidence
from app.domain.table import Table


@dataclass(frozen=True, slots=True)
class Required:
    """``printed`` is the sentence or row as it is printed; ``citation`` is None where no quote holds it: then it shows
    only that something else is required too. ``row`` is what the row is about, empty outside tables."""

    statement: Statement
    printed: str
    citation: Citation | None
    row: str = ""


def requirements_in(pieces: Sequence[Piece], citations: Sequence[Citation]) -> tuple[Required, ...]:
    """Every statement of the passages that the quotes were taken from, quoted or not, in order."""
    passages: dict[str, Evidence] = {piece.evidence.passage_id: piece.evidence for piece in pieces}
    return tuple(found for passage in passages.values() for found in _of_passage(passage, citations))


def _of_passage(passage: Evidence, citations: Sequence[Citation]) -> Iterator[Required]:
    for piece in pieces_of(passage):
        quoting = [one for one in citations if one.clause_id == piece.clause.id and one.start <= piece.start < one.end]
        citation = quoting[0] if quoting else None
        heading = "\n".join(part for part in (passage.title_path, piece.clause.title, piece.lead) if part)
        if piece.is_row:
            yield from _cells(piece, citation)
            continue
        for statement in statements_in([Cited(citation.key if citation else "", heading, piece.text)]):
            yield Required(statement, piece.text, citation)


def _cells(piece: Piece, citation: Citation | None) -> Iterator[Required]:
    """Each value of a row read aloud under its column's head: "湿态 单用后闸 制动距离 ≤19 m"."""
    table = piece.clause.table
    if table is None:
        return
    head, lines = _heads(table), table.lines()
    rows = [row for row in range(table.header_rows, table.rows) if lines[row] and lines[row] == piece.text]
    for row in rows[:1]:
        cells = table.grid()[row]
        label = " ".join(dict.fromkeys(cell for cell in cells if cell and not readings(cell)))
        for column, cell in enumerate(cells):
            if len(readings(cell)) != 1:
                continue
            text = _read_aloud(head[column], cell)
            around = f"{piece.evidence.title_path}\n{piece.clause.title}\n{label}\n{text}"
            statement = Statement(citation.key if citation else "", text, label, around, True, readings(text))
            yield Required(statement, piece.text, citation, label)


def _heads(table: Table) -> list[str]:
    """For each column what stands above it, and the unit of all cells where its head gives none."""
    above = [dict.fromkeys(row[column] for row in table.grid()[: table.header_rows]) for column in range(table.columns)]
    joined = [" ".join(text for text in texts if text) for texts in above]
    return [text if bare_units(text) or not table.unit else f"{text} {table.unit}" for text in joined]


def _read_aloud(head: str, cell: str) -> str:
    """The head, then the cell with the unit that the head gives it."""
    units = bare_units(head)
    [reading] = readings(cell)
    if reading.unit is not None or len(units) != 1:
        return normal(f"{head} {cell}")
    [unit] = units
    value = normal(cell)
    return normal(f"{head} {value[: reading.end]}{unit.symbol}{value[reading.end :]}")
