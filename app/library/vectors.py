"""Embeddings by (model, text hash): the truth from which any vector index is made.

A text is embedded once for each model, however often it stands in the library, and each batch is committed as it
comes, so that a kill loses at most one. Vectors are little-endian float32: half precision would halve the 3 KB of
a 768-dimensional vector, but the catalogue is not what fills a disk, and stored exactly they rank exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.domain.passage import Passage
from app.library.database import Database
from app.library.rows import passage_of

Vector = npt.NDArray[np.float32]
STORED = np.dtype("<f4")
SLICE = 2000
"""Vectors read at a time: about 6 MB of 768 dimensions."""


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A passage's vector as an index holds it."""

    passage_id: str
    document_id: str
    vector: Vector


class VectorStore:
    """The embeddings kept in the catalogue. Those of a removed text go with it (storing.py)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def missing(self, model_id: str, limit: int) -> list[Passage]:
        """Passages without a vector of this model, at most one for each text, in the order of adding."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT * FROM passages WHERE row IN (SELECT min(row) FROM passages AS p WHERE NOT EXISTS"
                " (SELECT 1 FROM vectors AS v WHERE v.model_id = ? AND v.text_hash = p.text_hash)"
                " GROUP BY text_hash ORDER BY min(row) LIMIT ?) ORDER BY row",
                (model_id, limit),
            ).fetchall()
        return [passage_of(row) for row in found]

    def put(self, model_id: str, vectors: Iterable[tuple[str, Vector]]) -> None:
        """Keep vectors by text hash, in one commit."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors (model_id, text_hash, vector) VALUES (?,?,?)",
                ((model_id, text_hash, _to_bytes(vector)) for text_hash, vector in vectors),
            )

    def remaining(self, model_id: str) -> int:
        """How many texts have no vector of this model."""
        return self._number(
            "SELECT count(DISTINCT text_hash) FROM passages AS p WHERE NOT EXISTS"
            " (SELECT 1 FROM vectors AS v WHERE v.model_id = ? AND v.text_hash = p.text_hash)",
            model_id,
        )

    def count(self, model_id: str) -> int:
        """How many passages have a vector of this model."""
        return self._number(
            "SELECT count(*) FROM passages AS p JOIN vectors AS v ON v.text_hash = p.text_hash WHERE v.model_id = ?",
            model_id,
        )

    def rows(self, model_id: str, documents: Sequence[str] | None = None) -> Iterator[VectorRow]:
        """The vectors of all passages that have one, in the order of adding; only of ``documents`` when given.

        Read in slices, so that a slow consumer holds no transaction open.
        """
        where = "" if documents is None else f" AND p.document_id IN ({','.join('?' * len(documents))})"
        last = 0
        while True:
            with self._database.reading() as connection:
                found = connection.execute(
                    "SELECT p.row, p.id, p.document_id, v.vector FROM passages AS p JOIN vectors AS v"
                    f" ON v.text_hash = p.text_hash AND v.model_id = ? WHERE p.row > ?{where} ORDER BY p.row LIMIT ?",
                    (model_id, last, *(documents or ()), SLICE),
                ).fetchall()
            if not found:
                return
            last = found[-1]["row"]
            for row in found:
                yield VectorRow(row["id"], row["document_id"], np.frombuffer(row["vector"], STORED))

    def fingerprint(self, model_id: str) -> str:
        """Changes whenever the passages that have a vector of this model change: what an index compares itself to.

        Row numbers are never used again and a passage is never changed in place, so the set of them says it all.
        """
        digest = hashlib.sha256(model_id.encode())
        with self._database.reading() as connection:
            for row in connection.execute(
                "SELECT p.row FROM passages AS p JOIN vectors AS v ON v.text_hash = p.text_hash AND v.model_id = ?"
                " ORDER BY p.row",
                (model_id,),
            ):
                digest.update(b"%d," % row[0])
        return digest.hexdigest()

    def _number(self, statement: str, model_id: str) -> int:
        with self._database.reading() as connection:
            return int(connection.execute(statement, (model_id,)).fetchone()[0])


def _to_bytes(vector: Vector) -> bytes:
    return np.ascontiguousarray(vector, STORED).tobytes()
