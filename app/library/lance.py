"""The vector index in LanceDB; the only importer of lancedb and pyarrow, on first use.

The index is never trusted beyond what file_hashes.py and the store's fingerprint vouch for. Where they do not, search
is answered from the store itself, exactly and with more memory, until a writer has refreshed the index: a reading
process never repairs what another one may be writing. Nobody who searches waits for a writer either.

Up to ``SCANNED_ROWS`` every vector is compared, which is exact. Above it an inverted file over quantized vectors
(IVF_RQ) says which are worth comparing in full. Of a million vectors of 768 dimensions (real ones with noise) on two
busy cores: scanning all takes 3.6 s; IVF_RQ is built in 63 s and gives all of the hundred nearest in 35 ms when ten
times as many are compared in full (0.98 of them with five times); IVF_PQ takes 274 s and 85 ms, IVF_SQ 77 and 180.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from app.foundation.jobs import Progress
from app.foundation.paths import PRIVATE_FOLDER
from app.library.file_hashes import Seal, is_intact, read_seal, seal
from app.library.index import ExactIndex, writing
from app.library.vectors import Vector, VectorRow, VectorStore, fingerprint
from app.library.words import Hit

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from lancedb.db import DBConnection
    from lancedb.index import IvfRq
    from lancedb.query import LanceVectorQueryBuilder
    from lancedb.table import Table

BATCH = 5000
"""Rows written at a time, 15 MB of 768 dimensions; each batch becomes one file."""
MOST_FILES = 64
"""Data files after which adding gives way to writing the table anew: each one slows every search."""

SCANNED_ROWS = 150_000
"""Passages whose vectors are all compared. Scanning took 20,000 in 40 ms and 100,000 in 0.2 to 0.4 s on two busy cores;
a library of that size is some fifty thousand pages."""

PROBES = 20
"""Parts of the inverted file that a search looks into."""
REFINED = 10
"""Of the quantized candidates, how many times the asked number are compared by their full vectors."""

Row = tuple[str, str]
"""Passage id and text hash: what the table holds, and what the store compares it to."""

log = logging.getLogger(__name__)


class LanceIndex:
    """A VectorIndex in one LanceDB table for each model. Safe to use from any thread; one process writes."""

    def __init__(self, folder: Path, store: VectorStore, model_id: str) -> None:
        self._folder = folder
        self._store = store
        self._model_id = model_id
        self._name = f"vectors-{hashlib.sha256(model_id.encode()).hexdigest()[:16]}"
        self._files = folder / f"{self._name}.lance"
        self._record = folder / f"{self._name}.json"
        self._exact = ExactIndex(store, model_id)
        self._guard = threading.RLock()
        """Held for a moment, to look at what is below."""
        self._writing = threading.Lock()
        """Held by whoever changes the files or reads all of them, however long that takes."""
        self._is_changing = False
        self._judged: Seal | None = None
        self._table: Table | None = None
        self._compared: tuple[int, int] | None = None
        self._is_level = False

    @property
    def table(self) -> str:
        return self._name

    def search(self, vector: Vector, limit: int, documents: Collection[str] | None = None) -> list[Hit]:
        if limit < 1 or (documents is not None and not documents):
            return []
        with self._guard:
            table = self._table if self._seal_in_force() is not None else None
        if table is None:
            return self._exact.search(vector, limit, documents)
        try:
            found = _nearest(table, vector, limit, documents)
        except (RuntimeError, OSError, ValueError):
            log.warning("vector index %s cannot be searched; ranking from the catalogue", self._name, exc_info=True)
            return self._exact.search(vector, limit, documents)
        self._exact.release()  # a search that began while the index was made may have loaded every vector since
        return found

    def count(self) -> int:
        with self._guard:
            current = self._seal_in_force()
        return current.rows if current is not None else self._exact.count()

    def holding(self, passages: Iterable[str]) -> set[str]:
        return self._store.holding(self._model_id, passages)

    def is_current(self) -> bool:
        with self._guard:
            return self._seal_in_force() is not None

    def _is_known_current(self) -> bool:
        """Without reading all files to know it: searches wait for the guard."""
        with self._guard:
            return self._judged is not None and self._seal_in_force() is not None

    def verify(self) -> bool:
        with self._changing():
            self._forget()
            return self._intact() is not None

    def refresh(self, progress: Progress | None = None) -> None:
        if self._is_known_current():  # what needs nothing keeps nobody from the index
            return
        with self._changing():
            if self._intact() is None:
                self._rebuild(progress or Progress())
                return
            held, wanted = self._held(), self._store.held(self._model_id)
            if held - wanted:
                self._rebuild(progress or Progress())
            elif wanted - held:
                self._append(held, wanted - held, progress or Progress())

    def rebuild(self, progress: Progress | None = None) -> None:
        with self._changing():
            self._rebuild(progress or Progress())

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One at a time. Until it is done, searches are answered from the store."""
        with self._writing:
            with self._guard:
                self._is_changing = True
            try:
                yield
            finally:
                with self._guard:
                    self._is_changing = False
                self._exact.release()

    # -- inside: called while changing; by readers with the guard held, while nobody is changing ----------------------

    def _rebuild(self, progress: Progress) -> None:
        with writing(self._folder):
            self._forget()
            if self._folder.is_file():
                self._folder.unlink()
            self._record.unlink(missing_ok=True)
            if self._files.exists():
                shutil.rmtree(self._files)
            self._files.mkdir(mode=PRIVATE_FOLDER, parents=True)
            self._make(progress)

    def _seal_in_force(self) -> Seal | None:
        """The seal, when the files are as they were written, hold what the store holds and nobody changes them."""
        found = None if self._is_changing else self._intact()
        if found is None:
            return None
        generation = self._store.generation()
        if self._compared != generation:
            self._is_level = self._store.fingerprint(self._model_id) == found.contents
            self._compared = generation
        return found if self._is_level else None

    def _intact(self) -> Seal | None:
        """The seal, when every file is as it says. Judged once for each seal, as that reads all files."""
        found = read_seal(self._record)
        if found is None or found.model_id != self._model_id:
            self._forget()
            return None
        if found != self._judged:
            self._forget()
            self._judged = found
            if is_intact(found, self._files):
                self._table = self._open(found)
            else:
                log.warning("vector index %s is not as it was written; it will be made anew", self._name)
        return found if self._table is not None or self._is_empty(found) else None

    def _is_empty(self, found: Seal) -> bool:
        return found.rows == 0 and not found.files and is_intact(found, self._files)

    def _forget(self) -> None:
        self._judged = self._table = self._compared = None
        self._is_level = False

    def _open(self, found: Seal) -> Table | None:
        if not found.files:
            return None
        try:
            return self._connect().open_table(self._name)
        except (RuntimeError, OSError, ValueError):
            log.warning("vector index %s cannot be opened; it will be made anew", self._name, exc_info=True)
            return None

    def _connect(self) -> DBConnection:
        import lancedb

        return lancedb.connect(self._folder)

    def _make(self, progress: Progress) -> None:
        rows = self._store.rows(self._model_id)
        held = self._write(rows, self._store.count(self._model_id), progress)
        if self._table is not None and len(held) > SCANNED_ROWS:
            progress.report("index", len(held), len(held))
            self._table.create_index("vector", config=_inverted_file())
        self._accept(held)

    def _append(self, held: set[Row], missing: set[Row], progress: Progress) -> None:
        if self._table is None or len(list((self._files / "data").glob("*"))) >= MOST_FILES:
            self._rebuild(progress)
            return
        self._judged = None  # from here until they are sealed the files are not what the record says
        rows = self._store.rows_of(self._model_id, sorted(passage_id for passage_id, _ in missing))
        with writing(self._folder):
            self._accept(held | self._write(rows, len(missing), progress))

    def _write(self, rows: Iterator[VectorRow], total: int, progress: Progress) -> set[Row]:
        """Into the open table; the first batch makes it where there is none."""
        written: set[Row] = set()
        progress.report("index", 0, total)
        while batch := list(islice(rows, BATCH)):
            if self._table is None:
                self._table = self._connect().create_table(self._name, _arrow(batch))
            else:
                self._table.add(_arrow(batch))
            written.update((row.passage_id, row.text_hash) for row in batch)
            progress.report("index", len(written), total)
        return written

    def _accept(self, held: set[Row]) -> None:
        self._judged = seal(self._record, self._files, self._model_id, fingerprint(held), len(held))
        self._compared = None
        self._exact.release()

    def _held(self) -> set[Row]:
        if self._table is None:
            return set()
        found = self._table.search().select(["passage_id", "text_hash"]).limit(self._table.count_rows()).to_arrow()
        return set(zip(found["passage_id"].to_pylist(), found["text_hash"].to_pylist(), strict=True))


