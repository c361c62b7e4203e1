"""What is removed from a workspace is in none of its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.lance import LanceIndex
from app.library.vectors import VectorStore
from app.runtime.hardware import probe_machine
from app.workspace import Workspace
from app.workspace.models import ModelRoles
from app.workspace.vectors import Vectors
from tests.fakes import HashEmbedder
from tests.unit.library.making import standard

SECRET = standard("Q/ZS 1-2026", ["金丝雀机密文字。"])
MODELS = ("model of last year", "model of this year")


@pytest.fixture(autouse=True)
def _no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine has installed is not what is tested."""
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))


@pytest.fixture
def paths(tmp_path: Path) -> WorkspacePaths:
    """A workspace that two models have embedded."""
    made = WorkspacePaths(tmp_path / "workspace")
    made.create()
    with Database(made.catalogue) as database:
        Catalogue(database).put(SECRET, path="/secret.pdf", collection="default")
        store = VectorStore(database)
        for model in MODELS:
            store.put(model, [(passage.text_hash, np.ones(4, np.float32)) for passage in store.missing(model, 10)])
            LanceIndex(made.index, store, model).refresh()
    (made.originals / f"{SECRET.id}.pdf").write_bytes(b"%PDF")
    return made


def files_that_name(document_id: str, folder: Path) -> Iterator[str]:
    """The audit log does, for good: it tells that the document was removed."""
    for path in folder.rglob("*"):
        if path.parent.name != "audit" and (
            document_id in path.name or (path.is_file() and document_id.encode() in path.read_bytes())
        ):
            yield path.relative_to(folder).as_posix()


def test_removal_reaches_the_vectors_of_models_that_are_no_longer_installed(paths: WorkspacePaths) -> None:
    assert len(list(files_that_name(SECRET.id, paths.index))) >= len(MODELS)
    with Workspace.open(paths.root, writing=True) as workspace:
        workspace.remove(SECRET.id)
        assert list(files_that_name(SECRET.id, paths.root)) == []


def test_a_copy_that_a_kill_has_left_is_cleared_later(paths: WorkspacePaths) -> None:
    with Database(paths.catalogue) as database:
        Catalogue(database).remove(SECRET.id)
    assert (paths.originals / f"{SECRET.id}.pdf").exists()
    with Workspace.open(paths.root, writing=True) as workspace:
        workspace.clear_leftovers()
    assert list(files_that_name(SECRET.id, paths.root)) == []


def test_opening_deletes_the_copy_that_a_kill_has_left(paths: WorkspacePaths) -> None:
    with Database(paths.catalogue) as database:
        Catalogue(database).remove(SECRET.id)
    Workspace.open(paths.root, writing=True).close()
    assert list(paths.originals.iterdir()) == []
    with Workspace.open(paths.root, writing=True) as workspace:
        workspace.embed_if_possible(Progress())
    assert list(files_that_name(SECRET.id, paths.root)) == []


def test_copies_that_no_removal_has_left_stay(paths: WorkspacePaths) -> None:
    rescued = paths.originals / "0123456789abcdef.pdf"
    rescued.write_bytes(b"%PDF")
    with Workspace.open(paths.root, writing=True) as workspace:
        workspace.remove(SECRET.id)
    assert list(paths.originals.iterdir()) == [rescued]


def test_a_document_whose_vectors_cannot_be_cleared_is_removed_all_the_same(
    paths: WorkspacePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Vectors) -> None:
        raise EnvironmentFault("写不了向量索引", "请检查磁盘空间。")

    with Workspace.open(paths.root, writing=True) as workspace:
        with monkeypatch.context() as broken:
            broken.setattr(Vectors, "forget_removed", fail)
            [warning] = workspace.remove(SECRET.id)
            assert "已移除" in warning
            assert "写不了向量索引" in warning
            with pytest.raises(EnvironmentFault, match="已移除"):
                workspace.clear_leftovers()
        assert workspace.documents() == []
        assert list(paths.originals.iterdir()) == []
        assert workspace.embed_if_possible(Progress()) == ("没有安装向量模型，只按字词检索。",)
    assert list(files_that_name(SECRET.id, paths.root)) == []


def test_a_copy_that_cannot_be_deleted_keeps_nothing_else_back(
    paths: WorkspacePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def fail(path: Path, missing_ok: bool = False) -> None:
        if path.parent == paths.originals and SECRET.id in path.name:
            raise PermissionError(13, "in use")
        unlink(path, missing_ok)

    with Workspace.open(paths.root, writing=True) as workspace:
        with monkeypatch.context() as broken:
            broken.setattr(Path, "unlink", fail)
            workspace.take_out([SECRET.id])
            [warning] = workspace._leftovers.clear_if_possible()
        assert "in use" in warning
        assert list(files_that_name(SECRET.id, paths.index)) == []
        workspace.clear_leftovers()
    assert list(files_that_name(SECRET.id, paths.root)) == []


def test_taking_out_many_waits_neither_for_the_index_nor_for_the_words(
    paths: WorkspacePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: object) -> None:
        raise AssertionError("long work")

    with Workspace.open(paths.root, writing=True) as workspace:
        monkeypatch.setattr(Catalogue, "erase_replaced", never)
        monkeypatch.setattr(Vectors, "forget_removed", never)
        workspace.take_out([SECRET.id])
        assert workspace.documents() == []


def test_what_is_taken_out_in_a_moment_leaves_no_copy_and_what_is_gone_already_is_no_fault(
    paths: WorkspacePaths,
) -> None:
    with Workspace.open(paths.root, writing=True) as workspace:
        workspace.take_out([SECRET.id, "0" * 16])
        assert workspace.documents() == []
        assert list(paths.originals.iterdir()) == []
        workspace.clear_leftovers()
    assert list(files_that_name(SECRET.id, paths.root)) == []


def test_removal_is_complete_where_the_chosen_model_is_not_on_this_machine(paths: WorkspacePaths) -> None:
    paths.settings.write_text('embedding_model = "embeddinggemma-300m-q8_0"\n', encoding="utf-8")
    with Workspace.open(paths.root, writing=True) as workspace:
        workspace.remove(SECRET.id)
        assert workspace.documents() == []
        assert list(files_that_name(SECRET.id, paths.root)) == []


def test_removal_reaches_the_model_in_use_and_leaves_its_index_current(
    paths: WorkspacePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ModelRoles, "embedder", HashEmbedder(MODELS[1]))
    with Workspace.open(paths.root, writing=True) as workspace:
        workspace.remove(SECRET.id)
        assert list(files_that_name(SECRET.id, paths.root)) == []
    with Database(paths.catalogue) as database:
        store = VectorStore(database)
        current = [LanceIndex(paths.index, store, model).is_current() for model in MODELS]
    assert current == [False, probe_machine().has_avx2]
