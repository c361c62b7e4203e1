"""Further words for a question, from the glossary and from the packs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.term import Term
from app.retrieval.search import Search
from app.retrieval.synonyms import further_words
from tests.unit.retrieval.lift_standard import library, lift, statute

RATED_LOAD = Term("额定载荷", "正常工作时允许承载的最大质量。", f"{lift().id}.1", "rated load", ("SWL",))


def with_terms(*terms: Term) -> Document:
    return replace(lift(), terms=terms)


@pytest.mark.parametrize(
    ("question", "further"),
    [
        ("SWL是多少", ("额定载荷", "rated load")),
        ("What is the Rated  Load?", ("额定载荷", "SWL")),
        ("额定载荷是多少", ("rated load", "SWL")),
        ("SWLX是多少", ()),
    ],
)
def test_a_term_said_by_one_name_brings_its_others(tmp_path: Path, question: str, further: tuple[str, ...]) -> None:
    _, catalogue, _ = library(tmp_path, with_terms(RATED_LOAD))
    assert further_words(question, catalogue.glossary) == further


def test_a_term_of_another_document_brings_nothing(tmp_path: Path) -> None:
    _, catalogue, _ = library(tmp_path, with_terms(RATED_LOAD), statute())
    assert further_words("SWL是多少", catalogue.glossary, [statute().id]) == ()


def test_a_question_in_a_synonym_finds_the_clause_with_the_preferred_term(tmp_path: Path) -> None:
    _, catalogue, words = library(tmp_path, with_terms(RATED_LOAD))
    assert "5.1" in [item.number for item in Search(catalogue, words).find("the SWL")]
    assert words.search("the SWL", 5) == []


def test_a_lay_word_brings_the_professional_one(tmp_path: Path) -> None:
    _, catalogue, _ = library(tmp_path, lift())
    assert "出租人" in further_words("房东不退钱", catalogue.glossary)
    assert "噪声" in further_words("平台开动有多吵", catalogue.glossary)
    assert "malware" in further_words("Does a virus scanner help?", catalogue.glossary)
    assert further_words("viruslike", catalogue.glossary) == ()


def test_a_number_is_looked_for_in_its_other_form(tmp_path: Path) -> None:
    _, catalogue, words = library(tmp_path, lift(), statute())
    assert further_words("30天内登记", catalogue.glossary) == ("三十日",)
    assert Search(catalogue, words).find("30天内")[0].number == "第十二条"


def test_what_the_question_says_itself_is_no_further_word(tmp_path: Path) -> None:
    _, catalogue, _ = library(tmp_path, lift())
    assert "制动" not in further_words("刹车的制动距离", catalogue.glossary)


def test_the_clause_in_the_persons_own_words_goes_before_one_in_the_synonyms(tmp_path: Path) -> None:
    document = lift()
    own = replace(document.clauses[3], text="喇叭的响度。")
    other = replace(document.clauses[12], text="鸣号装置的响度。")
    clauses = tuple({own.id: own, other.id: other}.get(clause.id, clause) for clause in document.clauses)
    _, catalogue, words = library(tmp_path, replace(document, clauses=clauses))
    found = [item.number for item in Search(catalogue, words).find("喇叭")]
    assert found[:2] == ["4.1", "5.3"]
