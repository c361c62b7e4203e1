"""What the colours, signs and lines of the picture mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.document import DocumentStatus
from app.foundation.messages import tr
from app.gui.parts.flow import FlowLayout
from app.gui.parts.widgets import text_label
from app.gui.style.theme import Theme
from app.gui.web.edge_item import PLAIN, STRONG
from app.gui.web.marks import MARK_ROOM, draw_mark, status_text

STATUSES = (
    DocumentStatus.IN_FORCE,
    DocumentStatus.UPCOMING,
    DocumentStatus.SUPERSEDED,
    DocumentStatus.WITHDRAWN,
    DocumentStatus.UNKNOWN,
    None,
)
LINE_WIDE = 26


class Sign(QWidget):
    """The sign of a status, or the line of a kind of reference."""

    def __init__(self, theme: Theme, status: DocumentStatus | None = None, line: float = 0.0) -> None:
        super().__init__()
        self._theme, self._status, self._line = theme, status, line
        self.setFixedSize(QSize(LINE_WIDE if line else MARK_ROOM, MARK_ROOM))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._line:
            painter.setPen(QPen(QColor(self._theme.colours.muted), self._line))
            middle = self.height() // 2
            painter.drawLine(0, middle, self.width(), middle)
        else:
            draw_mark(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), self._status, self._theme)
        painter.end()


class Legend(QWidget):
    """Goes on in a second line where there is no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        layout = FlowLayout(self, 12)
        for status in STATUSES:
            layout.addWidget(_pair(Sign(theme, status), status_text(status)))
        layout.addWidget(_pair(Sign(theme, line=STRONG), tr("规范性引用")))
        layout.addWidget(_pair(Sign(theme, line=PLAIN), tr("条文提及")))
        layout.addWidget(text_label(tr("箭头指向被引用的文件"), "small"))


def _pair(sign: Sign, text: str) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(5)
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
    layout.addWidget(text_label(text, "small"))
    return made
