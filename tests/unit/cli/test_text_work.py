"""checklist, table, summary, translate and classify as a script meets them, on a machine without models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.cli import main
from app.foundation import logs
from app.foundation.paths import WorkspacePaths
from app.ingest.wording.strength import with_strength
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.workspace.models import ModelRoles
from tests.unit.library.making import standard

OLD = "制动距离应不大于7 m，并且不得偏离车道。"
NEW = "制动距离应不大于4 m，并且不得偏离车道。"
SAME = "蓄电池应当有防篡改措施，标称电压小于48 V。"


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(main.os, "umask", lambda mask: mask)
    monkeypatch.setattr(ModelRoles, "embedder", None)
    monkeypatch.setattr(ModelRoles, "engine_for", lambda *arguments: None)
    yield
    logs.stop_logging()


@pytest.fixture
def library(tmp_path: Path) -> list[str]:
    """Two editions, by the options that lead to them."""
    paths = WorkspacePaths(tmp_path / "w")
    paths.create()
    documents = [standard("GB/T 1-2018", (OLD, SAME)), standard("GB/T 1-2022", (NEW, SAME))]
    with Database(paths.catalogue) as database:
        for document in documents:
            binding = replace(document, clauses=with_strength(document.clauses))
            Catalogue(database).put(binding, path=f"/{document.id}", collection="default")
    return ["--data", str(paths.root), *(document.id for document in documents)]


def run(library: list[str], *command: str) -> int:
    return main.run([*library[:2], "--json", *command], lambda path: 0)


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_checklist_cites_and_is_written_as_a_workbook(
    library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "表.xlsx"
    assert run(library, "checklist", library[2], "--to", str(target)) == 0
    value = told(capsys)
    assert [one["requirement"] for one in value["requirements"]] == [OLD, SAME]
    assert value["requirements"][0].keys() >= {"key", "clause", "page", "document_id", "title_path", "strength"}
    assert value["file"] == str(target)
    cells = [place.value for row in openpyxl.load_workbook(target).active.iter_rows() for place in row]
    assert OLD in cells
    assert "不符合" in cells


def test_a_file_that_is_there_is_never_written_over(
    library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "表.docx"
    target.write_text("mine")
    assert run(library, "checklist", library[2], "--to", str(target)) == 2
    assert target.read_text() == "mine"
    assert told(capsys)["error"]["hint"]


def test_a_table_tells_the_value_that_changed(library: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(library, "table", library[2], library[3]) == 0
    value = told(capsys)
    assert (value["by_wording"], value["unchanged"]) == (True, 1)
    [row] = value["rows"]
    assert (row["change"], row["likely"]) == ("value", False)
    assert row["values"] == {"before": ["7 m"], "after": ["4 m"]}
    assert (row["before"]["key"], row["after"]["key"]) == ("1A", "1B")


def test_a_summary_without_a_model_quotes_and_says_so(library: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(library, "summary", library[2]) == 0
    value = told(capsys)
    assert value["model"] is None
    assert value["warnings"]
    assert [one["quote"] for chapter in value["chapters"] for one in chapter["citations"]] == [OLD, SAME]


def test_a_translation_without_a_model_says_what_is_missing(
    library: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(library, "translate", library[2], "1") == 3
    assert told(capsys)["error"]["hint"]


def test_a_document_is_classified_by_words_where_no_model_is(
    library: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(library, "classify", library[2], "--category", "医疗", "--category", "标准=GB 2018") == 0
    value = told(capsys)
    assert [one["category"] for one in value["ranking"]] == ["标准", "医疗"]
    assert value["ranking"][0]["meaning"] is None
    assert value["signs"][0] == {
        "key": "1", "kind": "title", "text": "GB/T 1-2018", "clause": None, "clause_id": None, "page": None,
    }  # fmt: skip


def test_a_classification_is_written_under_the_mark_of_its_document(
    library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Database(Path(library[1]) / "catalogue.sqlite3") as database:
        Catalogue(database).correct(library[2], "security_mark", "秘密★5年")
    target = tmp_path / "类.xlsx"
    arguments = ("--category", "医疗", "--category", "标准＝GB 2018", "--to", str(target))
    assert run(library, "classify", library[2], *arguments) == 0
    assert told(capsys)["file"] == str(target)
    sheet = openpyxl.load_workbook(target).active
    assert sheet["A2"].value == "密级：秘密★5年"
    assert "标准" in [cell.value for cell in list(sheet.iter_rows())[-1]]


def test_one_category_is_no_choice(library: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(library, "classify", library[2], "--category", "医疗") == 2
    assert told(capsys)["error"]["kind"] == "usage"


def test_a_file_stands_under_the_highest_security_mark_of_its_documents(
    library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Database(Path(library[1]) / "catalogue.sqlite3") as database:
        Catalogue(database).correct(library[3], "security_mark", "秘密★5年")
    target = tmp_path / "表.xlsx"
    assert run(library, "table", library[2], library[3], "--to", str(target)) == 0
    assert openpyxl.load_workbook(target).active["A2"].value == "密级：秘密★5年"
