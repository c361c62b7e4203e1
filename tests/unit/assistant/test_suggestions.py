"""What is told beside an answer: where another edition differs, what to read on, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant.assistant import Assistant
from app.assistant.events import AskRequest
from app.domain.answer import Answer, Mode
from app.domain.document import Reference
from app.foundation.jobs import CancelToken
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.words import WordIndex
from app.retrieval.search import Search
from tests.unit.library.making import standard

OLD = "护栏的净高应不小于1050 mm，见GB/T 1234的规定。"
NEW = "护栏的净高应不小于1100 mm，见GB/T 1234的规定。"


@pytest.fixture
def search(tmp_path: Path) -> Iterator[Search]:
    with Database(tmp_path / "catalogue.sqlite3") as database:
        catalogue = Catalogue(database)
        for number, text, more in (
            ("Q/ZS 7-2020", OLD, {}),
            ("Q/ZS 7-2024", NEW, {"replaces": ("Q/ZS 7-2020",), "effective": "2024-05-01"}),
        ):
            made = standard(number, [text, "平台高度小于500 mm的，可不受第1条的限制。", "扶手应连续。"], **more)
            edge = Reference(made.clauses[0].id, "GB/T 1234", None)
            catalogue.put(replace(made, references=(edge,)), path=f"/{number}.pdf", collection="")
        yield Search(catalogue, WordIndex(database))


def asked(search: Search, question: str) -> Answer:
    assistant = Assistant(search, lambda step, model=None: None)
    return assistant.ask(AskRequest(question, Mode.VERBATIM), lambda event: None, CancelToken())


def test_the_other_edition_is_offered_where_it_differs_on_the_point(search: Search) -> None:
    answer = asked(search, "护栏的净高是多少？")
    assert answer.citations[0].standard == "Q/ZS 7-2024"
    told = next(warning for warning in answer.warnings if "Q/ZS 7-2020" in warning and "不同" in warning)
    assert "1050" in told
    assert "—" not in told, "what one edition lacks is said in words"


def test_a_standard_that_a_cited_clause_needs_and_nobody_holds_is_named(search: Search) -> None:
    assert "文库中没有：GB/T 1234" in asked(search, "护栏的净高是多少？").related


def test_an_answer_about_what_did_not_change_tells_of_no_difference(search: Search) -> None:
    assert asked(search, "Q/ZS 7-2024 的扶手有什么要求？").warnings == ()
