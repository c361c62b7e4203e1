"""Which sentences of a document are requirements that a person goes through, and what stands beside each."""

from __future__ import annotations

from dataclasses import replace

from app.assistant.text_work.checklist import Checklist, NamedTable, checklist
from app.assistant.text_work.checklist_report import checklist_report
from app.domain.document import Clause, ClauseKind, Strength
from app.domain.evidence import Evidence
from app.domain.table import plain_table
from tests.unit.assistant.text_work.clauses import SOURCE, clause, evidence

SHALL = (Strength.SHALL,)
LEAD = "制动器应符合下列要求："


def made(*clauses: Clause, strengths: tuple[Strength, ...] = SHALL) -> Checklist:
    return checklist(evidence(clauses), strengths)


def quotes(found: Checklist) -> list[str]:
    return [one.citation.quote for one in found.requirements]


def table(name: str, number: str, rows: list[list[str]], parent: str) -> Clause:
    cells = plain_table(rows, header_rows=1)
    text = "\n".join(cells.lines())
    return replace(clause(name, text, ClauseKind.TABLE, number=number, title="制动距离", parent=parent), table=cells)


def test_each_sentence_that_binds_is_a_row_with_its_exact_words() -> None:
    found = made(clause("5.1", "车轮由橡胶制成。车轮直径不应小于100 mm。质量应在铭牌上标明。", page=3))
    assert quotes(found) == ["车轮直径不应小于100 mm。", "质量应在铭牌上标明。"]
    assert [one.words for one in found.requirements] == [("不应",), ("应",)]
    assert [(one.citation.key, one.citation.clause, one.citation.page) for one in found.requirements] == [
        ("1", "5.1", 3),
        ("2", "5.1", 3),
    ]


def test_recommendations_and_permissions_come_only_when_asked_for() -> None:
    text = "车架应防锈。车架宜喷漆。车架可镀锌。"
    assert quotes(made(clause("5.1", text))) == ["车架应防锈。"]
    everything = made(clause("5.1", text), strengths=tuple(Strength))
    assert [one.strength for one in everything.requirements] == list(Strength)


def test_items_without_a_word_of_their_own_stand_under_the_lead_in_that_binds_them() -> None:
    found = made(
        clause("5.2", LEAD),
        clause("a", "操作力不大于100 N；", ClauseKind.ITEM, number="5.2a)", parent="5.2"),
        clause("b", "不得自行松开。", ClauseKind.ITEM, number="5.2b)", parent="5.2"),
    )
    assert quotes(found) == ["操作力不大于100 N；", "不得自行松开。"]
    assert [one.lead for one in found.requirements] == [(LEAD,), (LEAD,)]
    assert [one.words for one in found.requirements] == [("应",), ("不得",)]
    assert [one.citation.clause for one in found.requirements] == ["5.2a)", "5.2b)"]


def test_a_sentence_that_enumerates_keeps_its_items() -> None:
    found = made(
        clause("5.3", "下列部件应由生产方提供，并应附合格证："),
        clause("a", "车轮；", ClauseKind.ITEM, number="5.3a)", parent="5.3"),
        clause("b", "扶手。", ClauseKind.ITEM, number="5.3b)", parent="5.3"),
    )
    [one] = found.requirements
    assert one.citation.quote.startswith("下列部件应由")
    assert one.listed == ("a) 车轮；", "b) 扶手。")


def test_what_only_states_gives_no_row() -> None:
    found = made(
        clause("0", "本文件应按规定起草。", ClauseKind.CHAPTER, title="前言"),
        clause("2", "引用文件应为最新版本。", ClauseKind.CHAPTER, title="规范性引用文件"),
        clause("3.1", "应由人推动的车。", ClauseKind.TERM, title="手推车"),
        clause("n", "应当注意安全。", ClauseKind.NOTE, number="5.1注"),
        clause("5", "应用软件的响应时间见附录。"),
    )
    assert quotes(found) == []


def test_a_sentence_that_speaks_of_the_one_before_brings_it_along() -> None:
    [one] = made(clause("5.1", "手推车分为一级和二级。其载荷不应大于500 kg。")).requirements
    assert one.lead == ("手推车分为一级和二级。",)
    [alone] = made(clause("5.1", "手推车分为一级和二级。其他车不应使用。")).requirements
    assert alone.lead == ()


def test_tables_are_named_with_their_titles_and_those_that_are_missing_by_number() -> None:
    found = made(
        clause("5.4", "制动距离应符合表 1的规定，试验按表9。"),
        table("t", "表1", [["状态", "距离"], ["湿态", "15"]], "5.4"),
    )
    [one] = found.requirements
    assert one.tables == (NamedTable("表1", "制动距离", 1), NamedTable("表9"))


def test_a_table_row_is_a_requirement_only_where_its_words_bind() -> None:
    rows = [["项目", "要求"], ["车轮", "应能自由转动"], ["READ_ERROR", "禁止读操作"]]
    found = made(clause("5.5", "检查项目见表2。"), table("t", "表2", rows, "5.5"))
    assert quotes(found) == ["车轮 | 应能自由转动"]
    assert found.requirements[0].lead == ("表2 制动距离", "项目 | 要求")


def test_the_report_has_a_row_a_requirement_and_says_that_no_model_wrote_it() -> None:
    report = checklist_report(made(clause("5.1", "车架应防锈。", title="车架")))
    assert report.model is None
    assert report.label == ""
    assert any("没有使用人工智能" in line for line in report.about)
    [row] = report.rows
    assert len(row) == len(report.columns)
    assert row[3][0].text == "车架应防锈。"


def test_each_document_has_its_own_table_of_a_number() -> None:
    def about(document: str, title: str) -> tuple[Evidence, ...]:
        rows = [["状态", "值"], ["甲", "1"]]
        parts = (clause("5.4", "性能应符合表1。"), replace(table("t", "表1", rows, "5.4"), title=title))
        named = [replace(one, id=f"{document}/{one.id}", parent_id=None) for one in parts]
        return evidence(named, replace(SOURCE, document_id=document))

    found = checklist((*about("d1", "涂层厚度"), *about("d2", "制动距离")), SHALL)
    assert [row.tables[0].title for row in found.requirements if row.tables] == ["涂层厚度", "制动距离"]
