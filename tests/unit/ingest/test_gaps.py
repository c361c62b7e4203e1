"""Numbers that are misprinted or misread, found by the place that they take."""

from __future__ import annotations

from tests.unit.ingest.clause_helpers import build, by_number, numbers


def test_a_number_that_lost_its_stop_is_read_with_it() -> None:
    tree = build(
        "1 范围\n本标准规定了护栏。\n2 要求\n21 高度\n高度应合适。\n2.2 宽度\n宽度应合适。\n2。3材料\n2.4 颜色\n红。"
    )
    assert numbers(tree) == ["1", "2", "2.1", "2.2", "2.3", "2.4"]
    assert by_number(tree, "2.1").title == "高度"


def test_a_number_whose_figures_changed_places_stays_as_printed_in_its_place() -> None:
    tree = build("""
        1 要求
        1.1 护栏
        1.1.1 高度
        高度应合适。
        1.2.1 宽度
        宽度应合适。
        1.1.3 颜色
        红。
        1.2 梯子
        梯子应牢固。
        """)
    assert numbers(tree) == ["1", "1.1", "1.1.1", "1.2.1", "1.1.3", "1.2"]
    assert tree.parent_number(by_number(tree, "1.2.1")) == "1.1"


def test_a_value_between_two_clauses_is_not_the_missing_number() -> None:
    tree = build("1 要求\n1.1 高度\n下列数值适用：\n12 个月内应检验一次。\n1.3 颜色\n红。\n2 检验\n应检验。")
    assert numbers(tree) == ["1", "1.1", "1.3", "2"]


def test_clauses_go_on_where_the_heading_above_them_was_lost() -> None:
    tree = build("""
        1 要求
        1.1 护栏
        护栏应牢固。
        1.2.2 高度
        高度应合适。
        1.2.3 宽度
        宽度应合适。
        2 检验
        应检验。
        """)
    assert numbers(tree) == ["1", "1.1", "1.2.2", "1.2.3", "2"]
    assert tree.parent_number(by_number(tree, "1.2.2")) == "1"


def test_a_chapter_may_be_counted_as_lists_count() -> None:
    tree = build("1、范围\n本标准规定了护栏。\n2 要求\n2.1 高度\n高度应合适。\n2.2 宽度\n宽度应合适。")
    assert numbers(tree) == ["1", "2", "2.1", "2.2"]


def test_steps_counted_so_are_no_chapters() -> None:
    tree = build("1 范围\n本标准规定：\n1、高度；\n2、宽度。\n2 要求\n2.1 高度\n高度应合适。\n2.2 宽度\n宽度应合适。")
    assert numbers(tree) == ["1", "2", "2.1", "2.2"]
    assert by_number(tree, "2").title == "要求"
