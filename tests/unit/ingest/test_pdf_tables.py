"""PDF tables as they are drawn in standards: framed, three-line, sideways, over pages, with what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.domain.document import Clause, ClauseKind
from app.domain.table import TableCell
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.readers.pdf import PdfReader
from app.ingest.tree.clauses import build_clauses
from tests.unit.ingest.pdf_helpers import HEIGHT, PdfSketch, turned

FULL = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载而不发生永久变形护栏应当便"
WIDE = 100.0
HIGH = 20.0


def framed(
    sketch: PdfSketch, x: float, y: float, rows: Sequence[Sequence[str]], *, wide: float = WIDE, high: float = HIGH
) -> PdfSketch:
    """A grid with all its lines, its texts at the left of their cells."""
    columns = len(rows[0])
    for row in range(len(rows) + 1):
        sketch.rule(x, y + high * row, x + wide * columns, y + high * row)
    for column in range(columns + 1):
        sketch.rule(x + wide * column, y, x + wide * column, y + high * len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                sketch.text(x + wide * column + 5, y + high * row + 15, text)
    return sketch


def read(path: Path) -> Reading:
    return PdfReader().read(path)


def tables(reading: Reading) -> list[TableBlock]:
    return [block for block in reading.blocks if isinstance(block, TableBlock)]


def table_clauses(reading: Reading) -> list[Clause]:
    return [clause for clause in build_clauses(reading, "d") if clause.kind is ClauseKind.TABLE]


def test_cells_without_a_line_between_them_are_one(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, FULL)
    sketch.rule(90, 100, 390, 100).rule(190, 120, 390, 120).rule(90, 140, 390, 140).rule(90, 160, 390, 160)
    sketch.rule(90, 100, 90, 160).rule(190, 100, 190, 160).rule(290, 120, 290, 160).rule(390, 100, 390, 160)
    sketch.text(95, 124, "运算").text(250, 115, "坐标系").text(195, 135, "仿射坐标").text(295, 135, "射影坐标")
    sketch.text(95, 155, "加法").text(195, 155, "1I+2M").text(295, 155, "13M")
    (block,) = tables(read(sketch.save()))
    assert block.table.cells[:2] == (
        TableCell(0, 0, "运算", row_span=2),
        TableCell(0, 1, "坐标系", column_span=2),
    )
    assert block.table.header_rows == 2


def test_full_lines_of_a_cell_run_on_and_short_ones_stand_below_each_other(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, FULL)
    framed(sketch, 90, 100, [["项目", ""], ["速度", ""]], wide=140, high=50)
    sketch.lines(235, 120, "试验速度", "km/h").lines(235, 165, "整车装配完整并且加满电后试", "验车速不大于规定值")
    (block,) = tables(read(sketch.save()))
    assert [row[1] for row in block.table.grid()] == ["试验速度\nkm/h", "整车装配完整并且加满电后试验车速不大于规定值"]
    assert block.table.lines()[0] == "项目 | 试验速度 km/h"


def test_a_table_on_a_sideways_page_is_found_and_its_rows_have_their_places(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, FULL)
    framed(sketch, 90, 100, [["项目", "要求"], ["速度", "25"], ["质量", "55"]])
    (block,) = tables(read(turned(sketch.save(), 90)))
    assert block.table.grid() == [["项目", "要求"], ["速度", "25"], ["质量", "55"]]
    assert [(round(box.x0), round(box.x1)) for box in block.row_boxes] == [
        (round(HEIGHT) - end, round(HEIGHT) - end + 20) for end in (120, 140, 160)
    ]


def test_print_set_sideways_in_a_cell_is_read(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, FULL)
    framed(sketch, 90, 100, [["", "要求"], ["速度", "不大于25"]], high=60)
    sketch.canvas.saveState()
    sketch.canvas.translate(140, HEIGHT - 155)
    sketch.canvas.rotate(90)
    sketch.text(0, HEIGHT, "项目")
    sketch.canvas.restoreState()
    (block,) = tables(read(sketch.save()))
    assert block.table.grid()[0] == ["项目", "要求"]


def test_boxes_of_a_drawing_above_its_caption_are_no_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, FULL)
    framed(sketch, 90, 100, [["平台", "", "终端"], ["", "", ""], ["设备", "", "应用"]])
    sketch.text(200, 180, "图1 系统结构").text(90, 220, FULL)
    assert tables(read(sketch.save())) == []


def test_a_bit_layout_above_a_figure_caption_is_a_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 80, FULL)
    framed(sketch, 90, 100, [["15", "14", "13"], ["保留", "分包", "加密"]])
    sketch.text(200, 160, "图2 消息体属性").text(90, 200, FULL)
    assert len(tables(read(sketch.save()))) == 1


def three_lines(sketch: PdfSketch, y: float, head: Sequence[str], rows: Sequence[Sequence[str]]) -> PdfSketch:
    """三线表: rules above and below the head and at the end, no upright ones."""
    for place in (y, y + HIGH, y + HIGH * (len(rows) + 1)):
        sketch.rule(90, place, 490, place)
    for row, texts in enumerate([head, *rows]):
        for column, text in enumerate(texts):
            if text:
                sketch.text(100 + 130 * column, y + HIGH * row + 15, text)
    return sketch


def test_a_three_line_table_under_a_caption_is_a_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, FULL).text(250, 90, "表1 制动距离")
    three_lines(sketch, 100, ["条件", "车闸", "距离"], [["干态", "前后闸", "17"], ["湿态", "后闸", "19"]])
    sketch.text(90, 190, FULL)
    (block,) = tables(read(sketch.save()))
    assert block.table.grid() == [["条件", "车闸", "距离"], ["干态", "前后闸", "17"], ["湿态", "后闸", "19"]]
    assert block.table.header_rows == 1


def test_a_row_without_its_first_cell_is_merged_with_the_one_above(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, FULL).text(250, 90, "表1 制动距离")
    three_lines(sketch, 100, ["条件", "车闸", "距离"], [["干态", "前后闸", "17"], ["", "后闸", "15"]])
    sketch.text(90, 190, FULL)
    (block,) = tables(read(sketch.save()))
    assert block.table.grid()[1:] == [["干态", "前后闸", "17"], ["干态", "后闸", "15"]]


def test_a_line_in_one_column_alone_goes_on_with_its_row(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, FULL).text(250, 90, "表1 制动距离")
    three_lines(
        sketch,
        100,
        ["条件", "车闸", "说明"],
        [["干态", "前后闸", "先前后"], ["", "", "再后闸"], ["湿态", "后闸", "无"]],
    )
    sketch.text(90, 210, FULL)
    (block,) = tables(read(sketch.save()))
    assert [row[:2] for row in block.table.grid()] == [["条件", "车闸"], ["干态", "前后闸"], ["湿态", "后闸"]]


def test_a_rule_under_a_heading_spans_the_columns_of_it(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, FULL).text(250, 90, "表1 距离")
    for x0, y, x1 in ((90, 100, 490), (220, 120, 490), (90, 140, 490), (90, 180, 490)):
        sketch.rule(x0, y, x1, y)
    sketch.text(100, 125, "类别").text(320, 115, "两个出口之间").text(240, 135, "一级").text(400, 135, "二级")
    for row, texts in enumerate((("多层", "40", "35"), ("高层", "30", "20"))):
        for x, text in zip((100, 240, 400), texts, strict=True):
            sketch.text(x, 155 + HIGH * row, text)
    (block,) = tables(read(sketch.text(90, 210, FULL).save()))
    assert block.table.header_rows == 2
    assert block.table.lines() == ["类别 | 两个出口之间", "类别 | 一级 | 二级", "多层 | 40 | 35", "高层 | 30 | 20"]


def test_rules_without_a_caption_are_no_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, FULL)
    three_lines(sketch, 100, ["条件", "车闸", "距离"], [["干态", "前后闸", "17"], ["湿态", "后闸", "19"]])
    assert tables(read(sketch.text(90, 190, FULL).save())) == []


def test_a_paragraph_between_two_rules_under_a_caption_is_no_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, FULL).text(250, 90, "表1 制动距离")
    for y in (100, 120, 180):
        sketch.rule(90, y, 490, y)
    sketch.text(90, 115, FULL).lines(90, 135, FULL, FULL)
    assert tables(read(sketch.save())) == []


def test_rows_that_keep_to_their_columns_under_a_caption_are_a_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, FULL).text(250, 90, "表1 制动距离")
    for row, texts in enumerate((("条件", "车闸", "距离"), ("干态", "前后闸", "17"), ("湿态", "后闸", "19"))):
        for column, text in enumerate(texts):
            sketch.text(100 + 130 * column, 110 + 18 * row, text)
    sketch.text(90, 200, FULL)
    (block,) = tables(read(sketch.save()))
    assert block.table.grid() == [["条件", "车闸", "距离"], ["干态", "前后闸", "17"], ["湿态", "后闸", "19"]]


HEAD = ["项目", "要求", "备注"]


def test_a_table_goes_on_under_a_head_that_is_printed_again(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL).text(250, 100, "表1 参数")
    framed(sketch, 90, 110, [HEAD, ["速度", "25", "甲"]]).next_page()
    framed(sketch, 93, 110, [HEAD, ["质量", "55", "乙"]]).text(90, 200, FULL)
    (clause,) = table_clauses(read(sketch.save()))
    assert clause.text == "项目 | 要求 | 备注\n速度 | 25 | 甲\n质量 | 55 | 乙"
    assert [box.page for box in clause.boxes] == [1, 1, 2]
    (span,) = [span for span in clause.spans if "质量" in clause.text[span.start : span.end]]
    assert (span.box.page, round(span.box.y0)) == (2, 130)


def test_a_table_goes_on_in_the_same_columns_without_a_head(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL).text(250, 100, "表1 参数")
    framed(sketch, 90, 110, [HEAD, ["速度", "25", "甲"]]).next_page()
    framed(sketch, 90, 110, [["质量", "55", "乙"], ["高度", "1100", "丙"]]).text(90, 200, FULL)
    (clause,) = table_clauses(read(sketch.save()))
    assert clause.table is not None
    assert (clause.table.rows, clause.table.header_rows) == (4, 1)


def test_a_caption_that_says_continued_is_left_out(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL).text(250, 100, "表1 参数")
    framed(sketch, 90, 110, [HEAD, ["速度", "25", "甲"]]).next_page()
    sketch.text(250, 100, "表1（续）")
    framed(sketch, 90, 110, [HEAD, ["质量", "55", "乙"]]).text(90, 200, FULL)
    reading = read(sketch.save())
    (clause,) = table_clauses(reading)
    assert clause.text.count("\n") == 2
    assert not any("续" in block.text for block in reading.blocks if isinstance(block, Line))


def test_another_table_on_the_next_page_stays_one_of_its_own(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL).text(250, 100, "表1 参数")
    framed(sketch, 90, 110, [HEAD, ["速度", "25", "甲"]]).next_page()
    sketch.text(250, 100, "表2 另一些参数")
    framed(sketch, 90, 110, [HEAD, ["质量", "55", "乙"]]).text(90, 200, FULL)
    assert [clause.number for clause in table_clauses(read(sketch.save()))] == ["表1", "表2"]


def test_a_cell_that_is_cut_by_the_page_goes_on_over_its_rows(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL).text(250, 100, "表1 参数")
    framed(sketch, 90, 110, [HEAD, ["速度", "25", "甲"]]).next_page()
    framed(sketch, 90, 110, [HEAD, ["", "30", "乙"], ["质量", "55", "丙"]]).text(90, 200, FULL)
    (clause,) = table_clauses(read(sketch.save()))
    assert clause.text.split("\n")[1:] == ["速度 | 25 | 甲", "速度 | 30 | 乙", "质量 | 55 | 丙"]


def test_columns_parted_on_one_page_only_are_the_same_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL).text(250, 100, "表1 参数")
    framed(sketch, 90, 110, [["项目", "甲", "乙"], ["速度", "25", "30"]]).next_page()
    for y in (110, 130):
        sketch.rule(90, y, 390, y)
    for x in (90, 190, 390):
        sketch.rule(x, 110, x, 130)
    sketch.text(95, 125, "质量").text(195, 125, "甲乙都不大于55").text(90, 200, FULL)
    (clause,) = table_clauses(read(sketch.save()))
    assert clause.table is not None
    assert clause.table.cells[-1] == TableCell(2, 1, "甲乙都不大于55", column_span=2)


def test_the_unit_above_a_table_is_kept_with_it(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL)
    sketch.text(250, 100, "表1 尺寸").text(320, 118, "单位为毫米")
    framed(sketch, 90, 125, [HEAD, ["高度", "1100", "甲"]]).text(90, 200, FULL)
    (clause,) = table_clauses(read(sketch.save()))
    assert clause.table is not None
    assert clause.table.unit == "单位为毫米"
    assert clause.text == "单位为毫米\n项目 | 要求 | 备注\n高度 | 1100 | 甲"
    assert clause.boxes_of(0, 5)[0].y1 < 125


def test_a_caption_below_its_table_names_it(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 Requirements").text(90, 80, FULL)
    framed(sketch, 90, 100, [["Item", "Limit"], ["Speed", "25"]]).text(150, 155, "Table 1. Limits").text(90, 200, FULL)
    (clause,) = table_clauses(read(sketch.save()))
    assert (clause.number, clause.title) == ("Table 1", "Limits")
    assert clause.text == "Item | Limit\nSpeed | 25"


def test_a_second_grid_under_one_caption_is_a_part_of_the_table(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 60, "1 要求").text(90, 80, FULL).text(250, 100, "表1 参数")
    framed(sketch, 90, 110, [HEAD, ["速度", "25", "甲"]])
    framed(sketch, 150, 170, [["0x01", "ECB"], ["0x02", "CBC"]]).text(90, 250, FULL)
    first, second = table_clauses(read(sketch.save()))
    assert (first.number, second.number, second.parent_id) == ("表1", None, first.id)
