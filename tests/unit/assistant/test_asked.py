"""What a question asks for, by its interrogatives."""

from __future__ import annotations

import pytest

from app.assistant.question.asked import asked, parts, subject
from app.assistant.values.units import Kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("平台最多允许多重", Kind.MASS),
        ("记录必须保存几年", Kind.TIME),
        ("屏蔽效能要达到多少分贝", Kind.SOUND),
        ("坡度最大是百分之几", Kind.SHARE),
        ("一个中心最多接入多少台设备", Kind.THING),
        ("护栏要多高", Kind.LENGTH),
    ],
)
def test_the_unit_that_a_question_names_is_wanted(question: str, kind: Kind) -> None:
    assert any(kind in kinds for kinds in asked(question).explicit)


def test_a_quantity_asked_by_its_noun_is_wanted_less_strictly() -> None:
    found = asked("绝缘电阻最低要达到多少")
    assert found.explicit == ()
    assert found.quantities == (frozenset({Kind.RESISTANCE}),)


def test_a_standard_a_code_and_a_definition_are_told_apart() -> None:
    assert asked("阻燃要求按哪个标准").standard
    assert asked("鉴权消息的ID是多少").code
    assert asked("“额定载荷”是什么意思").definition
    assert not asked("护栏要多高").standard
    assert not asked("合同无效有什么样的法律后果").standard


def test_two_questions_in_one_sentence_are_two_parts() -> None:
    assert parts("声级计放多远?护栏要多高?") == ("声级计放多远", "护栏要多高")


def test_what_stands_before_an_interrogative_belongs_to_it() -> None:
    assert parts("做淋水试验之后,绝缘电阻是多少?") == ("做淋水试验之后,绝缘电阻是多少?",)


def test_the_unit_asked_for_is_no_subject() -> None:
    assert "年" not in subject("记录必须保存几年")
    assert "标准" not in subject("头盔应当符合哪个标准")


def test_a_clause_that_tells_when_is_no_part() -> None:
    assert parts("算护栏有多高的时候，从哪里量起？") == ("算护栏有多高的时候，从哪里量起？",)


@pytest.mark.parametrize("question", ["是否要求多重身份鉴别？", "多高层建筑的楼梯怎么设？", "许多深基坑要监测吗？"])
def test_words_that_look_like_how_much_ask_for_no_value(question: str) -> None:
    assert asked(question).explicit == ()
