"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.typed_day import typed_day


@pytest.mark.parametrize(
    "text", ["2018-05-17", "2018-5-17", "2018.5.17", "2018/05/17", "2018年5月17日", " 2018年05月17 ", "20180517"]
)
def test_a_day_in_any_usual_form(text: str) -> None:
    assert typed_day(text) == date(2018, 5, 17)


@pytest.mark.parametrize("text", ["", "2018", "2018-05", "2018-02-30", "18-05-17", "2018051", "0000-01-01", "明天"])
def test_what_is_no_day(text: str) -> None:
    assert typed_day(text) is None
