"""Markdown and plain text: encodings, tables, marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.table import plain_table
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.readers.markdown import MarkdownReader
from app.ingest.readers.text import TextReader

TEXT = "第一条　为了规范管理，制定本规定。\n\n第二条　本规定自2025年7月1日起施行。\n"


def text_file(tmp_path: Path, content: str, encoding: str = "utf-8") -> Reading:
    path = tmp_path / "a.txt"
    path.write_bytes(content.encode(encoding))
    return TextReader().read(path)


def markdown(tmp_path: Path, content: str) -> list[Line | TableBlock]:
    path = tmp_path / "a.md"
    path.write_text(content, encoding="utf-8")
    return list(MarkdownReader().read(path).blocks)


def texts(blocks: object) -> list[str]:
    assert isinstance(blocks, list | tuple)
    return [block.text for block in blocks if isinstance(block, Line)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_text_is_the_same_in_every_encoding_of_offices(tmp_path: Path, encoding: str) -> None:
    found = text_file(tmp_path, TEXT, encoding)
    assert texts(found.blocks) == ["第一条　为了规范管理，制定本规定。", "第二条　本规定自2025年7月1日起施行。"]
    assert not found.is_partial


def test_a_stray_byte_is_told_and_makes_the_reading_partial(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT * 40).encode() + b"\xff")
    found = TextReader().read(path)
    assert found.is_partial
    assert [issue.code for issue in found.issues] == ["bad_characters"]


def test_a_table_behind_a_separator_keeps_its_caption(tmp_path: Path) -> None:
    found = text_file(tmp_path, "===== 表格：表5.1.1 分类 =====\n名称 | 一类\n--- | ---\n住宅 | 大于54m\n\n注：略\n")
    assert found.blocks[:2] == (
        Line("表5.1.1 分类", begins_paragraph=True),
        TableBlock(plain_table([("名称", "一类"), ("住宅", "大于54m")], header_rows=1)),
    )
    assert texts(found.blocks)[-1] == "注：略"


def test_a_caption_is_not_given_twice(tmp_path: Path) -> None:
    found = text_file(tmp_path, "表3.0.1 分类\n===== 表格：分类表 =====\n甲 | 乙\n--- | ---\n1 | 2\n")
    assert texts(found.blocks) == ["表3.0.1 分类"]


def test_lines_broken_at_a_fixed_width_are_one_paragraph(tmp_path: Path) -> None:
    wrapped = "\n".join(["这一行正好写满四十个汉字的宽度因此下一行接着写同一句话而不是新的一段文字啊" * 1] * 12)
    found = text_file(tmp_path, f"　　{wrapped}\n")
    begins = [line.begins_paragraph for line in found.blocks if isinstance(line, Line)]
    assert begins == [True] + [False] * 11


def test_markdown_headings_have_levels_and_comments_are_gone(tmp_path: Path) -> None:
    found = markdown(tmp_path, "# 规定\n\n2025年发布\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 内容。\n")
    assert [(line.text, line.heading_level) for line in found if isinstance(line, Line)] == [
        ("规定", 1),
        ("2025年发布", None),
        ("第一章 总则", 2),
        ("第一条 内容。", None),
    ]


def test_markdown_lists_keep_their_marks(tmp_path: Path) -> None:
    found = markdown(tmp_path, "1. 甲\n2. 乙\n\n- 丙\n")
    assert [(line.number, line.text) for line in found if isinstance(line, Line)] == [
        ("1.", "甲"),
        ("2.", "乙"),
        ("——", "丙"),
    ]


def test_markdown_marks_of_emphasis_do_not_print(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "**应**符合`GB/T 1`的\\*规定\\*，见[附录](a.md)。\n")) == [
        "应符合GB/T 1的*规定*，见附录。"
    ]


def test_an_indented_line_is_text_and_not_code(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "应符合下列规定：\n\n    1 住宅应有厨房；\n")) == [
        "应符合下列规定：",
        "1 住宅应有厨房；",
    ]


def test_a_markdown_table_is_a_table(tmp_path: Path) -> None:
    assert markdown(tmp_path, "| 甲 | 乙 |\n| --- | --- |\n| 1<br>2 | **3** |\n") == [
        TableBlock(plain_table([("甲", "乙"), ("1 2", "3")], header_rows=1))
    ]


def test_html_in_markdown_loses_its_tags(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "<div>\n<p>第一段</p>\n<script>x()</script>\n</div>\n\n正文\n")) == [
        "第一段",
        "正文",
    ]


def test_front_matter_is_no_text(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, '---\ntitle: "手册"\n---\n# 正文\n')) == ["正文"]
