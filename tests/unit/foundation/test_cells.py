"""Text for spreadsheets."""

from __future__ import annotations

import pytest

from app.foundation.cells import inert_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＠A1", "\t=1", "\r=1", "\n=1"])
def test_no_text_is_computed(text: str) -> None:
    assert inert_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "5.2 = 4", "GB/T 1-2020", "—— 注", "'x"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert_cell(text) == text
