"""A model's threads: as set, else as timed once on a quiet machine, else every real core."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault
from app.runtime import model_worker
from app.runtime.hardware import Machine, thread_candidates
from app.runtime.model_worker import ModelPlace, ModelWorker
from app.runtime.threads import ThreadChoice

MACHINE = Machine("Example CPU", (), physical_cores=4, usable_cpus=8, memory_total=0, memory_available=0)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(model_worker, "probe_machine", lambda: MACHINE)
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    return path


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_worker, "is_busy", lambda: False)


def start(model: Path, threads: int = 0) -> ModelWorker:
    place = ModelPlace("m", model, threads, model.with_name("machine.json"))
    return ModelWorker("tests.unit.runtime.timing_service:TimingService", place, {}, name="timing")


def threads_of(model: Path) -> ThreadChoice:
    """Found in a start of their own, as when the application is opened again."""
    worker = start(model)
    try:
        return worker.threads()
    finally:
        worker.close()


def timed(model: Path) -> int:
    times = model.with_suffix(".times")
    return len(times.read_text()) if times.exists() else 0


@pytest.mark.usefixtures("quiet")
def test_threads_are_timed_once_and_remembered_for_the_next_start(model: Path) -> None:
    fewest = min(thread_candidates(MACHINE))
    assert threads_of(model) == threads_of(model) == ThreadChoice(fewest, fewest)
    assert timed(model) == 1


def test_a_busy_machine_is_not_timed_and_nothing_is_kept(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_worker, "is_busy", lambda: True)
    worker = start(model)
    assert worker.threads() == ThreadChoice(4, 4)
    assert worker.pid is None
    assert not model.with_name("machine.json").exists()


def test_a_setting_is_obeyed_without_timing(model: Path) -> None:
    worker = start(model, threads=3)
    assert worker.threads() == ThreadChoice(3, 3)
    assert worker.pid is None


def test_a_model_file_that_has_gone_is_named(model: Path) -> None:
    model.unlink()
    with pytest.raises(EnvironmentFault, match="m "):
        start(model).threads()
