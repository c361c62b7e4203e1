"""CSV and TSV: rows of cells between delimiters, whichever the program that wrote them used."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.lines import DEFAULT_OPTIONS, Reading, ReadOptions
from app.ingest.readers.plain.characters import clean
from app.ingest.readers.plain.encoding import decode
from app.ingest.readers.plain.text import encoding_issues
from app.ingest.readers.sheets.cells import SheetCell
from app.ingest.readers.sheets.regions import sheet_blocks
from app.ingest.readers.sheets.workbook import MOST_CELLS, MOST_COLUMNS

DELIMITERS = ",\t;|，"
_SAMPLE_LINES = 50
_NAMED = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
"""Excel's own first line: sep=;"""
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+%?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


class DelimitedReader:
    """Reads .csv and .tsv as one sheet."""

    format = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab")

    def accepts(self, head: bytes) -> bool:
        """Delimited text cannot be told from text by its bytes; the pipeline goes by the file name."""
        return True

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        decoded = decode(path.read_bytes(), path.name)
        try:
            cells = list(_cells(decoded.text.lstrip("\ufeff")))
        except csv.Error as error:
            raise unreadable(UnreadableCode.DAMAGED, path.name, str(error)) from error
        if len(cells) > MOST_CELLS:
            raise unreadable(UnreadableCode.TOO_LARGE, path.name)
        return Reading(
            self.format,
            tuple(sheet_blocks(cells, level=1)),
            issues=encoding_issues(decoded),
            is_partial=decoded.bad > 0,
        )


def delimiter_of(text: str) -> str:
    """The delimiter that gives most lines the same number of cells, and more than one."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count, width

    return max(DELIMITERS, key=agreement)


def _cells(text: str) -> Iterator[SheetCell]:
    """The filled cells; one more than is allowed at most."""
    named = _NAMED.match(text.split("\n", 1)[0])
    delimiter = named[1] if named else delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    count = 0
    for number, row in enumerate(reader, 1):
        if named and number == 1:
            continue
        for column, value in enumerate(row[:MOST_COLUMNS]):
            if shown := clean(value):
                yield SheetCell(number, column, shown, is_text=not _NUMBER.fullmatch(shown))
                count += 1
        if count > MOST_CELLS:
            return
