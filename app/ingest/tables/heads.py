"""Which rows of a printed table are its head.

GB/T 1.1-2020, 9.8 and ISO/IEC Directives, Part 2 give every table a head; it is told from the body by bold print, by
cells merged above the columns that they share, and by saying what stands below without being of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from app.domain.table import TableCell

MOST_HEAD_ROWS = 4
LONGEST_HEADING = 40
"""Characters. A heading names what stands below it."""
_SAYS_SOMETHING = re.compile(r"[。；;：?？]|\.$|\w:\s")
_DIGIT = re.compile(r"\d")

Place = tuple[int, int]
"""Row and column of a cell."""


def head_rows(cells: Sequence[TableCell], rows: int, columns: int, bold: Collection[Place]) -> int:
    """How many rows are the head; ``bold`` are the places of the cells in bold print."""
    if rows < 2 or columns < 2:
        return 0
    by_row = [[cell for cell in cells if cell.row == row and cell.text] for row in range(rows)]
    by_print = _bold_rows(by_row, columns, bold)
    by_merging = _merged_rows(by_row, rows, bold)
    if by_print or by_merging:
        return max(by_print, by_merging)
    return int(_can_be_head(by_row[0], by_row[1], columns))


def _bold_rows(by_row: Sequence[Sequence[TableCell]], columns: int, bold: Collection[Place]) -> int:
    """The rows at the top that are all bold, if not all are; a heading over the whole width below them is none."""
    is_bold = [bool(row) and all((cell.row, cell.column) in bold for cell in row) for row in by_row]
    count = is_bold.index(False) if False in is_bold else 0
    count = min(count, MOST_HEAD_ROWS)
    while count > 1 and by_row[count - 1][0].column_span == columns:
        count -= 1
    return count


def _merged_rows(by_row: Sequence[Sequence[TableCell]], rows: int, bold: Collection[Place]) -> int:
    """The depth of the cells in the first row, where one heads several columns that have headings of their own."""
    first = by_row[0]
    depth = max((cell.row_span for cell in first), default=0)
    if not 1 < depth <= MOST_HEAD_ROWS or depth >= rows:
        return 0
    head = [cell for row in by_row[:depth] for cell in row]
    shares = any(cell.column_span > 1 for cell in head)
    printed = all((cell.row, cell.column) in bold for cell in head)
    return depth if (shares or printed) and not any(_says_something(cell.text) for cell in head) else 0


def _can_be_head(first: Sequence[TableCell], second: Sequence[TableCell], columns: int) -> bool:
    """Plain print: short names over most columns, of another kind than what stands below them."""
    if sum(cell.column_span for cell in first) < columns - 1 or any(_says_something(cell.text) for cell in first):
        return False
    if len(first) == 1:
        return False
    below = {cell.column: cell.text for cell in second}
    return not any(_is_of_a_kind(cell.text, below.get(cell.column, "")) for cell in first)


def _says_something(text: str) -> bool:
    return len(text) > LONGEST_HEADING or bool(_SAYS_SOMETHING.search(text))


def _is_of_a_kind(one: str, other: str) -> bool:
    """The same value again, or two that differ in their digits: 0x01 and 0x02, 25 and 16."""
    if one == other:
        return True
    if not _DIGIT.search(one) or not _DIGIT.search(other):
        return False
    return re.sub(r"\d+", "0", one) == re.sub(r"\d+", "0", other)
