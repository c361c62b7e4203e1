"""A question to ranked evidence: what it names, then words and meaning fused, then what the best passages refer to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.domain.evidence import Evidence
from app.domain.passage import Passage
from app.library.catalogue import Catalogue
from app.library.words import WordIndex
from app.retrieval.dense import DenseRoute
from app.retrieval.exact import exact_passages
from app.retrieval.fusion import Fused, fuse
from app.retrieval.names import Names, read_names
from app.retrieval.reading import is_share, text_of
from app.retrieval.references import follow
from app.retrieval.scope import Scope, document_of, open_scope, replaced_documents
from app.retrieval.synonyms import further_words
from app.retrieval.terms import QuestionTerms, question_terms

CANDIDATES = 100
"""Passages taken from each route before fusing."""

ROUTE_WEIGHTS: Mapping[str, float] = {"words": 0.5, "vectors": 1.0}
"""Measured with tests/bench/retrieval.py on 250 lay questions over 1,565 articles, EmbeddingGemma Q8_0, 2026-11-22.
Gold articles within 1,500 characters: words 0.712, vectors 0.724, words at a quarter 0.748, at a half 0.753, equal
0.738."""

STEP_BEHIND = 0.5
"""What the score of a replaced text, or of one yet to come, is multiplied by. With the fusion's smoothing of 60 this
puts its best hit behind some sixty hits of texts that count, and still before nothing at all."""

FOLLOW_UPS = 2
"""How many places at the end go to passages that the best ones refer to."""
FEWEST_FOR_FOLLOW_UPS = 6
"""A shorter list is all needed for what was asked."""


class Search:
    """Finds the passages of a library that bear on a question. Words alone serve while there are no vectors."""

    def __init__(self, catalogue: Catalogue, words: WordIndex, dense: DenseRoute | None = None) -> None:
        self._catalogue = catalogue
        self._words = words
        self._dense = dense

    def find(
        self,
        query: str,
        *,
        limit: int = 10,
        collection: str | None = None,
        document: str | None = None,
        as_of: str | None = None,
        include_superseded: bool = False,
        keywords: Sequence[str] = (),
    ) -> list[Evidence]:
        """The best evidence, best first; follow-ups of the best at the end. ``keywords`` are further search words.

        ``as_of`` is an ISO date that decides which texts count. Raises UserError for a date or document that is none.
        """
        scope = open_scope(self._catalogue, collection, document, as_of)
        if not scope.entries or not query.strip() or limit < 1:
            return []
        names = self._names(query, scope)
        replaced = {} if include_superseded else _not_named(replaced_documents(self._catalogue, scope), names)
        exact = exact_passages(self._catalogue, names, scope.ids)
        exact.sort(key=lambda passage_id: document_of(passage_id) in replaced)
        near = self._dense.search(query, CANDIDATES, scope.ids) if self._dense else {}
        ranked = self._ranked(query, list(near), scope.ids)
        fused = _named_first(_step_behind(ranked, replaced), names.documents)
        top = fused[0].score if fused else 0.0
        found = [Fused(passage_id, top, ("exact",)) for passage_id in exact]
        found += [item for item in fused if item.passage_id not in exact]
        return [replace(item, similarity=near.get(item.passage_id)) for item in self._evidence(found, limit, scope)]

    def names(
        self, query: str, *, collection: str | None = None, document: str | None = None, as_of: str | None = None
    ) -> Names:
        """What the query names outright, against the documents in scope."""
        return self._names(query, open_scope(self._catalogue, collection, document, as_of))

    def unrelated_similarity(
        self, *, collection: str | None = None, document: str | None = None, as_of: str | None = None
    ) -> float:
        """The similarity that a question about something else reaches in the documents in scope; 0 without vectors."""
        if self._dense is None:
            return 0.0
        return self._dense.unrelated(open_scope(self._catalogue, collection, document, as_of).ids)

    def terms(self, query: str) -> QuestionTerms:
        """What the query asks about, as this library knows it."""
        return question_terms(query, self._words.frequency, self._words.passages())

    def _names(self, query: str, scope: Scope) -> Names:
        return read_names(query, self._catalogue.editions(scope.as_of), scope.ids)

    def _ranked(self, query: str, near: Sequence[str], documents: Collection[str] | None) -> list[Fused]:
        beside = further_words(query, self._catalogue.glossary, documents)
        words = [hit.passage_id for hit in self._words.search(query, CANDIDATES, documents, beside)]
        return fuse({"words": words, "vectors": near}, ROUTE_WEIGHTS)

    def _evidence(self, found: Sequence[Fused], limit: int, scope: Scope) -> list[Evidence]:
        passages = self._catalogue.passages([item.passage_id for item in found[:limit]])
        chosen = [item for item in found[:limit] if item.passage_id in passages]
        if limit >= FEWEST_FOR_FOLLOW_UPS:
            best = [passages[item.passage_id] for item in chosen]
            followed = follow(self._catalogue, best, FOLLOW_UPS, scope.as_of)
            chosen = chosen[: limit - len(followed)]
            chosen += [Fused(passage_id, 0.0, ("reference",)) for passage_id in followed]
            passages |= self._catalogue.passages(followed)
        return [self._one(rank, item, passages[item.passage_id], scope) for rank, item in enumerate(chosen, 1)]

    def _one(self, rank: int, item: Fused, passage: Passage, scope: Scope) -> Evidence:
        stored = self._catalogue.clauses_by_id(passage.clause_ids)
        clauses = tuple(stored[clause_id] for clause_id in passage.clause_ids)
        return Evidence(
            rank=rank,
            score=item.score,
            source=self._catalogue.source(passage.document_id, scope.as_of),
            passage_id=passage.id,
            number=passage.number,
            title_path=passage.title_path,
            page=next((clause.page for clause in clauses if clause.page is not None), None),
            text=passage.text if is_share(passage, clauses) else text_of(clauses, passage.number),
            clauses=clauses,
            routes=item.routes,
        )


def _not_named(replaced: Mapping[str, frozenset[str]], names: Names) -> dict[str, frozenset[str]]:
    """Without the editions that the question names by their year: it is those that it asks for."""
    return {document_id: instead for document_id, instead in replaced.items() if document_id not in names.editions}


def _step_behind(fused: Sequence[Fused], replaced: Mapping[str, frozenset[str]]) -> list[Fused]:
    """What is replaced comes at a lower score, and never before the best of the text that counts instead."""
    best: dict[str, float] = {}
    for item in fused:
        document_id = document_of(item.passage_id)
        best[document_id] = max(best.get(document_id, 0.0), item.score)

    def weighed(item: Fused) -> Fused:
        instead = replaced.get(document_of(item.passage_id))
        if instead is None:
            return item
        ceilings = [best[other] for other in instead if other in best]
        return replace(item, score=min(item.score * STEP_BEHIND, max(ceilings, default=item.score)))

    def order(item: Fused) -> tuple[float, bool, str]:
        return -item.score, document_of(item.passage_id) in replaced, item.passage_id

    return sorted(map(weighed, fused), key=order)


def _named_first(fused: Sequence[Fused], documents: Collection[str]) -> list[Fused]:
    """Passages of the documents that the question names go first; both parts keep their order."""
    return sorted(fused, key=lambda item: document_of(item.passage_id) not in documents) if documents else list(fused)
