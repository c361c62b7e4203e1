"""The rail at the left: the pages of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout

from app.gui.style.icons import application_icon, icon, pixmap
from app.gui.style.theme import Theme

LOGO = 30
ICON_SIZE = 20
MARGIN = 6
LABEL_FRAME = 8
"""Logical pixels beside a label, which the style leaves free."""


@dataclass(frozen=True, slots=True)
class RailItem:
    """A page's name for the program, its icon, its label and its keys; ``is_low`` puts it at the foot."""

    name: str
    picture: str
    label: str
    keys: str
    is_low: bool = False


class Rail(QFrame):
    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        logo = QLabel()
        logo.setPixmap(application_icon().pixmap(LOGO, LOGO))
        logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 8)
        layout.setSpacing(2)
        layout.addWidget(logo)
        layout.addSpacing(8)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for item in items:
            if item.is_low and not any(button.property("isLow") for button in self.buttons.values()):
                layout.addStretch(1)
            layout.addWidget(self._button(item, theme))
        wide = max(theme.sizes.rail - 2 * MARGIN, *map(_label_width, self.buttons.values()))
        for button in self.buttons.values():
            button.setFixedWidth(wide)
        self.setFixedWidth(wide + 2 * MARGIN)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.property("page")))

    def choose(self, name: str) -> None:
        """Mark the page; one that is not on the rail leaves none marked."""
        button = self.buttons.get(name)
        if button is not None:
            button.setChecked(True)
            return
        checked = self._group.checkedButton()
        if checked is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def _button(self, item: RailItem, theme: Theme) -> QToolButton:
        made = QToolButton()
        made.setObjectName("railButton")
        made.setText(item.label)
        made.setToolTip(f"{item.label}（{item.keys}）")
        made.setAccessibleName(item.label)
        made.setProperty("page", item.name)
        made.setProperty("isLow", item.is_low)
        made.setIcon(_picture(item.picture, theme))
        made.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(made)
        self.buttons[item.name] = made
        return made


def _label_width(button: QToolButton) -> int:
    """Logical pixels that the whole label needs: in English some are longer than in Chinese."""
    button.ensurePolished()
    return button.fontMetrics().horizontalAdvance(button.text()) + LABEL_FRAME


def _picture(name: str, theme: Theme) -> QIcon:
    """Muted, and in the accent colour while the page is shown."""
    made = icon(name, theme)
    made.addPixmap(pixmap(name, ICON_SIZE, theme.colours.accent), QIcon.Mode.Normal, QIcon.State.On)
    return made
