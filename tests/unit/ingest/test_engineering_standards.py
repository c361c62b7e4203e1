"""Standards of construction (工程建设标准编写规定): 1.0.1, 款 and 项, lists of words, explanations of the clauses."""

from __future__ import annotations

from app.domain.document import ClauseKind
from tests.unit.ingest.clause_helpers import build, by_number, numbers

STANDARD = """
    1 总 则
    1.0.1 为了保证护栏安全，制定本标准。
    1.0.2 本标准适用于新建护栏。
    2 术 语
    2.0.1 护栏 guard rail
    防止人员坠落的设施。
    2.0.2 踢脚板 toe board
    防止物体坠落的板。
    5 护栏
    5.5 布置
    Ⅰ 一般规定
    5.5.17 护栏的布置应符合下列规定：
    1 平台的护栏应连续。
    2 楼梯的护栏应符合下列规定：
    1）高度不应小于0.90m；
    2）踏步处可断开。
    3 室外护栏的高度不应小于表5.5.17的规定。
    表5.5.17 护栏高度（m）
    注：自踏面算起。
    5.5.17A 改造的护栏不应低于原高度。
    5.5.18 一、二级建筑的护栏应采用不燃材料。
    本标准用词说明
    1 为便于在执行本标准条文时区别对待，对要求严格程度不同的用词说明如下：
    1）表示很严格，非这样做不可的：正面词采用“必须”，反面词采用“严禁”；
    2 条文中指明应按其他有关标准执行的写法为：“应符合……的规定”。
    引用标准名录
    《护栏通用规范》GB 1234
"""
EXPLANATION = """
    条文说明
    1 总 则
    1.0.1 本条说明目的。
    2 术 语
    2.0.1 本条解释护栏。
    5 护栏
    5.5 布置
    5.5.17 本条规定布置。
    5.5.18 本条规定材料。
"""


def test_clauses_stand_under_the_nearest_number_that_is_printed() -> None:
    tree = build(STANDARD)
    assert numbers(tree) == [
        *("1", "1.0.1", "1.0.2", "2", "2.0.1", "2.0.2"),
        *("5", "5.5", "5.5.17", "5.5.17A", "5.5.18"),
    ]
    assert tree.parent_number(by_number(tree, "1.0.1")) == "1"
    assert tree.parent_number(by_number(tree, "5.5.17A")) == "5.5"


def test_numbered_terms_are_terms() -> None:
    term = by_number(build(STANDARD), "2.0.1")
    assert (term.kind, term.title, term.text) == (ClauseKind.TERM, "护栏 guard rail", "防止人员坠落的设施。")


def test_bare_numbers_are_subparagraphs_and_half_brackets_their_items() -> None:
    tree = build(STANDARD)
    parts = [clause.number for clause in tree.clauses if clause.kind is ClauseKind.ITEM]
    assert parts[:5] == ["5.5.17第1款", "5.5.17第2款", "5.5.17第2款1）", "5.5.17第2款2）", "5.5.17第3款"]


def test_levels_counted_in_a_sentence_are_no_list() -> None:
    assert by_number(build(STANDARD), "5.5.18").text == "一、二级建筑的护栏应采用不燃材料。"


def test_the_words_used_and_the_standards_cited_are_parts_of_their_own_at_the_end() -> None:
    tree = build(STANDARD)
    tail = [clause.title for clause in tree.clauses if clause.parent_id is None and not clause.number]
    assert tail == ["本标准用词说明", "引用标准名录"]


def test_the_explanation_has_the_same_numbers_again_under_its_own_heading() -> None:
    tree = build(STANDARD, EXPLANATION)
    explained = [clause for clause in tree.clauses if clause.number == "5.5.17"]
    assert [clause.text[:6] for clause in explained] == ["护栏的布置应", "本条规定布置"]
    assert [above.title for above in tree.ancestors(explained[1])] == ["布置", "护栏", "条文说明"]


def test_an_explanation_may_begin_with_a_later_chapter() -> None:
    late = EXPLANATION.replace("1 总 则\n    1.0.1 本条说明目的。\n    ", "").replace(
        "2 术 语\n    2.0.1 本条解释护栏。\n    ", ""
    )
    tree = build(STANDARD, late)
    assert numbers(tree)[-4:] == ["5", "5.5", "5.5.17", "5.5.18"]
    assert [clause.text for clause in tree.clauses if clause.number == "5.5.18"][1] == "本条规定材料。"
