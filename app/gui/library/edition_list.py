"""The editions of one standard or law that the library holds, together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.library.entry_text import NOTHING, called, place_of_entry, short_name
from app.gui.parts.desk import COMPARE, Desk
from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import button, row, status_badge, text_label, tool

if TYPE_CHECKING:
    from app.library.entries import Entry


NAME_WIDTH = 110
"""Logical pixels of a name: its day and its status tell editions apart, and the tip tells all of it."""


class EditionList(QWidget):
    """Oldest first. Each can be shown, opened, or compared with the one that is looked at."""

    shown_asked = Signal(str)
    """The id of a document to look at in the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def show_editions(self, editions: Sequence[Entry], own_id: str) -> None:
        """Nothing is shown where there is one only."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        ids = [edition.id for edition in editions]
        others = len(ids) > 1 and own_id in ids
        for edition in editions if others else ():
            self._layout.addWidget(self._line(edition, own_id, ids))
        self.setVisible(others)

    def _line(self, edition: Entry, own_id: str, ids: Sequence[str]) -> QWidget:
        theme = self._desk.theme
        line = QWidget()
        is_own = edition.id == own_id
        name = edition.metadata.number or edition.edition or short_name(edition)
        cut = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, theme.sizes.grown(NAME_WIDTH))
        if is_own:
            title: QWidget = text_label(tr("{name}（当前）", name=cut), "strong")
        else:
            title = button(cut, "link", lambda: self.shown_asked.emit(edition.id))
            title.setAccessibleName(short_name(edition))
        title.setToolTip(tip_text(called(edition)))
        day = text_label(edition.metadata.effective or edition.metadata.issued or NOTHING, "small")
        day.setToolTip(tr("实施日期"))
        badge = status_badge(edition.metadata.status, theme)
        badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top = row(title, badge, None, day)
        if not is_own:
            both = sorted((own_id, edition.id), key=ids.index)
            open_tip = tr("打开 {name}", name=name)
            top.addWidget(tool("book-open", open_tip, theme, lambda: self._desk.open((place_of_entry(edition),))))
            tip = tr("与 {name} 对比", name=name)
            top.addWidget(tool("git-compare", tip, theme, lambda: self._desk.go(COMPARE, (both[0], both[1]))))
        line.setLayout(top)
        return line
