"""Markdown and plain text: encodings, tables, marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.table import Table, plain_table
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.pipeline import read_document
from app.ingest.readers.plain.markdown import MarkdownReader
from app.ingest.readers.plain.text import TextReader

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


def test_traditional_text_in_big5_is_read(tmp_path: Path) -> None:
    text = "第一條　為了規範管理，制定本規定。\n\n第二條　本規定自發布日起施行。\n"
    assert texts(text_file(tmp_path, text, "big5").blocks) == text.strip().split("\n\n")


def test_a_rare_character_does_not_make_gb18030_big5(tmp_path: Path) -> None:
    text = "第一条　住宅应有厨房，面积不应小于5m²，燃气表应设在\ue5e5厨房。\n"
    assert texts(text_file(tmp_path, text, "gb18030").blocks) == [text.strip()]


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


def table(found: Reading) -> Table | None:
    return next((block.table for block in found.blocks if isinstance(block, TableBlock)), None)


def test_rows_between_bars_need_no_rule_under_a_caption(tmp_path: Path) -> None:
    found = text_file(tmp_path, "===== 表格：表1 分类 =====\n名称 | 一类\n住宅 | 大于54m\n\n正文 a | b\n")
    assert table(found) == plain_table([("名称", "一类"), ("住宅", "大于54m")], header_rows=1)
    assert texts(found.blocks) == ["表1 分类", "正文 a | b"]


def test_two_lines_with_bars_in_running_text_are_no_table(tmp_path: Path) -> None:
    assert table(text_file(tmp_path, "绝对值 |x| 不大于 5\n绝对值 |y| 不大于 6\n")) is None


@pytest.mark.parametrize("unit", ["", "单位为毫米\n"])
def test_rows_between_tabs_under_a_caption_are_a_table(tmp_path: Path, unit: str) -> None:
    found = text_file(tmp_path, f"表2 尺寸\n{unit}项目\t数值\n宽度\t1200\n")
    assert table(found) == plain_table([("项目", "数值"), ("宽度", "1200")], header_rows=1)


def test_rows_of_three_columns_between_tabs_are_a_table_by_themselves(tmp_path: Path) -> None:
    found = text_file(tmp_path, "序号\t项目\t要求\n1\t外观\t光滑\n2\t尺寸\t\n")
    assert table(found) == plain_table([("序号", "项目", "要求"), ("1", "外观", "光滑"), ("2", "尺寸")], header_rows=1)


def test_a_list_of_contents_set_with_tabs_is_no_table(tmp_path: Path) -> None:
    assert table(text_file(tmp_path, "1 范围\t1\n2 要求\t2\n3 试验\t5\n")) is None


ALIGNED = (
    "名称        一类      二类\n--------------------------\n住宅        10 m      20 m\n办公楼      15 m      30 m\n"
)


def test_columns_at_fixed_places_under_a_caption_are_a_table(tmp_path: Path) -> None:
    found = text_file(tmp_path, f"表3 间距\n{ALIGNED}\n正文。\n")
    assert table(found) == plain_table(
        [("名称", "一类", "二类"), ("住宅", "10 m", "20 m"), ("办公楼", "15 m", "30 m")], header_rows=1
    )
    assert texts(found.blocks) == ["表3 间距", "正文。"]


def test_columns_at_fixed_places_without_a_caption_are_text(tmp_path: Path) -> None:
    assert table(text_file(tmp_path, ALIGNED)) is None


def test_paragraphs_under_a_caption_are_no_table(tmp_path: Path) -> None:
    text = "表4 说明\n本表的内容见附录。\n各项  要求  应符合规定。\n不应遗漏任何一项要求。\n"
    assert table(text_file(tmp_path, text)) is None


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


def test_front_matter_for_tools_is_no_text(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "---\nlayout: page\ntags:\n  - 消防\n---\n# 正文\n")) == ["正文"]


def test_front_matter_that_speaks_of_the_document_is_handed_on(tmp_path: Path) -> None:
    fields = 'number: "GB/T 1-2020"\n实施日期: 2020-10-01\nreplaces: [GB/T 1-2009, GB/T 2-2009]\n'
    fields += "代替标准:\n- GB 3\n- GB 4\n"
    assert texts(markdown(tmp_path, f"---\n{fields}layout: page\n---\n# 正文\n")) == [
        "number：GB/T 1-2020",
        "实施日期：2020-10-01",
        "replaces：GB/T 1-2009、GB/T 2-2009",
        "代替标准：GB 3、GB 4",
        "正文",
    ]


def test_a_standard_in_markdown_gets_its_dates_from_a_list_of_facts(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    facts = "- 标准编号：GB/T 1234-2020\n- **发布日期**：2020-03-31\n- 实施日期：2020年10月1日\n"
    body = "## 1 范围\n\n本标准适用于手推车。\n\n## 2 要求\n\n应结实。\n"
    path.write_text(f"# 手推车\n\n{facts}\n{body}", encoding="utf-8")
    metadata = read_document(path).metadata
    assert (metadata.number, metadata.issued, metadata.effective) == ("GB/T 1234-2020", "2020-03-31", "2020-10-01")


def test_the_same_words_in_a_list_of_the_text_keep_their_mark(tmp_path: Path) -> None:
    found = markdown(tmp_path, "# 手推车\n\n## 1 标志\n\n- 标准编号：见封面\n")
    assert [block.number for block in found if isinstance(block, Line)] == [None, None, "——"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1. 甲\n1. 乙\n1. 丙\n", ["1.", "2.", "3."]),
        ("3. 甲\n4. 乙\n", ["3.", "4."]),
        ("1) 甲\n3) 乙\n", ["1)", "3)"]),
        ("1. 甲\n   1. 子\n   1. 丑\n1. 乙\n", ["1.", "1.", "2.", "2."]),
    ],
)
def test_ordered_lists_are_numbered_as_they_are_shown(tmp_path: Path, written: str, shown: list[str]) -> None:
    assert [block.number for block in markdown(tmp_path, written) if isinstance(block, Line)] == shown


def test_a_footnote_stands_below_what_refers_to_it(tmp_path: Path) -> None:
    found = markdown(tmp_path, "制动应可靠[^a]。\n\n下一段。\n\n[^a]: 按附录A执行。\n\n[^b]: 没有**人**提到。\n")
    assert [(block.text, block.is_footnote) for block in found if isinstance(block, Line)] == [
        ("制动应可靠。", False),
        ("按附录A执行。", True),
        ("下一段。", False),
        ("没有人提到。", True),
    ]


def test_a_footnote_of_a_table_stands_below_it(tmp_path: Path) -> None:
    found = markdown(tmp_path, "| 甲 | 乙 |\n| --- | --- |\n| 1[^1] | 2 |\n\n[^1]: 仅限室内。\n")
    assert found == [
        TableBlock(plain_table([("甲", "乙"), ("1", "2")], header_rows=1)),
        Line("仅限室内。", begins_paragraph=True, is_footnote=True),
    ]


def test_what_looks_like_a_footnote_in_a_block_of_code_is_code(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "```\n[^a]: x\n```\n")) == ["[^a]: x"]


def test_raised_and_lowered_text_keeps_its_meaning(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "面积 5 m<sup>2</sup>，CO<sub>2</sub>，10<sup>-3</sup>，a<br>b\n")) == [
        "面积 5 m²，CO₂，10⁻³，a",
        "b",
    ]


def test_a_table_of_html_is_a_table_also_with_blank_lines_in_it(tmp_path: Path) -> None:
    head = "<tr><th>项目</th><th>要求</th></tr>"
    rows = "<tr><td rowspan=2>外观</td><td>甲</td></tr>\n<tr><td>乙</td></tr>"
    [block] = markdown(tmp_path, f"<table>\n{head}\n\n{rows}\n</table>\n")
    assert isinstance(block, TableBlock)
    assert block.table.grid() == [["项目", "要求"], ["外观", "甲"], ["外观", "乙"]]
    assert block.table.header_rows == 1


def test_entities_are_the_characters_that_they_stand_for(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "距离&ge;5&nbsp;m，&lt;&#x2103;&gt;\n")) == ["距离≥5\u00a0m，<℃>"]


def test_what_dialects_hang_on_a_heading_does_not_print(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "## 范围 {#scope .unnumbered}\n\n集合{a}\n")) == ["范围", "集合{a}"]


def test_an_empty_head_is_none(tmp_path: Path) -> None:
    assert markdown(tmp_path, "| | |\n| --- | --- |\n| 1 | 2 |\n") == [TableBlock(plain_table([("1", "2")]))]


def test_nested_lists_keep_their_marks(tmp_path: Path) -> None:
    found = markdown(tmp_path, "1. 甲\n   - 子\n   - 丑\n2. 乙\n")
    assert [(block.number, block.text) for block in found if isinstance(block, Line)] == [
        ("1.", "甲"),
        ("——", "子"),
        ("——", "丑"),
        ("2.", "乙"),
    ]
