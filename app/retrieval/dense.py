"""The vector route: a question's embedding against the clauses' embeddings."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from statistics import median
from weakref import WeakKeyDictionary

from app.foundation.errors import EnvironmentFault, WorkerFailed
from app.foundation.jobs import CancelToken, Progress
from app.library.index import VectorIndex
from app.runtime.engine import Embedder, Vectors

UNRELATED_QUESTIONS = (
    "今天天气怎么样？",
    "红烧肉怎么做才好吃？",
    "谁赢了昨晚的足球比赛？",
    "给孩子起什么名字好？",
    "How do I learn to play the guitar?",
)
"""Everyday questions that no standard and no law answers."""

_unrelated_vectors: WeakKeyDictionary[Embedder, tuple[Vectors, ...]] = WeakKeyDictionary()
"""Of the questions above, by the embedder that made them. A route lives for one question, the embedder for the whole
process, and five further embeddings are what a person would wait for at every doubtful question."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DenseRoute:
    """Search by meaning with one embedding model and the index made with it. A text is embedded once in its life.

    Everything raises Cancelled once ``cancel`` is set and there is something to embed.
    """

    index: VectorIndex
    embedder: Embedder
    cancel: CancelToken = field(default_factory=CancelToken, compare=False)
    _questions: dict[str, Vectors] = field(default_factory=dict, init=False, repr=False, compare=False)
    _passages: dict[tuple[str, str], Vectors] = field(default_factory=dict, init=False, repr=False, compare=False)

    def search(self, question: str, limit: int, documents: Collection[str] | None) -> dict[str, float]:
        """Similarity by passage id, nearest first.

        Empty where there are no vectors yet, without loading the model, and where the model fails: the words must
        still be found then.
        """
        vectors = self._embedded([question])
        return self._nearest(vectors[0], limit, documents) if vectors else {}

    def closer(self, question: str, limit: int, documents: Collection[str] | None) -> dict[str, float]:
        """How much nearer each passage is to this question than to questions at large, by passage id, best first.

        Some passages are near to whatever is asked. As ``search`` where it is not known what questions have in common.
        """
        vectors = self._embedded([question])
        if not vectors:
            return {}
        usual = self.embedder.usual_question
        return self._nearest(vectors[0] if usual is None else vectors[0] - usual, limit, documents)

    def unrelated(self, documents: Collection[str] | None) -> float:
        """The similarity that questions about something else reach in these documents: the median of their best hits.

        It differs from model to model and grows with the library, so it is measured on the spot; 0 without vectors.
        """
        vectors = _unrelated_vectors.get(self.embedder) or self._embedded(UNRELATED_QUESTIONS)
        if not vectors:
            return 0.0
        _unrelated_vectors[self.embedder] = vectors
        return median(max(self._nearest(vector, 1, documents).values(), default=0.0) for vector in vectors)

    def closeness(self, question: str, titles_and_texts: Sequence[tuple[str, str]]) -> list[float]:
        """The similarity of each text, with the title that it stands under, to the question; empty where there are no
        vectors or the model fails."""
        vectors = self._embedded([question])
        if not vectors:
            return []
        missing = [one for one in dict.fromkeys(titles_and_texts) if one not in self._passages]
        try:
            made = self.embedder.embed_passages(missing, Progress(cancel=self.cancel)) if missing else ()
        except (EnvironmentFault, WorkerFailed) as error:
            log.warning("choosing quotes by words alone: %s", error.message)
            return []
        self._passages.update(zip(missing, made, strict=True))
        return [float(self._passages[one] @ vectors[0]) for one in titles_and_texts]

    def _embedded(self, questions: Sequence[str]) -> tuple[Vectors, ...]:
        """Empty where there is nothing to compare with or the model fails."""
        if not self.index.count():
            return ()
        try:
            for question in questions:
                if question not in self._questions:
                    self._questions[question] = self.embedder.embed_query(question, self.cancel)
            return tuple(self._questions[question] for question in questions)
        except (EnvironmentFault, WorkerFailed) as error:
            log.warning("searching by words alone: %s", error.message)
            return ()

    def _nearest(self, vector: Vectors, limit: int, documents: Collection[str] | None) -> dict[str, float]:
        return {hit.passage_id: hit.score for hit in self.index.search(vector, limit, documents)}
