"""Draws the two texts of a row: what was taken out struck through, what was put in underlined, both in colour."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.assistant.text_work.comparison_table import Change, Row
from app.domain.word_changes import WordChange
from app.gui.compare.row_model import KIND, OLDER, RowModel
from app.gui.compare.row_texts import kind_name, remarks, side_heading
from app.gui.parts.widgets import Index
from app.gui.style.theme import Theme

PAD_X, PAD_Y = 10, 8
KEPT_DOCUMENTS = 240
"""Laid out texts that are kept: a few screens."""
Wanted = tuple[int, int, int]
"""Row, column, width."""


class RowPainter(QStyledItemDelegate):
    opened = Signal(int, int)
    """The heading of that row and column was clicked."""

    def __init__(self, model: RowModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._documents: OrderedDict[Wanted, QTextDocument] = OrderedDict()
        model.modelReset.connect(self._documents.clear)

    def height(self, row: int, widths: tuple[int, int, int]) -> int:
        """Logical pixels that the row needs when its columns are that wide."""
        return max(self._height(row, column, wide) for column, wide in enumerate(widths))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        wide = option.rect.width()  # type: ignore[attr-defined]  # absent from the stubs
        return QSize(wide, self._height(index.row(), index.column(), wide))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]  # absent from the stubs
        state = option.state  # type: ignore[attr-defined]  # absent from the stubs
        row = self._model.rows[index.row()]
        painter.save()
        painter.setClipRect(box)
        self._ground(painter, box, row, index.column(), is_current=bool(state & QStyle.StateFlag.State_Selected))
        document = self._document(index.row(), index.column(), box.width())
        painter.translate(QPointF(box.left() + PAD_X, box.top() + PAD_Y))
        document.drawContents(painter, QRectF(0, 0, box.width() - 2 * PAD_X, box.height() - PAD_Y))
        painter.restore()

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
            box: QRect = option.rect  # type: ignore[attr-defined]  # absent from the stubs
            if self.is_heading(index.row(), index.column(), event.position().toPoint() - box.topLeft(), box.width()):
                self.opened.emit(index.row(), index.column())
                return True
        return False

    def is_heading(self, row: int, column: int, place: QPoint, wide: int) -> bool:
        """Whether a place in a cell, from its top left, lies on the line that opens the clause."""
        if column == KIND or self._model.side(row, column) is None:
            return False
        first = self._document(row, column, wide).firstBlock().layout().boundingRect()
        return first.translated(PAD_X, PAD_Y).contains(QPointF(place))

    def _ground(self, painter: QPainter, box: QRect, row: Row, column: int, *, is_current: bool) -> None:
        colours = self._theme.colours
        is_lacking = column != KIND and (row.before if column == OLDER else row.after) is None
        painter.fillRect(box, QColor(colours.window if is_lacking else colours.surface))
        if is_current and column == KIND:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(colours.accent))
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
        made.setTextWidth(max(40, wide - 2 * PAD_X))
        self._write(QTextCursor(made), self._model.rows[row], column)
        self._documents[wanted] = made
        if len(self._documents) > KEPT_DOCUMENTS:
            self._documents.popitem(last=False)
        return made

    def _write(self, cursor: QTextCursor, row: Row, column: int) -> None:
        if column == KIND:
            self._write_kind(cursor, row)
            return
        side = row.before if column == OLDER else row.after
        if side is None:
            return
        cursor.insertText(side_heading(side), self._look(self._theme.colours.accent, is_bold=True))
        cursor.insertBlock()
        own = WordChange.DELETE if column == OLDER else WordChange.INSERT
        plain, marked = self._look(self._theme.colours.text), self._marked(own)
        if row.change in (Change.ADDED, Change.REMOVED) and self._model.is_by_wording:
            cursor.insertText(side.text, marked)
        elif row.words:
            for run in row.words:
                if run.change in (WordChange.EQUAL, own):
                    cursor.insertText(run.text, marked if run.change is own else plain)
        else:
            muted = self._look(self._theme.colours.muted if row.change is Change.NONE else self._theme.colours.text)
            cursor.insertText(side.text, muted)

    def _write_kind(self, cursor: QTextCursor, row: Row) -> None:
        colours = self._theme.colours
        colour = {Change.ADDED: colours.good, Change.REMOVED: colours.danger, Change.NONE: colours.muted}
        is_plain = row.change is Change.NONE
        colour = colour if self._model.is_by_wording else {}
        look = self._look(colour.get(row.change, colours.text), is_bold=not is_plain)
        cursor.insertText(kind_name(row, is_by_wording=self._model.is_by_wording), look)
        for remark in remarks(row):
            cursor.insertBlock()
            cursor.insertText(remark, self._look(colours.warning, is_small=True))

    def _marked(self, change: WordChange) -> QTextCharFormat:
        colours = self._theme.colours
        is_deleted = change is WordChange.DELETE
        look = self._look(colours.danger if is_deleted else colours.good)
        look.setBackground(QColor(colours.danger_soft if is_deleted else colours.good_soft))
        look.setFontStrikeOut(is_deleted)
        look.setFontUnderline(not is_deleted)
        return look

    def _look(self, colour: str, *, is_bold: bool = False, is_small: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(QColor(colour))
        look.setFontPointSize(self._theme.sizes.small if is_small else self._theme.sizes.text)
        look.setFontWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
        return look
