"""Ablation of retrieval on a workspace that has been ingested and embedded: routes alone, fusions, answer forms.

    python tests/bench/retrieval.py DATA QUERIES.jsonl [--embedding MODEL.gguf]

DATA is a workspace directory (`zhunsheng --data DATA ingest …`). QUERIES has a question a line, as
{"id", "query", "gold": [{"file", "clause"}]}. Without --embedding only the words are measured. Prints for each way the
share of gold clauses in the first 1,500 characters returned, which is what a small model can read, recall at 1, 5 and
10, and the mean reciprocal rank.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.document import Clause
from app.domain.passage import Passage
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.index import ExactIndex
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from app.retrieval.fusion import fuse
from app.retrieval.lexical import is_at_or_inside
from app.retrieval.reading import is_share, text_of
from app.runtime.embedder import GgufEmbedder
from app.runtime.model_worker import ModelPlace

BUDGET = 1500
RESULTS = 30
CANDIDATES = 100
FUSIONS: Mapping[str, Mapping[str, float]] = {
    "words": {"words": 1.0, "vectors": 0.0},
    "vectors": {"words": 0.0, "vectors": 1.0},
    "words 0.25, vectors 1": {"words": 0.25, "vectors": 1.0},
    "words 0.5, vectors 1": {"words": 0.5, "vectors": 1.0},
    "words 0.75, vectors 1": {"words": 0.75, "vectors": 1.0},
    "words 1, vectors 1": {"words": 1.0, "vectors": 1.0},
    "words 1, vectors 0.5": {"words": 1.0, "vectors": 0.5},
}


@dataclass(frozen=True, slots=True)
class Question:
    """``gold`` are (file, clause) pairs."""

    text: str
    gold: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Figures:
    """Sums over questions, each in 0..1 a question."""

    questions: int = 0
    sums: dict[str, float] = field(default_factory=dict)

    def add(self, ranks: Sequence[int], in_budget: int, gold: int) -> None:
        self.questions += 1
        marks = {f"in {BUDGET}": in_budget / gold, "MRR": 1 / min(ranks) if ranks else 0.0}
        marks |= {f"R@{k}": sum(rank <= k for rank in ranks) / gold for k in (1, 5, 10)}
        for name, mark in marks.items():
            self.sums[name] = self.sums.get(name, 0.0) + mark

    def __str__(self) -> str:
        return "  ".join(f"{name} {value / self.questions:.4f}" for name, value in sorted(self.sums.items()))


class Library:
    """A workspace's passages with what the measuring needs of them, read once."""

    def __init__(self, database: Database) -> None:
        catalogue = Catalogue(database)
        self.files = {entry.id: entry.file for entry in catalogue.entries()}
        self.passages: dict[str, Passage] = {}
        clauses: dict[str, Clause] = {}
        for document_id in self.files:
            self.passages |= {passage.id: passage for passage in catalogue.passages_of(document_id)}
            clauses |= {clause.id: clause for clause in catalogue.clauses(document_id)}
        self.lengths = {
            passage.id: _length(passage, [clauses[clause_id] for clause_id in passage.clause_ids])
            for passage in self.passages.values()
        }

    def measure(self, figures: Figures, question: Question, ranking: Iterable[str]) -> None:
        """Every gold clause counts once, at the first passage at or inside it."""
        found: dict[tuple[str, str], int] = {}
        in_budget = read = 0
        for rank, passage_id in enumerate(ranking, 1):
            passage = self.passages[passage_id]
            read += self.lengths[passage_id]
            for file, clause in question.gold:
                is_new = (file, clause) not in found
                if is_new and self.files[passage.document_id] == file and is_at_or_inside(passage.number, clause):
                    found[(file, clause)] = rank
                    in_budget += read <= BUDGET
        figures.add(list(found.values()), in_budget, len(question.gold))


def _length(passage: Passage, clauses: Sequence[Clause]) -> int:
    """Of the text that search returns, without white space."""
    return len("".join((passage.text if is_share(passage, clauses) else text_of(clauses, passage.number)).split()))


def read_questions(path: Path) -> list[Question]:
    lines = [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]
    return [Question(line["query"], tuple((g["file"], g["clause"]) for g in line["gold"])) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--embedding", type=Path, metavar="MODEL.gguf")
    options = parser.parse_args()
    questions = read_questions(options.queries)
    with Database(WorkspacePaths(options.data).catalogue) as database:
        library = Library(database)
        print(f"{len(library.passages)} passages, {len(questions)} questions")
        embedder = GgufEmbedder(ModelPlace(options.embedding.stem, options.embedding)) if options.embedding else None
        try:
            _measure_all(database, library, questions, embedder)
        finally:
            if embedder is not None:
                embedder.close()


def _measure_all(
    database: Database, library: Library, questions: Sequence[Question], embedder: GgufEmbedder | None
) -> None:
    words = WordIndex(database)
    index = ExactIndex(VectorStore(database), embedder.model_id) if embedder else None
    figures = {name: Figures() for name in FUSIONS if embedder or name == "words"}
    began = time.perf_counter()
    for question in questions:
        rankings = {"words": [hit.passage_id for hit in words.search(question.text, CANDIDATES)]}
        if embedder is not None and index is not None:
            vector = embedder.embed_query(question.text)
            rankings["vectors"] = [hit.passage_id for hit in index.search(vector, CANDIDATES)]
        for name, found in figures.items():
            used = {route: ranking for route, ranking in rankings.items() if FUSIONS[name][route]}
            library.measure(found, question, [item.passage_id for item in fuse(used, FUSIONS[name])][:RESULTS])
    for name, found in figures.items():
        print(f"{name:24} {found}")
    print(f"{(time.perf_counter() - began) / len(questions) * 1000:.0f} ms a question, all ways together")


if __name__ == "__main__":
    main()
