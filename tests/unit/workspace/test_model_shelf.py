"""Models as a person looks at them, and how they come from a stick and go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.runtime.bringing import bring_models
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelRole
from app.runtime.model_list import write_own
from app.workspace import Workspace
from app.workspace.model_shelf import disk_size, licence_text
from tests.unit.runtime.model_files import FOLDER, file_entry, folder_entry, manifest, table, write_folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> ModelCatalogue:
    """Knows large (chat) and vectors; none is installed."""
    entries = [file_entry("large", b"large", ModelRole.CHAT), file_entry("vectors", b"vectors", ModelRole.EMBEDDING)]
    return ModelCatalogue([tmp_path / "models"], manifest(tmp_path / "manifest.toml", *map(table, entries)))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: ModelCatalogue) -> Iterator[Workspace]:
    monkeypatch.setattr("app.workspace.models.catalogue_of", lambda settings: catalogue)
    with Workspace.open(tmp_path / "work", writing=True) as opened:
        yield opened


def put(folder: Path, catalogue: ModelCatalogue, *names: str) -> None:
    for name in names:
        (folder / catalogue.entry(name).file).write_bytes(name.encode())


def test_a_stick_brings_every_model_that_is_not_here(stick: Path, workspace: Workspace) -> None:
    catalogue = workspace.models.catalogue
    put(stick, catalogue, "large", "vectors")
    assert not workspace.chat_model_installed
    brought = workspace.shelf.add(stick, Progress())
    assert [entry.id for entry in brought] == ["large", "vectors"]
    assert workspace.chat_model_installed
    assert catalogue.state("large").verified
    assert sorted(path.name for path in catalogue.folder.glob("*") if path.suffix == ".gguf") == [
        "large.gguf",
        "vectors.gguf",
    ]
    assert not (catalogue.folder / ".arriving").exists()
    with pytest.raises(UserError, match="stick"):
        workspace.shelf.add(stick, Progress())


def test_a_damaged_model_is_not_taken(stick: Path, catalogue: ModelCatalogue) -> None:
    (stick / catalogue.entry("large").file).write_bytes(b"LARGE")
    with pytest.raises(EnvironmentFault, match="损坏"):
        bring_models(stick, catalogue, Progress())
    assert catalogue.installed("large") is None
    assert not list(catalogue.folder.rglob("*.gguf"))


def test_a_folder_that_is_itself_a_model_is_taken(stick: Path, tmp_path: Path) -> None:
    own = tmp_path / "models"
    write_own(own, [folder_entry("st", FOLDER)])
    catalogue = ModelCatalogue([own], manifest(tmp_path / "manifest.toml"))
    write_folder(stick / "st", FOLDER)
    assert [brought.id for brought in bring_models(stick / "st", catalogue, Progress())] == ["st"]
    assert catalogue.installed("st") == own / "st"


def test_what_is_no_model_is_told(stick: Path, catalogue: ModelCatalogue) -> None:
    for path in (stick, stick / "absent"):
        with pytest.raises(UserError):
            bring_models(path, catalogue, Progress())
    (stick / "a.gguf").write_bytes(b"no model")
    with pytest.raises(UserError):
        bring_models(stick / "a.gguf", catalogue, Progress())


def test_the_shelf_tells_what_each_model_does_and_needs(workspace: Workspace) -> None:
    catalogue = workspace.models.catalogue
    catalogue.folder.mkdir()
    put(catalogue.folder, catalogue, "large")
    workspace.models.use(workspace.settings)
    shelf = workspace.shelf.look()
    large, vectors = shelf.cards
    assert large.path is not None
    assert large.is_own
    assert large.may_chat
    assert "answer" in large.steps
    assert large.needed > disk_size(large) == 5
    assert (vectors.path, vectors.steps, disk_size(vectors)) == (None, (), 7)
    assert [entry.id for entry in shelf.options.chat] == ["large"]
    assert 0 < shelf.memory_available <= shelf.memory_total


def test_a_model_is_verified_and_removed(workspace: Workspace) -> None:
    catalogue = workspace.models.catalogue
    catalogue.folder.mkdir()
    put(catalogue.folder, catalogue, "large")
    assert workspace.shelf.verify("large", Progress())
    workspace.shelf.remove("large")
    assert catalogue.installed("large") is None
    assert not workspace.chat_model_installed


def test_the_licences_of_the_catalogue_are_here_and_no_other_file_is() -> None:
    for entry in ModelCatalogue().entries():
        if entry.licence in ("Apache-2.0", "Gemma"):
            assert licence_text(entry.licence)
    assert licence_text("../manifest") == ""
    assert licence_text("未说明") == ""
