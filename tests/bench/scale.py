"""A library of a million clauses: how long its index takes to make, what it weighs, how fast and well it is searched.

    python -m tests.bench.scale WORK SAMPLE [--clauses 1000000] [--queries 200]

SAMPLE is a workspace that has been ingested and embedded; its passages, cut and joined anew, are the text of the large
library, and its vectors with noise added are the vectors, so that near and far mean something. WORK is a folder that
keeps the large workspace: the bench goes on where it was stopped. Queries are passages of the sample: some of their
words, and their vector with noise of its own. Recall is against the exact ranking of the same vectors. Nothing here
loads a model. Prints a line for each figure as it is measured.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.domain.document import Clause, ClauseKind, Document, DocumentKind, Metadata, document_id
from app.foundation.jobs import CancelToken
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.index import ExactIndex, VectorIndex, open_index
from app.library.vectors import STORED, VectorStore
from app.library.words import WordIndex
from app.retrieval.dense import DenseRoute
from app.retrieval.search import Search

MODEL = "bench"
CLAUSES_OF_A_DOCUMENT = 1000
NOISE = 0.5
"""Length of the noise added to a unit vector: the cosine to the original is then about 0.89, as near as two clauses on
one matter are."""
RECALL_AT = (10, 100)
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts with their vectors, row by row."""

    texts: tuple[str, ...]
    vectors: Matrix


class ReadyEmbedder:
    """An Embedder whose one query vector is set beforehand: the bench measures search, not the model."""

    model_id = MODEL
    usual_question = None

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self.vector: Matrix = np.zeros(dimensions, np.float32)

    def embed_passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: object) -> Matrix:
        raise NotImplementedError

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Matrix:
        return self.vector

    def close(self) -> None:
        """Holds nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("sample", type=Path)
    parser.add_argument("--clauses", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    sample = read_sample(WorkspacePaths(options.sample).catalogue)
    print(f"sample: {len(sample.texts)} texts of {sample.vectors.shape[1]} dimensions")
    paths = WorkspacePaths(options.work)
    paths.create()
    with Database(paths.catalogue) as database:
        store = VectorStore(database)
        timed("documents stored and found by words", lambda: add_documents(database, sample, options.clauses))
        timed("vectors stored", lambda: add_vectors(database, sample))
        print(f"catalogue {_gigabytes(paths.catalogue):.2f} GB, {store.count(MODEL)} passages with a vector")
        index = open_index(paths.index, store, MODEL, with_lance=True)
        if not index.is_current():
            timed("vector index made", index.rebuild)
        print(f"vector index {_gigabytes(paths.index):.2f} GB, peak memory {_peak_gigabytes():.2f} GB")
        timed("first look at the index (its files hashed)", lambda: _fresh(paths, store).is_current())
        measure(database, index, sample, options.queries)
        print(f"peak memory {_peak_gigabytes():.2f} GB with the searches, exact ranking included")


def read_sample(catalogue: Path) -> Sample:
    """Every passage of a workspace that has a vector."""
    connection = sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT p.text, v.vector FROM passages AS p JOIN vectors AS v ON v.text_hash = p.text_hash ORDER BY p.row"
    ).fetchall()
    connection.close()
    vectors = np.stack([np.frombuffer(vector, STORED) for _, vector in rows])
    return Sample(tuple(text for text, _ in rows), vectors)


def add_documents(database: Database, sample: Sample, clauses: int) -> None:
    """Up to that many clauses, a document at a time; those that are there already stay."""
    catalogue = Catalogue(database)
    held = len(catalogue.entries())
    for ordinal in range(held, clauses // CLAUSES_OF_A_DOCUMENT):
        catalogue.put(make_document(ordinal, sample), path=f"/library/{ordinal}.pdf", collection="")


def make_document(ordinal: int, sample: Sample) -> Document:
    """A standard whose clauses say what a passage of the sample says, told apart by their number.

    Each clause begins with the row of its passage, which ``add_vectors`` reads back.
    """
    chance = random.Random(ordinal)
    sha256 = hashlib.sha256(str(ordinal).encode()).hexdigest()
    made = document_id(sha256)
    clauses = []
    for place in range(CLAUSES_OF_A_DOCUMENT):
        row = chance.randrange(len(sample.texts))
        number = f"{place // 100 + 1}.{place % 100 + 1}"
        text = f"{row} {sample.texts[row][:400]}（{ordinal}）"
        clauses.append(Clause(f"{made}.{place}", number, "", text, ClauseKind.CLAUSE))
    number = f"Q/BENCH {ordinal}-2026"
    metadata = Metadata(title=f"第{ordinal}号标准", kind=DocumentKind.STANDARD, number=number)
    return Document(made, sha256, f"{ordinal}.pdf", "pdf", 1, metadata, tuple(clauses))


def add_vectors(database: Database, sample: Sample) -> None:
    """The vectors that are missing: the sample's with noise of their own."""
    store = VectorStore(database)
    noise = np.random.default_rng(0)
    while batch := store.missing(MODEL, 5000):
        rows = [int(passage.text.split(" ", 1)[0]) for passage in batch]
        vectors = noisy(sample.vectors[rows], noise)
        store.put(MODEL, [(passage.text_hash, vector) for passage, vector in zip(batch, vectors, strict=True)])


