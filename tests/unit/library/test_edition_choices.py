"""Which documents are worth comparing."""

from __future__ import annotations

import pytest

from app.domain.document import Document
from app.library.catalogue import Catalogue
from app.library.edition_choices import EditionChoices
from tests.unit.library.making import law, standard

OLD, NEW, NEWEST = standard("GB/T 1-2009"), standard("GB/T 1-2020"), standard("GB/T 1-2025")
OTHER = standard("GB 2-2021", replaces=("GB 2-2010", "GB/T 1-2009"))
LAW, REVISED = law("中华人民共和国计量法", issued="2009-08-27"), law("中华人民共和国计量法", issued="2018-10-26")


@pytest.fixture
def choices(catalogue: Catalogue) -> EditionChoices:
    for document in (NEW, OLD, OTHER, NEWEST, REVISED, LAW):
        catalogue.put(document, path=f"/{document.id}", collection="default")
    return EditionChoices(catalogue.entries())


@pytest.mark.parametrize(
    ("document", "older", "newer"),
    [(NEWEST, NEW, NEWEST), (NEW, OLD, NEW), (OLD, OLD, NEW), (OTHER, None, OTHER), (LAW, LAW, REVISED)],
)
def test_a_document_is_compared_with_the_edition_before_it(
    choices: EditionChoices, document: Document, older: Document | None, newer: Document
) -> None:
    assert choices.pair(document.id) == (older.id if older else None, newer.id)


def test_nothing_is_suggested_for_what_is_not_held(choices: EditionChoices) -> None:
    assert choices.pair("gone") == (None, None)
    assert choices.lacking("gone") == ()


def test_other_editions_come_before_other_documents(choices: EditionChoices) -> None:
    editions, others = choices.beside(NEW.id)
    assert [entry.metadata.number for entry in editions] == ["GB/T 1-2025", "GB/T 1-2009"]
    assert {entry.id for entry in others} == {OTHER.id, LAW.id, REVISED.id}
    assert len(choices.beside(None)[1]) == 6


def test_the_editions_that_are_named_and_not_held_are_told(choices: EditionChoices) -> None:
    assert choices.lacking(OTHER.id) == ("GB 2-2010",)
    assert choices.lacking(NEW.id) == ()
