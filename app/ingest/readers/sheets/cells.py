"""One filled cell of a spreadsheet or a delimited file, as text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetCell:
    """``row`` counts from 1 as the sheet prints it, ``column`` from 0; ``is_text`` tells words from numbers."""

    row: int
    column: int
    text: str
    is_text: bool = True
    is_bold: bool = False
    row_span: int = 1
    column_span: int = 1

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.row_span)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.column_span)
