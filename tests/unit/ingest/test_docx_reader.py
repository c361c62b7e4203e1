"""Word documents as they print, with changes accepted."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.domain.document import ClauseKind
from app.ingest.lines import Line
from app.ingest.pipeline import read_document
from app.ingest.readers.word.docx import DocxReader
from tests.unit.ingest.documents import SPACES, WORD, numbered, paragraph, word_file
from tests.unit.ingest.word_helpers import blocks, run, style, texts

RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_automatic_numbers_stand_beside_the_text(tmp_path: Path) -> None:
    body = numbered("范围", 0) + numbered("要求", 0) + numbered("一般要求", 1)
    found = blocks(tmp_path, body, numbering=NUMBERING)
    assert [(line.number, line.text) for line in found if isinstance(line, Line)] == [
        ("1", "范围"),
        ("2", "要求"),
        ("2.1", "一般要求"),
    ]


def test_a_list_that_word_numbers_in_full_width_digits_is_read(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="%1．"/></w:lvl>'
    list_of = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    list_of += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = numbered("范围", 0) + paragraph("本标准规定了制动。") + numbered("要求", 0) + paragraph("制动应可靠。")
    document = read_document(word_file(tmp_path / "a.docx", body, numbering=list_of))
    assert [clause.title for clause in document.clauses if clause.kind is ClauseKind.CHAPTER] == ["范围", "要求"]


def test_a_number_may_come_from_the_style(tmp_path: Path) -> None:
    styles = style("C", "章标题", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>')
    [line] = blocks(tmp_path, paragraph("范围", '<w:pStyle w:val="C"/>'), styles=styles, numbering=NUMBERING)
    assert isinstance(line, Line)
    assert (line.number, line.heading_level) == ("1", 1)


def test_a_style_inherits_from_the_one_it_is_based_on(tmp_path: Path) -> None:
    styles = style("A", "heading 2", '<w:rPr><w:sz w:val="32"/><w:b/></w:rPr>')
    styles += style("B", "其他", '<w:basedOn w:val="A"/><w:pPr><w:jc w:val="center"/></w:pPr>')
    [line] = blocks(tmp_path, paragraph("标题", '<w:pStyle w:val="B"/>'), styles=styles)
    assert isinstance(line, Line)
    assert (line.heading_level, line.size, line.is_bold, line.is_centred) == (2, 16.0, True, True)


def test_what_is_set_as_body_text_is_no_heading(tmp_path: Path) -> None:
    body_text = '<w:outlineLvl w:val="9"/>'
    styles = style("A", "heading 1") + style("B", "正文样式", f'<w:basedOn w:val="A"/><w:pPr>{body_text}</w:pPr>')
    styles += style("C", "缩进正文", '<w:basedOn w:val="B"/>')
    body = paragraph("标题", '<w:pStyle w:val="A"/>') + paragraph("直接设为正文", f'<w:pStyle w:val="A"/>{body_text}')
    body += paragraph("样式设为正文", '<w:pStyle w:val="B"/>') + paragraph("继承为正文", '<w:pStyle w:val="C"/>')
    found = blocks(tmp_path, body, styles=styles)
    assert [line.heading_level for line in found if isinstance(line, Line)] == [1, None, None, None]


@pytest.mark.parametrize("value", ["²", "", "x", "-1", "99999999999"])
def test_a_number_that_is_none_says_nothing(tmp_path: Path, value: str) -> None:
    says = f'w:val="{value}"'
    properties = f'<w:outlineLvl {says}/><w:numPr><w:ilvl {says}/><w:numId w:val="1"/></w:numPr>'
    sized = f"<w:p><w:pPr>{properties}</w:pPr>{run('范围', f'<w:sz {says}/>')}</w:p>"
    assert blocks(tmp_path, sized) == [Line("范围", begins_paragraph=True)]


def test_the_styles_that_the_document_names_are_the_only_ones_opened(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("标题", '<w:pStyle w:val="A"/>'))
    relation = '<Relationship Id="r1" Type="http://purl.oclc.org/ooxml/relationships/styles" Target="other.xml"/>'
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATED}">{relation}</Relationships>')
        package.writestr("word/other.xml", f"<w:styles {SPACES}>{style('A', 'heading 2')}</w:styles>")
        package.writestr("word/styles.xml", "<broken")
    assert [line.heading_level for line in DocxReader().read(path).blocks if isinstance(line, Line)] == [2]


def test_manual_breaks_make_lines(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<w:p>{run('第一行')}<w:r><w:br/></w:r>{run('第二行')}</w:p>") == ["第一行", "第二行"]


def test_the_strict_dialect_is_read_too(tmp_path: Path) -> None:
    path = word_file(tmp_path / "strict.docx", paragraph("正文"))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(WORD.encode(), STRICT_WORD.encode()))
    assert [block.text for block in DocxReader().read(path).blocks if isinstance(block, Line)] == ["正文"]
