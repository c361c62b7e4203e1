"""Conversations keep whole answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.answer import Answer, Citation, Fact, Mode, Sentence, SentenceKind
from app.domain.document import Box, DocumentStatus
from app.domain.where import Where
from app.foundation.errors import UserError
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.library.database import Database
from tests.unit.library.making import found_in, rich, richer

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


def said(conversations: Conversations, title: str, *texts: str) -> str:
    made = conversations.create(title).id
    for text in texts:
        conversations.append(made, Answer(f"{title}？", Mode.VERBATIM, text))
    return made


def test_who_is_put_in_order_today_is_not_forgotten_today(conversations: Conversations) -> None:
    for each in ("renamed", "unpinned", "let be"):
        conversations.create(each, each)
    soon = datetime.now(UTC) + timedelta(seconds=0.01)
    while datetime.now(UTC) < soon:
        pass
    conversations.rename("renamed", "另一个名称")
    conversations.pin("unpinned", pinned=False)
    assert conversations.unchanged_since(soon) == ("let be",)


def test_pins_folders_and_the_archive_are_kept(conversations: Conversations) -> None:
    made = said(conversations, "制动")
    conversations.pin(made, pinned=True)
    assert conversations.move(made, "  电动 自行车\n") == "电动 自行车"
    kept = conversations.get(made)
    assert (kept.is_pinned, kept.folder, kept.is_archived) == (True, "电动 自行车", False)
    assert conversations.folders() == ("电动 自行车",)
    conversations.archive(made, archived=True)
    assert conversations.list() == []
    assert [one.id for one in conversations.list(archived=True)] == [made]
    conversations.archive(made, archived=False)
    assert [one.id for one in conversations.list()] == [made]


def test_keeping_in_order_is_no_change(conversations: Conversations) -> None:
    made = said(conversations, "制动", "不大于7.0 m。")
    before = conversations.get(made).changed
    conversations.pin(made, pinned=True)
    conversations.move(made, "车")
    assert conversations.get(made).changed == before


def test_a_name_of_blanks_is_refused(conversations: Conversations) -> None:
    made = said(conversations, "制动")
    with pytest.raises(UserError):
        conversations.rename(made, "  \n")
    assert conversations.get(made).title == "制动"


def test_the_list_tells_how_the_last_answer_begins(conversations: Conversations) -> None:
    said(conversations, "制动", "不大于7.0 m。", "湿态为11.0 m。")
    assert conversations.list()[0].preview == "湿态为11.0 m。"


def test_words_are_found_in_questions_answers_and_titles(conversations: Conversations) -> None:
    brake = said(conversations, "制动", "先看6.1.3。", "最高车速应不大于25 km/h，制动距离见表2。")
    said(conversations, "防火", "疏散宽度按表1。")
    [hit] = conversations.search("车速 ２５ KM")
    assert (hit.conversation.id, hit.turn) == (brake, 1)
    assert [hit.excerpt[start:end] for start, end in hit.marked] == ["车速", "25", "km"]
    assert {found.conversation.title for found in conversations.search("表")} == {"制动", "防火"}
    conversations.rename(brake, "电动自行车")
    [by_title] = conversations.search("电动")
    assert (by_title.turn, by_title.conversation.id) == (None, brake)


def test_all_words_must_stand_in_one_turn(conversations: Conversations) -> None:
    said(conversations, "制动", "先看6.1.3。", "再看6.1.4。")
    assert conversations.search("6.1.3 6.1.4") == []
    assert conversations.search(" ") == []


def test_wildcards_and_quotation_marks_are_only_text(conversations: Conversations) -> None:
    said(conversations, "制动", '误差为±2%，标有"CCC"。')
    assert len(conversations.search("2%")) == 1
    assert len(conversations.search('"ccc"')) == 1
    assert conversations.search("3%") == []


def test_an_excerpt_shows_the_hit_of_a_long_answer(conversations: Conversations) -> None:
    said(conversations, "长", "甲" * 400 + "㎡ 面积" + "乙" * 400)
    [hit] = conversations.search("m2")
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")
    assert [hit.excerpt[start:end] for start, end in hit.marked] == ["㎡"]


def test_what_was_deleted_is_found_no_more(conversations: Conversations) -> None:
    made = said(conversations, "制动", "不大于7.0 m。")
    conversations.archive(made, archived=True)
    assert len(conversations.search("7.0")) == 1, "the archive is searched too"
    conversations.delete(made)
    assert conversations.search("7.0") == []


def test_old_conversations_go_and_pinned_ones_stay(
    conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.library.conversations._now", lambda: "2026-01-01T00:00:00.000+00:00")
        said(conversations, "旧", "一")
        kept = said(conversations, "旧而要", "二")
        conversations.archive(said(conversations, "旧档", "三"), archived=True)
    conversations.pin(kept, pinned=True)
    said(conversations, "新", "四")
    oldest = datetime.now(UTC) - timedelta(days=90)
    assert len(conversations.unchanged_since(oldest)) == 2
    assert conversations.delete_unchanged_since(oldest) == 2
    assert {one.title for one in conversations.list(archived=True)} == {"旧而要", "新"}
    assert conversations.delete_unchanged_since(oldest) == 0


def test_what_was_found_is_kept_with_its_turn_and_goes_with_conversation_or_document(database: Database) -> None:
    catalogue, conversations = Catalogue(database), Conversations(database)
    catalogue.put(rich(), path="/rich.pdf", collection="")
    for name in ("c1", "c2"):
        conversations.create(name, name)
        conversations.append(name, Answer("问", Mode.VERBATIM, "答"), Where("车间"), [found_in(rich())])
    assert conversations.evidence("c1")[0].read() == (found_in(rich()),)
    conversations.delete("c1")
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM turn_evidence").fetchone()[0] == 1
    catalogue.remove(rich().id)
    assert conversations.evidence("c2") == {}
    assert conversations.turn("c2", 0).answer.text == "答"


def test_evidence_that_cannot_be_read_leaves_the_turn_as_it_is(database: Database) -> None:
    conversations = Conversations(database)
    conversations.create("c1", "c1")
    conversations.append("c1", Answer("问", Mode.VERBATIM, "答"), evidence=[found_in(rich()), found_in(richer())])
    with database.transaction() as connection:
        connection.execute("UPDATE turn_evidence SET evidence = x'00' WHERE place = 0")
    assert conversations.evidence("c1")[0].read() == (found_in(richer()),)
