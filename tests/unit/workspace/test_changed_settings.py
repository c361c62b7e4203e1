"""Settings changed while the workspace is open: what acts at once, and what with the next start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.answer import Answer, Mode
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.settings import Settings, load_settings
from app.runtime.chat import LlamaChatEngine
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelRole
from app.runtime.model_list import write_own
from app.workspace import Workspace
from app.workspace.models import ModelRoles, catalogue_of
from app.workspace.retention import forget_old, old_conversations
from tests.unit.runtime.model_files import file_entry, manifest, table


@pytest.fixture
def catalogue(tmp_path: Path) -> ModelCatalogue:
    """Two chat models and two for vectors, on the machine."""
    folder = tmp_path / "models"
    folder.mkdir()
    roles = {
        "large": ModelRole.CHAT,
        "small": ModelRole.CHAT,
        "vectors": ModelRole.EMBEDDING,
        "others": ModelRole.EMBEDDING,
    }
    entries = [file_entry(name, name.encode(), role) for name, role in roles.items()]
    for entry in entries:
        (folder / entry.file).write_bytes(entry.id.encode())
    return ModelCatalogue([folder], manifest(tmp_path / "manifest.toml", *map(table, entries)))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: ModelCatalogue) -> Iterator[Workspace]:
    monkeypatch.setattr("app.workspace.models.catalogue_of", lambda settings: catalogue)
    with Workspace.open(tmp_path / "work", writing=True) as opened:
        yield opened


def engine_of(workspace: Workspace) -> LlamaChatEngine:
    engine = workspace.models.chat_engine()
    assert isinstance(engine, LlamaChatEngine)
    return engine


def test_what_is_saved_holds_at_once_and_stands_in_the_file(workspace: Workspace) -> None:
    assert workspace.save_settings(Settings(notify=False, font_size=120)) == ()
    assert workspace.settings == load_settings(workspace.paths.settings) == Settings(notify=False, font_size=120)


def test_what_acts_with_the_next_start_only_is_told(workspace: Workspace) -> None:
    assert workspace.save_settings(Settings(language="en", retention_days=30)) == ("retention_days",)
    assert workspace.save_settings(Settings(language="zh", retention_days=30)) == ()


def test_another_model_answers_from_the_next_question_on(workspace: Workspace) -> None:
    first = engine_of(workspace)
    assert first.model_id == "large"
    workspace.save_settings(Settings(chat_model="small"))
    assert engine_of(workspace).model_id == "small"
    workspace.save_settings(Settings())
    assert engine_of(workspace) is first


def test_threads_and_gpu_hold_for_the_next_loading(workspace: Workspace) -> None:
    first = engine_of(workspace)
    workspace.save_settings(Settings(threads=2, use_gpu="off"))
    place = engine_of(workspace)._worker.place
    assert engine_of(workspace) is not first
    assert (place.threads, place.use_gpu) == (2, False)


def test_another_embedding_model_is_taken_at_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    class Embedder:
        def __init__(self, place: object) -> None:
            self.model_id = place.id  # type: ignore[attr-defined]

        def close(self) -> None: ...

    monkeypatch.setattr("app.workspace.models.GgufEmbedder", Embedder)
    assert workspace.models.embedder is not None
    assert workspace.models.embedder.model_id == "vectors"
    workspace.save_settings(Settings(embedding_model="others"))
    assert workspace.models.embedder.model_id == "others"


def test_a_reader_changes_no_settings(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "work") as reader, pytest.raises(UserError):
        reader.save_settings(Settings(threads=1))


def test_a_value_that_is_not_allowed_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="threads"):
        workspace.save_settings(Settings(threads=-1))
    assert workspace.settings == load_settings(workspace.paths.settings) == Settings()


def test_models_are_found_in_the_folder_that_the_settings_name(tmp_path: Path) -> None:
    entry = file_entry("stick", b"x" * 10, ModelRole.CHAT)
    write_own(tmp_path, [entry])
    (tmp_path / entry.file).write_bytes(b"x" * 10)
    settings = Settings(models_folder=str(tmp_path))
    assert catalogue_of(settings).installed("stick") == tmp_path / entry.file
    assert catalogue_of(settings).folder != tmp_path
    assert tmp_path not in catalogue_of(Settings()).folders
    assert ModelRoles(settings).catalogue.installed("stick") is not None


def test_conversations_past_their_time_go_when_the_workspace_is_opened(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        kept = workspace.conversations.create("今天的")
        workspace.conversations.append(kept.id, Answer("问", Mode.VERBATIM, "答"))
        later = datetime.now(UTC) + timedelta(days=31)
        assert old_conversations(workspace.conversations, 0, later) == []
        assert old_conversations(workspace.conversations, 30) == []
        assert old_conversations(workspace.conversations, 30, later) == [kept.id]
        workspace.save_settings(Settings(retention_days=30))
        assert [item.id for item in workspace.conversations.list()] == [kept.id]
        assert forget_old(workspace.conversations, 30, later) == 1
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        assert workspace.conversations.list() == []


def test_opening_forgets_by_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("app.workspace.workspace.forget_old", lambda conversations, days: asked.append(days) or 0)
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        workspace.save_settings(Settings(retention_days=7))
    with Workspace.open(tmp_path / "work", writing=True), Workspace.open(tmp_path / "work"):
        pass
    assert asked == [0, 7]


def test_without_history_conversations_last_until_the_workspace_is_closed(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        workspace.save_settings(Settings(keep_history=False))
        pinned = workspace.conversations.create("今天的")
        workspace.conversations.append(pinned.id, Answer("问", Mode.VERBATIM, "答"))
        workspace.conversations.pin(pinned.id, pinned=True)
        assert len(workspace.conversations.list()) == 1
    with Workspace.open(tmp_path / "work") as reader:
        assert reader.conversations.list(archived=True) == []


def test_history_that_is_to_be_kept_again_is_kept_though_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, settings: Settings) -> None:
        raise OSError(28, "No space left on device")

    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        workspace.save_settings(Settings(keep_history=False))
        workspace.conversations.create("要留下的")
        monkeypatch.setattr("app.workspace.changed_settings.save_settings", full)
        with pytest.raises(EnvironmentFault):
            workspace.save_settings(Settings())
    with Workspace.open(tmp_path / "work") as reader:
        assert [each.title for each in reader.conversations.list()] == ["要留下的"]
