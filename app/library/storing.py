"""How a document gets into the tables and out of them. Every function is part of the caller's transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath

from app.domain.document import Document
from app.domain.passage import passages_of
from app.foundation.codec import to_json
from app.library import rows
from app.library.database import Connection
from app.library.words import forget_words, index_words


def insert(connection: Connection, document: Document, path: str, collection: str) -> None:
    """Everything of a new document: its row, clauses, references, passages, words."""
    connection.execute(
        "INSERT INTO documents (id, sha256, path, file, collection, format, pages, clauses, is_partial, metadata,"
        " issues, added, rules, page_labels) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            document.id,
            document.sha256,
            path,
            document.file,
            collection,
            document.format,
            document.pages,
            len(document.clauses),
            document.is_partial,
            to_json(document.metadata).decode(),
            to_json(document.issues).decode(),
            datetime.now(UTC).isoformat(timespec="seconds"),
            document.rules,
            to_json(document.page_labels).decode(),
        ),
    )
    rows.insert_clauses(connection, document)
    rows.insert_references(connection, document)
    rows.insert_terms(connection, document)
    rows.insert_passages(connection, passages_of(document))
    index_words(connection, document.id)


def remove(connection: Connection, document_id: str) -> None:
    """Everything of a document: words, vectors that no other passage uses, and by cascade the rest.

    Its tokens are gone from the file after ``merge_words``, which costs too much to run for each of many.
    """
    forget_words(connection, document_id)
    connection.execute(
        "DELETE FROM vectors WHERE text_hash IN (SELECT text_hash FROM passages WHERE document_id = :id)"
        " AND NOT EXISTS (SELECT 1 FROM passages AS other"
        " WHERE other.text_hash = vectors.text_hash AND other.document_id <> :id)",
        {"id": document_id},
    )
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))


def move(connection: Connection, document_id: str, path: str, collection: str) -> None:
    connection.execute(
        "UPDATE documents SET path = ?, file = ?, collection = ? WHERE id = ?",
        (path, PurePath(path).name, collection, document_id),
    )


def is_stored(connection: Connection, sha256: str) -> bool:
    return connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", (sha256,)).fetchone() is not None


def others_at(connection: Connection, path: str, document_id: str) -> list[str]:
    """The documents that were read from this path before, with other content."""
    found = connection.execute("SELECT id FROM documents WHERE path = ? AND id <> ?", (path, document_id))
    return [row["id"] for row in found]


def count_change(connection: Connection) -> None:
    connection.execute("UPDATE generation SET documents = documents + 1")


def generation(connection: Connection) -> int:
    return int(connection.execute("SELECT documents FROM generation").fetchone()[0])
