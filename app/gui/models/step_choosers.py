"""Which model does which step, and the choice of another one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from app.foundation.messages import tr
from app.foundation.settings import rules
from app.gui.parts.choosers import ModelCombo
from app.gui.parts.labels import sentence_case
from app.gui.parts.widgets import Notice, text_label
from app.gui.style.theme import Theme
from app.workspace.model_options import SETTING_OF_STEP
from app.workspace.model_shelf import Shelf
from app.workspace.model_steps import NAMES

CHOOSER_WIDTH = 300
CHOOSER_SHARE = 0.52
"""Of the width, at most: the names of models are shown whole where there is room."""
NARROW = 680
"""Logical pixels below which the descriptions leave their room to the choosers."""


class StepChoosers(QFrame):
    chosen = Signal(str, str)
    """The name of a setting and a model's id, "" for the automatic choice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.faults = Notice("", "", "warning")
        self.combos: dict[str, ModelCombo] = {}
        self.descriptions: list[QLabel] = []
        self._rules = dict(rules())
        self._told: tuple[object, ...] = ()
        self._least = theme.sizes.grown(CHOOSER_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for place, (step, setting) in enumerate(SETTING_OF_STEP.items()):
            rule = self._rules[setting]
            combo = ModelCombo(rule.title())
            combo.chosen.connect(lambda model_id, setting=setting: self.chosen.emit(setting, model_id))
            self.combos[setting] = combo
            middle = Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(text_label(sentence_case(NAMES[step]()), "strong"), place, 0, middle)
            grid.addWidget(combo, place, 1, middle)
            told = text_label(rule.description(), "muted", wraps=True)
            self.descriptions.append(told)
            combo.setAccessibleDescription(rule.description())
            grid.addWidget(told, place, 2, middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(grid)
        layout.addWidget(self.faults)
        self.faults.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for told in self.descriptions:
            told.setVisible(self.width() >= NARROW)
        self._fit()

    def _fit(self) -> None:
        """Give the choosers the width of the longest name that one of them shows."""
        wanted = max((combo.whole_width() for combo in self.combos.values()), default=0)
        wide = max(self._least, min(wanted, round(self.width() * CHOOSER_SHARE)))
        for combo in self.combos.values():
            combo.setMinimumWidth(wide)

    def show_shelf(self, shelf: Shelf) -> None:
        """What did not change stays: a list may be open."""
        if self._state(shelf) == self._told:
            return
        for setting, combo in self.combos.items():
            rule = self._rules[setting]
            if rule.model is not None:
                combo.offer_models(
                    shelf.options.of(rule.model),
                    shelf.options.automatic_for(setting),
                    getattr(shelf.settings, setting),
                    may_be_off=rule.may_be_off,
                )
        self.faults.tell("\n".join(shelf.faults), tr("请改选已安装的模型，或装入缺少的模型。"))
        self.faults.setVisible(bool(shelf.faults))
        self._told = self._state(shelf)
        self._fit()

    def _state(self, shelf: Shelf) -> tuple[object, ...]:
        """What is offered, and what is shown: a choice that was not taken is shown no longer."""
        return shelf.options, shelf.settings, shelf.faults, tuple(combo.value() for combo in self.combos.values())
