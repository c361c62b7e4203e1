"""The graphics processors that llama.cpp could use here, asked in a worker process: drivers crash too."""

from __future__ import annotations

from app.foundation.codec import from_plain
from app.foundation.errors import ZhunshengError
from app.foundation.workers import WorkerContext, WorkerProcess

SECONDS = 30.0
"""A driver that takes longer to say what there is, is of no use either."""


class GpuService:
    """Runs in the worker."""

    def names(self, context: WorkerContext) -> list[str]:
        from app.runtime.llama import gpus

        return [gpu.name for gpu in gpus()]


def gpu_names() -> tuple[str, ...]:
    """Names as the drivers give them; empty without a usable one, or where asking fails."""
    with WorkerProcess("app.runtime.gpus:GpuService", name="gpus") as worker:
        try:
            return tuple(from_plain(worker.call("names", {}, timeout=SECONDS).value, list[str]))
        except ZhunshengError:
            return ()
