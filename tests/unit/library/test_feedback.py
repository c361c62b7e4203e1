"""What people say of answers is only ever added to; the newest word counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.answer import Answer, Mode
from app.foundation.errors import UserError
from app.library.conversations import Conversations
from app.library.database import Database
from app.library.feedback import FeedbackBook, Verdict


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "catalogue.sqlite3") as opened:
        conversations = Conversations(opened)
        conversations.create("制动", "c1")
        conversations.append("c1", Answer("制动距离是多少？", Mode.VERBATIM, "7 m。"))
        conversations.append("c1", Answer("湿态呢？", Mode.VERBATIM, "19 m。"))
        yield opened


def test_a_verdict_is_kept_with_the_answer_that_it_is_about(database: Database) -> None:
    FeedbackBook(database).add(Conversations(database).turn("c1", 1), Verdict.WRONG, "  缺了条件 ")
    [held] = FeedbackBook(database).latest()
    assert (held.conversation_id, held.turn, held.verdict, held.note) == ("c1", 1, Verdict.WRONG, "缺了条件")
    assert held.answer.text == "19 m。"


def test_the_newest_verdict_on_a_turn_counts(database: Database) -> None:
    book, turn = FeedbackBook(database), Conversations(database).turn("c1", 0)
    book.add(turn, Verdict.WRONG)
    book.add(turn, Verdict.RIGHT)
    assert [held.verdict for held in book.latest("c1")] == [Verdict.RIGHT]


def test_a_verdict_goes_with_its_conversation(database: Database) -> None:
    FeedbackBook(database).add(Conversations(database).turn("c1", 0), Verdict.RIGHT)
    Conversations(database).delete("c1")
    assert FeedbackBook(database).latest() == []


def test_a_turn_that_is_not_there_is_told_as_such(database: Database) -> None:
    for ordinal in (-1, 2):
        with pytest.raises(UserError, match="没有第"):
            Conversations(database).turn("c1", ordinal)
