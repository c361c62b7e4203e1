"""Numbers that begin again at 1: documents in documents, and lists that are none."""

from __future__ import annotations

from tests.unit.ingest.clause_helpers import build, by_number, numbers

STEPS = """
    1 Scope
    This document applies to rails.
    2 Process
    2.1 Overview
    The process is short.
    2.2 Requirements
    The following applies:
    1. A rail shall not be painted before it has been
    fixed to its posts.
    2. The height of each rail shall be measured
    from the tread.
    3. Each rail shall carry the maker's mark
    in a visible place.
    4. Rails of two makers
    in one flight are not allowed.
    2.3 Records
    Records shall be kept.
    3 Marking
    Marks shall be permanent.
"""


def test_steps_between_two_clauses_stay_steps_though_their_text_is_broken_oddly() -> None:
    tree = build(STEPS)
    assert numbers(tree) == ["1", "2", "2.1", "2.2", "2.3", "3"]
    assert by_number(tree, "2.2第4项").text.startswith("Rails of two makers")


def test_steps_that_reach_the_next_chapters_number_stop_before_it() -> None:
    tree = build(STEPS.replace("2.3 Records\n", ""))
    assert numbers(tree) == ["1", "2", "2.1", "2.2", "3"]
    assert by_number(tree, "3").title == "Marking"


def test_a_second_standard_in_the_same_file_begins_at_one_again() -> None:
    part = """
        1 范围
        本部分规定了护栏。
        2 要求
        2.1 高度
        高度应符合规定。
        2.2 宽度
        宽度应符合规定。
        附录A
        （资料性附录）
        示例
        A.1 一般要求
        见图。
    """
    tree = build(part, part)
    assert numbers(tree) == ["1", "2", "2.1", "2.2", "附录A", "A.1"] * 2
    assert [clause.parent_id for clause in tree.clauses if clause.number == "1"] == [None, None]


def test_a_sample_document_in_an_appendix_belongs_to_it_and_the_appendices_go_on() -> None:
    tree = build("""
        1 Introduction
        1.1 Purpose
        This guide helps.
        1.2 Audience
        It is for testers.
        2 Methods
        2.1 Reviews
        Documents are reviewed.
        2.2 Tests
        Systems are tested.
        Appendix A
        Rules Template
        The template follows.
        1 Purpose
        1.1 Aim
        State the aim.
        1.2 Limits
        State the limits.
        2 Logistics
        2.1 Personnel
        Name the persons.
        Appendix B
        Glossary
        Terms are defined below.
    """)
    assert numbers(tree) == [
        *("1", "1.1", "1.2", "2", "2.1", "2.2", "Appendix A"),
        *("1", "1.1", "1.2", "2", "2.1", "Appendix B"),
    ]
    _, inner = (clause for clause in tree.clauses if clause.number == "2")
    assert tree.parent_number(inner) == "Appendix A"
    assert by_number(tree, "Appendix B").parent_id is None
