"""A workspace in a vault: unreadable when it is locked, and all there when it is not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.domain.answer import Answer, Mode
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.guarded_files import Locked
from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.gui.shell.window_state import save_window_state
from app.library.transfer.snapshot import Scope
from app.library.vectors import VectorStore
from app.security.roles import NotAllowed, Role
from app.security.vault_cipher import Stretching, Suite
from app.security.vault_file import WrongPassphrase
from app.workspace import Workspace, vault
from app.workspace.auditing import Auditing
from app.workspace.vault_switch import settle, turn_off, turn_on
from tests.unit.workspace.canary import forms, places_of, vector_forms

PASSPHRASE, OTHER = "四个 互不相干的词", "another long passphrase"
CHEAP = Stretching(memory=64, passes=1, lanes=1)
CANARY = "金丝雀鸣于山涧桠枝"
IN_QUESTION, IN_SETTINGS, IN_NAME, IN_WINDOW = "画眉问夜何其", "白鹭洲旧档", "黄鹂名录", "鹧鸪检索词"
EVERY_TEXT = (CANARY, IN_QUESTION, IN_SETTINGS, IN_NAME, IN_WINDOW)
MODEL = "some embedding model"
VECTOR = np.random.default_rng(7).normal(size=64).astype(np.float32)


@pytest.fixture(autouse=True)
def _no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))


@pytest.fixture
def paths(tmp_path: Path) -> WorkspacePaths:
    """A workspace with a text of its own in each thing that it keeps."""
    file = tmp_path / "home" / f"{IN_NAME}.md"
    file.parent.mkdir()
    file.write_text(f"# Q/ZS 900-2026 小推车\n\n## 4 要求\n\n4.1 {CANARY}应高于 850 mm。\n", encoding="utf-8")
    paths = WorkspacePaths(tmp_path / "workspace")
    with Workspace.open(paths.root, writing=True) as workspace:
        _fill(workspace, file)
    save_window_state(paths.window, {"search": IN_WINDOW})
    return paths


def _fill(workspace: Workspace, file: Path) -> None:
    workspace.add([file], Progress())
    conversation = workspace.conversations.create(IN_QUESTION)
    workspace.conversations.append(conversation.id, Answer(question=IN_QUESTION, mode=Mode.VERBATIM, text="没有。"))
    workspace.save_settings(replace(workspace.settings, chat_model=IN_SETTINGS))
    store = VectorStore(workspace._database)
    store.put(MODEL, [(passage.text_hash, VECTOR) for passage in store.missing(MODEL, 100)])


def _turn_on(paths: WorkspacePaths, suite: Suite = Suite.AES) -> str:
    phrase, _ = turn_on(paths, PASSPHRASE, Progress(), suite=suite, stretching=CHEAP)
    return phrase


def _found(paths: WorkspacePaths) -> list[Path]:
    wanted = [form for text in EVERY_TEXT for form in forms(text)]
    return places_of([*wanted, *vector_forms(VECTOR)], paths.root)


def _contents(paths: WorkspacePaths) -> tuple[object, ...]:
    with Workspace.open(paths.root) as workspace:
        (entry,) = workspace.documents()
        (conversation,) = workspace.conversations.list()
        (copy,) = workspace.paths.originals.iterdir()
        original = workspace._originals.content(copy) or copy.read_bytes()
        return (
            entry,
            workspace.clauses(entry.id),
            conversation,
            workspace.settings,
            [hit.passage_id for hit in workspace.search("高于")],
            VectorStore(workspace._database).held(MODEL),
            original,
        )


def test_an_open_workspace_shows_what_the_canary_looks_for(paths: WorkspacePaths) -> None:
    """Else the next tests would find nothing whatever happened."""
    for text in EVERY_TEXT:
        assert places_of(forms(text), paths.root), text
    assert places_of(vector_forms(VECTOR), paths.root)


@pytest.mark.parametrize("suite", list(Suite))
def test_locked_nothing_of_it_is_on_the_disk(paths: WorkspacePaths, suite: Suite) -> None:
    before = _contents(paths)
    _turn_on(paths, suite)
    assert _found(paths) == []
    assert not paths.index.exists()
    vault.unlock(paths, PASSPHRASE)
    assert _contents(paths) == before
    vault.lock(paths)
    assert _found(paths) == []


def test_what_is_added_in_a_vault_is_encrypted_as_it_comes(tmp_path: Path) -> None:
    paths = WorkspacePaths(tmp_path / "workspace")
    Workspace.open(paths.root, writing=True).close()
    _turn_on(paths)
    vault.unlock(paths, PASSPHRASE)
    file = tmp_path / f"{IN_NAME}.md"
    file.write_text(f"# Q/ZS 900-2026 小推车\n\n## 4 要求\n\n4.1 {CANARY}应高于 850 mm。\n", encoding="utf-8")
    with Workspace.open(paths.root, writing=True) as workspace:
        _fill(workspace, file)
        save_window_state(paths.window, {"search": IN_WINDOW})
        assert _found(paths) == []  # not even while it is open: the log of the catalogue is encrypted too
        again = workspace.add([file], Progress())
        assert [result.status for result in again] == ["unchanged"]
        reread = workspace.reread([], Progress())
        assert [result.status for result in reread] == ["updated"]
        assert [hit.passage_id for hit in _nearest(workspace)]
    vault.lock(paths)
    assert _found(paths) == []
    assert not paths.index.exists()


def _nearest(workspace: Workspace) -> list[object]:
    from app.library.index import open_index

    index = open_index(workspace.paths.index, VectorStore(workspace._database), MODEL, with_lance=False)
    return list(index.search(VECTOR, 3))


def test_a_locked_workspace_says_so(paths: WorkspacePaths) -> None:
    _turn_on(paths)
    with pytest.raises(Locked) as told:
        Workspace.open(paths.root)
    assert told.value.exit_code == 3
    with pytest.raises(WrongPassphrase):
        vault.unlock(paths, "不是这一句口令")
    with pytest.raises(Locked):
        Workspace.open(paths.root, writing=True)


def test_changing_the_passphrase_touches_the_key_file_alone(paths: WorkspacePaths) -> None:
    phrase = _turn_on(paths)
    rest = {path: path.read_bytes() for path in paths.root.rglob("*") if path.is_file() and path != paths.vault}
    rest = {path: data for path, data in rest.items() if paths.audit not in path.parents}
    vault.change_passphrase(paths, PASSPHRASE, OTHER)
    assert rest == {path: path.read_bytes() for path in rest}
    with pytest.raises(WrongPassphrase):
        vault.unlock(paths, PASSPHRASE)
    vault.unlock(paths, OTHER)
    vault.lock(paths)
    renewed = vault.recover(paths, phrase.lower().replace("-", " "), PASSPHRASE)
    vault.unlock(paths, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        vault.recover(paths, phrase, OTHER)
    assert vault.recover(paths, renewed, OTHER) != renewed


def test_a_vault_can_be_turned_off(paths: WorkspacePaths) -> None:
    before = _contents(paths)
    _, keys = turn_on(paths, PASSPHRASE, Progress(), stretching=CHEAP)
    vault.keep_open(paths, keys)
    turn_off(paths, keys, Progress())
    vault.lock(paths)
    assert not paths.vault.exists()
    assert _contents(paths) == before
    assert not paths.switching.exists()
    assert not paths.switched.exists()


def test_every_file_and_folder_is_its_owners_alone(paths: WorkspacePaths) -> None:
    _turn_on(paths)
    vault.unlock(paths, PASSPHRASE)
    with Workspace.open(paths.root, writing=True):
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (paths.root, *paths.root.rglob("*"))}
    assert {path: mode for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


def test_a_changed_byte_is_noticed(paths: WorkspacePaths) -> None:
    _turn_on(paths)
    (copy,) = paths.originals.iterdir()
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(data)
    vault.unlock(paths, PASSPHRASE)
    with Workspace.open(paths.root) as workspace, pytest.raises(EnvironmentFault):
        workspace._originals.content(copy)


def test_a_vault_is_looked_over_for_damage(paths: WorkspacePaths) -> None:
    _turn_on(paths)
    vault.unlock(paths, PASSPHRASE)
    with Workspace.open(paths.root) as workspace:
        assert workspace.upkeep.soundness(Progress()).is_sound
        (copy,) = paths.originals.iterdir()
        copy.write_bytes(copy.read_bytes()[:-1])
        assert len(workspace.upkeep.soundness(Progress()).lost) == 1


def test_what_passes_through_files_is_refused(paths: WorkspacePaths, tmp_path: Path) -> None:
    _turn_on(paths)
    vault.unlock(paths, PASSPHRASE)
    target = tmp_path / "backup.zsb"
    with Workspace.open(paths.root, writing=True) as workspace, pytest.raises(UserError, match="加密"):
        workspace.carrying.pack(target, Scope(private=True), "我", Progress())
    assert not target.exists()


def test_a_copy_that_was_broken_off_is_thrown_away(paths: WorkspacePaths) -> None:
    before = _contents(paths)
    paths.switching.mkdir()
    (paths.switching / "catalogue.sqlite3").write_bytes(b"half")
    settle(paths)
    assert not paths.switching.exists()
    assert _contents(paths) == before


def test_removing_a_document_leaves_nothing_of_it_without_a_vault_either(paths: WorkspacePaths) -> None:
    with Workspace.open(paths.root, writing=True) as workspace:
        (entry,) = workspace.documents()
        assert workspace.remove(entry.id) == ()
    assert places_of([*forms(CANARY), *vector_forms(VECTOR)], paths.root) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the tries are forked")
@pytest.mark.parametrize("direction", ["on", "off"])
def test_a_kill_at_any_change_of_a_file_loses_nothing(paths: WorkspacePaths, tmp_path: Path, direction: str) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    command = [sys.executable, "-m", "tests.unit.workspace.vault_killed", str(paths.root), str(folder), direction]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30  # so many changes of files there are at least


def test_the_pages_of_a_pdf_are_drawn_from_an_encrypted_copy(tmp_path: Path) -> None:
    paths = WorkspacePaths(tmp_path / "workspace")
    Workspace.open(paths.root, writing=True).close()
    _turn_on(paths)
    vault.unlock(paths, PASSPHRASE)
    file = tmp_path / "标准.pdf"
    sheet = Canvas(str(file), pagesize=(300, 200))
    sheet.drawString(30, 150, "1 Scope of the canary")
    sheet.showPage()
    sheet.save()
    with Workspace.open(paths.root, writing=True) as workspace:
        (added,) = workspace.add([file], Progress())
        assert added.status in ("added", "partial"), added.issues
        document_id = str(added.document_id)
        assert workspace.page_sizes(document_id) == ((300.0, 200.0),)
        image = workspace.page_image(document_id, 1, 1.0)
        assert (image.width, image.height) == (300, 200)
        assert min(image.rgb) < 100  # something is printed on it
    vault.lock(paths)
    assert places_of([b"%PDF", *forms("canary")], paths.root) == []


def test_a_text_in_a_new_vault_leaves_no_trace_outside_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary folders of this process and of its workers."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    paths = WorkspacePaths(tmp_path / "workspace")
    Workspace.open(paths.root, writing=True).close()
    _turn_on(paths)
    vault.unlock(paths, PASSPHRASE)
    file = tmp_path / f"{IN_NAME}.md"
    file.write_text(f"# Q/ZS 900-2026 小推车\n\n## 4 要求\n\n4.1 {CANARY}应高于 850 mm。\n", encoding="utf-8")
    with Workspace.open(paths.root, writing=True) as workspace:
        _fill(workspace, file)
    vault.lock(paths)
    assert places_of([*forms(CANARY), *forms(IN_NAME)], temporary) == []


def test_what_becomes_of_the_vault_is_in_the_audit_log(paths: WorkspacePaths) -> None:
    phrase = _turn_on(paths)
    with pytest.raises(WrongPassphrase):
        vault.unlock(paths, OTHER)
    vault.recover(paths, phrase, OTHER)
    vault.change_passphrase(paths, OTHER, PASSPHRASE)
    vault.new_recovery_phrase(paths, PASSPHRASE)
    vault.unlock(paths, PASSPHRASE)
    keys = vault.keys_of(paths)
    assert keys is not None
    turn_off(paths, keys, Progress())
    told = [(entry.kind, entry.data.get("change")) for entry in Auditing(paths).entries(7)[0]]
    assert told == [
        ("vault", "off"),
        ("unlock", None),
        ("vault", "recovery"),
        ("vault", "passphrase"),
        ("vault", "recovered"),
        ("unlock_failed", None),
        ("vault", "on"),
    ]


def test_where_roles_are_set_only_an_administrator_encrypts_and_decrypts(paths: WorkspacePaths) -> None:
    Auditing(paths).set_passphrase(Role.ADMINISTRATOR, OTHER)
    with pytest.raises(NotAllowed):
        _turn_on(paths)
    assert not vault.state_of(paths).is_on
    administrator = Auditing(paths)
    administrator.sign_in(OTHER)
    _, keys = turn_on(paths, PASSPHRASE, Progress(), stretching=CHEAP, audit=administrator)
    vault.keep_open(paths, keys)
    with pytest.raises(NotAllowed):
        turn_off(paths, keys, Progress())
    assert vault.state_of(paths).is_on
    turn_off(paths, keys, Progress(), administrator)
    assert not vault.state_of(paths).is_on
