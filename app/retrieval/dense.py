"""The vector route: a question's embedding against the clauses' embeddings."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from app.foundation.errors import EnvironmentFault, WorkerFailed
from app.library.index import VectorIndex
from app.runtime.engine import Embedder

UNRELATED_QUESTIONS = (
    "今天天气怎么样？",
    "红烧肉怎么做才好吃？",
    "谁赢了昨晚的足球比赛？",
    "给孩子起什么名字好？",
    "How do I learn to play the guitar?",
)
"""Everyday questions that no standard and no law answers."""

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

    def unrelated(self, documents: Collection[str] | None) -> float:
        """The similarity that questions about something else reach in these documents: the median of their best hits.

        It differs from model to model and grows with the library, so it is measured on the spot.
        """
        best = [max(self.search(question, 1, documents).values(), default=0.0) for question in UNRELATED_QUESTIONS]
        return median(best)
