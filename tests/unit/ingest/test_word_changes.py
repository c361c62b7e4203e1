"""Tracked changes, wrappers, text boxes and notes of Word documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ingest.lines import Line, TableBlock
from app.ingest.readers.word.docx import DocxReader
from tests.unit.ingest.documents import numbered, paragraph, word_file
from tests.unit.ingest.word_helpers import blocks, cell, lines, run, style, texts

COUNTED = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
DELETED_MARK = "<w:rPr><w:del/></w:rPr>"


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def test_insertions_are_in_and_deletions_are_out(tmp_path: Path) -> None:
    body = f"<w:p>{run('不应')}{deleted('小于')}<w:ins>{run('大于')}</w:ins>{run(' 5 mm')}</w:p>"
    assert texts(tmp_path, body) == ["不应大于 5 mm"]


def test_moved_text_stands_once_where_it_was_moved_to(tmp_path: Path) -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{run('移动的一段。')}</w:moveFrom></w:p>"
    come = f"<w:p><w:moveTo>{run('移动的一段。')}</w:moveTo></w:p>"
    assert texts(tmp_path, gone + paragraph("中间。") + come) == ["中间。", "移动的一段。"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    body = f"<w:p><w:pPr>{DELETED_MARK}</w:pPr>{run('前半句，')}</w:p><w:p>{run('后半句。')}</w:p>"
    assert texts(tmp_path, body) == ["前半句，后半句。"]


def test_a_paragraph_deleted_as_a_whole_leaves_the_form_of_the_next(tmp_path: Path) -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="H"/>{DELETED_MARK}</w:pPr>{deleted("旧标题")}</w:p>'
    [line] = lines(tmp_path, heading + paragraph("正文。"), styles=style("H", "heading 1"))
    assert (line.text, line.heading_level) == ("正文。", None)


def test_a_deleted_paragraph_is_not_counted(tmp_path: Path) -> None:
    mark = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{DELETED_MARK}</w:pPr>'
    body = numbered("甲", 0) + f"<w:p>{mark}{deleted('乙')}</w:p>" + numbered("丙", 0)
    assert [line.number for line in lines(tmp_path, body, numbering=COUNTED)] == ["1", "2"]


def test_links_fields_and_content_controls_hold_text(tmp_path: Path) -> None:
    inline = f"<w:sdt><w:sdtContent>{run('行内控件')}</w:sdtContent></w:sdt>"
    tagged = f"<w:smartTag>{run('标记')}</w:smartTag>"
    body = (
        f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink><w:fldSimple>{run('域')}</w:fldSimple>{inline}{tagged}</w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('块控件')}</w:sdtContent></w:sdt>"
    )
    assert texts(tmp_path, body) == ["链接域行内控件标记", "块控件"]


def test_what_a_content_control_asks_to_be_filled_in_is_no_text(tmp_path: Path) -> None:
    asks = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    inline = f"<w:sdt>{asks}<w:sdtContent>{run('单击此处输入文字')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt>{asks}<w:sdtContent>{paragraph('单击此处输入日期')}</w:sdtContent></w:sdt>"
    assert texts(tmp_path, f"<w:p>{run('正文')}{inline}</w:p>{block}") == ["正文"]


def test_comments_are_no_text(tmp_path: Path) -> None:
    comment = '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    assert texts(tmp_path, f"<w:p>{comment}{run('正文')}</w:p>") == ["正文"]


def test_foreign_parts_are_told_as_missing(tmp_path: Path) -> None:
    reading = DocxReader().read(word_file(tmp_path / "a.docx", paragraph("正文") + "<w:altChunk/>"))
    assert reading.is_partial
    assert [issue.code for issue in reading.issues] == ["embedded_file"]


def test_a_file_nested_deeper_than_anybody_writes_is_refused(tmp_path: Path) -> None:
    from app.ingest.errors import UnreadableFile

    body = "<w:sdt><w:sdtContent>" * 4000 + paragraph("正文") + "</w:sdtContent></w:sdt>" * 4000
    with pytest.raises(UnreadableFile):
        DocxReader().read(word_file(tmp_path / "a.docx", body))


# Hidden text


def test_hidden_text_and_field_codes_do_not_print(tmp_path: Path) -> None:
    body = f"<w:p>{run('隐藏', '<w:vanish/>')}<w:r><w:instrText>PAGE</w:instrText></w:r>{run('可见')}</w:p>"
    assert texts(tmp_path, body) == ["可见"]


def test_text_may_be_hidden_by_its_style_and_shown_in_spite_of_it(tmp_path: Path) -> None:
    hides = "<w:rPr><w:vanish/></w:rPr>"
    styles = style("P", "窗体", hides) + style("C", "隐", hides, "character")
    shown, hidden = run("显示", '<w:vanish w:val="0"/>'), run("隐藏", '<w:rStyle w:val="C"/>')
    by_paragraph = f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("隐藏")}{shown}</w:p>'
    by_character = f"<w:p>{hidden}{run('可见')}</w:p>"
    assert texts(tmp_path, by_paragraph + by_character, styles=styles) == ["显示", "可见"]


def test_a_hidden_paragraph_is_not_counted(tmp_path: Path) -> None:
    mark = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'
    hidden = f"<w:p><w:pPr>{mark}</w:pPr>{run('隐藏', '<w:vanish/>')}</w:p>"
    found = lines(tmp_path, hidden + numbered("甲", 0), numbering=COUNTED)
    assert [(line.number, line.text) for line in found] == [("1", "甲")]


# Text boxes


def drawn(box: str, top: int | None = None) -> str:
    position = f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>' if top else ""
    anchor = f'<wp:anchor xmlns:wp="urn:wp">{position}<w:txbxContent>{box}</w:txbxContent></wp:anchor>'
    choice = f"<mc:Choice><w:drawing>{anchor}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


def test_a_text_box_is_read_once_although_it_is_stored_twice(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<w:p>{drawn(paragraph('文本框'))}</w:p>") == ["文本框"]


def test_a_text_box_within_a_text_box_is_read_once(tmp_path: Path) -> None:
    inner = f"<w:p>{drawn(paragraph('内'))}{run('外')}</w:p>"
    assert texts(tmp_path, f"<w:p>{drawn(inner)}{run('正文')}</w:p>") == ["内", "外", "正文"]


def test_a_table_in_a_text_box_is_a_table(tmp_path: Path) -> None:
    row = f"<w:tr>{cell('a')}{cell('b')}</w:tr>"
    [block] = blocks(tmp_path, f"<w:p>{drawn(f'<w:tbl>{row}{row}</w:tbl>')}</w:p>")
    assert isinstance(block, TableBlock)


def test_text_boxes_of_a_cover_are_read_from_the_top_down(tmp_path: Path) -> None:
    body = (
        f"<w:p>{drawn(paragraph('发布'), 900)}{drawn(paragraph('国家标准'), 100)}{drawn(paragraph('编号'), 200)}</w:p>"
    )
    assert texts(tmp_path, body) == ["国家标准", "编号", "发布"]


def test_text_boxes_without_known_places_are_read_as_stored(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<w:p>{drawn(paragraph('乙'), 900)}{drawn(paragraph('甲'))}</w:p>") == ["乙", "甲"]


# Notes


def note(note_id: int, text: str, kind: str = "footnote") -> str:
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{note_id}"><w:p>{mark}{run(text)}</w:p></w:{kind}>'


def reference(note_id: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{note_id}"/></w:r>'


def test_a_footnote_stands_below_the_paragraph_that_refers_to_it(tmp_path: Path) -> None:
    body = f"<w:p>{run('制动')}{reference(2)}{run('应可靠。')}</w:p>" + paragraph("下一段。")
    found = lines(tmp_path, body, footnotes=note(1, "别的") + note(2, "按附录A试验。"))
    assert [(line.text, line.is_footnote) for line in found] == [
        ("制动应可靠。", False),
        ("按附录A试验。", True),
        ("下一段。", False),
    ]


def test_an_endnote_is_a_note_too(tmp_path: Path) -> None:
    body = f"<w:p>{run('正文。')}{reference(1, 'endnote')}</w:p>"
    found = lines(tmp_path, body, endnotes=note(1, "尾注。", "endnote"))
    assert [(line.text, line.is_footnote) for line in found] == [("正文。", False), ("尾注。", True)]


def test_the_notes_of_a_table_stand_below_it(tmp_path: Path) -> None:
    noted = f"<w:tc><w:p>{run('甲')}{reference(1)}</w:p></w:tc>"
    body = f"<w:tbl><w:tr>{noted}{cell('乙')}</w:tr><w:tr>{cell('1')}{cell('2')}</w:tr></w:tbl>" + paragraph("后。")
    table, footnote, after = blocks(tmp_path, body, footnotes=note(1, "脚注。"))
    assert isinstance(table, TableBlock)
    assert table.table.grid() == [["甲", "乙"], ["1", "2"]]
    assert isinstance(footnote, Line)
    assert (footnote.text, footnote.is_footnote) == ("脚注。", True)
    assert isinstance(after, Line)


def test_a_note_that_refers_to_itself_is_read_once(tmp_path: Path) -> None:
    own = f'<w:footnote w:id="1"><w:p>{run("脚注。")}{reference(1)}</w:p></w:footnote>'
    assert texts(tmp_path, f"<w:p>{run('正文。')}{reference(1)}</w:p>", footnotes=own) == ["正文。", "脚注。"]


def test_the_line_above_the_notes_is_no_note(tmp_path: Path) -> None:
    rule = f'<w:footnote w:id="0" w:type="separator"><w:p>{run("———")}</w:p></w:footnote>'
    assert texts(tmp_path, f"<w:p>{run('正文。')}{reference(0)}</w:p>", footnotes=rule) == ["正文。"]
