"""``correct``, ``register`` and ``--as-of``: what an office keeps of its documents."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.foundation import logs
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from tests.unit.library.making import law, standard

OLD = standard("GB/T 1-2010", issued="2010-01-01", effective="2010-06-01")
NEW = standard("GB/T 1-2020", issued="2020-01-01", effective="2020-06-01")
LAW = law("手推车法", issued="2018-10-26", effective="2006-11-01")


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    mask = os.umask(0o077)
    yield
    os.umask(mask)
    logs.stop_logging()


class Office:
    """The command line on a workspace that holds two editions of a standard and a law."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        paths = WorkspacePaths(folder / "w")
        paths.create()
        with Database(paths.catalogue) as database:
            for document in (OLD, NEW, LAW):
                Catalogue(database).put(document, path=f"/{document.id}.pdf", collection="default")

    def run(self, *arguments: str | Path, code: int = 0) -> Any:
        """The value that a command prints as JSON."""
        given = ["--data", str(self.folder / "w"), "--json", *map(str, arguments)]
        assert main.run(given, lambda *_: 4) == code
        return json.loads(self._capsys.readouterr().out)

    def text(self, *arguments: str | Path) -> str:
        assert main.run(["--data", str(self.folder / "w"), *map(str, arguments)], lambda *_: 4) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def test_a_correction_is_told_with_the_document_as_it_is_now(office: Office) -> None:
    told = office.run("correct", OLD.id, "effective", "2010年7月1日")
    assert told["correction"]["value"] == "2010-07-01"
    assert told["correction"]["before"] == "2010-06-01"
    assert told["document"]["effective"] == "2010-07-01"
    assert told["document"]["corrected"] == ["effective"]


def test_a_correction_is_taken_back_and_the_history_tells_both(office: Office) -> None:
    office.run("correct", OLD.id, "issuer", "某某厂")
    assert office.run("correct", OLD.id, "issuer", "--undo")["document"]["issuer"] is None
    steps = office.run("correct", OLD.id, "--history")
    assert [(step["field"], step["before"], step["value"], step["undone"]) for step in steps] == [
        ("issuer", None, "某某厂", False),
        ("issuer", "某某厂", None, True),
    ]
    assert "issuer" in office.text("correct", OLD.id, "--history")


def test_an_empty_value_clears_a_field(office: Office) -> None:
    assert office.run("correct", OLD.id, "effective", "")["document"]["effective"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("correct", OLD.id, "pages", "3"),
        ("correct", OLD.id, "effective", "明年"),
        ("correct", OLD.id, "effective"),
        ("correct", OLD.id),
        ("correct", OLD.id, "effective", "2020-01-01", "--undo"),
        ("correct", "absent", "issuer", "某某厂"),
        ("correct", "absent", "--history"),
        ("register", "import", "absent.csv"),
        ("documents", "--as-of", "明天"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_next_step(office: Office, arguments: tuple[str, ...]) -> None:
    code = 1 if "absent.csv" in arguments else 2
    assert office.run(*arguments, code=code)["error"]["message"]


def test_the_day_decides_what_documents_are_told_to_be(office: Office) -> None:
    def statuses(day: str) -> list[str]:
        found = {each["number"]: each["status"] for each in office.run("documents", "--as-of", day)}
        return [found["GB/T 1-2010"], found["GB/T 1-2020"]]

    assert statuses("2015-01-01") == ["in_force", "upcoming"]
    assert statuses("2020-06-01") == ["superseded", "in_force"]
    assert office.run("document", OLD.id, "--as-of", "2015-01-01")["status"] == "in_force"


def test_every_field_of_the_contract_is_there(office: Office) -> None:
    told = office.run("document", OLD.id)
    assert told["replaced_by"] == ["GB/T 1-2020"]
    assert (told["status"], told["status_basis"], told["status_since"]) == ("superseded", "library", "2020-06-01")
    assert (told["replaces_partly"], told["partly_replaced_by"], told["revisions"]) == ([], [], [])
    assert (told["withdrawn"], told["adopts"], told["is_draft"]) == (None, None, False)


def test_a_register_is_imported_listed_and_cleared(office: Office) -> None:
    file = office.folder / "清单.csv"
    file.write_text("标准编号,标准名称,状态\nGB/T 1—2020,手推车,废止\n坏行,,现行\n", encoding="gb18030")
    told = office.run("register", "import", file, code=1)
    assert (told["added"], told["changed"], [issue["line"] for issue in told["issues"]]) == (1, 0, [3])
    assert office.run("register", "list")[0] == {
        "number": "GB/T 1-2020",
        "title": "手推车",
        "status": "withdrawn",
        "replaced_by": [],
        "issued": None,
        "effective": None,
        "withdrawn": None,
    }
    document = office.run("document", NEW.id)
    assert (document["status"], document["status_basis"]) == ("withdrawn", "register")
    assert "GB/T 1-2020" in office.text("register", "list")
    assert office.run("register", "clear") == {"removed": 1}
    assert office.run("document", NEW.id)["status"] == "in_force"


def test_a_list_without_heads_changes_nothing(office: Office) -> None:
    file = office.folder / "list.csv"
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert "标准编号" in office.run("register", "import", file, code=2)["error"]["hint"]
    assert office.run("register", "list") == []
