"""Draws rows of running text, and knows which stretch lies under the mouse."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.parts.text_rows import Look, Span, TextRows
from app.gui.parts.widgets import Index
from app.gui.style.theme import Theme

PAD_X, PAD_Y = 10, 8
KEPT_DOCUMENTS = 240
"""Laid out texts that are kept: a few screens."""
MARKER = 3
"""Logical pixels of the bar that marks the current row."""
SMALLEST_TEXT = 40
Wanted = tuple[int, int, int]
"""Row, column, width."""


class TextRowsPainter(QStyledItemDelegate):
    opened = Signal(object)
    """The target of the stretch that was clicked."""

    def __init__(self, model: TextRows, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._documents: OrderedDict[Wanted, QTextDocument] = OrderedDict()
        self._looks = {look: _format(look, theme) for look in Look}
        model.modelReset.connect(self._documents.clear)

    def height(self, row: int, widths: tuple[int, ...]) -> int:
        """Logical pixels that the row needs when its columns are that wide."""
        return max(self._height(row, column, wide) for column, wide in enumerate(widths))

    def target_at(self, row: int, column: int, place: QPoint, wide: int) -> object:
        """What the stretch at a place in a cell, from its top left, leads to; None for nothing."""
        inside = QPointF(place) - QPointF(PAD_X, PAD_Y)
        reference = self._document(row, column, wide).documentLayout().anchorAt(inside)
        return self._model.cell(row, column)[int(reference)].target if reference else None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        wide = option.rect.width()  # type: ignore[attr-defined]  # absent from the stubs
        return QSize(wide, self._height(index.row(), index.column(), wide))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]  # absent from the stubs
        state = option.state  # type: ignore[attr-defined]  # absent from the stubs
        painter.save()
        painter.setClipRect(box)
        self._ground(painter, box, index, is_current=bool(state & QStyle.StateFlag.State_Selected))
        document = self._document(index.row(), index.column(), box.width())
        painter.translate(QPointF(box.left() + PAD_X, box.top() + PAD_Y))
        document.drawContents(painter, QRectF(0, 0, box.width() - 2 * PAD_X, box.height() - PAD_Y))
        painter.restore()

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
            box: QRect = option.rect  # type: ignore[attr-defined]  # absent from the stubs
            place = event.position().toPoint() - box.topLeft()
            target = self.target_at(index.row(), index.column(), place, box.width())
            if target is not None:
                self.opened.emit(target)
                return True
        return False

    def _ground(self, painter: QPainter, box: QRect, index: Index, *, is_current: bool) -> None:
        colours = self._theme.colours
        is_lacking = self._model.is_lacking(index.row(), index.column())
        painter.fillRect(box, QColor(colours.window if is_lacking else colours.surface))
        if is_current and index.column() == 0:
            painter.fillRect(QRect(box.left(), box.top(), MARKER, box.height()), QColor(colours.accent))
        painter.setPen(QColor(colours.border))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _height(self, row: int, column: int, wide: int) -> int:
        return round(self._document(row, column, wide).size().height()) + 2 * PAD_Y

    def _document(self, row: int, column: int, wide: int) -> QTextDocument:
        wanted = (row, column, wide)
        if wanted in self._documents:
            self._documents.move_to_end(wanted)
            return self._documents[wanted]
        made = QTextDocument()
        made.setUndoRedoEnabled(False)
        made.setDocumentMargin(0)
        made.setTextWidth(max(SMALLEST_TEXT, wide - 2 * PAD_X))
        cursor = QTextCursor(made)
        for place, span in enumerate(self._model.cell(row, column)):
            self._write(cursor, place, span)
        self._documents[wanted] = made
        if len(self._documents) > KEPT_DOCUMENTS:
            self._documents.popitem(last=False)
        return made

    def _write(self, cursor: QTextCursor, place: int, span: Span) -> None:
        look = self._looks[span.look]
        if span.target is not None:
            look = QTextCharFormat(look)
            look.setAnchor(True)
            look.setAnchorHref(str(place))
        cursor.insertText(span.text, look)


def _format(look: Look, theme: Theme) -> QTextCharFormat:
    colours, sizes = theme.colours, theme.sizes
    colour = {
        Look.MUTED: colours.muted,
        Look.LINK: colours.accent,
        Look.GOOD: colours.good,
        Look.ADDED: colours.good,
        Look.DANGER: colours.danger,
        Look.REMOVED: colours.danger,
        Look.REMARK: colours.warning,
    }.get(look, colours.text)
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    made.setFontPointSize(sizes.small if look is Look.REMARK else sizes.text)
    is_bold = look in (Look.STRONG, Look.LINK, Look.GOOD, Look.DANGER)
    made.setFontWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
    if look in (Look.REMOVED, Look.ADDED):
        made.setBackground(QColor(colours.danger_soft if look is Look.REMOVED else colours.good_soft))
        made.setFontStrikeOut(look is Look.REMOVED)
        made.setFontUnderline(look is Look.ADDED)
    return made
