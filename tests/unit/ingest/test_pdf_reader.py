"""PDF: from glyphs to lines, tables and honest issues."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import Line, OcrMode, Reading, ReadOptions, TableBlock
from app.ingest.pdf.pdfium import PdfFile
from app.ingest.readers.pdf import PdfReader
from app.ingest.tree.clauses import build_clauses
from tests.unit.ingest.pdf_helpers import HEIGHT, PdfSketch, turned

FULL = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载而不发生永久变形护栏应当便"
"""A line of 39 characters: with the left margin of 90 points it reaches the right margin."""


WITHOUT_OCR = ReadOptions(ocr=OcrMode.NEVER)


def read(path: Path) -> Reading:
    return PdfReader().read(path)


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Line)]


def test_letter_spaced_chinese_is_closed_and_english_words_keep_their_spaces(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    sketch.text(90, 100, "目        次").text(90, 130, "电 动 自 行 车 electric bicycle").text(90, 160, "4. 1 通信方式")
    sketch.text(90, 190, "speed up to 25 km/h in all modes")
    assert texts(read(sketch.save())) == [
        "目次",
        "电动自行车electric bicycle",
        "4.1 通信方式",
        "speed up to 25 km/h in all modes",
    ]


def test_boxes_are_points_from_the_top_left(tmp_path: Path) -> None:
    reading = read(PdfSketch(tmp_path / "a.pdf").text(90, 100, "护栏应当安装牢固并且能够承受规定的水平荷载", 20).save())
    (line,) = reading.blocks
    assert isinstance(line, Line)
    assert line.box is not None
    assert (line.box.page, round(line.box.x0)) == (1, 90)
    assert line.box.y0 < 100 - 10 < 100 < line.box.y1 < 106


def test_boxes_on_a_turned_page_are_those_of_the_page_as_shown(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 100, "护栏应当安装牢固并且能够承受规定的水平荷载")
    with PdfFile(turned(sketch.save(), 90)) as pdf:
        page = pdf.page(1)
    assert (page.width, page.height) == (HEIGHT, 595.0)
    first = page.glyphs[0]
    assert first.quarter == 1
    assert first.x0 < HEIGHT - 100 < first.x1
    assert first.y0 == pytest.approx(90, abs=1)
    assert texts(read(sketch.path)) == ["护栏应当安装牢固并且能够承受规定的水平荷载"]


def test_running_headers_and_page_numbers_are_dropped_and_cover_lines_kept(tmp_path: Path) -> None:
    sketch = (
        PdfSketch(tmp_path / "a.pdf")
        .text(200, 300, "某某标准护栏技术要求", 20)
        .text(90, 330, "代替某某标准")
        .next_page()
    )
    for number in range(1, 5):
        sketch.text(450, 50, "Q/ZS 101—2024").lines(90, 120, f"{number} 第{number}个标题", FULL).text(
            297, 800, str(number)
        )
        sketch.next_page()
    found = texts(read(sketch.save()))
    assert found[:2] == ["某某标准护栏技术要求", "代替某某标准"]
    assert len(found) == 2 + 4 * 2
    assert not [text for text in found if "Q/ZS" in text or text.isdigit()]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载")
    for row in range(12):
        sketch.text(60, 120 + 16 * row, f"左{row:02d}栏的文字一直写到这一栏的右边为止了")
        sketch.text(320, 120 + 16 * row, f"右{row:02d}栏的文字一直写到这一栏的右边为止了")
    found = texts(read(sketch.save()))
    assert [text[:3] for text in found[1:]] == [f"{side}{row:02d}" for side in "左右" for row in range(12)]


def test_a_ruled_table_is_rows_of_cells_with_a_box_each(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, "表1 制动距离").text(90, 250, FULL)
    for y in (100, 120, 140, 160):
        sketch.rule(90, y, 390, y)
    for x in (90, 190, 290, 390):
        sketch.rule(x, 100, x, 160)
    for row, cells in enumerate((("条件", "车闸", "距离"), ("干态", "前后闸", "≤7"), ("湿态", "单用后闸", "≤19"))):
        for column, cell in enumerate(cells):
            sketch.text(95 + 100 * column, 115 + 20 * row, cell)
    caption, table, after = read(sketch.save()).blocks
    assert isinstance(table, TableBlock)
    assert table.table.grid() == [["条件", "车闸", "距离"], ["干态", "前后闸", "≤7"], ["湿态", "单用后闸", "≤19"]]
    assert [(round(box.y0), round(box.y1)) for box in table.row_boxes] == [(100, 120), (120, 140), (140, 160)]
    assert isinstance(caption, Line)
    assert isinstance(after, Line)
    assert (caption.text, after.text) == ("表1 制动距离", FULL)


def test_a_cell_over_two_rows_is_read_in_both(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, FULL)
    sketch.rule(90, 100, 290, 100).rule(190, 120, 290, 120).rule(90, 140, 290, 140)
    for x in (90, 190, 290):
        sketch.rule(x, 100, x, 140)
    sketch.text(95, 124, "干态").text(195, 115, "≤7").text(195, 135, "≤15")
    (table,) = [block for block in read(sketch.save()).blocks if isinstance(block, TableBlock)]
    assert table.table.grid() == [["干态", "≤7"], ["干态", "≤15"]]


def test_slanting_watermarks_and_false_bold_are_not_read_twice(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").watermark("内部资料").text(90, 100, FULL).text(90.4, 100, FULL)
    assert texts(read(sketch.save())) == [FULL]


def test_raised_small_print_stays_on_its_line(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").lines(90, 100, FULL, "荷载不小于5 kN/m").text(175, 111, "[12]", 6)
    assert texts(read(sketch.save()))[1] == "荷载不小于5 kN/m[12]"


def test_paragraphs_begin_where_the_layout_shows_it(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(111, 100, FULL[:-2]).text(90, 116, FULL).text(90, 132, "固定。")
    sketch.text(111, 148, FULL[:-2]).text(90, 164, "结束。")
    lines = [block for block in read(sketch.save()).blocks if isinstance(block, Line)]
    assert [line.begins_paragraph for line in lines] == [True, False, False, True, False]


def test_a_clause_over_two_pages_is_one_clause_with_the_page_of_its_number(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").lines(90, 100, "1 要求", "1.1 安装").text(111, 132, FULL[:-2]).next_page()
    sketch.text(90, 100, "于检修。").text(90, 132, "1.2 材料").text(
        111, 148, "材料应当防锈并且应当能够承受规定的温度。"
    ).next_page()
    clauses = build_clauses(read(sketch.save()), "d")
    clause = next(clause for clause in clauses if clause.number == "1.1")
    assert clause.text == FULL[:-2] + "于检修。"
    assert clause.page == 1
    assert [span.box.page for span in clause.spans] == [1, 2]
    assert [box.page for box in clause.boxes_of(len(FULL), len(FULL) + 1)] == [2]


def test_a_scan_is_refused_as_one_where_nothing_is_recognised(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    for _ in range(2):
        sketch.scan(tmp_path).text(200, 800, "www.example.com 标准下载网站").next_page()
    with pytest.raises(UnreadableFile) as error:
        PdfReader().read(sketch.save(), WITHOUT_OCR)
    assert error.value.code is UnreadableCode.SCAN


def test_one_scanned_page_is_named_and_a_blank_page_is_not(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    sketch.lines(90, 100, FULL, FULL).next_page().next_page().scan(tmp_path).next_page()
    reading = PdfReader().read(sketch.lines(90, 100, FULL).next_page().save(), WITHOUT_OCR)
    assert [(issue.code, issue.page) for issue in reading.issues] == [("no_text_layer", 3)]
    assert reading.is_partial
    assert len(reading.blocks) == 3


def test_a_layer_of_wrong_characters_is_no_text(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    sketch.lines(90, 100, *["扱扲扴扵扷扸扺扻扽抁抂抃抅抆抇抈抋抌抍抎抏抐抔抙抜抝" for _ in range(10)]).next_page()
    with pytest.raises(UnreadableFile) as error:
        PdfReader().read(sketch.save(), WITHOUT_OCR)
    assert error.value.code is UnreadableCode.SCAN


def test_encrypted_and_damaged_files_say_which(tmp_path: Path) -> None:
    locked = PdfSketch(tmp_path / "locked.pdf", password="secret").text(90, 100, FULL).next_page().save()
    with pytest.raises(UnreadableFile) as error:
        read(locked)
    assert error.value.code is UnreadableCode.ENCRYPTED
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(UnreadableFile) as error:
        read(broken)
    assert error.value.code is UnreadableCode.DAMAGED


def test_a_page_image_has_three_bytes_a_pixel_and_no_padding(tmp_path: Path) -> None:
    path = PdfSketch(tmp_path / "a.pdf").text(90, 100, FULL).next_page().save()
    with PdfFile(path) as pdf:
        image = pdf.render(1, 0.51)
    assert (image.width, image.height) == (304, 430)
    assert len(image.rgb) == 304 * 430 * 3
    assert image.rgb[:3] == b"\xff\xff\xff"


LATIN = "Every guard rail shall be fixed so that it carries the loads that this standard states for its"
"""At 10 points it reaches from the left margin of 90 to about 507."""


def begins(sketch: PdfSketch) -> list[bool]:
    return [block.begins_paragraph for block in read(sketch.save()).blocks if isinstance(block, Line)]


def test_a_line_that_is_short_of_the_next_word_alone_goes_on(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    for row in range(4):
        sketch.text(90, 300 + 12 * row, LATIN, 10, "Helvetica")
    sketch.text(90, 348, LATIN[:81], 10, "Helvetica").text(90, 360, f"misunderstandings {LATIN[:40]}", 10, "Helvetica")
    assert begins(sketch)[4:] == [False, False]


def test_an_entry_that_hangs_is_one_paragraph(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    for row in range(3):
        sketch.text(90, 300 + 36 * row, LATIN, 10, "Helvetica").text(126, 312 + 36 * row, LATIN[:88], 10, "Helvetica")
        sketch.text(126, 324 + 36 * row, "place.", 10, "Helvetica")
    assert begins(sketch) == [True, False, False] * 3
