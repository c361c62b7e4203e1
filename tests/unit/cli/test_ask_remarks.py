"""What a person reads below an answer: how a follow-up was read, what is confirmed, and what is asked back."""

from __future__ import annotations

from app.cli.ask import remarks
from app.domain.answer import Answer, ClarifyingQuestion, Fact, Mode, Understanding


def test_a_plain_answer_has_nothing_below_it() -> None:
    understood = Understanding("护栏要多高？")
    assert remarks(Answer("护栏要多高？", Mode.VERBATIM, "…", understanding=understood)) == ""


def test_a_follow_up_shows_how_it_was_read_and_where_it_looks_first() -> None:
    understood = Understanding("室外风速不能超过多少？", standards=("Q/ZS 1-2024",), is_follow_up=True)
    shown = remarks(Answer("那室外呢？", Mode.VERBATIM, "…", understanding=understood))
    assert "室外风速不能超过多少？" in shown
    assert "Q/ZS 1-2024" in shown


def test_what_is_asked_back_has_numbered_options_and_says_how_to_answer() -> None:
    asked_back = ClarifyingQuestion("耐火等级", "您问的是哪一种？", ("一级", "二级"))
    shown = remarks(Answer("？", Mode.VERBATIM, "…", clarifying_question=asked_back, conversation="c1"))
    assert "您问的是哪一种？\n  1. 一级\n  2. 二级\n" in shown
    assert "--conversation c1 --fact 耐火等级=" in shown


def test_without_a_conversation_the_whole_question_is_asked_again() -> None:
    asked_back = ClarifyingQuestion("耐火等级", "您问的是哪一种？", ("一级", "二级"))
    shown = remarks(Answer("？", Mode.VERBATIM, "…", clarifying_question=asked_back))
    assert "--fact 耐火等级=选项" in shown
    assert "--conversation" not in shown


def test_confirmed_facts_are_shown_with_the_way_to_change_them() -> None:
    shown = remarks(Answer("？", Mode.VERBATIM, "…", facts=(Fact("耐火等级", "二级"),)))
    assert "耐火等级=二级" in shown
    assert "--fact" in shown
