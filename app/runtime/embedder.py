"""Embedding models in worker processes: GGUF files through llama.cpp, folders through sentence-transformers."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from app.foundation.codec import from_plain
from app.foundation.errors import WorkerFailed
from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.foundation.workers import JSON, WorkerProcess
from app.runtime.embedding_prompts import EmbeddingPrompts, folder_prompts, gguf_prompts
from app.runtime.engine import Vectors
from app.runtime.fitting import memory_needed
from app.runtime.model_memory import ModelProcess
from app.runtime.model_worker import ModelPlace, ModelWorker
from app.runtime.usual_question import usual_question

REQUEST_TEXTS = 32
"""Texts sent to the worker at once: progress and a cancel show between them, and a question goes before the next."""
TEXTS_ONE_BY_ONE = 2
"""The same where the model takes one after the other: sixteen kept a question waiting for nine seconds."""
EMBEDDING_STAGE = "embed"
POLL_SECONDS = 0.05
"""How often what waits for its turn looks at its cancel token."""
SMALLEST_LENGTH = 1e-12
"""Keeps a vector of zeros from becoming one of NaN."""


class _WorkerEmbedder(ABC):
    """What both embedders do alike: put the prompts before the texts, ask in portions, read the vectors. Between two
    portions of passages a question has its turn."""

    _portion = REQUEST_TEXTS

    def __init__(self, model: str, worker: ModelWorker | WorkerProcess, prompts: EmbeddingPrompts) -> None:
        self._worker = worker
        self._prompts = prompts
        self._model_id = f"{model}+{prompts.passage_key}"
        self._questions = 0
        """How many are waiting or at work."""
        self._turn = threading.Condition()
        self._at_work = threading.Lock()
        """Held while the worker is asked, so that what waits for it can be given up."""

    @property
    def model_id(self) -> str:
        return self._model_id

    @property
    @abstractmethod
    def dimensions(self) -> int: ...

    @property
    def pid(self) -> int | None:
        """Of the process that holds the model now."""
        return self._worker.pid

    def close(self) -> None:
        self._worker.close()

    def embed_passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: Progress) -> Vectors:
        import numpy as np

        total = len(titles_and_texts)
        vectors = np.empty((total, self.dimensions), np.float32)
        for start in range(0, total, self._portion):
            progress.report(EMBEDDING_STAGE, start, total)
            portion = [
                self._prompts.of_passage(*passage) for passage in titles_and_texts[start : start + self._portion]
            ]
            self._let_questions_go_first(progress.cancel)
            with self._worker_held(progress.cancel):
                vectors[start : start + len(portion)] = self._vectors(portion, progress.cancel)
        progress.report(EMBEDDING_STAGE, total, total)
        return vectors

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Vectors:
        """A cancel ends the waiting. What has begun is finished: it takes a moment, and a model that is being loaded
        for it serves the next question."""
        import numpy as np

        with self._before_passages(), self._worker_held(cancel):
            mean: Vectors = self._vectors(self._prompts.of_query(text), None).mean(axis=0)
        return mean / np.float32(max(float(np.linalg.norm(mean)), SMALLEST_LENGTH))

    def _let_questions_go_first(self, cancel: CancelToken) -> None:
        with self._turn:
            while self._questions:
                cancel.raise_if_cancelled()
                self._turn.wait(POLL_SECONDS)

    @contextmanager
    def _worker_held(self, cancel: CancelToken | None) -> Iterator[None]:
        """Raises Cancelled while it waits."""
        cancel = cancel or CancelToken()
        cancel.raise_if_cancelled()
        while not self._at_work.acquire(timeout=POLL_SECONDS):
            cancel.raise_if_cancelled()
        try:
            yield
        finally:
            self._at_work.release()

    @contextmanager
    def _before_passages(self) -> Iterator[None]:
        with self._turn:
            self._questions += 1
        try:
            yield
        finally:
            with self._turn:
                self._questions -= 1
                self._turn.notify_all()

    @property
    def usual_question(self) -> Vectors | None:
        return usual_question(self._prompts.usual)

    def _vectors(self, texts: list[str], cancel: CancelToken | None) -> Vectors:
        import numpy as np

        reply = self._worker.call("embed", {"texts": texts}, cancel=cancel)
        told = from_plain(reply.value, _Embedded)
        if len(reply.data) != len(texts) * told.dimensions * np.dtype(np.float32).itemsize:
            raise WorkerFailed(tr("向量模型给出的数据长度不对"), tr("请重试；若再次发生，请查看日志。"))
        if told.cut:
            logging.getLogger(__name__).warning(
                "%d of %d texts are longer than the model takes", len(told.cut), len(texts)
            )
        return np.frombuffer(reply.data, np.float32).reshape(len(texts), told.dimensions)


class GgufEmbedder(_WorkerEmbedder):
    """An Embedder over a GGUF file, with the prompts of the model's family."""

    _portion = TEXTS_ONE_BY_ONE

    def __init__(self, place: ModelPlace) -> None:
        self._model = ModelWorker(
            "app.runtime.embedding_service:EmbeddingService", place, {"use_gpu": place.use_gpu}, name="embed"
        )
        super().__init__(place.id, self._model, gguf_prompts(place.path))

    @property
    def dimensions(self) -> int:
        return self._model.facts().dimensions


class SentenceTransformersEmbedder(_WorkerEmbedder):
    """An Embedder over a sentence-transformers folder, with the prompts that it declares."""

    def __init__(self, place: ModelPlace) -> None:
        config: Mapping[str, JSON] = {"path": str(place.path), "threads": place.threads}
        worker = ModelProcess(
            "app.runtime.transformer:TransformerService",
            config,
            name="transformer",
            memory=place.memory,
            needed=partial(memory_needed, place.path, 0),
        )
        super().__init__(place.id, worker, folder_prompts(place.path))
        self._dimensions = 0

    @property
    def dimensions(self) -> int:
        if not self._dimensions:
            facts = from_plain(self._worker.call("describe", {}).value, dict[str, int])
            self._dimensions = facts["dimensions"]
        return self._dimensions


@dataclass(frozen=True, slots=True)
class _Embedded:
    """``cut``: the rows whose text was longer than the model takes, so that its end does not count."""

    dimensions: int
    cut: tuple[int, ...]
