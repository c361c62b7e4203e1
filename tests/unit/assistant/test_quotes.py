"""Which statements are chosen for a part of a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.assistant.answering.quotes import Chosen, choose, quotes_of
from app.assistant.question.asked import asked
from app.assistant.question.need import Library, Need, needs_of
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.retrieval.search import Search
from app.retrieval.terms import QuestionTerms
from tests.unit.retrieval.lift_standard import lift, search_over, statute


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift(), statute())


def chosen(search: Search, question: str) -> tuple[Chosen, ...]:
    return choose(needs_of(Library(search), question))


def quoted(search: Search, question: str) -> list[str]:
    return [piece.text for piece in quotes_of(chosen(search, question))]


def test_of_a_list_the_item_that_gives_what_is_asked_is_quoted_alone(search: Search) -> None:
    assert quoted(search, "护栏要多高？") == ["护栏高度应不小于1.1 m；"]


def test_a_list_that_is_itself_asked_for_is_quoted_whole(search: Search) -> None:
    [part] = chosen(search, "护栏应符合哪些要求？")
    assert part.is_clear
    assert [len(statement.pieces) for statement in part.statements] == [2]


def test_a_table_gives_the_row_that_is_asked_for(search: Search) -> None:
    assert quoted(search, "室外试验时风速不能超过多少？") == ["室外试验 | -10~40 | ≤8"]


def test_each_part_of_a_question_gets_its_own_statement(search: Search) -> None:
    first, second = chosen(search, "护栏要多高？护栏要承受多大的水平力？")
    assert "1.1 m" in first.statements[0].pieces[0].text
    assert "900 N" in second.statements[0].pieces[0].text


def test_where_words_leave_it_open_meaning_decides(search: Search) -> None:
    question = "使用平台要注意什么？"
    [unclear] = chosen(search, question)
    assert not unclear.is_clear
    compared: list[str] = []

    def closeness(asking: str, texts: Sequence[tuple[str, str]]) -> list[float]:
        compared.append(asking)
        return [0.9 if "攀爬" in text else 0.1 for _, text in texts]

    [decided] = choose(needs_of(Library(search), question), closeness)
    assert compared == [question]
    assert "攀爬" in decided.statements[0].pieces[0].text
    assert decided.is_clear


def test_meaning_is_not_asked_where_words_decide(search: Search) -> None:
    def closeness(asking: str, texts: Sequence[tuple[str, str]]) -> list[float]:
        raise AssertionError("an embedding costs a person's time")

    assert choose(needs_of(Library(search), "护栏要多高？"), closeness)[0].is_clear


def test_a_note_that_takes_something_out_follows_the_statement_it_limits() -> None:
    rail = Clause("d.1", "4.2", "护栏", "平台护栏的高度应不小于1.1 m。", ClauseKind.CLAUSE)
    note = Clause("d.2", "4.2注", "", "室内使用的平台除外。", ClauseKind.NOTE, "d.1")
    source = Source("d", "a.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN)
    item = Evidence(1, 1.0, source, "d.1", "4.2", "4.2 护栏", 1, f"{rail.text}\n{note.text}", (rail, note))
    question = "护栏要多高？"
    need = Need(question, asked(question), QuestionTerms({"护栏": 1.0}, (), 1.0), (item,))
    [part] = choose([need])
    assert [piece.text for statement in part.statements for piece in statement.pieces] == [rail.text, note.text]
