"""The text of an answer: as tall as its content, growing while words stream in."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from app.domain.answer import Answer, Citation, Mode
from app.foundation.messages import tr
from app.gui.chat.answer_html import CITATION_SCHEME, answer_html
from app.gui.chat.text_parts import parts_of
from app.gui.parts.copying import CopyManner, selected_data
from app.gui.parts.formula import formula_image
from app.gui.parts.markdown_html import formula_at, markdown_html, settled_length
from app.gui.style.theme import Theme
from app.security.labels import AI_LABEL, needs_label

RING = 2
"""Logical pixels around what has the keyboard."""


class AnswerView(QTextBrowser):
    """Never opens anything itself: a click on a chip is told with the citation's key.

    In general mode the model writes Markdown, which is set as it streams; elsewhere what streams is plain.
    """

    citation_clicked = Signal(str)
    place_reached = Signal(QRect)
    """Where the chip is that Tab has come to, in the view."""
    citation_hovered = Signal(object, QPoint)
    """The Citation under the pointer and where, in screen coordinates; None when it has left."""

    def __init__(self, mode: Mode, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self._theme = theme
        self._citations: dict[str, Citation] = {}
        self._is_generated = mode is not Mode.VERBATIM
        """Whether a model had a hand in what is shown."""
        self._tail = ""
        """Streamed Markdown that may still be read differently."""
        self._settled = 0
        """Where in the document the tail begins."""
        self._hovered = ""
        self._reached: QTextCursor | None = None
        """The chip that Tab has come to, selected."""
        self.manner: Callable[[], CopyManner] = CopyManner
        """How text may be copied and dragged out now."""
        self.mark: str | None = None
        """The security mark of what is shown."""
        self.setAccessibleName(tr("回答"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # nothing to come to with Tab until there are chips
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self.anchorClicked.connect(self._tell_click)
        self.highlighted.connect(self._tell_hover)
        self._fit()

    def append_text(self, text: str) -> None:
        """Add streamed text at the end."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._mode is not Mode.GENERAL:
            cursor.insertText(text)
            return
        self._tail += text
        cursor.beginEditBlock()
        cursor.setPosition(self._settled, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        settled = settled_length(self._tail)
        if settled:
            cursor.insertHtml(markdown_html(self._tail[:settled], self._theme))
            cursor.insertBlock()
            self._settled = cursor.position()
            self._tail = self._tail[settled:]
        cursor.insertHtml(markdown_html(self._tail, self._theme))
        cursor.endEditBlock()

    def show_answer(self, answer: Answer, gone: Collection[str] = ()) -> None:
        """Replace what streamed by the checked answer; ``gone`` are the documents that are not held any more."""
        self._citations = {citation.key: citation for citation in answer.citations}
        self._is_generated = needs_label(answer)
        self._reached = None
        self.setHtml(answer_html(answer, self._theme, gone))
        has_chips = bool(answer.citations) and answer.mode is not Mode.GENERAL
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if has_chips else Qt.FocusPolicy.ClickFocus)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Formulas are drawn; nothing is ever loaded from a file or an address."""
        latex = formula_at(name)
        return formula_image(latex, self._theme.sizes.large, self._theme.colours.text) if latex is not None else None

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged out by hand: a model's words bear their label, a document's own need none."""
        manner = self.manner()
        quoted = self._is_quoted(self.textCursor().selection().toPlainText())
        is_labelled = manner.shows_label and self._is_generated and not quoted
        return selected_data(self.textCursor(), manner, self.mark, AI_LABEL if is_labelled else "")

    def _is_quoted(self, text: str) -> bool:
        words = "".join(text.split())
        return any(words in "".join(citation.quote.split()) for citation in self._citations.values())

    def focusNextPrevChild(self, next: bool) -> bool:
        """From chip to chip; whoever scrolls is told where the chip is."""
        has_moved = super().focusNextPrevChild(next)
        if has_moved and self.hasFocus() and self.textCursor().hasSelection():
            self._ring(self.textCursor())
            self.place_reached.emit(self.cursorRect())
        return has_moved

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab comes to the first chip at once, and back to the last one: the text itself is no stop."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self.focusNextPrevChild(True)
        elif event.reason() is Qt.FocusReason.BacktabFocusReason:
            self.focusNextPrevChild(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring(None)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """With a ring around the chip that Tab has come to: Qt's own dots are hardly seen."""
        super().paintEvent(event)
        if self._reached is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.colours.accent), RING))
            for part in parts_of(self._reached):
                painter.drawRoundedRect(part, 3, 3)
            painter.end()

    def _ring(self, reached: QTextCursor | None) -> None:
        self._reached = reached
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling belongs to the page around."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So does scrolling by keys; Tab goes through the chips and Enter opens one."""
        scrolling = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() in scrolling and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.anchorAt(event.position().toPoint()) and self._hovered:
            self._tell_hover(QUrl())

    def leaveEvent(self, event: QEvent) -> None:
        """Qt tells when the pointer comes to a link, and not when it leaves the whole view."""
        super().leaveEvent(event)
        self._tell_hover(QUrl())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_hover(QUrl())

    def _fit(self) -> None:
        self.setFixedHeight(max(1, round(self.document().size().height()) + 2))

    def _tell_click(self, url: QUrl) -> None:
        self._tell_hover(QUrl())
        if url.scheme() == CITATION_SCHEME:
            self.citation_clicked.emit(url.path())

    def _tell_hover(self, url: QUrl) -> None:
        self._hovered = url.path() if url.scheme() == CITATION_SCHEME else ""
        at = self.cursor().pos() if self.underMouse() else self.mapToGlobal(self.cursorRect().bottomLeft())
        self.citation_hovered.emit(self._citations.get(self._hovered), at)
