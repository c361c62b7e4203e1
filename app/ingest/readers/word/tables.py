"""Tables of a Word file by row and column, with what is merged (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.domain.table import Table, TableCell
from app.ingest.readers.word.changes import row_cells, table_rows
from app.ingest.readers.word.math import FORMULAS, LEADERS
from app.ingest.readers.word.styles import StyleSheet, has_lines, integer, is_on, value_of
from app.ingest.tables.heads import head_rows

MOST_COLUMNS = 63
"""Of a Word table (its own limit)."""
_FORMULA_NUMBER = re.compile(r"[(（](?:[A-Z][.．]?)?\d[\d.．-]*[)）]")


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell prints; ``is_bold`` when all of it is bold."""

    text: str
    is_bold: bool = False


ReadCell = Callable[[Element], CellText]


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    content: CellText
    row_span: int
    column_span: int


def word_table(table: Element, read_cell: ReadCell) -> Table:
    """The table with its merged cells once; ``read_cell`` reads a w:tc, and is asked once for each in order."""
    builder = _TableBuilder(read_cell)
    rows = list(table_rows(table))
    for row in rows:
        builder.add(row)
    return builder.table(_marked_head(rows))


def is_frame(table: Element) -> bool:
    """A frame around text (covers, boxed notes): a single column is no table."""
    return all(len(list(row_cells(row))) <= 1 for row in table_rows(table))


def is_layout(table: Element, styles: StyleSheet) -> bool:
    """One row without any line only places texts side by side: dates on a cover, two signatures."""
    properties = table.find("w_tblPr")
    own = properties.find("w_tblBorders") if properties is not None else None
    drawn = has_lines(own) if own is not None else styles.has_borders(value_of(properties, "w_tblStyle"))
    rows = list(table_rows(table))
    in_cells = (has_lines(cell.find("w_tcPr/w_tcBorders")) for row in rows for cell in row_cells(row))
    return len(rows) == 1 and not drawn and not any(in_cells)


def has_formula(element: Element) -> bool:
    """Whether there is a formula in a w:tbl or w:tr."""
    return any(True for tag in FORMULAS for _ in element.iter(tag))


def formula_lines(element: Element, table: Table) -> list[str] | None:
    """The lines of a w:tbl, read as ``table``, that only places formulas beside their numbers; None for any other."""
    rows = list(table_rows(element))
    if not all(has_formula(row) for row in rows):
        return None
    lines = []
    for row in range(table.rows):
        texts = [" ".join(cell.text.split()) for cell in table.cells if cell.row == row]
        if len(texts) < 2 or not _FORMULA_NUMBER.fullmatch(texts[-1]):
            return None
        lines.append(" ".join(texts[:-1]) + LEADERS + texts[-1])
    return lines


class _TableBuilder:
    """Places cells on the grid, row by row."""

    def __init__(self, read_cell: ReadCell) -> None:
        self._read_cell = read_cell
        self._cells: list[_Cell] = []
        self._merging: dict[int, _Cell] = {}
        self._rows = self._columns = 0

    def add(self, row: Element) -> None:
        column = _count(value_of(row, "w_trPr/w_gridBefore"))
        before: _Cell | None = None
        for cell in row_cells(row):
            properties = cell.find("w_tcPr")
            span = min(max(_count(value_of(properties, "w_gridSpan")), 1), MOST_COLUMNS - column)
            if span < 1:
                break
            if before is not None and _merge(properties, "w_hMerge") == "continue":
                before.column_span += span
            else:
                before = self._place(cell, column, span, _merge(properties, "w_vMerge"))
            column += span
        self._columns = max(self._columns, column)
        self._rows += 1

    def _place(self, cell: Element, column: int, span: int, merge: str | None) -> _Cell:
        above = self._merging.get(column)
        if merge == "continue" and above is not None and self._continues(above, span):
            above.row_span += 1
            return above
        placed = _Cell(self._rows, column, self._read_cell(cell), 1, span)
        self._cells.append(placed)
        if merge is not None:
            self._merging[column] = placed
        return placed

    def _continues(self, above: _Cell, span: int) -> bool:
        return above.column_span == span and above.row + above.row_span == self._rows

    def table(self, head: int) -> Table:
        """The table of the rows so far; a ``head`` of 0 rows is looked for in their print."""
        printed = [cell for cell in self._cells if cell.content.text]
        cells = tuple(
            TableCell(cell.row, cell.column, cell.content.text, cell.row_span, cell.column_span) for cell in printed
        )
        bold = {(cell.row, cell.column) for cell in printed if cell.content.is_bold}
        head = max((cell.row + cell.row_span for cell in cells if cell.row < head), default=0)
        head = head or head_rows(cells, self._rows, self._columns, bold)
        return Table(self._rows, self._columns, cells, head if head < self._rows else 0)


def _marked_head(rows: Sequence[Element]) -> int:
    """The rows that Word repeats at the top of each page."""
    marks = [bool(is_on(row.find("w_trPr"), "w_tblHeader")) for row in rows]
    return marks.index(False) if False in marks else 0


def _merge(properties: Element | None, tag: str) -> str | None:
    """restart, continue or None; an element without a value continues."""
    merge = properties.find(tag) if properties is not None else None
    return merge.get("w_val", "continue") if merge is not None else None


def _count(value: str | None) -> int:
    return min(max(integer(value) or 0, 0), MOST_COLUMNS)
