"""The library in numbers."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Clause, ClauseKind, Reference, Strength
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.missing import missing_from_library
from app.library.numbers import Count, LibraryNumbers, documents_counted, library_numbers
from app.library.strengths import strength_counts
from app.library.web import reference_web
from tests.unit.library.making import law, standard


def numbers_of(catalogue: Catalogue, database: Database) -> LibraryNumbers:
    missing = missing_from_library(catalogue)
    web = reference_web(catalogue.entries(), catalogue.references(), {item.name: item.title for item in missing})
    return library_numbers(catalogue.entries(), strength_counts(database), web, missing)


def test_documents_are_counted_by_what_they_are(catalogue: Catalogue, database: Database) -> None:
    documents = (
        standard("GB/T 1-2009"),
        standard("GB/T 1-2020", issued="2020-03-31"),
        standard("GB 2-2021"),
        law("中华人民共和国标准化法", language="en"),
    )
    for document in documents:
        catalogue.put(document, path=f"/{document.id}", collection="default")
    numbers = numbers_of(catalogue, database)
    assert (numbers.documents, numbers.clauses, numbers.pages) == (4, 4, 4)
    assert numbers.families == (Count("GB/T", 2), Count("", 1), Count("GB", 1))
    assert numbers.years == (Count("2009", 1), Count("2020", 1), Count("2021", 1), Count("", 1))
    entries = catalogue.entries()
    assert all(len(documents_counted(entries, "family", one.key)) == one.count for one in numbers.families)
    assert all(len(documents_counted(entries, "year", one.key)) == one.count for one in numbers.years)
    assert numbers.kinds == (Count("standard", 3), Count("law", 1))
    assert numbers.languages == (Count("zh", 3), Count("en", 1))
    assert sum(count.count for count in numbers.statuses) == 4


def test_clauses_are_counted_by_strength_and_those_without_are_not(catalogue: Catalogue, database: Database) -> None:
    plain = standard("GB 3-2020")
    strengths = (Strength.SHALL, Strength.MAY, Strength.SHALL, None)
    clauses = tuple(
        Clause(f"{plain.id}.{place}", str(place), "", "正文。", ClauseKind.CLAUSE, strength=strength)
        for place, strength in enumerate(strengths)
    )
    catalogue.put(replace(plain, clauses=clauses), path="/3", collection="default")
    assert numbers_of(catalogue, database).strengths == (Count("shall", 2), Count("may", 1))


def test_what_is_referred_to_and_what_is_wanted_come_most_first(catalogue: Catalogue, database: Database) -> None:
    held = standard("GB/T 2-2018")
    citing = standard("GB 1-2020", ["见 GB/T 2、GB/T 8 和 GB/T 9。"])
    names = ("GB/T 2", "GB/T 8", "GB/T 9", "GB/T 9")
    references = tuple(Reference(citing.clauses[0].id, name) for name in names)
    for document in (held, replace(citing, references=references)):
        catalogue.put(document, path=f"/{document.id}", collection="default")
    numbers = numbers_of(catalogue, database)
    assert numbers.most_referred == (Count(held.id, 1, "GB/T 2-2018"),)
    assert [(count.key, count.count) for count in numbers.most_wanted] == [("GB/T 9", 2), ("GB/T 8", 1)]
    assert numbers.references == 4


def test_an_empty_library_has_empty_numbers(catalogue: Catalogue, database: Database) -> None:
    numbers = numbers_of(catalogue, database)
    assert numbers.documents == 0
    assert numbers.statuses == numbers.most_wanted == ()
