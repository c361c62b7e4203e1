"""A library carried to another workspace in one file, and a workspace backed up and restored."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.domain.answer import Answer, Mode
from app.domain.document import Document, DocumentStatus
from app.domain.register import RegisterEntry
from app.domain.where import Where
from app.foundation.errors import Cancelled, UserError
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.foundation.settings import Settings
from app.library.database import Database
from app.library.register import Register
from app.library.storing import stored_document
from app.library.transfer.snapshot import Scope
from app.library.vectors import VectorStore
from app.security.sealed import DamagedSeal
from app.workspace import Workspace
from app.workspace.carrying.signers import UnknownSigner

MODEL = "some embedding model"
LIBRARY, BACKUP = Scope(), Scope(private=True)
QUESTION = "金丝雀的悄悄话是什么？"
PAGES = {
    "Q_ZS 900-2026.md": (
        "# Q/ZS 900-2026 小推车\n\n## 4 要求\n\n4.1 扶手应高于 850 mm。\n\n4.2 按 Q/ZS 901-2026 中 4.1 的规定。\n"
    ),
    "Q_ZS 901-2026.md": (
        "# Q/ZS 901-2026 大推车\n\n## 3 术语和定义\n\n3.1\n大推车 big trolley\n用双手推的车。\n\n"
        "## 4 要求\n\n4.1 扶手宜高于 900 mm。\n"
    ),
}


@pytest.fixture(autouse=True)
def _no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine has installed is not what is tested."""
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two documents in two collections, vectors, a correction, a register and a conversation."""
    folder = tmp_path_factory.mktemp("filled")
    files = folder / "home of somebody"
    files.mkdir()
    for name, text in PAGES.items():
        (files / name).write_text(text, encoding="utf-8")
    root = folder / "workspace"
    with Workspace.open(root, writing=True) as workspace:
        first, second = workspace.add([files], Progress())
        workspace.move_to_collection([str(second.document_id)], "起重")
        workspace.corrections.correct(str(first.document_id), "title", "改过的名称")
        conversation = workspace.conversations.create(QUESTION)
        found = workspace.search("扶手")
        answer = Answer(question=QUESTION, mode=Mode.VERBATIM, text="没有。")
        workspace.conversations.append(conversation.id, answer, Where("起重", as_of="2026-03-01"), found)
        workspace.save_settings(replace(workspace.settings, language="en"))
    with Database(root / "catalogue.sqlite3") as database:
        store = VectorStore(database)
        missing = store.missing(MODEL, 100)
        store.put(MODEL, [(passage.text_hash, np.full(4, place, np.float32)) for place, passage in enumerate(missing)])
        Register(database).put([RegisterEntry("GB/T 1-2020", "导则", DocumentStatus.IN_FORCE)], "list.csv")
    return root


@pytest.fixture
def source(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled workspace, free to be changed."""
    return Path(shutil.copytree(filled, tmp_path / "source"))


def pack(root: Path, path: Path, scope: Scope = LIBRARY) -> Path:
    with Workspace.open(root, writing=True) as workspace:
        workspace.carrying.pack(path, scope, "张工", Progress())
    return path


def take_in(root: Path, path: Path) -> Workspace:
    workspace = Workspace.open(root, writing=True)
    try:
        workspace.carrying.take_in(path, Progress(), trust=True)
    except BaseException:
        workspace.close()
        raise
    return workspace


def documents_of(root: Path, ids: Sequence[str]) -> list[Document]:
    with Database(root / "catalogue.sqlite3") as database, database.reading() as connection:
        return [stored_document(connection, document_id) for document_id in ids]


def vectors_of(root: Path) -> dict[str, list[float]]:
    with Database(root / "catalogue.sqlite3") as database:
        return {row.passage_id: row.vector.tolist() for row in VectorStore(database).rows(MODEL)}


def test_a_colleague_has_the_same_documents_clauses_and_vectors(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "a.zslib")
    there = tmp_path / "there"
    with take_in(there, path) as workspace, Workspace.open(source) as here:
        assert [(e.id, e.metadata, e.collection) for e in workspace.documents()] == [
            (e.id, e.metadata, e.collection) for e in here.documents()
        ]
        ids = [entry.id for entry in here.documents()]
        assert [e.title for e in workspace.register.entries()] == ["导则"]
        hits = workspace.search("扶手应高于")
        assert hits[0].source.title == "改过的名称"
    assert documents_of(there, ids) == documents_of(source, ids)
    assert vectors_of(there) == vectors_of(source) != {}
    assert sorted(p.name for p in (there / "originals").iterdir()) == sorted(
        p.name for p in (source / "originals").iterdir()
    )


