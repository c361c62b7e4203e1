"""Evidence cut into sentences, items and rows, each an exact slice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant.quoting.citations import cite
from app.assistant.quoting.pieces import Piece, pieces_of, statements_of
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.domain.table import Table, TableCell
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


def test_a_row_knows_its_unit_and_every_row_of_its_head() -> None:
    head = (TableCell(0, 0, "类别", row_span=2), TableCell(0, 1, "出口之间", column_span=2))
    below = (TableCell(1, 1, "一级"), TableCell(1, 2, "二级"))
    body = (TableCell(2, 0, "多层"), TableCell(2, 1, "40"), TableCell(2, 2, "35"))
    table = Table(3, 3, (*head, *below, *body), header_rows=2, unit="单位为米")
    clause = Clause("d.1", "表1", "距离", "\n".join(["单位为米", *table.lines()]), ClauseKind.TABLE, table=table)
    source = Source("d", "a.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN)
    *above, row = pieces_of(Evidence(1, 1.0, source, "d.1", "表1", "表1 距离", 1, clause.text, (clause,)))
    assert row.text == "多层 | 40 | 35"
    assert row.lead == "距离\n单位为米\n类别 | 出口之间\n类别 | 一级 | 二级"
    assert [piece.lead for piece in above] == ["", "", ""]
    (cited,) = cite([row])
    assert cited.table is not None
    assert cited.table.lines()[2:] == ["多层 | 40 | 35"]
