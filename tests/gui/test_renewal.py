"""Another window in place of one that looked otherwise: what goes on in it, and what it waits for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.document import Document, Strength
from app.domain.where import SearchRequest, Where
from app.foundation.codec import to_plain
from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import CancelToken, Job
from app.foundation.settings import Settings, load_settings
from app.gui.application import Application
from app.gui.main_window import MainWindow
from app.gui.parts.desk import COMPARE, SEARCH, WORK
from app.gui.parts.printing import new_printer
from app.gui.road.bridge import JobRoad
from app.gui.settings.saving import SettingsSaver
from app.ingest.lines import ReadOptions
from app.ingest.reading import DocumentReader
from app.workspace import Workspace
from tests.gui.conftest import OpenWindow

PAIR = ("Q/ZS 101-2021", "Q/ZS 101-2025")


@pytest.fixture
def application(workspace: Workspace, open_window: OpenWindow) -> Application:
    return open_window(workspace)


def renew(qtbot: QtBot, application: Application, workspace: Workspace) -> MainWindow:
    first = application.window
    application.use_settings(replace(workspace.settings, theme="dark"))
    qtbot.waitUntil(lambda: application.window is not first)
    qtbot.waitUntil(lambda: application.window.is_complete)
    return application.window


def test_adding_that_rests_rests_in_the_next_window_too(
    qtbot: QtBot, application: Application, workspace: Workspace
) -> None:
    importing = application.window.bringing_in.importing
    qtbot.waitUntil(lambda: not importing.is_adding)
    importing.reread(workspace, [workspace.documents()[0].id])
    with qtbot.waitSignal(importing.paused):
        importing.pause()
    renewed = renew(qtbot, application, workspace)
    went_on = renewed.bringing_in.importing
    qtbot.waitUntil(lambda: went_on.is_paused)
    assert renewed.bringing_in.panel.pause.text() == "继续"
    with qtbot.waitSignal(went_on.add_finished) as finished:
        went_on.go_on()
    assert finished.args[0].finished == 1


def test_what_is_read_again_is_read_to_the_end_in_the_next_window(
    qtbot: QtBot, application: Application, workspace: Workspace
) -> None:
    importing = application.window.bringing_in.importing
    qtbot.waitUntil(lambda: not importing.is_adding)
    ids = [entry.id for entry in workspace.documents()]
    importing.reread(workspace, ids)
    renewed = renew(qtbot, application, workspace)
    with qtbot.waitSignal(renewed.bringing_in.importing.add_finished) as finished:
        pass
    assert finished.args[0].finished == len(ids)


def test_the_looks_wait_for_the_scan_in_hand_and_what_was_added_stays_told(
    qtbot: QtBot, application: Application, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = application.window
    qtbot.waitUntil(lambda: not first.bringing_in.importing.is_adding)
    let_go = threading.Event()
    read = DocumentReader.read

    def recognise(
        reader: DocumentReader, path: Path, cancel: CancelToken, *, file: str, options: ReadOptions, data: bytes = b""
    ) -> Document:
        if file == "2 扫描.md":
            options.on_page(0, 9)
            assert let_go.wait(60)
        return read(reader, path, cancel, file=file, options=options, data=data)

    monkeypatch.setattr(DocumentReader, "read", recognise)
    folder = tmp_path / "new"
    folder.mkdir()
    for name in ("1 甲.md", "2 扫描.md", "3 乙.md"):
        (folder / name).write_text(f"# {name}\n\n1 范围\n\n本标准适用于{name}。\n", encoding="utf-8")
    application.add_paths([folder])
    qtbot.waitUntil(lambda: first.bringing_in.importing.is_recognising)
    application.use_settings(replace(workspace.settings, theme="dark"))
    qtbot.wait(700)
    assert application.window is first
    let_go.set()
    qtbot.waitUntil(lambda: application.window is not first)
    qtbot.waitUntil(lambda: application.window.is_complete)
    renewed = application.window.bringing_in
    names = [row.file for row in renewed.panel.model.rows]
    assert names[:2] == ["1 甲.md", "2 扫描.md"]
    with qtbot.waitSignal(renewed.importing.add_finished) as finished:
        pass
    assert finished.args[0].finished == 3


def test_files_that_come_before_the_next_window_is_complete_are_added(
    qtbot: QtBot, application: Application, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "新来的.md"
    file.write_text("# 新来的车\n\n1 范围\n\n本标准适用于新来的车。\n", encoding="utf-8")
    take_over = MainWindow.take_over
    was_complete: list[bool] = []

    def add_at_once(window: MainWindow, *left: Any) -> None:
        take_over(window, *left)
        was_complete.append(window.is_complete)
        application.add_paths([file])

    monkeypatch.setattr(MainWindow, "take_over", add_at_once)
    application.use_settings(replace(workspace.settings, theme="dark"))
    qtbot.waitUntil(lambda: was_complete == [False])
    qtbot.waitUntil(lambda: file.name in [entry.file for entry in workspace.documents()])


def test_the_looks_wait_for_an_open_dialog(qtbot: QtBot, application: Application, workspace: Workspace) -> None:
    first = application.window
    box = QMessageBox(first)
    box.open()
    application.use_settings(replace(workspace.settings, theme="dark"))
    qtbot.wait(700)
    assert application.window is first
    box.close()
    qtbot.waitUntil(lambda: application.window is not first)


def test_a_setting_that_has_not_come_to_rest_is_kept_when_the_window_closes(
    application: Application, workspace: Workspace
) -> None:
    saver = application.window.others.settings.saver
    saver.begin(workspace.settings)
    saver.change("retention_days", 77)
    application.close()
    assert load_settings(workspace.paths.settings).retention_days == 77


@pytest.fixture
def held(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The first save of settings is held on its thread until this is set."""
    gate, save = threading.Event(), workspace.save_settings
    saved: list[Settings] = []

    def slowly(settings: Settings) -> tuple[str, ...]:
        saved.append(settings)
        if len(saved) == 1:
            gate.wait()
        return save(settings)

    monkeypatch.setattr(workspace, "save_settings", slowly)
    yield gate
    gate.set()


