"""The vector route: a question's embedding against the clauses' embeddings."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass

from app.foundation.errors import EnvironmentFault, WorkerFailed
from app.library.index import VectorIndex
from app.runtime.engine import Embedder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DenseRoute:
    """Search by meaning with one embedding model and the index made with it."""

    index: VectorIndex
    embedder: Embedder

    def search(self, question: str, limit: int, documents: Collection[str] | None) -> dict[str, float]:
        """Similarity by passage id, nearest first.

        Empty where there are no vectors yet, without loading the model, and where the model fails: the words must
        still be found then.
        """
        if not self.index.count():
            return {}
        try:
            vector = self.embedder.embed_query(question)
        except (EnvironmentFault, WorkerFailed) as error:
            log.warning("searching by words alone: %s", error.message)
            return {}
        return {hit.passage_id: hit.score for hit in self.index.search(vector, limit, documents)}
