"""Tables of web pages: cells by row and column with their spans, and which tables only lay out the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.domain.table import Table, TableCell
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.joining import separator
from app.ingest.readers.html.content import HEADINGS
from app.ingest.readers.html.tree import Node
from app.ingest.tables.heads import head_rows

MOST_COLUMNS = 500
MOST_PLACES = 400_000
"""Rows times columns. A register of all national standards has 45,000 rows of eight columns."""

_SECTIONS = ("thead", "tbody", "tfoot")
_LAYOUT_SHARE = 0.6
_LAYOUT_TEXT = 500
"""Characters in one cell that holds most of its table: the page is set in a table, as sites did for long."""


def is_layout(table: Node) -> bool:
    """Whether the table only places parts of the page: to be read as its cells one after another."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = [list(_cells(row)) for _, row in table_rows(table)]
    if all(len(row) <= 1 for row in rows):
        return True
    cells = [cell for row in rows for cell in row]
    if any(any(cell.all(*HEADINGS)) for cell in cells):
        return True
    lengths = [len(cell.text.strip()) for cell in cells]
    return max(lengths) > max(_LAYOUT_TEXT, _LAYOUT_SHARE * sum(lengths))


def table_rows(table: Node) -> Iterator[tuple[str, Node]]:
    """The rows in printed order, each with its section; the foot comes last wherever it is written."""
    rows: dict[str, list[Node]] = {section: [] for section in _SECTIONS}
    for node in table.elements:
        if node.tag in _SECTIONS:
            rows[node.tag].extend(row for row in node.elements if row.tag == "tr")
        elif node.tag == "tr":
            rows["tbody"].append(node)
    for section in _SECTIONS:
        yield from ((section, row) for row in rows[section])


def read_table(table: Node, cell_text: Callable[[Node], str], file: str) -> Table:
    """The table's cells; ``cell_text`` reads the text of one. Raises UnreadableFile for one of hostile size."""
    rows = [(section, list(_cells(row))) for section, row in table_rows(table)]
    rows = [(section, cells) for section, cells in rows if cells]
    grid = _Grid(len(rows))
    for row, (_, cells) in enumerate(rows):
        for cell in cells:
            grid.place(row, cell, cell_text(cell))
            if grid.is_hostile:
                raise unreadable(UnreadableCode.TOO_LARGE, file)
    heads = _header_rows(rows) or head_rows(grid.cells, len(rows), grid.columns, grid.bold)
    named = (replace(cell, text=_unbroken(cell.text)) if cell.row < heads else cell for cell in grid.cells)
    return Table(len(rows), grid.columns, tuple(named), heads)


class _Grid:
    """Puts cells row by row in the first column that no cell above reaches into (HTML, clause 4.9.12.1)."""

    def __init__(self, rows: int) -> None:
        self.cells: list[TableCell] = []
        self.bold: set[tuple[int, int]] = set()
        self._rows = rows
        self._free_from: list[int] = []  # a column's next row without a cell

    @property
    def columns(self) -> int:
        return len(self._free_from)

    @property
    def is_hostile(self) -> bool:
        return self.columns > MOST_COLUMNS or self.columns * self._rows > MOST_PLACES

    def place(self, row: int, cell: Node, text: str) -> None:
        column = next((at for at, free in enumerate(self._free_from) if free <= row), self.columns)
        width = self._free_width(row, column, min(_span(cell.get("colspan")), MOST_COLUMNS))
        height = min(_span(cell.get("rowspan")) or self._rows, self._rows - row)
        self._free_from.extend([0] * (column + width - self.columns))
        self._free_from[column : column + width] = [row + height] * width
        self.cells.append(TableCell(row, column, text, height, width))
        if _is_bold(cell):
            self.bold.add((row, column))

    def _free_width(self, row: int, column: int, wanted: int) -> int:
        """How many of the wanted columns are free: no two cells share a place."""
        width = 1
        while width < wanted and (column + width >= self.columns or self._free_from[column + width] <= row):
            width += 1
        return width


def _is_bold(node: Node) -> bool:
    """Whether all words in an element stand in bold print."""
    if node.tag in ("th", "b", "strong"):
        return True
    return all(not child.strip() if isinstance(child, str) else _is_bold(child) for child in node.children)


def _unbroken(heading: str) -> str:
    """A heading's breaks only make its column narrow: 频遇值 / 系数 is one word."""
    first, *others = heading.split("\n")
    for line in others:
        first += separator(first, line) + line
    return first


def _cells(row: Node) -> Iterator[Node]:
    return (node for node in row.elements if node.tag in ("td", "th"))


def _span(text: str) -> int:
    """0 means to the end of the table; anything else that is no number means one."""
    digits = text.strip()
    return int(digits[:6]) if digits.isdecimal() else 1


def _header_rows(rows: Sequence[tuple[str, Sequence[Node]]]) -> int:
    """The rows at the top that stand in a head or hold nothing but header cells."""
    count = 0
    for section, cells in rows:
        if section != "thead" and any(cell.tag != "th" for cell in cells):
            break
        count += 1
    return count if count < len(rows) else 0
