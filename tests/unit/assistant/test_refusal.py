"""When the evidence is judged not to answer, and what a person is told is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant.question.need import Library, Need, needs_of
from app.assistant.sufficiency.refusal import judge, surplus
from app.assistant.sufficiency.signals import Signals, signals_of
from app.assistant.sufficiency.subject import subject_phrase
from app.retrieval.names import Names
from app.retrieval.nearness import Nearness
from app.retrieval.search import Search
from tests.unit.retrieval.lift_standard import lift, search_over, statute


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift(), statute())


def needs(search: Search, question: str) -> tuple[Need, ...]:
    return needs_of(Library(search), question)


def nearness(found: tuple[Need, ...], best: float, rest: float, unrelated: float = 0.2) -> Nearness:
    """The first passage of the evidence at ``best``, the others at ``rest``."""
    ids = list(dict.fromkeys(item.passage_id for need in found for item in need.evidence))
    return Nearness({passage: best if place == 0 else rest for place, passage in enumerate(ids)}, unrelated)


def reason(search: Search, question: str, near: Nearness | None = None) -> str:
    return judge(needs(search, question), search.names(question), lambda: near).reason


def test_each_signal_speaks_for_an_answer() -> None:
    low = Signals(0.3, 0.1, 0.5, 0.5)
    for better in (
        Signals(0.6, 0.1, 0.5, 0.5),
        Signals(0.3, 0.4, 0.5, 0.5),
        Signals(0.3, 0.1, 0.9, 0.5),
        Signals(0.3, 0.1, 0.5, 1.0),
    ):
        assert surplus(better) > surplus(low)


def test_no_signal_decides_alone() -> None:
    assert surplus(Signals(0.65, 0.15, 0.3, 0.0)) < 0, "near, and no such value"
    assert surplus(Signals(0.1, 0.02, 0.5, 1.0)) < 0, "such a value, and of something else"
    assert surplus(Signals(0.5, 0.2, 0.1, 1.0)) > 0, "near and the value there, in other words"


def test_without_vectors_words_and_value_judge() -> None:
    assert surplus(Signals(None, None, 0.5, 1.0)) > 0
    assert surplus(Signals(None, None, 0.1, 1.0)) < 0
    assert surplus(Signals(None, None, 0.9, 0.0)) < 0


def test_a_named_text_that_is_not_held_is_told(search: Search) -> None:
    assert reason(search, "GB 12345 对护栏有什么要求？") == "文库中没有 GB 12345"


def test_a_clause_that_is_named_is_answered_whatever_the_signals(search: Search) -> None:
    found = needs(search, "4.2条说了什么？")
    assert not judge(found, search.names("4.2条说了什么？"), lambda: nearness(found, 0.1, 0.1)).refuses


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("护栏的油漆要保存几年？", "文件里没有给出“油漆”的数值"),
        ("平台的续航里程是多少公里？", "文件里没有给出“续航里程”的数值"),
        ("操作者的手套应当符合哪个标准？", "文件里没有指明“操作者”所依据的标准"),
    ],
)
def test_the_reason_names_what_is_asked_and_what_is_missing(search: Search, question: str, told: str) -> None:
    found = needs(search, question)
    near = nearness(found, 0.3, 0.3)
    assert judge(found, Names(), lambda: near).reason == told


def test_a_value_counts_by_how_well_its_statement_speaks_of_the_thing(search: Search) -> None:
    found = needs(search, "护栏的高度应不小于多少米？")
    rail = next(item for item in found[0].evidence if "1.1 m" in item.text)
    others = [item.passage_id for item in found[0].evidence if item is not rail]
    first = Nearness({rail.passage_id: 0.6, **dict.fromkeys(others, 0.3)}, 0.2)
    last = Nearness({**dict.fromkeys(others, 0.6), rail.passage_id: 0.3}, 0.2)
    assert signals_of(found, first).value > signals_of(found, last).value > 0


def test_the_phrase_told_is_the_most_telling_one_of_the_question(search: Search) -> None:
    assert subject_phrase(needs(search, "平台的续航里程是多少公里？")) == "续航里程"
    assert subject_phrase(needs(search, "这是什么？")) == ""
