"""A question to ranked evidence: what it names, then words and meaning fused, then what the best passages refer to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.evidence import Evidence, Focus
from app.domain.passage import Passage
from app.domain.where import ANYTHING, EVERYWHERE, By, Where
from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.library.catalogue import Catalogue
from app.library.tokens import tokens
from app.library.words import WordIndex
from app.retrieval.beside import Beside, stands_beside
from app.retrieval.dense import DenseRoute
from app.retrieval.editions_beside import Cited
from app.retrieval.exact import exact_passages
from app.retrieval.focus import focus_of
from app.retrieval.fusion import Fused
from app.retrieval.names import Names, read_names
from app.retrieval.nearness import Nearness
from app.retrieval.precedence import named_first, step_behind
from app.retrieval.reading import is_share, text_of
from app.retrieval.references import MOST_FOLLOWED, follow, place_behind
from app.retrieval.rerank import Reranker, rerank
from app.retrieval.routes import CANDIDATES, MEANING_ALONE, ROUTE_WEIGHTS, WORDS_ALONE, Among, Routes
from app.retrieval.scope import (
    Scope,
    day_of,
    document_of,
    leading_documents,
    not_asked_for,
    open_scope,
    replaced_documents,
)
from app.retrieval.synonyms import synonyms_of
from app.retrieval.telling import Grams, asked_of
from app.retrieval.terms import QuestionTerms, question_terms

FEWEST_FOR_FOLLOW_UPS = 6
"""A shorter list is all needed for what was asked."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a search does, for the ablation to leave out or to put in: the weights of the routes, whether they are fused
    by ranks instead of scores, how many passages that the best lean on are brought along, whether long clauses show
    their telling part, and who looks at the best passages once more."""

    weights: Mapping[str, float] = field(default_factory=lambda: ROUTE_WEIGHTS)
    by_ranks: bool = False
    follow_ups: int = MOST_FOLLOWED
    focuses: bool = True
    reranker: Reranker | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """``passages`` say every word of a query; None where it names a document, which its clauses do not repeat.
    ``missing`` are the documents that it names and the library does not hold."""

    passages: int | None
    missing: tuple[str, ...] = ()


COVERED = 0.95
"""The share of the passages that must have a vector for nearness to tell anything."""


class Search:
    """Finds the passages of a library that bear on a question. Words alone serve while there are no vectors."""

    def __init__(
        self, catalogue: Catalogue, words: WordIndex, dense: DenseRoute | None = None, plan: Plan | None = None
    ) -> None:
        self._catalogue = catalogue
        self._words = words
        self._dense = dense
        self._plan = plan or Plan()
        self._routes = Routes(words, catalogue.glossary, dense, self._plan.weights, self._plan.by_ranks)

    def find(
        self,
        query: str,
        where: Where = EVERYWHERE,
        *,
        limit: int = 10,
        include_superseded: bool = False,
        keywords: Sequence[str] = (),
        by: By = By.BOTH,
    ) -> list[Evidence]:
        """The best evidence, best first, at most ``limit`` hits. What the best of them lean on comes in addition,
        behind what is read first (see references.py). ``keywords`` are further search words. Signs alone find nothing.

        By words, what says every word comes before what says a part of them, a share of a compound say.

        Raises UserError for a date or document that is none, EnvironmentFault for meaning without vectors.
        """
        routes = self._routes_by(by)
        scope = open_scope(self._catalogue, where)
        if not scope.entries or limit < 1 or not any(True for _ in tokens(query)):
            return []
        names = self._names(query, scope)
        replaced = replaced_documents(self._catalogue, scope)
        leading = leading_documents(names, replaced)
        replaced = {} if include_superseded else not_asked_for(replaced, names, leading)
        strengths = where.only.strengths
        allowed = self._catalogue.passages_of_strength(strengths, scope.ids) if strengths else None
        exact = exact_passages(self._catalogue, names, scope.ids)
        exact = [passage_id for passage_id in exact if allowed is None or passage_id in allowed]
        exact.sort(key=lambda passage_id: (document_of(passage_id) in replaced, document_of(passage_id) not in leading))
        ranked = routes.rank(query, keywords, Among(scope.ids, allowed, max(CANDIDATES, limit)))
        fused = named_first(step_behind(ranked.fused, replaced), leading)
        whole: Sequence[Fused] = ()
        if by is By.WORDS and not names.documents:
            among = Among(scope.ids, self._saying_all(query, scope, allowed), max(CANDIDATES, limit))
            whole = named_first(step_behind(routes.rank(query, keywords, among).fused, replaced), leading)
            said = {item.passage_id for item in whole}
            fused = [*whole, *(item for item in fused if item.passage_id not in said)]
        top = fused[0].score if fused else 0.0
        found = [Fused(passage_id, top, ("exact",)) for passage_id in exact]
        found += [item for item in fused if item.passage_id not in exact]
        asked = asked_of(query, self._words.frequency, self._words.passages())
        hits = [
            replace(item, similarity=ranked.similarity.get(item.passage_id), focus=self._focus(item, asked))
            for item in self._evidence(found[:limit], scope)
        ]
        if self._plan.reranker is not None:
            hits = rerank(self._plan.reranker, query, hits)
        brought = self._brought(query, hits, scope) if limit >= FEWEST_FOR_FOLLOW_UPS else []
        if where.only != ANYTHING:  # what a person does not want to see is not brought along either
            brought = [item for item in brought if _is_among(item, scope, allowed)]
        place = max(place_behind(len(item.shown.text) for item in hits), min(len(whole), len(hits)))
        return [replace(item, rank=rank) for rank, item in enumerate((*hits[:place], *brought, *hits[place:]), 1)]

    def names(self, query: str, where: Where = EVERYWHERE) -> Names:
        """What the query names outright, against the documents in scope."""
        return self._names(query, open_scope(self._catalogue, where))

    def said(self, query: str, where: Where = EVERYWHERE) -> Said:
        """What the documents in scope say of the query. Raises UserError for a date or document that is none."""
        scope = open_scope(self._catalogue, where)
        names = self._names(query, scope)
        if names.documents or names.missing:
            held = self._names(query, open_scope(self._catalogue, EVERYWHERE)) if names.missing else names
            return Said(None, tuple(name for name in names.missing if name in held.missing))
        strengths = where.only.strengths
        allowed = self._catalogue.passages_of_strength(strengths, scope.ids) if strengths else None
        return Said(len(self._saying_all(query, scope, allowed)))

    def nearness(self, question: str, where: Where = EVERYWHERE) -> Nearness | None:
        """How near the question comes to the documents in scope, beside questions about something else; None without
        vectors, and while too many passages wait for theirs: what answers may be among these."""
        if self._dense is None or self._dense.index.count() < COVERED * self._words.passages():
            return None
        documents = open_scope(self._catalogue, where).ids
        similarities = self._dense.search(question, CANDIDATES, documents)
        return Nearness(similarities, self._dense.unrelated(documents)) if similarities else None

    def closeness(self, question: str, titles_and_texts: Sequence[tuple[str, str]]) -> list[float]:
        """How close in meaning each text is to the question, at most 1; empty without vectors."""
        return self._dense.closeness(question, titles_and_texts) if self._dense is not None else []

    def beside(self, cited: Sequence[Cited], as_of: str | None = None) -> Beside:
        """What stands beside cited clauses: other editions that differ, references that lead nowhere."""
        return stands_beside(self._catalogue, cited, day_of(as_of))

    def terms(self, query: str) -> QuestionTerms:
        """What the query asks about, as this library knows it."""
        synonyms = synonyms_of(query, self._catalogue.glossary)
        return question_terms(query, self._words.frequency, self._words.passages(), synonyms)

    def _saying_all(self, query: str, scope: Scope, allowed: Collection[str] | None) -> set[str]:
        found = self._words.saying_all(query, scope.ids)
        return found if allowed is None else found.intersection(allowed)

    def _routes_by(self, by: By) -> Routes:
        if by is By.WORDS:
            return replace(self._routes, weights=WORDS_ALONE, dense=None)
        if by is By.MEANING:
            if self._dense is None:
                raise EnvironmentFault(
                    tr("没有安装向量模型"), tr("请先添加向量模型：在窗口的“模型”页，或用命令 models fetch。")
                )
            return replace(self._routes, weights=MEANING_ALONE)
        return self._routes

    def _names(self, query: str, scope: Scope) -> Names:
        return read_names(query, self._catalogue.editions(scope.as_of), scope.ids)

    def _focus(self, evidence: Evidence, asked: Sequence[Grams]) -> Focus | None:
        if not self._plan.focuses or "exact" in evidence.routes:
            return None
        return focus_of(evidence.clauses, evidence.number, evidence.text, asked)

    def _brought(self, query: str, hits: Sequence[Evidence], scope: Scope) -> list[Evidence]:
        """What the best hits lean on."""
        passages = self._catalogue.passages([item.passage_id for item in hits])
        best = [passages[item.passage_id] for item in hits if item.passage_id in passages]
        followed = follow(self._catalogue, best, query, self._plan.follow_ups, scope.as_of)
        return self._evidence([Fused(item.passage.id, 0.0, (item.route,)) for item in followed], scope)

    def _evidence(self, found: Sequence[Fused], scope: Scope) -> list[Evidence]:
        passages = self._catalogue.passages([item.passage_id for item in found])
        chosen = [item for item in found if item.passage_id in passages]
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


def _is_among(item: Evidence, scope: Scope, allowed: Collection[str] | None) -> bool:
    in_scope = scope.ids is None or item.source.document_id in scope.ids
    return in_scope and (allowed is None or item.passage_id in allowed)
