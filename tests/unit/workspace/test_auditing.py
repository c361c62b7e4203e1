"""What the audit log says of what is done with a workspace, and what it keeps to itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant.events import AskRequest
from app.assistant.export.style import ExportStyle
from app.domain.answer import Answer, Mode
from app.foundation.errors import UserError
from app.foundation.jobs import CancelToken, Progress
from app.foundation.machine_file import Machine
from app.foundation.os_user import os_user
from app.foundation.paths import WorkspacePaths
from app.library.transfer.snapshot import Scope
from app.security import refusals
from app.security.audit.entry import Entry, Kind
from app.security.roles import NotAllowed, Right, Role
from app.workspace import Workspace
from app.workspace.auditing import Auditing, audit_folder
from tests.fakes import FakeEngine

TEXT = "# 手推车\n\n## 1 载重\n\n手推车的额定载重应不小于 300 kg。\n"
QUESTION = "手推车的额定载重应不小于多少？"
SECRET = "额定载重"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))
    file = tmp_path / "手推车.md"
    file.write_text(TEXT, "utf-8")
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        workspace.add([file], Progress())
    return tmp_path / "work"


def entries_of(root: Path) -> list[Entry]:
    found: list[Entry] = []
    assert Auditing(WorkspacePaths(root)).verify(on_entry=found.append).intact
    return found


def last(root: Path, kind: Kind) -> Entry:
    return [entry for entry in entries_of(root) if entry.kind == kind][-1]


def ask(workspace: Workspace, mode: Mode = Mode.VERBATIM) -> Answer:
    return workspace.ask(AskRequest(question=QUESTION, mode=mode), lambda event: None, CancelToken())


def test_adding_and_removing_are_told_by_the_document_s_id(root: Path) -> None:
    added = last(root, Kind.INGEST)
    with Workspace.open(root, writing=True) as workspace:
        (document,) = workspace.documents()
        assert (added.data["document"], added.data["status"]) == (document.id, "added")
        workspace.remove(document.id)
    assert last(root, Kind.REMOVE).data["documents"] == [document.id]
    assert (added.by, added.role) == (os_user(), "owner")


def test_an_answer_is_told_with_its_clauses_and_without_its_words(root: Path) -> None:
    with Workspace.open(root) as workspace:
        ask(workspace)
        (document,) = workspace.documents()
        cited = {clause.id for clause in workspace.clauses(document.id)}
    data = last(root, Kind.ASK).data
    assert data["sha256"] == hashlib.sha256(QUESTION.encode()).hexdigest()
    assert isinstance(data["cited"], list)
    assert data["cited"]
    assert all(document_id == document.id and clause in cited for document_id, clause in data["cited"])
    assert (data["model"], data["manifest"], data["label"]) == (None, None, False)


def test_no_words_of_a_document_or_a_question_are_in_the_log(root: Path) -> None:
    with Workspace.open(root, writing=True) as workspace:
        conversation = ask(workspace).conversation
        assert conversation is not None
        workspace.search(SECRET)
        workspace.export_conversation(conversation, root.parent / "出.md", ExportStyle())
        workspace.carrying.pack(root.parent / "出.zslib", Scope(), "张三", Progress())
    log = b"".join(path.read_bytes() for path in (root / "audit").iterdir())
    told = json.dumps([dict(entry.data) for entry in entries_of(root)], ensure_ascii=False)
    for secret in (SECRET, "手推车"):
        assert secret not in told
        assert json.dumps(secret)[1:-1].encode() not in log


def test_the_administrator_s_setting_adds_the_question_s_words(root: Path) -> None:
    with Workspace.open(root, writing=True) as workspace:
        workspace.save_settings(replace(workspace.settings, audit_questions=True))
        ask(workspace)
    assert last(root, Kind.ASK).data["text"] == QUESTION


def test_the_model_is_told_with_the_hash_of_the_catalogue(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(root) as workspace:
        engine = FakeEngine()
        engine.enqueue("手推车是一种车。")
        monkeypatch.setattr(workspace.models, "engine_for", lambda *_: engine)
        monkeypatch.setattr(workspace.models, "manifest_hash", lambda name: f"hash of {name}")
        ask(workspace, Mode.GENERAL)
    data = last(root, Kind.ASK).data
    assert data["model"]
    assert data["manifest"] == f"hash of {data['model']}"
    assert data["label"] is True


def test_an_answer_that_was_stopped_is_told_too(root: Path) -> None:
    token = CancelToken()
    token.cancel()
    with Workspace.open(root) as workspace, pytest.raises(Exception, match="取消"):
        workspace.ask(AskRequest(question=QUESTION, mode=Mode.VERBATIM), lambda event: None, token)
    assert last(root, Kind.ASK).data["ended"] == "interrupted"


def test_settings_are_told_by_name_and_guarded_ones_with_their_values(root: Path) -> None:
    with Workspace.open(root, writing=True) as workspace:
        workspace.save_settings(replace(workspace.settings, theme="dark", ai_label=False))
    assert last(root, Kind.SETTINGS).data["changed"] == [
        {"name": "theme"},
        {"name": "ai_label", "before": True, "after": False},
    ]


def test_guarded_settings_changed_outside_the_program_show_at_the_next_opening(root: Path) -> None:
    file = root / "settings.toml"
    file.write_text(file.read_text("utf-8").replace("ai_label = true", "ai_label = false"), "utf-8")
    with Workspace.open(root, writing=True):
        pass
    opened = [entry.data["guarded"] for entry in entries_of(root) if entry.kind == Kind.OPEN]
    assert [guarded["ai_label"] for guarded in opened if isinstance(guarded, dict)] == [True, False]


def test_refused_connections_are_told_once(root: Path) -> None:
    with Workspace.open(root) as workspace:
        refusals.note("example.invalid:443")
        refusals.note("example.invalid:80")
    with Workspace.open(root, writing=True):
        pass
    told = [entry for entry in entries_of(root) if entry.kind == Kind.NETWORK_REFUSED]
    assert [entry.data["count"] for entry in told] == [2]
    assert workspace.paths.refusals.exists()


def test_two_workspaces_have_logs_of_their_own_where_the_machine_keeps_them(tmp_path: Path) -> None:
    machine = Machine(audit_folder=tmp_path / "log")
    folders = {audit_folder(WorkspacePaths(tmp_path / name), machine) for name in ("甲", "乙")}
    assert len(folders) == 2
    assert {folder.parent for folder in folders} == {tmp_path / "log"}


# Roles


def with_roles(root: Path) -> None:
    audit = Auditing(WorkspacePaths(root))
    audit.set_passphrase(Role.ADMINISTRATOR, "管理员的长口令一")
    audit.set_passphrase(Role.AUDITOR, "审计员的长口令二")


def test_with_roles_a_user_may_neither_change_guarded_settings_nor_read_the_log(root: Path) -> None:
    with_roles(root)
    with Workspace.open(root, writing=True) as workspace:
        before = workspace.settings
        with pytest.raises(NotAllowed, match="管理员"):
            workspace.save_settings(replace(before, ai_label=False))
        assert workspace.settings == before
        workspace.save_settings(replace(before, theme="dark"))
        with pytest.raises(NotAllowed, match="审计员"):
            workspace.audit.verify()
        workspace.audit.sign_in("管理员的长口令一")
        workspace.save_settings(replace(before, ai_label=False))
        with pytest.raises(NotAllowed):
            workspace.audit.verify()
        workspace.audit.sign_in("审计员的长口令二")
        kinds = []
        assert workspace.audit.verify(on_entry=lambda entry: kinds.append((entry.kind, entry.role))).intact
    assert (Kind.REFUSED, "user") in kinds
    assert (Kind.SETTINGS, "administrator") in kinds


def test_a_wrong_passphrase_is_told_and_its_words_are_not(root: Path) -> None:
    with_roles(root)
    audit = Auditing(WorkspacePaths(root))
    with pytest.raises(UserError, match="口令不对"):
        audit.sign_in("猜的口令")
    audit.sign_in("审计员的长口令二")
    entries, _ = audit.entries(5)
    assert [entry.kind for entry in entries[:2]] == [Kind.ROLE, Kind.ROLE_FAILED]
    assert "猜" not in json.dumps([dict(entry.data) for entry in entries], ensure_ascii=False)


def test_a_backup_brings_guarded_settings_only_to_an_administrator(root: Path) -> None:
    with_roles(root)
    with Workspace.open(root, writing=True) as workspace:
        brought = root / "settings.toml"
        brought.write_text(brought.read_text("utf-8").replace("ai_label = true", "ai_label = false"), "utf-8")
        workspace.use_settings_of_file()
        assert workspace.settings.ai_label is True


def test_what_the_machine_s_file_fixes_nobody_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workspace.auditing.load_machine", lambda: Machine(settings={"copying": "forbidden"}))
    with Workspace.open(root, writing=True) as workspace:
        assert workspace.settings.copying == "forbidden"
        workspace.save_settings(replace(workspace.settings, copying="allowed", theme="dark"))
        assert (workspace.settings.copying, workspace.settings.theme) == ("forbidden", "dark")


def test_a_user_may_not_erase_where_roles_are_set_up(root: Path) -> None:
    from app.workspace.erasing import erase

    with_roles(root)
    with pytest.raises(NotAllowed):
        erase(WorkspacePaths(root))
    assert (root / "catalogue.sqlite3").exists()
    audit = Auditing(WorkspacePaths(root))
    audit.sign_in("管理员的长口令一")
    assert audit.roles.may(Right.GUARD)
    erase(WorkspacePaths(root), audit)
    assert not (root / "catalogue.sqlite3").exists()


def test_a_security_mark_is_lowered_by_an_administrator_alone_and_told(root: Path) -> None:
    with_roles(root)
    with Workspace.open(root, writing=True) as workspace:
        (document,) = workspace.documents()
        correct = workspace.corrections.correct
        correct(document.id, "security_mark", "秘密")
        correct(document.id, "security_mark", "机密")
        for deed in (
            lambda: correct(document.id, "security_mark", "内部"),
            lambda: correct(document.id, "security_mark", ""),
            lambda: workspace.corrections.take_back(document.id, "security_mark"),
        ):
            with pytest.raises(NotAllowed):
                deed()
        assert workspace.document(document.id).metadata.security_mark == "机密"
        workspace.audit.sign_in("管理员的长口令一")
        correct(document.id, "security_mark", "内部")
        workspace.audit.sign_in("审计员的长口令二")
        entries, _ = workspace.audit.entries(100)
    told = [entry.data for entry in reversed(entries) if entry.kind == Kind.CORRECT]
    assert [(data["before"], data["after"]) for data in told] == [(None, "秘密"), ("秘密", "机密"), ("机密", "内部")]
