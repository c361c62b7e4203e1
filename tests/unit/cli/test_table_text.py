"""Tables in a terminal."""

from __future__ import annotations

from textwrap import dedent

from app.cli.table_text import WIDEST_TABLE, table_text
from app.domain.table import Table, TableCell, plain_table
from app.domain.table_rows import TableExcerpt


def test_columns_stand_below_each_other_and_merged_cells_are_printed_once() -> None:
    table = Table(
        3,
        2,
        (
            TableCell(0, 0, "条件"),
            TableCell(0, 1, "距离 m"),
            TableCell(1, 0, "干态", row_span=2),
            TableCell(1, 1, "≤7"),
            TableCell(2, 1, "≤15"),
        ),
        header_rows=1,
        unit="单位为米",
    )
    assert table_text(TableExcerpt(table, 4)) == dedent("""\
        单位为米
        条件 │ 距离 m
        ─────┼───────
        干态 │ ≤7
             │ ≤15
        （另有 4 行）""")


def test_a_cell_over_two_columns_has_the_width_of_both() -> None:
    cells = (TableCell(0, 0, "坐标系", column_span=2), TableCell(1, 0, "仿射坐标"), TableCell(1, 1, "射影坐标"))
    first, second = table_text(TableExcerpt(Table(2, 2, cells), 0)).split("\n")
    assert first == "坐标系"
    assert second == "仿射坐标 │ 射影坐标"


def test_long_cells_run_on_inside_the_terminal_and_words_stay_whole() -> None:
    words = "remote access sessions are monitored and controlled " * 5
    table = plain_table([["AC-17", words, "述" * 200], ["AC-18", words, "x" * 300]])
    lines = table_text(TableExcerpt(table, 0)).split("\n")
    wide = [sum(2 if character > "\u2e80" else 1 for character in line) for line in lines]
    assert max(wide) <= WIDEST_TABLE + 2 * len(" │ ")
    middle = [line.split("│")[1].split() for line in lines]
    assert {word for row in middle for word in row} <= set(words.split())
    assert sum(line.count("述") for line in lines) == 200
    assert sum(line.count("x") for line in lines) == 300


def test_a_full_stop_never_begins_a_line() -> None:
    table = plain_table([["一" * 40, "二二二二二二二二二二，" * 30]])
    lines = table_text(TableExcerpt(table, 0)).split("\n")
    assert not any(line.split("│")[1].strip().startswith("，") for line in lines if "│" in line)
