"""What the catalogue tells of a conversation and of its turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.answer import Answer, Mode
from app.domain.where import EVERYWHERE, Where
from app.foundation.codec import from_json

if TYPE_CHECKING:
    from app.library.database import Database, Row

PREVIEW_CHARACTERS = 160
LISTED = f"""
SELECT c.*, coalesce((
    SELECT substr(t.answer, 1, {PREVIEW_CHARACTERS}) FROM turn_texts AS t
    WHERE t.conversation_id = c.id ORDER BY t.ordinal DESC LIMIT 1), '') AS preview
FROM conversations AS c
"""
"""Every conversation with the beginning of its last answer."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """``created`` and ``changed`` are ISO times in UTC; ``changed`` is that of the last turn. ``folder`` is plain text,
    "" for none. ``preview`` is the beginning of the last answer."""

    id: str
    title: str
    created: str
    changed: str
    folder: str = ""
    is_pinned: bool = False
    is_archived: bool = False
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer; ``ordinal`` counts from 0 within the conversation, ``where`` is where it was looked
    up."""

    conversation_id: str
    ordinal: int
    question: str
    answer: Answer
    mode: Mode
    created: str
    where: Where = EVERYWHERE


def conversation_of(row: Row) -> Conversation:
    """From a row of ``LISTED``."""
    return Conversation(
        row["id"],
        row["title"],
        row["created"],
        row["changed"],
        row["folder"],
        bool(row["is_pinned"]),
        bool(row["is_archived"]),
        row["preview"],
    )


def turn_of(row: Row) -> Turn:
    return Turn(
        row["conversation_id"],
        row["ordinal"],
        row["question"],
        from_json(row["answer"], Answer),
        Mode(row["mode"]),
        row["created"],
        from_json(row["looked"], Where) if row["looked"] else EVERYWHERE,
    )


def marks_of_answers(database: Database) -> set[str]:
    """The security marks that kept answers and judged ones bear, also those of documents that are held no more."""
    with database.reading() as connection:
        found = connection.execute(
            "SELECT DISTINCT json_extract(answer, '$.security_mark') FROM turns"
            " UNION SELECT DISTINCT json_extract(answer, '$.security_mark') FROM feedback"
        ).fetchall()
    return {row[0] for row in found if row[0]}
