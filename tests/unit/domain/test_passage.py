"""Passages hold every text once, and whole clauses wherever these are of a readable length."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Clause, ClauseKind, Document, Metadata
from app.domain.passage import LONGEST_PASSAGE, Passage, passages_of
from app.domain.table import plain_table


def clause(ordinal: int, kind: ClauseKind, text: str, parent: int | None = None, number: str | None = None) -> Clause:
    parent_id = None if parent is None else f"d.{parent}"
    return Clause(id=f"d.{ordinal}", number=number, title="", text=text, kind=kind, parent_id=parent_id)


def cut(*clauses: Clause) -> list[Passage]:
    document = Document("d", "0" * 64, "f.md", "markdown", None, Metadata(title="某标准"), clauses=clauses)
    return list(passages_of(document))


def test_a_unit_is_one_passage_with_its_paragraphs_and_items() -> None:
    (passage,) = cut(
        clause(0, ClauseKind.CLAUSE, "应符合下列要求：", number="5.1"),
        clause(1, ClauseKind.ITEM, "高度不小于 2 m；", parent=0, number="5.1a)"),
    )
    assert passage.text == "应符合下列要求：\n5.1a)\n高度不小于 2 m；"
    assert passage.clause_ids == ("d.0", "d.1")


def test_a_numbered_unit_below_is_a_passage_of_its_own() -> None:
    upper, lower = cut(
        clause(0, ClauseKind.CLAUSE, "总的要求。", number="5"),
        clause(1, ClauseKind.CLAUSE, "分的要求。", parent=0, number="5.1"),
    )
    assert (upper.number, upper.text) == ("5", "总的要求。")
    assert (lower.number, lower.text) == ("5.1", "分的要求。")


def test_a_heading_without_text_is_no_passage() -> None:
    assert cut(clause(0, ClauseKind.CHAPTER, "", number="5")) == []


def test_a_heading_above_a_long_table_is_no_passage_of_its_own() -> None:
    passages = cut(
        clause(0, ClauseKind.CHAPTER, "", number="5"),
        clause(1, ClauseKind.TABLE, "\n".join(["参数 | 值"] * LONGEST_PASSAGE), parent=0, number="表1"),
    )
    assert {passage.clause_id for passage in passages} == {"d.1"}
    assert all(passage.text for passage in passages)


def test_parts_are_kept_whole_while_they_fit() -> None:
    sentence = "台面应平整。" * (LONGEST_PASSAGE // 12)
    passages = cut(
        clause(0, ClauseKind.CLAUSE, sentence, number="5.1"),
        clause(1, ClauseKind.PARAGRAPH, sentence, parent=0),
        clause(2, ClauseKind.PARAGRAPH, sentence, parent=0),
    )
    assert [clause_id for passage in passages for clause_id in passage.clause_ids] == ["d.0", "d.1", "d.2"]
    assert all(passage.text == "\n".join([sentence] * len(passage.clause_ids)) for passage in passages)


def test_a_passage_that_begins_at_a_table_is_known_by_its_clause() -> None:
    long = "台面应平整。" * (LONGEST_PASSAGE // 6)
    passages = cut(
        clause(0, ClauseKind.CLAUSE, long, number="8.9"),
        clause(1, ClauseKind.TABLE, "\n".join(["参数 | 值"] * LONGEST_PASSAGE), parent=0, number="表12"),
    )
    assert len(passages) > 2
    assert {passage.number for passage in passages} == {"8.9"}


def test_a_part_that_names_its_unit_keeps_its_number() -> None:
    long = "台面应平整。" * (LONGEST_PASSAGE // 6)
    item = cut(
        clause(0, ClauseKind.CLAUSE, long, number="5.2.1"), clause(1, ClauseKind.ITEM, long, parent=0, number="5.2.1a)")
    )
    paragraph = cut(
        clause(0, ClauseKind.CLAUSE, long, number="第十条"),
        clause(1, ClauseKind.PARAGRAPH, long, parent=0, number="第十条第二款"),
    )
    assert [passage.number for passage in item] == ["5.2.1", "5.2.1a)"]
    assert [passage.number for passage in paragraph] == ["第十条", "第十条第二款"]


def test_a_table_outside_any_clause_keeps_its_number() -> None:
    (passage,) = cut(clause(0, ClauseKind.TABLE, "参数 | 值", number="表A.1"))
    assert passage.number == "表A.1"


def test_a_table_of_several_pages_is_cut_between_its_rows() -> None:
    rows = [f"{row} | 参数项{row} | 说明文字" for row in range(400)]
    passages = cut(clause(0, ClauseKind.TABLE, "\n".join(rows), number="表12"))
    assert len(passages) > 3
    assert all(len(passage.text) <= LONGEST_PASSAGE * 3 // 2 for passage in passages)
    assert [row for passage in passages for row in passage.text.split("\n") if row != "表12"] == rows
    assert len({passage.id for passage in passages}) == len(passages)
    assert all(passage.clause_ids == ("d.0",) for passage in passages)


def test_a_text_without_any_good_place_is_cut_at_the_limit() -> None:
    text = "0123456789" * LONGEST_PASSAGE
    assert "".join(passage.text for passage in cut(clause(0, ClauseKind.CLAUSE, text, number="1"))) == text


def test_each_share_of_a_long_table_begins_with_its_caption_and_its_head() -> None:
    table = plain_table([["参数", "说明"], *([f"0x{n:04X}", "说明。其余；" * 5] for n in range(99))], header_rows=1)
    text = "\n".join(table.lines())
    caption = replace(clause(1, ClauseKind.TABLE, text, parent=0, number="表12"), title="参数定义", table=table)
    passages = cut(clause(0, ClauseKind.CHAPTER, "", number="5"), caption)
    assert len(passages) > 2
    assert all(passage.text.startswith("表12 参数定义\n参数 | 说明\n0x") for passage in passages)
    rows = [row for passage in passages for row in passage.text.split("\n") if row.startswith("0x")]
    assert rows == text.split("\n")[1:]


def test_a_head_that_is_a_text_by_itself_is_not_repeated() -> None:
    table = plain_table([["参" * 300, "说明"], *([f"0x{n:04X}", "说明" * 15] for n in range(99))], header_rows=1)
    caption = replace(clause(1, ClauseKind.TABLE, "\n".join(table.lines()), parent=0, number="表12"), table=table)
    passages = cut(clause(0, ClauseKind.CHAPTER, "", number="5"), caption)
    assert [passage.text.startswith("表12\n0x") for passage in passages] == [False, *[True] * (len(passages) - 1)]
