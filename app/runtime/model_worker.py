"""The owner's side of a model in a worker process: what it is, and how many threads it works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from app.foundation.codec import from_plain, to_plain
from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import CancelToken
from app.foundation.messages import tr
from app.foundation.workers import JSON, Reply
from app.runtime.fitting import memory_needed
from app.runtime.hardware import is_busy, probe_machine, thread_candidates
from app.runtime.model_memory import ModelMemory, ModelProcess
from app.runtime.threads import ThreadChoice, ThreadTiming, choose, default_profile, profile_key, recall, remember


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the owner learns of a loaded model. ``gpus`` are named, empty where the CPU does all."""

    context_tokens: int
    trained_tokens: int
    dimensions: int
    gpu_layers: int
    gpus: tuple[str, ...]
    load_seconds: float


@dataclass(frozen=True, slots=True)
class ModelPlace:
    """A model on this machine and how to run it. ``threads`` 0: as timed; ``profile`` is where timings are kept;
    without ``use_gpu`` the processor does all.

    Models with one ``memory`` give way to each other where it is short.
    """

    id: str
    path: Path
    threads: int = 0
    profile: Path | None = None
    use_gpu: bool = True
    memory: ModelMemory = field(default_factory=ModelMemory, compare=False)


class ModelWorker:
    """A service for one GGUF model. The service loads the model by itself, also after its process was replaced.

    ``tokens``: of the longest context that it is to hold, 0 for a model without a cache.
    """

    def __init__(
        self, service: str, place: ModelPlace, config: Mapping[str, JSON], *, name: str, tokens: int = 0
    ) -> None:
        self.place = place
        needed = partial(memory_needed, place.path, tokens)
        self._worker = ModelProcess(
            service, {"path": str(place.path), **config}, name=name, memory=place.memory, needed=needed
        )
        self._facts: ModelFacts | None = None
        self._threads: ThreadChoice | None = None

    @property
    def pid(self) -> int | None:
        return self._worker.pid

    def facts(self, cancel: CancelToken | None = None) -> ModelFacts:
        """Loads the model when it is not. Raises EnvironmentFault, WorkerFailed, Cancelled."""
        if self._facts is None:
            self._facts = from_plain(self._call("describe", {}, cancel=cancel).value, ModelFacts)
        return self._facts

    def threads(self, cancel: CancelToken | None = None) -> ThreadChoice:
        """As set, else as timed on this machine; the first time ever takes some seconds for it.

        On a busy machine nothing is timed, because it would be kept: until a quiet start every real core is used.
        """
        if self._threads is None:
            self._threads = self._find_threads(cancel)
        return self._threads

    def _find_threads(self, cancel: CancelToken | None) -> ThreadChoice:
        if self.place.threads:
            return ThreadChoice(self.place.threads, self.place.threads)
        self._require_file()
        machine = probe_machine()
        profile = self.place.profile or default_profile()
        key = profile_key(machine, self.place.path)
        candidates = thread_candidates(machine)
        timings = recall(profile, key)
        if not {timing.threads for timing in timings} >= set(candidates):
            if is_busy():
                return ThreadChoice(machine.physical_cores, machine.physical_cores)
            value = self._call("time_threads", {"candidates": candidates}, cancel=cancel).value
            timings = from_plain(value, tuple[ThreadTiming, ...])
            remember(profile, key, timings)
        return choose(timings)

    def call(
        self,
        method: str,
        arguments: Mapping[str, JSON],
        *,
        on_event: Callable[[JSON], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Reply:
        """Call the service with the threads that the model gets."""
        threads: JSON = to_plain(self.threads(cancel))
        return self._call(method, {**arguments, "threads": threads}, on_event=on_event, cancel=cancel)

    def ask(self, method: str, arguments: Mapping[str, JSON]) -> JSON:
        """Call what needs no computing, and so no threads."""
        return self._call(method, arguments).value

    def close(self) -> None:
        self._worker.close()

    def _call(
        self,
        method: str,
        arguments: Mapping[str, JSON],
        *,
        on_event: Callable[[JSON], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Reply:
        self._require_file()
        return self._worker.call(method, arguments, on_event=on_event, cancel=cancel)

    def _require_file(self) -> None:
        if not self.place.path.exists():
            raise EnvironmentFault(
                tr("模型 {id} 的文件不在了", id=self.place.id), tr("请用 models list 查看，或重新安装这个模型。")
            )
