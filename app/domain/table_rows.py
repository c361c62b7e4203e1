"""A table and the text of its clause: which rows a slice or a share of the text holds, and a table cut to some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.document import Clause
from app.domain.table import Table


@dataclass(frozen=True, slots=True)
class TableExcerpt:
    """A table cut to some of its rows, its head among them; ``left_out`` counts the rows of the body that are not."""

    table: Table
    left_out: int


def quoted_rows(clause: Clause, start: int, end: int) -> Table | None:
    """The rows that the slice [start, end) of a table's text touches, under their head; None where it touches none."""
    table = clause.table
    if table is None:
        return None
    touched = [row for row, first, last in row_places(clause) if first < end and start < last]
    return table.only_rows([*range(table.header_rows), *touched]) if touched else None


def excerpt(table: Table, rows: list[int]) -> TableExcerpt:
    """The table with its head and these rows of its body."""
    body = {row for row in rows if row >= table.header_rows}
    left_out = table.rows - table.header_rows - len(body)
    return TableExcerpt(table.only_rows([*range(table.header_rows), *body]), left_out)


def row_places(clause: Clause) -> Iterator[tuple[int, int, int]]:
    """Each row of a table's clause with the slice of the text that is its line; a row without text has none."""
    end = 0
    for row, line in enumerate(clause.table.lines() if clause.table is not None else ()):
        start = clause.text.find(line, end) if line else -1
        if start >= 0:
            end = start + len(line)
            yield row, start, end