def test_nothing_private_goes_to_a_colleague(source: Path, tmp_path: Path) -> None:
    data = pack(source, tmp_path / "a.zslib").read_bytes()
    for private in (QUESTION, "悄悄话", "home of somebody"):
        assert private.encode() not in data
    assert QUESTION.encode() in pack(source, tmp_path / "b.zslib", BACKUP).read_bytes()


def test_a_backup_brings_everything_back(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "b.zslib", BACKUP)
    with take_in(tmp_path / "there", path) as workspace, Workspace.open(source) as here:
        [kept] = workspace.conversations.list()
        assert kept.title == QUESTION
        assert workspace.conversations.turns(kept.id) == here.conversations.turns(kept.id)
        assert workspace.conversations.evidence(kept.id) == here.conversations.evidence(kept.id) != {}
        assert [entry.path for entry in workspace.documents()] == [entry.path for entry in here.documents()]
    with Workspace.open(tmp_path / "there") as workspace:
        assert workspace.settings.language == "en"


def test_taking_in_twice_changes_nothing(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "b.zslib", BACKUP)
    with take_in(tmp_path / "there", path) as workspace:
        again = workspace.carrying.take_in(path, Progress())
        assert (again.added, again.updated, again.unchanged, again.conversations) == (0, 0, 2, 0)
        assert len(workspace.conversations.list()) == 1


def test_what_is_here_already_stays_as_people_have_put_it(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "b.zslib", BACKUP)
    with take_in(tmp_path / "there", path) as workspace:
        first = workspace.documents()[0]
        workspace.corrections.correct(first.id, "title", "我们的名称")
        workspace.move_to_collection([first.id], "我们的")
        conversation = workspace.conversations.list()[0]
        workspace.conversations.rename(conversation.id, "我们的对话")
        workspace.carrying.take_in(path, Progress())
        assert workspace.document(first.id).metadata.title == "我们的名称"
        assert workspace.document(first.id).collection == "我们的"
        assert [c.title for c in workspace.conversations.list()] == ["我们的对话"]


def test_settings_are_taken_over_by_an_empty_workspace_alone(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "b.zslib", BACKUP)
    page = tmp_path / "own.md"
    page.write_text("# 自己的\n\n## 1 范围\n\n1.1 正文应短。\n", encoding="utf-8")
    with Workspace.open(tmp_path / "there", writing=True) as workspace:
        workspace.add([page], Progress())
        assert not workspace.carrying.take_in(path, Progress(), trust=True).settings_taken
    with Workspace.open(tmp_path / "there") as workspace:
        assert workspace.settings.language == Settings().language
        assert len(workspace.documents()) == 3


def test_one_collection_goes_alone(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "a.zslib", Scope(frozenset({"起重"})))
    assert "扶手应高于".encode() not in path.read_bytes()
    with take_in(tmp_path / "there", path) as workspace:
        assert [entry.collection for entry in workspace.documents()] == ["起重"]


def test_an_unknown_signature_changes_nothing_until_it_is_confirmed(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "a.zslib")
    with Workspace.open(tmp_path / "there", writing=True) as workspace:
        assert not workspace.carrying.look_at(path).is_trusted
        with pytest.raises(UnknownSigner, match="张工"):
            workspace.carrying.take_in(path, Progress())
        assert workspace.documents() == []
        workspace.carrying.take_in(path, Progress(), trust=True)
        assert workspace.carrying.look_at(path).is_trusted
    with Workspace.open(source, writing=True) as workspace:
        assert workspace.carrying.look_at(path).is_trusted, "one's own"


def test_a_damaged_file_changes_nothing(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "a.zslib")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedSeal):
        take_in(tmp_path / "there", path)
    with Workspace.open(tmp_path / "there") as workspace:
        assert workspace.documents() == []
    assert not (tmp_path / "there" / "incoming").exists()


def test_what_was_broken_off_goes_on(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "b.zslib", BACKUP)
    token = CancelToken()

    def stop(event: ProgressEvent) -> None:
        if event.stage == "import" and event.done == 1:
            token.cancel()

    with Workspace.open(tmp_path / "there", writing=True) as workspace:
        with pytest.raises(Cancelled):
            workspace.carrying.take_in(path, Progress(stop, token), trust=True)
        assert workspace.conversations.list() == []
        taken = workspace.carrying.take_in(path, Progress())
        assert len(workspace.documents()) == 2
        assert taken.conversations == 1
    assert vectors_of(tmp_path / "there") == vectors_of(source)


