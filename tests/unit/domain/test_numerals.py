"""Chinese numerals and figures name the same articles and the same values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numerals import to_chinese, to_integer


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (321, "三百二十一"),
        (1005, "一千零五"),
        (1062, "一千零六十二"),
        (1260, "一千二百六十"),
        (2020, "二千零二十"),
    ],
)
def test_a_value_is_written_as_articles_are_numbered(value: int, written: str) -> None:
    assert to_chinese(value) == written
    assert to_integer(written) == value


@pytest.mark.parametrize(("value", "written"), [(0, "〇"), (10_000, "10000"), (-3, "-3")])
def test_what_articles_never_count_to_has_a_form_too(value: int, written: str) -> None:
    assert to_chinese(value) == written


@given(st.integers(min_value=0, max_value=99_999))
def test_every_number_survives_being_written_and_read(value: int) -> None:
    assert to_integer(to_chinese(value)) == value


@pytest.mark.parametrize(
    ("numeral", "value"), [("两", 2), ("二〇二六", 2026), ("一百〇三", 103), ("三万", 30_000), ("42", 42), ("４２", 42)]
)
def test_a_numeral_is_read_however_it_is_written(numeral: str, value: int) -> None:
    assert to_integer(numeral) == value


@pytest.mark.parametrize("text", ["", "十条", "a", "②"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert to_integer(text) is None
