"""Workbooks (.xlsx) through openpyxl, sheet by sheet and row by row. The only importer of openpyxl.

openpyxl trusts its input: bombs, DOCTYPEs and sheets that claim a million empty rows are met before it or around it.
"""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.readers.plain.characters import clean
from app.ingest.readers.sheets.cells import SheetCell
from app.ingest.readers.sheets.hidden import HiddenLines, hidden_lines, is_white_on_white
from app.ingest.readers.sheets.number_format import shown
from app.ingest.readers.word.ooxml_relations import relations
from app.ingest.zip_guard import GuardedZip, has_doctype

MOST_CELLS = 500_000
"""Of a workbook. A register of all national standards has 45,000 rows of eight columns."""
MOST_COLUMNS = 256
MOST_MERGED = 50_000
LONGEST_CELL = 32_767
"""Characters, Excel's own limit."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_FAULTS = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError, OSError, EOFError, SyntaxError,
    BadZipFile, zlib.error, AssertionError,
)  # fmt: skip
"""What openpyxl raises for files that are not what they should be; its XML errors are SyntaxErrors."""

Spans = dict[tuple[int, int], tuple[int, int]]
"""Rows and columns that a merged cell covers, by its row from 1 and its column from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``cells`` are the filled ones, row by row; ``is_cut`` tells that there were more than are read."""

    name: str
    cells: tuple[SheetCell, ...]
    is_hidden: bool = False
    is_cut: bool = False
    hidden_characters: int = 0


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets in their order, hidden ones without cells. Formulas give the values of the last calculation.

    Raises UnreadableFile.
    """
    with GuardedZip(path) as archive:
        parts = _sheet_parts(archive)
        layouts = {name: _layout(archive.data(part) or b"") for name, part in parts.items()}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions that only look different
            return list(_sheets(path, layouts))
    except _FAULTS as error:
        raise unreadable(UnreadableCode.DAMAGED, path.name) from error


def _sheet_parts(archive: GuardedZip) -> dict[str, str]:
    """The parts of the worksheets by the sheets' names. Raises UnreadableFile for a DOCTYPE in any part."""
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and has_doctype(archive.data(name) or b""):
            raise unreadable(UnreadableCode.DOCTYPE, archive.file)
    books = [relation.target for relation in relations(archive, "") if relation.kind == "officeDocument"]
    book = next(iter(books), "xl/workbook.xml")
    root = archive.xml(book)
    if root is None:
        raise unreadable(UnreadableCode.DAMAGED, archive.file)
    targets = {relation.id: relation.target for relation in relations(archive, book)}
    sheets = (element for element in root.iter() if element.tag.endswith("}sheet"))
    return {sheet.get("name", ""): targets.get(_relation_id(sheet.attrib), "") for sheet in sheets}


def _relation_id(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith("}id")), "")


def _merged_cells(part: bytes) -> Spans:
    """Found in the raw part: openpyxl keeps them only where it keeps the whole sheet in memory."""
    spans: Spans = {}
    for match in _MERGED.finditer(part):
        first, last = _column(match[1]), _column(match[3])
        top, bottom = int(match[2]), int(match[4])
        if last >= first and bottom >= top:
            spans[top, first] = (bottom - top + 1, min(last, MOST_COLUMNS - 1) - first + 1)
        if len(spans) >= MOST_MERGED:
            break
    return spans


def _column(letters: bytes) -> int:
    """A is 0, Z 25, AA 26."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - ord("A") + 1
    return value - 1


@dataclass(frozen=True, slots=True)
class _Layout:
    """What only the raw part of a sheet tells."""

    spans: Spans = field(default_factory=dict)
    hidden: HiddenLines = field(default_factory=HiddenLines)


def _layout(part: bytes) -> _Layout:
    return _Layout(_merged_cells(part), hidden_lines(part, MOST_COLUMNS))


def _sheets(path: Path, layouts: dict[str, _Layout]) -> Iterator[Sheet]:
    import openpyxl  # type: ignore[import-untyped]

    left = MOST_CELLS
    with path.open("rb") as stream:  # openpyxl leaves a file open that it cannot read
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                yield Sheet(sheet.title, (), is_hidden=True)
                continue
            sheet.reset_dimensions()  # what the sheet claims of its size is often wrong, and may be a million rows
            layout = layouts.get(sheet.title, _Layout())
            cells, is_cut, hidden = _cells(sheet.iter_rows(max_col=MOST_COLUMNS), layout, left)
            left -= len(cells)
            yield Sheet(sheet.title, cells, is_cut=is_cut, hidden_characters=hidden)


def _cells(rows: Iterable[Any], layout: _Layout, most: int) -> tuple[tuple[SheetCell, ...], bool, int]:
    """At most so many filled cells that show, whether there were more, and how many characters do not show."""
    cells: list[SheetCell] = []
    hidden = 0
    before: Any = None
    for number, row in enumerate(rows, 1):
        if row is before:  # openpyxl fills up missing rows with one and the same: a sheet may begin in its last row
            continue
        before = row
        for cell in row:
            if cell.value is None:
                continue
            text = clean(shown(cell.value, cell.number_format))[:LONGEST_CELL]
            if not text:
                continue
            if number in layout.hidden.rows or cell.column - 1 in layout.hidden.columns or is_white_on_white(cell):
                hidden += len(text)
                continue
            if len(cells) >= most:
                return tuple(cells), True, hidden
            height, width = layout.spans.get((number, cell.column - 1), (1, 1))
            is_text, is_bold = isinstance(cell.value, str), bool(cell.font and cell.font.b)
            cells.append(SheetCell(number, cell.column - 1, text, is_text, is_bold, height, width))
    return tuple(cells), False, hidden
