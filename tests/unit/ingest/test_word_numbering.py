"""Word's automatic numbers, counted as Word counts them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from app.ingest.readers.word_numbering import BULLET, Numbering
from app.ingest.readers.word_numerals import numeral


def level(index: int, text: str, style: str = "decimal", extra: str = "") -> str:
    rules = f'<w_start w_val="1"/><w_numFmt w_val="{style}"/>{extra}<w_lvlText w_val="{text}"/>'
    return f'<w_lvl w_ilvl="{index}">{rules}</w_lvl>'


def numbering(levels: str, nums: str = '<w_num w_numId="1"><w_abstractNumId w_val="0"/></w_num>') -> Numbering:
    return Numbering(
        ElementTree.fromstring(
            f'<numbering><w_abstractNum w_abstractNumId="0">{levels}</w_abstractNum>{nums}</numbering>'
        )
    )


CLAUSES = level(0, "%1") + level(1, "%1.%2") + level(2, "%1.%2.%3")


def test_deeper_levels_start_anew_under_each_higher_number() -> None:
    counter = numbering(CLAUSES)
    assert [counter.next_number("1", depth) for depth in (0, 1, 1, 2, 0, 1, 2)] == [
        "1", "1.1", "1.2", "1.2.1", "2", "2.1", "2.1.1",
    ]  # fmt: skip


def test_a_level_skipped_counts_as_its_start() -> None:
    assert numbering(CLAUSES).next_number("1", 2) == "1.1.1"


def test_a_level_told_not_to_restart_goes_on() -> None:
    counter = numbering(
        level(0, "第%1章", "chineseCountingThousand")
        + level(1, "第%2条", "chineseCounting", '<w_lvlRestart w_val="0"/>')
    )
    assert [counter.next_number("1", depth) for depth in (0, 1, 1, 0, 1)] == [
        "第一章",
        "第一条",
        "第二条",
        "第二章",
        "第三条",
    ]


def test_a_legal_level_prints_higher_numbers_in_digits() -> None:
    counter = numbering(level(0, "第%1章", "chineseCounting") + level(1, "%1.%2", extra="<w_isLgl/>"))
    assert [counter.next_number("1", depth) for depth in (0, 1)] == ["第一章", "1.1"]


def num(num_id: int, override: str = "") -> str:
    return f'<w_num w_numId="{num_id}"><w_abstractNumId w_val="0"/>{override}</w_num>'


def test_nums_of_one_list_count_on_unless_one_restarts() -> None:
    restart = '<w_lvlOverride w_ilvl="0"><w_startOverride w_val="1"/></w_lvlOverride>'
    counter = numbering(level(0, "%1)", "lowerLetter"), num(1) + num(2) + num(3, restart))
    printed = [counter.next_number(num_id, 0) for num_id in ("1", "1", "2", "3", "3")]
    assert printed == ["a)", "b)", "c)", "a)", "b)"]


def test_a_level_tied_to_a_style_is_found_by_it() -> None:
    counter = numbering(level(0, "%1") + level(1, "%1.%2", extra='<w_pStyle w_val="Clause2"/>'))
    assert counter.level_of_style("1", "Clause2") == 1


def test_a_bullet_prints_the_dash_of_the_drafting_rules() -> None:
    assert numbering(level(0, "\uf0b7", "bullet")).next_number("1", 0) == BULLET


@pytest.mark.parametrize("num", ["1", "7"])
def test_numbering_that_is_not_defined_prints_nothing(num: str) -> None:
    assert Numbering(None).next_number(num, 0) == ""


def test_a_number_that_points_nowhere_prints_nothing_beside_a_list_without_name() -> None:
    nameless = ElementTree.fromstring(f"<numbering><w_abstractNum>{CLAUSES}</w_abstractNum></numbering>")
    assert Numbering(nameless).next_number("7", 0) == ""


@pytest.mark.parametrize(
    ("style", "value", "printed"),
    [
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 9, "ix"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 1, "子"),
        ("ideographDigital", 12, "一二"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 10_000, "10000"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("chineseLegalSimplified", 1005, "壹仟零伍"),
        ("chineseLegalSimplified", 0, "零"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalZero", 7, "07"),
        ("unknown", 7, "7"),
        ("none", 7, ""),
    ],
)
def test_the_formats_of_numbers(style: str, value: int, printed: str) -> None:
    assert numeral(value, style) == printed
