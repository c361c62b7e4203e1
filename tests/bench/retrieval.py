"""Ablation of retrieval on a workspace that has been ingested and embedded: routes, fusions, and what follows them.

    python -m tests.bench.retrieval DATA QUESTIONS… [--embedding MODEL.gguf [--vectors CACHE.npz]]
        [--keywords KEYWORDS.jsonl] [--reranker CHAT.gguf] [--alone] [--folds N]

DATA is a workspace directory (`zhunsheng --data DATA ingest …`). QUESTIONS are files of lines {"id", "query", "gold":
[{"file", "clause"}]}, or a reader's notes on one document ({"file", "qa": [{"id", "question", "clauses",
"must_contain"}]}). Without --embedding only the words are measured; --vectors keeps the questions' vectors for the next
run. KEYWORDS has {"id", "keywords": []} a line, as a keyword model wrote them. --alone asks every question of its own
document only. Prints for each way the share of gold clauses in the first 1,500 characters returned, which is what a
small model can read, nDCG@10, MRR, recall at 1, 5 and 10, the share of questions all of whose facts stand in those
characters, and the median of milliseconds a query without the time of embedding. With --folds the weight of the words
is chosen on the other folds for each fold, so that the figure is of questions that did not choose it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from app.domain.evidence import Evidence
from app.domain.where import Where
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.index import ExactIndex
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from app.retrieval.dense import DenseRoute
from app.retrieval.rerank import QuestionLikelihood, Reranker
from app.retrieval.routes import ROUTE_WEIGHTS, VECTORS, WORDS
from app.retrieval.search import Plan, Search
from app.runtime.chat import LlamaChatEngine
from app.runtime.embedder import GgufEmbedder
from app.runtime.model_worker import ModelPlace
from tests.bench.kept_vectors import KeptVectors, PlainQuestions
from tests.bench.scoring import BUDGET, Figures, Hit, Question, file_name, length_of, mean, read_questions, told

RESULTS = 30
WORD_WEIGHTS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Way:
    """One row of the table."""

    plan: Plan
    with_keywords: bool = False
    with_usual_question: bool = True


@dataclass(slots=True)
class Measured:
    figures: Figures = field(default_factory=Figures)
    seconds: list[float] = field(default_factory=list)

    def told(self) -> str:
        return f"{told(self.figures.means())}  {1000 * median(self.seconds):.0f} ms"


def ways(*, with_vectors: bool, with_keywords: bool, reranker: Reranker | None) -> Mapping[str, Way]:
    """By name, in the order of printing."""
    built = Plan()
    found = {"words alone": Way(replace(built, weights=_words_at(1.0, vectors=0.0), focuses=False))}
    if with_vectors:
        found["vectors alone"] = Way(replace(built, weights=_words_at(0.0), focuses=False))
        for weight in (0.5, 1.0):
            by_ranks = replace(built, weights=_words_at(weight), by_ranks=True, focuses=False)
            found[f"ranks, words {weight}"] = Way(by_ranks)
        for weight in WORD_WEIGHTS[1:]:
            found[f"scores, words {weight}"] = Way(replace(built, weights=_words_at(weight), focuses=False))
    found["as built"] = Way(built)
    if with_vectors:
        found["near to any question"] = Way(built, with_usual_question=False)
    found["without focus"] = Way(replace(built, focuses=False))
    found["without references"] = Way(replace(built, follow_ups=0))
    if with_keywords:
        found["with keywords"] = Way(built, with_keywords=True)
    if reranker is not None:
        found["reranked"] = Way(replace(built, reranker=reranker))
    return found


def main() -> None:
    options = _parser().parse_args()
    questions = [question for path in options.questions for question in read_questions(path)]
    keywords = _keywords(options.keywords) if options.keywords else {}
    reader = LlamaChatEngine(_place(options.reranker), trusted_template=True) if options.reranker else None
    reranker = QuestionLikelihood(reader) if reader else None
    embedder = KeptVectors(GgufEmbedder(_place(options.embedding)), options.vectors) if options.embedding else None
    table = ways(with_vectors=embedder is not None, with_keywords=bool(keywords), reranker=reranker)
    try:
        with Database(WorkspacePaths(options.data).catalogue) as database:
            bench = Bench(database, embedder, keywords, alone=options.alone)
            bench.show(questions, table)
            if options.folds and embedder is not None:
                bench.show_folds(questions, options.folds)
    finally:
        for model in (reader, embedder):
            if model is not None:
                model.close()


class Bench:
    """A library, and what the questions bring along."""

    def __init__(
        self, database: Database, embedder: KeptVectors | None, keywords: Mapping[str, Sequence[str]], *, alone: bool
    ) -> None:
        self._catalogue = Catalogue(database)
        self._words = WordIndex(database)
        index = ExactIndex(VectorStore(database), embedder.model_id) if embedder else None
        self._dense = DenseRoute(index, embedder) if index and embedder else None
        self._plain = DenseRoute(index, PlainQuestions(embedder, None)) if index and embedder else None
        self._embedder = embedder
        self._keywords = keywords
        self._ids = {file_name(entry.file): entry.id for entry in self._catalogue.entries()} if alone else {}

    def show(self, questions: Sequence[Question], table: Mapping[str, Way]) -> None:
        print(f"{len(questions)} questions")
        for name, way in table.items():
            print(f"{name:22} {self.measure(questions, way).told()}", flush=True)

    def show_folds(self, questions: Sequence[Question], folds: int) -> None:
        """Every fold marked with the weight that the others chose: by nDCG and clauses in the budget together."""
        marks = {w: self.measure(questions, Way(Plan(weights=_words_at(w)))).figures.marks for w in WORD_WEIGHTS}
        held_out = Figures()
        for fold in range(folds):
            others = [place for place in range(len(questions)) if place % folds != fold]
            best = max(WORD_WEIGHTS, key=lambda weight: _worth([marks[weight][place] for place in others]))
            held_out.marks += marks[best][fold::folds]
            print(f"fold {fold}: words {best}")
        print(f"{f'{folds} folds':22} {told(held_out.means())}")

    def measure(self, questions: Sequence[Question], way: Way) -> Measured:
        dense = self._dense if way.with_usual_question else self._plain
        search = Search(self._catalogue, self._words, dense, way.plan)
        measured = Measured()
        for question in questions:
            keywords = self._keywords.get(question.id, ()) if way.with_keywords else ()
            document = self._ids.get(question.gold[0][0])
            self._prepare([question.text, " ".join(keywords)])
            began = time.perf_counter()
            found = search.find(question.text, Where(document=document), limit=RESULTS, keywords=keywords)
            measured.seconds.append(time.perf_counter() - began)
            measured.figures.add(question, map(_hit, found))
        return measured

    def _prepare(self, texts: Sequence[str]) -> None:
        """Embed before the clock starts."""
        for text in filter(None, texts):
            if self._embedder is not None:
                self._embedder.embed_query(text)


def _hit(evidence: Evidence) -> Hit:
    shown = evidence.shown
    return Hit(file_name(evidence.source.file), shown.number, length_of(shown.text), shown.text)


def _words_at(weight: float, vectors: float = 1.0) -> Mapping[str, float]:
    return {**ROUTE_WEIGHTS, WORDS: weight, VECTORS: vectors}


def _worth(marks: Sequence[Mapping[str, float]]) -> float:
    return mean([mark[f"in {BUDGET}"] + mark["nDCG@10"] for mark in marks])


def _keywords(path: Path) -> dict[str, Sequence[str]]:
    lines = [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]
    return {line["id"]: line["keywords"] for line in lines}


def _place(path: Path) -> ModelPlace:
    return ModelPlace(path.stem, path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--embedding", type=Path, metavar="MODEL.gguf")
    parser.add_argument("--vectors", type=Path, metavar="CACHE.npz")
    parser.add_argument("--keywords", type=Path, metavar="KEYWORDS.jsonl")
    parser.add_argument("--reranker", type=Path, metavar="CHAT.gguf")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--folds", type=int, default=0, metavar="N")
    return parser


if __name__ == "__main__":
    main()
