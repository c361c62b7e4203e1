"""What a sheet holds: titles and notes as lines, each block of filled cells as a table, long tables in row ranges."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain import standard_id
from app.domain.table import Table, TableCell
from app.ingest.joining import has_chinese
from app.ingest.lines import Line, TableBlock
from app.ingest.readers.sheets.cells import SheetCell

ROWS_A_PIECE = 100
"""Rows below the head. Evidence that is a whole register says nothing."""
LONGEST_HEAD = 40
"""Characters of a column's heading."""
MOST_HEAD_ROWS = 4

_LABEL = re.compile(r".{1,12}[:：]")
"""编制单位：…  日期：…, above the table's head."""

Row = Sequence[SheetCell]


def sheet_blocks(cells: Sequence[SheetCell], *, level: int) -> list[Line | TableBlock]:
    """The blocks of one sheet, whose cells come row by row; ``level`` is that of headings over row ranges."""
    regions = [region for band in _bands(cells) for region in _regions(band)]
    cuts = any(region.is_long for region in regions)
    blocks: list[Line | TableBlock] = []
    for region in regions:
        blocks.extend(_lines(region.above, is_title=True))
        for piece in region.pieces():
            if cuts:
                blocks.append(_range_heading(piece, level))
            blocks.append(TableBlock(piece.table()))
        blocks.extend(_lines(region.below, is_title=False))
    return blocks


@dataclass(frozen=True, slots=True)
class _Region:
    """A block of filled cells: lines above, rows of the table with its head, lines below."""

    above: tuple[Row, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    below: tuple[Row, ...]

    @property
    def is_long(self) -> bool:
        return len(self.body) > ROWS_A_PIECE

    def pieces(self) -> Iterator[_Piece]:
        """The table in ranges of rows, each under the whole head."""
        if not self.head and not self.body:
            return
        columns = [cell.columns for row in (*self.head, *self.body) for cell in row]
        first, after = min(c.start for c in columns), max(c.stop for c in columns)
        tall = [cell for row in self.body for cell in row if cell.row_span > 1]
        for start in range(0, max(len(self.body), 1), ROWS_A_PIECE):
            rows = self.body[start : start + ROWS_A_PIECE]
            top = rows[0][0].row if rows else 0
            carried = tuple(cell for cell in tall if cell.row < top and top in cell.rows)
            yield _Piece(self.head, rows, carried, first, after - first)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A range of rows; ``carried`` are merged cells that began above it."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    carried: tuple[SheetCell, ...]
    first_column: int
    columns: int

    def table(self) -> Table:
        """The piece as a table of its own."""
        places = {row[0].row: place for place, row in enumerate((*self.head, *self.body))}
        cells = [cell for row in (*self.head, *self.body) for cell in row]
        top = self.body[0][0].row if self.body else 0
        cells += [replace(cell, row=top, row_span=cell.rows.stop - top) for cell in self.carried]
        placed = (
            TableCell(
                places[cell.row],
                cell.column - self.first_column,
                cell.text,
                sum(row in places for row in cell.rows[: len(places) * 2]) or 1,
                cell.column_span,
            )
            for cell in cells
        )
        ordered = tuple(sorted(placed, key=lambda cell: (cell.row, cell.column)))
        return Table(len(places), self.columns, ordered, len(self.head))


def _bands(cells: Sequence[SheetCell]) -> Iterator[list[Row]]:
    """Rows that follow each other without an empty one between them."""
    last = max((cell.row for cell in cells), default=0)
    band: list[Row] = []
    covered = 0
    for number, row in itertools.groupby(cells, key=lambda cell: cell.row):
        clipped = [replace(cell, row_span=min(cell.row_span, last - cell.row + 1)) for cell in row]
        if band and number > covered + 1:
            yield band
            band = []
        band.append(clipped)
        covered = max(covered if len(band) > 1 else 0, *(cell.rows.stop - 1 for cell in clipped))
    if band:
        yield band


def _regions(band: Sequence[Row]) -> Iterator[_Region]:
    """The parts of a band that stand beside each other with an empty column between them, left to right."""
    groups: list[range] = []
    for columns in sorted((cell.columns for row in band for cell in row), key=lambda columns: columns.start):
        if groups and columns.start <= groups[-1].stop:
            groups[-1] = range(groups[-1].start, max(groups[-1].stop, columns.stop))
        else:
            groups.append(columns)
    for group in groups:
        rows = [[cell for cell in row if cell.column in group] for row in band]
        yield _region([row for row in rows if row])


def _region(rows: Sequence[Row]) -> _Region:
    widest = max(len(row) for row in rows)
    if widest == 1:
        return _Region(tuple(rows), (), (), ())
    start = next(at for at, row in enumerate(rows) if not _is_above(row, widest))
    end = len(rows)
    while end > start + 1 and len(rows[end - 1]) == 1 and rows[end - 1][0].is_text and not _covered(rows, end - 1):
        end -= 1
    table = rows[start:end]
    heads = _head_rows(table)
    return _Region(tuple(rows[:start]), tuple(table[:heads]), tuple(table[heads:]), tuple(rows[end:]))


def _is_above(row: Row, widest: int) -> bool:
    """A title, or a line of labels such as 编制单位："""
    if len(row) == 1:
        return True
    return len(row) < widest and all(cell.is_text and _LABEL.match(cell.text) for cell in row)


def _covered(rows: Sequence[Row], at: int) -> bool:
    """Whether a merged cell of a row above reaches into this one."""
    number = rows[at][0].row
    return any(number in cell.rows for row in rows[max(0, at - ROWS_A_PIECE) : at] for cell in row)


def _head_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top name the columns; none where they might as well be entries."""
    if len(rows) < 2 or not _names_columns(rows[0]):
        return 0
    last = max(cell.rows.stop - 1 for cell in rows[0])
    if any(cell.column_span > 1 for cell in rows[0]):
        last = max(last, rows[0][0].row + 1)
    heads = sum(row[0].row <= last for row in rows[:MOST_HEAD_ROWS])
    return heads if heads < len(rows) and all(map(_names_columns, rows[:heads])) else 0


def _names_columns(row: Row) -> bool:
    return all(
        cell.is_text and len(cell.text) <= LONGEST_HEAD and standard_id.starting(cell.text) is None for cell in row
    )


def _lines(rows: Sequence[Row], *, is_title: bool) -> Iterator[Line]:
    for row in rows:
        text = "　".join(" ".join(cell.text.split()) for cell in row)
        is_bold = all(cell.is_bold for cell in row)
        is_centred = is_title and len(row) == 1 and row[0].column_span > 1
        yield Line(text, is_bold=is_bold, is_centred=is_centred, begins_paragraph=True)


def _range_heading(piece: _Piece, level: int) -> Line:
    """第 2–101 行, by the numbers that the sheet prints at its edge."""
    rows = piece.body or piece.head
    first, last = rows[0][0].row, rows[-1][0].row
    texts = itertools.chain.from_iterable((cell.text for cell in row) for row in (*piece.head, *rows[:3]))
    span = f"第 {first}–{last} 行" if any(map(has_chinese, texts)) else f"rows {first}–{last}"
    return Line(span, heading_level=level, begins_paragraph=True)
