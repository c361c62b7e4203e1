"""Asks before something is lost for good."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.foundation.messages import tr
from app.gui.parts.labels import tip_text
from app.gui.style.icons import pixmap
from app.gui.style.theme import Theme

PICTURE = 28
"""Logical pixels."""


def confirmed(
    parent: QWidget, theme: Theme, *, title: str, text: str, consequence: str, deed: str, keep: str = ""
) -> bool:
    """Whether the person wants the ``deed``; Enter and Esc choose the other button."""
    box = confirmation(parent, theme, title=title, text=text, consequence=consequence)
    button = box.addButton(deed, QMessageBox.ButtonRole.DestructiveRole)
    button.setObjectName("danger")
    other = box.addButton(keep or tr("取消"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.exec()
    return box.clickedButton() is button


def confirmation(parent: QWidget | None, theme: Theme, *, title: str, text: str, consequence: str) -> QMessageBox:
    """A box with our sign, without buttons."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # titles come from documents, and from the files of models
    box.setIconPixmap(pixmap("triangle-alert", theme.sizes.grown(PICTURE), theme.colours.warning))
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(tip_text(consequence))  # this part has no format of its own
    return box
