"""English standards: ISO and IEC Directives, NIST, RFC, ANSI."""

from __future__ import annotations

import pytest

from app.domain.document import ClauseKind
from tests.unit.ingest.clause_helpers import build, by_number, numbers

ISO = """
    Foreword
    ISO is a worldwide federation.
    Introduction
    Rails protect people.
    1 Scope
    This document specifies rails.
    2 Normative references
    ISO 9000:2015, Quality management systems
    3 Terms and definitions
    For the purposes of this document, the following terms and definitions apply.
    3.1
    guard rail
    device that prevents a fall
    Note 1 to entry: A fence is no guard rail.
    3.2
    toe board
    plate at floor level
    4 Requirements
    4.1 General
    A rail shall be 1,1 m high.
    NOTE 1 The height is measured from the tread.
    EXAMPLE A platform.
    a) platforms:
    1) fixed;
    2) movable;
    b) stairs.
    Table 1 — Heights of rails
    Figure 2 — A rail
    Annex A
    (normative)
    Test methods
    A.1 General
    See Table A.1.
    A.1.1 Load
    The load is given by Formula (A.1).
    Annex B (informative) Examples
    B.1 Platforms
    See 4.1.
    Bibliography
    [1] ISO 14122-3, Safety of machinery
"""
NIST = """
    Executive Summary
    Organizations should protect rails.
    1. Introduction
    1.1 Purpose
    This guide helps organizations.
    2. Planning
    Section 3 describes testing.
    2.1 Steps
    The steps are as follows:
    1. Plan.
    2. Do.
    2.2 Roles
    Appendix A lists roles.
    3. Testing
    3.1 Reviews
    See Appendix B.
    Appendix A—Roles
    The roles are listed below.
    Appendix B— Glossary
    Terms are defined below.
"""


def test_an_iso_standard_is_read_to_its_annexes() -> None:
    tree = build(ISO)
    assert numbers(tree) == [
        *("1", "2", "3", "3.1", "3.2", "4", "4.1"),
        *("Annex A", "A.1", "A.1.1", "Annex B", "B.1"),
    ]
    assert by_number(tree, "Annex A").title == "(normative) Test methods"
    assert by_number(tree, "Annex B").title == "(informative) Examples"
    assert tree.parent_number(by_number(tree, "A.1.1")) == "A.1"


def test_an_iso_term_has_its_definition_and_its_note_to_entry() -> None:
    tree = build(ISO)
    term = by_number(tree, "3.1")
    assert (term.kind, term.title, term.text) == (ClauseKind.TERM, "guard rail", "device that prevents a fall")
    assert by_number(tree, "3.1Note1").text == "A fence is no guard rail."


def test_parts_of_an_iso_clause() -> None:
    tree = build(ISO)
    parts = [(clause.kind, clause.number) for clause in tree.children(by_number(tree, "4.1").id)]
    assert parts == [
        (ClauseKind.NOTE, "4.1NOTE1"),
        (ClauseKind.EXAMPLE, "4.1EXAMPLE"),
        (ClauseKind.ITEM, "4.1a)"),
        (ClauseKind.ITEM, "4.1b)"),
        (ClauseKind.TABLE, "Table 1"),
        (ClauseKind.FIGURE, "Figure 2"),
    ]
    assert by_number(tree, "4.1a)2)").text == "movable;"


def test_a_report_with_stops_behind_its_numbers() -> None:
    tree = build(NIST)
    assert numbers(tree) == ["1", "1.1", "2", "2.1", "2.2", "3", "3.1", "Appendix A", "Appendix B"]
    assert [by_number(tree, name).title for name in ("Appendix A", "Appendix B")] == ["Roles", "Glossary"]
    assert by_number(tree, "2.2").text == "Appendix A lists roles."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("SECTION 1 PURPOSE", "SECTION 2 APPLICABILITY"),
        ("Chapter 1: Purpose", "Chapter 2: Applicability"),
        ("CHAPTER ONE", "CHAPTER TWO"),
        ("Section 1. Purpose", "Section 2. Applicability"),
    ],
)
def test_chapters_may_be_named_as_such(first: str, second: str) -> None:
    tree = build(f"{first}\nThis text protects rails.\n{second}\nSection 1 of this document applies to all of them.")
    assert numbers(tree) == ["1", "2"]


def test_the_sections_of_an_rfc() -> None:
    tree = build("""
        1.  Introduction
        Rails speak to rails.
        1.1.  Requirements Language
        The key words "MUST" and "SHOULD" are to be interpreted as described in RFC 2119.
        2.  Protocol
        2.1.  Messages
        A rail MUST answer within 2.5 seconds.
        Appendix A.  Examples
        A.1.  A Message
        Hello.
        """)
    assert numbers(tree) == ["1", "1.1", "2", "2.1", "Appendix A", "A.1"]
    assert by_number(tree, "1.1").title == "Requirements Language"


def test_a_requirement_with_a_footnote_mark_behind_its_stop_is_a_sentence() -> None:
    tree = build("""
        3 Requirements
        3.1 Maintenance
        3.1.1 Perform maintenance on all rails.²⁴
        3.1.2 Use two locks²² for local access to rails and for
        remote access to them.
        3.2 Rails³
        Rails are listed.
        """)
    assert [by_number(tree, number).title for number in ("3.1.1", "3.1.2", "3.2")] == ["", "", "Rails³"]
