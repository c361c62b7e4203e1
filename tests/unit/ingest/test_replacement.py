"""Whose place a standard takes, as covers, forewords and announcements say it."""

from __future__ import annotations

import pytest

from app.domain.standard_id import parse
from app.ingest.metadata.replacement import Replaced, abolished_in, replaced_in_text, replaced_on_cover

OWN = parse("GB/T 100-2020")


def names(found: Replaced) -> tuple[list[str], list[str]]:
    return [str(item) for item in found.whole], [str(item) for item in found.partly]


@pytest.mark.parametrize(
    ("lines", "whole", "partly"),
    [
        (["代替 GB/T 100—2010"], ["GB/T 100-2010"], []),
        (["代  替 GB/T 100—2010"], ["GB/T 100-2010"], []),
        (["GB/T 100—2020 代替 GB/T 100—2010"], ["GB/T 100-2010"], []),
        (
            ["代替 GB/T 100—2010、GB/T 101—2010 和 GB/T 102-2011"],
            ["GB/T 100-2010", "GB/T 101-2010", "GB/T 102-2011"],
            [],
        ),
        (["代替GB/T 100-2009与GB/T 101-2009"], ["GB/T 100-2009", "GB/T 101-2009"], []),
        (["代替 GB 100—2010，", "GB 101—2010"], ["GB 100-2010", "GB 101-2010"], []),
        (["部分代替 GB/T 100—2010"], [], ["GB/T 100-2010"]),
        (["代替 GB/T 100—2010，部分代替 GB/T 101—2010"], ["GB/T 100-2010"], ["GB/T 101-2010"]),
        (["部分代替 GB/T 100—2010，", "GB/T 101—2010"], [], ["GB/T 100-2010", "GB/T 101-2010"]),
        (["代替 GB/T 100—2010（部分）"], [], ["GB/T 100-2010"]),
        (["整合代替 GB/T 100—2010"], ["GB/T 100-2010"], []),
        (
            ["代替 GB/T 5.1—1986~GB/T 5.4—1986"],
            ["GB/T 5.1-1986", "GB/T 5.2-1986", "GB/T 5.3-1986", "GB/T 5.4-1986"],
            [],
        ),
        (["已被 GB/T 100—2025 代替"], [], []),
        (["代替 GB/T 100—2010", "手推车 GB/T 7—2000"], ["GB/T 100-2010"], []),
    ],
)
def test_the_cover_lists_what_is_replaced(lines: list[str], whole: list[str], partly: list[str]) -> None:
    found, partial = names(replaced_on_cover(lines, OWN))
    assert (sorted(found), partial) == (whole, partly)


@pytest.mark.parametrize(
    ("text", "whole", "partly"),
    [
        ("本文件代替GB/T 100—2010《手推车》，与GB/T 100—2010相比，主要变化如下。", ["GB/T 100-2010"], []),
        (
            "本标准代替GB/T 100—2010和GB/T 101—2010。本标准与GB/T 9—2000配合使用。",
            ["GB/T 100-2010", "GB/T 101-2010"],
            [],
        ),
        ("本部分代替GB/T 100.2—2010，与GB/T 3—2010一起使用。", ["GB/T 100.2-2010"], []),
        ("本文件部分代替GB/T 100—2010。", [], ["GB/T 100-2010"]),
        ("本文件代替GB/T 100—2010的第5章。", [], ["GB/T 100-2010"]),
        ("本文件代替GB/T 100—2010《手推车》中的试验方法部分。", [], ["GB/T 100-2010"]),
        ("本文件与GB/T 200—2020共同代替GB/T 100—2010。", ["GB/T 100-2010"], []),
        ("本标准自实施之日起，代替GB/T 100—2010。", ["GB/T 100-2010"], []),
        ("本标准是对GB/T 100—2010《手推车》的修订。", ["GB/T 100-2010"], []),
        (
            "本文件代替以下文件：\n——GB/T 100—2010《手推车》；\n——GB/T 101—2010《货架》。",
            ["GB/T 100-2010", "GB/T 101-2010"],
            [],
        ),
        ("本文件及其所代替文件的历次版本发布情况为：\n——1986年首次发布为GB 100—1986。", [], []),
        ("在征得同意后，可代替GB/T 100—2010规定的试验。", [], []),
        ("本标准的试验不代替GB/T 100—2010。", [], []),
        ("本标准按照GB/T 1.1—2009给出的规则起草。", [], []),
    ],
)
def test_the_foreword_says_what_is_replaced(text: str, whole: list[str], partly: list[str]) -> None:
    assert names(replaced_in_text(text, OWN)) == (whole, partly)


def test_a_standard_does_not_replace_itself() -> None:
    assert not replaced_in_text("本标准代替GB/T 100—2020。", OWN)


def test_an_announcement_abolishes_whole_standards_and_not_single_provisions() -> None:
    text = "原国家标准《甲规范》GB 50016-2006和《乙规范》GB 50045-95同时废止。"
    assert names(abolished_in(text, OWN)) == (["GB 50016-2006", "GB 50045-1995"], [])
    assert not abolished_in("《甲规范》GB 50016-2006第3.1.2条同时废止。", OWN)
    assert not abolished_in("GB 50016-2006相关强制性条文同时废止。", OWN)
