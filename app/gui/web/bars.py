"""A small chart of bars: a name, a bar, its number. Each bar leads to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import text_label
from app.gui.style.theme import Theme

LINE_HIGH = 26
BAR_HIGH = 10
NAME_SHARE, MOST_NAME_SHARE = 0.42, 0.6
"""Of a line: usually, and where the names of its chart are long."""
COUNT_WIDE = 52
SMALLEST_BAR = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """``colour`` None is the accent; ``what`` is handed on when the bar is pressed."""

    name: str
    count: int
    what: object = None
    colour: str | None = None


class BarLine(QToolButton):
    """One bar. A button, so that the keyboard reaches it and a screen reader says name and number."""

    def __init__(self, bar: Bar, most: int, theme: Theme, longest: str = "") -> None:
        """``longest`` is the longest name in the chart: all its bars begin at one place."""
        super().__init__()
        self._longest = longest
        self.bar = bar
        self._most = most
        self._theme = theme
        self._count_wide = theme.sizes.grown(COUNT_WIDE)
        self.setObjectName("barLine")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.sizes.grown(LINE_HIGH))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = tr("{name}：{count}", name=bar.name, count=bar.count)
        self.setAccessibleName(told)
        self.setToolTip(tip_text(told))

    def sizeHint(self) -> QSize:
        return QSize(220, self._theme.sizes.grown(LINE_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self._theme.sizes.grown(LINE_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover if not self.hasFocus() else colours.accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        room = QRectF(self.rect()).adjusted(6, 0, -6, 0)
        wanted = QFontMetrics(self.font()).horizontalAdvance(self._longest) + 2
        share = max(NAME_SHARE, min(MOST_NAME_SHARE, wanted / max(1.0, room.width())))
        name = QRectF(room.left(), room.top(), room.width() * share, room.height())
        painter.setPen(QColor(colours.text))
        shown = QFontMetrics(self.font()).elidedText(self.bar.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        start = name.right() + 8
        longest = max(0.0, room.right() - start - self._count_wide)
        wide = max(SMALLEST_BAR, longest * self.bar.count / max(1, self._most))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.bar.colour or colours.accent))
        painter.drawRoundedRect(QRectF(start, (self.height() - BAR_HIGH) / 2, wide, BAR_HIGH), 2, 2)
        painter.setPen(QColor(colours.muted))
        number = QRectF(start + wide + 6, room.top(), self._count_wide, room.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(self.bar.count))
        painter.end()


class BarChart(QWidget):
    """A title and its bars."""

    pressed = Signal(object)
    """What the pressed bar counts."""

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: list[BarLine] = []
        self.setAccessibleName(title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(text_label(title, "strong"))
        self._layout.addSpacing(theme.sizes.tight)
        self.empty = text_label(tr("还没有"), "muted")
        self._layout.addWidget(self.empty)
        self._layout.addStretch(1)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        for line in self.lines:
            self._layout.removeWidget(line)
            line.deleteLater()
        most = max((bar.count for bar in bars), default=0)
        longest = max((bar.name for bar in bars), key=self.fontMetrics().horizontalAdvance, default="")
        self.lines = [BarLine(bar, most, self._theme, longest) for bar in bars]
        for place, line in enumerate(self.lines):
            self._layout.insertWidget(2 + place, line)
            line.clicked.connect(lambda _=False, what=line.bar.what: self.pressed.emit(what))
        self.empty.setVisible(not bars)
