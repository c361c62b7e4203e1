"""The glossary of the library: every term with its source, found by any of its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.term import Term
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.glossary import Glossary
from tests.unit.library.making import standard

KEY = ("密钥", "key", ())
CENTRE = ("密钥生成中心", "key generation center", ("KGC",))
BICYCLE = ("电动自行车", "electric bicycle", ())


def put(catalogue: Catalogue, number: str, *names: tuple[str, str, tuple[str, ...]]) -> str:
    document = standard(number)
    terms = tuple(Term(term, f"{term}的定义", document.clauses[0].id, english, more) for term, english, more in names)
    catalogue.put(replace(document, terms=terms), path=f"/{number}", collection="default")
    return document.id


@pytest.fixture
def glossary(catalogue: Catalogue, database: Database) -> Glossary:
    put(catalogue, "GB/T 1-2020", CENTRE, KEY)
    put(catalogue, "GB/T 2-2020", BICYCLE)
    return Glossary(database)


def names(glossary: Glossary, find: str) -> Sequence[str]:
    return [entry.term.term for entry in glossary.entries(find=find)]


@pytest.mark.parametrize(
    ("find", "found"),
    [
        ("密钥", ["密钥", "密钥生成中心"]),
        ("KEY", ["密钥", "密钥生成中心"]),
        ("ｋｇｃ", ["密钥生成中心"]),
        ("bicycle", ["电动自行车"]),
        ("中心", ["密钥生成中心"]),
        ("没有", []),
    ],
)
def test_a_term_is_found_by_any_of_its_names_the_name_itself_first(
    glossary: Glossary, find: str, found: list[str]
) -> None:
    assert names(glossary, find) == found


def test_without_a_word_all_terms_are_given(glossary: Glossary) -> None:
    assert sorted(names(glossary, " ")) == sorted(["密钥生成中心", "密钥", "电动自行车"])


def test_a_term_tells_its_document_and_clause(catalogue: Catalogue, glossary: Glossary) -> None:
    [entry] = glossary.entries(find="电动自行车")
    assert catalogue.entry(entry.document_id).metadata.number == "GB/T 2-2020"
    assert (entry.clause, entry.term.definition) == ("1", "电动自行车的定义")


def test_terms_come_and_go_with_their_document(catalogue: Catalogue, glossary: Glossary) -> None:
    added = put(catalogue, "GB/T 3-2020", ("消息", "message", ()))
    assert [entry.term.term for entry in glossary.entries(added)] == ["消息"]
    catalogue.remove(added)
    assert names(glossary, "消息") == []