def noisy(vectors: Matrix, noise: np.random.Generator) -> Matrix:
    """Unit vectors near the given ones."""
    drawn = noise.standard_normal(vectors.shape, np.float32)
    moved = vectors + NOISE * drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def measure(database: Database, index: VectorIndex, sample: Sample, queries: int) -> None:
    """Times of each route and of the whole search, and recall of the vector index."""
    catalogue, words = Catalogue(database), WordIndex(database)
    embedder = ReadyEmbedder(sample.vectors.shape[1])
    search = Search(catalogue, words, DenseRoute(index, embedder))
    exact = ExactIndex(VectorStore(database), MODEL)
    asked = list(questions(sample, queries))
    times: dict[str, list[float]] = {"words": [], "vectors": [], "hybrid": [], "exact vectors": []}
    recalled: dict[int, list[float]] = {depth: [] for depth in RECALL_AT}
    for text, vector in asked:
        embedder.vector = vector
        _clocked(times["words"], lambda text=text: words.search(text, 100))  # type: ignore[misc]
        found = _clocked(times["vectors"], lambda vector=vector: index.search(vector, 100))  # type: ignore[misc]
        _clocked(times["hybrid"], lambda text=text: search.find(text))  # type: ignore[misc]
        truth = _clocked(times["exact vectors"], lambda vector=vector: exact.search(vector, 100))  # type: ignore[misc]
        for depth in RECALL_AT:
            wanted = {hit.passage_id for hit in truth[:depth]}
            recalled[depth].append(len(wanted & {hit.passage_id for hit in found[:depth]}) / len(wanted))
    for name, seconds in times.items():
        ordered = sorted(second * 1000 for second in seconds[1:])
        print(f"{name:14} p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms")
    for depth, shares in recalled.items():
        print(f"recall@{depth} against exact search {statistics.mean(shares):.4f}")


def questions(sample: Sample, count: int) -> Iterator[tuple[str, Matrix]]:
    """Two stretches of a passage's text as the words, and its vector moved."""
    chance = random.Random(1)
    noise = np.random.default_rng(1)
    for _ in range(count):
        row = chance.randrange(len(sample.texts))
        text = "".join(sample.texts[row].split())
        starts = [chance.randrange(max(1, len(text) - 8)) for _ in range(2)]
        yield "的".join(text[start : start + 8] for start in starts), noisy(sample.vectors[row : row + 1], noise)[0]


def timed(name: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"{name}: {time.perf_counter() - began:.1f} s, peak memory {_peak_gigabytes():.2f} GB", flush=True)


def _clocked(into: list[float], work: Callable[[], list]) -> list:  # type: ignore[type-arg]
    began = time.perf_counter()
    result = work()
    into.append(time.perf_counter() - began)
    return result


def _fresh(paths: WorkspacePaths, store: VectorStore) -> VectorIndex:
    return open_index(paths.index, store, MODEL, with_lance=True)


def _gigabytes(path: Path) -> float:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e9


def _peak_gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
