"""A list of standards in a spreadsheet or CSV file, to the entries of a register.

A bad line is told with its number and the others are taken: such lists are kept by hand.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from app.domain import standard_id
from app.domain.document import DocumentStatus
from app.domain.law_title import parse_law_title
from app.domain.register import RegisterEntry, RegisterIssue, RegisterList
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.dates import find_dates
from app.ingest.detection import detect
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.lines import TableBlock
from app.ingest.readers.plain.encoding import decode
from app.ingest.readers.plain.text import TextReader
from app.ingest.readers.sheets.cells import SheetCell
from app.ingest.readers.sheets.delimited import DelimitedReader, delimiter_of
from app.ingest.readers.sheets.spreadsheet import SpreadsheetReader
from app.ingest.readers.sheets.workbook import read_sheets
from app.ingest.register_columns import Column, columns_of, squeezed, status_of

MOST_ROWS = 200_000
"""All national, industry and local standards together are fewer."""

LONGEST_CELL = 2000
"""Characters; what is longer is no number, title or date."""

_DATE_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_DATE_WITH_TIME = re.compile(r"\s+\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?$")
_BETWEEN = re.compile(r"[;；\n]|[,，、](?![^《]*》)")
_UNDATED_FAMILIES = ("NIST", "FIPS", "RFC", "TSG")
"""Their numbers name one edition without a year."""

Row = tuple[int, Sequence[str]]
"""The number of the line from 1, and its cells."""


def read_register(path: Path, file: str) -> RegisterList:
    """The entries of a list; ``file`` is its name. Raises UnreadableFile, and UserError when it is no such list."""
    return register_of(_rows(path, file), file)


def register_of(rows: Iterable[Row], file: str) -> RegisterList:
    """The entries in rows of cells. Raises UserError when no row names the columns."""
    lines = _Lines()
    previous = 0
    for line, cells in itertools.islice(rows, MOST_ROWS):
        columns = columns_of(cells)
        if Column.NUMBER in columns and len(columns) > 1:
            lines.columns = columns
        elif line <= previous:  # the next sheet has heads of its own, or is none of the list
            lines.columns = {}
        elif lines.columns:
            lines.take(line, cells)
        previous = line
    if not lines.has_begun:
        raise UserError(
            tr("“{file}”里没有认出标准清单的表头", file=file),
            tr("表头要有“标准编号”，还要有“标准名称”“状态”“实施日期”等中的一项。"),
        )
    return lines.finished()


@dataclass(slots=True)
class _Lines:
    """Takes line by line under the heads in force; ``has_begun`` when there have been any."""

    columns: Mapping[Column, int] = field(default_factory=dict)
    has_begun: bool = False
    entries: dict[str, RegisterEntry] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    replaced: dict[str, RegisterEntry] = field(default_factory=dict)
    issues: list[RegisterIssue] = field(default_factory=list)

    def take(self, line: int, cells: Sequence[str]) -> None:
        self.has_begun = True
        values = {column: _cell(cells, place) for column, place in self.columns.items()}
        if not any(values.values()):
            return
        name = _name(values.get(Column.NUMBER, ""), values.get(Column.TITLE, ""))
        if name is None:
            self._tell(line, tr("认不出标准编号“{value}”", value=values.get(Column.NUMBER, "")))
            return
        older, newer = _in_order(
            name, _names(values.get(Column.REPLACES, ""), name), _names(values.get(Column.REPLACED_BY, ""), name)
        )
        entry = RegisterEntry(
            name,
            values.get(Column.TITLE, ""),
            self._status(line, values.get(Column.STATUS, "")),
            newer,
            self._date(line, values.get(Column.ISSUED, "")),
            self._date(line, values.get(Column.EFFECTIVE, "")),
            self._date(line, values.get(Column.WITHDRAWN, "")),
        )
        self._keep(line, entry)
        self._note_replaced(entry, older)

    def finished(self) -> RegisterList:
        """The entries with those that the list only names as replaced."""
        for name, implied in self.replaced.items():
            own = self.entries.get(name)
            if own is None:
                self.entries[name] = implied
            elif not own.replaced_by:
                self.entries[name] = replace(own, replaced_by=implied.replaced_by)
        return RegisterList(tuple(self.entries.values()), tuple(self.issues))

    def _keep(self, line: int, entry: RegisterEntry) -> None:
        key = f"{entry.number} {entry.issued or entry.effective}" if _is_title(entry.number) else entry.number
        if key in self.entries and self.entries[key] != entry:
            self._tell(line, tr("与第 {other} 行是同一标准，以本行为准", other=self.lines[key]))
        self.entries[key] = entry
        self.lines[key] = line

    def _note_replaced(self, entry: RegisterEntry, names: Sequence[str]) -> None:
        """What the column 代替 says of the older standards, from the day on which this one counts."""
        if entry.status is DocumentStatus.UPCOMING and not entry.effective:
            return
        for name in names:
            self.replaced[name] = RegisterEntry(
                name, status=DocumentStatus.SUPERSEDED, replaced_by=(entry.number,), withdrawn=entry.effective
            )

    def _status(self, line: int, text: str) -> DocumentStatus:
        status = status_of(text)
        if status is None:
            self._tell(line, tr("认不出状态“{value}”", value=text))
        return status or DocumentStatus.UNKNOWN

    def _date(self, line: int, text: str) -> str | None:
        if squeezed(text) in ("", "/", "无"):
            return None
        found = find_dates(_DATE_DIGITS.sub(r"\1-\2-\3", _DATE_WITH_TIME.sub("", text)))
        if not found:
            self._tell(line, tr("认不出日期“{value}”", value=text))
        return found[0].iso if found else None

    def _tell(self, line: int, message: str) -> None:
        self.issues.append(RegisterIssue(line, message))


def _name(number: str, title: str) -> str | None:
    """The normal number, or the title of a law; an edition must be named, so a number without its year is none."""
    standard = standard_id.parse(number)
    if standard is not None:
        return str(standard) if standard.is_dated or standard.prefix.startswith(_UNDATED_FAMILIES) else None
    law = next((law for text in (number, title) if text and (law := parse_law_title(text))), None)
    return law.title if law is not None else None


def _is_title(name: str) -> bool:
    return standard_id.parse(name) is None


def _names(text: str, own: str) -> tuple[str, ...]:
    """Numbers in their normal form and titles as written, without the standard itself."""
    names: list[str] = []
    for part in _BETWEEN.split(text):
        found = standard_id.find_all(part) or [found for found in [standard_id.starting(part.strip())] if found]
        law = parse_law_title(part)
        names += [str(item.id) for item in found] or ([law.title] if law is not None else [])
    return tuple(name for name in dict.fromkeys(names) if name != own)


def _in_order(own: str, older: Sequence[str], newer: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Editions of the standard itself by their years: 被代替标准 heads columns of the old ones and of the new ones."""
    standard = standard_id.parse(own)
    others = {name: standard_id.parse(name) for name in (*older, *newer)}
    if standard is None:
        return tuple(older), tuple(newer)
    before = {name for name, other in others.items() if other is not None and standard.is_newer_than(other)}
    after = {name for name, other in others.items() if other is not None and other.is_newer_than(standard)}
    return (
        tuple(name for name in others if name in before or (name in older and name not in after)),
        tuple(name for name in others if name in after or (name in newer and name not in before)),
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip()[:LONGEST_CELL] if place < len(cells) else ""


def _rows(path: Path, file: str) -> Iterator[Row]:
    """The filled rows of the list, sheet after sheet, each counted from 1."""
    reader = detect(path, file).reader
    if isinstance(reader, SpreadsheetReader):
        for sheet in read_sheets(path):
            yield from _of_cells(sheet.cells)
    elif isinstance(reader, DelimitedReader | TextReader):
        yield from _of_text(decode(path.read_bytes(), file).text.lstrip("\ufeff"), file)
    else:
        for block in reader.read(path).blocks:
            if isinstance(block, TableBlock):
                yield from enumerate(block.table.grid(), 1)


def _of_cells(cells: Iterable[SheetCell]) -> Iterator[Row]:
    for row, found in itertools.groupby(cells, key=attrgetter("row")):
        texts = {cell.column: cell.text for cell in found}
        yield row, [texts.get(column, "") for column in range(max(texts) + 1)]


def _of_text(text: str, file: str) -> Iterator[Row]:
    """Rows as a spreadsheet counts them: a cell over two lines is in one row."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        yield from enumerate(rows, 1)
    except csv.Error as error:
        raise unreadable(UnreadableCode.DAMAGED, file, str(error)) from error
