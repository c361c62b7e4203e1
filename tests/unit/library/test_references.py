"""Where references lead, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.document import Document, DocumentStatus, Reference
from app.library.catalogue import Catalogue
from app.library.references import missing_references
from tests.unit.library.making import law, rich, standard


def citing(*names: str | None) -> Document:
    document = standard("Q/A 1-2020", [f"引用{names}。"])
    references = tuple(Reference(document.clauses[0].id, name, normative=True) for name in names)
    return replace(document, references=references)


@pytest.fixture
def library(catalogue: Catalogue) -> Catalogue:
    held = [
        standard("GB/T 1-2009", effective="2010-01-01"),
        standard("GB/T 1-2020", effective="2020-10-01"),
        standard("GB/T 2-2027", effective="2028-01-01"),
        law("中华人民共和国标准化法", effective="2018-01-01"),
    ]
    for place, document in enumerate(held):
        catalogue.put(document, path=f"/{place}", collection="default")
    return catalogue


def resolved(catalogue: Catalogue, name: str | None, as_of: date = date(2026, 11, 22)) -> str | None:
    document = citing(name)
    catalogue.put(document, path="/citing", collection="default")
    stored = catalogue.references(document.id, as_of)[0]
    return catalogue.entry(stored.resolved_document).metadata.title if stored.resolved_document else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GB/T 1-2009", "GB/T 1-2009"),
        ("GB/T 1—2020", "GB/T 1-2020"),
        ("GB/T 1-2015", None),
        ("GB/T 1", "GB/T 1-2020"),
        ("GBT1", "GB/T 1-2020"),
        ("GB/T 2", "GB/T 2-2027"),
        ("GB/T 3", None),
        ("《标准化法》", "中华人民共和国标准化法"),
        ("标准化法实施条例", None),
        (None, "Q/A 1-2020"),
    ],
)
def test_a_reference_leads_to_the_edition_it_means(library: Catalogue, name: str | None, expected: str | None) -> None:
    assert resolved(library, name) == expected


def test_an_undated_reference_leads_to_the_edition_effective_on_the_day(library: Catalogue) -> None:
    assert resolved(library, "GB/T 1", date(2020, 9, 30)) == "GB/T 1-2009"


def test_clauses_lead_to_the_clauses_that_they_alone_refer_to(catalogue: Catalogue) -> None:
    document = rich()
    catalogue.put(document, path="/a", collection="default")
    note, annex = (reference.from_clause for reference in document.references)
    assert catalogue.clauses_referred_to(document.id, [annex, note]) == [(document.id, "5.2.1")]
    held = standard("GB/T 1234-2020")
    catalogue.put(held, path="/b", collection="default")
    assert catalogue.clauses_referred_to(document.id, [annex, note]) == [(document.id, "5.2.1"), (held.id, "5.3")]
    assert catalogue.clauses_referred_to(document.id, [annex]) == [(held.id, "5.3")]
    assert catalogue.clauses_referred_to("nothing", [annex]) == []


def test_the_status_of_what_is_referred_to_comes_along(library: Catalogue) -> None:
    library.put(citing("GB/T 1-2009"), path="/citing", collection="default")
    stored = next(stored for stored in library.references() if stored.reference.to_standard)
    assert stored.resolved_status is DocumentStatus.SUPERSEDED


def test_what_is_referred_to_and_not_held_is_listed_most_wanted_first(library: Catalogue) -> None:
    document = citing("GB/T 8-2000", "GB/T 9", "GB/T 9", "GB/T 1", None)
    library.put(document, path="/citing", collection="default")
    missing = missing_references(library.references())
    assert [(item.to_standard, item.references, item.is_normative) for item in missing] == [
        ("GB/T 9", 2, True),
        ("GB/T 8-2000", 1, True),
    ]
    assert missing[0].from_documents == (document.id,)


def test_a_number_left_open_in_a_draft_names_no_standard(library: Catalogue) -> None:
    library.put(standard("GM/T XXXX-XXXX"), path="/draft", collection="default")
    assert resolved(library, "GM/T XXXX") is None
    library.put(citing("GM/T AAAAA", "GM/T 6"), path="/citing", collection="default")
    assert [item.to_standard for item in missing_references(library.references())] == ["GM/T 6"]


def test_a_reference_is_named_by_the_nearest_number_above_it(catalogue: Catalogue) -> None:
    document = rich()
    catalogue.put(document, path="/a", collection="default")
    assert [stored.from_number for stored in catalogue.references(document.id)] == ["5.2.1", "A.1"]
