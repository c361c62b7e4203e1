"""What the best passages lean on comes along: the clause referred to, the table named, the term defined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Document, Reference
from app.domain.term import Term
from app.library.catalogue import Catalogue
from app.retrieval.references import FOLLOWED_CHARACTERS, MOST_FOLLOWED, READ_FIRST, follow, place_behind
from tests.unit.retrieval.lift_standard import library, lift

SPEED, NOISE, LOAD_TEST, NOISE_TEST, CONDITIONS, TABLE = 3, 7, 10, 11, 12, 13
"""Places of clauses in the lift standard: 4.1, 4.3, 5.1, 5.2, 5.3 and 表1, which stands under 5.3."""


def referring(*edges: tuple[int, str], terms: Sequence[Term] = ()) -> Document:
    document = lift()
    references = tuple(Reference(document.clauses[place].id, None, number) for place, number in edges)
    return replace(document, references=references, terms=tuple(terms))


def held(folder: Path, document: Document) -> Catalogue:
    return library(folder, document)[1]


def brought(catalogue: Catalogue, places: Sequence[int], question: str = "", limit: int = MOST_FOLLOWED) -> object:
    document = lift()
    passages = catalogue.passages([document.clauses[place].id for place in places])
    ordered = [passages[document.clauses[place].id] for place in places]
    return [(item.passage.number, item.route) for item in follow(catalogue, ordered, question, limit)]


def test_the_clause_that_is_referred_to_comes_along(tmp_path: Path) -> None:
    assert brought(held(tmp_path, referring((NOISE, "5.2"))), [NOISE]) == [("5.2", "reference")]


def test_a_table_comes_with_the_passage_that_prints_it(tmp_path: Path) -> None:
    assert brought(held(tmp_path, referring((NOISE, "表1"))), [NOISE]) == [("5.3", "table")]


def test_the_table_of_a_clause_that_is_referred_to_comes_too(tmp_path: Path) -> None:
    catalogue = held(tmp_path, referring((NOISE, "5.2"), (NOISE_TEST, "表1"), (NOISE_TEST, "5.1")))
    assert brought(catalogue, [NOISE]) == [("5.2", "reference"), ("5.3", "table")]


def test_what_is_among_the_hits_is_not_brought_again(tmp_path: Path) -> None:
    assert brought(held(tmp_path, referring((NOISE, "5.2"), (NOISE, "表1"))), [NOISE, NOISE_TEST, CONDITIONS]) == []


def test_circles_and_references_to_oneself_end(tmp_path: Path) -> None:
    catalogue = held(tmp_path, referring((NOISE, "4.3"), (NOISE, "5.2"), (NOISE_TEST, "4.3"), (NOISE_TEST, "5.2")))
    assert brought(catalogue, [NOISE]) == [("5.2", "reference")]


def test_only_the_best_hits_are_followed(tmp_path: Path) -> None:
    catalogue = held(tmp_path, referring((NOISE, "5.2")))
    assert brought(catalogue, [SPEED, LOAD_TEST, CONDITIONS, NOISE]) == []


def test_a_named_part_brings_the_clause_around_it(tmp_path: Path) -> None:
    assert brought(held(tmp_path, referring((NOISE, "5.2a)"))), [NOISE]) == [("5.2", "reference")]


def test_the_limit_and_the_characters_hold(tmp_path: Path) -> None:
    document = referring((NOISE, "5.1"), (NOISE, "5.2"))
    assert brought(held(tmp_path, document), [NOISE], limit=1) == [("5.1", "reference")]
    long = replace(document.clauses[LOAD_TEST], text="载" * (FOLLOWED_CHARACTERS + 1))
    clauses = tuple(long if clause.id == long.id else clause for clause in document.clauses)
    (tmp_path / "long").mkdir()
    assert brought(held(tmp_path / "long", replace(document, clauses=clauses)), [NOISE]) == [("5.2", "reference")]


@pytest.mark.parametrize("question", ["额定载荷试多久", "How long is the rated load applied?"])
def test_a_term_of_the_question_brings_its_definition(tmp_path: Path, question: str) -> None:
    load = Term("额定载荷", "正常工作时允许承载的最大质量。", lift().clauses[1].id, "rated load")
    assert brought(held(tmp_path, referring(terms=[load])), [SPEED], question) == [("3.1", "definition")]


def test_a_term_of_the_best_passage_brings_its_definition(tmp_path: Path) -> None:
    load = Term("额定载荷", "正常工作时允许承载的最大质量。", lift().clauses[1].id)
    catalogue = held(tmp_path, referring(terms=[load]))
    assert brought(catalogue, [LOAD_TEST], "试验多久") == [("3.1", "definition")]
    assert brought(catalogue, [SPEED, LOAD_TEST], "试验多久") == []


@pytest.mark.parametrize(
    ("lengths", "place"), [([], 0), ([10, 10], 2), ([READ_FIRST, 10], 1), ([READ_FIRST - 1, 10, 10], 2)]
)
def test_what_comes_along_stands_behind_what_is_read_first(lengths: list[int], place: int) -> None:
    assert place_behind(lengths) == place
