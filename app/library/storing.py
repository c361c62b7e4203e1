"""How a document gets into the tables and out of them. Every function is part of the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath

from app.domain.document import Document, Issue, Metadata
from app.domain.passage import passages_of
from app.foundation.codec import from_json, to_json
from app.library import rows
from app.library.corrections import corrected, in_force
from app.library.database import Connection, Row
from app.library.turn_evidence import forget_evidence
from app.library.word_rows import forget_words, index_words


def insert(connection: Connection, document: Document, path: str, collection: str, added: str | None = None) -> None:
    """Everything of a new document: its row, clauses, references, terms, passages, words.

    ``added`` is when it was first added, an ISO time in UTC; now when left out.
    """
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
            added or datetime.now(UTC).isoformat(timespec="seconds"),
            document.rules,
            to_json(document.page_labels).decode(),
        ),
    )
    connection.execute("DELETE FROM leftovers WHERE document_id = ?", (document.id,))
    rows.insert_clauses(connection, document)
    rows.insert_references(connection, document)
    rows.insert_terms(connection, document)
    _insert_passages(connection, document)


def insert_anew(connection: Connection, document: Document) -> None:
    """What was read of the same content again, in place of what was read before. Vectors of unchanged texts stay."""
    known = connection.execute("SELECT path, collection, added FROM documents WHERE id = ?", (document.id,)).fetchone()
    before = _text_hashes(connection, document.id)
    forget_words(connection, document.id)
    connection.execute("DELETE FROM documents WHERE id = ?", (document.id,))
    insert(connection, document, known["path"], known["collection"], known["added"])
    _drop_vectors(connection, before)


def restore_passages(connection: Connection, document_id: str) -> None:
    """Cut the document into passages again under the title that it has now: each passage begins with it."""
    document = stored_document(connection, document_id)
    before = _text_hashes(connection, document_id)
    forget_words(connection, document_id)
    connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
    _insert_passages(connection, document)
    _drop_vectors(connection, before)


def stored_document(connection: Connection, document_id: str) -> Document:
    """A stored document as the value that was stored, without corrections: with every clause, reference and term."""
    row = connection.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
    clauses, references, terms = (
        connection.execute(f"SELECT * FROM {table} WHERE document_id = ? ORDER BY ordinal", (document_id,)).fetchall()
        for table in ("clauses", "cross_references", "terms")
    )
    return Document(
        id=row["id"],
        sha256=row["sha256"],
        file=row["file"],
        format=row["format"],
        pages=row["pages"],
        metadata=read_metadata(row),
        clauses=tuple(map(rows.clause_of, clauses)),
        references=tuple(map(rows.reference_of, references)),
        terms=tuple(map(rows.term_of, terms)),
        issues=from_json(row["issues"], tuple[Issue, ...]),
        is_partial=bool(row["is_partial"]),
        page_labels=from_json(row["page_labels"], tuple[str, ...]),
        rules=row["rules"],
    )


def remove(connection: Connection, document_id: str) -> None:
    """Everything of a document: words, vectors that no other passage uses, and by cascade the rest.

    Its tokens are gone from the file after ``merge_words``, which costs too much to run for each of many.
    """
    hashes = _text_hashes(connection, document_id)
    forget_words(connection, document_id)
    forget_evidence(connection, document_id)
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    _drop_vectors(connection, hashes)
    connection.execute("INSERT OR IGNORE INTO leftovers (document_id) VALUES (?)", (document_id,))


def move(connection: Connection, document_id: str, path: str, collection: str) -> None:
    connection.execute(
        "UPDATE documents SET path = ?, file = ?, collection = ? WHERE id = ?",
        (path, PurePath(path).name, collection, document_id),
    )


def place_of(connection: Connection, document_id: str) -> tuple[str, str] | None:
    """The path and the collection of a document; None when it is not held."""
    row = connection.execute("SELECT path, collection FROM documents WHERE id = ?", (document_id,)).fetchone()
    return (row["path"], row["collection"]) if row is not None else None


def read_metadata(row: Row) -> Metadata:
    """What was read of a document, without the corrections, from its row."""
    return from_json(row["metadata"], Metadata)


def stored_rules(connection: Connection, sha256: str) -> int | None:
    """The edition of the rules that this content was read by; None when it is not stored."""
    row = connection.execute("SELECT rules FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    return int(row["rules"]) if row is not None else None


def others_at(connection: Connection, path: str, document_id: str) -> list[str]:
    """The documents that were read from this path before, with other content."""
    found = connection.execute("SELECT id FROM documents WHERE path = ? AND id <> ?", (path, document_id))
    return [row["id"] for row in found]


def forget_watched(connection: Connection, document_id: str) -> None:
    """A newer version has taken the place of this document: nobody has removed it, and it may come back by itself."""
    connection.execute("UPDATE watched_files SET document_id = '' WHERE document_id = ?", (document_id,))


def keep_watched(connection: Connection, document_id: str) -> None:
    """Before a document is removed: a watched file that was taken in before contents were noted holds it."""
    connection.execute(
        "UPDATE watched_files SET document_id = :id"
        " WHERE document_id = '' AND path = (SELECT path FROM documents WHERE id = :id)",
        {"id": document_id},
    )


def count_change(connection: Connection) -> None:
    connection.execute("UPDATE generation SET documents = documents + 1")


def generation(connection: Connection) -> int:
    return int(connection.execute("SELECT documents FROM generation").fetchone()[0])


def _insert_passages(connection: Connection, document: Document) -> None:
    """Under the title that a person may have corrected."""
    metadata = corrected(document.metadata, in_force(connection, document.id))
    rows.insert_passages(connection, passages_of(replace(document, metadata=metadata)))
    index_words(connection, document.id)


def _text_hashes(connection: Connection, document_id: str) -> list[str]:
    found = connection.execute("SELECT DISTINCT text_hash FROM passages WHERE document_id = ?", (document_id,))
    return [row["text_hash"] for row in found]


def _drop_vectors(connection: Connection, text_hashes: Iterable[str]) -> None:
    """Those of these texts that no passage has any more."""
    connection.executemany(
        "DELETE FROM vectors WHERE text_hash = :hash"
        " AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.text_hash = :hash)",
        ({"hash": text_hash} for text_hash in text_hashes),
    )
