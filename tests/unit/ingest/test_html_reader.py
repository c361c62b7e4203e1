"""Web pages: what is the document and what the site's, lists and tables as they are printed, encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.table import TableCell
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.pipeline import read_document
from app.ingest.readers.html.reader import HtmlReader

LAW = "<p>第一条　为了预防火灾，制定本条例。</p><p>第二条　本条例自2024年7月1日起施行。</p>"


def read(tmp_path: Path, page: str | bytes, name: str = "a.html") -> Reading:
    path = tmp_path / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return HtmlReader().read(path)


def lines(reading: Reading) -> list[Line]:
    return [block for block in reading.blocks if isinstance(block, Line)]


def texts(tmp_path: Path, body: str) -> list[str]:
    return [line.text for line in lines(read(tmp_path, f"<html><body>{body}</body></html>"))]


def printed(tmp_path: Path, body: str) -> list[tuple[str | None, str]]:
    return [(line.number, line.text) for line in lines(read(tmp_path, body))]


def table(tmp_path: Path, body: str) -> TableBlock:
    return next(block for block in read(tmp_path, body).blocks if isinstance(block, TableBlock))


def test_scripts_menus_and_hidden_parts_are_no_text(tmp_path: Path) -> None:
    page = (
        "<header><a href='/'>某某网</a></header><nav><a href='/a'>首页</a></nav><script>if (a<b) '<p>';</script>"
        f"<div style='display:none'>隐藏</div>{LAW}<aside>推荐</aside><footer>联系我们</footer>"
    )
    assert texts(tmp_path, page) == ["第一条　为了预防火灾，制定本条例。", "第二条　本条例自2024年7月1日起施行。"]


@pytest.mark.parametrize(
    "furniture",
    [
        "<ul><li><a href='/1'>国务院</a></li><li><a href='/2'>新闻</a></li><li><a href='/3'>政策</a></li></ul>",
        "<div>您现在的位置：首页 &gt; 政策 &gt; 正文</div>",
        "<div>【<a href='javascript:print()'>打印</a>】【<a href='javascript:close()'>关闭窗口</a>】</div>",
        "<div>【字体：<a>大</a> <a>中</a> <a>小</a>】</div>",
        "<div>版权所有：某某网 京ICP备05000001号</div>",
        "<div><h3>相关稿件</h3><p><a href='/1'>解读</a> <a href='/2'>图解</a> <a href='/3'>问答</a></div>",
        "<div>责任编辑：王某</div>",
        "<div title='footer'><p>－5－</p></div>",
        "<div style='mso-element:header'><p>某某公司</p></div>",
    ],
    ids=[
        "menu",
        "breadcrumbs",
        "buttons",
        "font size",
        "imprint",
        "related pages",
        "editor",
        "page number",
        "running line",
    ],
)
def test_the_furniture_of_a_site_is_left_out(furniture: str, tmp_path: Path) -> None:
    assert texts(tmp_path, f"<div>{LAW}</div>{furniture}") == texts(tmp_path, LAW)


def test_a_page_is_no_imprint_because_it_ends_with_one(tmp_path: Path) -> None:
    page = f"<center><table width=778><tr><td>{LAW}</td></tr><tr><td>版权所有 京ICP备1号</td></tr></table></center>"
    assert texts(tmp_path, page) == texts(tmp_path, LAW)


def test_references_that_are_links_are_content(tmp_path: Path) -> None:
    references = "".join(f"<li><a href='/{n}'>GB/T {n}-2020 钢</a></li>" for n in (1, 2, 3))
    assert len(texts(tmp_path, f"{LAW}<ul>{references}</ul>")) == 5


def test_what_is_marked_as_the_main_part_is_the_document(tmp_path: Path) -> None:
    page = (
        f"<div>本站公告：系统将于今晚维护，请提前保存。</div><main><h1>条例</h1>{LAW}</main><p>读者评论：写得好。</p>"
    )
    assert texts(tmp_path, page)[0] == "条例"
    assert len(texts(tmp_path, page)) == 3


def test_a_main_part_that_holds_next_to_nothing_is_not_believed(tmp_path: Path) -> None:
    assert len(texts(tmp_path, f"<main>正文</main><div>{LAW}</div>")) == 3


def test_headings_have_levels_and_are_not_given_twice(tmp_path: Path) -> None:
    found = lines(
        read(tmp_path, "<h1>1 总则<a href='#id1'>¶</a></h1><h2>1 总则</h2><h2>1.1 一般要求</h2><p>应符合本规范。")
    )
    assert [(line.text, line.heading_level) for line in found] == [
        ("1 总则", 1),
        ("1.1 一般要求", 2),
        ("应符合本规范。", None),
    ]


@pytest.mark.parametrize(
    ("items", "marks"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.", "2."]),
        ("<ol start=3><li>甲<li>乙</ol>", ["3.", "4."]),
        ("<ol type=a><li>甲<li>乙</ol>", ["a.", "b."]),
        ("<ol type=I><li>甲<li>乙</ol>", ["I.", "II."]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2.", "1."]),
        ("<ol><li value=7>甲<li>乙</ol>", ["7.", "8."]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、", "二、"]),
        ("<ol style='list-style:none'><li>甲<li>乙</ol>", [None, None]),
        ("<ul><li>甲<li>乙</ul>", ["——", "——"]),
        ("<ul style='list-style-type:none'><li>甲<li>乙</ul>", [None, None]),
    ],
)
def test_a_list_item_has_the_mark_that_a_browser_prints(items: str, marks: list[str], tmp_path: Path) -> None:
    assert printed(tmp_path, items) == list(zip(marks, ["甲", "乙"], strict=True))


def test_a_mark_that_the_text_prints_itself_is_not_given_twice(tmp_path: Path) -> None:
    assert printed(tmp_path, "<ol><li>1．甲<li>（二）乙</ol><ul><li>第三条 丙</ul>") == [
        (None, "1．甲"),
        (None, "（二）乙"),
        (None, "第三条 丙"),
    ]


def test_a_list_in_a_list_counts_by_itself(tmp_path: Path) -> None:
    assert printed(tmp_path, "<ol><li>甲<ol type=a><li>子<li>丑</ol><li>乙</ol>") == [
        ("1.", "甲"),
        ("a.", "子"),
        ("b.", "丑"),
        ("2.", "乙"),
    ]


def test_lines_break_where_a_browser_breaks_them(tmp_path: Path) -> None:
    assert texts(
        tmp_path, "&emsp;&emsp;1 范围<br>&nbsp;&nbsp;本标准规定了<b>叉车</b>的\n要求。<dl><dt>叉车</dt><dd>车</dd></dl>"
    ) == [
        "1 范围",
        "本标准规定了叉车的要求。",
        "叉车",
        "车",
    ]
    assert texts(tmp_path, "<pre>a b\n  c</pre>") == ["a b", "c"]
    assert texts(tmp_path, "<p>the force\nof 5&nbsp;N") == ["the force of 5 N"]


def test_exponents_and_formulas_keep_their_meaning(tmp_path: Path) -> None:
    assert texts(tmp_path, "<p>h&le;3.5&times;10<sup>-3</sup> km<sup>2</sup>，CO<sub>2</sub>") == [
        "h≤3.5×10⁻³ km²，CO₂"
    ]
    formula = (
        "<math><mn>1</mn><mo>+</mo><mfrac><mn>0.7</mn><msqrt><msub><mi>μ</mi><mi>z</mi></msub></msqrt></mfrac></math>"
    )
    assert texts(tmp_path, f"<p>不应小于{formula}。") == ["不应小于1+0.7/(√(μ_z))。"]


def test_a_table_keeps_its_spans_caption_and_head(tmp_path: Path) -> None:
    page = (
        "<p>见表1</p><table><caption>表1 额定<br>载荷</caption><tr><th rowspan=2>型号<th colspan=2>载荷<br>kg"
        "<tr><th>最小<th>最大<tr><td>A<td>500<td>1000</table>"
    )
    block = table(tmp_path, page)
    assert block.table.header_rows == 2
    assert block.table.cells[:2] == (TableCell(0, 0, "型号", 2, 1), TableCell(0, 1, "载荷kg", 1, 2))
    assert block.table.lines()[1:] == ["型号 | 最小 | 最大", "A | 500 | 1000"]
    assert texts(tmp_path, page)[-1] == "表1 额定 载荷"


def test_a_head_is_found_where_the_page_marks_none(tmp_path: Path) -> None:
    page = (
        "<table><tr><td rowspan=2>类别<td colspan=2>限值<tr><td>一<br>级<td>二级"
        "<tr><td>噪声<td>55<td>60<tr><td>粉尘<td>1.5<td>2</table>"
    )
    assert table(tmp_path, page).table.header_rows == 2
    assert table(tmp_path, page).table.lines()[1] == "类别 | 一级 | 二级"
    assert table(tmp_path, "<table><tr><td>0x01<td>1<tr><td>0x02<td>2</table>").table.header_rows == 0


def test_rows_belong_to_their_table_when_the_caption_was_never_closed(tmp_path: Path) -> None:
    block = table(tmp_path, "<table><caption><b><div>表1</b></caption><tr><td>甲<td>乙<tr><td>1<td>2</table>")
    assert block.table.lines() == ["甲 | 乙", "1 | 2"]


def test_cells_of_spans_that_overlap_share_no_place(tmp_path: Path) -> None:
    block = table(tmp_path, "<table><tr><td>a<td rowspan=9>b<td>c<tr><td colspan=5>d<td>e</table>")
    places = [
        (row, column)
        for cell in block.table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(places) == len(set(places))
    assert max(row for row, _ in places) < block.table.rows


def test_a_table_in_a_cell_is_read_row_by_row(tmp_path: Path) -> None:
    block = table(tmp_path, "<table><tr><td>甲<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>")
    assert block.table.cells[1].text == "1 | 2\n3 | 4"


def test_a_table_that_only_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    page = f"<table><tr><td>栏目</td><td><h1>条例</h1>{LAW}</td></tr></table>"
    assert [type(block) for block in read(tmp_path, page).blocks] == [Line] * 4


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("named", ["", "utf-8", "gb2312", "iso-8859-1"])
def test_a_page_is_decoded_whatever_encoding_it_names(encoding: str, named: str, tmp_path: Path) -> None:
    page = f"<html><head><meta charset='{named}'></head><body>{LAW}</body></html>".encode(encoding)
    assert [line.text[:3] for line in lines(read(tmp_path, page))] == ["第一条", "第二条"]


def test_a_page_in_one_endless_line_is_read(tmp_path: Path) -> None:
    assert len(texts(tmp_path, f"<p>{'要求' * 100}</p>" * 1_000)) == 1_000


def test_a_saved_archive_of_a_page_is_read(tmp_path: Path) -> None:
    envelope = (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>5.1 =E5=BA=94=E7=AC=A6=E5=90=88</p>\r\n--b--\r\n"
    )
    assert HtmlReader().accepts(envelope)
    assert [line.text for line in lines(read(tmp_path, envelope, "a.mht"))] == ["5.1 应符合"]


def test_a_chapter_on_a_page_of_its_own_knows_its_standard_from_the_window_title(tmp_path: Path) -> None:
    path = tmp_path / "1.html"
    path.write_text(
        "<title>1 总则 — 仓储通用规范 GB 59001-2021</title><h1>1 总则</h1><p>1.0.1 应执行本规范。", encoding="utf-8"
    )
    document = read_document(path)
    assert (document.metadata.number, document.metadata.title) == ("GB 59001-2021", "仓储通用规范")
    assert [clause.number for clause in document.clauses] == ["1", "1.0.1"]


def test_elements_nested_without_end_are_read(tmp_path: Path) -> None:
    assert texts(tmp_path, "<div>" * 5_000 + "5.1 应符合") == ["5.1 应符合"]
