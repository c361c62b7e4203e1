"""Paints a row: a group, a conversation with what was last said, or a hit with its words standing out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.foundation.messages import tr
from app.gui.conversations.conversations_model import IS_OPEN, ROW
from app.gui.conversations.grouping import ConversationRow, GroupRow, HitRow
from app.gui.parts.widgets import Index
from app.gui.style.icons import pixmap
from app.gui.style.theme import Theme

SIDE, ABOVE, BETWEEN = 10, 7, 3
"""Logical pixels around and between the lines of a row."""
EXCERPT_LINES = 2
PIN = 12
BAR = 3


class RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pin = pixmap("pin", PIN, theme.colours.muted)
        self._fonts: tuple[QFont, QFont] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        normal, small = self._use(option.font)  # type: ignore[attr-defined]  # absent from the stubs
        row = index.data(ROW)
        line, low = QFontMetrics(normal).height(), QFontMetrics(small).height()
        if isinstance(row, GroupRow):
            return QSize(0, low + 2 * ABOVE)
        lines = EXCERPT_LINES if isinstance(row, HitRow) else 1
        return QSize(0, line + lines * low + BETWEEN + 2 * ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        normal, small = self._use(option.font)  # type: ignore[attr-defined]
        area: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupRow):
            self._paint_group(painter, area, row, small)
        elif isinstance(row, ConversationRow | HitRow):
            self._paint_ground(painter, area, option.state, is_open=bool(index.data(IS_OPEN)))  # type: ignore[attr-defined]
            self._paint_row(painter, area.adjusted(SIDE, ABOVE, -SIDE, -ABOVE), row, normal, small)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("renaming")
        editor.setAccessibleName(tr("对话的名称"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(area.adjusted(3, 3, -3, -3))

    def _use(self, font: QFont) -> tuple[QFont, QFont]:
        """The list's own font, and the smaller one."""
        if self._fonts is None or self._fonts[0] != font:
            small = QFont(font)
            small.setPointSize(self._theme.sizes.small)
            self._fonts = (QFont(font), small)
        return self._fonts

    def _paint_group(self, painter: QPainter, area: QRect, row: GroupRow, small: QFont) -> None:
        colours = self._theme.colours
        small = QFont(small)
        small.setBold(True)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        inside = area.adjusted(SIDE, 0, -SIDE, -2)
        count = str(row.count)
        wide = QFontMetrics(small).horizontalAdvance(count)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), count)
        name = QFontMetrics(small).elidedText(row.name, Qt.TextElideMode.ElideRight, inside.width() - wide - SIDE)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), name)

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, *, is_open: bool) -> None:
        """Filled with a bar for what is displayed, framed for where the keyboard stands, faint below the pointer."""
        colours, radius = self._theme.colours, self._theme.sizes.radius
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = area.adjusted(2, 1, -2, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_open or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.accent_soft if is_open else colours.hover))
            painter.drawRoundedRect(ground, radius, radius)
        if is_open:
            painter.setBrush(QColor(colours.accent))
            painter.drawRect(QRect(ground.left(), ground.top() + radius, BAR, ground.height() - 2 * radius))
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if has_focus or (is_chosen and not is_open):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent if has_focus else colours.border))
            painter.drawRoundedRect(ground, radius, radius)

    def _paint_row(
        self, painter: QPainter, area: QRect, row: ConversationRow | HitRow, normal: QFont, small: QFont
    ) -> None:
        """The title has all the room there is; the time stands beside what is said."""
        colours = self._theme.colours
        line, low = QFontMetrics(normal).height(), QFontMetrics(small)
        top = QRect(area.left(), area.top(), area.width(), line)
        below = QRect(area.left(), area.top() + line + BETWEEN, area.width(), area.height() - line - BETWEEN)
        room = top.width()
        if row.conversation.is_pinned:
            room -= PIN + BETWEEN
            painter.drawPixmap(top.left() + room + BETWEEN, top.top() + (line - PIN) // 2, self._pin)
        painter.setFont(normal)
        painter.setPen(QColor(colours.text))
        title = QFontMetrics(normal).elidedText(row.conversation.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        if isinstance(row, HitRow):
            self._paint_excerpt(painter, below, row, small)
            return
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), row.when)
        room = below.width() - low.horizontalAdvance(row.when) - SIDE
        said = " ".join(row.conversation.preview.replace("**", "").split())
        shown = low.elidedText(said, Qt.TextElideMode.ElideRight, room)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)

    def _paint_excerpt(self, painter: QPainter, area: QRect, row: HitRow, small: QFont) -> None:
        """The words that were looked for in the text's own colour, on the soft one."""
        colours = self._theme.colours
        layout = QTextLayout(row.hit.excerpt, small)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        look = QTextCharFormat()
        look.setForeground(QColor(colours.warning))
        look.setBackground(QColor(colours.warning_soft))
        ranges = []
        for start, end in row.hit.marked:
            marked = QTextLayout.FormatRange()
            marked.start, marked.length, marked.format = start, end - start, look  # type: ignore[attr-defined]
            ranges.append(marked)
        layout.setFormats(ranges)
        layout.beginLayout()
        height = 0.0
        for _ in range(EXCERPT_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(line.position().__class__(0, height))
            height += line.height()
        layout.endLayout()
        layout.draw(painter, area.topLeft().toPointF())
