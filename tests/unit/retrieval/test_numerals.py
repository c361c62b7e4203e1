"""Chinese numerals as figures, where a measure follows."""

from __future__ import annotations

from app.retrieval.numerals import with_figures


def test_numerals_become_figures_before_measure_words_only() -> None:
    assert with_figures("三十日内") == "30日内"
    assert with_figures("一致同意") == "一致同意"
    assert with_figures("一个区域") == "一个区域"
    assert with_figures("百分之五") == "百分之五"
