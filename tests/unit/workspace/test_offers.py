"""Which documents the questions are about that a person may begin with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.term import Term
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.workspace.offers import first_questions
from tests.unit.library.making import law, standard


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    database = Database(tmp_path / "c.sqlite3")
    yield Catalogue(database)
    database.close()


def about(term: str, number: str | None = None, **metadata: object) -> Document:
    """A document whose title names a term that it defines."""
    title = f"{term}安全要求" if not term.isascii() else f"Safety of {term}"
    made = standard(number, title=title, **metadata)
    return replace(made, terms=(Term(term, "……", made.clauses[0].id),))


def put(catalogue: Catalogue, *documents: Document) -> None:
    for document in documents:
        catalogue.put(document, path=f"/{document.id}", collection="default")


def test_english_texts_and_drafts_come_last_in_a_chinese_window(catalogue: Catalogue) -> None:
    put(
        catalogue,
        about("availability", "NIST SP 1", language="en"),
        about("护栏", "Q/ZS 1-2025", is_draft=True),
        about("手推车", "Q/ZS 2-2025"),
        about("叉车"),
    )
    asked = first_questions(catalogue, 4)
    assert asked == ("手推车是指什么？", "叉车是指什么？", "护栏是指什么？", "availability是指什么？")
    assert first_questions(catalogue, 2) == asked[:2]


def test_editions_of_one_text_are_asked_about_once(catalogue: Catalogue) -> None:
    put(catalogue, about("手推车", "Q/ZS 2-2020"), about("手推车", "Q/ZS 2-2025"))
    assert first_questions(catalogue, 4) == ("手推车是指什么？",)


def test_an_empty_library_and_one_that_says_nothing_offer_nothing(catalogue: Catalogue) -> None:
    assert first_questions(catalogue, 4) == ()
    put(catalogue, law("中华人民共和国计量法"))
    assert first_questions(catalogue, 4) == ()
