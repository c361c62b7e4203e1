"""A grid with its print as a table: merged cells once, lines and paragraphs inside cells, the head."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from app.domain.document import Box
from app.domain.table import Table, TableCell
from app.ingest.joining import TextBuilder, is_wide
from app.ingest.layout.content import Glyph, PageContent
from app.ingest.layout.rows import printed_lines
from app.ingest.layout.runs import runs_of
from app.ingest.layout.turning import turn_forth, turned_back
from app.ingest.lines import Line, TableBlock
from app.ingest.tables.heads import Place, head_rows
from app.ingest.tables.ruled import Cell, Grid

ROOM = 1.2
"""Font sizes left on a line of a cell beyond what the next word needs: the writer broke the line, not the margin."""
LATIN_LETTER = 0.55
"""Font sizes, about the mean width of a Latin letter."""
NARROWEST_COLUMN = 8.0
"""Points, of one without print."""
LINES_THAT_SHOW_A_MARGIN = 4
PADDING = 5.0
"""Points between a cell's edge and its print, where nothing shows it."""
_WORD = re.compile(r"[\x21-\x7e]+")


def table_block(grid: Grid, page: PageContent, turn: int) -> TableBlock:
    """The table of a grid whose coordinates are those of the page turned back ``turn`` quarters."""
    sideways = [] if turn else [glyph for glyph in page.glyphs if glyph.quarter in (1, 3)]
    printed = {(cell.row, cell.column): _lines(cell, grid, page, sideways) for cell in grid.cells}
    rows = [row for row in range(len(grid.ys) - 1) if any(lines and at[0] == row for at, lines in printed.items())]
    columns = [column for column in range(len(grid.xs) - 1) if _is_column(grid, printed, column)]
    cells = tuple(_placed(grid, printed, rows, columns))
    bold = frozenset(
        (rows.index(row), columns.index(column))
        for (row, column), lines in printed.items()
        if lines and all(line.is_bold for line in lines)
    )
    if grid.header_rows is None:
        heads = head_rows(cells, len(rows), len(columns), bold)
    else:
        heads = sum(row < grid.header_rows for row in rows)
    edges = [grid.xs[columns[0]], *(grid.xs[column + 1] for column in columns)] if columns else []
    return TableBlock(
        Table(len(rows), len(columns), cells, heads),
        _box(grid, 0, len(grid.ys) - 1, page, turn),
        tuple(_box(grid, row, row + 1, page, turn) for row in rows),
        column_edges=tuple(round(edge, 1) for edge in edges),
    )


def _is_column(grid: Grid, printed: dict[Place, list[Line]], column: int) -> bool:
    """Cells begin there, and it is more than the space between the strokes of a double line."""
    begun = [lines for (_, at), lines in printed.items() if at == column]
    return any(begun) or (bool(begun) and grid.xs[column + 1] - grid.xs[column] >= NARROWEST_COLUMN)


def _placed(
    grid: Grid, printed: dict[Place, list[Line]], rows: Sequence[int], columns: Sequence[int]
) -> Iterator[TableCell]:
    """The cells in steps that hold something; a merged cell is kept without print too, because it is seen."""
    for cell in grid.cells:
        covered_rows = [at for at, row in enumerate(rows) if cell.row <= row < cell.row_end]
        covered_columns = [at for at, column in enumerate(columns) if cell.column <= column < cell.column_end]
        if not covered_rows or not covered_columns:
            continue
        row_span, column_span = len(covered_rows), len(covered_columns)
        text = cell_text(printed[cell.row, cell.column], grid.xs[cell.column], grid.xs[cell.column_end])
        if text or row_span > 1 or column_span > 1:
            yield TableCell(covered_rows[0], covered_columns[0], text, row_span, column_span)


def _lines(cell: Cell, grid: Grid, page: PageContent, sideways: Sequence[Glyph]) -> list[Line]:
    """The printed lines of a cell; of print set sideways in a cell of its own those too."""
    if cell.glyphs:
        return printed_lines(runs_of(cell.glyphs), page, 0)
    found = [glyph for glyph in sideways if _is_inside(glyph, cell, grid)]
    if not found:
        return []
    turn = found[0].quarter or 0
    return printed_lines(runs_of(turned_back(glyph, page, turn) for glyph in found), page, turn)


def _is_inside(glyph: Glyph, cell: Cell, grid: Grid) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    across = grid.xs[cell.column] <= x < grid.xs[cell.column_end]
    return across and grid.ys[cell.row] <= y < grid.ys[cell.row_end] and not glyph.text.isspace()


def cell_text(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of a cell between ``left`` and ``right``: full lines run on, broken ones stand below each other."""
    builder = TextBuilder()
    margin = right - PADDING
    if len(lines) >= LINES_THAT_SHOW_A_MARGIN:
        margin = min(margin, max(line.box.x1 for line in lines if line.box is not None))
    for before, line in itertools.pairwise([None, *lines]):
        if line is None:
            continue
        if before is not None and _is_broken(before, line, left, margin):
            builder.add_paragraph(line.text, None)
        else:
            builder.add_line(line.text, None)
    return builder.text


def _is_broken(before: Line, line: Line, left: float, margin: float) -> bool:
    """Whether the next word would have fitted on the line before it, which ends at ``margin``."""
    old, new = before.box, line.box
    if old is None or new is None:
        return True
    em = before.size or 10.0
    begins = min(old.x0, new.x0, left + PADDING)
    is_centred = abs((old.x0 + old.x1) / 2 - (left + margin + PADDING) / 2) < em / 2 and old.x0 > left + em
    room = margin - begins - (old.x1 - old.x0) if is_centred else margin - old.x1
    return room > (_first_word_width(line.text) + ROOM) * em


def _first_word_width(text: str) -> float:
    """In font sizes."""
    if is_wide(text[0]):
        return 1.0
    word = _WORD.match(text)
    return LATIN_LETTER * len(word[0]) if word else 1.0


def _box(grid: Grid, row: int, row_end: int, page: PageContent, turn: int) -> Box:
    """From one row edge to another, over all columns, where it is on the page as shown."""
    shown = turn_forth((grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row_end]), page, turn)
    x0, y0, x1, y1 = (round(edge, 2) for edge in shown)
    return Box(page.number, x0, y0, x1, y1)
