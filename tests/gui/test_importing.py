"""Adding files to a real workspace: pause, continue, stop, another collection, another try."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.document import Issue
from app.gui.library.import_model import UNREAD
from app.gui.library.import_panel import ImportPanel
from app.gui.library.import_run import AddSummary
from app.gui.library.importing import Importing
from app.gui.parts.desk import Desk
from app.workspace import Workspace
from app.workspace.adding import Adder, AddResult, Queued

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


def stop_after_one(qtbot: QtBot, gate: Gate, panel: ImportPanel, workspace: Workspace) -> None:
    """Of files that are being added, one is in, and the one in hand is broken off or finished."""
    gate.let_through(1)
    qtbot.waitUntil(lambda: held(workspace) == 1)
    with qtbot.waitSignal(panel._importing.set_aside):
        panel.cancel.click()
        gate.let_through(1)


def unread(panel: ImportPanel) -> list[str]:
    return [row.file for row in panel.model.rows if row.status == UNREAD]


def test_a_stop_names_what_was_not_read_and_goes_on_with_one_click(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files)
    stop_after_one(qtbot, gate, panel, empty_workspace)
    done = held(empty_workspace)
    assert sorted(unread(panel)) == sorted(file.name for file in files[done:])
    assert f"{done} 个文件可用" in panel.title.text()
    assert f"还有 {4 - done} 个没有读" in panel.title.text()
    assert empty_workspace.waiting_files() == 0, "it does not go on by itself"
    gate.is_open = True
    gate.let_through(50)
    with qtbot.waitSignal(importing.add_finished) as finished:
        panel.go_on.click()
    assert held(empty_workspace) == 4
    assert finished.args[0].finished == 4
    assert sorted(row.status for row in panel.model.rows) == ["added"] * 4
    assert panel.go_on.isHidden()


def test_what_a_stop_has_left_is_there_after_a_restart(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_desk: Desk
) -> None:
    workspace = empty_desk.session
    assert workspace is not None
    importing.add(workspace, files)
    stop_after_one(qtbot, gate, panel, workspace)
    done = held(workspace)
    gate.is_open = True
    gate.let_through(50)
    again = Importing(empty_desk.road, empty_desk)
    other = ImportPanel(again, empty_desk.theme)
    qtbot.addWidget(other)
    with qtbot.waitSignal(again.set_aside):
        again.resume(workspace)
    assert held(workspace) == done, "a person stopped it"
    assert len(unread(other)) == 4 - done
    with qtbot.waitSignal(again.add_finished):
        other.go_on.click()
    assert held(workspace) == 4


def test_what_a_stop_has_left_can_be_let_go_of(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files)
    stop_after_one(qtbot, gate, panel, empty_workspace)
    panel.let_go.click()
    assert not unread(panel)
    qtbot.waitUntil(lambda: not empty_workspace.set_aside_files())
    assert panel.go_on.isHidden()


def test_a_stop_during_a_pause_keeps_what_waits_at_hand(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files)
    with qtbot.waitSignal(importing.paused):
        importing.pause()
        gate.let_through(1)
    with qtbot.waitSignals([importing.add_finished, importing.set_aside]):
        panel.cancel.click()
    assert empty_workspace.waiting_files() == 0
    assert len(unread(panel)) == 4 - held(empty_workspace)
    assert panel.dismiss.isVisibleTo(panel)
    assert not importing.is_paused


def test_a_drop_behind_the_one_that_is_stopped_is_set_aside_too(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files[:2])
    qtbot.waitUntil(lambda: empty_workspace.waiting_files() == 2)
    importing.add(empty_workspace, files[2:])
    with qtbot.waitSignal(importing.set_aside):
        panel.cancel.click()
        gate.let_through(1)
    assert len(unread(panel)) == 4 - held(empty_workspace)


def test_who_hands_in_what_waits_already_is_told_so(
    qtbot: QtBot, gate: Gate, importing: Importing, panel: ImportPanel, files: list[Path], empty_workspace: Workspace
) -> None:
    importing.add(empty_workspace, files[:3])
    qtbot.waitUntil(lambda: empty_workspace.waiting_files() == 3)
    with qtbot.waitSignal(importing.waiting_already) as told:
        importing.add(empty_workspace, files[1:])
    assert told.args[0] == Queued(files=3, waiting_before=2)
    gate.is_open = True
    with qtbot.waitSignal(importing.add_finished):
        gate.let_through(50)
    assert [row.status for row in panel.model.rows] == ["added"] * 4, "each is told of once"


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


def rows_in_sight(panel: ImportPanel) -> list[int]:
    """Heights of the rows that are shown, whole or in part."""
    table = panel.table
    return [
        table.rowHeight(line)
        for line in range(panel.model.rowCount())
        if 0 <= table.rowViewportPosition(line) < table.viewport().height()
    ]


def test_the_table_shows_whole_rows_at_any_height_and_leaves_no_gap(
    qtbot: QtBot, importing: Importing, panel: ImportPanel, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addStretch(1)
    layout.addWidget(panel)
    window.show()
    shown = []
    for count, high in ((1, 560), (20, 560), (20, 430), (20, 900)):
        window.resize(900, high)
        importing.set_aside.emit([tmp_path / f"{number}.md" for number in range(count)])
        qtbot.waitUntil(lambda high=high: window.height() == high and not panel.table._soon.isActive())
        assert sum(rows_in_sight(panel)) == panel.table.viewport().height()
        shown.append(len(rows_in_sight(panel)))
    assert shown[0] == 1 < shown[2] < shown[1] <= shown[3]


def test_what_is_told_of_a_file_is_shown_whole_in_a_narrow_window_too(
    qtbot: QtBot, importing: Importing, panel: ImportPanel, tmp_path: Path
) -> None:
    panel.resize(1400, 300)
    panel.show()
    why = "这份文件读不出来，" * 8
    importing.file_done.emit(
        AddResult(str(tmp_path / "甲.pdf"), "甲.pdf", None, "failed", issues=(Issue("damaged", why),))
    )
    importing.add_finished.emit(AddSummary(1, 1, 0))
    heights = []
    for wide in (1400, 760):
        panel.resize(wide, 300)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not panel.table._soon.isActive())
        assert panel.table.rowHeight(0) >= panel.table.sizeHintForRow(0)
        heights.append(panel.table.rowHeight(0))
    assert heights[0] < heights[1]
