"""The text of an answer: as tall as its content, growing while words stream in."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from app.domain.answer import Answer
from app.gui.chat.answer_html import CITATION_SCHEME, answer_html, source_line
from app.gui.style.theme import Theme


class AnswerView(QTextBrowser):
    """Never opens anything itself: a click on a chip is told with the citation's key."""

    citation_clicked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tips: dict[str, str] = {}
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
        self.highlighted.connect(self._show_tip)
        self._fit()

    def append_text(self, text: str) -> None:
        """Add streamed text at the end, plain."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)

    def show_answer(self, answer: Answer) -> None:
        """Replace what streamed by the checked answer."""
        self._tips = {citation.key: source_line(citation) for citation in answer.citations}
        self.setHtml(answer_html(answer, self._theme))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling belongs to the page around."""
        event.ignore()

    def _fit(self) -> None:
        self.setFixedHeight(max(1, round(self.document().size().height()) + 2))

    def _tell_click(self, url: QUrl) -> None:
        if url.scheme() == CITATION_SCHEME:
            self.citation_clicked.emit(url.path())

    def _show_tip(self, url: QUrl) -> None:
        self.setToolTip(self._tips.get(url.path(), ""))
