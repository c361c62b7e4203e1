"""Paints results: one laid-out text a row, kept while the width stays."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextDocument
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.gui.parts.widgets import Index
from app.gui.search.result_html import result_html
from app.gui.search.results_model import ResultsModel
from app.gui.style.theme import Theme

PAD = 10
HEADING_HEIGHT = 34
"""Logical pixels."""
PALE = 0.4


class ResultDelegate(QStyledItemDelegate):
    def __init__(self, model: ResultsModel, view: QListView, theme: Theme) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._theme = theme
        self._width = 0
        self._texts: dict[int, QTextDocument] = {}
        self.is_pale = False
        model.modelReset.connect(self._texts.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        if self._model.evidence_at(index) is None:
            return QSize(width, self._theme.sizes.grown(HEADING_HEIGHT))
        return QSize(width, round(self._text(index, width).size().height()) + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._theme.colours
        cell: QRect = option.rect  # type: ignore[attr-defined]  # absent from the stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setOpacity(PALE if self.is_pale else 1.0)
        if self._model.evidence_at(index) is None:
            painter.fillRect(cell, QColor(colours.raised))
            font = QFont(self._view.font())
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(colours.text))
            room = cell.adjusted(PAD, 0, -PAD, 0)
            told = painter.fontMetrics().elidedText(str(index.data()), self._view.textElideMode(), room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(cell, QColor(colours.accent_soft))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(cell, QColor(colours.hover))
            painter.setPen(QColor(colours.border))
            painter.drawLine(cell.bottomLeft(), cell.bottomRight())
            if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
                painter.fillRect(cell.left(), cell.top(), 3, cell.height(), QColor(colours.accent))
            painter.translate(cell.left() + PAD, cell.top() + PAD)
            self._text(index, cell.width()).drawContents(painter)
        painter.restore()

    def _text(self, index: Index, width: int) -> QTextDocument:
        if width != self._width:
            self._texts.clear()
            self._width = width
        made = self._texts.get(index.row())
        item = self._model.evidence_at(index)
        if made is None and item is not None:
            made = QTextDocument()
            made.setDefaultFont(self._view.font())
            made.setDocumentMargin(0)
            made.setHtml(result_html(item, self._model.query, self._theme))
            made.setTextWidth(max(80, width - 2 * PAD))
            self._texts[index.row()] = made
        assert made is not None, "headings have no text document"
        return made
