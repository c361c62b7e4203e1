"""Lines of the outline: what they say gives way where there is no room, their numbers never do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.clause_numbers import leading_number
from app.gui.parts.widgets import Index

LINE = Qt.ItemDataRole.UserRole + 1
"""The OutlineLine of an item."""
ROOM_BESIDE = 12
"""Logical pixels that the style keeps free beside an item's text."""
SHORT_TEXT = 4
"""Characters of a text that has its room beside the numbers: 改动, 仅后者有."""


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """``text`` may be cut; ``head`` and ``tail`` hold the numbers before and behind it."""

    text: str
    head: str = ""
    tail: str = ""

    @property
    def whole(self) -> str:
        return f"{self.head}{self.text}{self.tail}"

    def fitted(self, width: int, metrics: QFontMetrics) -> str:
        """As much of the text as there is room for in ``width`` logical pixels, between the numbers."""
        if metrics.horizontalAdvance(self.whole) <= width:
            return self.whole
        room = width - metrics.horizontalAdvance(self.head + self.tail)
        return f"{self.head}{metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, max(0, room))}{self.tail}"


def heading_line(heading: str, tail: str) -> OutlineLine:
    """A chapter's number, its title, and the count behind it."""
    head = leading_number(heading)
    return OutlineLine(heading[len(head) :], head, tail)


class OutlineDelegate(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        line = index.data(LINE)
        width = option.rect.width()  # type: ignore[attr-defined]  # absent from the stubs
        if isinstance(line, OutlineLine) and width > 0:
            option.text = line.fitted(width - ROOM_BESIDE, option.fontMetrics)  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the numbers and a short text are: the tree is scrolled sideways only for them."""
        size = super().sizeHint(option, index)
        line = index.data(LINE)
        if isinstance(line, OutlineLine):
            metrics = option.fontMetrics  # type: ignore[attr-defined]
            least = line.text if len(line.text) <= SHORT_TEXT else "…"
            size.setWidth(metrics.horizontalAdvance(f"{line.head}{least}{line.tail}") + ROOM_BESIDE)
        return size
