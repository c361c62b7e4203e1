"""Embeddings by (model, text hash): the truth from which any vector index is made.

A text is embedded once for each model, however often it stands in the library, and each batch is committed as it
comes, so that a kill loses at most one. Vectors are little-endian float32: half precision would halve the 3 KB of
a 768-dimensional vector, but the catalogue is not what fills a disk, and stored exactly they rank exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.domain.passage import Passage
from app.library.database import Connection, Database, Row, slices
from app.library.rows import passage_of

Vector = npt.NDArray[np.float32]
STORED = np.dtype("<f4")
SLICE = 2000
"""Vectors read at a time: about 6 MB of 768 dimensions."""

_ROWS = (
    "SELECT p.row, p.id, p.document_id, p.text_hash, v.vector FROM passages AS p"
    " JOIN vectors AS v ON v.text_hash = p.text_hash AND v.model_id = ?"
)


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A passage's vector as an index holds it."""

    passage_id: str
    document_id: str
    text_hash: str
    vector: Vector


class VectorStore:
    """The embeddings kept in the catalogue. Those of a removed text go with it (storing.py)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def missing(self, model_id: str, limit: int) -> list[Passage]:
        """Passages without a vector of this model, in the order of adding, each text once, at most ``limit``."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT * FROM passages AS p WHERE NOT EXISTS"
                " (SELECT 1 FROM vectors AS v WHERE v.text_hash = p.text_hash AND v.model_id = ?)"
                " ORDER BY row LIMIT ?",
                (model_id, limit),
            ).fetchall()
        return list({row["text_hash"]: passage_of(row) for row in found}.values())

    def put(self, model_id: str, vectors: Iterable[tuple[str, Vector]]) -> None:
        """Keep vectors by text hash, in one commit; those of texts that were removed meanwhile are dropped."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors (model_id, text_hash, vector) SELECT ?,?,?"
                " WHERE EXISTS (SELECT 1 FROM passages WHERE text_hash = ?)",
                ((model_id, text_hash, _to_bytes(vector), text_hash) for text_hash, vector in vectors),
            )
            connection.execute("UPDATE generation SET vectors = vectors + 1")

    def put_stored(self, connection: Connection, vectors: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep vectors (model, text hash, little-endian float32) that another library has made, where a passage has
        that text and no vector of that model; part of the caller's transaction."""
        connection.executemany(
            "INSERT OR IGNORE INTO vectors (model_id, text_hash, vector) SELECT :model, :hash, :vector"
            " WHERE EXISTS (SELECT 1 FROM passages WHERE text_hash = :hash)",
            ({"model": model, "hash": text_hash, "vector": vector} for model, text_hash, vector in vectors),
        )
        connection.execute("UPDATE generation SET vectors = vectors + 1")

    def remaining(self, model_id: str) -> int:
        """How many texts have no vector of this model."""
        return self._number(
            "SELECT count(DISTINCT text_hash) FROM passages AS p WHERE NOT EXISTS"
            " (SELECT 1 FROM vectors AS v WHERE v.model_id = ? AND v.text_hash = p.text_hash)",
            model_id,
        )

    def ready(self, model_id: str) -> int:
        """How many texts have a vector of this model; with ``remaining`` these are all."""
        return self._number(
            "SELECT count(DISTINCT text_hash) FROM passages AS p WHERE EXISTS"
            " (SELECT 1 FROM vectors AS v WHERE v.model_id = ? AND v.text_hash = p.text_hash)",
            model_id,
        )

    def count(self, model_id: str) -> int:
        """How many passages have a vector of this model."""
        return self._number(
            "SELECT count(*) FROM passages AS p JOIN vectors AS v ON v.text_hash = p.text_hash WHERE v.model_id = ?",
            model_id,
        )

    def holding(self, model_id: str, passages: Iterable[str]) -> set[str]:
        """Those of the passages, by their ids, that have a vector of this model."""
        held: set[str] = set()
        for part in slices(passages):
            with self._database.reading() as connection:
                found = connection.execute(
                    "SELECT p.id FROM passages AS p JOIN vectors AS v ON v.text_hash = p.text_hash AND v.model_id = ?"
                    f" WHERE p.id IN ({','.join('?' * len(part))})",
                    (model_id, *part),
                )
                held.update(row["id"] for row in found)
        return held

    def rows(self, model_id: str) -> Iterator[VectorRow]:
        """The vectors of all passages that have one, in the order of adding.

        Read in slices, so that a slow consumer holds no transaction open.
        """
        last = 0
        while True:
            with self._database.reading() as connection:
                found = connection.execute(
                    f"{_ROWS} WHERE p.row > ? ORDER BY p.row LIMIT ?", (model_id, last, SLICE)
                ).fetchall()
            if not found:
                return
            last = found[-1]["row"]
            yield from map(_row_of, found)

    def rows_of(self, model_id: str, passages: Iterable[str]) -> Iterator[VectorRow]:
        """The vectors of those of the passages that have one, by their ids. Read in slices, as ``rows``."""
        for part in slices(passages):
            with self._database.reading() as connection:
                found = connection.execute(
                    f"{_ROWS} WHERE p.id IN ({','.join('?' * len(part))})", (model_id, *part)
                ).fetchall()
            yield from map(_row_of, found)

    def fingerprint(self, model_id: str) -> str:
        """Of the passages that have a vector of this model, with their texts: what an index compares itself to.

        0.2 s for 100,000 passages; ``generation`` tells when it need not be asked for.
        """
        return fingerprint(self.held(model_id))

    def held(self, model_id: str) -> set[tuple[str, str]]:
        """(passage id, text hash) of every passage that has a vector of this model."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT p.id, p.text_hash FROM passages AS p JOIN vectors AS v"
                " ON v.text_hash = p.text_hash AND v.model_id = ?",
                (model_id,),
            )
            return {(row[0], row[1]) for row in found}

    def generation(self) -> tuple[int, int]:
        """Changes whenever documents or vectors have changed, through whatever process."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT documents, vectors FROM generation").fetchone()
        return int(row[0]), int(row[1])

    def _number(self, statement: str, model_id: str) -> int:
        with self._database.reading() as connection:
            return int(connection.execute(statement, (model_id,)).fetchone()[0])


def fingerprint(held: Iterable[tuple[str, str]]) -> str:
    """One hash for a set of (passage id, text hash), whatever the order."""
    digest = hashlib.sha256()
    for passage_id, text_hash in sorted(held):
        digest.update(f"{passage_id} {text_hash}\n".encode())
    return digest.hexdigest()


def _row_of(row: Row) -> VectorRow:
    return VectorRow(row["id"], row["document_id"], row["text_hash"], np.frombuffer(row["vector"], STORED))


def _to_bytes(vector: Vector) -> bytes:
    return np.ascontiguousarray(vector, STORED).tobytes()
