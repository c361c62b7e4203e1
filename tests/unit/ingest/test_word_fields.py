"""Fields and lists of contents in Word documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.documents import paragraph
from tests.unit.ingest.word_helpers import field, field_mark, run, style, texts


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_a_field_prints_its_result_and_not_its_code(tmp_path: Path) -> None:
    body = f"<w:p>{run('按')}{field('REF _Ref1', run('表3'))}{run('的规定')}</w:p>"
    assert texts(tmp_path, body) == ["按表3的规定"]


def test_a_result_within_the_code_of_another_field_does_not_print(tmp_path: Path) -> None:
    inner = field("REF x", run("1"))
    outer = (
        f"{field_mark('begin')}{code('IF')}{inner}{code('= 1')}{field_mark('separate')}{run('真')}{field_mark('end')}"
    )
    assert texts(tmp_path, f"<w:p>{outer}</w:p>") == ["真"]


def test_all_parts_of_a_field_may_stand_in_one_run(tmp_path: Path) -> None:
    parts = (
        '<w:fldChar w:fldCharType="begin"/><w:instrText>SEQ 表</w:instrText><w:t>不印</w:t>'
        '<w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/>'
    )
    assert texts(tmp_path, f"<w:p>{run('表')}<w:r>{parts}</w:r></w:p>") == ["表3"]


@pytest.mark.parametrize("listed", ['TOC \\o "1-3"', 'TOC \\c "表"', "INDEX"])
def test_a_list_of_contents_over_several_paragraphs_is_no_text(tmp_path: Path, listed: str) -> None:
    first = f"<w:p>{field_mark('begin')}{code(listed)}{field_mark('separate')}{run('1 范围 1')}</w:p>"
    last = f"<w:p>{run('2 要求 2')}{field_mark('end')}</w:p>"
    assert texts(tmp_path, paragraph("前言") + first + last + paragraph("正文")) == ["前言", "正文"]


@pytest.mark.parametrize("title", ["目次", "目　录", "Contents"])
def test_the_title_of_a_list_of_contents_goes_with_it(tmp_path: Path, title: str) -> None:
    listed = f'<w:p><w:fldSimple w:instr="TOC">{run("1 范围 1")}</w:fldSimple></w:p>'
    assert texts(tmp_path, paragraph(title) + listed + paragraph("正文")) == ["正文"]


def test_a_title_without_a_list_below_it_stays(tmp_path: Path) -> None:
    assert texts(tmp_path, paragraph("目录") + paragraph("正文")) == ["目录", "正文"]


def test_a_generated_table_of_contents_is_no_text(tmp_path: Path) -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    generated = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('目次')}{paragraph('1 范围 3')}</w:sdtContent></w:sdt>"
    body = generated + paragraph("2 要求 4", '<w:pStyle w:val="T"/>') + paragraph("正文")
    assert texts(tmp_path, body, styles=style("T", "toc 1")) == ["正文"]


def test_a_list_of_contents_that_never_ends_hides_nothing(tmp_path: Path) -> None:
    broken = f"<w:p>{field_mark('begin')}{code('TOC')}{field_mark('separate')}{run('1 范围 1')}</w:p>"
    assert texts(tmp_path, broken + paragraph("正文")) == ["1 范围 1", "正文"]


def test_a_field_that_a_tracked_change_deletes_leaves_the_others_whole(tmp_path: Path) -> None:
    deleted = f"<w:del>{field_mark('begin')}{code('TOC')}</w:del>"
    body = f"<w:p>{deleted}{field('REF x', run('5.2'))}<w:del>{field_mark('end')}</w:del></w:p>"
    assert texts(tmp_path, body) == ["5.2"]


@pytest.mark.parametrize(
    ("formula", "drawn"), [("eq \\o\\ac(○,3)", "③"), ("EQ \\f(a,2b)", "a/2b"), ("eq \\x(unknown)", "")]
)
def test_fields_that_draw_by_their_code_alone_are_drawn(tmp_path: Path, formula: str, drawn: str) -> None:
    body = f"<w:p>{run('第')}{field_mark('begin')}{code(formula)}{field_mark('end')}{run('类')}</w:p>"
    assert texts(tmp_path, body) == [f"第{drawn}类"]
