"""Clauses, passages and references to table rows and back."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.clause_numbers import number_key
from app.domain.document import Box, Clause, ClauseKind, Document, Reference, Span, Strength
from app.domain.passage import Passage
from app.domain.table import Table
from app.domain.term import Term
from app.foundation.codec import from_json, to_json
from app.library.database import Connection, Row

Cell = str | int | float | None


def insert_clauses(connection: Connection, document: Document) -> None:
    connection.executemany(
        "INSERT INTO clauses (id, document_id, ordinal, number, number_key, title, text, kind, parent_id, page,"
        " strength, boxes, spans, cells, confidence) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (_clause_cells(document.id, ordinal, clause) for ordinal, clause in enumerate(document.clauses)),
    )


def insert_references(connection: Connection, document: Document) -> None:
    connection.executemany(
        "INSERT INTO cross_references (document_id, ordinal, from_clause, to_standard, to_clause, dated, normative)"
        " VALUES (?,?,?,?,?,?,?)",
        (
            (document.id, ordinal, edge.from_clause, edge.to_standard, edge.to_clause, edge.dated, edge.normative)
            for ordinal, edge in enumerate(document.references)
        ),
    )


def insert_passages(connection: Connection, passages: Iterable[Passage]) -> None:
    connection.executemany(
        "INSERT INTO passages (id, document_id, clause_id, clause_ids, number, title_path, text, text_hash)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (
            (
                passage.id,
                passage.document_id,
                passage.clause_id,
                to_json(passage.clause_ids).decode(),
                passage.number,
                passage.title_path,
                passage.text,
                passage.text_hash,
            )
            for passage in passages
        ),
    )


def insert_terms(connection: Connection, document: Document) -> None:
    connection.executemany(
        "INSERT INTO terms (document_id, ordinal, clause_id, term, english, definition, synonyms)"
        " VALUES (?,?,?,?,?,?,?)",
        (
            (
                document.id,
                ordinal,
                term.clause_id,
                term.term,
                term.english,
                term.definition,
                to_json(term.synonyms).decode(),
            )
            for ordinal, term in enumerate(document.terms)
        ),
    )


def clause_of(row: Row) -> Clause:
    return Clause(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        text=row["text"],
        kind=ClauseKind(row["kind"]),
        parent_id=row["parent_id"],
        page=row["page"],
        strength=Strength(row["strength"]) if row["strength"] else None,
        boxes=from_json(row["boxes"], tuple[Box, ...]),
        spans=from_json(row["spans"], tuple[Span, ...]),
        table=from_json(row["cells"], Table) if row["cells"] else None,
        confidence=row["confidence"],
    )


def passage_of(row: Row) -> Passage:
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        clause_id=row["clause_id"],
        clause_ids=from_json(row["clause_ids"], tuple[str, ...]),
        number=row["number"],
        title_path=row["title_path"],
        text=row["text"],
    )


def term_of(row: Row) -> Term:
    return Term(
        term=row["term"],
        definition=row["definition"],
        clause_id=row["clause_id"],
        english=row["english"],
        synonyms=from_json(row["synonyms"], tuple[str, ...]),
    )


def reference_of(row: Row) -> Reference:
    return Reference(
        from_clause=row["from_clause"],
        to_standard=row["to_standard"],
        to_clause=row["to_clause"],
        dated=bool(row["dated"]),
        normative=bool(row["normative"]),
    )


def _clause_cells(document_id: str, ordinal: int, clause: Clause) -> tuple[Cell, ...]:
    return (
        clause.id,
        document_id,
        ordinal,
        clause.number,
        number_key(clause.number) if clause.number else None,
        clause.title,
        clause.text,
        clause.kind.value,
        clause.parent_id,
        clause.page,
        clause.strength.value if clause.strength else None,
        to_json(clause.boxes).decode(),
        to_json(clause.spans).decode(),
        to_json(clause.table).decode() if clause.table is not None else None,
        clause.confidence,
    )
