"""Models share memory: as many stay as fit, the least recently used one goes first, and none is taken from its work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from app.foundation.errors import Cancelled, EnvironmentFault
from app.foundation.jobs import CancelToken
from app.runtime.model_memory import ModelMemory

LONG = 30.0
"""Seconds: reached only when something hangs."""


@dataclass(eq=False)
class Machine:
    """Memory in bytes, and what was unloaded from it, in order."""

    total: int
    models: list[Model] = field(default_factory=list)
    unloaded: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.memory = ModelMemory(self.available)

    def available(self) -> int:
        return self.total - sum(model.held() for model in self.models)

    def model(self, name: str, size: int) -> Model:
        self.models.append(Model(name, size, self))
        return self.models[-1]


@dataclass(eq=False)
class Model:
    """Loaded by its use, as a worker process is; ``mapped`` of its bytes never count as taken."""

    name: str
    size: int
    machine: Machine
    mapped: int = 0
    is_running: bool = False

    def needed(self) -> int:
        return self.size

    def held(self) -> int:
        return self.size - self.mapped if self.is_running else 0

    def unload(self) -> None:
        assert self.is_running
        self.is_running = False
        self.machine.unloaded.append(self.name)

    def use(self, cancel: CancelToken | None = None) -> None:
        with self.machine.memory.used(self, cancel):
            self.is_running = True

    def fail(self) -> None:
        """Its process comes to life, and no model into it."""
        with self.machine.memory.used(self):
            self.is_running = True
            raise EnvironmentFault("no memory")


@contextmanager
def working(model: Model) -> Iterator[threading.Event]:
    """A call that runs in another thread until the block ends, or until the event is set."""
    begun, finish = threading.Event(), threading.Event()

    def run() -> None:
        with model.machine.memory.used(model):
            model.is_running = True
            begun.set()
            finish.wait(LONG)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(LONG)
    yield finish
    finish.set()
    thread.join(LONG)


@pytest.fixture
def machine() -> Machine:
    return Machine(total=10)


def test_models_that_fit_together_all_stay(machine: Machine) -> None:
    for model in [machine.model("answer", 5), machine.model("words", 2), machine.model("vectors", 3)]:
        model.use()
    assert machine.unloaded == []


def test_the_one_that_was_not_used_for_longest_goes_first(machine: Machine) -> None:
    answer, words, vectors = machine.model("answer", 4), machine.model("words", 3), machine.model("vectors", 3)
    for model in (answer, words, vectors, answer):
        model.use()
    machine.model("summary", 3).use()
    assert machine.unloaded == ["words"]


def test_as_many_go_as_are_needed_and_no_more(machine: Machine) -> None:
    for name in ("a", "b", "c"):
        machine.model(name, 3).use()
    machine.model("large", 7).use()
    assert machine.unloaded == ["a", "b"]


def test_one_that_fits_only_alone_gets_all_and_never_shares(machine: Machine) -> None:
    small, large = machine.model("small", 2), machine.model("large", 9)
    for model in (small, large, small, large):
        model.use()
        assert [other.is_running for other in machine.models if other is not model] == [False]


def test_one_that_does_not_fit_even_alone_is_left_to_say_so_itself(machine: Machine) -> None:
    machine.model("small", 2).use()
    machine.model("huge", 99).use()
    assert machine.unloaded == ["small"]


def test_mapped_files_count_though_the_system_calls_them_available(machine: Machine) -> None:
    mapped = machine.model("mapped", 6)
    mapped.mapped = 5
    mapped.use()
    assert machine.available() == 9
    machine.model("other", 5).use()
    assert machine.unloaded == ["mapped"]


def test_a_model_in_use_keeps_its_place_until_its_call_ends(machine: Machine) -> None:
    busy, other = machine.model("busy", 6), machine.model("other", 6)
    with working(busy) as finish:
        waiting = threading.Thread(target=other.use)
        waiting.start()
        waiting.join(0.2)
        assert busy.is_running
        assert not other.is_running
        finish.set()
        waiting.join(LONG)
    assert machine.unloaded == ["busy"]
    assert other.is_running


def test_a_cancel_ends_the_wait_for_another_models_call(machine: Machine) -> None:
    busy, other = machine.model("busy", 6), machine.model("other", 6)
    cancel = CancelToken()
    with working(busy):
        threading.Timer(0.1, cancel.cancel).start()
        with pytest.raises(Cancelled):
            other.use(cancel)
    assert machine.unloaded == []


def test_a_call_within_a_call_never_waits_for_itself(machine: Machine) -> None:
    outer, inner = machine.model("outer", 6), machine.model("inner", 6)
    with machine.memory.used(outer):
        outer.is_running = True
        inner.use()
    assert machine.unloaded == []


def test_two_calls_to_one_model_need_its_room_once(machine: Machine) -> None:
    model = machine.model("model", 9)
    model.use()
    with working(model):
        model.use()
    assert machine.unloaded == []


def test_a_model_that_failed_to_load_asks_for_room_again(machine: Machine) -> None:
    failing, other = machine.model("failing", 6), machine.model("other", 4)
    with pytest.raises(EnvironmentFault):
        failing.fail()
    other.use()
    machine.total = 8
    failing.use()
    assert machine.unloaded == ["other"]


def test_the_end_waits_for_the_calls_that_run(machine: Machine) -> None:
    with working(machine.model("busy", 6)) as finish:
        closing = threading.Thread(target=machine.memory.wait_until_idle)
        closing.start()
        closing.join(0.2)
        assert closing.is_alive()
        finish.set()
        closing.join(LONG)
        assert not closing.is_alive()
