"""What a question asks about, as a library knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from app.library.tokens import tokens
from app.retrieval.terms import QuestionTerms, chunks, question_terms

PASSAGES = ("平台的升降速度应不大于0.15 m/s", "护栏高度应不小于1.1 m", "平台护栏应能承受水平力", "第三条")


def terms(question: str, synonyms: Mapping[str, Sequence[str]] | None = None) -> QuestionTerms:
    held = [set(tokens(passage)) for passage in PASSAGES]
    return question_terms(question, lambda token: sum(token in there for there in held), len(PASSAGES), synonyms)


def test_function_words_are_not_asked_about() -> None:
    assert chunks("平台的护栏应当是多少？") == ("平台", "护栏")


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    weights = terms("平台升降").weights
    assert weights["升降"] > weights["平台"]


def test_a_word_that_the_library_never_holds_is_named() -> None:
    assert terms("平台的蓄电池容量").unknown == ("蓄电池容量",)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("平台第十二条量子纠缠", ("第十二条", "量子纠缠")),
        ("第12条平台护栏", ("第12条",)),
        ("第一条的量子纠缠", ("第一条", "量子纠缠")),
        ("违反第3条的护栏", ("违反",)),
        ("ブレーキ", ("ブレーキ",)),
    ],
)
def test_the_number_of_an_article_is_one_word_beside_others(question: str, unknown: tuple[str, ...]) -> None:
    assert terms(question).unknown == unknown


def test_the_seam_between_two_known_words_is_no_unknown_word() -> None:
    assert terms("平台高度").unknown == ()


def test_coverage_counts_unknown_words_and_known_coverage_does_not() -> None:
    asked = terms("护栏高度和油漆颜色")
    assert asked.known_coverage(PASSAGES[1]) == 1.0
    assert 0 < asked.coverage(PASSAGES[1]) < 1.0
    assert asked.coverage(PASSAGES[0]) == 0.0


def test_a_lay_word_is_known_where_its_professional_word_is() -> None:
    asked = terms("栏杆的高度", {"栏杆": ["护栏", "防护栏杆"]})
    assert asked.unknown == ()
    assert terms("栏杆的高度").unknown == ("栏杆",)
    assert asked.known_coverage(PASSAGES[1]) > asked.known_coverage(PASSAGES[0])


def test_a_synonym_counts_less_than_the_word_itself() -> None:
    asked = terms("护栏", {"护栏": ["水平力"]})
    assert 0 < asked.coverage("能承受水平力") < asked.coverage("护栏") == 1.0


def test_a_synonym_that_the_library_lacks_too_changes_nothing() -> None:
    assert terms("蓄电池容量", {"蓄电池": ["电瓶"]}) == terms("蓄电池容量")


def test_what_is_unknown_beside_a_lay_word_stays_unknown() -> None:
    assert terms("栏杆油漆", {"栏杆": ["护栏"]}).unknown == ("油漆",)
