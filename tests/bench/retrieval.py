"""Ablation of retrieval on a workspace that has been ingested and embedded: routes alone, fusions, answer forms.

    python -m tests.bench.retrieval DATA QUERIES.jsonl [--embedding MODEL.gguf]

DATA is a workspace directory (`zhunsheng --data DATA ingest …`). QUERIES has a question a line, as
{"id", "query", "gold": [{"file", "clause"}]}. Without --embedding only the words are measured. Prints for each way the
share of gold clauses in the first 1,500 characters returned, which is what a small model can read, recall at 1, 5 and
10, and the mean reciprocal rank.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
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
from app.retrieval.reading import is_share, text_of
from app.runtime.embedder import GgufEmbedder
from app.runtime.model_worker import ModelPlace
from tests.bench.scoring import Figures, Hit, Question, read_questions, told

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

    def hit(self, passage_id: str) -> Hit:
        passage = self.passages[passage_id]
        return Hit(self.files[passage.document_id], passage.number, self.lengths[passage_id])


def _length(passage: Passage, clauses: Sequence[Clause]) -> int:
    """Of the text that search returns, without white space."""
    return len("".join((passage.text if is_share(passage, clauses) else text_of(clauses, passage.number)).split()))


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
            ranking = [item.passage_id for item in fuse(used, FUSIONS[name])][:RESULTS]
            found.add(question, map(library.hit, ranking))
    for name, found in figures.items():
        print(f"{name:24} {told(found.means())}")
    print(f"{(time.perf_counter() - began) / len(questions) * 1000:.0f} ms a question, all ways together")


if __name__ == "__main__":
    main()
