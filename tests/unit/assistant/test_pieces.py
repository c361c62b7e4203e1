"""Evidence cut into sentences, items and rows, each an exact slice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant.pieces import Piece, pieces_of, statements_of
from app.domain.evidence import Evidence
from app.retrieval.search import Search
from tests.unit.retrieval.lift_standard import lift, search_over


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift())


def evidence(search: Search, clause: str) -> Evidence:
    return search.find(f"Q/ZS 001-2024 第{clause}条")[0]


def cut(search: Search, clause: str) -> tuple[Piece, ...]:
    return pieces_of(evidence(search, clause))


def test_every_piece_is_a_slice_of_its_clause_and_nothing_is_lost(search: Search) -> None:
    for clause in ("4.1", "4.2", "4.3", "4.4", "5.3"):
        found = evidence(search, clause)
        pieces = pieces_of(found)
        assert all(piece.clause.text[piece.start : piece.end] == piece.text for piece in pieces)
        printed = "".join("".join(c.text.split()) for c in found.clauses)
        assert "".join("".join(piece.text.split()) for piece in pieces) == printed


def test_an_item_knows_its_lead_in(search: Search) -> None:
    lead, first, second = cut(search, "4.2")
    assert lead.opens_a_list
    assert first.lead == second.lead == lead.text


def test_a_table_is_cut_into_rows_that_know_their_header(search: Search) -> None:
    rows = [piece for piece in cut(search, "5.3") if piece.is_row]
    assert len(rows) == 3
    assert "风速 m/s" in rows[2].lead


def test_sentences_are_cut_at_full_stops(search: Search) -> None:
    assert [piece.text[-1] for piece in cut(search, "4.3")] == ["。", "。"]


def test_a_short_clause_is_judged_whole_and_a_long_one_by_sentences(search: Search) -> None:
    noise = evidence(search, "4.3")
    assert len(statements_of(noise, longest=300)) == 1
    assert len(statements_of(noise, longest=10)) == 2
