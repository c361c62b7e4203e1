"""The reference web, and what lies around one of its nodes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.document import Document, DocumentStatus, Reference
from app.library.catalogue import Catalogue
from app.library.entries import Entry, StoredReference
from app.library.web import Direction, ReferenceWeb, neighbourhood, reference_web
from tests.unit.library.making import standard


def referring(number: str, *names: str, normative: bool = True) -> Document:
    made = standard(number, [f"见 {name}。" for name in names] or ["正文。"])
    references = tuple(
        Reference(clause.id, name, "5.1", dated="-" in name, normative=normative)
        for clause, name in zip(made.clauses, names, strict=False)
    )
    return replace(made, references=references)


@pytest.fixture
def documents() -> dict[str, Document]:
    made = (
        referring("GB 1-2020", "GB/T 2", "GB/T 2-2018", "GB/T 9-2000", "GM/T XXXX"),
        referring("GB/T 2-2018", "GB/T 3-2019", "GB 1"),
        referring("GB/T 3-2019", normative=False),
        referring("GB/T 4-2019", "GB 1-2020", normative=False),
    )
    return {document.metadata.number or "": document for document in made}


@pytest.fixture
def web(catalogue: Catalogue, documents: dict[str, Document]) -> ReferenceWeb:
    for document in documents.values():
        catalogue.put(document, path=f"/{document.id}", collection="default")
    return reference_web(catalogue.entries(), catalogue.references(), {"GB/T 9-2000": "环境试验"})


def test_the_references_between_two_documents_are_one_edge_that_knows_its_clauses(
    web: ReferenceWeb, documents: dict[str, Document]
) -> None:
    first, second = documents["GB 1-2020"], documents["GB/T 2-2018"]
    edge = next(edge for edge in web.leaving(first.id) if edge.to_node == second.id)
    assert [(place.clause, place.to_clause, place.is_dated) for place in edge.places] == [
        ("1", "5.1", False),
        ("2", "5.1", True),
    ]
    assert edge.is_normative
    assert edge.is_dated
    assert edge.is_undated
    assert edge.other(first.id) == second.id


def test_what_is_missing_is_a_node_without_a_status_and_a_placeholder_is_none(web: ReferenceWeb) -> None:
    missing = web.nodes["GB/T 9-2000"]
    assert (missing.title, missing.status, missing.is_held) == ("环境试验", None, False)
    assert "GM/T XXXX" not in web.nodes


def test_no_edge_leads_from_a_document_to_itself(catalogue: Catalogue) -> None:
    document = referring("GB 7-2020", "GB 7-2020")
    catalogue.put(document, path="/7", collection="default")
    assert reference_web(catalogue.entries(), catalogue.references(), {}).edges == ()


def test_rings_hold_what_is_one_and_two_steps_away(web: ReferenceWeb, documents: dict[str, Document]) -> None:
    ids = {number: document.id for number, document in documents.items()}
    found = neighbourhood(web, ids["GB 1-2020"], 2, (10, 10))
    assert found.rings == (
        (ids["GB/T 2-2018"], ids["GB/T 4-2019"], "GB/T 9-2000"),
        (ids["GB/T 3-2019"],),
    )
    assert found.directions == {
        ids["GB/T 2-2018"]: Direction.BOTH,
        ids["GB/T 4-2019"]: Direction.REFERRING,
        "GB/T 9-2000": Direction.REFERRED_TO,
    }
    assert len(found.edges) == 5


def test_what_a_limit_cuts_is_counted_and_its_edges_are_not_shown(
    web: ReferenceWeb, documents: dict[str, Document]
) -> None:
    found = neighbourhood(web, documents["GB 1-2020"].id, 1, (1,))
    assert found.left_out == (2,)
    assert {edge.to_node for edge in found.edges} | {edge.from_node for edge in found.edges} == set(found.nodes)


def test_the_busiest_document_is_the_one_with_the_most_neighbours(
    web: ReferenceWeb, documents: dict[str, Document]
) -> None:
    assert web.busiest() == documents["GB 1-2020"].id
    assert reference_web((), (), {}).busiest() is None


def test_a_large_web_is_the_same_web_whatever_the_order_of_asking() -> None:
    entries = [_entry(place) for place in range(500)]
    references = [
        StoredReference(
            entries[place % 500].id,
            "1",
            Reference("c", entries[place * 7 % 500].metadata.number),
            entries[place * 7 % 500].id,
        )
        for place in range(10_000)
    ]
    web = reference_web(entries, references, {})
    once, again = (neighbourhood(web, entries[1].id, 2, (36, 30)) for _ in range(2))
    assert once == again
    assert len(web.nodes) == 500


def _entry(place: int) -> Entry:
    metadata = replace(standard(f"GB {place + 1}-2020").metadata, status=DocumentStatus.UNKNOWN)
    return Entry(f"{place:04}", "", "", "", "default", "pdf", 1, 1, metadata)
