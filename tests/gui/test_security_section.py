"""Roles, guarded settings and the audit log in the window, on a real workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.gui.parts.copying import KEPT_OUT, copy_text
from app.gui.parts.desk import Desk
from app.gui.settings.audit_sheet import AuditSheet
from app.gui.settings.settings_page import SettingsPage
from app.security.audit.entry import Entry, Kind
from app.security.labels import AI_LABEL
from app.security.roles import Role
from app.workspace import Workspace

ADMINISTRATOR, AUDITOR = "管理员的长口令一", "审计员的长口令二"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.security.state.text()))
    return made


def entries(workspace: Workspace, kind: Kind) -> list[Entry]:
    return [entry for entry in workspace.audit.entries(1000)[0] if entry.kind == kind]


def test_a_home_machine_is_told_that_its_one_person_is_everything(page: SettingsPage) -> None:
    assert "什么都可以做" in page.security.state.text()
    assert page.security.sign_in.isHidden()
    assert page.rows["ai_label"].field.isEnabled()


def test_roles_are_set_up_and_lock_what_is_guarded(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = page.security
    monkeypatch.setattr(section, "ask", lambda *_: ADMINISTRATOR)
    with qtbot.waitSignal(section.role_changed):
        section.ask_new(Role.ADMINISTRATOR)
    monkeypatch.setattr(section, "ask", lambda *_: AUDITOR)
    with qtbot.waitSignal(section.role_changed):
        section.ask_new(Role.AUDITOR)
    assert "管理员" in section.state.text()
    assert not section.audit.isEnabled()
    with qtbot.waitSignal(section.role_changed):
        section.sign_out.click()
    assert not page.rows["ai_label"].field.isEnabled()
    assert page.rows["theme"].field.isEnabled()
    assert "管理员" in page.rows["ai_label"].locked.text()
    page.reset_all()
    assert page.saver.wanted == workspace.settings
    with qtbot.waitSignal(section.role_changed):
        section.ask_to_sign_in()
    assert section.audit.isEnabled()
    assert not page.rows["ai_label"].field.isEnabled()


def test_two_different_passphrases_change_nothing(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter((ADMINISTRATOR, AUDITOR))
    monkeypatch.setattr(page.security, "ask", lambda *_: next(given))
    page.security.ask_new(Role.ADMINISTRATOR)
    assert not workspace.paths.roles.exists()


def test_what_only_an_administrator_may_is_not_tried_again(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    workspace.audit.set_passphrase(Role.ADMINISTRATOR, ADMINISTRATOR)
    workspace.audit.sign_out()
    with qtbot.waitSignal(page.saver.failed):
        page.saver.change("ai_label", False)
    assert page.saver.wanted.ai_label is True
    assert "管理员" in page.notice.text.text()
    assert entries_with_administrator(workspace) == [Kind.REFUSED]


def entries_with_administrator(workspace: Workspace) -> list[str]:
    workspace.audit.sign_in(ADMINISTRATOR)
    return [entry.kind for entry in entries(workspace, Kind.REFUSED)]


def test_the_log_is_shown_filtered_verified_and_exported(
    qtbot: QtBot, desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.search("手推车")
    sheet = AuditSheet(desk)
    qtbot.addWidget(sheet)
    qtbot.waitUntil(lambda: "完整" in sheet.state.text.text())
    count = sheet.table.rowCount()
    assert count > 5
    sheet.kind.show_value(Kind.SEARCH)
    sheet.kind.chosen.emit(Kind.SEARCH)
    assert [row for row in range(count) if not sheet.table.isRowHidden(row)] == [0]
    file = tmp_path / "审计.zsaudit"
    sheet.export_to(file)
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(lambda: sheet.table.rowCount() == count + 1)
    sheet.compare_with(file)
    qtbot.waitUntil(lambda: "与导出时相符" in sheet.state.hint.text())
    (segment,) = workspace.audit.log.folder.glob("*.log")
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join(lines[:3]))
    sheet.compare_with(file)
    qtbot.waitUntil(lambda: "不完整" in sheet.state.text.text())


def test_a_copy_is_marked_labelled_and_told(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    assert copy_text(desk, "条文", way="reader", documents=("d1",), mark="秘密", by_model=True)
    assert QGuiApplication.clipboard().text() == f"密级：秘密\n\n条文\n\n{AI_LABEL}"
    qtbot.waitUntil(lambda: bool(entries(workspace, Kind.COPY)))
    data = entries(workspace, Kind.COPY)[0].data
    assert (data["way"], data["mark"], data["label"], data["documents"]) == ("reader", "秘密", True, ["d1"])


def test_copying_can_be_forbidden_or_kept_out_of_histories(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("以前的")
    workspace.save_settings(replace(workspace.settings, copying="forbidden"))
    assert not copy_text(desk, "条文", way="reader")
    assert QGuiApplication.clipboard().text() == "以前的"
    workspace.save_settings(replace(workspace.settings, copying="no_history"))
    assert copy_text(desk, "条文", way="reader")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "条文"
    assert all(data.hasFormat(name) for name in KEPT_OUT)
