"""Encrypted documents in the window: asked for, tried, told wrong, remembered by the workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.document import DocumentStatus
from app.gui.application import Application
from app.gui.library.import_panel import ImportPanel
from app.gui.library.import_table import BUTTONS
from app.gui.parts.desk import LIBRARY
from app.gui.parts.password_dialog import PasswordDialog
from app.gui.parts.place import Place
from app.gui.style.theme import Theme
from tests.gui.fakes import PAGED, FakeSession

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there

PASSWORD = "secret"
LOCKED = Path("/d/locked.pdf")
LOCKED_PLACE = Place(PAGED, "Q/ABC 001-2026", DocumentStatus.IN_FORCE, page=2)


@pytest.fixture
def locked(session: FakeSession) -> FakeSession:
    session.password = PASSWORD
    return session


def add(qtbot: QtBot, window: Application, *paths: Path) -> ImportPanel:
    window.window.show_page(LIBRARY)  # the table is laid out where it is in sight
    with qtbot.waitSignal(window.window.bringing_in.importing.add_finished):
        window.window.add_paths(paths)
    panel = window.window.bringing_in.panel
    qtbot.waitUntil(lambda: not panel.table._soon.isActive())  # rows that are out of sight have no buttons yet
    qtbot.waitUntil(lambda: panel.table.rowAt(0) == 0)
    return panel


def button_of(panel: ImportPanel, line: int) -> QPushButton | None:
    for offered in panel.table.viewport().findChildren(QPushButton):
        cell = offered.parentWidget()
        if cell is not None and panel.table.indexAt(cell.pos()).row() == line:
            return offered
    return None


def ask(panel: ImportPanel, line: int, window: Application) -> PasswordDialog:
    asking = button_of(panel, line)
    assert asking is not None
    asking.click()
    dialog = window.window.bringing_in.unlocking.dialog
    assert dialog is not None
    return dialog


def give(dialog: PasswordDialog, password: str) -> None:
    dialog.edit.setText(password)
    dialog.open_button.click()


def test_the_password_is_typed_unseen_and_given_once(qtbot: QtBot, theme: Theme) -> None:
    dialog = PasswordDialog("手册.pdf", theme)
    qtbot.addWidget(dialog)
    assert dialog.edit.echoMode() == QLineEdit.EchoMode.Password
    assert not dialog.open_button.isEnabled()
    with qtbot.waitSignal(dialog.given) as given:
        give(dialog, PASSWORD)
    assert given.args == [PASSWORD]
    assert dialog.edit.text() == ""


def test_a_locked_file_offers_to_enter_its_password(qtbot: QtBot, window: Application, locked: FakeSession) -> None:
    panel = add(qtbot, window, LOCKED, Path("/d/scan.pdf"))
    assert panel.model.data(panel.model.index(0, 1)) == "需要密码"

    def offered() -> list[str]:
        return [found.text() for line in (0, 1) if (found := button_of(panel, line)) is not None]

    qtbot.waitUntil(lambda: offered() == ["输入密码…", "用文字识别重读"])
    assert not panel.table.isColumnHidden(BUTTONS)


def test_with_the_password_the_file_is_added_and_the_others_stay_listed(
    qtbot: QtBot, window: Application, locked: FakeSession
) -> None:
    panel = add(qtbot, window, LOCKED, Path("/d/scan.pdf"))
    dialog = ask(panel, 0, window)
    with qtbot.waitSignal(window.window.bringing_in.importing.add_finished):
        give(dialog, PASSWORD)
    assert [(row.file, row.status) for row in panel.model.rows] == [("scan.pdf", "failed"), ("locked.pdf", "added")]
    assert "1 个文件可用" in panel.title.text()
    assert "1 个未能添加" in panel.title.text()


def test_a_wrong_password_says_so_and_asks_again(qtbot: QtBot, window: Application, locked: FakeSession) -> None:
    panel = add(qtbot, window, LOCKED)
    dialog = ask(panel, 0, window)
    assert dialog.wrong.isHidden()
    with qtbot.waitSignal(window.window.bringing_in.importing.add_finished):
        give(dialog, "guess")
    again = window.window.bringing_in.unlocking.dialog
    assert again is not None
    assert not again.wrong.isHidden()
    with qtbot.waitSignal(window.window.bringing_in.importing.add_finished):
        give(again, PASSWORD)
    assert [row.status for row in panel.model.rows] == ["added"]
    assert window.window.bringing_in.unlocking.dialog is None


def test_who_cancels_keeps_the_button(qtbot: QtBot, window: Application, locked: FakeSession) -> None:
    panel = add(qtbot, window, LOCKED)
    ask(panel, 0, window).reject()
    assert window.window.bringing_in.unlocking.dialog is None
    assert button_of(panel, 0) is not None
    assert locked.added == [LOCKED]


def test_a_new_run_forgets_the_buttons(qtbot: QtBot, window: Application, locked: FakeSession) -> None:
    panel = add(qtbot, window, LOCKED)
    add(qtbot, window, Path("/d/b.pdf"))
    assert [row.file for row in panel.model.rows] == ["b.pdf"]
    assert panel.table.isColumnHidden(BUTTONS)
