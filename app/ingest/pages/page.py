"""A page's glyphs as printed lines and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.document import Box
from app.ingest.layout.column import Column
from app.ingest.layout.columns import Side, in_reading_order
from app.ingest.layout.content import Glyph, PageContent
from app.ingest.layout.foot_rule import find_foot_rule
from app.ingest.layout.fractions import in_one_line
from app.ingest.layout.overlays import without_overlays
from app.ingest.layout.rows import printed_lines
from app.ingest.layout.runs import runs_of
from app.ingest.layout.turning import turn_box, turned_rules, upright
from app.ingest.lines import TableBlock
from app.ingest.tables.cells import table_block
from app.ingest.tables.open import Caption, find_open_tables
from app.ingest.tables.ruled import Grid, find_grids
from app.ingest.tree.marks import figure_caption

FULL_GRID = 0.75
"""Share of the cells that hold print."""


def page_columns(page: PageContent) -> list[Column]:
    """The page's lines and ruled tables in reading order. ``begins_paragraph`` is not decided here."""
    printed, turn = upright(page)
    glyphs = without_overlays(printed)
    grids = find_grids(turned_rules(page, turn), glyphs)
    columns = _columns(page, glyphs, grids, turn)
    drawings = [grid for grid in grids if _is_drawing(grid, columns, page, turn)]
    if drawings:
        grids = [grid for grid in grids if grid not in drawings]
        columns = _columns(page, glyphs, grids, turn)
    used = frozenset[int]().union(*(grid.glyph_places for grid in grids))
    left = [glyph for glyph in glyphs if glyph.place not in used]
    if opened := find_open_tables(turned_rules(page, turn), left, _placed_lines(columns, page, turn)):
        grids = sorted([*grids, *opened], key=lambda grid: grid.ys[0])
        columns = _columns(page, glyphs, grids, turn)
    columns = [_with_foot(column, page) for column in columns]
    for grid in grids:
        columns = _with_table(columns, table_block(grid, page, turn), page, turn)
    return columns


def _columns(page: PageContent, glyphs: Sequence[Glyph], grids: Sequence[Grid], turn: int) -> list[Column]:
    """The lines outside the grids."""
    in_tables = frozenset[int]().union(*(grid.glyph_places for grid in grids))
    width = page.width if turn % 2 == 0 else page.height
    rules = turned_rules(page, turn)
    bars = [rule for rule in rules if not any(grid.ys[0] <= rule.y0 <= grid.ys[-1] for grid in grids)]
    runs = in_one_line(runs_of(glyph for glyph in glyphs if glyph.place not in in_tables), bars)
    groups = in_reading_order(runs, width)
    columns = [Column(page.number, side, tuple(printed_lines(runs, page, turn))) for side, runs in groups]
    return [column for column in columns if column.blocks]


def _placed_lines(columns: Sequence[Column], page: PageContent, turn: int) -> Iterator[Caption]:
    for line in (line for column in columns for line in column.lines):
        if line.box is not None:
            yield Caption(line.text, *_as_read(line.box, page, turn), line.size or 10.0)


def _is_drawing(grid: Grid, columns: Sequence[Column], page: PageContent, turn: int) -> bool:
    """Boxes of a flow chart: the next line below is a figure's caption. A bit layout is full, and read as a table."""
    if grid.filled >= FULL_GRID:
        return False
    placed = _placed_lines(columns, page, turn)
    below = [(line.y0, line.text) for line in placed if line.y0 >= grid.ys[-1] - 2 and line.x0 < grid.xs[-1]]
    return bool(below) and figure_caption(min(below)[1]) is not None


def _with_foot(column: Column, page: PageContent) -> Column:
    return replace(column, foot=find_foot_rule(page.rules, column.lines, page.width, page.height))


def _with_table(columns: Sequence[Column], table: TableBlock, page: PageContent, turn: int) -> list[Column]:
    """Put the table before the first line of its column that stands below it."""
    if table.box is None or not columns:
        return [*columns, Column(page.number, Side.WHOLE, (table,))]
    left, top, right, _ = _as_read(table.box, page, turn)
    placed = list(columns)
    for at, column in enumerate(placed):
        boxes = [_as_read(block.box, page, turn) for block in column.blocks if block.box is not None]
        if max(x1 for _, _, x1, _ in boxes) < left or min(x0 for x0, _, _, _ in boxes) > right:
            continue
        below = next((index for index, (_, y0, _, _) in enumerate(boxes) if y0 >= top), None)
        if below is not None:
            placed[at] = replace(column, blocks=(*column.blocks[:below], table, *column.blocks[below:]))
            return placed
    placed[-1] = replace(placed[-1], blocks=(*placed[-1].blocks, table))
    return placed


def _as_read(box: Box, page: PageContent, turn: int) -> tuple[float, float, float, float]:
    return turn_box((box.x0, box.y0, box.x1, box.y1), page, turn)
