"""Libraries, backups and updates in the window: a real workspace, real sealed files, the samples and two tiny pages."""

from __future__ import annotations

import io
import platform
import shutil
import sys
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.assistant.events import AskRequest
from app.domain.answer import Answer, Mode
from app.foundation.codec import to_plain
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.foundation.messages import use_language
from app.gui.application import Application
from app.gui.carrying.library_sheet import LibrarySheet
from app.gui.carrying.outcome import OutcomeBox
from app.gui.main_window import MainWindow
from app.gui.parts.desk import LIBRARY, SETTINGS
from app.gui.shell.palette import commands_of
from app.gui.start import start_again
from app.installation import updates
from app.installation.updates import APPLICATION, AboutUpdate
from app.installation.versions import Versions
from app.library.database import Database
from app.library.transfer.snapshot import Scope
from app.library.vectors import VectorStore
from app.security.sealed import BLOCK, Manifest
from app.security.sealing import Content, seal
from app.security.signing import own_key
from app.workspace import Workspace
from app.workspace.models import ModelRoles
from tests.fakes import HashEmbedder
from tests.gui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there

MODEL = HashEmbedder().model_id
QUESTION = "金丝雀的悄悄话是什么？"
PAGES = {
    "Q_ZS 900-2026.md": "# Q/ZS 900-2026 小推车\n\n## 4 要求\n\n4.1 扶手应高于 850 mm。\n",
    "Q_ZS 901-2026.md": "# Q/ZS 901-2026 大推车\n\n## 4 要求\n\n4.1 扶手宜高于 900 mm。\n",
}


