"""Adding files to a real workspace: pause, continue, stop, another collection, another try."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.gui.library.import_panel import ImportPanel
from app.gui.library.importing import Importing
from app.gui.parts.desk import Desk
from app.workspace import Workspace
from app.workspace.adding import Adder, AddResult

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there

TEXT = "# {name}\n\n1 范围\n\n本标准适用于{name}。\n\n2 要求\n\n{name}应当结实。\n"


class Gate:
    """Lets files be read one at a time."""

    def __init__(self) -> None:
        self._permits = threading.Semaphore(0)
        self.is_open = False

    def let_through(self, count: int) -> None:
        for _ in range(count):
            self._permits.release()

    def pass_one(self) -> None:
        if not self.is_open:
            self._permits.acquire(timeout=10)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    read: Callable[..., AddResult] = Adder._read_and_store

    def wait_and_read(self: Adder, *what: object) -> AddResult:
        made.pass_one()
        return read(self, *what)

    monkeypatch.setattr(Adder, "_read_and_store", wait_and_read)
    yield made
    made.is_open = True
    made.let_through(50)


@pytest.fixture
def importing(empty_desk: Desk) -> Importing:
    return Importing(empty_desk.road, empty_desk)


@pytest.fixture
def panel(qtbot: QtBot, importing: Importing, empty_desk: Desk) -> ImportPanel:
    made = ImportPanel(importing, empty_desk.theme)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Four that can be read."""
    folder = tmp_path / "要添加的"
    folder.mkdir()
    made = [folder / f"{name}.md" for name in ("甲车", "乙车", "丙车", "丁车")]
    for file in made:
        file.write_text(TEXT.format(name=file.stem), encoding="utf-8")
    return made


def held(workspace: Workspace) -> int:
    return len(workspace.documents())


def test_a_pause_keeps_what_waits_and_continues(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files)
    gate.let_through(1)
    qtbot.waitUntil(lambda: held(empty_workspace) == 1)
    panel.pause.click()
    gate.let_through(1)
    qtbot.waitUntil(lambda: panel.pause.text() == "继续")
    assert not importing.is_adding
    assert importing.is_paused
    waiting = empty_workspace.waiting_files()
    assert waiting == 4 - held(empty_workspace) > 0
    gate.is_open = True
    with qtbot.waitSignal(importing.add_finished) as finished:
        panel.pause.click()
    assert held(empty_workspace) == 4
    assert finished.args[0].finished == 4
    assert not finished.args[0].was_cancelled
    assert [row.status for row in panel.model.rows] == ["added"] * 4


def test_what_had_not_begun_at_a_pause_is_not_lost(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files[:2])
    importing.add(empty_workspace, files[2:])
    with qtbot.waitSignal(importing.paused):
        importing.pause()
        gate.let_through(1)
    gate.is_open = True
    with qtbot.waitSignal(importing.add_finished):
        importing.go_on()
    assert held(empty_workspace) == 4


def test_a_drop_that_waits_its_turn_is_kept_for_the_next_start(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files[:2])
    importing.add(empty_workspace, files[2:])
    qtbot.waitUntil(lambda: empty_workspace.waiting_files() == 4)
    gate.is_open = True
    with qtbot.waitSignal(importing.add_finished):
        gate.let_through(1)
    assert held(empty_workspace) == 4
    assert empty_workspace.waiting_files() == 0
    assert [row.status for row in panel.model.rows] == ["added"] * 4


def test_who_stops_during_a_pause_lets_go_of_what_waits(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files)
    with qtbot.waitSignal(importing.paused):
        importing.pause()
        gate.let_through(1)
    with qtbot.waitSignal(importing.add_finished) as finished:
        panel.cancel.click()
    assert finished.args[0].was_cancelled
    qtbot.waitUntil(lambda: empty_workspace.waiting_files() == 0)
    assert panel.dismiss.isVisibleTo(panel)
    assert not importing.is_paused


