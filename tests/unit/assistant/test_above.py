"""Figures that a quote takes from the head of its table or from the lead-in of its list are quoted with it."""

from __future__ import annotations

from app.assistant.quoting.above import figures_above
from app.assistant.quoting.pieces import Piece, pieces_of
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.domain.table import plain_table

SOURCE = Source("d", "a.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN)


def pieces(*clauses: Clause) -> tuple[Piece, ...]:
    text = "\n".join(clause.text for clause in clauses)
    return pieces_of(Evidence(1, 1.0, SOURCE, "d.1", "5.1", "5 间距", 1, text, clauses))


def table(head: list[str]) -> Clause:
    rows = plain_table([head, ["单层", "30", "40"]], header_rows=1)
    return Clause("d.1", "表1", "间距", "\n".join(rows.lines()), ClauseKind.TABLE, table=rows)


def test_a_head_with_figures_is_quoted_above_its_row() -> None:
    _, row = pieces(table(["类别", "≤24 m", "＞24 m"]))
    assert [one.text for one in figures_above(row)] == ["类别 | ≤24 m | ＞24 m"]


def test_a_head_without_figures_is_not() -> None:
    _, row = pieces(table(["类别", "多层", "高层"]))
    assert figures_above(row) == ()


def test_a_lead_in_with_figures_is_quoted_above_its_item() -> None:
    text = "高度大于24 m的平台应符合下列要求：\na) 护栏高度不小于1.1 m；\nb) 设踢脚板。"
    lead, rail, board = pieces(Clause("d.1", "5.1", "", text, ClauseKind.CLAUSE))
    assert [one.text for one in figures_above(rail)] == [lead.text] == [one.text for one in figures_above(board)]
    assert figures_above(lead) == ()