@pytest.fixture(scope="module")
def colleague(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A colleague's library of two documents with vectors, and a backup of it with a conversation."""
    folder = tmp_path_factory.mktemp("colleague")
    files = folder / "files"
    files.mkdir()
    for name, text in PAGES.items():
        (files / name).write_text(text, encoding="utf-8")
    root = folder / "workspace"
    with Workspace.open(root, writing=True) as workspace:
        workspace.add([files], Progress())
        conversation = workspace.conversations.create(QUESTION)
        workspace.conversations.append(conversation.id, Answer(question=QUESTION, mode=Mode.VERBATIM, text="没有。"))
    with Database(root / "catalogue.sqlite3") as database:
        store = VectorStore(database)
        missing = store.missing(MODEL, 100)
        store.put(MODEL, [(each.text_hash, np.full(256, 0.0625, np.float32)) for each in missing])
    with Workspace.open(root, writing=True) as workspace:
        workspace.carrying.pack(folder / "推车.zslib", Scope(), "张工", Progress())
        workspace.carrying.pack(folder / "备份.zslib", Scope(private=True), "张工", Progress())
    return folder


@pytest.fixture
def given(colleague: Path, tmp_path: Path) -> Path:
    """The colleague's library, in a place of our own."""
    return Path(shutil.copy(colleague / "推车.zslib", tmp_path / "推车.zslib"))


@pytest.fixture
def main(workspace: Workspace, open_window: OpenWindow) -> MainWindow:
    return open_window(workspace).window


def sheet_of(qtbot: QtBot, window: MainWindow) -> LibrarySheet:
    qtbot.waitUntil(lambda: window.carrying.taking_in.sheet is not None)
    sheet = window.carrying.taking_in.sheet
    assert sheet is not None
    return sheet


def agree(qtbot: QtBot, window: MainWindow) -> None:
    sheet = sheet_of(qtbot, window)
    if not sheet.found.is_trusted:
        sheet.compared.click()
    sheet.start.click()


def ended(qtbot: QtBot, window: MainWindow, count: int = 1) -> OutcomeBox:
    """How the last thing ended."""
    qtbot.waitUntil(
        lambda: len(window.carrying.strip.outcomes) == count and not window.carrying.is_busy, timeout=20_000
    )
    return window.carrying.strip.outcomes[-1]


def titles(workspace: Workspace) -> set[str]:
    return {entry.metadata.title for entry in workspace.documents()}


def stopping(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """Press stop once, when the work has come to that stage."""
    report = Progress.report
    seen: list[CancelToken] = []

    def reporting(self: Progress, at: str, done: int, total: int | None = None, item: str = "") -> None:
        if at == stage and done and not seen:
            seen.append(self.cancel)
            self.cancel.cancel()
        report(self, at, done, total, item)

    monkeypatch.setattr(Progress, "report", reporting)


# A library comes in


def test_a_dropped_library_is_shown_and_taken_in_once_its_signature_was_compared(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path
) -> None:
    before = len(workspace.documents())
    main.add_paths([given])
    sheet = sheet_of(qtbot, main)
    facts = {title: label.text() for title, label in sheet.facts.items()}
    assert facts["谁做的"].startswith("张工")
    assert facts["内容"].startswith("2 份文件")
    assert facts["这里已有"] == "都是新的"
    assert sheet.fingerprint.text() == workspace.carrying.look_at(given).signer.fingerprint
    assert not sheet.start.isEnabled(), "nobody has compared the fingerprint"
    sheet.compared.click()
    sheet.start.click()
    box = ended(qtbot, main)
    assert "新增 2 份，已有 0 份" in box.text.text()
    assert {"小推车", "大推车"} <= titles(workspace)
    qtbot.waitUntil(lambda: len(main.desk.entries) == before + 2)
    assert main.bringing_in.panel.isHidden(), "it has not gone to the queue of files"

    main.add_paths([given])
    again = sheet_of(qtbot, main)
    assert again.found.is_trusted
    assert again.start.isEnabled()
    again.start.click()
    assert "新增 0 份，已有 2 份" in ended(qtbot, main).text.text()


def test_vectors_come_along_and_are_not_made_again(
    qtbot: QtBot, open_window: OpenWindow, empty_workspace: Workspace, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = HashEmbedder()
    monkeypatch.setattr(ModelRoles, "embedder", embedder)
    window = open_window(empty_workspace).window
    window.add_paths([given])
    assert "不用重新计算" in sheet_of(qtbot, window).facts["向量数据"].text()
    with qtbot.waitSignal(window.bringing_in.importing.embed_finished):
        agree(qtbot, window)
        assert "没有重新计算" in ended(qtbot, window).hint.text()
    assert embedder.embedded_passages == 0


def test_dropped_among_other_files_each_goes_its_way(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path, tmp_path: Path
) -> None:
    page = tmp_path / "own.md"
    page.write_text("# 自己的\n\n## 1 范围\n\n1.1 正文应短。\n", encoding="utf-8")
    with qtbot.waitSignal(main.bringing_in.importing.add_finished, timeout=30_000) as finished:
        main.add_paths([given, page])
        agree(qtbot, main)
    assert finished.args is not None
    assert (finished.args[0].finished, finished.args[0].failed) == (1, 0)
    ended(qtbot, main)
    assert {"小推车", "自己的"} <= titles(workspace)


def test_refusing_takes_nothing_in_and_trusts_nobody(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path
) -> None:
    before = titles(workspace)
    main.add_paths([given])
    sheet_of(qtbot, main).cancel.click()
    qtbot.waitUntil(lambda: main.carrying.taking_in.sheet is None)
    assert titles(workspace) == before
    assert not workspace.carrying.look_at(given).is_trusted


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda data: data[: len(data) // 2], "没有复制完整"),
        (lambda data: data.replace(b'"product":"zhunsheng', b'"product":"Zhunsheng'), "改动过"),
        (lambda data: b"GB/T 1-2020", "已损坏"),
    ],
)
def test_a_damaged_or_unsigned_file_is_refused_with_cause_and_next_step(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path, spoil: Callable[[bytes], bytes], told: str
) -> None:
    before = titles(workspace)
    given.write_bytes(spoil(given.read_bytes()))
    main.add_paths([given])
    box = ended(qtbot, main)
    assert given.name in box.text.text()
    assert told in box.text.text()
    assert "重新要一份" in box.hint.text()
    assert main.carrying.taking_in.sheet is None
    assert titles(workspace) == before


def test_damage_within_is_found_before_the_first_document(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path
) -> None:
    before = titles(workspace)
    data = bytearray(given.read_bytes())
    data[BLOCK + 8] ^= 1  # of the first document
    given.write_bytes(data)
    main.add_paths([given])
    agree(qtbot, main)
    box = ended(qtbot, main)
    assert box.outcome.tone == "danger"
    assert "内容不对" in box.text.text()
    assert titles(workspace) == before


def test_another_kind_of_signed_file_is_refused(qtbot: QtBot, main: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    path = tmp_path / "别的.zslib"
    key = own_key(tmp_path / "key")
    seal(path, [Content("x", tmp_path / "x")], lambda m: Manifest("music", "", "", "", m), key, Progress())
    main.add_paths([path])
    box = ended(qtbot, main)
    assert "别的.zslib" in box.text.text()
    assert "这不是文库包" in box.text.text()


def test_a_stopped_import_is_gone_on_with(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(workspace.documents())
    stopping(monkeypatch, "import")
    main.add_paths([given])
    agree(qtbot, main)
    box = ended(qtbot, main)
    assert "已停止导入" in box.text.text()
    assert len(workspace.documents()) == before + 1
    box.buttons[0].click()
    assert "新增 1 份，已有 1 份" in ended(qtbot, main).text.text()


def test_several_are_shown_one_after_another(qtbot: QtBot, main: MainWindow, given: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(given, tmp_path / "又一份.zslib"))
    main.add_paths([given, other])
    assert sheet_of(qtbot, main).name.text() == given.name
    agree(qtbot, main)
    qtbot.waitUntil(lambda: len(main.carrying.strip.outcomes) == 1)
    assert sheet_of(qtbot, main).name.text() == other.name
    agree(qtbot, main)
    assert "已有 2 份" in ended(qtbot, main, 2).text.text()


def test_a_library_that_a_later_start_hands_over_is_shown(
    qtbot: QtBot, open_window: OpenWindow, workspace: Workspace, given: Path
) -> None:
    """As the file manager does on a double click."""
    application = open_window(workspace)
    application.add_paths([given])
    assert sheet_of(qtbot, application.window).name.text() == given.name
    sheet_of(qtbot, application.window).reject()


def test_a_library_that_the_program_is_started_with_is_shown(
    qtbot: QtBot, open_window: OpenWindow, workspace: Workspace, given: Path
) -> None:
    """Handed over before there is a workspace."""
    window = open_window(workspace).window
    window.early_paths = [given]
    window.use_session(workspace, chat_model_installed=False)
    assert sheet_of(qtbot, window).name.text() == given.name
    sheet_of(qtbot, window).reject()


def test_what_hangs_over_the_window_is_told_for_what_it_is(main: MainWindow, tmp_path: Path) -> None:
    library, page = tmp_path / "a.ZSLIB", tmp_path / "a.md"
    main.overlay.cover([library], is_ready=True)
    assert main.overlay.line.text() == "松开，看看里面有什么"
    main.overlay.cover([library, page], is_ready=True)
    assert main.overlay.line.text() == "松开，添加 2 项"
    main.overlay.hide()


def test_picked_among_the_files_to_add_it_is_shown_all_the_same(
    qtbot: QtBot, main: MainWindow, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileNames", lambda *_: ([str(given)], ""))
    main.bringing_in.choose_files()
    sheet_of(qtbot, main).reject()
    assert not main.bringing_in.importing.is_adding


# The library goes out


def test_the_library_is_exported_with_what_was_chosen(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    chosen = [entry.id for entry in workspace.documents()[:2]]
    main.show_page(LIBRARY)
    main.library.view.select(chosen[0])
    main.library.actions_of_selection.export.trigger()
    sheet = main.carrying.packing.sheet
    assert sheet is not None
    assert sheet.scope == Scope(documents=frozenset(chosen[:1]))
    sheet.reject()
    main.carrying.packing.export(chosen)
    sheet = main.carrying.packing.sheet
    assert sheet is not None
    sheet.maker.setText("李工")
    sheet.file.setText(str(tmp_path / "给同事"))
    sheet.start.click()
    box = ended(qtbot, main)
    assert "2 份文件" in box.text.text()
    assert workspace.carrying.fingerprint in box.hint.text()
    found = workspace.carrying.look_at(tmp_path / "给同事.zslib")
    assert (found.about.documents, found.by, found.held) == (2, "李工", 2)


def test_a_name_that_cannot_be_written_is_told_where_it_can_be_mended(
    qtbot: QtBot, main: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "a.zslib").write_bytes(b"")
    main.carrying.packing.export()
    sheet = main.carrying.packing.sheet
    assert sheet is not None
    for name, told in (("a.zslib", "没有说存到哪个文件夹"), (str(tmp_path / "a.zslib"), "已经在了")):
        sheet.file.setText(name)
        sheet.start.click()
        assert told in sheet.problem.text()
        assert sheet.isVisible()
    sheet.reject()


def test_a_stopped_export_is_gone_on_with(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping(monkeypatch, "seal")
    main.carrying.packing.export()
    sheet = main.carrying.packing.sheet
    assert sheet is not None
    path = tmp_path / "全部.zslib"
    sheet.file.setText(str(path))
    sheet.start.click()
    box = ended(qtbot, main)
    assert "导出已停止" in box.text.text()
    assert "全部.zslib.part" in box.hint.text()
    assert (tmp_path / "全部.zslib.part").exists()
    assert not path.exists()
    box.buttons[0].click()
    assert "已导出 全部.zslib" in ended(qtbot, main).text.text()
    assert workspace.carrying.verify(path, Progress()).about.documents == len(workspace.documents())


def test_what_bears_a_security_mark_is_told_before_it_is_carried(
    qtbot: QtBot, main: MainWindow, workspace: Workspace
) -> None:
    workspace.corrections.correct(workspace.documents()[0].id, "security_mark", "秘密")
    main.desk.show_entries(workspace.documents())
    main.carrying.packing.export()
    sheet = main.carrying.packing.sheet
    assert sheet is not None
    assert "1 份标有密级：秘密" in sheet.marks.text.text()
    assert not sheet.marks.isHidden()
    sheet.reject()


def test_what_was_removed_does_not_go_along_though_it_could_still_be_undone(
    qtbot: QtBot, main: MainWindow, workspace: Workspace
) -> None:
    gone = workspace.documents()[0]
    main.show_page(LIBRARY)
    main.library.view.select(gone.id)
    main.library.actions_of_selection.remove.trigger()
    assert gone.id in {entry.id for entry in workspace.documents()}
    main.library.export_asked.emit(())
    qtbot.waitUntil(lambda: gone.id not in {entry.id for entry in workspace.documents()})
    sheet = main.carrying.packing.sheet
    assert sheet is not None
    sheet.reject()


# Backup and restore


def test_a_backup_is_made_remembered_checked_and_restored(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    gone = workspace.documents()[0]
    main.show_page(SETTINGS)
    section = main.others.settings.backup
    qtbot.waitUntil(lambda: "还没有备份过" in section.last.text())
    main.carrying.packing.ask_where = lambda suggested: tmp_path / suggested.name
    section.back_up.click()
    assert "已备份到" in ended(qtbot, main).text.text()
    qtbot.waitUntil(lambda: str(tmp_path) in section.last.text())
    last = workspace.carrying.last_backup()
    assert last is not None

    main.carrying.ask_which = lambda title, kinds: Path(last.path)
    section.verify.click()
    assert "完好" in ended(qtbot, main).text.text()

    workspace.take_out([gone.id])
    section.restore.click()
    assert "现有的文件、对话和更正都不动" in _texts(sheet_of(qtbot, main))
    agree(qtbot, main)
    assert "新增 1 份" in ended(qtbot, main).text.text()
    assert workspace.document(gone.id).file == gone.file


def test_a_backup_brings_conversations_and_settings_into_an_empty_workspace(
    qtbot: QtBot, open_window: OpenWindow, empty_workspace: Workspace, colleague: Path
) -> None:
    window = open_window(empty_workspace).window
    with qtbot.waitSignal(window.carrying.taking_in.private_brought) as brought:
        window.add_paths([colleague / "备份.zslib"])
        agree(qtbot, window)
    assert brought.args == [True]
    assert "1 个对话" in ended(qtbot, window).text.text()
    qtbot.waitUntil(lambda: window.conversations.model.rowCount() > 0)


def test_a_sound_backup_of_somebody_unknown_is_told_as_such(qtbot: QtBot, main: MainWindow, colleague: Path) -> None:
    main.carrying.ask_which = lambda title, kinds: colleague / "备份.zslib"
    main.carrying.choose_to_verify()
    box = ended(qtbot, main)
    assert "完好" in box.text.text()
    assert "还没有确认过" in box.hint.text()


def test_a_damaged_backup_is_told_when_it_is_checked(
    qtbot: QtBot, main: MainWindow, colleague: Path, tmp_path: Path
) -> None:
    data = bytearray((colleague / "备份.zslib").read_bytes())
    data[BLOCK + 8] ^= 1  # of the first document
    path = tmp_path / "备份.zslib"
    path.write_bytes(data)
    main.carrying.ask_which = lambda title, kinds: path
    main.carrying.choose_to_verify()
    box = ended(qtbot, main)
    assert box.outcome.tone == "danger"
    assert path.name in box.text.text()


# Beside other work


def test_a_library_comes_in_while_a_question_is_being_answered(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    def slow(request: AskRequest, *_: object) -> Answer:
        goes_on.wait(60)
        return Answer(question=request.question, mode=Mode.VERBATIM, text="没有。")

    monkeypatch.setattr(workspace, "ask", slow)
    try:
        main.chat.ask(QUESTION, Mode.VERBATIM)
        main.add_paths([given])
        agree(qtbot, main)
        assert "新增 2 份" in ended(qtbot, main).text.text()
        assert main.chat.asking.is_running
    finally:
        goes_on.set()
    qtbot.waitUntil(lambda: not main.chat.asking.is_running)


def test_one_thing_at_a_time_and_the_person_is_told_why(
    qtbot: QtBot, main: MainWindow, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    main.desk.said.connect(lambda text, *_: said.append(text))
    monkeypatch.setattr(main.carrying.carrier, "_token", CancelToken())
    main.carrying.carrier._title = "正在导入 别的"
    main.carrying.packing.export()
    assert main.carrying.packing.sheet is None
    assert "正在导入 别的" in said[-1]
    main.add_paths([given])
    assert given.name in said[-1]
    assert main.is_busy, "another window would break it off"
    monkeypatch.undo()
    main.carrying.carrier.ended.emit()
    sheet_of(qtbot, main).reject()


def test_what_waits_for_other_writing_says_so(qtbot: QtBot, main: MainWindow) -> None:
    strip = main.carrying.strip
    strip.begin("正在导入")
    qtbot.waitUntil(lambda: "等" in strip.detail.text())
    strip.follow(ProgressEvent("verify", 1_000_000, 2_000_000))
    assert "1.0 MB / 2.0 MB" in strip.detail.text()
    strip.end()
    assert strip.isHidden()


# Updates


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as the installer lays it down, with two versions."""
    versions = Versions(tmp_path / "prefix")
    for version in ("0.0.9", "0.1.0"):
        partial = versions.unfinished(version)
        (partial / "zhunsheng").write_text("#!/bin/sh\nexit 0\n")
        (partial / "release.key").write_text(own_key(tmp_path / "release").public.text)
        versions.adopt(partial, version)
    here = versions.folder("0.1.0")
    for module in ("app.installation.updates", "app.gui.carrying.updating"):
        monkeypatch.setattr(f"{module}.application_folder", lambda: here)
        monkeypatch.setattr(f"{module}.__version__", "0.1.0")
    monkeypatch.setattr(updates, "is_packaged", lambda: True)
    monkeypatch.setattr(updates, "models_folders", lambda: (tmp_path / "models",))
    return tmp_path / "prefix"


def update_of(tmp_path: Path, version: str) -> Path:
    data = io.BytesIO()
    program = b"#!/bin/sh\nexit 0\n"
    with tarfile.open(fileobj=data, mode="w:gz") as tar:
        info = tarfile.TarInfo("zhunsheng")
        info.size, info.mode = len(program), 0o755
        tar.addfile(info, io.BytesIO(program))
    (tmp_path / "application").write_bytes(data.getvalue())
    about = AboutUpdate(version, platform.machine(), platform.system(), notes="修了三处。")
    path = tmp_path / f"{version}.zsupdate"
    key = own_key(tmp_path / "release")
    content = Content(APPLICATION, tmp_path / "application")
    seal(path, [content], lambda m: Manifest("update", "2026-11-23", "", "", m, to_plain(about)), key, Progress())
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="the Windows installer updates there")
def test_a_dropped_update_is_shown_applied_and_taken_back(
    qtbot: QtBot, prefix: Path, main: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main.add_paths([update_of(tmp_path, "0.2.0")])
    qtbot.waitUntil(lambda: main.carrying.updating.sheet is not None)
    sheet = main.carrying.updating.sheet
    assert sheet is not None
    assert "0.2.0" in sheet.title.text()
    assert sheet.facts["说明"].text() == "修了三处。"
    sheet.start.click()
    box = ended(qtbot, main)
    assert "已升级到 0.2.0 版" in box.text.text()
    assert Versions(prefix).current == "0.2.0"
    main.restart_asked.disconnect()
    with qtbot.waitSignal(main.restart_asked):
        box.buttons[0].click()
    section = main.others.settings.updates
    section.refresh()
    qtbot.waitUntil(lambda: "0.2.0" in section.told.text())
    monkeypatch.setattr("app.gui.carrying.updating.confirmed", lambda *_, **__: True)
    section.back.click()
    assert "已换回 0.1.0 版" in ended(qtbot, main).text.text()
    assert Versions(prefix).current == "0.1.0"


@pytest.mark.skipif(sys.platform == "win32", reason="the Windows installer updates there")
def test_the_version_that_is_current_by_then_is_started_again(
    prefix: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[object]] = []
    monkeypatch.setattr("app.gui.start.subprocess.Popen", lambda command, **_: started.append(command))
    monkeypatch.setattr("app.gui.start.application_folder", lambda: prefix / "versions" / "0.1.0")
    start_again(tmp_path / "workspace")
    assert started == [[prefix / "current" / "zhunsheng", "--data", tmp_path / "workspace"]]
    monkeypatch.setattr("app.gui.start.application_folder", lambda: tmp_path)
    start_again(tmp_path / "workspace")
    assert len(started) == 1, "where something else owns the program a person starts it again"


@pytest.mark.skipif(sys.platform == "win32", reason="the Windows installer updates there")
def test_an_older_version_is_refused_in_words(qtbot: QtBot, prefix: Path, main: MainWindow, tmp_path: Path) -> None:
    main.add_paths([update_of(tmp_path, "0.0.5")])
    box = ended(qtbot, main)
    assert "不往回装" in box.text.text()
    assert "升级" in box.hint.text()
    assert Versions(prefix).current == "0.1.0"


def test_a_checkout_says_that_it_is_updated_otherwise(qtbot: QtBot, main: MainWindow, tmp_path: Path) -> None:
    section = main.others.settings.updates
    section.refresh()
    qtbot.waitUntil(lambda: "源代码" in section.told.text())
    assert section.update_button.isHidden()
    assert section.back.isHidden()
    assert not section.update_action.isEnabled()
    main.add_paths([update_of(tmp_path, "0.2.0")])
    assert "源代码" in ended(qtbot, main).text.text()


# By keys, by ear, in English


def test_the_palette_offers_each_by_name(main: MainWindow) -> None:
    names = {command.name for command in commands_of(main, main.frame.reveal, main.frame.page_of)}
    assert {"导出文库包…", "导入文库包…", "立即备份…", "核对备份…", "由备份恢复…"} <= names


def test_every_control_is_named(qtbot: QtBot, main: MainWindow, given: Path) -> None:
    main.carrying.packing.export()
    export = main.carrying.packing.sheet
    assert export is not None
    _all_named(export)
    export.reject()
    main.add_paths([given])
    sheet = sheet_of(qtbot, main)
    _all_named(sheet)
    sheet.reject()
    qtbot.waitUntil(lambda: main.carrying.taking_in.sheet is None)
    for section in (main.others.settings.backup, main.others.settings.updates, main.carrying.strip):
        _all_named(section)


def test_keys_alone_compare_the_fingerprint_and_import(
    qtbot: QtBot, main: MainWindow, workspace: Workspace, given: Path
) -> None:
    main.add_paths([given])
    sheet = sheet_of(qtbot, main)
    qtbot.waitUntil(sheet.isVisible)
    sheet.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sheet.compared)
    qtbot.keyClick(sheet.compared, Qt.Key.Key_Space)
    assert sheet.start.isEnabled()
    qtbot.keyClick(sheet.compared, Qt.Key.Key_Return)
    assert "新增 2 份" in ended(qtbot, main).text.text()


def test_it_works_in_english(qtbot: QtBot, open_window: OpenWindow, workspace: Workspace, given: Path) -> None:
    use_language("en")
    application: Application = open_window(workspace)
    window = application.window
    use_language("en")
    window.add_paths([given])
    agree(qtbot, window)
    box = ended(qtbot, window)
    assert box.outcome.tone == "info"
    assert {"小推车", "大推车"} <= titles(workspace)


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def _all_named(widget: QWidget) -> None:
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in widget.findChildren(kind):
            text = control.text() if isinstance(control, QAbstractButton) else ""
            assert control.accessibleName() or text, control
