"""A sentence is verified only when everything checkable in it comes from its sources."""

from __future__ import annotations

import pytest

from app.assistant.verify import Sources, is_verified

RAIL = "4.2 护栏\n护栏高度应不小于1.1 m，护栏应能承受900 N的水平力而不产生永久变形，操作人员不得攀爬护栏。"
SPEED = "升降速度应不大于0.15 m/s。"
STAY = "使用说明书宜提示佩戴安全帽。"


def verified(sentence: str, *cited: str, given: tuple[str, ...] = ()) -> bool:
    return is_verified(sentence, Sources(cited, given))


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("护栏高度应不小于1.1 m[1]", RAIL),
        ("护栏高度不小于１.１米[1]", RAIL),
        ("护栏应能承受900N的水平力[1]。", RAIL),
        ("操作人员不得攀爬护栏[1]", RAIL),
        ("升降速度应小于或等于0.15m/s[1]", SPEED),
        ("应自投入使用之日起30日内办理登记[1]", "应当自设备投入使用之日起三十日内办理登记。"),
    ],
)
def test_a_faithful_sentence_is_verified(sentence: str, source: str) -> None:
    assert verified(sentence, source)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("护栏高度应不小于1.2 m[1]", RAIL),
        ("护栏高度应不小于1.1 mm[1]", RAIL),
        ("护栏高度应不大于1.1 m[1]", RAIL),
        ("护栏高度应大于1.1 m[1]", RAIL),
        ("操作人员攀爬护栏[1]", RAIL),
        ("升降速度不应大于0.15 m/s，可以超过[1]", SPEED),
        ("使用说明书应当提示佩戴安全帽[1]", STAY),
        ("护栏应采用不锈钢材料制造并涂黄色油漆[1]", RAIL),
        ("护栏高度应符合GB 4053[1]", RAIL),
    ],
)
def test_an_unfaithful_sentence_is_not(sentence: str, source: str) -> None:
    assert not verified(sentence, source)


def test_without_a_cited_clause_nothing_is_verified() -> None:
    assert not verified("护栏高度应不小于1.1 m")


def test_a_number_may_come_from_the_question_or_a_confirmed_fact() -> None:
    assert not verified("载荷为300 kg时，升降速度应不大于0.15 m/s[1]", SPEED)
    assert verified("载荷为300 kg时，升降速度应不大于0.15 m/s[1]", SPEED, given=("载荷为300kg时速度多少",))


def test_a_table_cell_takes_its_unit_from_the_header() -> None:
    table = "项目 | 温度 ℃ | 风速 m/s\n室外试验 | -10~40 | ≤8"
    assert verified("室外试验的风速≤8 m/s[1]", table)
    assert not verified("室外试验的风速≤8 km/h[1]", table)


def test_a_table_cell_must_come_from_the_row_that_the_sentence_speaks_of() -> None:
    table = "状态 | 速度 km/h | 距离 m\n干态 | 25 | ≤7\n湿态 | 16 | ≤9"
    assert verified("湿滑状态下的速度是16 km/h[1]", table, given=("路面湿滑状态下速度是多少",))
    assert not verified("湿滑状态下的速度是25 km/h[1]", table, given=("路面湿滑状态下速度是多少",))


def test_the_key_itself_is_no_number_of_the_sentence() -> None:
    assert verified("操作人员不得攀爬护栏[7]", RAIL)
