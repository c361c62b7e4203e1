"""How a person is told where a quote stands."""

from __future__ import annotations

import pytest

from app.assistant.citations import unit_number
from app.assistant.compose import evidence_name
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source


def evidence(number: str | None, title_path: str, kind: ClauseKind = ClauseKind.PARAGRAPH) -> Evidence:
    source = Source("d", "a.pdf", "Trolleys", "EN 1-2020", DocumentStatus.UNKNOWN)
    clause = Clause("d.1", number, "", "The brake shall hold.", kind)
    return Evidence(1, 1.0, source, "d.1", number, title_path, 1, clause.text, (clause,))


@pytest.mark.parametrize(
    ("number", "title_path", "unit"),
    [
        ("5.2", "Trolleys > 5 Tests > 5.2 Brake", "5.2"),
        ("5.2a)", "Trolleys > 5 Tests > 5.2 Brake", "5.2"),
        ("第十条第二款", "条例 > 第十条", "第十条"),
        (None, "Trolleys > Brake performance", None),
        ("a)", "Trolleys > Brake performance", "a)"),
    ],
)
def test_the_first_word_of_a_heading_names_a_unit_only_where_it_is_its_number(
    number: str | None, title_path: str, unit: str | None
) -> None:
    assert unit_number(evidence(number, title_path)) == unit


def test_a_passage_is_named_by_its_heading() -> None:
    assert evidence_name(evidence("a)", "Trolleys > Brake performance")) == "EN 1-2020 Brake performance"
    assert evidence_name(evidence("5.2a)", "Trolleys > 5.2 Brake")) == "EN 1-2020 5.2 Brake"
