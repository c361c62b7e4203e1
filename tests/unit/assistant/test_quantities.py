"""Numbers with their units, whichever way they are written."""

from __future__ import annotations

import pytest

from app.assistant.quantities import bare_kinds, measures, normal, numbers
from app.assistant.units import Kind


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
    ],
)
def test_a_quantity_has_one_form(text: str, quantity: tuple[str, str]) -> None:
    assert found(text) == [quantity]


def test_both_ends_of_a_range_have_its_unit() -> None:
    assert found("3~5 m") == [("3", "m"), ("5", "m")]


@pytest.mark.parametrize("text", ["第12条", "表3", "GB 17761-2018", "长度（字节）", "IPX3"])
def test_what_is_no_quantity_is_none(text: str) -> None:
    assert found(text) == []


def test_numbers_keep_hexadecimal_whole() -> None:
    assert numbers("0x7E 后紧跟一个 0x02") == {"0x7e", "0x02"}


def test_a_header_names_units_without_numbers() -> None:
    assert {Kind.SPEED, Kind.LENGTH} <= bare_kinds("试验速度 km/h | 制动距离 m")


def test_normal_form_is_stable() -> None:
    text = "声压级５５dB(A)，三十日，1,000 Ω，百分之十"
    assert normal(normal(text)) == normal(text)
