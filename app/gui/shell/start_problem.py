"""Why the window does not open, or what was left undone after it closed, for who has started it without a terminal."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.foundation.messages import tr
from app.gui.parts.confirm import confirmation
from app.gui.parts.labels import error_texts
from app.gui.style.theme import Theme

WITHOUT_SCREEN = ("offscreen", "minimal")
"""Platforms of Qt that nobody sees: a box on them would wait for ever."""


def show_start_problem(error: BaseException, theme: Theme, title: str = "") -> None:
    """A box with what happened and the next step, until it is closed."""
    if QGuiApplication.platformName() not in WITHOUT_SCREEN:
        problem_box(error, theme, title).exec()


def problem_box(error: BaseException, theme: Theme, title: str = "") -> QMessageBox:
    message, hint = error_texts(error)
    box = confirmation(None, theme, title=title or tr("准绳没有打开"), text=message, consequence=hint)
    close = box.addButton(tr("关闭"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    return box
