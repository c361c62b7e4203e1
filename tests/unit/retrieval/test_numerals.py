"""Numbers in figures and in Chinese numerals, where a measure follows."""

from __future__ import annotations

import pytest

from app.retrieval.numerals import other_forms, with_figures


def test_numerals_become_figures_before_measure_words_only() -> None:
    assert with_figures("三十日内") == "30日内"
    assert with_figures("一致同意") == "一致同意"
    assert with_figures("一个区域") == "一个区域"
    assert with_figures("多少千克") == "多少千克"
    assert with_figures("50万人") == "50万人"
    assert with_figures("百分之五") == "百分之五"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("30天内申请", ["三十日"]),
        ("三十日内", ["30日"]),
        ("两小时", ["2小时"]),
        ("3个月的试用期", ["三个月"]),
        ("年利率24%", ["百分之二十四"]),
        ("百分之三十六", ["36%"]),
        ("一个人", []),
        ("2018年版", []),
        ("25 km/h", []),
        ("第三十日", []),
    ],
)
def test_a_measured_number_has_the_form_that_other_texts_print(text: str, forms: list[str]) -> None:
    assert list(other_forms(text)) == forms
