"""Conversions and comparisons are exact, and only within what can be converted."""

from __future__ import annotations

import pytest

from app.assistant.values.compute import converted, exact, is_same
from app.assistant.values.quantities import Measure, measures
from app.assistant.values.units import UNITS


def measure(text: str) -> Measure:
    [found] = measures(text)
    return found


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("0.06 t", "kg", "60 kg"),
        ("1250 mm", "m", "1.25 m"),
        ("25 km/h", "m/s", "≈6.944 m/s"),
        ("7.5米每秒", "km/h", "27 km/h"),
        ("2小时", "min", "120 min"),
        ("一年半", "个月", "18 个月"),
        ("3亩", "公顷", "0.2 ha"),
        ("0.5 MPa", "kPa", "500 kPa"),
        ("0.1 m3", "L", "100 L"),
        ("5万元", "元", "50000 元"),
        ("5%", "‰", "50 ‰"),
    ],
)
def test_a_value_is_converted_within_its_family(value: str, unit: str, printed: str) -> None:
    assert converted(measure(value), UNITS[unit]) == printed


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("1年", "d"),
        ("3个月", "d"),
        ("30个工作日", "d"),
        ("20 ℃", "K"),
        ("1 kVA", "kW"),
        ("1 KB", "字节"),
        ("60 kg", "m"),
    ],
)
def test_what_differs_by_more_than_a_factor_is_not_converted(value: str, unit: str) -> None:
    assert converted(measure(value), UNITS[unit]) is None


def test_equal_values_are_the_same_in_any_unit() -> None:
    assert is_same(measure("120 min"), measure("两小时"))
    assert is_same(measure("半年"), measure("6个月"))
    assert not is_same(measure("6个月"), measure("180天"))
    assert not is_same(measure("1000 kg"), measure("1 kg"))


def test_what_has_no_value_is_no_number() -> None:
    assert exact("1/0") is None
    assert exact("0x7e") is None
