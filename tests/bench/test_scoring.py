"""The benches' figures rest on counting rightly."""

from __future__ import annotations

import pytest

from tests.bench.scoring import BUDGET, Figures, Hit, Question, is_exactly

QUESTION = Question("q1", "制动距离", (("a.md", "5.2"), ("b.md", "第三条")))


def test_a_gold_clause_counts_once_at_its_first_passage() -> None:
    figures = Figures()
    figures.add(QUESTION, [Hit("a.md", "5.1", 10), Hit("a.md", "5.2", 10), Hit("a.md", "5.2", 10)])
    marks = figures.means()
    assert (marks[f"in {BUDGET}"], marks["MRR"], marks["R@1"], marks["R@5"], marks["R@10"]) == (0.5, 0.5, 0.0, 0.5, 0.5)


def test_a_gold_clause_further_down_gains_less_up_to_the_tenth_place() -> None:
    other = Hit("a.md", "1", 1)
    first, third, late = Figures(), Figures(), Figures()
    single = Question("q", "", (("a.md", "5.2"),))
    first.add(single, [Hit("a.md", "5.2", 1)])
    third.add(single, [other, other, Hit("a.md", "5.2", 1)])
    late.add(single, [*[other] * 10, Hit("a.md", "5.2", 1)])
    assert [figures.means()["nDCG@10"] for figures in (first, third, late)] == [1.0, 0.5, 0.0]


def test_facts_count_when_all_of_them_stand_within_the_budget() -> None:
    question = Question("q", "", (("a.md", "5.2"),), ("55 kg", "25km/h"))
    for texts, share in ((["55kg", "25 km/h"], 1.0), (["55kg"], 0.0)):
        figures = Figures()
        figures.add(question, [Hit("a.md", "5.2", 5, text) for text in texts])
        assert figures.means()["facts"] == share
    figures = Figures()
    figures.add(question, [Hit("a.md", "5.2", 5, "55 kg"), Hit("a.md", "5.3", BUDGET, "25 km/h")])
    assert figures.means()["facts"] == 0.0


def test_the_budget_is_spent_on_what_stands_before_and_on_the_clause_itself() -> None:
    figures = Figures()
    figures.add(QUESTION, [Hit("a.md", "5.2", BUDGET), Hit("b.md", "第三条", 1)])
    assert figures.means()[f"in {BUDGET}"] == 0.5
    assert figures.means()["R@5"] == 1.0


@pytest.mark.parametrize(("number", "loosely", "strictly"), [("5.2", 0.5, 0.5), ("5.2.1", 0.5, 0.0), (None, 0.0, 0.0)])
def test_a_part_of_the_gold_clause_counts_unless_its_own_number_is_asked_for(
    number: str | None, loosely: float, strictly: float
) -> None:
    for figures, share in ((Figures(), loosely), (Figures(is_exactly), strictly)):
        figures.add(QUESTION, [Hit("a.md", number, 10)])
        assert figures.means()["R@1"] == share


def test_the_same_number_in_another_file_is_another_clause() -> None:
    figures = Figures()
    figures.add(QUESTION, [Hit("b.md", "5.2", 10)])
    assert figures.means()["R@1"] == 0.0


def test_figures_are_means_over_questions() -> None:
    figures = Figures()
    figures.add(QUESTION, [Hit("a.md", "5.2", 10), Hit("b.md", "第三条", 10)])
    figures.add(QUESTION, [])
    assert figures.means()["R@5"] == 0.5
