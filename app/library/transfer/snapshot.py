"""The catalogue of this moment as a file of its own, for a colleague or as a backup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.library import storing
from app.library.database import Database
from app.library.transfer.private_rows import clear_passing_rows, clear_private_rows


@dataclass(frozen=True, slots=True)
class Scope:
    """What is carried away: all documents, those of some collections, or some by their ids; and with ``private`` what a
    person keeps beside them: conversations, judgements, searches, watched folders, and where files lay on this machine.
    """

    collections: frozenset[str] = frozenset()
    private: bool = False
    documents: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        return not self.collections and not self.documents

    def holds(self, document_id: str, collection: str) -> bool:
        return self.is_whole or collection in self.collections or document_id in self.documents


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the file holds: the number of vectors, and the ids of the models that they are of."""

    vectors: int
    vector_models: tuple[str, ...]


def snapshot(database: Database, path: Path, scope: Scope) -> Snapshot:
    """Write the file, which must not exist. What is outside the scope is overwritten in it, not only unlinked.

    Raises EnvironmentFault.
    """
    database.copy_to(path)
    with Database(path) as copy:
        with copy.transaction() as connection:
            if not scope.is_whole:
                for document_id in _outside(copy, scope):
                    storing.remove(connection, document_id)
            if not scope.private:
                clear_private_rows(connection)
                connection.execute("UPDATE documents SET path = file")
                connection.execute("DELETE FROM corrections WHERE document_id NOT IN (SELECT id FROM documents)")
            clear_passing_rows(connection)
            counts = connection.execute(
                "SELECT model_id, count(*) FROM vectors GROUP BY model_id ORDER BY 1"
            ).fetchall()
        copy.fold()
    return Snapshot(sum(row[1] for row in counts), tuple(row[0] for row in counts))


def _outside(copy: Database, scope: Scope) -> list[str]:
    with copy.reading() as connection:
        found = connection.execute("SELECT id, collection FROM documents").fetchall()
    return [row["id"] for row in found if not scope.holds(row["id"], row["collection"])]
