"""What begins a line like a number and is none: references, quantities, dates, rows."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.unit.ingest.clause_helpers import build, numbers

CHINESE = """
    1 范围
    本文件规定了护栏。
    2 要求
    2.1 高度
    高度应合适，
    {line}
    2.2 宽度
    宽度应合适。
    2.3 材料
    应防锈。
    3 检验
    3.1 外观
    目测。
"""
ENGLISH = """
    1 Scope
    This document specifies rails.
    2 Requirements
    2.1 Height
    The height shall be suitable,
    {line}
    2.2 Width
    The width shall be suitable.
    2.3 Material
    Rails shall not rust.
    3 Inspection
    3.1 Appearance
    Look at it.
"""


@pytest.mark.parametrize("indent", ["", "  "], ids=["paragraph", "wrapped"])
@pytest.mark.parametrize(
    "line",
    [
        "2.2的规定适用。",
        "2.2和2.3的要求应同时满足。",
        "2.2、2.3和3.1的要求应同时满足。",
        "2.2～2.3适用于平台。",
        "2.2 和 2.3 的要求应同时满足。",
        "符合2.2的规定。",
        "见表2。",
        "3.1中的方法适用。",
        "10.5 mm以下的缝隙除外。",
        "2.5 kN的荷载适用。",
        "3 m以上的平台除外。",
        "2018年生产的护栏除外。",
        "2018-05-15实施。",
        "2.0.1版软件适用。",
        "3个月内应检验一次。",
        "2%的护栏应抽检。",
        "附录A的规定适用。",
        "第2章的规定适用。",
        "表2给出了高度。",
    ],
)
def test_a_chinese_line_that_goes_on_is_no_clause(line: str, indent: str) -> None:
    assert numbers(build(dedent(CHINESE).replace("{line}", f"{indent}{line}"))) == [
        "1",
        "2",
        "2.1",
        "2.2",
        "2.3",
        "3",
        "3.1",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2.2 and 2.3 apply as well.",
        "2.2 of this document applies.",
        "2.2, 2.3 and 3.1 apply.",
        "10.5 mm gaps are excepted.",
        "3 m above the ground.",
        "2018 and later models are excepted.",
        "Annex A applies.",
        "Section 3 describes inspection.",
        "Table 2 lists the heights.",
        "Figure 1 shows a rail.",
        "5 percent of the rails are inspected.",
    ],
)
def test_an_english_line_that_goes_on_is_no_clause(line: str) -> None:
    assert numbers(build(ENGLISH.format(line=line))) == ["1", "2", "2.1", "2.2", "2.3", "3", "3.1"]
