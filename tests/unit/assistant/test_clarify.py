"""Asking back: where the evidence forks and the question does not say which branch, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant.assistant import Assistant
from app.assistant.events import AskRequest
from app.domain.answer import Answer, Fact, Mode
from app.foundation.jobs import CancelToken
from app.retrieval.search import Search
from tests.unit.assistant.rack_standard import rack, shelf
from tests.unit.retrieval.lift_standard import search_over


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, rack())


def ask(search: Search, question: str, *facts: Fact, earlier: tuple[Answer, ...] = ()) -> Answer:
    request = AskRequest(question, Mode.VERBATIM, facts=facts, earlier=earlier)
    return Assistant(search, lambda step, model=None: None).ask(request, lambda event: None, CancelToken())


@pytest.mark.parametrize(
    ("question", "key", "options"),
    [
        ("货架立柱的耐火极限不应低于多少小时？", "耐火等级", ("一级", "二级", "三级")),
        ("堆垛机的制动距离不能超过多少米？", "试验条件", ("干态", "湿态")),
        ("货架的巷道宽度不应小于多少米？", "货架高度", ("货架高度在6.0m以下", "货架高度在6.0m及以上")),
        ("通道净宽不应小于多少？", "布置类别", ("单面布置", "双面布置")),
        (
            "货架库要设几个出入口？",
            "货位数",
            ("货位数为50个及以下", "货位数为51个～300个", "货位数大于300个"),
        ),
    ],
)
def test_a_condition_that_the_question_leaves_open_is_asked_for(
    search: Search, question: str, key: str, options: tuple[str, ...]
) -> None:
    answer = ask(search, question)
    assert answer.clarifying_question is not None
    assert (answer.clarifying_question.key, answer.clarifying_question.options) == (key, options)
    assert answer.citations, "the answer comes beside the question"


@pytest.mark.parametrize(
    "question",
    [
        "货架底座的耐火极限不应低于多少小时？",  # all branches give one value
        "耐火等级二级时，货架立柱的耐火极限不应低于多少小时？",
        "湿态下单用后制动器时，堆垛机的制动距离不能超过多少米？",
        "货架高8 m，巷道宽度不应小于多少米？",
        "有120个货位的货架库要设几个出入口？",
        "不同耐火等级的货架立柱耐火极限分别是多少小时？",
        "货架立柱分为哪几级？",
        "什么是耐火极限？",
        "每个货位的额定载荷不应大于多少？",
    ],
)
def test_nothing_is_asked_that_the_evidence_does_not_need(search: Search, question: str) -> None:
    assert ask(search, question).clarifying_question is None


def test_the_fields_of_a_message_are_no_conditions(search: Search) -> None:
    assert ask(search, "报警消息什么时候清零？").clarifying_question is None


def test_a_clause_forks_with_the_table_that_it_sends_its_reader_to(search: Search) -> None:
    asked_back = ask(search, "移动货架的推力不应大于多少？").clarifying_question
    assert asked_back is not None
    assert (asked_back.key, asked_back.options) == ("系列", ("RB150", "RB300"))


def test_what_one_part_of_a_question_says_holds_for_the_other(search: Search) -> None:
    question = "湿态下试验速度是多少？单用后制动器时制动距离不能超过多少米？"
    assert ask(search, question).clarifying_question is None


def test_a_confirmed_fact_is_shown_not_asked_again_and_leaves_the_other_rows_out(search: Search) -> None:
    question = "堆垛机的制动距离不能超过多少米？"
    fact = Fact("试验条件", "湿态")
    answer = ask(search, question, fact)
    assert answer.facts == (fact,)
    assert "≤19" in answer.text
    assert "≤15" not in answer.text
    assert answer.clarifying_question is not None
    assert answer.clarifying_question.options == ("同时使用两个制动器", "单用后制动器")


def test_all_conditions_together_leave_one_row(search: Search) -> None:
    facts = (Fact("试验条件", "湿态"), Fact("使用的制动器", "单用后制动器"))
    answer = ask(search, "堆垛机的制动距离不能超过多少米？", *facts)
    assert answer.clarifying_question is None
    assert "≤19" in answer.text
    assert "≤9" not in answer.text


def test_what_is_not_known_is_not_asked_again_and_every_branch_is_told(search: Search) -> None:
    answer = ask(search, "货架立柱的耐火极限不应低于多少小时？", Fact("耐火等级", "不知道"))
    assert answer.clarifying_question is None
    assert "3.00 | 2.50 | 2.00" in answer.text


def test_a_condition_is_asked_for_once_in_a_conversation(search: Search) -> None:
    first = ask(search, "货架立柱的耐火极限不应低于多少小时？")
    assert ask(search, "货架横梁的耐火极限不应低于多少小时？", earlier=(first,)).clarifying_question is None


def test_documents_with_different_values_are_offered_unless_one_is_named(tmp_path: Path) -> None:
    search = search_over(tmp_path, rack(), shelf())
    asked_back = ask(search, "每个货位的额定载荷不应大于多少千克？").clarifying_question
    assert asked_back is not None
    assert (asked_back.key, set(asked_back.options)) == ("标准", {"Q/ZS 201-2024", "Q/ZS 202-2024"})
    assert ask(search, "按 Q/ZS 202-2024，每个货位的额定载荷不应大于多少千克？").clarifying_question is None
    answer = ask(search, "每个货位的额定载荷不应大于多少千克？", Fact("标准", "Q/ZS 202-2024"))
    assert answer.clarifying_question is None
    assert answer.citations[0].standard == "Q/ZS 202-2024"


def test_documents_that_agree_are_no_choice(tmp_path: Path) -> None:
    other = shelf()
    same = tuple(replace(clause, text=clause.text.replace("800", "1000")) for clause in other.clauses)
    search = search_over(tmp_path, rack(), replace(other, clauses=same))
    assert ask(search, "每个货位的额定载荷不应大于多少千克？").clarifying_question is None