def _nearest(table: Table, vector: Vector, limit: int, documents: Collection[str] | None) -> list[Hit]:
    search = table.search(np.asarray(vector, np.float32), vector_column_name="vector")
    query = cast("LanceVectorQueryBuilder", search).distance_type("dot").nprobes(PROBES).refine_factor(REFINED)
    if documents is not None:
        query = query.where(f"document_id IN ({', '.join(map(_quoted, sorted(documents)))})", prefilter=True)
    found = query.select(["passage_id", "_distance"]).limit(limit).to_arrow()
    hits = [
        Hit(passage_id, 1.0 - distance)
        for passage_id, distance in zip(found["passage_id"].to_pylist(), found["_distance"].to_pylist(), strict=True)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


def _inverted_file() -> IvfRq:
    """How a large table finds the vectors that are worth comparing in full."""
    from lancedb.index import IvfRq

    return IvfRq(distance_type="dot")


def _arrow(rows: Sequence[VectorRow]) -> pa.Table:
    import pyarrow as pa

    matrix = np.stack([row.vector for row in rows])
    return pa.table(
        {
            "passage_id": [row.passage_id for row in rows],
            "document_id": [row.document_id for row in rows],
            "text_hash": [row.text_hash for row in rows],
            "vector": pa.FixedSizeListArray.from_arrays(pa.array(matrix.ravel()), matrix.shape[1]),
        }
    )


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
