"""Tables: what a person reads in a row, a table cut to some rows, tables that go on."""

from __future__ import annotations

from app.domain.document import Clause, ClauseKind
from app.domain.table import LONGEST_REPEATED, Table, TableCell, plain_table
from app.domain.table_rows import excerpt, quoted_rows

BRAKES = Table(
    4,
    3,
    (
        TableCell(0, 0, "条件", row_span=2),
        TableCell(0, 1, "制动", column_span=2),
        TableCell(1, 1, "车闸"),
        TableCell(1, 2, "距离\nm"),
        TableCell(2, 0, "干态", row_span=2),
        TableCell(2, 1, "前后"),
        TableCell(2, 2, "≤7"),
        TableCell(3, 1, "后闸"),
        TableCell(3, 2, "≤15"),
    ),
    header_rows=2,
    unit="单位为米",
)


def table_clause(table: Table) -> Clause:
    text = "\n".join([*([table.unit] if table.unit else []), *table.lines()])
    return Clause("d.0", "表1", "制动", text, ClauseKind.TABLE, table=table)


def test_a_row_is_read_with_the_cells_that_reach_into_it() -> None:
    assert BRAKES.lines() == ["条件 | 制动", "条件 | 车闸 | 距离 m", "干态 | 前后 | ≤7", "干态 | 后闸 | ≤15"]


def test_a_paragraph_over_several_rows_is_read_once() -> None:
    long = "述" * (LONGEST_REPEATED + 1)
    table = Table(2, 2, (TableCell(0, 0, long, row_span=2), TableCell(0, 1, "a"), TableCell(1, 1, "b")))
    assert table.lines() == [f"{long} | a", "b"]


def test_the_rows_below_the_head_in_words() -> None:
    assert list(BRAKES.rows_in_words()) == ["干态 前后 ≤7", "干态 后闸 ≤15"]


def test_the_text_of_a_table_begins_with_its_unit_and_its_head() -> None:
    assert BRAKES.head_lines() == ["单位为米", "条件 | 制动", "条件 | 车闸 | 距离 m"]


def test_a_merged_cell_shrinks_to_the_rows_that_are_left() -> None:
    cut = BRAKES.only_rows([0, 1, 3])
    assert (cut.rows, cut.header_rows) == (3, 2)
    assert cut.lines()[-1] == "干态 | 后闸 | ≤15"
    assert TableCell(2, 0, "干态") in cut.cells


def test_a_table_that_goes_on_leaves_out_the_head_that_is_printed_again() -> None:
    first = plain_table([["项目", "要求"], ["1", "a"]], header_rows=1)
    second = plain_table([["项 目", "要求"], ["2", "b"]])
    assert first.followed_by(second).lines() == ["项目 | 要求", "1 | a", "2 | b"]


def test_a_table_that_goes_on_without_a_head_keeps_its_first_row() -> None:
    first = plain_table([["项目", "要求"], ["1", "a"]], header_rows=1)
    assert first.followed_by(plain_table([["2", "b"]])).lines() == ["项目 | 要求", "1 | a", "2 | b"]


def test_an_excerpt_counts_the_rows_of_the_body_that_it_leaves_out() -> None:
    table = plain_table([["项目"], *([str(n)] for n in range(10))], header_rows=1)
    shown = excerpt(table, [0, 3, 4])
    assert (shown.table.lines(), shown.left_out) == (["项目", "2", "3"], 8)


def test_a_slice_of_the_text_gives_the_rows_that_it_touches_under_their_head() -> None:
    clause = table_clause(BRAKES)
    start = clause.text.index("后闸")
    quoted = quoted_rows(clause, start, start + 2)
    assert quoted is not None
    assert quoted.lines() == ["条件 | 制动", "条件 | 车闸 | 距离 m", "干态 | 后闸 | ≤15"]


def test_a_slice_outside_the_rows_gives_no_table() -> None:
    clause = table_clause(BRAKES)
    assert quoted_rows(clause, 0, len("单位为米")) is None


def test_rows_that_read_alike_are_told_apart_by_their_place() -> None:
    table = plain_table([["a", "b"], ["1", "2"], ["1", "2"]], header_rows=1)
    clause = table_clause(table)
    quoted = quoted_rows(clause, clause.text.rindex("1"), len(clause.text))
    assert quoted is not None
    assert quoted.rows == 2
