"""Cells of a spreadsheet say what the person sees in them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from app.ingest.readers.sheets.number_format import CellValue, shown

DAY = date(2021, 6, 10)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.0000000000000004, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (12345678901234.0, "General", "12345678901234"),
        (3.0, "0.00", "3.00"),
        (1.005, "0.00", "1.01"),
        (5.0, "0.##", "5"),
        (7, "000", "007"),
        (0.256, "0.0%", "25.6%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1500000, '0.0,,"百万"', "1.5百万"),
        (1.5e-7, "0.00E+00", "1.50E-07"),
        (1e300, "0.0", "1e+300"),
        (12.5, '0.0"mm"', "12.5mm"),
        (5, '"≥"0', "≥5"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (-0.3, r"0.00_);[Red]\(0.00\)", "(0.30)"),
        (0, '0;-0;"—"', "—"),
        (5, '[<10]"小";"大"', "5"),
        (0.5, "# ?/?", "0.5"),
        (True, "General", "TRUE"),
        ("甲", "@", "甲"),
        ("3", '"第"@"条"', "第3条"),
        (None, "General", ""),
        (datetime.combine(DAY, time()), "yyyy/m/d", "2021-06-10"),
        (datetime.combine(DAY, time()), 'yyyy"年"m"月"', "2021-06"),
        (datetime.combine(DAY, time(8, 30)), "yyyy-mm-dd hh:mm", "2021-06-10 08:30"),
        (time(8, 30), "h:mm", "08:30"),
        (timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
    ],
)
def test_a_cell_is_shown_in_its_format(value: CellValue, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
