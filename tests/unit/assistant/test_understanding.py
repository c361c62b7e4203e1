"""How a question is read: what it wants, what it names, which conditions it gives, and where it is put to."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant.assistant import Assistant
from app.assistant.events import AskRequest
from app.assistant.question.follow_ups import Resolved
from app.assistant.question.understanding import kind_of, understand
from app.domain.answer import Answer, Fact, Mode, QuestionKind
from app.foundation.jobs import CancelToken
from app.retrieval.names import Names
from app.retrieval.search import Search
from tests.unit.assistant.rack_standard import rack, shelf
from tests.unit.retrieval.lift_standard import lift, search_over


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("什么是额定载荷？", QuestionKind.DEFINITION),
        ("护栏要多高？", QuestionKind.VALUE),
        ("整车质量最多多少？", QuestionKind.VALUE),
        ("喷淋试验怎么做？", QuestionKind.PROCEDURE),
        ("2018版和2024版有什么区别？", QuestionKind.COMPARISON),
        ("这个标准适用于电动平板车吗？", QuestionKind.APPLICABILITY),
        ("车重60 kg，符合要求吗？", QuestionKind.COMPLIANCE),
        ("地下库能不能设充电间？", QuestionKind.COMPLIANCE),
        ("哪些设备不得使用？", QuestionKind.LIST),
        ("库房分为几类？", QuestionKind.LIST),
        ("谁发布了这个规定", QuestionKind.OTHER),
        ("What does rated load mean?", QuestionKind.DEFINITION),
        ("How high must the rail be?", QuestionKind.VALUE),
        ("How is the noise test done?", QuestionKind.PROCEDURE),
        ("Is a rail of 1.2 m allowed?", QuestionKind.COMPLIANCE),
    ],
)
def test_a_question_is_of_one_kind(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("湿态下制动距离是多少？", ("湿态",)),
        ("耐火等级二级的高层库房，30 m高，要几部楼梯？", ("二级", "高层", "30 m")),
        ("未安装自动灭火系统时分区面积多大？", ("未安装自动灭火系统时",)),
        ("护栏要多高？", ()),
    ],
)
def test_the_circumstances_that_a_question_gives_are_shown(question: str, conditions: tuple[str, ...]) -> None:
    assert understand(Resolved(question), Names()).conditions == conditions


def test_named_standards_are_shown_whether_held_or_not() -> None:
    understood = understand(
        Resolved("GB 17761-2018 和《道路运输条例》怎么规定？"), Names(missing=("《道路运输条例》",))
    )
    assert understood.standards == ("GB 17761-2018", "《道路运输条例》")


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, rack(), shelf(), lift())


def ask(search: Search, question: str, *earlier: Answer, facts: tuple[Fact, ...] = ()) -> Answer:
    request = AskRequest(question, Mode.VERBATIM, earlier=earlier, facts=facts)
    return Assistant(search, lambda step, model=None: None).ask(request, lambda event: None, CancelToken())


def test_the_conversation_keeps_what_was_written_and_shows_how_it_was_read(search: Search) -> None:
    first = ask(search, "室内试验时风速不能超过多少？")
    answer = ask(search, "那室外呢？", first)
    assert answer.question == "那室外呢？"
    assert answer.understanding is not None
    assert answer.understanding.question == "室外试验时风速不能超过多少？"
    assert answer.understanding.is_follow_up
    assert answer.understanding.standards == ("Q/ZS 001-2024",)
    assert "≤8" in answer.text


def test_a_follow_up_looks_first_into_the_document_that_was_spoken_of(search: Search) -> None:
    first = ask(search, "按 Q/ZS 202-2024，每个货位的额定载荷不应大于多少千克？")
    answer = ask(search, "那额定载荷不应大于多少？", first)
    assert answer.citations[0].standard == "Q/ZS 202-2024"


def test_a_complete_question_looks_everywhere(search: Search) -> None:
    first = ask(search, "按 Q/ZS 202-2024，每个货位的额定载荷不应大于多少千克？")
    answer = ask(search, "升降平台的护栏高度不应小于多少？", first)
    assert answer.understanding is not None
    assert not answer.understanding.is_follow_up
    assert answer.citations[0].standard == "Q/ZS 001-2024"


def test_a_reply_to_the_clarifying_question_is_a_confirmed_fact(search: Search) -> None:
    first = ask(search, "堆垛机的制动距离不能超过多少米？")
    answer = ask(search, "湿态", first)
    assert answer.facts == (Fact("试验条件", "湿态"),)
    assert "≤19" in answer.text
    assert "≤15" not in answer.text
