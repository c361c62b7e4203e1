"""Standards drafted by GB/T 1.1: every structure that the rules know, in one small document of each."""

from __future__ import annotations

import pytest

from app.domain.document import Box, ClauseKind, ClauseTree
from app.ingest.lines import Line, Reading
from app.ingest.tree.clauses import build_clauses
from tests.unit.ingest.clause_helpers import build, by_number, numbers


def test_clauses_reach_five_levels_and_each_stands_under_the_one_above() -> None:
    tree = build("""
        1 范围
        本文件规定了护栏。
        4 要求
        4.1 护栏
        4.1.1 高度
        4.1.1.1 平台上的高度
        4.1.1.1.1 固定平台
        高度应不小于1 050 mm。
        4.1.1.1.2 移动平台
        高度应不小于1 100 mm。
        4.1.1.2 楼梯上的高度
        高度应不小于900 mm。
        4.2 踢脚板
        踢脚板应连续。
        """)
    deep = by_number(tree, "4.1.1.1.2")
    assert [above.number for above in tree.ancestors(deep)] == ["4.1.1.1", "4.1.1", "4.1", "4"]
    assert (deep.title, deep.text) == ("移动平台", "高度应不小于1 100 mm。")


def test_paragraphs_that_are_numbered_and_have_no_heading_are_clauses() -> None:
    tree = build("""
        5 要求
        5.1 护栏应由金属制成，且应防锈。
        5.2 护栏的端部
          应封闭。
        5.3 护栏宜涂成黄色；室内的护栏可不涂色。
        """)
    assert [by_number(tree, number).text for number in ("5.1", "5.2", "5.3")] == [
        "护栏应由金属制成，且应防锈。",
        "护栏的端部应封闭。",
        "护栏宜涂成黄色；室内的护栏可不涂色。",
    ]


def test_lists_nest_and_go_on_after_them() -> None:
    tree = build("""
        5 要求
        5.1 护栏应符合下列要求：
        a) 高度：
        1) 平台上不小于1 050 mm；
        2) 楼梯上不小于900 mm；
        b) 材料：
        ——钢；
        ——铝合金；
        c) 颜色为黄色。
        5.2 踢脚板应连续。
        """)
    items = [clause for clause in tree.clauses if clause.kind is ClauseKind.ITEM]
    assert [item.number for item in items] == ["5.1a)", "5.1a)1)", "5.1a)2)", "5.1b)", "5.1c)"]
    assert by_number(tree, "5.1b)").text == "材料：\n——钢；\n——铝合金；"


def test_dashes_below_a_clause_stay_in_it_a_line_each() -> None:
    tree = build("5 要求\n5.1 护栏的材料为：\n——钢；\n——铝合金。\n5.2 颜色\n黄色。")
    assert by_number(tree, "5.1").text == "护栏的材料为：\n——钢；\n——铝合金。"


@pytest.mark.parametrize(
    ("printed", "number"),
    [("注：", "5.1注"), ("注1：", "5.1注1"), ("注 2：", "5.1注2"), ("示例：", "5.1示例"), ("示例 2：", "5.1示例2")],
)
def test_notes_and_examples_belong_to_their_clause(printed: str, number: str) -> None:
    tree = build(f"5 要求\n5.1 护栏应牢固。\n{printed}自踏面量起。\n5.2 踢脚板\n应连续。")
    part = by_number(tree, number)
    assert (part.text, tree.parent_number(part)) == ("自踏面量起。", "5.1")


def test_terms_have_their_english_on_the_same_line_or_below() -> None:
    tree = build("""
        3 术语和定义
        下列术语和定义适用于本文件。
        3.1 护栏 guard rail
        防止人员坠落的装置。
        3.2
        踢脚板 toe board; kick plate
        防止物体坠落的板。
        注：也称挡板。
        3.3
        中间栏杆
        knee rail
        扶手与踢脚板之间的杆件。
        [来源：GB/T 1234—2020，3.5，有修改]
        4 要求
        4.1 一般要求
        应牢固。
        """)
    terms = {clause.number: clause for clause in tree.clauses if clause.kind is ClauseKind.TERM}
    assert {number: term.title for number, term in terms.items()} == {
        "3.1": "护栏 guard rail",
        "3.2": "踢脚板 toe board; kick plate",
        "3.3": "中间栏杆 knee rail",
    }
    assert terms["3.2"].text == "防止物体坠落的板。"
    assert terms["3.3"].text.startswith("扶手与踢脚板之间的杆件。")


def test_terms_and_abbreviations_in_one_chapter_are_told_apart() -> None:
    tree = build("""
        3 术语、定义和缩略语
        3.1 术语和定义
        下列术语和定义适用于本文件。
        3.1.1
        护栏 guard rail
        防止人员坠落的装置。
        3.2 缩略语
        下列缩略语适用于本文件。
        GR：护栏（Guard Rail）
        """)
    kinds = {clause.number: clause.kind for clause in tree.clauses if clause.number}
    assert kinds == {
        "3": ClauseKind.CHAPTER,
        "3.1": ClauseKind.CLAUSE,
        "3.1.1": ClauseKind.TERM,
        "3.2": ClauseKind.CLAUSE,
    }


ANNEXES = """
    1 范围
    本文件规定了护栏。
    附 录 A
    （规范性）
    试验方法
    A.1 概述
    按本附录试验。
    A.1.1 环境
    温度为20 ℃。
    附录B（资料性附录）安装示例
    B.1 平台
    见图B.1。
    图B.1 平台
    表B.1 尺寸
    附 录 NA
    参 考 文 献
    [1] GB/T 1234—2020 护栏
    [2] 某某手册
"""


