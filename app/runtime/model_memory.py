"""Keeps as many models loaded as memory holds: the one that was not used for longest goes first.

Which model works is never decided here. A model that finds too little memory gets that of the others; where all of it
is not enough, loading says so with the numbers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from app.foundation.jobs import CancelToken
from app.foundation.workers import JSON, Reply, WorkerProcess
from app.runtime.hardware import available_memory, private_memory

WAIT_SECONDS = 0.05
"""How often a model that waits for another one's end looks at its cancel token."""


class Loadable(Protocol):
    """A model that can be in memory."""

    @property
    def is_running(self) -> bool:
        """Whether its process lives."""

    def needed(self) -> int:
        """Bytes that it takes when it is loaded."""

    def held(self) -> int:
        """Bytes that it takes now and that nobody else could have."""

    def unload(self) -> None:
        """Free them; it is loaded again with its next use."""


@dataclass(slots=True)
class _Stay:
    """A model's place in memory. ``bytes`` is 0 until it was asked for, ``is_settled`` is so after its first use."""

    users: int = 0
    last_use: int = 0
    bytes: int = 0
    is_settled: bool = False


class ModelMemory:
    """The models that share a machine's memory. Safe to use from any thread."""

    def __init__(self, available: Callable[[], int] = available_memory) -> None:
        self._available = available
        self._stays: dict[Loadable, _Stay] = {}
        self._uses = count(1)
        self._changed = threading.Condition()
        self._mine = threading.local()

    @contextmanager
    def used(self, model: Loadable, cancel: CancelToken | None = None) -> Iterator[None]:
        """Room for a model while it works: idle ones are unloaded for it, and a busy one's end is waited for.

        Raises Cancelled while it waits.
        """
        stay = self._enter(model, cancel)
        self._mine.uses = self._own_uses + 1
        try:
            yield
            stay.is_settled = True
        finally:
            self._mine.uses -= 1
            with self._changed:
                stay.users -= 1
                self._changed.notify_all()

    def unload_idle(self) -> None:
        """Free every model that does nothing just now; each is loaded again with its next use."""
        with self._changed:
            for model, stay in self._stays.items():
                if not stay.users and model.is_running:
                    model.unload()

    def wait_until_idle(self) -> None:
        """Until no model works for another thread."""
        with self._changed:
            self._changed.wait_for(lambda: sum(stay.users for stay in self._stays.values()) <= self._own_uses)

    @property
    def _own_uses(self) -> int:
        """Calls that this thread is in the middle of."""
        return int(getattr(self._mine, "uses", 0))

    def _enter(self, model: Loadable, cancel: CancelToken | None) -> _Stay:
        with self._changed:
            stay = self._stays.setdefault(model, _Stay())
            while not self._has_room(model, stay) and self._make_room(model):
                if cancel is not None:
                    cancel.raise_if_cancelled()
            stay.users += 1
            stay.last_use = next(self._uses)
            return stay

    def _has_room(self, model: Loadable, stay: _Stay) -> bool:
        if stay.users or (stay.is_settled and model.is_running):
            return True
        stay.is_settled = False
        stay.bytes = stay.bytes or model.needed()
        others = self._others(model)
        yet_to_come = sum(max(0, its.bytes - other.held()) for other, its in others.items())
        return stay.bytes + yet_to_come <= self._available()

    def _make_room(self, model: Loadable) -> bool:
        """Unload one other model, or wait a moment for one; False where nothing can be gained."""
        others = self._others(model)
        idle = [other for other, stay in others.items() if not stay.users]
        if idle:
            min(idle, key=lambda other: others[other].last_use).unload()
            return True
        if not others or self._own_uses:  # waiting for one's own call would never end
            return False
        self._changed.wait(WAIT_SECONDS)
        return True

    def _others(self, model: Loadable) -> dict[Loadable, _Stay]:
        """What is in memory beside a model, or on its way there."""
        return {
            other: stay
            for other, stay in self._stays.items()
            if other is not model and (stay.users or other.is_running)
        }


class ModelProcess(WorkerProcess):
    """A worker process with a model in it, which gives way to other models while it idles."""

    def __init__(
        self,
        service: str,
        config: Mapping[str, JSON],
        *,
        name: str,
        memory: ModelMemory,
        needed: Callable[[], int],
    ) -> None:
        super().__init__(service, config, name=name)
        self._memory = memory
        self._needed = needed

    @property
    def is_running(self) -> bool:
        return self.pid is not None

    def needed(self) -> int:
        return self._needed()

    def held(self) -> int:
        return 0 if self.pid is None else private_memory(self.pid)

    def call(
        self,
        method: str,
        arguments: Mapping[str, JSON],
        *,
        on_event: Callable[[JSON], None] | None = None,
        cancel: CancelToken | None = None,
        timeout: float | None = None,
        data: bytes = b"",
    ) -> Reply:
        with self._memory.used(self, cancel):
            return super().call(method, arguments, on_event=on_event, cancel=cancel, timeout=timeout, data=data)
