"""A model that reads question and passage together may change the order of the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.evidence import Evidence
from app.foundation.jobs import CancelToken
from app.retrieval.rerank import RERANKED, QuestionLikelihood, rerank
from app.retrieval.search import Plan, Search
from app.runtime.engine import ChatMessage
from tests.unit.retrieval.lift_standard import library, lift, statute


class Likes:
    """A reranker that likes the passages of one number alone, and remembers how many it was shown."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.shown = 0

    def scores(self, question: str, evidence: Sequence[Evidence]) -> list[float]:
        self.shown += len(evidence)
        return [float(item.number == self.number) for item in evidence]


class EchoModel:
    """A LikelihoodModel to which a reply is likelier the more of its characters were said before."""

    def likelihood(self, messages: Sequence[ChatMessage], reply: str, cancel: CancelToken | None = None) -> float:
        return sum(character in messages[0].content for character in reply) / len(reply) - 1


def found(folder: Path, plan: Plan, question: str = "平台护栏的高度") -> list[Evidence]:
    _, catalogue, words = library(folder, lift(), statute())
    return Search(catalogue, words, None, plan).find(question, limit=5)


def test_a_reranker_lifts_what_it_likes_over_what_is_nearly_as_good(tmp_path: Path) -> None:
    plain = found(tmp_path, Plan())
    second = plain[1]
    assert second.number is not None
    close = [plain[0], second]
    ordered = rerank(Likes(second.number), "", [*(_with_score(item, 1.0) for item in close), *plain[2:]])
    assert [item.number for item in ordered[:2]] == [second.number, plain[0].number]
    assert [item.rank for item in ordered] == list(range(1, len(plain) + 1))


def test_only_the_best_passages_are_looked_at(tmp_path: Path) -> None:
    likes = Likes("4.2")
    found(tmp_path, Plan(reranker=likes))
    assert 0 < likes.shown <= RERANKED


def test_what_is_named_outright_stays_first(tmp_path: Path) -> None:
    likes = Likes("4.2")
    assert found(tmp_path, Plan(reranker=likes), "Q/ZS 001-2024 的 5.1 对护栏说了什么")[0].number == "5.1"


def test_without_evidence_there_is_nothing_to_look_at() -> None:
    assert rerank(Likes("4.2"), "护栏", []) == []


def test_a_passage_is_marked_by_how_likely_the_question_is_after_it(tmp_path: Path) -> None:
    evidence = found(tmp_path, Plan())
    scores = QuestionLikelihood(EchoModel()).scores("护栏高度", evidence)
    assert scores[[item.number for item in evidence].index("4.2")] == max(scores) == 0.0


def _with_score(item: Evidence, score: float) -> Evidence:
    return replace(item, score=score)