def test_annexes_of_both_kinds_have_their_status_title_and_clauses() -> None:
    tree = build(ANNEXES)
    annexes = [clause for clause in tree.clauses if clause.kind is ClauseKind.ANNEX]
    assert [(annex.number, annex.title) for annex in annexes] == [
        ("附录A", "（规范性） 试验方法"),
        ("附录B", "（资料性附录）安装示例"),
    ]
    assert tree.parent_number(by_number(tree, "A.1.1")) == "A.1"
    assert tree.parent_number(by_number(tree, "B.1")) == "附录B"


def test_captions_keep_the_number_of_their_annex() -> None:
    tree = build(ANNEXES)
    assert (by_number(tree, "图B.1").kind, by_number(tree, "图B.1").title) == (ClauseKind.FIGURE, "平台")
    assert by_number(tree, "表B.1").kind is ClauseKind.TABLE


def test_entries_of_the_bibliography_are_items_of_it() -> None:
    tree = build(ANNEXES)
    heading = next(clause for clause in tree.clauses if clause.title == "参 考 文 献")
    assert [entry.number for entry in tree.children(heading.id)] == ["[1]", "[2]"]


def test_foreword_and_introduction_stand_before_the_first_chapter() -> None:
    tree = build("""
        前 言
        本文件按照GB/T 1.1—2020的规定起草。
        本文件代替GB/T 1234—2010，主要变化如下：
        a) 增加了4.2；
        b) 删除了5.3。
        引 言
        0.1 总则
        护栏很重要。
        1 范围
        本文件规定了护栏。
        2 要求
        2.1 高度
        应合适。
        """)
    foreword = tree.clauses[0]
    assert [part.text for part in tree.children(foreword.id)] == ["增加了4.2；", "删除了5.3。"]
    assert "2" in numbers(tree)
    assert by_number(tree, "0.1").title == "总则"


FORMULAS = """
    5 计算
    5.1 荷载
    荷载按式（1）计算：
    F = m × g …………………………（1）
    式中：
    F——荷载，单位为牛（N）；
    m——质量，单位为千克（kg）。
    挠度按式（2）计算，见式（1）：
    d = F / k     （2）
    附录A
    （规范性）
    示例
    A.1 计算示例
    按公式（A.1）计算：
    x = a + b ………………（A.1）
"""


def test_a_numbered_formula_is_a_part_of_its_own_and_a_mention_of_one_is_not() -> None:
    tree = build(FORMULAS)
    formulas = [clause for clause in tree.clauses if clause.kind is ClauseKind.FORMULA]
    assert [(formula.number, tree.parent_number(formula)) for formula in formulas] == [
        ("式(1)", "5.1"),
        ("式(2)", "5.1"),
        ("式(A.1)", "A.1"),
    ]
    assert by_number(tree, "5.1").text == "荷载按式（1）计算："


def test_the_words_after_a_formula_explain_it_and_are_not_it() -> None:
    tree = build(FORMULAS)
    explained = next(clause for clause in tree.clauses if clause.text.startswith("式中："))
    assert explained.kind is ClauseKind.PARAGRAPH
    assert "m——质量" in explained.text


def test_a_fraction_printed_over_three_lines_is_one_formula() -> None:
    page = [
        ("1 计算", 100.0, 112.0),
        ("按式(1)计算。", 120.0, 132.0),
        ("60×n", 140.0, 150.0),
        ("v= ………………(1)", 145.0, 157.0),
        ("1000", 152.0, 162.0),
        ("式中：", 170.0, 182.0),
    ]
    lines = tuple(Line(text, Box(1, 90, y0, 300, y1), size=10.5, begins_paragraph=True) for text, y0, y1 in page)
    tree = ClauseTree(build_clauses(Reading("pdf", lines, 1), "d"))
    formula = by_number(tree, "式(1)")
    assert formula.text == "60×n\nv= ………………(1)\n1000"
    assert [box.y0 for box in formula.boxes] == [140.0, 145.0, 152.0]
    assert by_number(tree, "1").text == "按式(1)计算。"
    assert [box.y0 for box in by_number(tree, "1").boxes] == [100.0, 120.0]


TITLE = "护栏检验规程"


def test_sentences_between_the_title_and_the_first_number_belong_to_the_body() -> None:
    def line(text: str, y: float, *, begins: bool = True, page: int = 2) -> Line:
        return Line(text, Box(page, 70, y, 500, y + 12), begins_paragraph=begins, is_centred=text == TITLE)

    blocks = (
        line(TITLE, 90),
        line("本部分规定了护栏的检验方法，并给出了判定的流程，适用于室内外的各类护栏，", 130),
        line("不适用于桥梁。", 144, begins=False),
        line("1 术语", 170),
        line("1.1 护栏：防止人跌落的构件。", 190),
        line("2 检验", 220),
        line("2.1 检验应每年进行一次。", 240),
    )
    clauses = build_clauses(Reading("pdf", blocks, 3), "d")
    assert clauses[0].kind is ClauseKind.PARAGRAPH
    assert clauses[0].text.startswith("本部分规定了")
    assert clauses[0].text.endswith("不适用于桥梁。")
    assert [clause.number for clause in clauses[1:3]] == ["1", "1.1"]
