"""Answers, conversations and page images on paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.assistant.export.markdown import plain_of_markdown
from app.assistant.export.paper import Block, Heading, Look, Paper, Paragraph, Prose, Quote, Remark, Stretch
from app.assistant.export.style import ExportStyle
from app.domain.table import Table, TableCell
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import html_text

BODY_POINTS = 10
MARGIN_MM = 20
NUMBER_MM = 3
"""From the text to the number of the page, which printers must still be able to reach."""
PRINTED_DOTS = 300
"""Per inch, of page images: what office printers show of print."""


def ask_printer(parent: QWidget, title: str) -> QPrinter | None:
    """The printer that a person chooses, or None. ``title`` names the job in the printer's queue."""
    printer = new_printer(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(tr("打印"))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def print_conversation(desk: Desk, parent: QWidget, conversation_id: str, turn: int | None = None) -> None:
    """A conversation, or one turn of it counted from 0, on the printer that the person chooses."""

    def done(paper: Paper) -> None:
        printer = ask_printer(parent, paper.title)
        if printer is not None:
            desk.say(tr("已送去打印，共 {count} 页。", count=print_paper(paper, printer)))

    style = ExportStyle(citations=desk.citation_form, turn=turn)
    desk.run("print", lambda session, _: session.paper(conversation_id, style), done)


def new_printer(title: str) -> QPrinter:
    """A4, named for the queue."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(title)
    return printer


def print_paper(paper: Paper, printer: QPrinter) -> int:
    """What the export writes, in black on white with numbered pages; gives how many pages there are."""
    document = QTextDocument()
    document.setDefaultFont(_body_font())
    document.setHtml(paper_html(paper))
    dots = printer.resolution() / 72
    whole = QRectF(printer.paperRect(QPrinter.Unit.Point))
    margin, foot = (side * 72 / 25.4 for side in (MARGIN_MM, NUMBER_MM))
    room = QSizeF(whole.width() - 2 * margin, whole.height() - 2 * margin)
    document.documentLayout().setPaintDevice(_points_device())
    document.setPageSize(room)
    shift = QRectF(printer.pageRect(QPrinter.Unit.Point)).topLeft()
    painter = QPainter(printer)
    small = _body_font()
    small.setPixelSize(BODY_POINTS - 1)
    pages = document.pageCount()
    for page in range(pages):
        if page:
            printer.newPage()
        painter.save()
        painter.scale(dots, dots)
        painter.translate(margin - shift.x(), margin - shift.y())
        number = QRectF(0, room.height() + foot, room.width(), foot * 2)
        painter.setFont(small)
        painter.drawText(number, int(Qt.AlignmentFlag.AlignHCenter), f"{page + 1} / {pages}")
        painter.translate(0, -page * room.height())
        document.drawContents(painter, QRectF(0, page * room.height(), room.width(), room.height()))
        painter.restore()
    painter.end()
    return pages


def print_images(images: Iterable[QImage], printer: QPrinter) -> int:
    """A page each, as large as the paper allows; gives how many there were."""
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    count = 0
    for image in images:
        if count:
            printer.newPage()
        room = painter.viewport()
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(
            (room.width() - size.width()) / 2, (room.height() - size.height()) / 2, size.width(), size.height()
        )
        painter.drawImage(place, image)
        count += 1
    painter.end()
    return count


def paper_html(paper: Paper) -> str:
    """In the words of Qt's rich text. No colours: printers of offices are black and white."""
    parts = [f"<p><b>{tr('密级：{mark}', mark=escape(paper.mark))}</b></p>"] if paper.mark is not None else []
    parts.append(f'<h2 align="center">{escape(paper.title)}</h2>')
    if paper.label:
        parts.append(f'<p align="center"><small>{escape(paper.label)}</small></p>')
    parts += map(_block, paper.blocks)
    if paper.sources:
        parts.append(f"<h4>{tr('参考文献')}</h4>")
        parts += (f'<p style="margin:0 0 2px 0"><small>{escape(line)}</small></p>' for line in paper.sources)
    if paper.label:
        parts.append(f"<p><small>{escape(paper.label)}</small></p>")
    return "".join(parts)


def _body_font() -> QFont:
    font = QFont()
    font.setPointSize(BODY_POINTS)
    return font


def _points_device() -> QImage:
    """Measures text in points: a dot is a 72nd of an inch."""
    device = QImage(1, 1, QImage.Format.Format_Grayscale8)
    per_metre = round(72 / 0.0254)
    device.setDotsPerMeterX(per_metre)
    device.setDotsPerMeterY(per_metre)
    return device


def _block(block: Block) -> str:
    match block:
        case Heading(text, ordinal):
            return f"<h4>{f'{ordinal}. ' if ordinal else ''}{escape(text)}</h4>"
        case Paragraph(stretches):
            return f'<p style="line-height:140%">{"".join(map(_stretch, stretches))}</p>'
        case Prose(markdown):
            return f"<p>{'<br/>'.join(map(escape, plain_of_markdown(markdown)))}</p>"
        case Quote():
            return _quote(block)
        case Remark(text, is_warning):
            return f"<p><small>{f'<b>{escape(text)}</b>' if is_warning else escape(text)}</small></p>"


def _stretch(stretch: Stretch) -> str:
    text = html_text(stretch.text)
    if stretch.look is Look.KEY:
        return f"<sup>{text}</sup>"
    return f"<u>{text}</u>" if stretch.look is Look.UNVERIFIED else text


def _quote(quote: Quote) -> str:
    unverified = "" if quote.is_verified else tr("〔未核实〕")
    body = _table(quote.table) if quote.table is not None else html_text(quote.text)
    source = f"<small>—— {escape(quote.place)}{escape(unverified)}</small><sup>{escape(quote.keys)}</sup>"
    return f'<div style="margin:2px 0 0 20px">{body}</div><p style="margin:0 0 8px 20px">{source}</p>'


def _table(table: Table) -> str:
    unit = f"<small>{escape(table.unit)}</small>" if table.unit else ""
    rows = "".join(f"<tr>{_cells(table, row)}</tr>" for row in range(table.rows))
    return f'{unit}<table border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse">{rows}</table>'


def _cells(table: Table, row: int) -> str:
    begun = [cell for cell in table.row_cells(row) if cell.row == row]
    covered = {column for cell in table.row_cells(row) for column in range(cell.column, cell.column + cell.column_span)}
    begun += [TableCell(row, column, "") for column in range(table.columns) if column not in covered]
    return "".join(
        f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{html_text(cell.text) or "&nbsp;"}</td>'
        for cell in sorted(begun, key=lambda cell: cell.column)
    )
