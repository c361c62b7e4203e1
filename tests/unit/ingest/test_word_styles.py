"""What Word paragraphs get from their styles: headings, numbers, looks."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from app.domain.document import ClauseKind
from app.ingest.lines import Line
from app.ingest.pipeline import read_document
from tests.unit.ingest.documents import paragraph, word_file
from tests.unit.ingest.word_helpers import lines, run, style


def level(index: int, text: str, tied: str = "", fmt: str = "decimal") -> str:
    style_of = f'<w:pStyle w:val="{tied}"/>' if tied else ""
    return f'<w:lvl w:ilvl="{index}"><w:numFmt w:val="{fmt}"/>{style_of}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def numbers(properties: str) -> str:
    return f"<w:pPr><w:numPr>{properties}</w:numPr></w:pPr>"


def based_on(style_id: str) -> str:
    return f'<w:basedOn w:val="{style_id}"/>'


def styled(text: str, style_id: str, more: str = "") -> str:
    return paragraph(text, f'<w:pStyle w:val="{style_id}"/>{more}')


NUM = '<w:numId w:val="1"/>'


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("heading 2", 2),
        ("Heading 3", 3),
        ("标题 1", 1),
        ("见出し 1", None),
        ("標題 4", 4),
        ("标题", None),
        ("标准文件_章标题", 1),
        ("标准文件_一级条标题", 2),
        ("标准文件_三级条标题", 4),
        ("标准文件_二级无标题", None),
        ("标准文件_附录标识", 1),
        ("标准文件_附录章标题", 2),
        ("标准文件_附录一级条标题", 3),
        ("Normal", None),
    ],
)
def test_headings_are_known_by_the_names_of_their_styles(tmp_path: Path, name: str, heading: int | None) -> None:
    [line] = lines(tmp_path, styled("文字", "X"), styles=style("X", name))
    assert line.heading_level == heading


def test_an_outline_level_goes_before_the_name(tmp_path: Path) -> None:
    [line] = lines(
        tmp_path, styled("文字", "X"), styles=style("X", "章标题", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    )
    assert line.heading_level == 3


def test_a_clause_without_heading_is_none_although_its_style_is_based_on_one(tmp_path: Path) -> None:
    heading = style("A", "标准文件_一级条标题", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    plain = style("B", "标准文件_一级无标题", based_on("A"))
    [line] = lines(tmp_path, styled("制动应可靠", "B"), styles=heading + plain)
    assert line.heading_level is None


def test_the_level_tied_to_a_style_goes_before_the_one_it_names(tmp_path: Path) -> None:
    styles = style("B", "条", numbers('<w:ilvl w:val="0"/>' + NUM))
    [line] = lines(
        tmp_path, styled("甲", "B"), styles=styles, numbering=numbering(level(0, "%1"), level(1, "%1.%2", "B"))
    )
    assert line.number == "1.1"


def test_a_style_inherits_the_numbering_and_the_level_tied_to_its_base(tmp_path: Path) -> None:
    styles = style("B", "条", numbers(NUM)) + style("C", "条二", based_on("B"))
    found = lines(
        tmp_path, styled("甲", "C"), styles=styles, numbering=numbering(level(0, "%1"), level(1, "%1.%2", "B"))
    )
    assert found[0].number == "1.1"


def test_a_style_may_go_a_level_deeper_than_its_base(tmp_path: Path) -> None:
    styles = style("B", "条", numbers(NUM)) + style("C", "款", based_on("B") + numbers('<w:ilvl w:val="1"/>'))
    [line] = lines(
        tmp_path, styled("甲", "C"), styles=styles, numbering=numbering(level(0, "%1", "B"), level(1, "%1.%2"))
    )
    assert line.number == "1.1"


def test_a_paragraph_may_name_only_the_level_of_its_styles_numbering(tmp_path: Path) -> None:
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    [line] = lines(
        tmp_path,
        styled("甲", "B", deeper),
        styles=style("B", "条", numbers(NUM)),
        numbering=numbering(level(0, "%1"), level(1, "%1.%2")),
    )
    assert line.number == "1.1"


def test_a_paragraph_and_a_style_may_switch_numbering_off(tmp_path: Path) -> None:
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    styles = style("B", "条", numbers(NUM)) + style("C", "无号", based_on("B") + numbers('<w:numId w:val="0"/>'))
    body = styled("甲", "B", off) + styled("乙", "C") + styled("丙", "B")
    found = lines(tmp_path, body, styles=styles, numbering=numbering(level(0, "%1")))
    assert [line.number for line in found] == [None, None, "1"]


def test_a_list_may_take_its_levels_from_a_numbering_style(tmp_path: Path) -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="条款"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="条款"/>{level(0, "第%1条", fmt="chineseCounting")}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = paragraph("甲", f"<w:numPr>{NUM}</w:numPr>")
    assert [line.number for line in lines(tmp_path, body, numbering=linked)] == ["第一条"]


def test_a_heading_that_is_only_its_number_is_a_line(tmp_path: Path) -> None:
    styles = style("A", "标准文件_附录标识", numbers(NUM))
    found = lines(
        tmp_path, styled("", "A") + paragraph("（规范性）"), styles=styles, numbering=numbering(level(0, "附录%1"))
    )
    assert [(line.number, line.text) for line in found] == [(None, "附录1"), (None, "（规范性）")]


def test_bold_comes_from_the_run_its_style_or_the_paragraphs_style(tmp_path: Path) -> None:
    styles = style("P", "粗", "<w:rPr><w:b/></w:rPr>") + style("C", "Strong", "<w:rPr><w:b/></w:rPr>", "character")
    body = (
        styled("甲", "P")
        + f"<w:p>{run('乙', '<w:b/>')}</w:p>"
        + f"""<w:p>{run("丙", "<w:rStyle w:val='C'/>")}</w:p>"""
        + f"""<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("丁", "<w:b w:val='0'/>")}</w:p>"""
    )
    assert [line.is_bold for line in lines(tmp_path, body, styles=styles)] == [True, True, True, False]


def test_a_loop_of_styles_does_no_harm(tmp_path: Path) -> None:
    styles = style("A", "甲", based_on("B")) + style("B", "乙", based_on("A"))
    assert [line.text for line in lines(tmp_path, styled("文字", "A"), styles=styles)] == ["文字"]


def test_a_standard_from_a_template_becomes_chapters_clauses_and_annexes(tmp_path: Path) -> None:
    styles = (
        style("Z", "标准文件_章标题", numbers(NUM))
        + style("Y", "标准文件_一级条标题", numbers(NUM))
        + style("W", "标准文件_一级无标题", based_on("Y") + numbers('<w:ilvl w:val="1"/>'))
        + style("F", "标准文件_附录标识", numbers('<w:numId w:val="2"/>'))
        + style("G", "标准文件_附录章标题", numbers('<w:numId w:val="2"/>'))
    )
    body_levels = numbering(level(0, "%1", "Z"), level(1, "%1.%2", "Y"))
    annex = level(0, "附　录　%1", "F", fmt="upperLetter") + level(1, "%1.%2", "G")
    annex_list = f'<w:abstractNum w:abstractNumId="1">{annex}</w:abstractNum>'
    num = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    title = "<w:r><w:br/><w:t>（规范性）</w:t><w:br/><w:t>试验方法</w:t></w:r>"
    body = (
        styled("范围", "Z")
        + paragraph("本文件规定了制动。")
        + styled("要求", "Z")
        + styled("一般要求", "Y")
        + paragraph("制动应可靠。")
        + styled("制动距离不应大于5 m。", "W")
        + f'<w:p><w:pPr><w:pStyle w:val="F"/></w:pPr>{title}</w:p>'
        + styled("仪器", "G")
        + paragraph("应使用秒表。")
    )
    numbering_part = body_levels.replace("<w:num ", f"{annex_list}<w:num ", 1) + num
    path = word_file(tmp_path / "a.docx", body, styles=styles, numbering=numbering_part)
    clauses = [c for c in read_document(path).clauses if c.kind.is_numbered_unit]
    assert [(c.number, c.title, c.kind) for c in clauses] == [
        ("1", "范围", ClauseKind.CHAPTER),
        ("2", "要求", ClauseKind.CHAPTER),
        ("2.1", "一般要求", ClauseKind.CLAUSE),
        ("2.2", "", ClauseKind.CLAUSE),
        ("附录A", "（规范性） 试验方法", ClauseKind.ANNEX),
        ("A.1", "仪器", ClauseKind.CLAUSE),
    ]


def test_lists_by_another_writer_are_numbered(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "b.docx"))
    from app.ingest.readers.word.docx import DocxReader

    found = [block for block in DocxReader().read(tmp_path / "b.docx").blocks if isinstance(block, Line)]
    assert [(line.number, line.text) for line in found] == [("1.", "甲"), ("2.", "乙")]
