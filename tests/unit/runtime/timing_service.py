"""A model service that only says how fast it is, for the tests of who asks it and when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.foundation.workers import JSON, WorkerContext


class TimingService:
    """Fastest with the fewest threads; counts in a file beside the model how often it was timed."""

    def __init__(self, path: str) -> None:
        self._times = Path(path).with_suffix(".times")

    def time_threads(self, context: WorkerContext, candidates: Sequence[int]) -> JSON:
        with self._times.open("a") as file:
            file.write("x")
        return [{"threads": count, "batch": 10.0 / count, "decode": 10.0 / count} for count in candidates]
