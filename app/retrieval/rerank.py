"""A second look at the best passages by a model that reads question and passage together.

Nothing uses it by default. With the 0.5B chat model as the reader, the best ten passages of 60 lay law questions:
nDCG@10 0.638 before, 0.635 with its scores at a weight of 0.2, 0.616 at 0.5, 0.571 by its scores alone, at 14 s a
question on two busy cores (tests/bench/retrieval.py --reranker).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.evidence import Evidence
from app.retrieval.fusion import scaled
from app.runtime.engine import ChatMessage, LikelihoodModel

RERANKED = 8
"""Passages looked at again: each costs a reading by the model."""
LONGEST_READ = 300
"""Characters of a passage that the model reads."""
MODEL_WEIGHT = 0.2
"""Of the model's scores, scaled to 0..1 among the passages looked at, beside the fused ones scaled alike."""

_ASK = "这是《{title}》中的一条：\n{text}\n请写出一个普通人会问、要由这一条来回答的问题。"


class Reranker(Protocol):
    """Scores passages for a question. Deterministic; what is higher is better, comparable within one call only."""

    def scores(self, question: str, evidence: Sequence[Evidence]) -> list[float]:
        """One score a passage. Raises EnvironmentFault, WorkerFailed."""


@dataclass(frozen=True, slots=True)
class QuestionLikelihood:
    """How likely a chat model finds the question after it has read the passage (Sachan et al., EMNLP 2022)."""

    model: LikelihoodModel

    def scores(self, question: str, evidence: Sequence[Evidence]) -> list[float]:
        return [self.model.likelihood((self._message(item),), question) for item in evidence]

    def _message(self, evidence: Evidence) -> ChatMessage:
        title = evidence.title_path.partition(" > ")[0]
        return ChatMessage("user", _ASK.format(title=title, text=evidence.shown.text[:LONGEST_READ]))


def rerank(reranker: Reranker, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with its best passages in the order of both scores; ranks from 1, ``score`` stays the fused one.

    What is named outright stays where it is, and so does all that is not looked at.
    """
    looked_at = [item for item in evidence if "exact" not in item.routes][:RERANKED]
    if not looked_at:
        return list(evidence)
    fused = scaled({item.passage_id: item.score for item in looked_at})
    ids = [item.passage_id for item in looked_at]
    read = scaled(dict(zip(ids, reranker.scores(question, looked_at), strict=True)))
    ordered = iter(sorted(looked_at, key=lambda item: -fused[item.passage_id] - MODEL_WEIGHT * read[item.passage_id]))
    moved = [next(ordered) if item.passage_id in fused else item for item in evidence]
    return [replace(item, rank=rank) for rank, item in enumerate(moved, 1)]
