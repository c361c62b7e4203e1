"""The search field with the choice of what it goes by."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from app.domain.where import By
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row
from app.gui.search.names import by_name


class SearchField(QLineEdit):
    """Down leads into the results, Esc gives up what is under way."""

    left_downwards = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchField")
        self.setPlaceholderText(tr("检索条款：词语、编号或一句话"))
        self.setAccessibleName(tr("检索内容"))
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    asked = Signal()
    """Enter, the button, or another choice of what to go by."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.field = SearchField()
        self.start = button(tr("检索"), "primary", self.asked.emit)
        self.segments = QButtonGroup(self)
        self._by = tuple(By.__members__.values())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        choices = []
        for by in (By.WORDS, By.MEANING, By.BOTH):
            segment = button(by_name(by), "segment")
            segment.setCheckable(True)
            segment.setChecked(by is By.BOTH)
            self.segments.addButton(segment, self._by.index(by))
            choices.append(segment)
        line = row(self.field, *choices, self.start, spacing=4)
        line.setStretch(0, 1)
        layout.addLayout(line)
        self.field.returnPressed.connect(self.asked.emit)
        self.segments.idClicked.connect(lambda _: self.asked.emit())

    @property
    def by(self) -> By:
        return self._by[self.segments.checkedId()]

    def choose(self, by: By) -> None:
        """Tells nobody. What cannot be had now gives way to both."""
        segment = self.segments.button(self._by.index(by))
        (segment if segment.isEnabled() else self.segments.button(self._by.index(By.BOTH))).setChecked(True)

    def hinder(self, reason: str) -> None:
        """Meaning alone cannot be had, and why; it can where there is no reason."""
        segment = self.segments.button(self._by.index(By.MEANING))
        segment.setEnabled(not reason)
        segment.setToolTip(reason or tr("按意思相近检索，用词不同也能找到"))
        self.segments.button(self._by.index(By.BOTH)).setToolTip(reason or tr("字词和意思一起"))
        self.choose(self.by)
