"""Chinese numerals and figures name the same articles and the same values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.retrieval.numerals import to_chinese, to_integer, with_figures


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("一百零五", 105),
        ("一千零六十二", 1062),
        ("两", 2),
        ("二〇二六", 2026),
        ("三万", 30000),
        ("42", 42),
    ],
)
def test_a_numeral_is_read_as_its_value(numeral: str, value: int) -> None:
    assert to_integer(numeral) == value


@given(st.integers(min_value=1, max_value=9999))
def test_every_article_number_survives_being_written_and_read(value: int) -> None:
    assert to_integer(to_chinese(value)) == value


def test_what_is_no_numeral_has_no_value() -> None:
    assert to_integer("") is None
    assert to_integer("十条") is None


def test_numerals_become_figures_before_measure_words_only() -> None:
    assert with_figures("三十日内") == "30日内"
    assert with_figures("一致同意") == "一致同意"
    assert with_figures("一个区域") == "一个区域"
    assert with_figures("百分之五") == "百分之五"
