"""Reports as workbooks (.xlsx). The only module that writes through openpyxl."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from app.assistant.export.office_properties import with_own_properties
from app.assistant.export.report import Cell, Mark, Report, plain_text, printable
from app.security.labels import AIGC_PROPERTY, aigc_record

CHARACTER_WIDTH = 2
"""A Chinese character takes the room of two figures, the unit of a column's width."""
SHEET_NAME_LENGTH = 31
LONGEST_CELL = 32_767
"""Characters, Excel's own limits."""
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
REMOVED_COLOUR, ADDED_COLOUR = "FFC00000", "FF0B5CAD"
HEAD_COLOUR = "FFE7ECF3"


def workbook_bytes(report: Report) -> bytes:
    """One sheet: title, what it is about, the table under a head that stays in sight, and the label where it is due."""
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.packaging.custom import StringProperty  # type: ignore[import-untyped]

    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(report.title) or sheet.title
    _write_above(sheet, report)
    head = sheet.max_row + 1
    _write_table(sheet, report, head)
    if report.label:
        sheet.cell(sheet.max_row + 2, 1, report.label)
    _set_page(sheet, report, head)
    if report.model is not None:
        book.custom_doc_props.append(StringProperty(name=AIGC_PROPERTY, value=aigc_record(report.model)))
    stream = BytesIO()
    book.save(stream)
    return with_own_properties(stream.getvalue(), report.title)


def _sheet_name(title: str) -> str:
    """What of a title may name a sheet; empty where nothing may. Excel mends a file that names one in apostrophes."""
    return printable(title).translate(_FORBIDDEN_IN_NAMES)[:SHEET_NAME_LENGTH].strip(" '")


def _write_above(sheet: Any, report: Report) -> None:
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    for row, text in enumerate((report.title, *report.about), 1):
        _put(sheet.cell(row, 1), text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(report.columns))
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="center")
    sheet.cell(1, 1).font = Font(bold=True, size=14)


def _write_table(sheet: Any, report: Report, head: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    line = Side(style="thin", color="FF9AA3AF")
    border = Border(left=line, right=line, top=line, bottom=line)
    for number, column in enumerate(report.columns, 1):
        cell = sheet.cell(head, number)
        _put(cell, column.name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEAD_COLOUR)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = border
        sheet.column_dimensions[get_column_letter(number)].width = column.width * CHARACTER_WIDTH
    for row, cells in enumerate(report.rows, head + 1):
        for number, content in enumerate(cells, 1):
            cell = sheet.cell(row, number)
            _put(cell, _value(content))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = border


def _put(cell: Any, value: Any) -> None:
    """As text, whatever it looks like: a clause that begins with "=" is no formula. Without characters that no
    workbook can hold."""
    cell.value = printable(value) if type(value) is str else value
    if isinstance(value, str) and value:
        cell.data_type = "s"


def _value(content: Cell) -> Any:
    from openpyxl.cell.rich_text import CellRichText, TextBlock  # type: ignore[import-untyped]
    from openpyxl.cell.text import InlineFont  # type: ignore[import-untyped]

    text = plain_text(content)[:LONGEST_CELL]
    if all(run.mark is Mark.PLAIN for run in content) or len(text) == LONGEST_CELL:
        return text
    fonts = {
        Mark.REMOVED: InlineFont(color=REMOVED_COLOUR, strike=True),
        Mark.ADDED: InlineFont(color=ADDED_COLOUR, u="single"),
    }
    return CellRichText(*(TextBlock(fonts.get(run.mark, InlineFont()), run.text) for run in content))


def _set_page(sheet: Any, report: Report, head: int) -> None:
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(report.columns))
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{last}{head + len(report.rows)}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddFooter.center.text = "&P / &N"
