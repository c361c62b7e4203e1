"""What is printed over the text or on every page, and belongs to none of it."""

from __future__ import annotations

from pathlib import Path

from app.ingest.lines import Line, TableBlock
from app.ingest.readers.pdf import PdfReader
from tests.unit.ingest.pdf_helpers import PdfSketch

FULL = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载而不发生永久变形护栏应当便"


def texts(sketch: PdfSketch) -> list[str]:
    return [block.text for block in PdfReader().read(sketch.save()).blocks if isinstance(block, Line)]


def test_a_large_watermark_set_upright_over_the_text_is_not_read(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    sketch.canvas.setFillGray(0.8)
    sketch.text(150, 340, "内部资料", 60)
    sketch.canvas.setFillGray(0)
    assert texts(sketch.lines(90, 300, *[FULL] * 6)) == [FULL] * 6


def test_a_watermark_over_a_table_stays_out_of_its_cells(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").lines(90, 300, *[FULL] * 3)
    for y in (400, 430, 460):
        sketch.rule(90, y, 390, y)
    for x in (90, 240, 390):
        sketch.rule(x, 400, x, 460)
    for row in range(2):
        sketch.text(95, 420 + 30 * row, "车闸应当灵敏可靠").text(245, 420 + 30 * row, "制动距离不大于规定值")
    blocks = PdfReader().read(sketch.text(100, 440, "样张草案", 60).save()).blocks
    (table,) = [block for block in blocks if isinstance(block, TableBlock)]
    assert table.table.grid() == [["车闸应当灵敏可靠", "制动距离不大于规定值"]] * 2


def test_a_large_title_above_the_text_is_read(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(150, 250, "护栏技术要求", 26).lines(90, 300, *[FULL] * 6)
    assert texts(sketch)[0] == "护栏技术要求"


def test_a_stamp_at_the_same_place_of_every_page_is_not_read(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    for page in range(5):
        sketch.lines(90, 300, *(f"{page}.{row} {FULL[row:]}" for row in range(1, 7)))
        sketch.text(200, 500, "某某标准下载站").next_page()
    found = texts(sketch)
    assert len(found) == 5 * 6
    assert "某某标准下载站" not in found


def test_a_running_number_that_strayed_into_the_text_is_dropped_and_the_cover_keeps_it(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(400, 200, "GB/T 12345—2020", 16).text(150, 300, "护栏技术要求", 26)
    sketch.next_page()
    for page in range(1, 5):
        sketch.lines(90, 200, *(f"{page}.{row} {FULL[row:]}" for row in range(1, 7)))
        sketch.text(400, 320 + 40 * page, "GB/T 12345—2020").text(90, 600, FULL[page:]).next_page()
    found = texts(sketch)
    assert found.count("GB/T 12345—2020") == 1
    assert len(found) == 2 + 4 * 7


def test_page_numbers_of_annexes_are_dropped(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf")
    for page, label in enumerate(("1-1", "A-1", "- 3 -", "第 4 页 共 9 页")):
        sketch.lines(90, 300, *(f"{page}.{row} {FULL[row:]}" for row in range(1, 7)))
        sketch.text(290, 800, label).next_page()
    assert len(texts(sketch)) == 4 * 6
