"""Captions of tables, told from sentences that speak of a table."""

from __future__ import annotations

import pytest

from app.ingest.tree.marks import LabelMark, table_caption


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("表1 制动性能", LabelMark("表1", "制动性能")),
        ("表 5.5.17 直线距离（m）", LabelMark("表5.5.17", "直线距离（m）")),
        ("续表5.2.2", LabelMark("表5.2.2", "")),
        ("表A.1 数据", LabelMark("表A.1", "数据")),
        ("表A1 数据", LabelMark("表A1", "数据")),
        ("附表2 收费标准", LabelMark("附表2", "收费标准")),
        ("Table E11: Tailoring", LabelMark("Table E11", "Tailoring")),
        ("TABLE D-1: INPUTS", LabelMark("TABLE D-1", "INPUTS")),
    ],
)
def test_a_caption_gives_the_number_and_the_title(line: str, caption: LabelMark) -> None:
    assert table_caption(line) == caption


def test_an_english_title_may_be_long_where_the_number_is_set_off() -> None:
    title = "Mapping System and Communications Protection Requirements to Security Controls in Both Catalogues"
    assert table_caption(f"Table D-13: {title}") == LabelMark("Table D-13", title)
    assert table_caption(f"Table D-13 {title}") is None


@pytest.mark.parametrize("line", ["表1规定了制动性能", "表1和表2所示", "附表1规定的标准", "Table 1 lists the values."])
def test_a_sentence_that_speaks_of_a_table_is_no_caption(line: str) -> None:
    assert table_caption(line) is None
