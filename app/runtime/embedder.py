"""Embedding models in worker processes: GGUF files through llama.cpp, folders through sentence-transformers."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.foundation.codec import from_plain, to_json
from app.foundation.errors import WorkerFailed
from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.foundation.workers import JSON, Reply, WorkerProcess
from app.runtime.embedding_prompts import EmbeddingPrompts, folder_prompts, gguf_prompts
from app.runtime.engine import Vectors
from app.runtime.model_worker import ModelPlace, ModelWorker

REQUEST_TEXTS = 32
"""Texts sent to the worker at once: progress and a cancel show between them."""
EMBEDDING_STAGE = "embed"


class GgufEmbedder:
    """An Embedder over a GGUF file. ``prompts`` None: those of the model's family."""

    def __init__(self, place: ModelPlace, prompts: EmbeddingPrompts | None = None) -> None:
        self._worker = ModelWorker("app.runtime.embedding_service:EmbeddingService", place, {}, name="embed")
        self._texts = _Texts(place.id, prompts or gguf_prompts(place.path), self._embed)

    @property
    def model_id(self) -> str:
        return self._texts.model_id

    @property
    def dimensions(self) -> int:
        return self._worker.facts().dimensions

    @property
    def pid(self) -> int | None:
        """Of the process that holds the model now."""
        return self._worker.pid

    def embed_passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: Progress) -> Vectors:
        return self._texts.passages(titles_and_texts, progress, self.dimensions)

    def embed_query(self, text: str) -> Vectors:
        return self._texts.query(text)

    def close(self) -> None:
        self._worker.close()

    def _embed(self, texts: list[str], cancel: CancelToken | None) -> Reply:
        return self._worker.call("embed", {"texts": texts}, cancel=cancel)


class SentenceTransformersEmbedder:
    """An Embedder over a sentence-transformers folder. ``prompts`` None: those that the folder declares."""

    def __init__(self, place: ModelPlace, prompts: EmbeddingPrompts | None = None) -> None:
        config: Mapping[str, JSON] = {"path": str(place.path), "threads": place.threads}
        self._worker = WorkerProcess("app.runtime.transformer:TransformerService", config, name="transformer")
        self._texts = _Texts(place.id, prompts or folder_prompts(place.path), self._embed)
        self._dimensions = 0

    @property
    def model_id(self) -> str:
        return self._texts.model_id

    @property
    def dimensions(self) -> int:
        if not self._dimensions:
            facts = from_plain(self._worker.call("describe", {}).value, dict[str, int])
            self._dimensions = facts["dimensions"]
        return self._dimensions

    @property
    def pid(self) -> int | None:
        """Of the process that holds the model now."""
        return self._worker.pid

    def embed_passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: Progress) -> Vectors:
        return self._texts.passages(titles_and_texts, progress, self.dimensions)

    def embed_query(self, text: str) -> Vectors:
        return self._texts.query(text)

    def close(self) -> None:
        self._worker.close()

    def _embed(self, texts: list[str], cancel: CancelToken | None) -> Reply:
        return self._worker.call("embed", {"texts": texts}, cancel=cancel)


class _Texts:
    """What both embedders do alike: put the prompts before the texts, ask in portions, read the vectors."""

    def __init__(
        self,
        model: str,
        prompts: EmbeddingPrompts,
        embed: Callable[[list[str], CancelToken | None], Reply],
    ) -> None:
        self._prompts = prompts
        self._embed = embed
        self.model_id = f"{model}+{hashlib.sha256(to_json(prompts)).hexdigest()[:8]}"

    def passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: Progress, dimensions: int) -> Vectors:
        import numpy as np

        total = len(titles_and_texts)
        vectors = np.empty((total, dimensions), np.float32)
        for start in range(0, total, REQUEST_TEXTS):
            progress.report(EMBEDDING_STAGE, start, total)
            portion = [
                self._prompts.of_passage(*passage) for passage in titles_and_texts[start : start + REQUEST_TEXTS]
            ]
            vectors[start : start + len(portion)] = self._vectors(portion, progress.cancel)
        progress.report(EMBEDDING_STAGE, total, total)
        return vectors

    def query(self, text: str) -> Vectors:
        vector: Vectors = self._vectors([self._prompts.of_query(text)], None)[0]
        return vector

    def _vectors(self, texts: list[str], cancel: CancelToken | None) -> Vectors:
        import numpy as np

        reply = self._embed(texts, cancel)
        told = from_plain(reply.value, _Embedded)
        if len(reply.data) != len(texts) * told.dimensions * np.dtype(np.float32).itemsize:
            raise WorkerFailed(tr("向量模型给出的数据长度不对"), tr("请重试；若再次发生，请查看日志。"))
        if told.cut:
            logging.getLogger(__name__).warning(
                "%d of %d texts are longer than the model takes", len(told.cut), len(texts)
            )
        return np.frombuffer(reply.data, np.float32).reshape(len(texts), told.dimensions)


@dataclass(frozen=True, slots=True)
class _Embedded:
    """``cut``: the rows whose text was longer than the model takes, so that its end does not count."""

    dimensions: int
    cut: tuple[int, ...]