def test_a_drop_ends_a_pause(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files[:2])
    with qtbot.waitSignal(importing.paused):
        importing.pause()
        gate.let_through(1)
    gate.is_open = True
    with qtbot.waitSignal(importing.add_finished):
        importing.add(empty_workspace, files[2:])
    assert held(empty_workspace) == 4


def test_files_go_to_the_collection_chosen_also_while_they_are_added(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files)
    gate.let_through(2)
    qtbot.waitUntil(lambda: held(empty_workspace) == 2)
    with qtbot.waitSignal(importing.moved):
        panel.collection.picked.emit("车间")
    gate.is_open = True
    gate.let_through(2)
    qtbot.waitUntil(lambda: held(empty_workspace) == 4)
    qtbot.waitUntil(lambda: {entry.collection for entry in empty_workspace.documents()} == {"车间"})
    panel.collection.picked.emit(" ")
    assert not panel.problem.isHidden()


def test_a_failed_file_can_be_tried_again_and_its_problem_copied(
    qtbot: QtBot, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    good = files[0].read_text(encoding="utf-8")
    files[0].write_bytes(b"")
    with qtbot.waitSignal(importing.add_finished):
        importing.add(empty_workspace, files[:2])
    assert [row.status for row in panel.model.rows] == ["failed", "added"]
    panel.copy.click()
    assert "甲车.md" in QGuiApplication.clipboard().text()
    files[0].write_text(good, encoding="utf-8")
    again = next(each for each in panel.table.findChildren(QAbstractButton) if each.text() == "再试")
    with qtbot.waitSignal(importing.add_finished) as finished:
        again.click()
    assert (finished.args[0].finished, finished.args[0].failed) == (2, 0)
    assert sorted(row.status for row in panel.model.rows) == ["added", "added"]
    menu = panel.mending.menu(panel.model.rows[0], panel)
    assert [action.text() for action in menu.actions()] == ["打开所在文件夹", "复制"]


def test_documents_are_read_again_with_progress(
    qtbot: QtBot, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    with qtbot.waitSignal(importing.add_finished):
        importing.add(empty_workspace, files[:2])
    ids = [entry.id for entry in empty_workspace.documents()]
    with qtbot.waitSignal(importing.add_finished):
        importing.reread(empty_workspace, ids)
    assert [row.status for row in panel.model.rows] == ["updated", "updated"]


def test_the_table_of_files_covers_no_page_but_the_librarys(
    qtbot: QtBot, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace, gate: Gate
) -> None:
    panel.stand(is_at_home=False)
    importing.add(empty_workspace, files)
    gate.let_through(1)
    qtbot.waitUntil(panel.isVisible)
    assert panel.table.isHidden()
    with qtbot.waitSignal(panel.table_asked):
        panel.details.click()
    panel.stand(is_at_home=True)
    assert panel.table.isVisible()
    panel.stand(is_at_home=False)
    assert panel.table.isHidden()
    gate.is_open = True
    with qtbot.waitSignal(importing.add_finished):
        gate.let_through(50)


def test_the_panel_goes_by_itself_when_all_went_well(
    qtbot: QtBot,
    importing: Importing,
    panel: ImportPanel,
    files: list[Path],
    empty_workspace: Workspace,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.gui.library.import_panel.STAYS_MS", 20)
    monkeypatch.setattr(panel, "underMouse", lambda: False)
    gate.is_open = True
    gate.let_through(50)
    with qtbot.waitSignal(importing.add_finished):
        importing.add(empty_workspace, files)
    (QApplication.focusWidget() or panel).clearFocus()  # here the panel is all of the window
    qtbot.waitUntil(panel.isHidden)
    files[0].write_bytes(b"%PDF-1.7 broken")
    with qtbot.waitSignal(importing.add_finished):
        importing.add(empty_workspace, files)
    qtbot.wait(100)
    assert panel.isVisible()
