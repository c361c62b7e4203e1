"""The parts of a document that a person may choose from."""

from __future__ import annotations

from app.assistant.text_work.material import BEGINNING, headings
from app.domain.document import ClauseKind
from tests.unit.assistant.text_work.clauses import clause, evidence


def test_units_are_named_by_number_and_title() -> None:
    made = evidence((clause("5", kind=ClauseKind.CHAPTER, title="要求"), clause("5.1", "应可靠。", title="制动")))
    assert headings(made) == {"5": "5 要求", "5.1": "5.1 制动"}


def test_a_unit_without_title_is_known_by_how_it_begins() -> None:
    made = evidence((clause("5.2", "应牢固。"), clause("5.3", "应" * 100)))
    assert headings(made)["5.2"] == "5.2 应牢固。"
    assert headings(made)["5.3"] == f"5.3 {'应' * (BEGINNING - 1)}…"


def test_text_without_number_cannot_be_chosen() -> None:
    assert headings(evidence((clause("f", "本文件由某会归口。", ClauseKind.CHAPTER, number="", title="前言"),))) == {}
