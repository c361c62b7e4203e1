"""How much a workspace's database holds, in numbers that name nothing."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.database import Database


@dataclass(frozen=True, slots=True)
class StoredCounts:
    """``conversation_bytes`` is the text of questions and answers as stored."""

    documents: int
    clauses: int
    passages: int
    waiting: int
    conversations: int
    turns: int
    conversation_bytes: int


def stored_counts(database: Database) -> StoredCounts:
    with database.reading() as connection:

        def number(statement: str) -> int:
            return int(connection.execute(statement).fetchone()[0])

        return StoredCounts(
            documents=number("SELECT count(*) FROM documents"),
            clauses=number("SELECT count(*) FROM clauses"),
            passages=number("SELECT count(*) FROM passages"),
            waiting=number("SELECT count(*) FROM ingest_queue WHERE state IN ('pending', 'running')"),
            conversations=number("SELECT count(*) FROM conversations"),
            turns=number("SELECT count(*) FROM turns"),
            conversation_bytes=number(
                "SELECT coalesce(sum(length(CAST(question AS BLOB)) + length(CAST(answer AS BLOB))), 0) FROM turns"
            ),
        )
