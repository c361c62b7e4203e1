"""The search field with the choice of what it goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from app.domain.where import By
from app.foundation.messages import tr
from app.gui.parts.desk import MODELS, Desk
from app.gui.parts.search_field import let_clear
from app.gui.parts.widgets import button, row, text_label
from app.gui.search.names import by_name

if TYPE_CHECKING:
    from app.workspace.vectors import Hindrance


LONGEST_QUERY = 400
"""Characters: a long clause. What is longer takes the embedding model many seconds and finds nothing better."""


class SearchField(QLineEdit):
    """Down leads into the results, Esc gives up what is under way."""

    left_downwards = Signal()
    given_up = Signal()
    shortened = Signal()
    """More was pasted than is searched for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchField")
        self.setPlaceholderText(tr("检索条款：词语、编号或一句话"))
        self.setAccessibleName(tr("检索内容"))
        let_clear(self)
        self.setMaxLength(LONGEST_QUERY)
        self.inputRejected.connect(self.shortened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class HindranceLine(QWidget):
    """Why meaning cannot be chosen now, and the way to where that is mended."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hindrance: Hindrance | None = None
        self.reason = text_label("", "muted", wraps=True)
        self.to_models = button(tr("去“模型”页"), "link", lambda: desk.go(MODELS))
        self.compute = button(tr("现在准备"), "link", desk.vectors_wanted.emit)
        line = row(self.reason, self.to_models, self.compute)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()
        desk.vectors_told.connect(self._show)

    def tell(self, hindrance: Hindrance | None) -> None:
        self._hindrance = hindrance
        self._show()

    def _show(self) -> None:
        """What is being mended already is not offered to be."""
        hindrance, under_way = self._hindrance, self._desk.vectors_under_way
        self.setVisible(hindrance is not None)
        if hindrance is not None:
            is_mended = hindrance.is_passing and bool(under_way)
            self.reason.setText(" ".join((hindrance.reason, under_way)) if is_mended else hindrance.reason)
            self.to_models.setVisible(not hindrance.is_passing)
            self.compute.setVisible(hindrance.is_passing and not under_way)


class SearchBar(QWidget):
    asked = Signal()
    """Enter, the button, or another choice of what to go by."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.field = SearchField()
        self.field.shortened.connect(
            lambda: desk.say(tr("检索内容最多 {count} 字，后面的没有放进来。", count=LONGEST_QUERY))
        )
        self.start = button(tr("检索"), "primary", self.asked.emit)
        self.segments = QButtonGroup(self)
        self.hindrance = HindranceLine(desk)
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
        layout.addWidget(self.hindrance)
        self.field.returnPressed.connect(self.asked.emit)
        self.segments.idClicked.connect(lambda _: self.asked.emit())

    @property
    def by(self) -> By:
        return self._by[self.segments.checkedId()]

    def choose(self, by: By) -> None:
        """Tells nobody. What cannot be had now gives way to both."""
        segment = self.segments.button(self._by.index(by))
        (segment if segment.isEnabled() else self.segments.button(self._by.index(By.BOTH))).setChecked(True)

    def hinder(self, hindrance: Hindrance | None) -> None:
        """Meaning alone cannot be had, and why; None where it can."""
        self.hindrance.tell(hindrance)
        reason = hindrance.reason if hindrance is not None else ""
        segment = self.segments.button(self._by.index(By.MEANING))
        segment.setEnabled(not reason)
        segment.setToolTip(reason or tr("按意思相近检索，用词不同也能找到"))
        self.segments.button(self._by.index(By.BOTH)).setToolTip(reason or tr("字词和意思一起"))
        self.choose(self.by)
