"""Workbooks and delimited files: sheets, blocks of cells, long lists in row ranges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.table import Table, TableCell
from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.pipeline import read_document
from app.ingest.readers.sheets import workbook
from app.ingest.readers.sheets.delimited import DelimitedReader, delimiter_of
from app.ingest.readers.sheets.regions import ROWS_A_PIECE
from app.ingest.readers.sheets.spreadsheet import SpreadsheetReader

Fill = Callable[[Worksheet], None]


def book(tmp_path: Path, *fills: Fill) -> tuple[Path, Workbook]:
    made = openpyxl.Workbook()
    for number, fill in enumerate(fills, 1):
        sheet = made.active if number == 1 else made.create_sheet(f"Sheet{number}")
        assert isinstance(sheet, Worksheet)
        fill(sheet)
    path = tmp_path / "a.xlsx"
    made.save(path)
    return path, made


def read(tmp_path: Path, *fills: Fill) -> Reading:
    return SpreadsheetReader().read(book(tmp_path, *fills)[0])


def rows(*values: tuple[object, ...]) -> Fill:
    def fill(sheet: Worksheet) -> None:
        for row in values:
            sheet.append(row)

    return fill


def tables(reading: Reading) -> list[Table]:
    return [block.table for block in reading.blocks if isinstance(block, TableBlock)]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Line)]


def test_a_sheet_is_a_heading_unless_nobody_named_the_only_one(tmp_path: Path) -> None:
    one = rows(("项目", "限值"), ("噪声", 55))
    assert texts(read(tmp_path, one)) == []
    found = read(tmp_path, one, one)
    assert [(block.text, block.heading_level) for block in found.blocks if isinstance(block, Line)] == [
        ("Sheet", 1),
        ("Sheet2", 1),
    ]


def test_title_labels_and_notes_stand_outside_the_table(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(
            ("现行标准清单",),
            ("编制单位：质检科", None, "日期：2024年5月"),
            ("标准编号", "名称", "实施日期"),
            ("GB/T 1-2020", "甲", date(2021, 1, 1)),
            ("注：由质检科维护。",),
        )(sheet)
        sheet.merge_cells("A1:C1")

    found = read(tmp_path, fill)
    assert texts(found) == ["现行标准清单", "编制单位：质检科　日期：2024年5月", "注：由质检科维护。"]
    assert [table.lines() for table in tables(found)] == [
        ["标准编号 | 名称 | 实施日期", "GB/T 1-2020 | 甲 | 2021-01-01"]
    ]
    assert tables(found)[0].header_rows == 1


def test_merged_cells_keep_their_spans_and_make_two_rows_of_head(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("项目", "限值", None), (None, "一级", "二级"), ("噪声", 55.5, 3.0000000000000004))(sheet)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    (table,) = tables(read(tmp_path, fill))
    assert table.header_rows == 2
    assert table.cells[:2] == (TableCell(0, 0, "项目", 2, 1), TableCell(0, 1, "限值", 1, 2))
    assert table.lines()[-1] == "噪声 | 55.5 | 3"


def test_blocks_apart_are_tables_of_their_own(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("甲", "乙", None, "丙", "丁"), (1, 2, None, 3, 4), (), ("戊", "己"), (5, 6))(sheet)

    assert [table.lines() for table in tables(read(tmp_path, fill))] == [
        ["甲 | 乙", "1 | 2"],
        ["丙 | 丁", "3 | 4"],
        ["戊 | 己", "5 | 6"],
    ]


def test_rows_that_may_be_entries_are_no_head(tmp_path: Path) -> None:
    (table,) = tables(read(tmp_path, rows(("GB/T 1-2020", "甲"), ("GB/T 2-2020", "乙"))))
    assert table.header_rows == 0


def test_a_long_list_is_cut_in_row_ranges_under_its_head(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("序号", "名称", "组"))
        for number in range(1, 231):
            sheet.append((number, f"名称{number}", "一组" if number == 90 else None))
        sheet.merge_cells("C91:C110")

    found = read(tmp_path, fill)
    assert texts(found) == ["第 2–101 行", "第 102–201 行", "第 202–231 行"]
    assert [table.rows for table in tables(found)] == [ROWS_A_PIECE + 1, ROWS_A_PIECE + 1, 31]
    assert tables(found)[1].lines()[:2] == ["序号 | 名称 | 组", "101 | 名称101 | 一组"]


def test_ranges_become_clauses_under_their_sheet(tmp_path: Path) -> None:
    path, made = book(tmp_path, rows(("序号", "名称"), *((n, f"名称{n}") for n in range(150))))
    sheet = made.active
    assert sheet is not None
    sheet.title = "台账"
    made.save(path)
    document = read_document(path)
    assert [clause.title for clause in document.clauses] == ["台账", "第 2–101 行", "", "第 102–151 行", ""]
    assert document.clauses[2].table is not None
    assert document.clauses[2].parent_id == document.clauses[1].id


def test_the_heads_of_a_list_are_no_facts_of_the_document(tmp_path: Path) -> None:
    heads = ("标准编号", "标准名称", "实施日期", "状态")
    path, _ = book(tmp_path, rows(("现行标准清单",), heads, ("GB/T 1-2020", "甲", "2021-01-01", "现行")))
    metadata = read_document(path).metadata
    assert (metadata.title, metadata.number, metadata.effective) == ("现行标准清单", None, None)


def test_hidden_sheets_are_left_out_and_told(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.append(("密",))
        sheet.sheet_state = "hidden"

    found = read(tmp_path, rows(("甲", "乙"), (1, 2)), hide)
    assert "密" not in " ".join(texts(found))
    assert [issue.code for issue in found.issues] == ["hidden_sheet"]


def test_a_cell_in_the_last_corner_of_the_sheet_is_found_at_once(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "近"
        sheet["IV1048576"] = "远"

    assert texts(read(tmp_path, fill)) == ["近", "远"]


def test_more_cells_than_are_read_make_the_reading_partial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 3)
    found = read(tmp_path, rows(("甲", "乙"), (1, 2)))
    assert found.is_partial
    assert [issue.code for issue in found.issues] == ["sheet_cut"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_part_that_is_no_xml_is_damage(part: str, tmp_path: Path) -> None:
    import zipfile

    path, _ = book(tmp_path, rows(("甲",)))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, b"<worksheet><sheetData><row" if name == part else data)
    with pytest.raises(UnreadableFile) as raised:
        SpreadsheetReader().read(path)
    assert raised.value.code is UnreadableCode.DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimited_text_is_a_table_whatever_program_wrote_it(delimiter: str, encoding: str, tmp_path: Path) -> None:
    lines = [["标准编号", "名称", "状态"], ["GB/T 1-2020", '"甲\n乙"', "现行"], ["GB/T 2-2020", "丙, 丁", "废止"]]
    if delimiter == ",":
        lines[2][1] = '"丙, 丁"'
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(map(delimiter.join, lines)).encode(encoding))
    (table,) = tables(DelimitedReader().read(path))
    assert table.header_rows == 1
    assert table.lines()[1:] == ["GB/T 1-2020 | 甲 乙 | 现行", "GB/T 2-2020 | 丙, 丁 | 废止"]


def test_the_delimiter_gives_lines_of_the_same_width() -> None:
    assert delimiter_of("a;b;c\n1,5;2;3\n2,5;3;4\n") == ";"
    assert delimiter_of("编号\t名称, 别名\n1\t甲\n") == "\t"


def test_excels_own_first_line_names_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\n甲|乙\n1|2\n", encoding="utf-8")
    assert [table.lines() for table in tables(DelimitedReader().read(path))] == [["甲 | 乙", "1 | 2"]]


def test_marks_that_turn_the_direction_of_writing_are_not_read(tmp_path: Path) -> None:
    """They would show 52 where a reader of the screen sees 25."""
    path = tmp_path / "a.csv"
    path.write_text("名称,电压\n甲,\u202e52\u202c V\n乙,36 V\n", encoding="utf-8")
    cells = [cell.text for table in tables(DelimitedReader().read(path)) for cell in table.cells]
    assert cells == ["名称", "电压", "甲", "52 V", "乙", "36 V"]
