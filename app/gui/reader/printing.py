"""Pages on paper: drawn one after another in jobs, so that the window goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QTextCursor, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.printing import new_printer
from app.gui.reader.clause_text import ClauseWriter
from app.gui.reader.opened import Opened
from app.gui.reader.page_pictures import BYTES_PER_PIXEL
from app.gui.road.session import Session
from app.gui.style.theme import light_theme
from app.security.audit.entry import Kind
from app.security.marks import mark_line
from app.workspace.auditing import LeftProgram

PRINT_SCALE = 200 / 72
"""Pixels to a point: 200 dots an inch are sharp on paper and A4 takes 12 MB."""


class PagePrinter(QObject):
    """Prints the pages that the dialog asks for. One print at a time."""

    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._told: QProgressDialog | None = None
        self._token = CancelToken()
        self._waiting: list[int] = []
        self._document = ""

    @property
    def is_printing(self) -> bool:
        return self._printer is not None

    def ask(self, opened: Opened, page: int) -> None:
        """Let the person choose printer and pages."""
        printer = new_printer(opened.entry.source.standard)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self._parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setOptions(
            QPrintDialog.PrintDialogOption.PrintPageRange
            | QPrintDialog.PrintDialogOption.PrintCurrentPage
            | QPrintDialog.PrintDialogOption.PrintToFile
        )
        if opened.sizes:
            dialog.setMinMax(1, len(opened.sizes))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self._tell_log(opened)
        if not opened.sizes:
            self._print_text(opened, printer)
            return
        ranges = {
            QPrinter.PrintRange.PageRange: (printer.fromPage() or 1, printer.toPage() or len(opened.sizes)),
            QPrinter.PrintRange.CurrentPage: (page, page),
        }
        first, last = ranges.get(printer.printRange(), (1, len(opened.sizes)))
        self.print_pages(opened.entry.id, printer, list(range(first, min(last, len(opened.sizes)) + 1)))

    def print_pages(self, document_id: str, printer: QPrinter, pages: list[int]) -> None:
        if self._printer is not None or not pages:
            return
        self._document, self._printer, self._waiting = document_id, printer, pages
        self._told = QProgressDialog(tr("正在打印…"), tr("取消"), 0, len(pages), self._parent)
        self._told.canceled.connect(self.cancel)
        self._told.setMinimumDuration(300)
        self._next()

    def _tell_log(self, opened: Opened) -> None:
        what = LeftProgram("pages", opened.entry.metadata.security_mark, False, (opened.entry.id,))

        def work(session: Session, progress: Progress) -> None:
            session.audit.left(Kind.PRINT, what)

        self._desk.run("audit print", work, lambda _: None, quick=True)

    def _print_text(self, opened: Opened, printer: QPrinter) -> None:
        """A document without pages: its clauses, laid out for the paper, in black."""
        document = QTextDocument()
        cursor = QTextCursor(document)
        if mark := opened.entry.metadata.security_mark:
            cursor.insertText(mark_line(mark))
            cursor.insertBlock()
        ClauseWriter(light_theme(), opened.tree).write(cursor, opened.clauses)
        document.print_(printer)

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        document, page = self._document, self._waiting.pop(0)

        def work(session: Session, progress: Progress) -> QImage:
            drawn = session.page_image(document, page, PRINT_SCALE)
            line = drawn.width * BYTES_PER_PIXEL
            return QImage(drawn.rgb, drawn.width, drawn.height, line, QImage.Format.Format_RGB888).copy()

        self._token = self._desk.run("print", work, self._put, self._fail)

    def _put(self, image: QImage) -> None:
        printer, told = self._printer, self._told
        if printer is None or told is None:
            return
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(printer):
                self._painter = None
                self._desk.say(tr("打印机没有接受这份文件，请检查打印机后重试。"))
                self._end()
                return
        else:
            printer.newPage()
        paper = QRectF(self._painter.viewport())
        size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2
        self._painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
        told.setValue(told.value() + 1)
        self._next()

    def _fail(self, error: BaseException) -> None:
        self._desk.say_error(error)
        self._end()

    def cancel(self) -> None:
        """Print no further page. Must have been called before this object goes: Qt does not survive a printer that
        goes while it is painted on."""
        self._token.cancel()
        if self._printer is not None and self._painter is not None:
            self._printer.abort()
        self._end()

    def _end(self) -> None:
        if self._printer is None:
            return
        if self._painter is not None:
            self._painter.end()
        self._painter = self._printer = None
        self._waiting = []
        if self._told is not None:
            self._told.deleteLater()
            self._told = None
        self.finished.emit()
