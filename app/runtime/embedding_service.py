"""Embeds texts with a GGUF model inside the worker process, one by one.

Joining texts to a batch was slower (56 tokens each: 283 ms of CPU time a text against 202 ms alone, because attention
spans the batch), and made a vector depend on its neighbours by as much as quantization does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.foundation.codec import from_plain, to_plain
from app.foundation.jobs import CancelToken
from app.foundation.workers import JSON, Reply, WorkerContext
from app.runtime.llama import LlamaContext
from app.runtime.loading import LoadedModel, load_model
from app.runtime.threads import ThreadChoice, ThreadTiming, time_threads, tokens_per_second

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_TEXT = 2048
"""Tokens: what EmbeddingGemma was trained on. Clauses have a tenth of it."""
TIMED_TOKENS = 256
SMALLEST_LENGTH = np.float32(1e-12)
"""Keeps a vector of zeros from becoming one of NaN."""


class EmbeddingService:
    """One model, loaded on the first request."""

    def __init__(self, path: str, use_gpu: bool = True) -> None:
        self._path = Path(path)
        self._use_gpu = use_gpu
        self._session: _Session | None = None

    def describe(self, context: WorkerContext) -> JSON:
        """ModelFacts."""
        session = self._loaded(context)
        facts: JSON = to_plain(session.loaded.facts(session.longest))
        return facts

    def time_threads(self, context: WorkerContext, candidates: Sequence[int]) -> JSON:
        """ThreadTiming for each candidate. Raises Cancelled."""
        timings: JSON = to_plain(self._loaded(context).time_threads(candidates))
        return timings

    def embed(self, context: WorkerContext, texts: Sequence[str], threads: Mapping[str, JSON]) -> Reply:
        """Unit vectors as float32, row after row, in the data; the value lists the rows whose text was cut.

        A text that is longer than the model's context keeps its beginning, and the model's own end mark.
        """
        session = self._loaded(context)
        session.use_threads(from_plain(threads, ThreadChoice))
        vectors, cut = session.embed(texts)
        return Reply({"dimensions": vectors.shape[1], "cut": cut}, vectors.tobytes())

    def _loaded(self, context: WorkerContext) -> _Session:
        if self._session is None:
            self._session = _Session(load_model(self._path, context.cancel, tokens=LONGEST_TEXT, use_gpu=self._use_gpu))
        self._session.cancel = context.cancel
        return self._session


class _Session:
    """A loaded model and its one context."""

    def __init__(self, loaded: LoadedModel) -> None:
        self.loaded = loaded
        self.cancel = CancelToken()
        self.longest = min(LONGEST_TEXT, loaded.model.shape.trained_tokens)
        self._context = LlamaContext(
            loaded.model,
            tokens=self.longest,
            batch=self.longest,
            threads=1,
            should_stop=lambda: self.cancel.is_cancelled,
            embedding=True,
        )

    def use_threads(self, choice: ThreadChoice) -> None:
        self._context.set_threads(choice.batch, choice.batch)

    def time_threads(self, candidates: Sequence[int]) -> tuple[ThreadTiming, ...]:
        tokens = list(range(TIMED_TOKENS))

        def run(count: int) -> ThreadTiming:
            self._context.set_threads(count, count)
            return ThreadTiming(count, tokens_per_second(TIMED_TOKENS, lambda: self._context.embed(tokens)))

        return time_threads(candidates, run)

    def embed(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[int]]:
        cut: list[int] = []
        vectors = np.empty((len(texts), self.loaded.model.shape.dimensions), np.float32)
        for row, text in enumerate(texts):
            self.cancel.raise_if_cancelled()
            tokens = self.loaded.model.tokenize(text, special=False, start=True)
            if len(tokens) > self.longest:
                cut.append(row)
                tokens = [*tokens[: self.longest - 1], tokens[-1]]
            vectors[row] = self._context.embed(tokens)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), SMALLEST_LENGTH), cut
