"""Heads of tables from formats that have no merged cells: what was one cell stands there again in every place."""

from __future__ import annotations

import itertools
from dataclasses import replace

from app.domain.table import Table, TableCell
from app.ingest.tables.heads import MOST_HEAD_ROWS


def with_merged_head(table: Table) -> Table:
    """The table with equal neighbours in its head as one cell, and with as many head rows as these reach down to."""
    if not table.header_rows or any(cell.row_span > 1 or cell.column_span > 1 for cell in table.cells):
        return table
    grid = table.grid()
    heads = table.header_rows
    while heads < min(MOST_HEAD_ROWS, table.rows - 1) and _goes_on(grid[heads - 1], grid[heads]):
        heads += 1
    merged = _merged(grid[:heads], table.columns)
    return replace(table, header_rows=heads, cells=(*merged, *(cell for cell in table.cells if cell.row >= heads)))


def _goes_on(above: list[str], below: list[str]) -> bool:
    """A heading over several columns, that have headings of their own below it, beside one that reaches down."""
    reaches_down = any(text and text == other for text, other in zip(above, below, strict=True))
    is_shared = any(
        above[at] and above[at] == above[at + 1] and below[at] != below[at + 1] for at in range(len(above) - 1)
    )
    return reaches_down and is_shared


def _merged(grid: list[list[str]], columns: int) -> list[TableCell]:
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    for row, column in itertools.product(range(len(grid)), range(columns)):
        text = grid[row][column]
        if not text or (row, column) in taken:
            continue
        end = column + 1
        while end < columns and grid[row][end] == text and (row, end) not in taken:
            end += 1
        row_end = row + 1
        while row_end < len(grid) and all(grid[row_end][at] == text for at in range(column, end)):
            row_end += 1
        taken.update(itertools.product(range(row, row_end), range(column, end)))
        cells.append(TableCell(row, column, text, row_end - row, end - column))
    return cells
