"""A table as the HTML that Qt's rich text understands: merged cells, a bold head, lines in the theme's colours."""

from __future__ import annotations

from collections.abc import Collection

from app.domain.table import Table, TableCell
from app.foundation.messages import tr
from app.gui.parts.labels import html_text
from app.gui.style.theme import Theme


def table_html(table: Table, theme: Theme, *, left_out: int = 0, lit: Collection[int] = ()) -> str:
    """The table, with a word on ``left_out`` rows that are not in it; the rows ``lit`` stand out."""
    colours = theme.colours
    rows = "".join(_row(table, row, theme, is_lit=row in lit) for row in range(table.rows))
    unit = f'<span style="color:{colours.muted}">{html_text(table.unit)}</span><br/>' if table.unit else ""
    more = tr("（另有 {count} 行）", count=left_out) if left_out else ""
    note = f'<span style="color:{colours.muted}; font-size:{theme.sizes.small}pt">{more}</span>' if more else ""
    table_tag = (
        '<table border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse; margin:2px 0 2px 0">'
    )
    return f"{unit}{table_tag}{rows}</table>{note}"


def _row(table: Table, row: int, theme: Theme, *, is_lit: bool) -> str:
    is_head = row < table.header_rows
    begun = {cell.column: cell for cell in table.row_cells(row)}
    cells: list[str] = []
    column = 0
    while column < table.columns:
        cell = begun.get(column, TableCell(row, column, ""))
        if cell.row == row:
            cells.append(_cell(cell, theme, is_head=is_head, is_lit=is_lit))
        column += cell.column_span
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: TableCell, theme: Theme, *, is_head: bool, is_lit: bool) -> str:
    colours = theme.colours
    spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
    ground = f' bgcolor="{colours.warning_soft if is_lit else colours.hover}"' if is_head or is_lit else ""
    text = html_text(cell.text) or "&nbsp;"
    style = f"color:{colours.text}; border:1px solid {colours.border_strong}"
    return f'<td {spans}{ground} style="{style}">{f"<b>{text}</b>" if is_head else text}</td>'
