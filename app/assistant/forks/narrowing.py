"""Evidence cut down by what is known: of a table the rows, of a list the items that hold under the given conditions."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.forks.statement_forks import ruled_out
from app.assistant.forks.table_forks import narrowed
from app.assistant.question.need import Need
from app.assistant.quoting.pieces import Piece
from app.assistant.values.quantities import measures
from app.domain.document import Clause
from app.domain.evidence import Evidence
from app.domain.table_rows import row_places


def fitting(item: Evidence, pieces: Sequence[Piece], need: Need) -> tuple[Piece, ...]:
    """The pieces of a passage without those that hold under other conditions than the known ones.

    Known are confirmed facts, and values that the question gives ("30 m 高"). All pieces where nothing is known, and
    where nothing would be left.
    """
    if not need.facts and not measures(need.circumstances):
        return tuple(pieces)
    out = ruled_out(item, need)
    rows = {clause.id: _rows_left_out(clause, need) for clause in item.clauses if clause.table is not None}
    kept = tuple(
        piece
        for piece in pieces
        if (piece.clause.id, piece.start) not in out and not _is_in(piece, rows.get(piece.clause.id, ()))
    )
    return kept or tuple(pieces)


def _rows_left_out(clause: Clause, need: Need) -> tuple[tuple[int, int], ...]:
    """Where the lines of those rows stand in the clause's text that do not fit."""
    found = narrowed(clause, need.text, need.facts, need.circumstances)
    if found is None or not found.cells or clause.table is None:
        return ()
    heads = clause.table.header_rows
    return tuple((start, end) for row, start, end in row_places(clause) if row >= heads and row not in found.rows)


def _is_in(piece: Piece, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= piece.start and piece.end <= end for start, end in places)
