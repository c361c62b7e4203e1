"""Tables in plain text: columns between bars, between tabs, or one below the other at fixed places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.domain.table import Table, plain_table
from app.ingest.readers.plain.characters import clean

_RULE = re.compile(r"\s*[|+]?\s*:?-{2,}:?\s*(?:[|+]\s*:?-{2,}:?\s*)*[|+]?\s*")
_DASHES = re.compile(r"\s*[-=─━—]{3,}[-=─━—\s]*")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")

FEWEST_ROWS = 2
"""Under a caption. Without one, tabs and bars may be chance."""
FEWEST_ROWS_ALONE = 3
FEWEST_TABS_ALONE = 2
"""A heading and its page number in a list of contents stand apart by one tab."""
FEWEST_COLUMNS_ALIGNED = 3
NARROWEST_GAP = 2
"""Columns of blank space between two columns of text, in every row."""


def table_at(lines: Sequence[str], index: int, *, is_announced: bool) -> tuple[Table, int] | None:
    """The table that begins at a line, and the line after it; None where none does.

    ``is_announced`` tells that a caption stands above: then less is asked of what follows it.
    """
    return (
        _ruled(lines, index)
        or _barred(lines, index, is_announced=is_announced)
        or _tabbed(lines, index, is_announced=is_announced)
        or (_aligned(lines, index) if is_announced else None)
    )


def _ruled(lines: Sequence[str], index: int) -> tuple[Table, int] | None:
    """A head, a rule of dashes, rows: the rule is evidence enough."""
    if "|" not in lines[index] or index + 1 >= len(lines) or "|" not in lines[index + 1]:
        return None
    if not _RULE.fullmatch(lines[index + 1]):
        return None
    end = _run(lines, index + 2, "|")
    rows = [_cells(line) for line in (lines[index], *lines[index + 2 : end]) if not _RULE.fullmatch(line)]
    return plain_table(rows, header_rows=1), end


def _barred(lines: Sequence[str], index: int, *, is_announced: bool) -> tuple[Table, int] | None:
    """Rows between bars without a rule, all of the same width."""
    end = _run(lines, index, "|")
    rows = [_cells(line) for line in lines[index:end] if not _RULE.fullmatch(line)]
    return _of_one_width(rows, end, FEWEST_ROWS if is_announced else FEWEST_ROWS_ALONE)


def _tabbed(lines: Sequence[str], index: int, *, is_announced: bool) -> tuple[Table, int] | None:
    """Rows copied from a spreadsheet or a Word table."""
    end = _run(lines, index, "\t")
    rows = [tuple(map(clean, line.strip("\r\n").split("\t"))) for line in lines[index:end]]
    if is_announced:
        return _of_one_width(rows, end, FEWEST_ROWS)
    is_wide = bool(rows) and len(rows[0]) > FEWEST_TABS_ALONE
    return _of_one_width(rows, end, FEWEST_ROWS_ALONE) if is_wide else None


def _aligned(lines: Sequence[str], index: int) -> tuple[Table, int] | None:
    """Columns at fixed places, in a font of one width: blank in every row between them, for wide and narrow letters."""
    end = index
    while end < len(lines) and lines[end].strip():
        end += 1
    texts = [_in_columns(line.expandtabs(8)) for line in lines[index:end] if not _DASHES.fullmatch(line)]
    gaps = _gaps(texts)
    if len(texts) < FEWEST_ROWS_ALONE or len(gaps) + 1 < FEWEST_COLUMNS_ALIGNED:
        return None
    starts, ends = [0, *(stop for _, stop in gaps)], [*(start for start, _ in gaps), None]
    rows = [tuple(clean("".join(text[a:b])) for a, b in zip(starts, ends, strict=True)) for text in texts]
    return _of_one_width(rows, end, FEWEST_ROWS_ALONE)


def _of_one_width(rows: Sequence[tuple[str, ...]], end: int, fewest: int) -> tuple[Table, int] | None:
    is_table = len(rows) >= fewest and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1
    return (plain_table(rows, header_rows=1), end) if is_table and any(map(any, rows)) else None


def _run(lines: Sequence[str], index: int, mark: str) -> int:
    """The line after those that hold the mark."""
    while index < len(lines) and mark in lines[index] and lines[index].strip():
        index += 1
    return index


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(clean(cell.replace("\\|", "|")) for cell in _BETWEEN_CELLS.split(inner))


def _in_columns(line: str) -> list[str]:
    """A string for each column of the screen; the second column of a wide character is empty."""
    columns: list[str] = []
    for character in line:
        columns.append(" " if character == "\u3000" else character)
        if unicodedata.east_asian_width(character) in "WF":
            columns.append(" " if character == "\u3000" else "")
    return columns


def _gaps(texts: Sequence[list[str]]) -> list[tuple[int, int]]:
    """The stretches of columns that are blank in every row, with text on both sides."""
    width = max((len(text) for text in texts), default=0)
    blank = [all(column >= len(text) or text[column] == " " for text in texts) for column in range(width)]
    gaps: list[tuple[int, int]] = []
    start: int | None = None
    for column, is_blank in enumerate(blank):
        if is_blank and start is None:
            start = column
        elif not is_blank and start is not None:
            if start > 0 and column - start >= NARROWEST_GAP:
                gaps.append((start, column))
            start = None
    return gaps
