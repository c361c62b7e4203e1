"""The models as they stand on the shelf: which does what, which are here, which could be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.models.model_card import CardView
from app.gui.models.step_choosers import StepChoosers
from app.gui.parts.widgets import text_label
from app.gui.style.theme import Theme
from app.workspace.model_shelf import ModelCard, Shelf

WIDEST = 980


class ShelfView(QScrollArea):
    """What did not change since the last look stays as it is: the person may be reading it."""

    measure_asked = Signal(str)
    verify_asked = Signal(str)
    remove_asked = Signal(str)
    """With the id of a model."""
    licence_asked = Signal(str)
    command_asked = Signal(str)
    chosen = Signal(str, str)
    """The name of a setting and a model's id."""

    def __init__(self, empty: QWidget, theme: Theme) -> None:
        """``empty`` is shown while there is no model."""
        super().__init__()
        self.setObjectName("surface")
        self.setAccessibleName(tr("模型和它们的用途"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = theme
        self._listed: tuple[ModelCard, ...] = ()
        self.cards: dict[str, CardView] = {}
        self.empty = empty
        self.steps = StepChoosers(theme)
        self.steps.chosen.connect(self.chosen)
        self.steps_title = text_label(tr("各步骤用的模型"), "sectionTitle")
        self.installed_title = text_label(tr("已安装的模型"), "sectionTitle")
        self.known_title = text_label(tr("还可以装入"), "sectionTitle")
        self.known_hint = text_label(
            tr("窗口里不联网下载。在能上网的机器上运行下载命令，再把模型文件拷到U盘，从这里加入。"), "muted", wraps=True
        )
        self.installed, self.known = _column(), _column()
        self.folder = text_label("", "muted", wraps=True)
        self._lay_out()

    def show_shelf(self, shelf: Shelf) -> None:
        if shelf.cards == self._listed:
            for view in self.cards.values():
                view.show_memory(shelf)
        else:
            self._listed = shelf.cards
            self._make_cards(shelf)
        has_any = any(card.path is not None for card in shelf.cards)
        self.empty.setVisible(not has_any)
        for widget in (self.steps, self.steps_title, self.installed_title):
            widget.setVisible(has_any)
        for widget in (self.known_title, self.known_hint):
            widget.setVisible(self.known.count() > 0)
        self.steps.show_shelf(shelf)
        self.folder.setText(tr("模型文件夹：{folder}", folder=shelf.folder))

    def allow(self, is_free: bool) -> None:
        """Whether another deed may begin."""
        for card in self.cards.values():
            card.allow(is_free)

    def _make_cards(self, shelf: Shelf) -> None:
        self.cards = {}
        for column in (self.installed, self.known):
            _clear(column)
        for card in shelf.cards:
            view = CardView(card, shelf, self._theme)
            view.measure_asked.connect(self.measure_asked)
            view.verify_asked.connect(self.verify_asked)
            view.remove_asked.connect(self.remove_asked)
            view.licence_asked.connect(self.licence_asked)
            view.command_asked.connect(self.command_asked)
            self.cards[card.entry.id] = view
            (self.known if card.path is None else self.installed).addWidget(view)
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Cards are made later than what stands around the shelf: the Tab key goes through them in their place."""
        before: QWidget = list(self.steps.combos.values())[-1]
        for view in sorted(self.cards.values(), key=lambda view: view.card.path is None):
            for control in (view.licence, *view.buttons):
                QWidget.setTabOrder(before, control)
                before = control

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("surfaceBody")
        inner.setMaximumWidth(self._theme.sizes.grown(WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 20, 28)
        column.setSpacing(10)
        column.addWidget(self.empty)
        for part in (self.steps_title, self.steps, self.installed_title, self.installed):
            _add(column, part)
        for part in (self.known_title, self.known_hint, self.known, self.folder):
            _add(column, part)
        column.addStretch(1)
        for hidden in (self.empty, self.steps, self.steps_title, self.installed_title, self.known_title):
            hidden.hide()
        self.known_hint.hide()
        self.setWidget(inner)


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(10)
    return made


def _add(column: QVBoxLayout, part: QLabel | QFrame | QVBoxLayout) -> None:
    if isinstance(part, QVBoxLayout):
        column.addLayout(part)
        column.addSpacing(10)
    else:
        column.addWidget(part)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
