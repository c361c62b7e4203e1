"""A stored document as the value that was stored: with every clause, reference and term."""

from __future__ import annotations

from app.domain.document import Document, Issue
from app.foundation.codec import from_json
from app.foundation.errors import BugError
from app.foundation.messages import tr
from app.library import rows
from app.library.database import Database
from app.library.storing import read_metadata


def whole_document(database: Database, document_id: str) -> Document:
    """As it was read, without corrections. Raises BugError when there is none."""
    with database.reading() as connection:
        row = connection.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise BugError(tr("文库中没有文件 {id}。", id=document_id))
        clauses, references, terms = (
            connection.execute(
                f"SELECT * FROM {table} WHERE document_id = ? ORDER BY ordinal", (document_id,)
            ).fetchall()
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
