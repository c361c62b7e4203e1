"""Marks of list items: what is read as one, and its place in order."""

from __future__ import annotations

import pytest

from app.ingest.tree.marks import ItemMark, item_mark


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("a) 高度", ItemMark("a)", 1, "a)", "高度")),
        ("(2) 高度", ItemMark("(1)", 2, "(2)", "高度")),
        ("（１）适用", ItemMark("(1)", 1, "（１）", "适用")),
        ("１２)适用", ItemMark("1)", 12, "１２)", "适用")),
        ("１．范围", ItemMark("1.", 1, "１．", "范围")),
        ("３、总则", ItemMark("1.", 3, "３、", "总则")),
        ("（十二）处罚", ItemMark("(一)", 12, "（十二）", "处罚")),
        ("②标志", ItemMark("①", 2, "②", "标志")),
    ],
)
def test_a_mark_has_its_value_however_it_is_printed(line: str, mark: ItemMark) -> None:
    assert item_mark(line) == mark


@pytest.mark.parametrize("line", ["范围", "一、二级耐火等级", "1.5 倍", "2018年发布"])
def test_what_is_no_mark_is_none(line: str) -> None:
    assert item_mark(line) is None
