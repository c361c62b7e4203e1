"""One window a workspace, how it looks, and what it remembers."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app.domain.answer import Mode
from app.foundation.errors import WorkspaceBusy
from app.foundation.jobs import ProgressEvent
from app.foundation.messages import tr
from app.foundation.settings import Settings
from app.gui.application import Application
from app.gui.parts.desk import CHAT, LIBRARY
from app.gui.shell.instance import InstanceServer, hand_over, server_name
from app.gui.shell.status_strip import EMBED_STAGE
from app.gui.shell.window_state import load_window_state, save_window_state
from app.gui.style.theme import dark_theme, light_theme, scaled
from tests.gui.fakes import FakeSession

SECOND_START = (
    "import sys, pathlib; from PySide6.QtCore import QCoreApplication; from app.gui.shell.instance import hand_over; "
    "application = QCoreApplication([]); root, *files = map(pathlib.Path, sys.argv[1:]); "
    "sys.exit(0 if hand_over(root, files) else 1)"
)


def test_a_second_start_hands_its_files_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    server = InstanceServer(tmp_path)
    heard: list[tuple[Path, ...]] = []
    server.asked.connect(heard.append)
    second = subprocess.Popen([sys.executable, "-c", SECOND_START, str(tmp_path), str(tmp_path / "标准.pdf")])
    qtbot.waitUntil(lambda: second.poll() is not None)
    server.close()
    assert second.returncode == 0
    assert heard == [(tmp_path / "标准.pdf",)]


def test_a_window_that_is_held_up_keeps_its_name_and_takes_the_files_later(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.shell.instance.BUSY_MS", 50)
    server = InstanceServer(tmp_path)
    heard: list[tuple[Path, ...]] = []
    server.asked.connect(heard.append)
    assert hand_over(tmp_path, [tmp_path / "标准.pdf"])  # no event loop turns meanwhile
    later = InstanceServer(tmp_path)
    assert not later.is_listening
    qtbot.waitUntil(lambda: heard == [(tmp_path / "标准.pdf",)])
    with pytest.raises(WorkspaceBusy):  # more than the system holds for it
        hand_over(tmp_path, [tmp_path / ("标准" * 40)] * 5000)
    server.close()


def test_a_name_that_a_killed_window_has_left_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(server_name(tmp_path))
    left.close()
    server = InstanceServer(tmp_path)
    assert server.is_listening
    server.close()


def test_only_a_socket_of_this_user_is_written_to(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = InstanceServer(tmp_path)
    monkeypatch.setattr("app.gui.shell.instance.os.getuid", lambda: -2)
    assert not hand_over(tmp_path, [tmp_path / "标准.pdf"])
    server.close()


def test_any_name_and_any_number_of_files_is_handed_over(qtbot: QtBot, tmp_path: Path) -> None:
    server = InstanceServer(tmp_path)
    heard: list[tuple[Path, ...]] = []
    server.asked.connect(heard.append)
    names = [tmp_path / f"建筑设计防火规范{number}.pdf" for number in range(9_000)] + [tmp_path / "\udcff\n.pdf"]
    second = subprocess.Popen([sys.executable, "-c", SECOND_START, str(tmp_path), *map(str, names)])
    qtbot.waitUntil(lambda: second.poll() is not None)
    server.close()
    assert second.returncode == 0
    assert heard == [tuple(names)]


@pytest.mark.parametrize("message", [b"[" * 100_000, b"{}", b"[1]", b"\xff"])
def test_what_no_start_has_written_is_told_as_not_understood(qtbot: QtBot, tmp_path: Path, message: bytes) -> None:
    server = InstanceServer(tmp_path)
    heard: list[object] = []
    server.asked.connect(heard.append)
    other = QLocalSocket()
    other.connectToServer(server_name(tmp_path))
    other.write(message + b"\n")
    qtbot.waitUntil(other.canReadLine)
    assert bytes(other.readLine().data()) == b"no\n"
    other.close()
    server.close()
    assert heard == []


def test_without_a_first_window_nothing_is_handed_over(qtbot: QtBot, tmp_path: Path) -> None:
    assert not hand_over(tmp_path, [tmp_path / "标准.pdf"])


def test_every_workspace_has_a_window_of_its_own(tmp_path: Path) -> None:
    assert server_name(tmp_path / "甲") != server_name(tmp_path / "乙")


def test_files_that_come_before_the_workspace_is_open_are_added_then(qtbot: QtBot, session: FakeSession) -> None:
    application = Application(lambda: session)
    qtbot.addWidget(application.window)
    application.add_paths([Path("/documents/new.pdf")])
    qtbot.waitUntil(lambda: session.added == [Path("/documents/new.pdf")])
    application.close()


def test_the_window_changes_its_looks_and_words_and_keeps_its_place(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    first = window.window
    first.show_page(LIBRARY)
    window.use_settings(Settings(theme="dark", language="en", font_size=120))
    qtbot.waitUntil(lambda: window.window is not first)
    qtbot.waitUntil(lambda: window.window.is_complete and window.window.page == LIBRARY)
    assert window.window.desk.theme.colours == dark_theme().colours
    assert window.window.desk.theme.sizes.text == 12
    assert tr("第 {page} 页", page=1) == "page 1"


def test_the_looks_wait_for_the_answer(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    session.gate = threading.Event()
    first = window.window
    first.chat.ask("制动距离？", first.chat.question.mode)
    qtbot.waitUntil(lambda: bool(session.asked))
    window.use_settings(Settings(theme="dark"))
    assert window.window is first
    session.gate.set()
    qtbot.waitUntil(lambda: window.window is not first)


def test_larger_type_makes_no_smaller_rail() -> None:
    assert scaled(light_theme(), 80).sizes.rail == light_theme().sizes.rail
    assert scaled(light_theme(), 150).sizes.text == 15


def test_what_was_put_off_is_done_before_the_window_closes(qtbot: QtBot, session: FakeSession) -> None:
    application = Application(lambda: session)
    qtbot.addWidget(application.window)
    with qtbot.waitSignal(application.window.listed):
        application.window.show()
    desk, done = application.window.desk, threading.Event()
    desk.do_unless_undone(
        "已删除", lambda: desk.run("remove", lambda *_: done.set(), lambda _: None, writes=True) and None, lambda: None
    )
    application.close()
    assert done.is_set()


def test_the_window_stands_where_it_stood(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    assert load_window_state(file) == {}
    save_window_state(file, {"page": CHAT})
    assert load_window_state(file) == {"page": CHAT}


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00", '"page"'])
def test_a_broken_memory_is_no_reason_not_to_open(tmp_path: Path, text: str) -> None:
    file = tmp_path / "window.json"
    file.write_text(text)
    assert load_window_state(file) == {}


def test_the_foot_and_the_first_page_count_what_is_left_at_once(qtbot: QtBot, window: Application) -> None:
    main = window.window
    count = len(main.desk.entries)
    main.show_page(LIBRARY)
    main.library.view.select(main.desk.entries[0].id)
    main.library.actions_of_selection.remove.trigger()
    assert f" {count - 1} 份" in main.status.state.text()
    assert f" {count - 1} 份" in main.welcome.line.text()
    main.toasts.undo()
    assert f" {count} 份" in main.status.state.text()
    assert f" {count} 份" in main.welcome.line.text()


def test_vectors_are_not_offered_to_be_made_from_when_their_making_is_sure_until_it_rests(
    qtbot: QtBot, window: Application
) -> None:
    main = window.window
    importing = main.bringing_in.importing
    qtbot.waitUntil(lambda: not main.desk.vectors_under_way)
    importing.embed(main.desk.session)
    assert main.desk.vectors_under_way, "before its first batch"
    qtbot.waitUntil(lambda: not main.desk.vectors_under_way)
    importing.resume(main.desk.session)
    assert main.desk.vectors_under_way, "what is added comes first"
    qtbot.waitUntil(lambda: not main.desk.vectors_under_way)
    importing.embed_progressed.emit(ProgressEvent(EMBED_STAGE, 1, 9))
    importing.embed_stopped.emit()
    assert main.status.vectors.text() == main.desk.vectors_under_way == ""


def test_the_library_is_not_asked_about_what_was_removed_and_offers_no_undo(window: Application) -> None:
    main = window.window
    done: list[str] = []
    for ask in (lambda: main.others.search.search("推手"), lambda: main.chat.ask("推手？", Mode.VERBATIM)):
        main.desk.do_unless_undone("已移除", lambda: done.append("deed"), lambda: None)
        main.toasts._offer.timed_out.emit()
        assert main.toasts.undo_action.isEnabled()
        ask()
        assert not main.toasts.undo_action.isEnabled()
    assert done == ["deed", "deed"]
