"""An office's list of standards, as offices keep them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.domain.document import DocumentStatus
from app.domain.register import RegisterEntry, RegisterList
from app.foundation.errors import UserError
from app.ingest.register_file import read_register, register_of

IN_FORCE, UPCOMING = DocumentStatus.IN_FORCE, DocumentStatus.UPCOMING
SUPERSEDED, WITHDRAWN, UNKNOWN = DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN, DocumentStatus.UNKNOWN


def listed(heads: str, *lines: str) -> RegisterList:
    """A list whose cells are apart by bars."""
    rows: list[Sequence[str]] = [line.split("|") for line in (heads, *lines)]
    return register_of(enumerate(rows, 1), "清单.csv")


def only(found: RegisterList) -> RegisterEntry:
    assert found.issues == ()
    [entry] = found.entries
    return entry


def test_columns_are_found_by_their_chinese_heads_in_any_order() -> None:
    found = listed(
        "序号|标准名称|标准编号|标准状态|被代替|发布日期|实施日期|废止日期",
        "1|手推车|gb/t 12345—2010|被代替|GB/T 12345-2025|2010-03-01|2010年10月1日|2025/10/1",
    )
    assert only(found) == RegisterEntry(
        "GB/T 12345-2010", "手推车", SUPERSEDED, ("GB/T 12345-2025",), "2010-03-01", "2010-10-01", "2025-10-01"
    )


def test_columns_are_found_by_their_english_heads() -> None:
    found = listed(
        "Standard No.|Title|Status|Replaced by|Date of issue|Effective date|Withdrawal date",
        "ISO 9001:2008|Quality management|Withdrawn|ISO 9001:2015|2008-11-15||2015-09-15",
    )
    assert only(found) == RegisterEntry(
        "ISO 9001:2008", "Quality management", WITHDRAWN, ("ISO 9001:2015",), "2008-11-15", None, "2015-09-15"
    )


@pytest.mark.parametrize(
    "heads",
    ["标准号|标准状态", "*标准代号：|时效性", "国家标准编号（2026年）|有效性", "编号|现行状态", "number|status"],
)
def test_heads_are_written_in_many_ways(heads: str) -> None:
    assert only(listed(heads, "GB 1-2020|现行")) == RegisterEntry("GB 1-2020", status=IN_FORCE)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("现行", IN_FORCE),
        ("现行有效", IN_FORCE),
        ("有效", IN_FORCE),
        ("即将实施", UPCOMING),
        ("尚未生效", UPCOMING),
        ("被代替", SUPERSEDED),
        ("已被替代", SUPERSEDED),
        ("废止", WITHDRAWN),
        ("作废", WITHDRAWN),
        ("已失效", WITHDRAWN),
        ("无效", WITHDRAWN),
        ("In force", IN_FORCE),
        ("superseded", SUPERSEDED),
        ("", UNKNOWN),
    ],
)
def test_statuses_are_written_in_many_ways(word: str, status: DocumentStatus) -> None:
    assert only(listed("标准编号|标准名称|状态", f"GB 1-2020|手推车|{word}")).status is status


def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on() -> None:
    found = listed("标准编号|状态|实施日期", "GB 1-2020|现行|2020-01-01", "待定|现行|", "GB 2-2020|现行|", "GB 3|现行|")
    assert [entry.number for entry in found.entries] == ["GB 1-2020", "GB 2-2020"]
    assert [issue.line for issue in found.issues] == [3, 5]
    assert "待定" in found.issues[0].message


def test_a_bad_cell_is_told_and_the_line_kept_without_it() -> None:
    found = listed("标准编号|状态|实施日期", "GB 1-2020|很好|2020-13-01")
    assert found.entries == (RegisterEntry("GB 1-2020"),)
    assert [issue.line for issue in found.issues] == [2, 2]


def test_the_list_may_have_a_title_empty_lines_and_its_heads_again() -> None:
    found = listed(
        "本单位在用标准清单|", "|", "标准编号|状态", "GB 1-2020|现行", "|", "状态|标准编号", "废止|GB 2-2020"
    )
    assert [(entry.number, entry.status) for entry in found.entries] == [
        ("GB 1-2020", IN_FORCE),
        ("GB 2-2020", WITHDRAWN),
    ]
    assert found.issues == ()


def test_what_a_standard_replaces_is_superseded_from_its_day() -> None:
    found = listed("标准编号|状态|实施日期|代替标准号", "GB 1-2020|现行|2021-01-01|GB 1-2010、GB 2-2010")
    by_number = {entry.number: entry for entry in found.entries}
    assert by_number["GB 2-2010"] == RegisterEntry(
        "GB 2-2010", status=SUPERSEDED, replaced_by=("GB 1-2020",), withdrawn="2021-01-01"
    )
    assert set(by_number) == {"GB 1-2020", "GB 1-2010", "GB 2-2010"}


def test_the_years_tell_who_replaces_whom_whatever_the_head_says() -> None:
    found = listed("标准编号|状态|被代替标准", "GB 1-2020|现行|GB 1-2010")
    assert {entry.number: entry.replaced_by for entry in found.entries} == {
        "GB 1-2020": (),
        "GB 1-2010": ("GB 1-2020",),
    }


def test_a_line_of_its_own_wins_over_what_another_line_says_of_it() -> None:
    found = listed(
        "标准编号|标准名称|状态|代替", "GB 1-2020|手推车|现行|GB 1-2010", "GB 1-2010|手推车|废止|"
    )  # fmt: skip
    old = found.entries[1]
    assert (old.status, old.replaced_by, old.title) == (WITHDRAWN, ("GB 1-2020",), "手推车")


def test_the_same_standard_twice_is_told_and_the_last_line_counts() -> None:
    found = listed("标准编号|状态", "GB 1-2020|现行", "GB 1—2020|废止", "GB 1-2020|废止")
    assert [entry.status for entry in found.entries] == [WITHDRAWN]
    assert [issue.line for issue in found.issues] == [3]


def test_a_law_is_kept_by_its_title_and_may_have_several_versions() -> None:
    found = listed(
        "编号|名称|时效性|公布日期",
        "|中华人民共和国统计法|已修改|2009-06-27",
        "|《中华人民共和国统计法》|有效|2024-09-13",
    )
    assert [(entry.number, entry.status, entry.issued) for entry in found.entries] == [
        ("中华人民共和国统计法", SUPERSEDED, "2009-06-27"),
        ("中华人民共和国统计法", IN_FORCE, "2024-09-13"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_the_encodings_of_offices(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "清单.csv"
    file.write_text('标准编号,标准名称,状态\r\nGB/T 1—2020,"手推车, 通用",现行\r\n', encoding=encoding)
    assert only(read_register(file, file.name)) == RegisterEntry("GB/T 1-2020", "手推车, 通用", IN_FORCE)


def test_lines_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('标准编号,标准名称,状态\n"GB 1-2020","手推车\n通用",现行\n坏,x,现行\n', encoding="utf-8")
    found = read_register(file, file.name)
    assert [issue.line for issue in found.issues] == [3]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_seen_in_the_heads(delimiter: str, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(delimiter.join(["标准编号", "状态"]) + "\n" + delimiter.join(["GB 1-2020", "现行"]), "utf-8")
    assert only(read_register(file, file.name)).status is IN_FORCE


def test_dates_of_spreadsheets_are_days() -> None:
    found = listed("标准编号|实施日期|发布日期", "GB 1-2020|2020-10-01 00:00:00|20200301")
    assert (only(found).effective, only(found).issued) == ("2020-10-01", "2020-03-01")


def test_a_file_without_the_heads_is_refused_with_what_they_should_be() -> None:
    with pytest.raises(UserError) as refused:
        listed("甲|乙", "GB 1-2020|现行")
    assert "标准编号" in refused.value.hint


def test_a_list_in_a_document_s_table_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_text("# 清单\n\n| 标准编号 | 状态 |\n|---|---|\n| GB 1-2020 | 现行 |\n", encoding="utf-8")
    assert only(read_register(file, file.name)).status is IN_FORCE


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_dates_and_row_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["在用标准清单", None, None],
        [],
        ["标准编号", "状态", "实施日期"],
        ["GB 1-2020", "现行", date(2020, 10, 1)],
        ["坏行", "现行", None],
    ]
    found = read_register(workbook(tmp_path / "清单.xlsx", 清单=rows), "清单.xlsx")
    assert found.entries == (RegisterEntry("GB 1-2020", status=IN_FORCE, effective="2020-10-01"),)
    assert [issue.line for issue in found.issues] == [5]


def test_each_sheet_has_heads_of_its_own_and_others_are_passed_over(tmp_path: Path) -> None:
    first: list[list[object]] = [["标准编号", "状态"], ["GB 1-2020", "现行"]]
    notes: list[list[object]] = [["本清单由技术部维护"], ["每季度更新"]]
    second: list[list[object]] = [["状态", "标准编号"], ["废止", "GB 2-2020"]]
    found = read_register(workbook(tmp_path / "a.xlsx", 国标=first, 说明=notes, 旧=second), "a.xlsx")
    assert [(entry.number, entry.status) for entry in found.entries] == [
        ("GB 1-2020", IN_FORCE),
        ("GB 2-2020", WITHDRAWN),
    ]
    assert found.issues == ()
