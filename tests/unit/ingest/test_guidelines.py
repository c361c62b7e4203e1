"""Guidelines, decisions and notices: 一、 （一） 1. （1） ①, after GB/T 9704."""

from __future__ import annotations

from app.domain.document import ClauseKind
from tests.unit.ingest.clause_helpers import build, by_number, numbers

GUIDELINE = """
    护栏安装指南
    为了规范护栏的安装，保障人身安全，制定本指南，请遵照执行。
    一、概述
    护栏防止坠落。
    二、安装
    （一）准备
    1.检查材料
    （1）外观
    无裂纹。
    （2）尺寸
    符合图样。
    2.检查工具
    工具应齐全。
    （二）固定。
    ①打孔；
    ②装螺栓。
    三、验收
    （一）验收由建设单位组织，施工单位和监理单位参加，并记录。
    （二）验收合格的护栏方可使用。
    参考文献
    [1] 某某手册
    附件1
    护栏验收记录
"""


def test_every_level_stands_under_the_wider_one() -> None:
    tree = build(GUIDELINE)
    path = ["（2）", "1.", "（一）", "二"]
    deepest = next(clause for clause in tree.clauses if clause.title == "尺寸")
    assert [deepest.number, *(above.number for above in tree.ancestors(deepest))] == path
    assert deepest.text == "符合图样。"


def test_a_heading_may_end_with_a_full_stop_where_its_text_stands_below() -> None:
    tree = build(GUIDELINE)
    fixing = next(clause for clause in tree.clauses if clause.title == "固定。")
    assert [item.text for item in tree.children(fixing.id)] == ["打孔；", "装螺栓。"]


def test_a_numbered_sentence_is_text() -> None:
    accepted = [clause for clause in build(GUIDELINE).clauses if clause.text.startswith("验收")]
    assert [(clause.number, clause.title) for clause in accepted] == [("（一）", ""), ("（二）", "")]


def test_the_preamble_the_references_and_the_attachments_are_kept() -> None:
    tree = build(GUIDELINE)
    assert tree.clauses[0].text.startswith("为了规范护栏的安装")
    assert by_number(tree, "附件1").title == "护栏验收记录"
    assert by_number(tree, "[1]").text == "某某手册"


def test_points_that_begin_again_below_a_level_are_items_to_their_end() -> None:
    tree = build("""
        一、概述
        护栏防止坠落。
        二、安装
        （一）准备
        1.材料
        （1）外观
        无裂纹。
        （2）尺寸
        符合图样。
        要点：
        （1）外观应逐件检查，不合格的退回。
        （2）尺寸应抽样检查，并记录结果。
        （3）检查结果应由检验员签字，保存三年。
        （4）复检应由他人进行，不得代签。
        2.工具
        工具应齐全。
        """)
    points = [clause for clause in tree.clauses if clause.text.startswith(("检查结果", "复检"))]
    assert [(point.kind, tree.parent_number(point)) for point in points] == [(ClauseKind.ITEM, "（2）")] * 2
    assert numbers(tree)[-1] == "2."


def test_a_decision_with_counted_paragraphs_keeps_them_whole() -> None:
    tree = build("""
        某某部门关于护栏的决定
        为加强护栏管理，根据有关规定，现决定如下：
        一、对护栏实行定期检验制度，检验周期为一年，由使用单位负责。
        二、对不合格的护栏，应当停止使用。
        三、本决定自公布之日起施行。
        """)
    assert [clause.number for clause in tree.clauses] == [None, "一", "二", "三"]
    assert by_number(tree, "三").text == "本决定自公布之日起施行。"


def test_points_of_whole_sentences_are_units_and_an_enumeration_is_a_list() -> None:
    tree = build("""
        一、使用
        （一）保管
        1.护栏应存放在干燥的室内。
        2.运输：护栏应固定在车上，不得相互碰撞。
        （二）停用
        1.立柱弯曲；
        2.焊缝开裂；
        3.横杆缺失。
        二、处置
        护栏停用后应拆除。
        """)
    kinds = [(clause.number, clause.kind) for clause in tree.clauses if clause.number in ("1.", "2.", "3.")]
    assert kinds == [
        ("1.", ClauseKind.CLAUSE),
        ("2.", ClauseKind.CLAUSE),
        ("1.", ClauseKind.ITEM),
        ("2.", ClauseKind.ITEM),
        ("3.", ClauseKind.ITEM),
    ]


def test_steps_stand_below_the_point_that_they_are_numbered_after() -> None:
    tree = build("""
        一、检修
        （一）步骤
        1.准备
        准备工具。
        2.更换
        2.1拆卸
        拆下横杆。
        2.2安装
        装上横杆，扭矩取
        2.5 N·m。
        （1）复检
        逐件复检。
        二、记录
        记录应存档。
        """)
    assert [(c.number, tree.parent_number(c)) for c in tree.clauses if c.title][3:7] == [
        ("2.", "（一）"),
        ("2.1", "2."),
        ("2.2", "2."),
        ("（1）", "2.2"),
    ]
