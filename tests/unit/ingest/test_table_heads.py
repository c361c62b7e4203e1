"""Which rows are the head of a printed table."""

from __future__ import annotations

import pytest

from app.domain.table import TableCell, plain_table
from app.ingest.tables.heads import head_rows


def heads(*rows: list[str], bold: int = 0) -> int:
    """Of plain rows, the first ``bold`` of them in bold print."""
    table = plain_table(rows)
    places = {(cell.row, cell.column) for cell in table.cells if cell.row < bold}
    return head_rows(table.cells, table.rows, table.columns, places)


def test_names_above_values_are_a_head() -> None:
    assert heads(["项目", "要求"], ["质量", "≤55 kg"]) == 1


def test_all_rows_in_bold_at_the_top_are_the_head() -> None:
    assert heads(["", "潜在影响", ""], ["目标", "低", "高"], ["保密性", "有限", "严重"], bold=2) == 2


def test_bold_print_all_over_tells_nothing() -> None:
    assert heads(["0x01", "甲"], ["0x02", "乙"], bold=2) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["0x0001", "终端心跳"], ["0x0002", "消息重传"]),
        (["消息头", "Nh", "A"], ["命令码", "2", "A"]),
        (["这个治疗有用吗？", "系统综述"], ["这个治疗的伤害是什么？", "随机试验"]),
        (["注：本表适用于下列情况。", "甲"], ["乙", "丙"]),
    ],
)
def test_a_row_like_the_one_below_it_is_no_head(first: list[str], second: list[str]) -> None:
    assert heads(first, second) == 0


def test_a_heading_over_columns_with_headings_of_their_own_makes_two_rows() -> None:
    cells = (
        TableCell(0, 0, "运算", row_span=2),
        TableCell(0, 1, "坐标系", column_span=2),
        TableCell(1, 1, "仿射坐标"),
        TableCell(1, 2, "射影坐标"),
        TableCell(2, 0, "加法"),
        TableCell(2, 1, "1I+2M"),
        TableCell(2, 2, "13M"),
    )
    assert head_rows(cells, 3, 3, ()) == 2


def test_a_heading_over_values_alone_makes_one_row() -> None:
    cells = (
        TableCell(0, 0, "定性值"),
        TableCell(0, 1, "半定量值", column_span=2),
        TableCell(1, 0, "很高"),
        TableCell(1, 1, "96-100"),
        TableCell(1, 2, "10"),
    )
    assert head_rows(cells, 2, 3, {(0, 0), (0, 1)}) == 1


def test_a_section_over_the_whole_width_below_the_head_is_none_of_it() -> None:
    cells = (
        TableCell(0, 0, "要求"),
        TableCell(0, 1, "控制"),
        TableCell(1, 0, "访问控制", column_span=2),
        TableCell(2, 0, "3.1.1"),
        TableCell(2, 1, "AC-2"),
    )
    assert head_rows(cells, 3, 2, {(0, 0), (0, 1), (1, 0)}) == 1


def test_a_single_row_and_a_single_column_have_no_head() -> None:
    assert heads(["标志", "版本"]) == 0
    assert heads(["标志"], ["版本"]) == 0
