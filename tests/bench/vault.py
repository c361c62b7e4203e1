"""What a vault costs: opening, adding, searching, showing a page, and turning it on, as ratios to a plain workspace.

    python -m tests.bench.vault [--passages 10000] [--suite aes|sm]

Vectors and texts are made up; the index of the plain workspace is LanceDB's, the vault compares every vector in memory.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from app.domain.document import Document
from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.index import open_index
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from app.security.vault_cipher import Suite
from app.workspace import Workspace, vault
from app.workspace.vault_switch import turn_on
from tests.unit.library.making import standard

PASSPHRASE, MODEL, DIMENSIONS, A_DOCUMENT = "correct horse battery", "bench", 768, 250


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--suite", choices=[suite.value for suite in Suite], default="aes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain = WorkspacePaths(Path(folder) / "plain")
        safe = WorkspacePaths(Path(folder) / "safe")
        Workspace.open(safe.root, writing=True).close()
        _, keys = turn_on(safe, PASSPHRASE, Progress(), suite=Suite(options.suite))
        vault.keep_open(safe, keys)
        Workspace.open(plain.root, writing=True).close()
        documents = [_document(place) for place in range(options.passages // A_DOCUMENT)]
        seconds = {}
        for name, paths, key in (("plain", plain, None), ("vault", safe, keys.catalogue)):
            seconds[name] = _measured(paths, key, documents)
        for what, before in seconds["plain"].items():
            after = seconds["vault"][what]
            print(f"{what:32} plain {before * 1000:9.1f} ms   vault {after * 1000:9.1f} ms   x {after / before:5.2f}")
        vault.lock(safe)
        print(f"{'unlock (Argon2id)':32} {_seconds(lambda: vault.unlock(safe, PASSPHRASE)) * 1000:9.1f} ms")
        print(f"{'turn on':32} {_seconds(lambda: turn_on(plain, PASSPHRASE, Progress())) * 1000:9.1f} ms")


def _document(place: int) -> Document:
    return standard(f"Q/A {place}-2020", [f"第{place}份第{line}句说的是推车扶手的高度" for line in range(A_DOCUMENT)])


def _measured(paths: WorkspacePaths, key: str | None, documents: list[Document]) -> dict[str, float]:
    generator = np.random.default_rng(7)
    found = {}
    with Database(paths.catalogue, key) as database:
        catalogue, store = Catalogue(database), VectorStore(database)

        def add() -> None:
            for place, document in enumerate(documents):
                catalogue.put(document, path=f"/{place}", collection="default")

        def embed() -> None:
            while missing := store.missing(MODEL, 500):
                vectors = generator.normal(size=(len(missing), DIMENSIONS)).astype(np.float32)
                vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
                store.put(MODEL, [(each.text_hash, row) for each, row in zip(missing, vectors, strict=True)])

        found["store documents"] = _seconds(add)
        found["store vectors"] = _seconds(embed)
        index = open_index(paths.index, store, MODEL, with_lance=key is None)
        found["make ready for vectors"] = _seconds(index.refresh)
        query = generator.normal(size=DIMENSIONS).astype(np.float32)
        index.search(query, 20)
        found["search by vectors, each"] = _median(lambda: index.search(query, 20))
        words = WordIndex(database)
        found["search by words, each"] = _median(lambda: words.search("推车扶手的高度", 20))
        found["read all clauses of a document"] = _median(lambda: catalogue.clauses(documents[0].id))
    found["open the workspace"] = _median(lambda: Workspace.open(paths.root).close())
    data = np.random.default_rng(3).bytes(8 << 20)
    file = paths.root.parent / "original"
    file.write_bytes(data)
    with Workspace.open(paths.root, writing=True) as workspace:
        with workspace._originals.copied(file) as copy:
            workspace._originals.keep(copy, "0" * 16, "pdf")
        kept = workspace._originals.path_of("0" * 16, "pdf")
        keys = workspace._keys
        found["read a copy of 8 MB"] = _median(
            kept.read_bytes if keys is None else lambda: keys.opened("original", kept.read_bytes())
        )
        kept.unlink()
    return found


def _seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _median(deed: Callable[[], object], times: int = 15) -> float:
    return statistics.median(_seconds(deed) for _ in range(times))


if __name__ == "__main__":
    main()
