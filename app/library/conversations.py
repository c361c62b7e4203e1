"""Conversations and their turns, answers kept whole so that a citation still opens its page later."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from app.domain.answer import Answer, Fact
from app.domain.evidence import Evidence
from app.domain.where import EVERYWHERE, Where
from app.foundation.codec import to_json
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.conversation_rows import LISTED, Conversation, Turn, conversation_of, turn_of
from app.library.conversation_texts import ConversationHit, find_texts, keep_text
from app.library.database import Connection, Database, Row
from app.library.turn_evidence import KeptEvidence, evidence_of, keep_evidence

__all__ = ["Conversation", "ConversationHit", "Conversations", "Turn"]

LONGEST_FOLDER = 40
MOST_HITS = 100
_UNCHANGED = "SELECT id FROM conversations WHERE max(changed, touched) < ? AND NOT is_pinned ORDER BY changed"


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

    def list(self, *, archived: bool = False) -> list[Conversation]:
        """The last changed first; with those put into the archive too when asked for."""
        chosen = "" if archived else " WHERE NOT c.is_archived"
        with self._database.reading() as connection:
            found = connection.execute(f"{LISTED}{chosen} ORDER BY c.changed DESC, c.id").fetchall()
        return [conversation_of(row) for row in found]

    def search(self, query: str, limit: int = MOST_HITS) -> Sequence[ConversationHit]:
        """Where all words of the query stand in a title, a question or an answer, archived ones included."""
        with self._database.reading() as connection:
            return find_texts(connection, query, limit)

    def get(self, conversation_id: str) -> Conversation:
        with self._database.reading() as connection:
            return conversation_of(_known(connection, conversation_id))

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """In the order of asking."""
        with self._database.reading() as connection:
            _known(connection, conversation_id)
            found = connection.execute(
                "SELECT * FROM turns WHERE conversation_id = ? ORDER BY ordinal", (conversation_id,)
            ).fetchall()
        return tuple(turn_of(row) for row in found)

    def turn(self, conversation_id: str, ordinal: int) -> Turn:
        """One turn, counted from 0. Raises UserError when the conversation has none of that number."""
        turns = self.turns(conversation_id)
        if not 0 <= ordinal < len(turns):
            raise UserError(tr("这次对话没有第 {number} 轮。", number=ordinal + 1), tr("轮次从 1 数起。"))
        return turns[ordinal]

    def evidence(self, conversation_id: str) -> dict[int, KeptEvidence]:
        """What was found for its turns, by their ordinals, in documents that are still held; nothing for turns that
        were stored before it was kept."""
        with self._database.reading() as connection:
            _known(connection, conversation_id)
            return evidence_of(connection, conversation_id)

    def append(
        self, conversation_id: str, answer: Answer, where: Where = EVERYWHERE, evidence: Sequence[Evidence] = ()
    ) -> Turn:
        """Keep an answer with its question as the next turn, with where it was looked up and what was found there."""
        now = _now()
        with self._database.transaction() as connection:
            _known(connection, conversation_id)
            ordinal = connection.execute(
                "SELECT count(*) FROM turns WHERE conversation_id = ?", (conversation_id,)
            ).fetchone()[0]
            connection.execute(
                "INSERT INTO turns (conversation_id, ordinal, question, answer, mode, created, looked)"
                " VALUES (?,?,?,?,?,?,?)",
                (
                    *(conversation_id, ordinal, answer.question, to_json(answer).decode(), answer.mode.value, now),
                    to_json(where).decode(),
                ),
            )
            keep_text(connection, conversation_id, ordinal, answer.question, answer.text)
            keep_evidence(connection, conversation_id, ordinal, evidence)
            connection.execute("UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation_id))
        return Turn(conversation_id, ordinal, answer.question, answer, answer.mode, now, where)

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
        """Raises UserError for a name without a letter."""
        named = " ".join(title.split())
        if not named:
            raise UserError(tr("对话要有名称。"), tr("请写一个名称，或保留原来的。"))
        self._set(conversation_id, "title", named)

    def pin(self, conversation_id: str, *, pinned: bool) -> None:
        """Pinned ones stand on top and are never deleted for their age."""
        self._set(conversation_id, "is_pinned", int(pinned))

    def archive(self, conversation_id: str, *, archived: bool) -> None:
        self._set(conversation_id, "is_archived", int(archived))

    def move(self, conversation_id: str, folder: str) -> str:
        """Put it into the folder of that name, "" for none; gives the name as it is kept."""
        kept = " ".join(folder.split())[:LONGEST_FOLDER]
        self._set(conversation_id, "folder", kept)
        return kept

    def folders(self) -> tuple[str, ...]:
        """The names in use, in the order of their characters."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT DISTINCT folder FROM conversations WHERE folder <> '' ORDER BY folder")
            return tuple(row["folder"] for row in found)

    def delete(self, conversation_id: str) -> None:
        """Remove it with its turns and what was said of its answers; the text is overwritten in the file."""
        with self._database.transaction() as connection:
            _known(connection, conversation_id)
            _delete(connection, [conversation_id])
        self._database.checkpoint()

    def unchanged_since(self, oldest: datetime) -> tuple[str, ...]:
        """The ids of those that no turn was added to since and that nobody renamed, moved, archived or unpinned,
        archived ones too; pinned ones are never among them. ``oldest`` is in UTC."""
        with self._database.reading() as connection:
            found = connection.execute(_UNCHANGED, (_iso(oldest),))
            return tuple(row["id"] for row in found)

    def delete_unchanged_since(self, oldest: datetime) -> int:
        """Delete them as ``delete`` does, all in one step; gives how many they were."""
        with self._database.transaction() as connection:
            gone = [row["id"] for row in connection.execute(_UNCHANGED, (_iso(oldest),)).fetchall()]
            _delete(connection, gone)
        if gone:
            self._database.checkpoint()
        return len(gone)

    def delete_all(self) -> int:
        """Delete every conversation as ``delete`` does; gives how many they were."""
        with self._database.transaction() as connection:
            gone = [row["id"] for row in connection.execute("SELECT id FROM conversations").fetchall()]
            _delete(connection, gone)
        if gone:
            self._database.checkpoint()
        return len(gone)

    def _set(self, conversation_id: str, column: str, value: str | int) -> None:
        """``column`` is a name of ours."""
        with self._database.transaction() as connection:
            _known(connection, conversation_id)
            connection.execute(
                f"UPDATE conversations SET {column} = ?, touched = ? WHERE id = ?", (value, _now(), conversation_id)
            )


def _known(connection: Connection, conversation_id: str) -> Row:
    row: Row | None = connection.execute(f"{LISTED} WHERE c.id = ?", (conversation_id,)).fetchone()
    if row is None:
        raise UserError(tr("没有对话 {id}。", id=conversation_id), tr("请检查编号，或不带编号开始新的对话。"))
    return row


def _delete(connection: Connection, conversation_ids: Sequence[str]) -> None:
    ids = [(each,) for each in conversation_ids]
    connection.executemany("DELETE FROM feedback WHERE conversation_id = ?", ids)
    connection.executemany("DELETE FROM conversations WHERE id = ?", ids)


def _facts_of(connection: Connection, conversation_id: str) -> tuple[Fact, ...]:
    found = connection.execute(
        "SELECT key, value FROM conversation_facts WHERE conversation_id = ? ORDER BY ordinal", (conversation_id,)
    ).fetchall()
    return tuple(Fact(row["key"], row["value"]) for row in found)


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
