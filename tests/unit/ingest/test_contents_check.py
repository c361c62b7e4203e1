"""The contents list and the bookmarks against the clause tree."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.document import Issue
from app.ingest.lines import OutlineEntry, Reading
from app.ingest.tree.clauses import build_clauses
from app.ingest.tree.contents_check import MOST_NAMED, contents_issues
from tests.unit.ingest.clause_helpers import paragraphs

CONTENTS = """
    目 次
    前言 ………………………… Ⅱ
    1 范围 …………………………1
    2 要求 …………………………2
    2.1 高度 ………………………2
    2.2 宽度 ………………………3
    附录A（资料性附录）安装示例 …………4
"""
BODY = """
    前言
    本标准按规则起草。
    1 范围
    本标准规定了护栏。
    2 要求
    2.1 高度
    高度应合适。
    2.2 宽度
    宽度应合适。
    附录A
    （资料性附录）
    安装示例
    安装宜由专业人员进行。
"""


def issues(text: str, outline: Sequence[OutlineEntry] = (), labels: Sequence[str] = ()) -> tuple[Issue, ...]:
    reading = Reading("pdf", tuple(paragraphs(text)), 5, page_labels=tuple(labels), outline=tuple(outline))
    return contents_issues(reading, build_clauses(reading, "d"))


def test_a_document_that_keeps_what_its_contents_promise_has_no_issue() -> None:
    assert issues(CONTENTS + BODY, [OutlineEntry("2.1 高度", 2, 3), OutlineEntry("封面", 1, 1)]) == ()


def test_a_promised_clause_that_is_absent_is_named_with_its_page() -> None:
    body = BODY.replace("2.2 宽度\n", "").replace("宽度应合适。", "")
    (issue,) = issues(CONTENTS + body, labels=["", "Ⅱ", "1", "2", "3"])
    assert (issue.code, issue.page) == ("contents_missing", 5)
    assert "2.2 宽度（第 3 页）" in issue.message
    assert "2.1" not in issue.message


def test_a_bookmark_promises_as_the_contents_do() -> None:
    (issue,) = issues(
        BODY, [OutlineEntry("2 要求", 1, 3), OutlineEntry("2.1 高度", 2, 3), OutlineEntry("2.3 颜色", 2, 4)]
    )
    assert (issue.code, issue.page) == ("contents_missing", 4)
    assert "2.3 颜色" in issue.message


def test_another_title_under_the_same_number_is_told() -> None:
    (issue,) = issues(CONTENTS + BODY.replace("2.2 宽度", "2.2 抗风性能试验方法"))
    assert issue.code == "contents_differ"
    assert "2.2 宽度" in issue.message


def test_a_title_printed_a_little_differently_is_the_same() -> None:
    assert issues(CONTENTS.replace("2.1 高度", "2.1 高  度与说明") + BODY) == ()


def test_a_law_whose_chapter_is_missing_is_told() -> None:
    contents = "目 录\n第一章 总则\n第二章 管理\n第三章 附则\n"
    body = "第一章 总则\n第一条 为了规范护栏，制定本办法。\n第三章 附则\n第二条 本办法自公布之日起施行。"
    entries = [OutlineEntry("第二章 管理", 1, 2)]
    (issue,) = issues(contents + body, entries)
    assert "第二章 管理" in issue.message


def test_many_missing_entries_are_counted_and_not_all_named() -> None:
    steps = range(1, 31)
    contents = "目 次\n" + "".join(f"1.{step} 第{step}种护栏 …………{step}\n" for step in steps)
    body = "1 范围\n" + "".join(f"1.{step} 第{step}种护栏\n应牢固。\n" for step in steps if step < 20)
    (issue,) = issues(contents + body)
    assert issue.message.count("种护栏") == MOST_NAMED
    assert "11" in issue.message


def test_a_list_of_which_hardly_anything_is_there_is_no_contents_of_this_file() -> None:
    assert issues("目 次\n1 甲 ……1\n2 乙 ……2\n3 丙 ……3\n4 丁 ……4\n一般说明\n本文没有编号。") == ()
