"""What people say of answers: right or wrong, with a note. The evaluation reads it later.

Only ever added to; what was said in a conversation goes when that is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from app.domain.answer import Answer
from app.foundation.codec import from_json, to_json
from app.library.conversations import Turn
from app.library.database import Database, Row


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on the answer of one turn, with the answer as it was. ``made`` is an ISO time in UTC."""

    conversation_id: str
    turn: int
    verdict: Verdict
    note: str
    question: str
    answer: Answer
    made: str


class FeedbackBook:
    """All verdicts of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, turn: Turn, verdict: Verdict, note: str = "") -> Feedback:
        """Keep a verdict; an earlier one on the same turn stays beneath it."""
        made = Feedback(
            turn.conversation_id,
            turn.ordinal,
            verdict,
            note.strip(),
            turn.question,
            turn.answer,
            datetime.now(UTC).isoformat(timespec="milliseconds"),
        )
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO feedback (conversation_id, turn, verdict, note, question, answer, made)"
                " VALUES (?,?,?,?,?,?,?)",
                (
                    made.conversation_id,
                    made.turn,
                    made.verdict.value,
                    made.note,
                    made.question,
                    to_json(made.answer).decode(),
                    made.made,
                ),
            )
        return made

    def latest(self, conversation_id: str | None = None) -> list[Feedback]:
        """The verdict in force on each turn, of one conversation or of all, in the order of making."""
        where, values = ("", ()) if conversation_id is None else (" WHERE conversation_id = ?", (conversation_id,))
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT * FROM feedback WHERE ordinal IN (SELECT max(ordinal) FROM feedback{where}"
                " GROUP BY conversation_id, turn) ORDER BY ordinal",
                values,
            ).fetchall()
        return [_feedback_of(row) for row in found]


def _feedback_of(row: Row) -> Feedback:
    return Feedback(
        row["conversation_id"],
        row["turn"],
        Verdict(row["verdict"]),
        row["note"],
        row["question"],
        from_json(row["answer"], Answer),
        row["made"],
    )