def test_a_lost_copy_is_told_on_both_sides(source: Path, tmp_path: Path) -> None:
    next((source / "originals").glob("*.md")).unlink()
    with Workspace.open(source, writing=True) as workspace:
        packed = workspace.carrying.pack(tmp_path / "a.zslib", LIBRARY, "", Progress())
    assert len(packed.without_original) == 1
    with Workspace.open(tmp_path / "there", writing=True) as workspace:
        taken = workspace.carrying.take_in(packed.path, Progress(), trust=True)
    assert taken.without_original == packed.without_original


def test_an_empty_library_is_not_packed(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "empty", writing=True) as workspace, pytest.raises(UserError, match="没有可以导出"):
        workspace.carrying.pack(tmp_path / "a.zslib", LIBRARY, "", Progress())


@pytest.mark.parametrize(
    "spoil",
    [
        "CREATE TRIGGER evil AFTER INSERT ON documents BEGIN DELETE FROM documents; END",
        "CREATE VIEW evil AS SELECT 1",
        "UPDATE documents SET format = 'md/../../../evil'",
        "UPDATE documents SET id = '../../evil' || rowid",
    ],
)
def test_a_catalogue_that_would_act_or_lead_elsewhere_is_refused(
    source: Path, tmp_path: Path, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also from a signer who is trusted."""
    folded: Callable[[Database], None] = Database.fold

    def spoil_and_fold(self: Database) -> None:
        with self.transaction() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute(spoil)
            connection.execute("DELETE FROM clauses")
            for table in ("passages", "cross_references", "terms"):
                connection.execute(f"DELETE FROM {table}")
        folded(self)

    monkeypatch.setattr(Database, "fold", spoil_and_fold)
    path = pack(source, tmp_path / "a.zslib")
    monkeypatch.undo()
    with pytest.raises(UserError):
        take_in(tmp_path / "there", path)
    assert not list(tmp_path.rglob("evil*"))


def test_chosen_documents_go_alone(source: Path, tmp_path: Path) -> None:
    with Workspace.open(source) as here:
        chosen = here.documents()[1]
    path = pack(source, tmp_path / "a.zslib", Scope(documents=frozenset({chosen.id})))
    with take_in(tmp_path / "there", path) as workspace:
        assert [entry.id for entry in workspace.documents()] == [chosen.id]


def test_what_is_held_already_is_told_before_anything_is_taken_in(source: Path, tmp_path: Path) -> None:
    with Workspace.open(source) as here:
        chosen = here.documents()[0].id
    one, both = pack(source, tmp_path / "a.zslib", Scope(documents=frozenset({chosen}))), pack(source, tmp_path / "b")
    with take_in(tmp_path / "there", one) as workspace:
        found = workspace.carrying.look_at(both)
        assert (found.about.documents, found.held) == (2, 1)


def test_a_signer_is_trusted_once_the_person_says_so(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "a.zslib")
    with Workspace.open(tmp_path / "there", writing=True) as workspace:
        workspace.carrying.trust(workspace.carrying.look_at(path))
        assert workspace.carrying.take_in(path, Progress()).added == 2


def test_the_last_backup_is_remembered(source: Path, tmp_path: Path) -> None:
    with Workspace.open(source, writing=True) as workspace:
        workspace.carrying.pack(tmp_path / "a.zslib", LIBRARY, "", Progress())
        assert workspace.carrying.last_backup() is None
        packed = workspace.carrying.pack(tmp_path / "b.zslib", BACKUP, "", Progress())
        last = workspace.carrying.last_backup()
        assert last is not None
        assert (last.path, last.size) == (str(packed.path), packed.size)
        workspace.paths.last_backup.write_text("x")
        assert workspace.carrying.last_backup() is None


def test_settings_that_this_version_cannot_read_are_left_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "b.zslib"
    with Workspace.open(tmp_path / "maker", writing=True) as maker:
        maker.paths.settings.write_text("of_next_year = 1\n")
        maker.carrying.pack(path, BACKUP, "", Progress())
    with Workspace.open(tmp_path / "there", writing=True) as workspace:
        assert not workspace.carrying.take_in(path, Progress(), trust=True).settings_taken
    with Workspace.open(tmp_path / "there") as workspace:
        assert workspace.settings == Settings()


def test_settings_of_a_backup_can_be_acted_on_at_once(source: Path, tmp_path: Path) -> None:
    path = pack(source, tmp_path / "b.zslib", BACKUP)
    with take_in(tmp_path / "there", path) as workspace:
        assert workspace.settings.language == Settings().language
        workspace.use_settings_of_file()
        assert workspace.settings.language == "en"
