"""A table as it is meant: cells by row and column, merged cells once, which rows are the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

CELL_SEPARATOR = " | "


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

    def rows_in_words(self) -> Iterator[str]:
        """A line for each row below the head: what merged cells say of it first, then its own cells."""
        for row in self.grid()[self.header_rows :]:
            words = list(_without_repeats(map(_one_line, row)))
            if words:
                yield " ".join(words)

    def _read_rows(self) -> list[list[str]]:
        """The grid without the places that a cell covers to the right of its own."""
        rows: list[dict[int, str]] = [dict.fromkeys(range(self.columns), "") for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                rows[row][cell.column] = cell.text
                for column in range(cell.column + 1, min(cell.column + cell.column_span, self.columns)):
                    rows[row].pop(column, None)
        return [[texts[column] for column in sorted(texts)] for texts in rows]


def plain_table(rows: Sequence[Sequence[str]], *, header_rows: int = 0, unit: str | None = None) -> Table:
    """The table of rows of texts without merged cells; shorter rows are filled up with nothing."""
    cells = tuple(
        TableCell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text
    )
    return Table(len(rows), max((len(row) for row in rows), default=0), cells, header_rows, unit)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_repeats(texts: Iterable[str]) -> Iterator[str]:
    """A cell merged across columns stands in each of them and is said once."""
    last = ""
    for text in texts:
        if text and text != last:
            yield text
        last = text or last
