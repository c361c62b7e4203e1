"""Contents lists are found whole and told from formulas, forms and the body."""

from __future__ import annotations

import pytest

from app.ingest.tree.contents import Entry, find_contents
from tests.unit.ingest.clause_helpers import build, by_number, numbers, paragraphs

BODY = """
    前言
    本标准按规则起草。
    1、范围
    本标准规定了护栏的要求。
    2 要求
    2.1 高度
    高度应符合规定。
    附录A
    （规范性附录）
    安装
    A.1 一般要求
    安装应牢固。
"""


def test_an_entry_tells_its_heading_and_its_printed_page() -> None:
    contents = find_contents(
        paragraphs("""
            目 次
            前言 ………………………… Ⅱ
            1 范围............................1
            附录A（规范性附录）安装 ……………… (3)
            """)
    )
    assert contents.entries == (
        Entry("前言", "Ⅱ"),
        Entry("1 范围", "1"),
        Entry("附录A（规范性附录）安装", "3"),
    )
    assert contents.places == frozenset(range(4))


@pytest.mark.parametrize("page", ["ES-1", "2-14", "A-3", "vii", "112"])
def test_pages_of_reports_are_pages(page: str) -> None:
    rows = "\n".join(f"1.{step} Purpose and Scope ............{page}" for step in range(1, 5))
    assert {entry.page for entry in find_contents(paragraphs(rows)).entries} == {page}


def test_an_entry_broken_over_two_lines_is_one() -> None:
    contents = find_contents(
        paragraphs("""
            Table of Contents
            1 Scope ........................ 1
            2 Requirements for the Installation of Rails in
            Buildings of Many Storeys .................. 2
            """)
    )
    assert contents.entries[1].text == "2 Requirements for the Installation of Rails in Buildings of Many Storeys"


def test_a_list_without_page_numbers_ends_where_the_body_begins() -> None:
    tree = build("目 次\n前言\n1范围\n2要求\n附录A（规范性附录）安装", BODY)
    assert numbers(tree) == ["1", "2", "2.1", "附录A", "A.1"]
    assert by_number(tree, "1").title == "范围"
    assert tree.clauses[0].text == "本标准按规则起草。"


def test_the_chapters_of_a_law_stand_in_its_contents_without_pages() -> None:
    tree = build("""
        目 录
        第一章 总则
        第二章 附则
        第一章 总则
        第一条 为了规范护栏，制定本办法。
        第二章 附则
        第二条 本办法自公布之日起施行。
        """)
    assert numbers(tree) == ["第一章", "第一条", "第二章", "第二条"]


def test_numbered_formulas_and_blanks_to_fill_in_are_no_contents() -> None:
    lines = """
        1 计算
        高度按式(1)计算：
        H = a + b ……………………(1)
        B = c + d ……………………(2)
        L = e + f ……………………(3)
        M = g + h ……………………(4)
        检验员 ________________
    """
    assert find_contents(paragraphs(lines)).places == frozenset()


def test_the_foreword_after_the_list_stays_though_its_line_ends_in_a_number() -> None:
    rows = "目 次\n1 范围…………1\n2 要求…………2\n本标准按照 GB/T 1.1\n给出的规则起草。"
    assert len(find_contents(paragraphs(rows)).places) == 3
