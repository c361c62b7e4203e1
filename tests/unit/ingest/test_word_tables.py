"""Tables of Word documents: merged cells, heads, frames."""

from __future__ import annotations

from pathlib import Path

import docx

from app.domain.table import Table, TableCell, plain_table
from app.ingest.lines import Line, TableBlock
from app.ingest.readers.word.docx import DocxReader
from tests.unit.ingest.documents import numbered, paragraph
from tests.unit.ingest.word_helpers import blocks, cell, run, style, texts

BORDERS = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
FIRST, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
SERIAL = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table_of(tmp_path: Path, *rows: str, **parts: str) -> Table:
    [block] = blocks(tmp_path, f"<w:tbl>{BORDERS}{''.join(rows)}</w:tbl>", **parts)
    assert isinstance(block, TableBlock)
    return block.table


def test_merged_cells_are_one_cell_over_their_rows_and_columns(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        row(cell("项目"), cell("要求", wide(2))),
        row(cell("外观", FIRST), cell("甲"), cell("1")),
        row(cell("", BELOW), cell("乙"), cell("2")),
    )
    assert (table.rows, table.columns) == (3, 3)
    assert table.cells == (
        TableCell(0, 0, "项目"),
        TableCell(0, 1, "要求", column_span=2),
        TableCell(1, 0, "外观", row_span=2),
        TableCell(1, 1, "甲"),
        TableCell(1, 2, "1"),
        TableCell(2, 1, "乙"),
        TableCell(2, 2, "2"),
    )


def test_a_block_of_rows_and_columns_may_be_merged(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        row(cell("块", wide(2) + FIRST), cell("a")),
        row(cell("", wide(2) + BELOW), cell("b")),
        row(cell("1"), cell("2"), cell("3")),
    )
    assert table.cells[0] == TableCell(0, 0, "块", row_span=2, column_span=2)
    assert table.grid()[1] == ["块", "块", "b"]


def test_cells_merged_sideways_in_the_older_way_are_one(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        row(cell("宽", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("右")),
        row(cell("1"), cell("2"), cell("3")),
    )
    assert table.cells[:2] == (TableCell(0, 0, "宽", column_span=2), TableCell(0, 2, "右"))


def test_a_row_may_begin_further_right(tmp_path: Path) -> None:
    table = table_of(tmp_path, row(cell("a"), cell("b")), row(cell("c"), properties='<w:gridBefore w:val="1"/>'))
    assert table.grid() == [["a", "b"], ["", "c"]]


def test_a_cell_that_continues_nothing_stands_by_itself(tmp_path: Path) -> None:
    table = table_of(tmp_path, row(cell("a", BELOW), cell("b")), row(cell("c", wide(2) + BELOW)))
    assert table.grid() == [["a", "b"], ["c", "c"]]


def test_the_rows_that_word_repeats_on_each_page_are_the_head(tmp_path: Path) -> None:
    head = "<w:tblHeader/>"
    table = table_of(
        tmp_path,
        row(cell("项目", FIRST), cell("要求", wide(2)), properties=head),
        row(cell("", BELOW), cell("甲类"), cell("乙类"), properties=head),
        row(cell("外观"), cell("1"), cell("2")),
    )
    assert table.header_rows == 2
    assert list(table.rows_in_words()) == ["外观 1 2"]


def test_a_head_reaches_as_far_down_as_its_merged_cells(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        row(cell("项目", FIRST), cell("要求"), properties="<w:tblHeader/>"),
        row(cell("", BELOW), cell("甲类")),
        row(cell("外观"), cell("1")),
    )
    assert table.header_rows == 2


def test_a_head_that_is_not_marked_is_told_by_its_print(tmp_path: Path) -> None:
    def bold(text: str) -> str:
        return f"<w:tc><w:p>{run(text, '<w:b/>')}</w:p></w:tc>"

    table = table_of(tmp_path, row(bold("1"), bold("2")), row(cell("3"), cell("4")), row(cell("5"), cell("6")))
    assert table.header_rows == 1


def test_rows_and_cells_deleted_by_a_tracked_change_are_gone(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        row(cell("a"), cell("x", "<w:cellDel/>"), cell("b")),
        row(cell("旧"), cell("行"), properties="<w:del/>"),
        row(cell("c"), cell("d"), properties="<w:ins/>"),
    )
    assert table.grid() == [["a", "b"], ["c", "d"]]


def test_a_table_within_a_cell_is_read_in_that_cell(tmp_path: Path) -> None:
    inner = f"<w:tbl>{BORDERS}{row(cell('1'), cell('2'))}{row(cell('3'), cell('4'))}</w:tbl>"
    outer = f"<w:tc><w:tcPr/>{paragraph('前')}{inner}{paragraph('后')}</w:tc>"
    assert table_of(tmp_path, row(cell("a"), outer)).cells[1].text == "前\n1 | 2\n3 | 4\n后"


def test_serial_numbers_that_word_counts_stand_in_their_cells(tmp_path: Path) -> None:
    serial = f"<w:tc><w:tcPr/>{numbered('', 0)}</w:tc>"
    table = table_of(tmp_path, row(serial, cell("甲")), row(serial, cell("乙")), numbering=SERIAL)
    assert table.grid() == [["1", "甲"], ["2", "乙"]]


def test_a_frame_of_one_column_is_text(tmp_path: Path) -> None:
    body = f"<w:tbl>{BORDERS}{row(cell('第一段'))}{row(cell('第二段'))}</w:tbl>"
    assert texts(tmp_path, body) == ["第一段", "第二段"]


def test_one_row_without_lines_only_places_texts(tmp_path: Path) -> None:
    dates = row(cell("2025-01-01发布"), cell("2025-07-01实施"))
    assert texts(tmp_path, f"<w:tbl>{dates}</w:tbl>") == ["2025-01-01发布", "2025-07-01实施"]


def test_one_row_with_the_lines_of_its_style_is_a_table(tmp_path: Path) -> None:
    grid = style("B", "base", "<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>", kind="table")
    derived = style("G", "Table Grid", "<w:basedOn w:val='B'/>", kind="table")
    body = f"<w:tbl><w:tblPr><w:tblStyle w:val='G'/></w:tblPr>{row(cell('a'), cell('b'))}</w:tbl>"
    assert blocks(tmp_path, body, styles=grid + derived) == [TableBlock(plain_table([("a", "b")]))]


def test_a_table_that_places_formulas_beside_their_numbers_gives_formulas(tmp_path: Path) -> None:
    formula = "<w:tc><w:tcPr/><w:p><m:oMath><m:r><m:t>F=ma</m:t></m:r></m:oMath></w:p></w:tc>"
    body = f"<w:tbl>{row(cell(''), formula, cell('（1）'))}</w:tbl>"
    assert blocks(tmp_path, body) == [Line("F=ma ………… （1）", begins_paragraph=True)]


def test_more_columns_than_word_has_are_cut_off(tmp_path: Path) -> None:
    table = table_of(tmp_path, row(cell("a", wide(999_999)), cell("b")), row(cell("c")))
    assert table.columns == 63


def test_a_table_by_another_writer_is_read_the_same(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3, style="Table Grid")
    for index in range(9):
        table.cell(index // 3, index % 3).text = str(index)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "块"
    document.save(str(tmp_path / "a.docx"))
    [block] = DocxReader().read(tmp_path / "a.docx").blocks
    assert isinstance(block, TableBlock)
    assert block.table.grid() == [["块", "块", "2"], ["块", "块", "5"], ["6", "7", "8"]]
