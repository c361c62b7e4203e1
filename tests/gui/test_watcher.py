"""Folders watched from the window, with real files and a real workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.library import watcher as watcher_module
from app.gui.library.importing import Importing
from app.gui.library.watch_dialog import WatchDialog
from app.gui.library.watcher import Watcher
from app.gui.parts.desk import Desk
from app.workspace import Workspace, watching

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there

TEXT = "# 手推车\n\n1 范围\n\n本标准适用于手推车。\n\n2 要求\n\n手推车应当结实。\n"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher_module, "SETTLE_MS", 100)
    monkeypatch.setattr(watching, "SETTLED_SECONDS", 0.05)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "标准"
    made.mkdir()
    return made


@pytest.fixture
def importing(empty_desk: Desk) -> Importing:
    return Importing(empty_desk.road, empty_desk)


@pytest.fixture
def watcher(qtbot: QtBot, empty_desk: Desk, importing: Importing) -> Watcher:
    made = Watcher(empty_desk, importing, empty_desk)
    qtbot.waitSignal(made.looked).wait()
    return made


def titles(workspace: Workspace) -> set[str]:
    return {entry.file for entry in workspace.documents()}


def test_a_file_that_comes_into_a_watched_folder_is_added(
    qtbot: QtBot, watcher: Watcher, folder: Path, empty_workspace: Workspace
) -> None:
    (folder / "旧.md").write_text(TEXT, encoding="utf-8")
    watcher.watch(folder, "车间", lambda error: pytest.fail(str(error)))
    qtbot.waitUntil(lambda: titles(empty_workspace) == {"旧.md"})
    (folder / "新.md").write_text(TEXT.replace("手推车", "货架"), encoding="utf-8")
    qtbot.waitUntil(lambda: titles(empty_workspace) == {"旧.md", "新.md"})
    assert {entry.collection for entry in empty_workspace.documents()} == {"车间"}


def test_a_person_who_stops_the_adding_is_heard(
    qtbot: QtBot, watcher: Watcher, importing: Importing, folder: Path, empty_workspace: Workspace
) -> None:
    for name in "甲乙丙丁戊己":
        (folder / f"{name}.md").write_text(TEXT.replace("手推车", f"{name}车"), encoding="utf-8")
    importing.file_done.connect(lambda _: importing.cancel())
    with qtbot.waitSignal(importing.add_finished) as finished:
        watcher.watch(folder, "车间", lambda error: pytest.fail(str(error)))
    assert finished.args[0].was_cancelled
    stopped_at = titles(empty_workspace)
    watcher.look()
    qtbot.wait(1000)
    assert titles(empty_workspace) == stopped_at
    assert len(stopped_at) < 6


def stop_after_the_first(qtbot: QtBot, watcher: Watcher, importing: Importing, folder: Path) -> None:
    for name in "甲乙丙丁戊己":
        (folder / f"{name}.md").write_text(TEXT.replace("手推车", f"{name}车"), encoding="utf-8")
    stop = importing.file_done.connect(lambda _: importing.cancel())
    with qtbot.waitSignal(importing.add_finished):
        watcher.watch(folder, "车间", lambda error: pytest.fail(str(error)))
    importing.file_done.disconnect(stop)


def test_what_was_stopped_comes_in_when_a_person_has_the_folder_checked(
    qtbot: QtBot, empty_desk: Desk, watcher: Watcher, importing: Importing, folder: Path, empty_workspace: Workspace
) -> None:
    stop_after_the_first(qtbot, watcher, importing, folder)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = WatchDialog(empty_desk, watcher, parent)
    dialog.open()
    dialog.look.click()
    qtbot.waitUntil(lambda: len(titles(empty_workspace)) == 6)
    dialog.reject()


def test_what_was_stopped_comes_in_with_the_next_file_that_is_put_there(
    qtbot: QtBot, watcher: Watcher, importing: Importing, folder: Path, empty_workspace: Workspace
) -> None:
    stop_after_the_first(qtbot, watcher, importing, folder)
    (folder / "新.md").write_text(TEXT.replace("手推车", "货架"), encoding="utf-8")
    watcher.look()
    qtbot.waitUntil(lambda: len(titles(empty_workspace)) == 7)


def test_a_watched_folder_does_not_end_a_pause(
    qtbot: QtBot, watcher: Watcher, importing: Importing, folder: Path, empty_workspace: Workspace
) -> None:
    for name in "甲乙丙丁戊己":
        (folder / f"{name}.md").write_text(TEXT.replace("手推车", f"{name}车"), encoding="utf-8")
    pause = importing.file_done.connect(lambda _: importing.pause())
    with qtbot.waitSignal(importing.paused):
        watcher.watch(folder, "车间", lambda error: pytest.fail(str(error)))
    importing.file_done.disconnect(pause)
    held = titles(empty_workspace)
    with qtbot.waitSignal(watcher.looked):
        watcher.look()
    assert importing.is_paused
    assert not importing.is_adding
    assert titles(empty_workspace) == held
    importing.go_on()
    qtbot.waitUntil(lambda: len(titles(empty_workspace)) == 6)


def test_the_dialog_lists_folders_tells_missing_ones_and_leaves_them_out(
    qtbot: QtBot, empty_desk: Desk, watcher: Watcher, folder: Path, importing: Importing
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = WatchDialog(empty_desk, watcher, parent)
    dialog.open()
    assert "还没有" in dialog.list.item(0).text()
    dialog.add_folder(folder / "没有")
    qtbot.waitUntil(lambda: dialog.problem.isVisible())
    dialog.add_folder(folder)
    qtbot.waitUntil(lambda: str(folder) in dialog.list.item(0).text())
    assert dialog.problem.isHidden()
    folder.rmdir()
    dialog.look.click()
    qtbot.waitUntil(lambda: "找不到" in dialog.list.item(0).text())
    dialog.list.setCurrentRow(0)
    dialog.leave.click()
    qtbot.waitUntil(lambda: "还没有" in dialog.list.item(0).text())
    assert not dialog.leave.isEnabled()
    dialog.reject()
