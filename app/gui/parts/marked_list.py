"""Lists that drop down, with a tick before what is chosen: the row under the pointer says nothing of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from app.gui.parts.widgets import Index
from app.gui.style.icons import pixmap

TICK = 14
"""Logical pixels; rows that are not chosen keep them free."""


class TickDelegate(QStyledItemDelegate):
    """``is_chosen`` tells of a row whether it is what holds now; rows that cannot be picked are heads."""

    def __init__(self, listed: QAbstractItemView, is_chosen: Callable[[Index], bool]) -> None:
        super().__init__(listed)
        self._is_chosen = is_chosen
        self._ticks: dict[str, QIcon] = {}

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        colour = option.palette.color(QPalette.ColorRole.Text).name() if self._is_chosen(index) else ""  # type: ignore[attr-defined]  # absent from the stubs
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration  # type: ignore[attr-defined]
        option.decorationSize = QSize(TICK, TICK)  # type: ignore[attr-defined]
        option.icon = self._tick(colour)  # type: ignore[attr-defined]

    def _tick(self, colour: str) -> QIcon:
        """In that colour; "" for the room of one."""
        if colour not in self._ticks:
            drawn = pixmap("check", TICK, colour) if colour else QPixmap(TICK, TICK)
            if not colour:
                drawn.fill(Qt.GlobalColor.transparent)
            made = QIcon(drawn)
            made.addPixmap(drawn, QIcon.Mode.Selected)  # Qt would tint it
            self._ticks[colour] = made
        return self._ticks[colour]


def tick_chosen(listed: QAbstractItemView, is_chosen: Callable[[Index], bool]) -> None:
    """Show in that list what is chosen."""
    listed.setItemDelegate(TickDelegate(listed, is_chosen))
