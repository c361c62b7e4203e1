"""Tables for a terminal: cells in columns of even width, Chinese characters counting two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.domain.table import Table, TableCell
from app.domain.table_rows import TableExcerpt
from app.foundation.messages import tr

WIDEST_TABLE = 100
"""Terminal columns, shared out evenly among the columns that want more; longer cells run on in the next line."""
NARROWEST_COLUMN = 10
BAR = " │ "
_WORD = re.compile(r"[\x21-\x7e]+|\s|.[，。；：、）》”]?")
"""A Latin word, or a Chinese character with the mark that may not begin a line."""


def table_text(shown: TableExcerpt, indent: str = "") -> str:
    """The rows one below the other, a rule under the head, a word on the rows that are left out."""
    table = shown.table
    lines = [table.unit] if table.unit else []
    widths = _widths(table)
    for row in range(table.rows):
        lines += _row_lines(table, row, widths)
        if row + 1 == table.header_rows:
            lines.append("─┼─".join("─" * width for width in widths))
    if shown.left_out:
        lines.append(tr("（另有 {count} 行）", count=shown.left_out))
    return "\n".join(f"{indent}{line.rstrip()}" for line in lines)


def _widths(table: Table) -> list[int]:
    """Of each column, by the cells that stand in it alone: what they need, as far as there is room for it."""
    needed = [1] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            longest = max((_width(line) for line in cell.text.split("\n")), default=1)
            needed[cell.column] = max(needed[cell.column], longest)
    widths = [0] * table.columns
    room = WIDEST_TABLE
    for left, column in zip(
        range(table.columns, 0, -1), sorted(range(table.columns), key=needed.__getitem__), strict=True
    ):
        widths[column] = min(needed[column], max(room // left, NARROWEST_COLUMN))
        room -= widths[column]
    return widths


def _row_lines(table: Table, row: int, widths: Sequence[int]) -> Iterator[str]:
    """A merged cell is printed in its first row, over the width of its columns."""
    columns: list[tuple[int, list[str]]] = []
    column = 0
    begun = {cell.column: cell for cell in table.row_cells(row)}
    while column < table.columns:
        cell = begun.get(column)
        span = cell.column_span if cell is not None else 1
        width = sum(widths[column : column + span]) + len(BAR) * (span - 1)
        columns.append((width, _wrapped(_text(cell, row), width)))
        column += span
    for line in range(max(len(lines) for _, lines in columns)):
        yield BAR.join(_padded(lines[line] if line < len(lines) else "", width) for width, lines in columns)


def _text(cell: TableCell | None, row: int) -> str:
    return cell.text if cell is not None and cell.row == row else ""


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width``; Latin words stay whole where they fit at all."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in (piece for found in _WORD.findall(part) for piece in _pieces(found, width)):
            if line and _width(line) + _width(word) > width:
                lines.append(line.rstrip())
                line = ""
            line += word if line or not word.isspace() else ""
        lines.append(line.rstrip())
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word that is wider than the column, cut."""
    step = len(word) if _width(word) <= width else max(1, width)
    for start in range(0, len(word), step):
        yield word[start : start + step]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
