"""Take the documents of another library in: clauses, words and vectors, nothing of which is made again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.domain.document import Document
from app.domain.document import document_id as document_id_of
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library import storing
from app.library.catalogue import Catalogue, PutStatus
from app.library.database import Connection, Database
from app.library.register import Register, key_of
from app.library.vectors import VectorStore

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FORMAT = re.compile(r"[a-z0-9]{1,10}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that another library holds."""

    id: str
    sha256: str
    file: str
    format: str
    path: str
    collection: str
    rules: int


class OtherLibrary:
    """The catalogue of another library, in a file that is ours to change: an older one is brought to our schema.

    Raises EnvironmentFault for a file that is damaged or of a newer version, UserError for one that would act.
    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        try:
            _require_plain(self.database)
        except BaseException:
            self.database.close()
            raise

    def documents(self) -> list[Incoming]:
        """In the order of adding. Raises UserError for one whose names could lead out of the workspace."""
        with self.database.reading() as connection:
            found = connection.execute(
                "SELECT id, sha256, file, format, path, collection, rules FROM documents ORDER BY added, id"
            )
            documents = [Incoming(*row) for row in found]
        for document in documents:
            if not _is_proper(document):
                raise UserError(tr("文库包里“{file}”的记录不对。", file=document.file), tr("请向给你的人重新要一份。"))
        return documents

    def document(self, document_id: str) -> Document:
        """As it was read, without corrections."""
        with self.database.reading() as connection:
            return storing.stored_document(connection, document_id)

    def vector_models(self) -> tuple[str, ...]:
        """The ids of the models that its vectors are of."""
        with self.database.reading() as connection:
            return tuple(row[0] for row in connection.execute("SELECT DISTINCT model_id FROM vectors ORDER BY 1"))

    def close(self) -> None:
        self.database.close()


def take_document(other: OtherLibrary, incoming: Incoming, target: Database, path: str) -> PutStatus:
    """Store one document with its corrections and vectors, in one commit.

    What is held already stays as it is, unless newer rules have read it there; vectors that are missing here come
    all the same. ``path`` is where the document is said to come from.
    """
    catalogue = Catalogue(target)
    with target.transaction() as connection:
        rules = storing.stored_rules(connection, incoming.sha256)
        _take_corrections(other.database, connection, incoming.id)
        status = PutStatus.UNCHANGED
        if rules is None:
            status = catalogue.put(other.document(incoming.id), path=path, collection=incoming.collection).status
        elif rules < incoming.rules:
            again = catalogue.put_again(other.document(incoming.id))
            status = again.status if again is not None else status
        _take_vectors(other.database, target, connection, incoming.id)
    return status


def take_register(other: OtherLibrary, target: Database) -> int:
    """Add the entries of its register that ours does not have; gives how many. Ours hold where both say something."""
    ours = Register(target)
    known = {key_of(entry) for entry in ours.entries()}
    new = [entry for entry in Register(other.database).entries() if key_of(entry) not in known]
    return ours.put(new, other.database.path.name).added if new else 0


def _take_corrections(source: Database, connection: Connection, document_id: str) -> None:
    """Before the document, whose passages begin with the corrected title; none where people have corrected it here."""
    if connection.execute("SELECT 1 FROM corrections WHERE document_id = ?", (document_id,)).fetchone() is not None:
        return
    with source.reading() as incoming:
        found = incoming.execute(
            "SELECT document_id, field, value, before, made FROM corrections WHERE document_id = ? ORDER BY ordinal",
            (document_id,),
        ).fetchall()
    connection.executemany(
        "INSERT INTO corrections (document_id, field, value, before, made) VALUES (?,?,?,?,?)", map(tuple, found)
    )


def _take_vectors(source: Database, target: Database, connection: Connection, document_id: str) -> None:
    """Those of the document's texts that have none of the same model here."""
    with source.reading() as incoming:
        found = incoming.execute(
            "SELECT DISTINCT v.model_id, v.text_hash, v.vector FROM passages AS p"
            " JOIN vectors AS v ON v.text_hash = p.text_hash WHERE p.document_id = ?",
            (document_id,),
        ).fetchall()
    VectorStore(target).put_stored(connection, ((row["model_id"], row["text_hash"], row["vector"]) for row in found))


def _is_proper(document: Incoming) -> bool:
    """The id and the format become the name of a file."""
    return (
        _SHA256.fullmatch(document.sha256) is not None
        and document.id == document_id_of(document.sha256)
        and _FORMAT.fullmatch(document.format) is not None
    )


def _require_plain(database: Database) -> None:
    """A catalogue has tables and indexes alone: what else a file holds could act when it is read."""
    with database.reading() as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')").fetchall()
    if found:
        raise UserError(
            tr("文库包的目录里有不该有的东西（{name}）。", name=found[0]["name"]), tr("请向给你的人重新要一份。")
        )
    problems = database.problems()
    if problems:
        raise UserError(tr("文库包的目录已损坏：{cause}。", cause=problems[0]), tr("请向给你的人重新要一份。"))
