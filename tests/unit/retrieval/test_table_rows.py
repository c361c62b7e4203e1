"""A long table is shown by the rows that bear on the question."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.domain.table import plain_table
from app.retrieval.table_rows import telling_excerpt, without_tables

ROWS = [["参数", "说明"], *([f"0x{n:04X}", f"第{n}个参数的说明"] for n in range(30)), ["0x0029", "缺省时间汇报间隔"]]
TABLE = plain_table(ROWS, header_rows=1)
CLAUSE = Clause("d.1", "表12", "参数定义", "\n".join([*TABLE.lines(), "印在表下的说明"]), ClauseKind.TABLE, table=TABLE)


def test_the_rows_that_say_most_of_the_question_come_in_printed_order() -> None:
    shown = telling_excerpt(CLAUSE, CLAUSE.text, "0x0029 的时间间隔，还有 0x0003", 2)
    assert shown is not None
    assert shown.table.lines() == ["参数 | 说明", "0x0003 | 第3个参数的说明", "0x0029 | 缺省时间汇报间隔"]
    assert shown.left_out == 29


def test_a_question_about_none_of_the_rows_shows_the_first_ones() -> None:
    shown = telling_excerpt(CLAUSE, CLAUSE.text, "电梯", 2)
    assert shown is not None
    assert shown.table.lines()[1:] == ["0x0000 | 第0个参数的说明", "0x0001 | 第1个参数的说明"]


def test_only_rows_of_the_share_that_was_found_are_shown() -> None:
    share = "\n".join(CLAUSE.text.split("\n")[20:25])
    shown = telling_excerpt(CLAUSE, share, "0x0029 缺省时间汇报间隔", 3)
    assert shown is not None
    assert "0x0029 | 缺省时间汇报间隔" not in shown.table.lines()


def test_a_clause_that_is_no_table_gives_none() -> None:
    assert telling_excerpt(replace(CLAUSE, table=None), CLAUSE.text, "0x0029", 3) is None


def test_the_words_of_a_passage_without_the_rows_of_its_table() -> None:
    source = Source("d", "f.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN)
    lead = Clause("d.0", "8.9", "", "参数见表12。", ClauseKind.CLAUSE)
    text = f"{lead.text}\n表12 参数定义 {CLAUSE.text}"
    evidence = Evidence(1, 1.0, source, "d.0", "8.9", "8.9", 3, text, (lead, CLAUSE))
    assert without_tables(evidence) == "参数见表12。\n表12 参数定义 "
    share = Evidence(1, 1.0, source, "d.1", "8.9", "8.9", 3, "表12 参数定义\n" + TABLE.lines()[9], (CLAUSE,))
    assert without_tables(share) == "表12 参数定义"
