"""Which lead-ins stand over an item."""

from __future__ import annotations

from app.assistant.quoting.pieces import Piece, pieces_of
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source

SOURCE = Source("d", "a.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN)


def pieces(*clauses: Clause) -> tuple[Piece, ...]:
    text = "\n".join(clause.text for clause in clauses)
    return pieces_of(Evidence(1, 1.0, SOURCE, "d.1", "9.3", "9.3 密钥分管", 1, text, clauses))


def leads(*clauses: Clause) -> dict[str, str]:
    return {piece.text: piece.lead for piece in pieces(*clauses)}


def clause(text: str, number: str = "9.3", kind: ClauseKind = ClauseKind.CLAUSE, parent: str | None = None) -> Clause:
    return Clause(f"d.{number}", number, "", text, kind, parent)


def test_a_list_in_a_list_stands_under_both_lead_ins() -> None:
    found = leads(clause("条件如下：\n——应可信；\n——下列人员不得担任：\n● 管理员；\n● 操作员。\n名单应备案。"))
    assert found["——应可信；"] == "条件如下："
    assert found["● 操作员。"] == "条件如下：\n——下列人员不得担任："
    assert found["名单应备案。"] == ""


def test_a_second_sentence_of_an_item_stays_under_its_lead_in() -> None:
    found = leads(clause("要求如下：\n——应加锁。钥匙由专人保管；\n——应登记。"))
    assert found["钥匙由专人保管；"] == found["——应登记。"] == "要求如下："


def test_a_new_lead_in_without_a_mark_ends_the_list_before() -> None:
    found = leads(clause("应满足以下要求：\n——甲；\n——乙。\n可选策略：\n丙由丁负责。"))
    assert found["丙由丁负责。"] == "可选策略："


def test_items_of_their_own_stand_under_what_their_parent_opened() -> None:
    above = clause("有下列情形的，责令改正；情节严重的，吊销许可证：", "第七条")
    item = clause("克扣伙食费。", "第七条第（一）项", ClauseKind.ITEM, "d.第七条")
    assert leads(above, item)["克扣伙食费。"] == above.text


def test_a_text_after_the_items_stands_under_none() -> None:
    above = clause("应符合下列要求：")
    item = clause("高度应足够；", "9.3a)", ClauseKind.ITEM, "d.9.3")
    after = clause("试验后应当清理。", "9.3第2段", ClauseKind.PARAGRAPH, "d.9.3")
    assert leads(above, item, after)["试验后应当清理。"] == ""
