"""Conversations keep whole answers."""

from __future__ import annotations

import pytest

from app.domain.answer import Answer, Citation, Fact, Mode, Sentence, SentenceKind
from app.domain.document import Box, DocumentStatus
from app.foundation.errors import UserError
from app.library.conversations import Conversations
from app.library.database import Database

ANSWER = Answer(
    question="制动距离是多少？",
    mode=Mode.PROFESSIONAL,
    text="不大于7.0 m。[1]",
    sentences=(Sentence("不大于7.0 m。", SentenceKind.QUOTE, ("1",), verified=True),),
    citations=(
        Citation(
            key="1",
            document_id="d",
            file="a.pdf",
            standard="GB 1-2020",
            status=DocumentStatus.IN_FORCE,
            clause_id="d.1",
            clause="5.2.1",
            title_path="5 要求 > 5.2.1",
            page=3,
            quote="不大于7.0 m",
            start=4,
            end=12,
            verified=True,
            boxes=(Box(3, 1.5, 2.5, 3.5, 4.5),),
        ),
    ),
    warnings=("被代替",),
)


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def test_an_answer_comes_back_whole(conversations: Conversations) -> None:
    made = conversations.create("制动")
    conversations.append(made.id, ANSWER)
    conversations.append(made.id, Answer("再问", Mode.VERBATIM, "", refused=True))
    turns = conversations.turns(made.id)
    assert turns[0].answer == ANSWER
    assert [(turn.ordinal, turn.question, turn.mode) for turn in turns] == [
        (0, "制动距离是多少？", Mode.PROFESSIONAL),
        (1, "再问", Mode.VERBATIM),
    ]


def test_the_last_changed_comes_first(conversations: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(f"2026-01-01T00:00:0{second}+00:00" for second in range(9))
    monkeypatch.setattr("app.library.conversations._now", lambda: next(times))
    first, second = conversations.create("甲"), conversations.create("乙")
    assert [found.id for found in conversations.list()] == [second.id, first.id]
    conversations.append(first.id, ANSWER)
    assert [found.id for found in conversations.list()] == [first.id, second.id]


def test_a_conversation_can_be_renamed_and_deleted_with_its_turns(
    conversations: Conversations, database: Database
) -> None:
    made = conversations.create("甲")
    conversations.append(made.id, ANSWER)
    conversations.rename(made.id, "乙")
    assert conversations.get(made.id).title == "乙"
    conversations.delete(made.id)
    assert conversations.list() == []
    assert "制动距离".encode() not in b"".join(path.read_bytes() for path in database.path.parent.iterdir())


def test_an_unknown_conversation_is_named(conversations: Conversations) -> None:
    for ask in (conversations.get, conversations.turns, conversations.delete):
        with pytest.raises(UserError, match="nothing"):
            ask("nothing")
    with pytest.raises(UserError, match="nothing"):
        conversations.append("nothing", ANSWER)


def test_a_confirmed_fact_stays_until_it_is_taken_back(database: Database) -> None:
    conversations = Conversations(database)
    made = conversations.create("楼梯").id
    conversations.confirm(made, [Fact("耐火等级", "二级"), Fact("路面", "湿态")])
    conversations.confirm(made, [Fact("耐火等级", "一级"), Fact("路面", "")])
    assert conversations.facts(made) == (Fact("耐火等级", "一级"),)


def test_facts_go_with_their_conversation(database: Database) -> None:
    conversations = Conversations(database)
    made = conversations.create("楼梯").id
    conversations.confirm(made, [Fact("路面", "湿态")])
    conversations.delete(made)
    conversations.create("楼梯", made)
    assert conversations.facts(made) == ()
