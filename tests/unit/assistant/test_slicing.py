"""Texts cut into sentences, items and rows."""

from __future__ import annotations

import pytest

from app.assistant.quoting.slicing import mark_of, row_slices, sentence_around, sentence_slices


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_slices(text)]


def test_sentences_end_at_stops_and_items_at_semicolons() -> None:
    assert cut("护栏应牢固。高度应不小于1.1 m；颜色宜为黄色。") == [
        "护栏应牢固。",
        "高度应不小于1.1 m；",
        "颜色宜为黄色。",
    ]


def test_brackets_and_quotation_marks_are_not_cut_through() -> None:
    text = "标识应写明“严禁攀爬；违者罚款。”字样（见图2；附录A另有规定的除外）并保持清晰。"
    assert cut(text) == [text]


def test_a_line_break_made_by_the_page_is_no_end_and_one_made_by_the_author_is() -> None:
    wrapped = "但交流峰值电压小于或等于规定值的，应当按本条的要求执\n行并记录在案。"
    assert cut(wrapped) == [wrapped]
    assert cut("GM/T 0001某某规范\nGM/T 0002另一规范") == ["GM/T 0001某某规范", "GM/T 0002另一规范"]


def test_a_figure_s_labels_are_no_part_of_the_sentence_above() -> None:
    assert cut("结构如图2所示。\n头\n体\n尾") == ["结构如图2所示。", "头\n体\n尾"]


def test_english_abbreviations_end_no_sentence() -> None:
    text = "Use strong methods, e.g. Certificates, for access. Log all events."
    assert cut(text) == ["Use strong methods, e.g. Certificates, for access.", "Log all events."]


def test_nothing_printed_is_lost() -> None:
    text = "甲应符合：\n——一；\n——二（含“三；四”）。\n注：五"
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_rows_are_lines() -> None:
    assert len(row_slices("项目 | 值\n甲；乙 | 1\n丙 | 2")) == 3


def test_a_part_knows_its_whole_sentence() -> None:
    text = "检验应当记录。合格的，准予使用；不合格的，责令改正；仍不合格的，停止使用。记录应保存。"
    start = text.index("不合格的")
    first, last = sentence_around(text, start, text.index("；", start) + 1)
    assert text[first:last] == "合格的，准予使用；不合格的，责令改正；仍不合格的，停止使用。"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("——密钥", "dash"),
        ("● 人员", "bullet"),
        ("a）高度", "letter"),
        ("1）高度", "number"),
        ("（三）有场地", "numeral"),
        ("1.1 m 以上", ""),
        ("高度", ""),
    ],
)
def test_list_marks_are_told_apart(text: str, mark: str) -> None:
    assert mark_of(text) == mark
