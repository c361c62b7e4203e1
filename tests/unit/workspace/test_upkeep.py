"""What a workspace says of itself and of its machine, what is cleared away, and how fast models are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.answer import Answer, Mode, Timing, TokenCount
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.settings import Settings
from app.runtime.gpus import GpuReport
from app.runtime.hardware import cpu_name
from app.workspace import Workspace
from app.workspace.speeds import measure
from tests.fakes import FakeEngine


@pytest.fixture(autouse=True)
def _no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))
    monkeypatch.setattr("app.workspace.upkeep.gpu_report", GpuReport)
    monkeypatch.setattr("app.workspace.speeds.is_busy", lambda: True)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "work", writing=True) as opened:
        yield opened


def answer(model: str | None, generated: int, first: float, total: float) -> Answer:
    return Answer(
        "问", Mode.GENERAL, "答", model=model, seconds=Timing(0.0, first, total), tokens=TokenCount(0, 0, generated)
    )


def test_without_models_the_missing_ones_are_told(workspace: Workspace) -> None:
    health = workspace.upkeep.machine()
    assert health.models == ()
    assert any("没有对话模型" in line for line in health.missing)
    assert health.disk_free > 0


def test_the_library_is_told_in_numbers(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "甲.md"
    file.write_text("# 1 范围\n\n本标准适用于手推车。\n", "utf-8")
    workspace.add([file], Progress())
    workspace.conversations.append(workspace.conversations.create("一").id, answer(None, 0, 0, 1))
    library = workspace.upkeep.library()
    assert library.index is None
    counts = library.counts
    assert (counts.documents, counts.waiting, counts.conversations, counts.turns) == (1, 0, 1, 1)
    assert counts.clauses > 0
    sizes = workspace.upkeep.sizes()
    assert sizes.originals == file.stat().st_size
    assert sizes.catalogue > sizes.conversations > 0
    assert sizes.total >= sizes.catalogue + sizes.originals


def test_an_index_that_is_not_made_yet_has_no_size(workspace: Workspace) -> None:
    folder = workspace.paths.index
    data = folder / "vectors-1.lance" / "data"
    folder.mkdir(exist_ok=True)
    (folder / "vectors-1.json").write_bytes(b"{}")
    assert workspace.upkeep.sizes().index == 0
    data.mkdir(parents=True)
    (data / "1.lance").write_bytes(b"0" * 5000)
    assert workspace.upkeep.sizes().index == 5002


def test_only_who_writes_forgets_conversations(workspace: Workspace) -> None:
    workspace.conversations.create("一")
    assert workspace.upkeep.old_conversations(1) == 0
    assert workspace.upkeep.forget_old_conversations(1) == 0
    with Workspace.open(workspace.paths.root) as reader, pytest.raises(UserError):
        reader.upkeep.forget_old_conversations(1)


def test_speed_counts_characters_after_the_first_one() -> None:
    engine = FakeEngine()
    engine.enqueue("一", "一二三四五")
    figure = measure(engine, Progress())
    assert figure.model_id == "fake-chat"
    assert figure.characters > 0
    assert (figure.memory, figure.machine) == (0, cpu_name())
    assert figure.was_busy
    assert engine.requests[0].max_tokens == 1


def test_a_figure_is_kept_for_this_machine_and_replaced_by_a_new_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine()
    monkeypatch.setattr(workspace.models, "chat_engine", lambda model_id: engine)
    for _ in range(2):
        engine.enqueue("一", "一二三四五")
        figure = workspace.speeds.measure("fake-chat", Progress())
    assert workspace.speeds.kept() == (figure,)
    file = workspace.paths.speeds
    file.write_text(json.dumps([{**json.loads(file.read_text())[0], "machine": "elsewhere"}]))
    assert workspace.speeds.kept() == ()
    file.write_text("{")
    assert workspace.speeds.kept() == ()


def test_a_model_that_is_not_there_is_not_measured(workspace: Workspace) -> None:
    workspace.save_settings(Settings())
    with pytest.raises((EnvironmentFault, UserError)):
        workspace.speeds.measure("qwen2.5-coder-1.5b-instruct-q4_k_m", Progress())


def test_the_last_answers_tell_their_speed(workspace: Workspace) -> None:
    conversation = workspace.conversations.create("一").id
    for given in (
        answer("m", 40, 2.0, 6.0),
        answer("m", 60, 4.0, 7.0),
        answer("m", 3, 1.0, 2.0),
        answer(None, 50, 1.0, 2.0),
    ):
        workspace.conversations.append(conversation, given)
    (speed,) = workspace.speeds.of_last_answers()
    assert (speed.model_id, speed.answers, speed.tokens, speed.first_token_seconds) == ("m", 2, 15.0, 3.0)
