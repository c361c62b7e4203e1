"""Which of several printed labels a text means."""

from __future__ import annotations

import pytest

from app.assistant.forks.choosing import Labels, confirmed, is_given_up, named
from app.assistant.values.grades import grades_in
from app.assistant.values.intervals import Interval, interval_in
from app.domain.answer import Fact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建筑高度大于27m，但不大于54m", Interval(27, 54, has_low=False, symbol="m")),
        ("5000<S≤10000", Interval(5000, 10000, has_low=False)),
        ("151~300", Interval(151, 300)),
        ("≤5", Interval(high=5)),
        ("24.0m以下", Interval(high=24, symbol="m")),
        ("临空高度在24.0m及以上", Interval(low=24, symbol="m")),
        ("≥4层", Interval(low=4, symbol="层")),
        ("15 m and above", Interval(low=15, symbol="m")),
        ("不可超过24m", Interval(high=24, symbol="m")),
        ("不允许大于 5 m", Interval(high=5, symbol="m")),
        ("严禁超过5t", Interval(high=5, symbol="t")),
        ("不准超过3人", Interval(high=3, symbol="人")),
        ("未超过5m", Interval(high=5, symbol="m")),
        ("不得晚于3年", Interval(high=3, symbol="年")),
        ("不可少于3人", Interval(low=3, symbol="人")),
        ("24m及其以上", Interval(low=24, symbol="m")),
        ("24m≤H", Interval(low=24, symbol="m")),
        ("大于24m且未超过50m", Interval(24, 50, has_low=False, symbol="m")),
    ],
)
def test_a_printed_range_bounds_one_stretch(text: str, expected: Interval) -> None:
    assert interval_in(text) == expected


def test_a_text_without_bounds_is_no_range() -> None:
    assert interval_in("一级耐火等级") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、二级", {("1", "级"), ("2", "级")}),
        ("Ⅰ～Ⅲ类", {("1", "类"), ("2", "类"), ("3", "类")}),
        ("甲、乙类物品", {("甲", "类"), ("乙", "类")}),
        ("IV类", {("4", "类")}),
        ("3.2级", set()),
        ("十一级", {("11", "级")}),
        ("二十二级", {("22", "级")}),
        ("20区、21区", {("20", "区"), ("21", "区")}),
        ("三十三级", {("33", "级")}),
        ("三四级", {("3", "级"), ("4", "级")}),
        ("甲～丙类", {("甲", "类"), ("乙", "类"), ("丙", "类")}),
        ("十～十二级", {("10", "级"), ("11", "级"), ("12", "级")}),
        ("三级以上一级以下", {("3", "级"), ("1", "级")}),
        ("同二级", {("2", "级")}),
        ("25度", set()),
    ],
)
def test_each_grade_of_an_enumeration_counts(text: str, expected: set[tuple[str, str]]) -> None:
    assert grades_in(text) == expected


@pytest.mark.parametrize(
    "text", ["上一级主管部门", "下一级", "同一类", "另一类", "每一级", "统一级别", "这一类", "那一档", "唯一等级"]
)
def test_the_one_of_another_word_is_no_grade(text: str) -> None:
    assert grades_in(text) == set()


@pytest.mark.parametrize(
    ("labels", "question", "expected"),
    [
        (("干态", "湿态"), "路面湿滑的时候要在多少米内停住", {"湿态"}),
        (("干态", "湿态"), "制动距离是多少", set()),
        (("一、二级", "三级"), "耐火等级为二级的库房", {"一、二级"}),
        (("不上人的屋面", "上人的屋面"), "上人屋面的活荷载", {"上人的屋面"}),
        (("单层库", "半地下库", "地下库"), "地下库没有装喷淋", {"地下库"}),
        (("1~2层", "3层", "≥4层"), "五层的办公楼", {"≥4层"}),
        (("同时使用两个制动器", "单用后制动器"), "只捏后面的制动器，单用后制动器", {"单用后制动器"}),
    ],
)
def test_a_question_names_a_label_by_what_tells_it_apart(
    labels: tuple[str, ...], question: str, expected: set[str]
) -> None:
    assert named(Labels("", labels), question) == expected


def test_a_value_lies_in_the_range_whose_unit_stands_in_the_head() -> None:
    labels = Labels("停车数量（辆）", (">300", "151~300", "≤150"))
    assert named(labels, "停200辆车的车库") == {"151~300"}
    assert named(labels, "200 m长的车库") == set()


def test_things_are_counted_with_any_measure_word() -> None:
    assert named(Labels("", ("50辆及以下", "51辆～300辆")), "150个车位的停车场") == {"51辆～300辆"}


def test_words_of_the_context_tell_no_label_apart() -> None:
    labels = Labels("", ("建筑结构", "外窗"), "住宅建筑的设计工作年限")
    assert named(labels, "住宅建筑能用多少年") == set()


def test_a_fact_chooses_by_its_value_or_by_the_name_of_the_axis() -> None:
    labels = Labels("建筑的耐火等级", ("一、二级", "三级"))
    assert confirmed(labels, [Fact("x", "三级")]) == {"三级"}
    assert confirmed(labels, [Fact("耐火等级", "二级")]) == {"一、二级"}
    assert confirmed(labels, [Fact("电压", "二级")]) == set()


def test_not_to_know_gives_a_condition_up() -> None:
    labels = Labels("耐火等级", ("一级", "二级"))
    assert is_given_up(labels, [Fact("耐火等级", "不知道")])
    assert not is_given_up(labels, [Fact("耐火等级", "一级")])
