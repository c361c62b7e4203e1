"""Merged cells of a head that a flat format writes out again in every place."""

from __future__ import annotations

from app.domain.table import TableCell, plain_table
from app.ingest.tables.flat import with_merged_head


def test_a_heading_over_several_columns_and_one_over_two_rows_are_one_cell_each() -> None:
    table = with_merged_head(
        plain_table(
            [["类别", "两个出口之间", "两个出口之间"], ["类别", "一级", "二级"], ["多层", "40", "35"]], header_rows=1
        )
    )
    assert table.header_rows == 2
    assert table.cells[:2] == (TableCell(0, 0, "类别", row_span=2), TableCell(0, 1, "两个出口之间", column_span=2))
    assert table.lines() == ["类别 | 两个出口之间", "类别 | 一级 | 二级", "多层 | 40 | 35"]


def test_equal_cells_in_the_body_stay_two() -> None:
    table = with_merged_head(plain_table([["甲", "乙", "丙"], ["1", "—", "—"], ["2", "—", "—"]], header_rows=1))
    assert table.header_rows == 1
    assert table.lines()[1:] == ["1 | — | —", "2 | — | —"]


def test_a_first_row_that_repeats_a_heading_by_chance_is_no_head() -> None:
    table = with_merged_head(plain_table([["代码", "名称"], ["代码", "说明"], ["1", "甲"]], header_rows=1))
    assert table.header_rows == 1


def test_a_table_without_a_head_is_left_alone() -> None:
    table = plain_table([["1", "1"], ["1", "2"], ["3", "4"]])
    assert with_merged_head(table) is table
