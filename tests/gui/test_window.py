"""Opening, dropping, adding, closing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from app.domain.document import DocumentStatus
from app.foundation.errors import EnvironmentFault, WorkspaceBusy
from app.gui.application import Application
from app.gui.main_window import MainWindow
from app.gui.parts.desk import CHAT, LIBRARY
from app.gui.road.session import Session
from app.gui.start import require_display
from app.library.entries import Entry
from app.workspace import Workspace
from app.workspace.adding import Adder, AddResult
from tests.gui.conftest import OpenWindow
from tests.gui.fakes import FakeSession, entry


def document(number: int) -> Entry:
    return entry(f"{number:016x}", f"Q/ABC {number:03}", "标准", pages=number, status=DocumentStatus.IN_FORCE)


def held(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def drag_over(window: MainWindow, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dragEnterEvent(event)
    return event


def drop(window: MainWindow, data: QMimeData) -> None:
    window.dropEvent(
        QDropEvent(
            QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_the_window_is_painted_before_the_workspace_is_opened(qtbot: QtBot, session: FakeSession) -> None:
    may_open, opened = threading.Event(), threading.Event()

    def opener() -> Session:
        opened.set()
        may_open.wait(5)
        return session

    application = Application(opener)
    qtbot.addWidget(application.window)
    assert not opened.is_set()
    with qtbot.waitSignal(application.window.painted):
        application.window.show()
    with qtbot.waitSignal(application.window.listed):
        may_open.set()
    application.close()


def test_a_busy_workspace_is_told_with_the_next_step_and_can_be_tried_again(qtbot: QtBot, session: FakeSession) -> None:
    attempts: list[int] = []

    def opener() -> Session:
        attempts.append(1)
        if len(attempts) == 1:
            raise WorkspaceBusy("另一个程序正在使用这个工作区。", "请先关闭它。")
        return session

    application = Application(opener)
    qtbot.addWidget(application.window)
    application.window.show()
    welcome = application.window.welcome
    qtbot.waitUntil(lambda: welcome.problem is not None)
    assert welcome.problem is not None
    assert "另一个程序" in welcome.problem.text.text()
    assert welcome.problem.hint.text() == "请先关闭它。"
    with qtbot.waitSignal(application.window.listed):
        welcome.retry_asked.emit()
    application.close()


def test_a_list_that_cannot_be_read_is_told_and_read_again_without_opening_the_workspace_twice(
    qtbot: QtBot, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, opened = session.documents, []

    def fail_once() -> list[Entry]:
        monkeypatch.setattr(session, "documents", documents)
        raise EnvironmentFault("目录读不出。", "请修复磁盘。")

    def opener() -> Session:
        opened.append(1)
        return session

    monkeypatch.setattr(session, "documents", fail_once)
    application = Application(opener)
    qtbot.addWidget(application.window)
    application.window.show()
    welcome = application.window.welcome
    qtbot.waitUntil(lambda: welcome.problem is not None)
    assert welcome.problem is not None
    assert (welcome.problem.text.text(), welcome.problem.hint.text()) == ("目录读不出。", "请修复磁盘。")
    assert welcome.title.text() == application.window.status.state.text() == "没有读出文件列表"
    with qtbot.waitSignal(application.window.listed):
        welcome.retry_asked.emit()
    assert welcome.problem is None
    assert opened == [1]
    application.close()


def test_an_empty_library_says_what_to_do(open_window: OpenWindow) -> None:
    window = open_window(FakeSession()).window
    assert "拖到这里" in window.welcome.title.text()
    assert window.welcome.files.isVisible()


def test_dropped_files_are_added_and_embedded(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    qtbot.waitUntil(lambda: session.embeddings == 1)
    drop(window.window, held(QUrl.fromLocalFile("/documents/one.pdf"), QUrl.fromLocalFile("/documents/folder")))
    qtbot.waitUntil(lambda: session.embeddings == 2)
    assert session.added == [Path("/documents/one.pdf"), Path("/documents/folder")]
    qtbot.waitUntil(lambda: len(window.window.desk.entries) == 4)


def test_files_hanging_over_the_window_are_announced_until_they_leave(window: Application) -> None:
    event = drag_over(window.window, held(QUrl.fromLocalFile("/documents/one.pdf")))
    assert event.isAccepted()
    assert window.window.overlay.isVisible()
    drop(window.window, held())
    assert not window.window.overlay.isVisible()


def test_a_web_address_is_not_taken(window: Application, session: FakeSession) -> None:
    data = held(QUrl("https://example.invalid/standard.pdf"))
    drag_over(window.window, data)
    assert window.window.overlay.isHidden()
    drop(window.window, data)
    assert session.added == []


def test_a_file_that_fails_says_why_and_comes_first(qtbot: QtBot, window: Application) -> None:
    window.window.add_paths([Path("good.pdf"), Path("scan.pdf"), Path("damaged.pdf"), Path("other.md")])
    model = window.window.bringing_in.panel.model
    qtbot.waitUntil(lambda: window.window.bringing_in.panel.dismiss.isVisible())
    assert [(row.file, row.status) for row in model.rows] == [
        ("scan.pdf", "failed"),
        ("damaged.pdf", "partial"),
        ("good.pdf", "added"),
        ("other.md", "added"),
    ]
    assert "扫描图片" in model.rows[0].detail
    assert "第 3 页：" in model.rows[1].detail
    assert "1 个未能添加" in window.window.bringing_in.panel.title.text()


def test_adding_can_be_stopped_and_keeps_what_is_in(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    session.seconds_per_file = 0.02
    window.window.add_paths([Path(f"{number}.md") for number in range(200)])
    qtbot.waitUntil(lambda: len(session.added) >= 2)
    window.window.bringing_in.panel.cancel.click()
    qtbot.waitUntil(lambda: window.window.bringing_in.panel.dismiss.isVisible())
    assert len(session.added) < 200
    assert window.window.bringing_in.panel.title.text().startswith("已停止")
    assert all(row.status != "reading" for row in window.window.bringing_in.panel.model.rows)
    assert session.has_set_aside, "what a person stopped must not begin again at the next start"


def test_files_are_picked_where_they_were_picked_last_also_after_a_restart(
    open_window: OpenWindow, session: FakeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    answers: list[list[str]] = [[], [str(tmp_path / "标准" / "a.md")], [], [], []]

    def pick(parent: object, title: str, folder: str, *_: object) -> tuple[list[str], str]:
        begun.append(folder)
        return answers.pop(0), ""

    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileNames", pick)
    standards = tmp_path / "标准"
    standards.mkdir()
    window = open_window(session).window
    for _ in range(3):
        window.bringing_in.choose_files()
    assert begun == [str(Path.home()), str(Path.home()), str(standards)]
    other = Application(lambda: session, state=window.kept_state())
    other.window.complete()
    other.window.bringing_in.choose_files()
    assert begun[-1] == str(standards)
    standards.rmdir()
    other.window.bringing_in.choose_files()
    assert begun[-1] == str(Path.home()), "the folder is gone"
    other.close()
    other.window.deleteLater()


def test_files_that_wait_already_are_answered(
    qtbot: QtBot, open_window: OpenWindow, empty_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = open_window(empty_workspace)
    go_on = threading.Event()
    read = Adder._read_and_store
    monkeypatch.setattr(Adder, "_read_and_store", lambda *what: go_on.wait(10) and read(*what))
    file = tmp_path / "手推车.md"
    file.write_text("1 范围\n\n本标准适用于手推车。\n", encoding="utf-8")
    application.window.add_paths([file])
    qtbot.waitUntil(lambda: empty_workspace.waiting_files() == 1)
    with qtbot.waitSignal(application.window.desk.said) as said:
        application.window.add_paths([file])
    assert "这 1 个文件已在等待添加" in said.args[0]
    assert application.window.status.state.text().startswith("正在添加 1 / 1")
    with qtbot.waitSignal(application.window.bringing_in.importing.add_finished):
        go_on.set()
    qtbot.waitUntil(lambda: application.window.status.state.text().startswith("就绪 · 1 份文件"))


def test_a_drop_after_a_stop_is_a_run_of_its_own_and_what_was_stopped_stays_forgotten(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    session.seconds_per_file = 0.02
    window.window.add_paths([Path(f"{number}.md") for number in range(200)])
    qtbot.waitUntil(lambda: len(session.added) >= 2)
    imports = window.window.bringing_in.panel
    imports.cancel.click()
    window.window.add_paths([Path(f"new{number}.md") for number in range(3)])
    assert imports.cancel.isEnabled(), "the new run can be stopped too"
    qtbot.waitUntil(lambda: imports.dismiss.isVisible())
    assert session.has_set_aside
    assert [path.name for path in session.added if path.name.startswith("new")] == ["new0.md", "new1.md", "new2.md"]
    assert len(session.added) < 200
    assert imports.title.text().startswith("添加完毕")


def test_a_run_that_breaks_off_is_not_announced_as_done(
    qtbot: QtBot, window: Application, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise EnvironmentFault("磁盘已满。", "请腾出空间。")

    monkeypatch.setattr(session, "add", break_off)
    window.window.add_paths([Path("one.md")])
    imports = window.window.bringing_in.panel
    qtbot.waitUntil(lambda: imports.dismiss.isVisible())
    assert imports.title.text() == "添加没有完成。 0 个文件可用。"
    assert imports.problem.isVisible()
    assert (imports.problem.text.text(), imports.problem.hint.text()) == ("磁盘已满。", "请腾出空间。")
    assert imports.model.rows == [], "no file of that name was dropped"
    assert imports.table.isHidden(), "there is no file to tell of"


def test_a_run_that_breaks_off_is_told_at_the_end_of_those_that_waited_and_forgotten_by_the_next(
    qtbot: QtBot, window: Application, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = session.add

    def break_off_once(*_: Any, **__: Any) -> list[AddResult]:
        monkeypatch.setattr(session, "add", add)
        raise EnvironmentFault("磁盘已满。", "请腾出空间。")

    monkeypatch.setattr(session, "add", break_off_once)
    window.window.add_paths([Path("one.md")])
    window.window.add_paths([Path("two.md")])
    imports = window.window.bringing_in.panel
    qtbot.waitUntil(lambda: imports.dismiss.isVisible())
    assert imports.title.text() == "添加没有完成。 1 个文件可用。"
    window.window.add_paths([Path("three.md")])
    assert imports.problem.isHidden()
    qtbot.waitUntil(lambda: imports.dismiss.isVisible())
    assert imports.title.text() == "添加完毕。 1 个文件可用。"


def test_a_second_drop_while_adding_waits_its_turn(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    session.seconds_per_file = 0.02
    window.window.add_paths([Path("first.md"), Path("second.md")])
    window.window.add_paths([Path("third.md")])
    qtbot.waitUntil(lambda: window.window.bringing_in.panel.dismiss.isVisible())
    assert [path.name for path in session.added] == ["first.md", "second.md", "third.md"]
    assert len(window.window.bringing_in.panel.model.rows) == 3


def test_files_that_a_kill_interrupted_are_finished_on_opening(qtbot: QtBot, open_window: OpenWindow) -> None:
    session = FakeSession(interrupted=[Path("interrupted.md")])
    window = open_window(session).window
    qtbot.waitUntil(lambda: session.embeddings == 1)
    assert session.added == [Path("interrupted.md")]
    assert window.bringing_in.panel.isVisible()


def test_nothing_to_resume_shows_no_panel(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    qtbot.waitUntil(lambda: session.embeddings == 1)
    assert window.window.bringing_in.panel.isHidden()


def test_control_l_brings_back_the_question(qtbot: QtBot, window: Application) -> None:
    window.window.show_page(LIBRARY)
    window.window.activateWindow()
    qtbot.keyClick(window.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.window.page == CHAT)
    assert window.window.chat.question.edit.hasFocus()


def test_closing_ends_the_jobs_and_closes_the_workspace(qtbot: QtBot, session: FakeSession) -> None:
    session.seconds_per_file = 0.02
    application = Application(lambda: session)
    qtbot.addWidget(application.window)
    with qtbot.waitSignal(application.window.listed):
        application.window.show()
    application.window.add_paths([Path(f"{number}.md") for number in range(500)])
    qtbot.waitUntil(lambda: bool(session.added))
    application.close()
    assert session.is_closed
    assert len(session.added) < 500
    assert not session.has_set_aside, "what the closing interrupted is resumed"


def test_without_a_display_the_terminal_is_offered_instead_of_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(EnvironmentFault) as caught:
        require_display()
    assert "ask" in caught.value.hint
