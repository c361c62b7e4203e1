"""Numbered standards: from lines to the clause tree."""

from __future__ import annotations

from app.domain.document import ClauseKind, ClauseTree, Strength
from app.domain.table import plain_table
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.tree.clauses import build_clauses
from tests.unit.ingest.clause_helpers import build, by_number, numbers

STANDARD = """
某某企业标准
前言
本标准按规则起草。
1 范围
本标准规定了护栏的要求。
2 规范性引用文件
GB/T 1234—2020 护栏术语
3 术语和定义
下列术语和定义适用于本文件。
3.1
护栏 guard rail
防止人员坠落的装置。
4 要求
4.1 高度
护栏的高度应符合下列要求：
a) 平台上不小于
  1 050 mm；
b) 楼梯上不小于900 mm。
注：高度自踏面量起。
4.2 护栏应能承受水平荷载，
  其值见5.1的规定。
5 试验方法
5.1 荷载试验
按表1加载。
附录A
（资料性附录）
安装示例
A.1 一般要求
安装宜由专业人员进行。
参考文献
[1] 某某手册
"""


def test_every_numbered_unit_is_found_once_in_order() -> None:
    assert numbers(build(STANDARD)) == ["1", "2", "3", "3.1", "4", "4.1", "4.2", "5", "5.1", "附录A", "A.1"]


def test_cover_lines_are_no_clauses_and_the_foreword_keeps_its_text() -> None:
    tree = build(STANDARD)
    assert "某某企业标准" not in "".join(clause.text + clause.title for clause in tree.clauses)
    foreword = tree.clauses[0]
    assert (foreword.number, foreword.title, foreword.text) == (None, "前言", "本标准按规则起草。")


def test_a_term_has_its_english_equivalent_in_the_title_and_its_definition_as_text() -> None:
    term = by_number(build(STANDARD), "3.1")
    assert (term.kind, term.title, term.text) == (ClauseKind.TERM, "护栏 guard rail", "防止人员坠落的装置。")


def test_a_heading_is_a_title_and_a_numbered_sentence_is_text() -> None:
    tree = build(STANDARD)
    assert by_number(tree, "4.1").title == "高度"
    sentence = by_number(tree, "4.2")
    assert (sentence.title, sentence.text) == ("", "护栏应能承受水平荷载，其值见5.1的规定。")


def test_items_and_notes_are_parts_with_their_own_numbers() -> None:
    tree = build(STANDARD)
    item = by_number(tree, "4.1a)")
    assert (item.kind, item.text) == (ClauseKind.ITEM, "平台上不小于1 050 mm；")
    assert tree.parent_number(item) == "4.1"
    assert by_number(tree, "4.1注").kind is ClauseKind.NOTE


def test_the_notes_below_a_table_belong_to_it_and_not_to_the_item_before_it() -> None:
    lines = ["1 范围", "本标准规定了护栏。", "2 要求", "护栏应符合下列规定：", "a) 高度见表1。", "表1 高度"]
    after = ["注1：自踏面量起。", "注2：不含扶手。", "b) 应牢固。", "注：见附录。"]
    table = TableBlock(plain_table([("部位", "高度"), ("平台", "1 050 mm")]))
    blocks = [*(Line(text, begins_paragraph=True) for text in lines), table]
    blocks += [Line(text, begins_paragraph=True) for text in after]
    clauses = build_clauses(Reading("text", tuple(blocks)), "d")
    tree = ClauseTree(clauses)
    above = {
        clause.text: tree.by_id[clause.parent_id or ""].number for clause in clauses if clause.kind.value == "note"
    }
    assert above == {"自踏面量起。": "表1", "不含扶手。": "表1", "见附录。": "2b)"}


def test_an_annex_takes_its_status_and_heading_and_owns_its_clauses() -> None:
    tree = build(STANDARD)
    annex = by_number(tree, "附录A")
    assert (annex.kind, annex.title) == (ClauseKind.ANNEX, "（资料性附录） 安装示例")
    assert tree.parent_number(by_number(tree, "A.1")) == "附录A"


def test_the_bibliography_ends_the_numbers() -> None:
    *_, heading, entry = build(STANDARD).clauses
    assert (heading.number, heading.title, heading.parent_id) == (None, "参考文献", None)
    assert (entry.number, entry.text, entry.parent_id) == ("[1]", "某某手册", heading.id)


def test_strength_is_marked() -> None:
    tree = build(STANDARD)
    assert by_number(tree, "4.2").strength is Strength.SHALL
    assert by_number(tree, "A.1").strength is Strength.SHOULD


def test_every_span_is_the_slice_that_its_printed_line_shows() -> None:
    printed = [line.strip() for line in STANDARD.splitlines() if line.strip()]
    for clause in build(STANDARD).clauses:
        for span in clause.spans:
            shown = printed[round(span.box.y0 / 16)]
            assert clause.text[span.start : span.end].replace(" ", "") in shown.replace(" ", "")
        covered = sum(span.end - span.start for span in clause.spans)
        assert covered >= len(clause.text.replace("\n", "").strip()) - clause.text.count(" ")


