"""Fields to search and filter with, whose small buttons have names too: Qt leaves them without."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from app.foundation.messages import tr
from app.gui.style.icons import icon
from app.gui.style.theme import Theme


def search_field(name: str, theme: Theme, placeholder: str = "") -> QLineEdit:
    """With a magnifier before and a button to clear behind; the name is also what an empty one shows by default."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder or name)
    field.setAccessibleName(name)
    let_clear(field)
    field.addAction(icon("search", theme), QLineEdit.ActionPosition.LeadingPosition).setText(name)
    return field


def let_clear(field: QLineEdit) -> None:
    """Show a button to clear it while it holds something."""
    before = set(field.findChildren(QToolButton))
    field.setClearButtonEnabled(True)
    for button in set(field.findChildren(QToolButton)) - before:
        button.setAccessibleName(tr("清除"))
