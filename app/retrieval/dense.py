"""The vector route: a question's embedding against the clauses' embeddings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.library.index import VectorIndex
from app.runtime.engine import Embedder


@dataclass(frozen=True, slots=True)
class DenseRoute:
    """Search by meaning with one embedding model and the index made with it."""

    index: VectorIndex
    embedder: Embedder

    def search(self, question: str, limit: int, documents: Collection[str] | None) -> dict[str, float]:
        """Similarity by passage id, nearest first."""
        vector = self.embedder.embed_query(question)
        return {hit.passage_id: hit.score for hit in self.index.search(vector, limit, documents)}
