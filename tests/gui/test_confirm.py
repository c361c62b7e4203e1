"""Boxes that ask, and how their buttons look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QInputDialog, QMessageBox, QPushButton, QStyle, QWidget
from pytestqt.qtbot import QtBot

from app.gui.parts.confirm import confirmed
from app.gui.style.theme import Theme, apply_theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture
def parent(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("place", "expected"), [(0, True), (1, False)])
def test_only_the_deed_itself_confirms(parent: QWidget, theme: Theme, place: int, expected: bool) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.defaultButton() is not None
        assert box.defaultButton().text() == "取消"
        buttons = sorted(box.buttons(), key=lambda button: button.text() != "删除")
        buttons[place].click()

    QTimer.singleShot(0, press)
    asked = confirmed(parent, theme, title="删除", text="删除它？", consequence="找不回来。", deed="删除")
    assert asked is expected


def test_buttons_of_dialogs_carry_no_icons(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, theme)
    asking, box = QInputDialog(parent), QMessageBox(parent)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    for dialog in (asking, box):
        dialog.open()
        boxes = dialog.findChildren(QDialogButtonBox)
        assert boxes
        hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
        assert boxes[0].style().styleHint(hint, None, boxes[0]) == 0
        assert all(button.icon().isNull() for button in dialog.findChildren(QPushButton))
        dialog.close()
