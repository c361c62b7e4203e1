"""Word's automatic numbers, counted as Word counts them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from app.ingest.readers.plain.characters import BULLET
from app.ingest.readers.word.numbering import Numbering
from app.ingest.readers.word.numerals import numeral


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


def test_a_level_restarts_at_the_nums_first_paragraph_of_that_level() -> None:
    restart = "".join(
        f'<w_lvlOverride w_ilvl="{depth}"><w_startOverride w_val="1"/></w_lvlOverride>' for depth in range(3)
    )
    counter = numbering(CLAUSES, num(1) + num(2, restart))
    before = [counter.next_number("1", depth) for depth in (0, 0, 1)]
    assert before + [counter.next_number("2", depth) for depth in (1, 1, 0)] == ["1", "2", "2.1", "2.1", "2.2", "1"]


def test_a_num_may_replace_a_level_of_its_list() -> None:
    own = '<w_lvlOverride w_ilvl="0">' + level(0, "(%1)", "lowerLetter") + "</w_lvlOverride>"
    counter = numbering(CLAUSES, num(1) + num(2, own))
    assert [counter.next_number(num_id, 0) for num_id in ("1", "2", "1")] == ["1", "(b)", "3"]


def test_a_format_of_its_own_is_printed_like_its_examples() -> None:
    fallback = '<mc_Fallback><w_numFmt w_val="decimal"/></mc_Fallback>'
    custom = f'<mc_Choice><w_numFmt w_val="custom" w_format="001, 002, 003, ..."/></mc_Choice>{fallback}'
    rules = f'<mc_AlternateContent>{custom}</mc_AlternateContent><w_lvlText w_val="%1"/>'
    assert numbering(f'<w_lvl w_ilvl="0">{rules}</w_lvl>').next_number("1", 0) == "001"


def test_a_bullet_that_is_a_word_is_printed() -> None:
    assert numbering(level(0, "注：", "bullet")).next_number("1", 0) == "注："


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
        ("chineseCountingThousand", 102, "一百零二"),
        ("chineseCounting", 102, "一〇二"),
        ("taiwaneseCounting", 20, "二十"),
        ("japaneseCounting", 112, "百十二"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographZodiacTraditional", 1, "甲子"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("decimalEnclosedParen", 21, "(21)"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 113, "113th"),
        ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 12, "Twelfth"),
        ("ordinalText", 20, "Twentieth"),
        ("chicago", 5, "**"),
        ("numberInDash", 3, "- 3 -"),
        ("hex", 11, "B"),
        ("upperRoman", 4000, "4000"),
        ("lowerLetter", 0, "0"),
        ("ideographZodiac", 0, "0"),
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
