"""Conversations and their turns, answers kept whole so that a citation still opens its page later."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.answer import Answer, Fact, Mode
from app.foundation.codec import from_json, to_json
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.database import Connection, Database, Row


@dataclass(frozen=True, slots=True)
class Conversation:
    """``created`` and ``changed`` are ISO times in UTC."""

    id: str
    title: str
    created: str
    changed: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer; ``ordinal`` counts from 0 within the conversation."""

    conversation_id: str
    ordinal: int
    question: str
    answer: Answer
    mode: Mode
    created: str


class Conversations:
    """All conversations of a workspace. Unknown ids raise UserError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, title: str, conversation_id: str | None = None) -> Conversation:
        """A new, empty conversation, by default under an id of its own."""
        now = _now()
        made = Conversation(conversation_id or uuid.uuid4().hex, title, now, now)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO conversations (id, title, created, changed) VALUES (?,?,?,?)",
                (made.id, made.title, made.created, made.changed),
            )
        return made

    def list(self) -> list[Conversation]:
        """The last changed first."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM conversations ORDER BY changed DESC, id").fetchall()
        return [_conversation_of(row) for row in found]

    def get(self, conversation_id: str) -> Conversation:
        with self._database.reading() as connection:
            return _conversation_of(_known(connection, conversation_id))

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """In the order of asking."""
        with self._database.reading() as connection:
            _known(connection, conversation_id)
            found = connection.execute(
                "SELECT * FROM turns WHERE conversation_id = ? ORDER BY ordinal", (conversation_id,)
            ).fetchall()
        return tuple(_turn_of(row) for row in found)

    def turn(self, conversation_id: str, ordinal: int) -> Turn:
        """One turn, counted from 0. Raises UserError when the conversation has none of that number."""
        turns = self.turns(conversation_id)
        if not 0 <= ordinal < len(turns):
            raise UserError(tr("这次对话没有第 {number} 轮。", number=ordinal + 1), tr("轮次从 1 数起。"))
        return turns[ordinal]

    def append(self, conversation_id: str, answer: Answer) -> Turn:
        """Keep an answer with its question as the next turn."""
        now = _now()
        with self._database.transaction() as connection:
            _known(connection, conversation_id)
            ordinal = connection.execute(
                "SELECT count(*) FROM turns WHERE conversation_id = ?", (conversation_id,)
            ).fetchone()[0]
            connection.execute(
                "INSERT INTO turns (conversation_id, ordinal, question, answer, mode, created) VALUES (?,?,?,?,?,?)",
                (conversation_id, ordinal, answer.question, to_json(answer).decode(), answer.mode.value, now),
            )
            connection.execute("UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation_id))
        return Turn(conversation_id, ordinal, answer.question, answer, answer.mode, now)

    def facts(self, conversation_id: str) -> tuple[Fact, ...]:
        """What the person has confirmed in it, in the order of confirming."""
        with self._database.reading() as connection:
            _known(connection, conversation_id)
            return _facts_of(connection, conversation_id)

    def confirm(self, conversation_id: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Keep facts, each in place of one with its key, and let go of those without a value; gives all that hold."""
        with self._database.transaction() as connection:
            _known(connection, conversation_id)
            held = {fact.key: fact for fact in _facts_of(connection, conversation_id)}
            held |= {fact.key: fact for fact in facts}
            kept = tuple(fact for fact in held.values() if fact.value)
            connection.execute("DELETE FROM conversation_facts WHERE conversation_id = ?", (conversation_id,))
            connection.executemany(
                "INSERT INTO conversation_facts (conversation_id, ordinal, key, value) VALUES (?,?,?,?)",
                ((conversation_id, place, fact.key, fact.value) for place, fact in enumerate(kept)),
            )
        return kept

    def rename(self, conversation_id: str, title: str) -> None:
        with self._database.transaction() as connection:
            _known(connection, conversation_id)
            connection.execute("UPDATE conversations SET title = ? WHERE id = ?", (title, conversation_id))

    def delete(self, conversation_id: str) -> None:
        """Remove it with its turns; the text is overwritten in the file."""
        with self._database.transaction() as connection:
            _known(connection, conversation_id)
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
        self._database.checkpoint()


def _known(connection: Connection, conversation_id: str) -> Row:
    row: Row | None = connection.execute("SELECT * FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
    if row is None:
        raise UserError(tr("没有对话 {id}。", id=conversation_id), tr("请检查编号，或不带编号开始新的对话。"))
    return row


def _facts_of(connection: Connection, conversation_id: str) -> tuple[Fact, ...]:
    found = connection.execute(
        "SELECT key, value FROM conversation_facts WHERE conversation_id = ? ORDER BY ordinal", (conversation_id,)
    ).fetchall()
    return tuple(Fact(row["key"], row["value"]) for row in found)


def _conversation_of(row: Row) -> Conversation:
    return Conversation(row["id"], row["title"], row["created"], row["changed"])


def _turn_of(row: Row) -> Turn:
    return Turn(
        row["conversation_id"],
        row["ordinal"],
        row["question"],
        from_json(row["answer"], Answer),
        Mode(row["mode"]),
        row["created"],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
