"""Dates as they are printed."""

from __future__ import annotations

import pytest

from app.ingest.dates import find_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2018-05-15发布 2019-04-15实施", ["2018-05-15", "2019-04-15"]),
        ("2018—05—15", ["2018-05-15"]),
        ("2020\ue01104\ue01128发布", ["2020-04-28"]),
        ("自2021年1月1日起施行", ["2021-01-01"]),
        ("2021 年 6 月 10 日", ["2021-06-10"]),
        ("一九九〇年八月一日", ["1990-08-01"]),
        ("一九九○年十二月二十一日", ["1990-12-21"]),
        ("二〇一三年一月", ["2013-01"]),
        ("February 2004", ["2004-02"]),
        ("December 7, 2016", ["2016-12-07"]),
        ("××××-××-××发布", []),
        ("2018-13-45", []),
        ("版本 1.2.3", []),
    ],
)
def test_a_date_is_found_and_a_look_alike_is_not(text: str, dates: list[str]) -> None:
    assert [found.iso for found in find_dates(text)] == dates
