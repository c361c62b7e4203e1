"""Add documents with their vectors, and ask, on the command line with this machine's models; tell the memory it takes.

    python -m tests.faults.memory [--out FILE.jsonl]

Each trial is one step on the samples. All processes together must stay within BYTES, what a machine has free that the
smallest models are promised for. Linux only.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.command_line import ROOT, SAMPLES, command
from tests.faults.running import Line, run

BYTES = 4 << 30
POLL_SECONDS = 0.2
STEPS = (
    ("ingest", str(SAMPLES)),
    ("ask", "护栏的高度不应低于多少？"),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """Bytes. ``together``: the largest sum of what all processes held at one moment, shared pages counted once.
    ``main`` and ``workers``: the largest resident size of each, mapped model files included, by the order of start.
    ``models``: the model files that were mapped."""

    step: str
    together: int
    main: int
    workers: tuple[int, ...]
    models: tuple[str, ...]
    faults: tuple[str, ...] = ()


def main() -> int:
    return run(__doc__ or "", "memory", len(STEPS), trials, _tell)


def trials(folder: Path, numbers: Sequence[int], seed: int) -> Iterator[Trial]:
    """In order, on one workspace: a run that was cut off does the steps before again."""
    for number, step in enumerate(STEPS[: max(numbers, default=-1) + 1]):
        trial = _measure(step, folder)
        if number in numbers:
            yield trial


def _measure(step: Sequence[str], folder: Path) -> Trial:
    said = folder / "said"
    with said.open("wb") as out:
        words = command(folder / "workspace", *step)
        process = subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=out)  # no pipe, which nobody would read here
        peaks: dict[int, int] = {process.pid: 0}
        together = 0
        models: set[str] = set()
        while process.poll() is None:
            together = max(together, _look(psutil.Process(process.pid), peaks, models))
            time.sleep(POLL_SECONDS)
    faults = []
    if process.returncode:
        faults.append(f"ended with {process.returncode}: {said.read_text('utf-8', errors='replace')[-300:]}")
    if together > BYTES:
        faults.append(f"{together / 2**20:.0f} MB")
    largest, *workers = peaks.values()
    return Trial(step[0], together, largest, tuple(workers), tuple(sorted(models)), tuple(faults))


def _look(root: psutil.Process, peaks: dict[int, int], models: set[str]) -> int:
    """The proportional sizes of all processes, summed; notes each one's largest resident size and the models."""
    total = 0
    try:
        processes = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for process in processes:
        try:
            memory = process.memory_full_info()
            maps = Path(f"/proc/{process.pid}/maps").read_text("utf-8", errors="replace")
        except (psutil.Error, OSError):
            continue
        total += memory.pss
        models.update(Path(line.split(maxsplit=5)[-1]).name for line in maps.splitlines() if line.endswith(".gguf"))
        peaks[process.pid] = max(peaks.get(process.pid, 0), memory.rss)
    return total


def _tell(lines: Sequence[Line]) -> None:
    for line in lines:
        together, main_process, *workers = (
            size // 2**20 for size in (line["together"], line["main"], *line["workers"])
        )
        models = ", ".join(line["models"])
        print(f"{line['step']:8} together {together} MB, main {main_process}, workers {workers}, models {models}")


if __name__ == "__main__":
    sys.exit(main())
