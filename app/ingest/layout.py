"""A page's glyphs as printed lines and tables in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.table import plain_table
from app.ingest.columns import Side, in_reading_order
from app.ingest.foot_rule import find_foot_rule
from app.ingest.joining import TextBuilder
from app.ingest.lines import Line, TableBlock
from app.ingest.page_content import PageContent
from app.ingest.rows import printed_lines, runs_of
from app.ingest.ruled_tables import Grid, find_grids
from app.ingest.turning import upright


@dataclass(frozen=True, slots=True)
class Column:
    """Lines and tables that follow each other down one column; ``side`` tells which.

    ``foot`` is where a short rule sets off notes at its foot, in points from the top of the page.
    """

    page: int
    side: Side
    blocks: tuple[Line | TableBlock, ...]
    foot: float | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))


def page_columns(page: PageContent) -> list[Column]:
    """The page's lines and ruled tables in reading order. ``begins_paragraph`` is not decided here."""
    glyphs, turn = upright(page)
    grids = find_grids(page.rules, glyphs) if turn == 0 else []
    in_tables = frozenset[int]().union(*(grid.glyph_places for grid in grids))
    width = page.width if turn % 2 == 0 else page.height
    groups = in_reading_order(runs_of(glyph for glyph in glyphs if glyph.place not in in_tables), width)
    columns = [Column(page.number, side, tuple(printed_lines(runs, page, turn))) for side, runs in groups]
    columns = [_with_foot(column, page) for column in columns if column.blocks]
    for grid in grids:
        columns = _with_table(columns, _table(grid, page), page.number)
    return columns


def _with_foot(column: Column, page: PageContent) -> Column:
    return replace(column, foot=find_foot_rule(page.rules, column.lines, page.width, page.height))


def _with_table(columns: Sequence[Column], table: TableBlock, page: int) -> list[Column]:
    """Put the table before the first line of its column that stands below it."""
    box = table.box
    if box is None or not columns:
        return [*columns, Column(page, Side.WHOLE, (table,))]
    placed = list(columns)
    for at, column in enumerate(placed):
        boxes = [block.box for block in column.blocks if block.box is not None]
        if max(b.x1 for b in boxes) < box.x0 or min(b.x0 for b in boxes) > box.x1:
            continue
        below = next((i for i, block in enumerate(column.blocks) if block.box and block.box.y0 >= box.y0), None)
        if below is not None:
            placed[at] = replace(column, blocks=(*column.blocks[:below], table, *column.blocks[below:]))
            return placed
    placed[-1] = replace(placed[-1], blocks=(*placed[-1].blocks, table))
    return placed


def _table(grid: Grid, page: PageContent) -> TableBlock:
    """Cell texts row by row. A cell over several rows is read in each of them, as a person reads a row aloud."""
    rows = [["" for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    for cell in grid.cells:
        builder = TextBuilder()
        for line in printed_lines(runs_of(cell.glyphs), page, 0):
            builder.add_line(line.text, None)
        for row in range(cell.row, cell.row_end):
            rows[row][cell.column] = builder.text
    used = [column for column in range(len(grid.xs) - 1) if any(row[column] for row in rows)]
    kept = [index for index, row in enumerate(rows) if any(row)]
    return TableBlock(
        plain_table([[rows[index][column] for column in used] for index in kept]),
        grid.box(page.number),
        tuple(grid.row_box(page.number, index) for index in kept),
    )
