"""How many CPU threads a model gets: timed on this machine, once, and remembered.

Neither the number of cores nor any rule of thumb says it: virtual cores, slow cores beside fast ones, containers and
memory bandwidth all have their say. What was timed holds for the same CPU, model and llama.cpp.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec
import platformdirs

from app.foundation.codec import from_json, to_json
from app.foundation.files import write_whole
from app.runtime.hardware import Machine

ROUNDS = 2
"""Each count is timed this often, in turn, and its best counts: other programs only ever make it slower."""


@dataclass(frozen=True, slots=True)
class ThreadChoice:
    """``decode``: for one token after another; ``batch``: for prompts and embeddings."""

    decode: int
    batch: int


@dataclass(frozen=True, slots=True)
class ThreadTiming:
    """Tokens per second with that many threads; ``decode`` is 0 for models that only embed."""

    threads: int
    batch: float
    decode: float = 0.0


@dataclass(frozen=True, slots=True)
class MachineProfile:
    """What was timed, by key of CPU, model and library."""

    timings: dict[str, tuple[ThreadTiming, ...]] = field(default_factory=dict)


def default_profile() -> Path:
    """In the user's cache folder: it belongs to the machine and not to a workspace, and may be deleted any time."""
    return Path(platformdirs.user_cache_dir("zhunsheng", appauthor=False)) / "machine.json"


def time_threads(candidates: Sequence[int], run: Callable[[int], ThreadTiming]) -> tuple[ThreadTiming, ...]:
    """Each candidate's best figures. ``run`` does the work once with that many threads."""
    best: dict[int, ThreadTiming] = {}
    for _ in range(ROUNDS):
        for count in candidates:
            timing, earlier = run(count), best.get(count)
            if earlier is not None:
                timing = ThreadTiming(count, max(timing.batch, earlier.batch), max(timing.decode, earlier.decode))
            best[count] = timing
    return tuple(best[count] for count in candidates)


def tokens_per_second(tokens: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return tokens / max(time.perf_counter() - started, 1e-9)


def choose(timings: Sequence[ThreadTiming]) -> ThreadChoice:
    """The fastest for each kind of work; of equals the fewest threads. Needs at least one timing."""
    decode = max(timings, key=lambda timing: (timing.decode, -timing.threads))
    batch = max(timings, key=lambda timing: (timing.batch, -timing.threads))
    return ThreadChoice(decode.threads if decode.decode else batch.threads, batch.threads)


def profile_key(machine: Machine, model: Path) -> str:
    """A model is known by name and size here: hashing gigabytes would take longer than timing anew."""
    return f"{machine.cpu} x{machine.usable_cpus} | {model.name} {model.stat().st_size} | llama {llama_version()}"


def llama_version() -> str:
    """Of the llama.cpp binding, read without loading it; "?" in a build that left the note about it out."""
    try:
        return version("llama-cpp-python")
    except PackageNotFoundError:
        return "?"


def recall(profile: Path, key: str) -> tuple[ThreadTiming, ...]:
    """What was timed under that key; empty when nothing was, or the file is unreadable."""
    return _load(profile).timings.get(key, ())


def remember(profile: Path, key: str, timings: Sequence[ThreadTiming]) -> None:
    """Keep the timings for the next start. A folder that cannot be written to costs only a new timing then."""
    kept = _load(profile)
    kept.timings[key] = tuple(timings)
    try:
        profile.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(profile, to_json(kept))
    except OSError as error:
        logging.getLogger(__name__).warning("thread timings are not kept: %s", error)


def _load(profile: Path) -> MachineProfile:
    try:
        return from_json(profile.read_bytes(), MachineProfile)
    except (OSError, msgspec.DecodeError):
        return MachineProfile()
