"""Embeds texts with a GGUF model inside the worker process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
"""Tokens of one text, and of one batch: what EmbeddingGemma was trained on; clauses have a tenth of it."""
BATCH_TOKENS = 512
"""Short texts are joined up to this. All texts of a batch pass through one attention, so more is not faster."""
BATCH_TEXTS = 64
TIMED_TOKENS = 256


class EmbeddingService:
    """One model, loaded on the first request."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
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
            self._session = _Session(load_model(self._path, context.cancel))
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
            sequences=BATCH_TEXTS,
        )

    def use_threads(self, choice: ThreadChoice) -> None:
        self._context.set_threads(choice.batch, choice.batch)

    def time_threads(self, candidates: Sequence[int]) -> tuple[ThreadTiming, ...]:
        tokens = list(range(TIMED_TOKENS))

        def run(count: int) -> ThreadTiming:
            self._context.set_threads(count, count)
            return ThreadTiming(count, tokens_per_second(TIMED_TOKENS, lambda: self._embed_alone(tokens)))

        return time_threads(candidates, run)

    def embed(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[int]]:
        whole = [self.loaded.model.tokenize(text, special=False, start=True) for text in texts]
        cut = [row for row, tokens in enumerate(whole) if len(tokens) > self.longest]
        for row in cut:
            whole[row] = [*whole[row][: self.longest - 1], whole[row][-1]]
        vectors = np.concatenate([self._embed(batch) for batch in batches(whole)])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(lengths, np.float32(1e-12)), cut

    def _embed_alone(self, tokens: Sequence[int]) -> None:
        self._embed([tokens])

    def _embed(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        self.cancel.raise_if_cancelled()
        return self._context.embed(batch)


def batches(texts: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """Texts in their order, joined while they stay within BATCH_TOKENS and BATCH_TEXTS; longer ones go alone."""
    batch: list[list[int]] = []
    size = 0
    for tokens in texts:
        if batch and (size + len(tokens) > BATCH_TOKENS or len(batch) == BATCH_TEXTS):
            yield batch
            batch, size = [], 0
        batch.append(tokens)
        size += len(tokens)
    if batch:
        yield batch
