"""Reports as files that office programs open, with the marks that generated text must carry."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from app.assistant.export.files import write_report
from app.assistant.export.report import Column, Mark, Report, Run, cell, runs
from app.assistant.export.spreadsheet import workbook_bytes
from app.assistant.export.word import document_bytes
from app.foundation.errors import UserError
from app.security.labels import AI_LABEL, PRODUCER

Writer = Callable[[Report], bytes]

CHANGED = runs([Run("15"), Run("20", Mark.REMOVED), Run("25", Mark.ADDED)])


def report(model: str | None = None, text: str = "车架应防锈。") -> Report:
    rows = ((cell(1), cell(text)), (cell(2), CHANGED))
    return Report("要求[检查]表", ("依据：GB 1-2020",), (Column("序号", 4), Column("要求", 40)), rows, model)


def texts(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    return [[place.value for place in row] for row in sheet.iter_rows()]


def test_a_workbook_holds_title_head_and_rows() -> None:
    found = texts(workbook_bytes(report()))
    assert found[0][0] == "要求[检查]表"
    assert found[2] == ["序号", "要求"]
    assert found[3] == ["1", "车架应防锈。"]
    assert found[4][1] == "152025"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes(report(text="=1+1")))).active
    assert sheet["B4"].value == "=1+1"
    assert sheet["B4"].data_type == "s"


@pytest.mark.parametrize("write", [workbook_bytes, document_bytes])
def test_characters_that_xml_cannot_hold_are_left_out(write: type[bytes]) -> None:
    assert write(report(text="车\x0b架\ud800应\x00防锈。"))


def test_a_word_file_holds_the_table_and_repeats_its_head() -> None:
    document = docx.Document(BytesIO(document_bytes(report())))
    [table] = document.tables
    assert [place.text for place in table.rows[1].cells] == ["1", "车架应防锈。"]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    changed = table.rows[2].cells[1].paragraphs[0].runs
    assert [(run.text, bool(run.font.strike), bool(run.font.underline)) for run in changed] == [
        ("15", False, False),
        ("20", True, False),
        ("25", False, True),
    ]


@pytest.mark.parametrize("write", [workbook_bytes, document_bytes])
def test_only_what_a_model_wrote_is_marked_in_the_text_and_in_the_metadata(write: type[bytes]) -> None:
    for model in (None, "qwen<1>"):
        archive = zipfile.ZipFile(BytesIO(write(report(model))))
        whole = "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
        if model is None:
            assert AI_LABEL not in whole.replace("&#", "")
            assert "docProps/custom.xml" not in archive.namelist()
        else:
            custom = openpyxl.xml.functions.fromstring(archive.read("docProps/custom.xml"))
            [prop] = list(custom)
            assert prop.get("name") == "AIGC"
            record = json.loads("".join(prop.itertext()))
            assert (record["Label"], record["ProduceID"]) == ("1", "qwen<1>")


def test_the_visible_label_stands_at_the_end_of_both() -> None:
    assert texts(workbook_bytes(report("qwen")))[-1][0] == AI_LABEL
    assert docx.Document(BytesIO(document_bytes(report("qwen")))).paragraphs[-1].text == AI_LABEL


def test_a_file_is_written_once_and_never_over_another(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    written = write_report(report(), target)
    assert target.exists()
    assert len(written.sha256) == 64
    with pytest.raises(UserError):
        write_report(report(), target)


@pytest.mark.parametrize("name", ["表.pdf", "表", "missing/表.docx"])
def test_other_names_are_refused_before_any_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        write_report(report(), tmp_path / name)


@pytest.mark.parametrize("title", ["标准\x0b检查表", "///", ""])
def test_a_title_that_no_sheet_may_have_is_no_obstacle(title: str) -> None:
    made = Report(title, ("依\x0b据",), (Column("要\x0b求", 4),), ((cell("车架"),),))
    assert texts(workbook_bytes(made))[1][0] == "依据"


@pytest.mark.parametrize("write", [workbook_bytes, document_bytes])
def test_a_file_tells_its_title_its_maker_and_the_real_time_and_nothing_of_a_template(write: Writer) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    file = zipfile.ZipFile(BytesIO(write(report("small"))))
    core = ElementTree.fromstring(file.read("docProps/core.xml"))
    told = {place.tag.rpartition("}")[2]: place.text for place in core}
    assert (told["title"], told["creator"], told["lastModifiedBy"]) == ("要求[检查]表", PRODUCER, PRODUCER)
    assert set(told) == {"title", "creator", "lastModifiedBy", "created", "modified"}
    for name in ("created", "modified"):
        assert before <= datetime.fromisoformat(told[name] or "") <= datetime.now(UTC)
    assert f"<Application>{PRODUCER}</Application>" in file.read("docProps/app.xml").decode()
    assert "docProps/thumbnail.jpeg" not in file.namelist()
    assert "thumbnail" not in file.read("_rels/.rels").decode()
    assert "small" in file.read("docProps/custom.xml").decode()


def test_no_sheet_is_named_in_apostrophes() -> None:
    """Excel takes such a file for damaged."""
    titled = replace(report(), title="'要求' 与 '清单'")
    assert openpyxl.load_workbook(BytesIO(workbook_bytes(titled))).sheetnames == ["要求' 与 '清单"]
