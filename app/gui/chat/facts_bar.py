"""What the person has confirmed in this conversation, as chips that can be changed and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from app.domain.answer import Fact
from app.foundation.messages import tr
from app.gui.parts.flow import FlowLayout
from app.gui.parts.widgets import button, text_label, tool
from app.gui.style.theme import Theme

EDIT_WIDE = 150


class _ValueEdit(QLineEdit):
    """Enter keeps, Esc and leaving let go."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FactChip(QFrame):
    changed = Signal(object)
    """The Fact as it is from now on; an empty value takes it back."""

    def __init__(self, fact: Fact, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.fact = fact
        told = tr("{key}：{value}", key=fact.key, value=fact.value)
        self.show_button = button(told, "chipText", self._edit)
        self.show_button.setToolTip(tr("点按修改"))
        self.edit = _ValueEdit(fact.value)
        self.edit.setAccessibleName(tr("{key}的值", key=fact.key))
        self.edit.setFixedWidth(theme.sizes.grown(EDIT_WIDE))
        self.edit.hide()
        self.edit.returnPressed.connect(self._keep)
        self.edit.left.connect(self._let_go)
        self.remove = tool("x", tr("去掉“{fact}”", fact=told), theme, lambda: self.changed.emit(Fact(fact.key, "")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 2, 0)
        layout.setSpacing(0)
        for widget in (self.show_button, self.edit, self.remove):
            layout.addWidget(widget)

    def _edit(self) -> None:
        self.show_button.hide()
        self.edit.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def _keep(self) -> None:
        value = self.edit.text().strip()
        if value != self.fact.value:
            self.changed.emit(Fact(self.fact.key, value))
        else:
            self._let_go()

    def _let_go(self) -> None:
        self.edit.hide()
        self.edit.setText(self.fact.value)
        self.show_button.show()


class FactsBar(QWidget):
    """Hidden while there is nothing confirmed."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chips: list[FactChip] = []
        self._flow = FlowLayout(self)
        self.hide()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self._flow.clear()
        self.chips = []
        if facts:
            self._flow.addWidget(text_label(tr("已确认的条件"), "small"))
        for fact in facts:
            chip = FactChip(fact, self._theme)
            chip.changed.connect(self.changed)
            self.chips.append(chip)
            self._flow.addWidget(chip)
        self.setVisible(bool(facts))
