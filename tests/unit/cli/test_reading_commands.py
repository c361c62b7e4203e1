"""references, terms and compare as a script meets them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.domain.document import Clause, ClauseKind, Document, Reference
from app.domain.term import Term
from app.foundation import logs
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from tests.unit.library.making import standard

OLD = "制动距离应不大于七米，并且不得偏离车道。"
NEW = "制动距离应不大于四米，并且不得偏离车道。"
SAME = "蓄电池应当有防篡改措施，标称电压小于四十八伏。"


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(main.os, "umask", lambda mask: mask)
    yield
    logs.stop_logging()


def edition(number: str, *texts: str) -> Document:
    return standard(number, texts)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two editions, the second of which cites GB/T 9 and defines a term."""
    paths = WorkspacePaths(tmp_path / "w")
    paths.create()
    before, after = edition("GB/T 1-2018", OLD, SAME), edition("GB/T 1-2022", "GB/T 9—2020 标志", NEW, SAME)
    first = after.clauses[0].id
    after = replace(
        after,
        references=(Reference(first, "GB/T 9-2020", None, dated=True, normative=True),),
        terms=(Term("制动", "减速或停车。", first, "braking", ("刹车",)),),
    )
    with Database(paths.catalogue) as database:
        catalogue = Catalogue(database)
        for document in (before, after):
            catalogue.put(document, path=f"/{document.id}", collection="default")
    return paths.root


def ids(library: Path) -> list[str]:
    with Database(WorkspacePaths(library).catalogue) as database:
        return [
            entry.id for entry in sorted(Catalogue(database).entries(), key=lambda entry: entry.metadata.number or "")
        ]


def run(library: Path, *arguments: str) -> int:
    return main.run(["--data", str(library), *arguments], lambda *_: 0)


def told(library: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(library, "--json", *arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_compare_tells_clauses_by_number_and_id(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = ids(library)
    value = told(library, capsys, "compare", before, after)
    assert value["added"] == [{"number": "1", "id": f"{after}.0", "title": "", "text": "GB/T 9—2020 标志"}]
    assert value["removed"] == []
    assert [(moved["from"]["number"], moved["to"]["number"]) for moved in value["moved"]] == [("1", "2"), ("2", "3")]
    [changed] = value["changed"]
    assert (changed["from"]["id"], changed["to"]["id"]) == (f"{before}.0", f"{after}.1")
    assert [word for word in changed["words"] if word["change"] != "equal"] == [
        {"change": "delete", "text": "七"},
        {"change": "insert", "text": "四"},
    ]


def test_compare_marks_words_without_colours_where_nobody_sees_them(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(library, "compare", *ids(library)) == 0
    shown = capsys.readouterr().out
    assert "[-七-]{+四+}" in shown
    assert "\x1b" not in shown
    assert "+ 1" in shown
    assert "= 2 → 3" in shown


def test_an_unknown_document_cannot_be_compared(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(library, "--json", "compare", ids(library)[0], "nothing") == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "usage"


def test_terms_tell_names_definition_and_source(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    after = ids(library)[1]
    assert told(library, capsys, "terms", "--find", "刹车") == [
        {
            "term": "制动",
            "english": "braking",
            "synonyms": ["刹车"],
            "definition": "减速或停车。",
            "document_id": after,
            "standard": "GB/T 1-2022",
            "clause": "1",
            "clause_id": f"{after}.0",
        }
    ]
    assert told(library, capsys, "terms", ids(library)[0]) == []
    assert run(library, "terms", "nothing") == 2


def test_what_is_missing_is_told_with_its_title_and_written_for_ordering(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "missing.csv"
    [missing] = told(library, capsys, "references", "--missing", "--out", str(target))
    assert (missing["number"], missing["title"], missing["normative"]) == ("GB/T 9-2020", "标志", True)
    assert missing["cited_by"] == [{"document_id": ids(library)[1], "standard": "GB/T 1-2022", "clause": "1"}]
    written = target.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert "GB/T 9-2020,标志," in written.decode("utf-8-sig")


def test_a_table_that_cannot_be_written_is_the_machines_fault(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(library, "--json", "references", "--missing", "--out", str(tmp_path / "no" / "missing.csv")) == 3
    assert "missing.csv" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_a_table_is_only_written_of_what_is_missing(library: Path, tmp_path: Path) -> None:
    assert run(library, "references", "--out", str(tmp_path / "all.csv")) == 2
    assert not (tmp_path / "all.csv").exists()


def test_unnumbered_parts_are_compared_with_their_clause(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = edition("GB/T 5-2018", OLD), edition("GB/T 5-2022", OLD)
    note = Clause(f"{after.id}.9", None, "", "见图2。", ClauseKind.NOTE, after.clauses[0].id)
    with Database(WorkspacePaths(library).catalogue) as database:
        catalogue = Catalogue(database)
        catalogue.put(before, path="/before", collection="default")
        catalogue.put(replace(after, clauses=(*after.clauses, note)), path="/after", collection="default")
    [changed] = told(library, capsys, "compare", before.id, after.id)["changed"]
    assert changed["words"][-1] == {"change": "insert", "text": "见图2。"}


def test_search_looks_only_where_its_filters_say(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def found(*filters: str) -> set[str]:
        arguments = ["--data", str(library), "search", "制动距离", "--by", "words", *filters, "--json"]
        assert main.run(arguments, lambda *_: 0) == 0
        return {item["standard"] for item in json.loads(capsys.readouterr().out)["results"]}

    assert found() == {"GB/T 1-2018", "GB/T 1-2022"}
    assert found("--status", "superseded") == {"GB/T 1-2018"}
    assert found("--kind", "law") == set()
    assert found("--issued-from", "2000-01-01") == set(), "these name no day"
