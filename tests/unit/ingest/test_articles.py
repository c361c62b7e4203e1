"""Laws: chapters, articles, paragraphs and items."""

from __future__ import annotations

import pytest

from app.domain.document import ClauseKind
from app.ingest.tree.law_marks import article_mark
from tests.unit.ingest.clause_helpers import build, by_number, numbers

LAW = """
某某管理条例
（2024年1月1日公布）
目　录
第一章　总　则
第二章　管理
附　则
第一章　总　则
第一条　为了加强管理，制定本条例。
第二条　本条例适用于下列单位：
（一）企业；
（二）事业单位。
前款所称企业，包括分支机构。
第二章　管理
第一节　许可
第三条　申请许可，应当符合下列条件：
（一）有场地：
1.自有场地；
2.租用场地。
（二）有人员。
第三条之一　违反
  第二条的规定的，责令改正。
附　则
第四条　本条例自公布之日起施行。
附件：收费目录
甲类一百元。
"""


def test_articles_and_chapters_are_found_once_and_the_contents_are_not() -> None:
    assert numbers(build(LAW)) == [
        "第一章",
        "第一条",
        "第二条",
        "第二章",
        "第一节",
        "第三条",
        "第三条之一",
        "第四条",
        "附件",
    ]


def test_an_article_holds_its_first_paragraph_and_the_others_are_numbered() -> None:
    tree = build(LAW)
    assert by_number(tree, "第二条").text == "本条例适用于下列单位："
    second = by_number(tree, "第二条第二款")
    assert (second.kind, second.text) == (ClauseKind.PARAGRAPH, "前款所称企业，包括分支机构。")


def test_items_are_named_after_their_paragraph_only_where_there_are_several() -> None:
    tree = build(LAW)
    assert by_number(tree, "第二条第一款第（二）项").text == "事业单位。"
    assert by_number(tree, "第三条第（二）项").text == "有人员。"
    assert by_number(tree, "第三条第（一）项第1目").text == "自有场地；"


def test_an_article_stands_under_its_section() -> None:
    tree = build(LAW)
    assert tree.parent_number(by_number(tree, "第三条")) == "第一节"
    assert tree.parent_number(by_number(tree, "第一节")) == "第二章"


def test_a_reference_at_a_line_start_stays_in_its_article() -> None:
    assert by_number(build(LAW), "第三条之一").text == "违反第二条的规定的，责令改正。"


def test_an_unnumbered_chapter_owns_the_articles_below_it() -> None:
    tree = build(LAW)
    parent = tree.by_id[by_number(tree, "第四条").parent_id or ""]
    assert (parent.kind, parent.number, parent.title) == (ClauseKind.CHAPTER, None, "附　则")


def test_joined_titles_and_texts_give_the_body_once() -> None:
    tree = build(LAW)
    body = "".join(clause.title + clause.text for clause in tree.clauses)
    for words in ("制定本条例", "事业单位", "前款所称企业", "自有场地", "责令改正", "甲类一百元"):
        assert body.count(words) == 1


def test_a_subject_in_brackets_is_the_title() -> None:
    article = by_number(build("第一条【立法目的】为了加强管理，制定本法。\n第二条【范围】本法适用于企业。"), "第一条")
    assert (article.title, article.text) == ("立法目的", "为了加强管理，制定本法。")


@pytest.mark.parametrize("line", ["第十条的规定执行", "第十条、第十一条", "第十条第二款", "第十条规定的"])
def test_references_are_no_articles(line: str) -> None:
    assert article_mark(line) is None


def test_lettered_headings_of_interpretations_are_chapters() -> None:
    tree = build("一、合同的效力\n第一条 合同有效。\n第二条 合同无效的，不予支持。\n二、合同的解除\n第三条 可以解除。")
    assert numbers(tree) == ["一", "第一条", "第二条", "二", "第三条"]
    assert by_number(tree, "第二条").text == "合同无效的，不予支持。"


def test_guidelines_are_numbered_by_their_own_levels() -> None:
    tree = build("""
        一、概述
        本指南适用于各医院。
        二、诊断
        （一）影像检查。
        可选用超声。
        1.超声
        简便易行。
        （二）化验
        三、附注
        """)
    assert numbers(tree) == ["一", "二", "（一）", "1.", "（二）", "三"]
    assert by_number(tree, "（一）").title == "影像检查。"
    assert tree.parent_number(by_number(tree, "1.")) == "（一）"


def test_a_law_with_a_long_table_of_paragraphs_counts_them_on() -> None:
    tail = "\n".join(f"附带的说明文字第{index}行。" for index in range(120))
    tree = build(f"第一条　为了加强管理，制定本办法。\n第二条　本办法自公布之日起施行。\n{tail}")
    assert by_number(tree, "第二条第一百款").text == "附带的说明文字第98行。"
