"""What a citation rests on, shown beside the pointer before anything is clicked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.answer import Citation
from app.domain.printed_page import page_name
from app.foundation.messages import tr
from app.gui.parts.labels import cut_name, one_line, removed_texts
from app.gui.parts.widgets import recognition_badge, status_badge, text_label
from app.gui.style.theme import Theme

DELAY_MS = 250
WIDE = 380
LONGEST_QUOTE = 260
PATH_STEP = " > "
BELOW = 18
"""Logical pixels between the pointer and the card."""


class CitationPreview(QFrame):
    """A card that takes no focus and no clicks, so that it is never in the way."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._citation: Citation | None = None
        self._at = QPoint()
        self._is_gone = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 10)
        self._layout.setSpacing(theme.sizes.tight)
        self._content: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._appear)

    def point_at(self, citation: Citation | None, at: QPoint, *, is_gone: bool = False) -> None:
        """Show the citation soon, at a place on the screen; None takes the card away. ``is_gone``: its document was
        removed from the library, and the quote is all there is."""
        self._citation, self._at, self._is_gone = citation, at, is_gone
        if citation is None:
            self._timer.stop()
            self.hide()
        else:
            self._timer.start()

    def _appear(self) -> None:
        citation, page = self._citation, self.parentWidget()
        if citation is None or page is None or not page.isVisible() or not page.isActiveWindow():
            return
        if self._content is not None:
            self._content.deleteLater()
        self._content = self._card(citation)
        self._layout.addWidget(self._content)
        self.setFixedSize(WIDE, self._layout.totalHeightForWidth(WIDE))
        self.move(self._place())
        self.show()

    def _card(self, citation: Citation) -> QWidget:
        card = QWidget()
        layout = QVBoxLayout(card)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._theme.sizes.tight)
        head = QHBoxLayout()
        head.addWidget(text_label(cut_name(citation.standard, 34), "strong"), 1)
        if citation.confidence is not None:
            head.addWidget(recognition_badge(citation.confidence, self._theme))
        head.addWidget(status_badge(citation.status, self._theme))
        layout.addLayout(head)
        where = " · ".join(part for part in (_path(citation), page_name(citation.page, citation.printed_page)) if part)
        for text, name in (
            (where, "muted"),
            (one_line(citation.quote, LONGEST_QUOTE), ""),
            ("".join(removed_texts()) if self._is_gone else tr("点按引用号打开原文"), "small"),
        ):
            label = text_label(text, name)
            label.setWordWrap(True)
            layout.addWidget(label)
        return card

    def _place(self) -> QPoint:
        """Below the pointer, or above it where there is no room; always on the screen."""
        screen = self.screen().availableGeometry()
        x = min(max(screen.left(), self._at.x()), screen.right() - self.width())
        y = self._at.y() + BELOW
        if y + self.height() > screen.bottom():
            y = self._at.y() - BELOW - self.height()
        return QPoint(x, y)


def _path(citation: Citation) -> str:
    """Down to the part that is cited: the path itself leads to its unit."""
    path, clause = citation.title_path, citation.clause or ""
    unit = path.rpartition(PATH_STEP)[2]
    if not clause or unit == clause or unit.startswith(f"{clause} "):
        return path
    above = path.removesuffix(unit) if clause.startswith(unit) else f"{path}{PATH_STEP}"
    return f"{above}{clause}"
