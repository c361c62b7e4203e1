"""Vectors follow in the background: what is missing is embedded batch by batch and kept at once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.foundation.jobs import Progress

if TYPE_CHECKING:
    from app.library.index import VectorIndex
    from app.library.vectors import VectorStore
    from app.runtime.engine import Embedder

BATCH = 16
"""Passages between two commits: about six seconds of work on a slow office machine, the most a kill can lose."""


@dataclass(frozen=True, slots=True)
class EmbedResult:
    embedded: int
    remaining: int
    seconds: float


def embed_missing(store: VectorStore, index: VectorIndex, embedder: Embedder, progress: Progress) -> EmbedResult:
    """Embed every passage that has no vector of this model. Cancelled keeps all finished batches."""
    began = time.perf_counter()
    total = store.remaining(embedder.model_id)
    done = 0
    progress.report("embed", 0, total)
    while batch := store.missing(embedder.model_id, BATCH):
        texts = [(passage.title_path, passage.text) for passage in batch]
        vectors = embedder.embed_passages(texts, Progress(cancel=progress.cancel))
        store.put(embedder.model_id, [(p.text_hash, vector) for p, vector in zip(batch, vectors, strict=True)])
        done += len(batch)
        progress.report("embed", done, total)
    index.refresh(progress)
    return EmbedResult(done, store.remaining(embedder.model_id), round(time.perf_counter() - began, 3))
