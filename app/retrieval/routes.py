"""The routes of a search and their fusion: the words and the meaning of the question, and those of its keywords."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.library.glossary import Glossary
from app.library.words import WordIndex
from app.retrieval.dense import DenseRoute
from app.retrieval.fusion import Fused, Part, combine, combine_with_part, fuse
from app.retrieval.synonyms import further_words

CANDIDATES = 100
"""Passages taken from each route before fusing."""

WORDS, VECTORS, KEYWORD_WORDS, KEYWORD_VECTORS = "words", "vectors", "keyword_words", "keyword_vectors"

ROUTE_WEIGHTS: Mapping[str, float] = {WORDS: 0.4, VECTORS: 1.0, KEYWORD_WORDS: 0.1, KEYWORD_VECTORS: 0.0}
"""Measured with tests/bench/retrieval.py, EmbeddingGemma Q8_0, 2026-11-23, whole clauses. First 250 lay questions over
1,565 articles (gold articles within 1,500 characters, nDCG@10), then 60 over six technical standards (nDCG@10): words
alone 0.751, 0.560, 0.837; vectors alone 0.794, 0.611, 0.963; fused by ranks, words at 0.5, 0.804, 0.620, 0.938; by
scores, words at 0.2 0.797, 0.628, 0.971; 0.4 0.806, 0.635, 0.960; 0.7 0.817, 0.630, 0.950; 1.0 0.811, 0.629, 0.945.
What lies between 0.4 and 1.0 is noise for the laws (five folds choose 0.4, 0.4, 0.6, 0.8 and 1.0); standards want
little of the words. Keywords of the 0.5B or the 1.5B brought nothing on either (tests/bench/keywords.py): their words
are given the weight that harms least, their vector none."""


WORDS_ALONE: Mapping[str, float] = {WORDS: 1.0, KEYWORD_WORDS: 0.25}
MEANING_ALONE: Mapping[str, float] = {VECTORS: 1.0}
"""What a person may choose instead of both."""
WIDER = 4
"""How many times as many passages are taken where too few of those found are among the allowed ones."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """``fused`` is best first; ``similarity`` is the inner product with the question's embedding by passage id."""

    fused: Sequence[Fused]
    similarity: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Among:
    """What is ranked: passages of these documents, of these passages where they are named, ``count`` a route."""

    documents: Collection[str] | None = None
    passages: Collection[str] | None = None
    count: int = CANDIDATES

    def enough(self, search: Callable[[int], Mapping[str, float]]) -> dict[str, float]:
        """What a route finds, best first: as many of the allowed passages as wanted, or all that it finds."""
        asked = self.count
        while True:
            found = search(asked)
            allowed = self.passages
            kept = {key: score for key, score in found.items() if allowed is None or key in allowed}
            if allowed is None or len(kept) >= self.count or len(found) < asked:
                return dict(islice(kept.items(), self.count))
            asked *= WIDER


@dataclass(frozen=True, slots=True)
class Routes:
    """Ranks passages along every route that serves. Words alone do while there are no vectors."""

    words: WordIndex
    glossary: Glossary
    dense: DenseRoute | None
    weights: Mapping[str, float]
    by_ranks: bool = False

    def rank(self, query: str, keywords: Sequence[str], among: Among) -> Ranked:
        """``keywords`` are further search words; a route without weight is not taken."""
        scores = {WORDS: self._holding(WORDS, query, among), VECTORS: self._near(VECTORS, query, among)}
        if keywords:
            joined = " ".join(keywords)
            scores[KEYWORD_WORDS] = self._holding(KEYWORD_WORDS, joined, among)
            scores[KEYWORD_VECTORS] = self._near(KEYWORD_VECTORS, joined, among)
        if self.by_ranks:
            fused = fuse({route: list(found) for route, found in scores.items()}, self.weights)
        elif (part := self._part(scores, among)) is not None:
            fused = combine_with_part(scores, self.weights, part)
        else:
            fused = combine(scores, self.weights)
        return Ranked(fused, self.dense.search(query, among.count, among.documents) if self.dense else {})

    def _part(self, scores: Mapping[str, Mapping[str, float]], among: Among) -> Part | None:
        """How much of what is searched has a vector; None where all has, or where one of the two found nothing."""
        dense = self.dense
        if dense is None or not scores[WORDS] or not scores[VECTORS]:
            return None
        ready, all_passages = dense.index.count(), self.words.passages()
        if ready >= all_passages:
            return None
        if among.documents is None:
            share = ready / all_passages
        elif searched := self.words.passages_of(among.documents):
            share = len(dense.index.holding(searched)) / len(searched)
        else:  # the documents were removed since the routes were taken
            return None
        return Part(VECTORS, WORDS, share, dense.index.holding(scores[WORDS])) if share < 1 else None

    def _holding(self, route: str, query: str, among: Among) -> dict[str, float]:
        if not self.weights.get(route):
            return {}
        beside = further_words(query, self.glossary, among.documents) if route == WORDS else ()

        def search(count: int) -> dict[str, float]:
            return {hit.passage_id: hit.score for hit in self.words.search(query, count, among.documents, beside)}

        return among.enough(search)

    def _near(self, route: str, query: str, among: Among) -> dict[str, float]:
        dense = self.dense
        if dense is None or not self.weights.get(route):
            return {}
        return among.enough(lambda count: dense.closer(query, count, among.documents))
