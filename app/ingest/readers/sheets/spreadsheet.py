"""Workbooks: each sheet a heading, each block of filled cells a table."""

from __future__ import annotations

import re
from pathlib import Path

from app.domain.document import Issue
from app.foundation.messages import tr
from app.ingest.layout.hidden import hidden_text
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions, TableBlock
from app.ingest.readers.plain.characters import clean
from app.ingest.readers.sheets.regions import sheet_blocks
from app.ingest.readers.sheets.workbook import MOST_CELLS, Sheet, read_sheets
from app.ingest.zip_guard import ZIP_SIGNATURE

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)
"""What a sheet is called that nobody named."""


class SpreadsheetReader:
    """Reads .xlsx and its kin. Hidden sheets, rows and columns are left out, formulas give their last results."""

    format = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm", ".xltx", ".xltm")

    def accepts(self, head: bytes) -> bool:
        """A zip archive; whether it is a workbook shows when it is opened."""
        return head.startswith(ZIP_SIGNATURE)

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        sheets = read_sheets(path)
        shown = [sheet for sheet in sheets if sheet.cells]
        blocks: list[Line | TableBlock] = []
        for sheet in shown:
            if len(shown) > 1 or not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
                blocks.append(Line(clean(sheet.name), heading_level=1, begins_paragraph=True))
            blocks.extend(sheet_blocks(sheet.cells, level=2))
        return Reading(
            self.format,
            tuple(blocks),
            issues=tuple(issue for sheet in sheets for issue in _issues(sheet)),
            is_partial=any(sheet.is_cut for sheet in sheets),
        )


def _issues(sheet: Sheet) -> list[Issue]:
    if sheet.is_hidden:
        return [Issue("hidden_sheet", tr("工作表“{name}”是隐藏的，没有读入", name=sheet.name))]
    if sheet.is_cut:
        message = tr("工作表“{name}”没有读完：整个文件最多读 {count} 个单元格", name=sheet.name, count=MOST_CELLS)
        return [Issue("sheet_cut", message)]
    return list(hidden_text(sheet.hidden_characters))
