"""The text of questions and answers beside the whole answers, so that a word is found in all conversations at once.

A plain scan with ``instr`` over folded text: 10,000 turns of 600 characters take some 30 ms, any stretch of text is
found where it stands, also half a word or a number, and nothing has to be kept in step but the row of its own turn.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.library.conversation_rows import LISTED, Conversation, conversation_of
from app.library.tokens import fold

if TYPE_CHECKING:
    from app.library.database import Connection

EXCERPT = 90
"""Characters of an excerpt, what two lines of the list hold."""
LEAD = 24
"""Of them before the first hit."""
OF_ONE = 3
"""Turns of one conversation that are shown: more tell no more about which conversation it was."""


@dataclass(frozen=True, slots=True)
class ConversationHit:
    """Where the words stand. ``turn`` is the ordinal, None for a hit in the title alone; ``marked`` are the stretches
    [start, end) of ``excerpt`` that were looked for."""

    conversation: Conversation
    turn: int | None
    excerpt: str
    marked: tuple[tuple[int, int], ...] = ()


def keep_text(connection: Connection, conversation_id: str, ordinal: int, question: str, answer: str) -> None:
    """Part of the transaction that stores the turn; the row goes with its turn."""
    connection.execute(
        "INSERT INTO turn_texts (conversation_id, ordinal, question, answer, folded) VALUES (?,?,?,?,?)",
        (conversation_id, ordinal, question, answer, fold(f"{question}\n{answer}")),
    )


def keep_all_texts(connection: Connection) -> None:
    """For turns that were stored before their texts were."""
    for row in connection.execute("SELECT conversation_id, ordinal, question, answer FROM turns").fetchall():
        text = json.loads(row["answer"]).get("text", "")
        keep_text(connection, row["conversation_id"], row["ordinal"], row["question"], text)


def find_texts(connection: Connection, query: str, limit: int) -> list[ConversationHit]:
    """Where all words of the query stand, in a title or in one turn; the last changed conversation first."""
    words = fold(query).split()
    if not words:
        return []
    listed = [conversation_of(row) for row in connection.execute(f"{LISTED} ORDER BY c.changed DESC, c.id")]
    condition = " AND ".join(["instr(folded, ?) > 0"] * len(words))
    found = connection.execute(
        f"SELECT row, conversation_id FROM turn_texts WHERE {condition} ORDER BY conversation_id, ordinal", words
    )
    rows: dict[str, list[int]] = {}
    for row in found:
        rows.setdefault(row["conversation_id"], []).append(row["row"])
    hits: list[ConversationHit] = []
    for conversation in listed:
        if len(hits) >= limit:
            break
        title = fold(conversation.title)
        for place in rows.get(conversation.id, [])[:OF_ONE]:
            hits.append(_hit(connection, conversation, place, words))
        if conversation.id not in rows and all(word in title for word in words):
            hits.append(ConversationHit(conversation, None, conversation.preview))
    return hits[:limit]


def _hit(connection: Connection, conversation: Conversation, row: int, words: Sequence[str]) -> ConversationHit:
    said = connection.execute("SELECT ordinal, question, answer FROM turn_texts WHERE row = ?", (row,)).fetchone()
    excerpt, marked = excerpt_of(f"{said['question']}\n{said['answer']}", words)
    return ConversationHit(conversation, said["ordinal"], excerpt, marked)


def excerpt_of(text: str, words: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A line of the text around the first of the folded words, and where they stand in that line."""
    flat = " ".join(text.split())
    folded, places = _folded_with_places(flat)
    found = [place for word in words if (place := folded.find(word)) >= 0]
    begin = max(places[min(found)] - LEAD, 0) if found else 0
    piece = flat[begin : begin + EXCERPT]
    head = "…" if begin else ""
    tail = "…" if begin + EXCERPT < len(flat) else ""
    folded, places = _folded_with_places(piece)
    marked = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            end = places[at + len(word) - 1] + 1
            marked.append((places[at] + len(head), end + len(head)))
            at = folded.find(word, at + len(word))
    return f"{head}{piece}{tail}", tuple(sorted(set(marked)))


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the place in the text that it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in fold(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places
