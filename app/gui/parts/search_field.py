"""Fields to search and filter with, whose small buttons have names too: Qt leaves them without."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton

from app.foundation.messages import tr
from app.gui.style.icons import icon
from app.gui.style.theme import Theme

Made = TypeVar("Made")


def search_field(name: str, theme: Theme, placeholder: str = "") -> QLineEdit:
    """With a magnifier before and a button to clear behind; the name is also what an empty one shows by default."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder or name)
    field.setAccessibleName(name)
    let_clear(field)
    add_icon(field, "search", theme, QLineEdit.ActionPosition.LeadingPosition, name)
    return field


def let_clear(field: QLineEdit) -> None:
    """Show a button to clear it while it holds something."""
    _named(field, tr("清除"), lambda: field.setClearButtonEnabled(True))


def add_icon(field: QLineEdit, picture: str, theme: Theme, position: QLineEdit.ActionPosition, name: str) -> QAction:
    """The action has no text of its own: it would be a command of the palette."""
    return _named(field, name, lambda: field.addAction(icon(picture, theme), position))


def _named(field: QLineEdit, name: str, add: Callable[[], Made]) -> Made:
    """Give the button that ``add`` brings into the field that name."""
    before = set(field.findChildren(QToolButton))
    made = add()
    for button in set(field.findChildren(QToolButton)) - before:
        button.setAccessibleName(name)
    return made