def test_measured_values_at_a_line_start_are_no_clauses() -> None:
    tree = build("""
        1 范围
        本标准适用于护栏。
        2 要求
        2.1 立柱间距不大于
          2.2 mm 的缝隙除外，电压
          2.0 V 以下的装置不适用。
        2.2 材料
        材料应防锈。
        """)
    assert numbers(tree) == ["1", "2", "2.1", "2.2"]
    assert by_number(tree, "2.2").title == "材料"


def test_a_wrapped_reference_is_no_clause() -> None:
    tree = build("""
        1 要求
        1.1 安装应符合
          1.2的规定和
          1.3中的要求。
        1.2 固定
        固定应牢固。
        1.3 防锈
        应防锈。
        """)
    assert numbers(tree) == ["1", "1.1", "1.2", "1.3"]
    assert by_number(tree, "1.3").title == "防锈"


def test_contents_lines_are_no_clauses() -> None:
    tree = build(
        """
        目 次
        1 范围……………………1
        2 要求……………………2
        2.1 高度 …………………2
        """,
        STANDARD,
    )
    assert numbers(tree) == numbers(build(STANDARD))


def test_numbered_steps_are_items_and_do_not_begin_the_chapters_again() -> None:
    tree = build("""
        1 Scope
        This document applies to rails.
        2 Process
        2.1 Steps
        The process has three steps:
        1. Plan the work.
        2. Do the work.
        3. Check the work.
        2.2 Records
        Records shall be kept.
        """)
    assert numbers(tree) == ["1", "2", "2.1", "2.2"]
    assert by_number(tree, "2.1第3项").text == "Check the work."


def test_a_table_belongs_to_its_caption_and_a_second_page_goes_on_with_it() -> None:
    head = ("条件", "距离 m")
    tree = build(
        "1 要求\n1.1 制动\n制动距离应符合表1的规定。\n表1 制动距离",
        TableBlock(plain_table([head, ("干态", "≤7")])),
        TableBlock(plain_table([head, ("湿态", "≤9")])),
        "1.2 质量\n质量应小于或等于55 kg。",
    )
    table = by_number(tree, "表1")
    assert (table.kind, table.title) == (ClauseKind.TABLE, "制动距离")
    assert table.text == "条件 | 距离 m\n干态 | ≤7\n湿态 | ≤9"
    assert tree.parent_number(table) == "1.1"


def test_bare_numbers_after_a_colon_are_the_items_of_engineering_standards() -> None:
    tree = build("""
        3 基本规定
        3.0.1 耐火等级应符合下列规定：
        1 高层应为一级；
        2 多层不应低于二级。
        3.0.2 一、二级建筑的屋面板应采用不燃材料。
        3.0.2A 设施的耐火等级不应低于三级。
        """)
    assert numbers(tree) == ["3", "3.0.1", "3.0.2", "3.0.2A"]
    assert by_number(tree, "3.0.1第2款").text == "多层不应低于二级。"
    assert tree.parent_number(by_number(tree, "3.0.2A")) == "3"


def test_text_without_any_number_is_kept_paragraph_by_paragraph() -> None:
    tree = build("会议通知\n会议于下周召开，\n  请准时参加。")
    assert [clause.text for clause in tree.clauses] == ["会议通知", "会议于下周召开，请准时参加。"]
    assert all(clause.number is None for clause in tree.clauses)


def test_list_items_that_word_numbers_are_items() -> None:
    reading = Reading(
        "docx",
        (
            Line("检验项目", number="6.2", heading_level=2, begins_paragraph=True),
            Line("应检验下列项目：", number="6.2.1", begins_paragraph=True),
            Line("外观；", number="a)", begins_paragraph=True),
            Line("尺寸。", number="b)", begins_paragraph=True),
        ),
    )
    clauses = build_clauses(reading, "d")
    items = [(clause.number, clause.text) for clause in clauses if clause.kind is ClauseKind.ITEM]
    assert items == [("6.2.1a)", "外观；"), ("6.2.1b)", "尺寸。")]


def test_a_list_in_a_page_with_headings_of_its_own_gives_no_chapters() -> None:
    headings = [
        Line("护栏", heading_level=1, begins_paragraph=True),
        Line("安装", heading_level=2, begins_paragraph=True),
    ]
    steps = [Line(text, begins_paragraph=True) for text in ("1. 打孔", "2. 装螺栓", "3. 检查")]
    clauses = build_clauses(Reading("html", (*headings, *steps)), "d")
    assert [clause.title for clause in clauses if clause.kind.is_numbered_unit] == ["护栏", "安装"]
    assert [clause.text for clause in clauses if clause.kind is ClauseKind.ITEM] == ["打孔", "装螺栓", "检查"]
