"""A table as it is meant: cells by row and column, merged cells once, which rows are the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

CELL_SEPARATOR = " | "
LONGEST_REPEATED = 40
"""Characters of a cell over several rows that is read again in each of them; a paragraph is read once."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; ``row`` and ``column`` of its top left corner count from 0, spans are at least 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ``rows`` by ``columns``, the first ``header_rows`` of which are its head.

    ``cells`` are in reading order and cover no place twice; a place without a cell is empty. ``unit`` is what
    is printed beside the caption for all cells ("单位为毫米").
    """

    rows: int
    columns: int
    cells: tuple[TableCell, ...]
    header_rows: int = 0
    unit: str | None = None

    def grid(self) -> list[list[str]]:
        """Texts by row and column, a merged cell's in every place that it covers."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[row][column] = cell.text
        return grid

    def lines(self) -> list[str]:
        """A line a row, as a table's clause has it in its text: a cell over several rows is read in each of them, as a
        person reads a row aloud, a cell over several columns once. A row without text gives an empty line."""
        return [CELL_SEPARATOR.join(map(_one_line, row)).strip(" |") for row in self._read_rows()]

    def head_lines(self) -> list[str]:
        """What the text of a table's clause begins with: the unit of all cells and the lines of the head."""
        head = [line for line in self.lines()[: self.header_rows] if line]
        return [self.unit, *head] if self.unit else head

    def rows_in_words(self) -> Iterator[str]:
        """A line for each row below the head: what merged cells say of it first, then its own cells."""
        for row in range(self.header_rows, self.rows):
            if texts := [_one_line(cell.text) for cell in self.row_cells(row) if cell.text]:
                yield " ".join(texts)

    def row_cells(self, row: int) -> list[TableCell]:
        """The cells that a row meets, from left to right."""
        met = (cell for cell in self.cells if cell.row <= row < cell.row + cell.row_span)
        return sorted(met, key=lambda cell: cell.column)

    def _read_rows(self) -> list[list[str]]:
        """The grid without the places that a cell covers to the right of its own."""
        rows: list[dict[int, str]] = [dict.fromkeys(range(self.columns), "") for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                rows[row][cell.column] = cell.text if row == cell.row or len(cell.text) <= LONGEST_REPEATED else ""
                for column in range(cell.column + 1, min(cell.column + cell.column_span, self.columns)):
                    rows[row].pop(column, None)
        return [[texts[column] for column in sorted(texts)] for texts in rows]

    def only_rows(self, kept: Iterable[int]) -> Table:
        """The table with these rows alone, in their order; merged cells shrink to what is left of them."""
        rows = sorted({row for row in kept if 0 <= row < self.rows})
        cells = []
        for cell in self.cells:
            covered = [at for at, row in enumerate(rows) if cell.row <= row < cell.row + cell.row_span]
            if covered:
                cells.append(replace(cell, row=covered[0], row_span=len(covered)))
        cells.sort(key=lambda cell: (cell.row, cell.column))
        heads = sum(row < self.header_rows for row in rows)
        return replace(self, rows=len(rows), cells=tuple(cells), header_rows=heads)

    def repeated_head(self, following: Table) -> int:
        """How many rows at the top of ``following`` are this table's head printed again."""
        heads = max(self.header_rows, 1)
        mine, others = self.grid()[:heads], following.grid()[:heads]
        is_same = any(text for row in mine for text in row) and _bare(mine) == _bare(others)
        return heads if is_same and following.rows > heads else 0

    def followed_by(self, following: Table) -> Table:
        """This table and the rows of one with the same columns below it, without a head that is printed again."""
        again = self.repeated_head(following)
        below = following.only_rows(range(again, following.rows))
        moved = (replace(cell, row=cell.row + self.rows) for cell in below.cells)
        return replace(self, rows=self.rows + below.rows, cells=(*self.cells, *moved))


def plain_table(rows: Sequence[Sequence[str]], *, header_rows: int = 0, unit: str | None = None) -> Table:
    """The table of rows of texts without merged cells; shorter rows are filled up with nothing."""
    cells = tuple(
        TableCell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text
    )
    return Table(len(rows), max((len(row) for row in rows), default=0), cells, header_rows, unit)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bare(rows: Iterable[Iterable[str]]) -> list[str]:
    """Texts without their white space, which a second printing may set otherwise."""
    return ["".join(text.split()) for row in rows for text in row]
