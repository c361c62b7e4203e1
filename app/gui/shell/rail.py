"""The rail at the left: the pages of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout

from app.gui.style.icons import application_icon, icon, pixmap
from app.gui.style.theme import Theme

LOGO = 36
ICON_SIZE = 22


class Rail(QFrame):
    """One button a page; pages to come are one more line in the list that makes it."""

    chosen = Signal(int)

    def __init__(self, pages: Sequence[tuple[str, str]], theme: Theme) -> None:
        """``pages``: the icon's name and the label of each."""
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(theme.sizes.rail)
        logo = QLabel()
        logo.setPixmap(application_icon().pixmap(LOGO, LOGO))
        logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 14, 8, 12)
        layout.setSpacing(6)
        layout.addWidget(logo)
        layout.addSpacing(10)
        self._group = QButtonGroup(self)
        for index, (picture, label) in enumerate(pages):
            layout.addWidget(self._button(picture, label, index, theme))
        layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def choose(self, index: int) -> None:
        self._group.button(index).setChecked(True)

    def _button(self, picture: str, label: str, index: int, theme: Theme) -> QToolButton:
        made = QToolButton()
        made.setObjectName("railButton")
        made.setText(label)
        made.setIcon(self._picture(picture, theme))
        made.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setChecked(index == 0)
        made.setFixedWidth(theme.sizes.rail - 16)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(made, index)
        return made

    @staticmethod
    def _picture(name: str, theme: Theme) -> QIcon:
        """Muted, and in the accent colour while the page is shown."""
        made = icon(name, theme)
        made.addPixmap(pixmap(name, ICON_SIZE, theme.colours.accent), QIcon.Mode.Normal, QIcon.State.On)
        return made