def saver_of(application: Application, workspace: Workspace) -> SettingsSaver:
    saver = application.window.others.settings.saver
    saver.begin(workspace.settings)
    return saver


def test_history_that_is_to_be_kept_after_all_is_kept_though_the_window_closes_while_a_save_runs(
    application: Application, workspace: Workspace, held: threading.Event
) -> None:
    workspace.conversations.create("要留下的")
    saver = saver_of(application, workspace)
    saver.change("keep_history", False)
    saver.save()
    saver.change("keep_history", True)
    threading.Timer(0.2, held.set).start()
    application.close()
    with Workspace.open(workspace.paths.root) as reader:
        assert reader.settings.keep_history
        assert [each.title for each in reader.conversations.list()] == ["要留下的"]


def test_what_changes_while_a_save_fails_is_saved(
    qtbot: QtBot, application: Application, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, save = threading.Event(), workspace.save_settings
    failing = iter([True])

    def once_broken(settings: Settings) -> tuple[str, ...]:
        if next(failing, False):
            gate.wait()
            raise EnvironmentFault("磁盘已满", "请腾出空间。")
        return save(settings)

    monkeypatch.setattr(workspace, "save_settings", once_broken)
    saver = saver_of(application, workspace)
    saver.change("retention_days", 77)
    saver.save()
    saver.change("retention_days", 78)
    saver.save()
    gate.set()
    qtbot.waitUntil(lambda: load_settings(workspace.paths.settings).retention_days == 78)


def test_settings_changed_before_the_looks_change_are_kept_though_a_save_runs(
    qtbot: QtBot, application: Application, workspace: Workspace, held: threading.Event
) -> None:
    first, saver = application.window, saver_of(application, workspace)
    saver.change("retention_days", 76)
    saver.save()
    saver.change("retention_days", 77)
    application.use_settings(replace(workspace.settings, theme="dark"))
    assert not first.isEnabled()  # what is clicked now would not be done
    held.set()
    qtbot.waitUntil(lambda: application.window is not first)
    assert load_settings(workspace.paths.settings).retention_days == 77
    assert application.window.isEnabled()


def test_looks_that_change_once_more_meanwhile_make_one_window(
    qtbot: QtBot, application: Application, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, gate = application.window, threading.Event()
    made: list[object] = []
    make = application._make_window
    monkeypatch.setattr(application, "_make_window", lambda state: made.append(state) or make(state))
    application.road.start(Job("deaf", lambda _: gate.wait(), lambda _: None, lambda _: None))
    application.use_settings(replace(workspace.settings, theme="dark"))
    application.use_settings(replace(workspace.settings, theme="light", font_size=120))
    gate.set()
    qtbot.waitUntil(lambda: application.window is not first)
    qtbot.waitUntil(lambda: application.window.is_complete)
    qtbot.wait(100)
    assert len(made) == 1


def test_a_window_closes_while_it_prints(
    qtbot: QtBot, application: Application, workspace: Workspace, tmp_path: Path
) -> None:
    paged = next(entry for entry in workspace.documents() if entry.pages)
    printer = new_printer("试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "pages.pdf"))
    pages = application.window.reader.printer
    pages.print_pages(paged.id, printer, [1] * 50)
    qtbot.waitUntil(lambda: (tmp_path / "pages.pdf").exists())
    assert application.window.is_busy
    application.close()
    assert not pages.is_printing


def test_winding_up_waits_for_what_runs_and_takes_nothing_more_but_what_is_changed_by_a_click(qtbot: QtBot) -> None:
    owner = QObject()
    road, gate = JobRoad(owner), threading.Event()
    heard: list[str] = []

    def deaf(_: object) -> None:
        gate.wait()

    road.start(Job("deaf", deaf, lambda _: None, lambda _: None))

    def last() -> None:
        road.start(Job("last", lambda _: heard.append("last"), lambda _: None, lambda _: None, quick=True))

    road.wind_up(last, lambda: heard.append("wound up"))
    assert road.start(Job("late", lambda _: heard.append("late"), lambda _: None, lambda _: None)).is_cancelled
    road.start(Job("changed", lambda _: heard.append("changed"), lambda _: None, lambda _: None, quick=True))
    qtbot.wait(100)
    assert heard == ["last", "changed"]
    gate.set()
    qtbot.waitUntil(lambda: heard == ["last", "changed", "wound up"])


def test_text_work_goes_on_in_the_next_window_and_at_the_next_start(
    qtbot: QtBot, application: Application, workspace: Workspace
) -> None:
    work = application.window.others.work
    document = workspace.documents()[0].id
    application.window.show_page(WORK)
    work.make_checklist(document)
    qtbot.waitUntil(lambda: work.checklist.finished is not None and not work.is_running)
    work.classification.categories.setPlainText("消防")
    renewed = renew(qtbot, application, workspace)
    went_on = renewed.others.work
    qtbot.waitUntil(lambda: went_on.checklist.finished is not None)
    assert went_on.picker.document == document
    assert went_on.classification.categories.toPlainText() == "消防"
    state = renewed.state()["work"]
    assert isinstance(state, dict)
    assert state["document"] == document


def test_what_was_written_searched_and_compared_is_there_again_after_a_restart(
    qtbot: QtBot, application: Application, workspace: Workspace
) -> None:
    window = application.window
    older, newer = sorted(entry.id for entry in workspace.documents() if entry.metadata.number in PAIR)
    window.chat.question.write("推手应该")
    window.others.search.search("推手")
    window.others.compare.open(older, newer)
    work = window.others.work
    work.summary.topic.setText("推手")
    work.checklist.topic.setText("车轮")
    work.checklist.strengths[Strength.MAY].click()
    qtbot.waitUntil(lambda: bool(window.others.search.parts.model.found))
    found = len(window.others.search.parts.model.found)
    state = json.loads(json.dumps(window.kept_state()))

    again = Application(lambda: Workspace.open(workspace.paths.root), state=state)
    qtbot.addWidget(again.window)
    with qtbot.waitSignal(again.window.listed):
        again.window.show()
    assert again.window.chat.question.edit.toPlainText() == "推手应该"
    unseen = json.loads(json.dumps(again.window.kept_state()))
    assert unseen["compare"] == state["compare"]
    assert unseen["search"] == state["search"]
    assert again.window.others.work.summary.topic.text() == "推手"
    assert again.window.others.work.checklist.topic.text() == "车轮"
    assert unseen["work"]["strengths"] == ["shall", "may"]
    again.window.show_page(SEARCH)
    qtbot.waitUntil(lambda: len(again.window.others.search.parts.model.found) == found)
    again.window.show_page(COMPARE)
    compared = again.window.others.compare
    qtbot.waitUntil(lambda: (compared.older.document, compared.newer.document) == (older, newer))
    again.close()


def test_nothing_that_was_written_is_remembered_where_no_history_is_wanted(
    qtbot: QtBot, application: Application, workspace: Workspace
) -> None:
    workspace.save_settings(replace(workspace.settings, keep_history=False))
    window = application.window
    window.chat.question.write("某某案件")
    window.others.search.search("某某案件")
    window.others.work.summary.topic.setText("某某案件")
    compare = window.others.compare
    compare.open(*sorted(entry.id for entry in workspace.documents() if entry.metadata.number in PAIR))
    qtbot.waitUntil(lambda: compare.texts.table is not None)
    compare.texts.bar.topic_asked.emit("某某案件")
    qtbot.waitUntil(lambda: compare.texts.topic == "某某案件")
    assert "某某" in json.dumps(window.state(), ensure_ascii=False)
    kept = window.kept_state()
    assert "某某" not in json.dumps(kept, ensure_ascii=False)
    assert kept["compare"]["older"] == compare.older.document, "which is not written"


def test_what_was_left_is_not_laid_over_what_is_written_before_the_workspace_is_open(
    qtbot: QtBot, workspace: Workspace
) -> None:
    gone = SearchRequest("推手", Where(document="f" * 16))
    search = {"request": to_plain(gone), "found": True}
    again = Application(lambda: workspace, state={"question": "早先的", "search": search})
    qtbot.addWidget(again.window)
    again.window.chat.question.write("刚写的")
    assert again.window.kept_state()["question"] == "早先的", "nothing is lost by a window that opens no workspace"
    with qtbot.waitSignal(again.window.listed):
        again.window.show()
    assert again.window.chat.question.edit.toPlainText() == "刚写的"
    page = again.window.others.search
    assert page.request() == SearchRequest("推手"), "a document that has gone is left out"
    again.close()


def test_a_checklist_speaks_the_language_of_the_next_window(
    qtbot: QtBot, application: Application, workspace: Workspace
) -> None:
    work = application.window.others.work
    application.window.show_page(WORK)
    work.make_checklist(workspace.documents()[0].id)
    qtbot.waitUntil(lambda: work.checklist.finished is not None and not work.is_running)
    assert work.checklist.finished is not None
    assert "条款" in [column.head for column in work.checklist.finished.columns]
    quotes = [row[-1][0].text for row in work.checklist.finished.rows]
    first = application.window
    application.use_settings(replace(workspace.settings, language="en"))
    qtbot.waitUntil(lambda: application.window is not first)
    qtbot.waitUntil(lambda: application.window.is_complete)
    went_on = application.window.others.work.checklist
    qtbot.waitUntil(lambda: went_on.finished is not None)
    assert went_on.finished is not None
    assert [column.head for column in went_on.finished.columns] == ["Clause", "Wording", "Requirement"]
    assert "checklist" in went_on.finished.report.title.lower()
    assert [row[-1][0].text for row in went_on.finished.rows] == quotes
