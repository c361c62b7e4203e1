"""Numbers with their units, whichever way they are written."""

from __future__ import annotations

import pytest

from app.assistant.values.quantities import bare_kinds, counts_in_words, measures, normal, numbers
from app.assistant.values.units import Kind


def found(text: str) -> list[tuple[str, str]]:
    return [(measure.number, measure.unit.symbol) for measure in measures(text)]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("１６ km/h", ("16", "km/h")),
        ("速度25公里/小时", ("25", "km/h")),
        ("2小时", ("2", "h")),
        ("2 h", ("2", "h")),
        ("三十日内", ("30", "d")),
        ("百分之五", ("5", "%")),
        ("10min", ("10", "min")),
        ("1 MΩ", ("1", "MΩ")),
        ("75 dB(A)", ("75", "dB(A)")),
        ("1,100mm", ("1100", "mm")),
        ("1.50 m", ("1.5", "m")),
        ("温度-20 ℃", ("-20", "℃")),
        ("－20 ℃", ("-20", "℃")),
        ("\u221220 ℃", ("-20", "℃")),
    ],
)
def test_a_quantity_has_one_form(text: str, quantity: tuple[str, str]) -> None:
    assert found(text) == [quantity]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("3~5 m", [("3", "m"), ("5", "m")]),
        ("5-10 m", [("5", "m"), ("10", "m")]),
        ("5 m-10 m", [("5", "m"), ("10", "m")]),
        ("5米-10米", [("5", "m"), ("10", "m")]),
        ("-10~40 ℃", [("-10", "℃"), ("40", "℃")]),
        ("-20 ℃~-5 ℃", [("-20", "℃"), ("-5", "℃")]),
        ("-20~-5 ℃", [("-20", "℃"), ("-5", "℃")]),
        ("5 ℃-10 ℃", [("5", "℃"), ("10", "℃")]),
        ("5%-10%", [("5", "%"), ("10", "%")]),
    ],
)
def test_both_ends_of_a_range_have_its_unit(text: str, ends: list[tuple[str, str]]) -> None:
    assert found(text) == ends


def test_a_hyphen_that_joins_is_no_minus() -> None:
    assert numbers("GB 17761-2018") == {"17761", "2018"}
    assert numbers("项目 | -10~40 | ≤8") == {"-10", "40", "8"}


@pytest.mark.parametrize("text", ["第12条", "表3", "GB 17761-2018", "长度（字节）", "IPX3"])
def test_what_is_no_quantity_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("一式三份", {("3", "份")}),
        ("二级、三级", {("2", "级"), ("3", "级")}),
        ("二、三级", {("2", "级"), ("3", "级")}),
        ("一级", {("1", "级")}),
        ("一个月", {("1", "个月")}),
        ("二十五毫米", {("25", "mm")}),
        ("三分之一", {("1/3", "分之")}),
        ("三分之二份", {("2/3", "分之"), ("2", "份")}),
    ],
)
def test_counts_and_fractions_in_words_have_one_form(text: str, counts: set[tuple[str, str]]) -> None:
    assert {(found.number, found.unit.symbol) for found in counts_in_words(text)} == counts


@pytest.mark.parametrize(
    "text", ["三个", "一份", "统一安全管理", "零部件", "10 千瓦", "第三级", "万元", "百分之五", "零分之一"]
)
def test_what_is_a_figure_or_no_count_is_none_in_words(text: str) -> None:
    assert counts_in_words(text) == ()


def test_numbers_keep_hexadecimal_whole() -> None:
    assert numbers("0x7E 后紧跟一个 0x02") == {"0x7e", "0x02"}


def test_a_header_names_units_without_numbers() -> None:
    assert {Kind.SPEED, Kind.LENGTH} <= bare_kinds("试验速度 km/h | 制动距离 m")


def test_normal_form_is_stable() -> None:
    text = "声压级５５dB(A)，三十日，1,000 Ω，百分之十"
    assert normal(normal(text)) == normal(text)
