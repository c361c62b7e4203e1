"""Two documents side by side: which clauses stand beside each other, and which difference is told first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.assistant.export.report import Mark
from app.assistant.text_work.comparison_report import comparison_report, requirement_text, swap_text
from app.assistant.text_work.comparison_table import Change, ComparedDocument, ComparisonTable, comparison_table
from app.domain.document import Clause, ClauseKind
from tests.unit.assistant.text_work.clauses import SOURCE, clause

WHEEL, BRAKE, LABEL = (
    "车轮直径不应小于100 mm，轮面应平整。",
    "制动器宜装在手柄一侧，操作应轻便。",
    "铭牌应标明制造商名称和出厂日期。",
)


def document(number: str, *clauses: Clause, title: str = "某产品技术要求") -> ComparedDocument:
    source = replace(SOURCE, document_id=number, number=number, title=title)
    return ComparedDocument(source, [replace(one, id=f"{number}/{one.id}") for one in clauses])


def editions(before: tuple[Clause, ...], after: tuple[Clause, ...]) -> ComparisonTable:
    return comparison_table(document("GB 1-2010", *before), document("GB 1-2020", *after), {})


def test_values_come_before_requirement_words_and_those_before_wording() -> None:
    table = editions(
        (clause("5.1", LABEL), clause("5.2", BRAKE), clause("5.3", WHEEL)),
        (
            clause("5.1", LABEL.replace("制造商名称", "制造商的名称")),
            clause("5.2", BRAKE.replace("宜", "应")),
            clause("5.3", WHEEL.replace("100", "125")),
        ),
    )
    assert table.is_by_wording
    assert [row.change for row in table.rows] == [Change.VALUE, Change.REQUIREMENT, Change.WORDING]
    assert [swap_text(row.values) for row in table.rows] == ["100 mm → 125 mm", "", ""]
    assert requirement_text(table.rows[1]) == "宜 → 应"


def test_words_about_words_are_no_requirements() -> None:
    said = "表示很严格的用词：正面词采用“必须”，反面词采用“严禁”。"
    table = editions(
        (clause("1", WHEEL), clause("f", said, number="", title="本标准用词说明")),
        (clause("1", WHEEL), clause("f", said.replace("必须", "宜"), number="", title="本标准用词说明")),
    )
    assert [row.change for row in table.rows] == [Change.WORDING]


def test_each_side_names_its_clause_page_and_key() -> None:
    table = editions((clause("5.1", WHEEL, page=4),), (clause("5.1", WHEEL.replace("100", "125"), page=6),))
    [row] = table.rows
    assert row.before is not None
    assert row.after is not None
    assert (row.before.key, row.before.standard, row.before.clause, row.before.page) == ("1A", "GB 1-2010", "5.1", 4)
    assert (row.after.key, row.after.standard, row.after.clause, row.after.page) == ("1B", "GB 1-2020", "5.1", 6)


def test_what_only_one_edition_has_stands_alone() -> None:
    table = editions((clause("5.1", WHEEL), clause("5.2", BRAKE)), (clause("5.1", WHEEL), clause("5.2", LABEL)))
    assert [(row.change, bool(row.before), bool(row.after)) for row in table.rows] == [
        (Change.ADDED, False, True),
        (Change.REMOVED, True, False),
    ]
    assert table.unchanged == 1


def test_numbers_in_a_foreword_are_no_values() -> None:
    before = clause("0", "本版代替2010年版，修改了3处，由归口单位提出。", ClauseKind.CHAPTER, title="前言")
    after = replace(before, text=before.text.replace("3处", "8处"))
    assert [row.change for row in editions((before,), (after,)).rows] == [Change.WORDING]


def test_different_standards_are_paired_by_meaning_and_marked_as_likely() -> None:
    near, far = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    before = document("GB 1-2010", clause("5.1", WHEEL), clause("5.2", LABEL))
    after = document(
        "GB 7-2015", clause("6.4", "滚轮外径至少80 mm。"), clause("6.5", "包装箱应干燥。"), title="另一产品"
    )
    vectors = {"GB 1-2010/5.1": near, "GB 7-2015/6.4": near, "GB 1-2010/5.2": far, "GB 7-2015/6.5": -far}
    table = comparison_table(before, after, vectors)
    assert not table.is_by_wording
    likely = table.rows[0]
    assert (likely.similarity, likely.change) == (1.0, Change.VALUE)
    assert [row.change for row in table.rows[1:]] == [Change.ADDED, Change.REMOVED]
    assert [row.similarity for row in table.rows[1:]] == [None, None]


def test_a_draft_without_a_number_is_no_edition_of_another_draft() -> None:
    before = document("GM/T XXXX-XXXX", clause("5.1", WHEEL), title="甲设备技术规范")
    after = document("GM/T XXXX-XXXX", clause("5.1", LABEL), title="乙设备技术规范")
    assert not comparison_table(before, after, {}).is_by_wording


def test_a_topic_keeps_the_rows_of_its_clauses() -> None:
    before = document("GB 1-2010", clause("5.1", WHEEL), clause("5.2", BRAKE))
    after = document("GB 1-2020", clause("5.1", WHEEL.replace("100", "125")), clause("5.2", BRAKE.replace("宜", "应")))
    table = comparison_table(before, after, {}, frozenset({"GB 1-2010/5.2"}))
    assert [row.change for row in table.rows] == [Change.REQUIREMENT]


def test_the_report_strikes_out_and_underlines() -> None:
    [row] = comparison_report(editions((clause("5.1", WHEEL),), (clause("5.1", WHEEL.replace("100", "125")),))).rows
    assert [run.text for run in row[3] if run.mark is Mark.REMOVED] == ["100 "]
    assert [run.text for run in row[5] if run.mark is Mark.ADDED] == ["125 "]


def test_a_topic_found_in_a_part_of_a_unit_shows_the_unit_and_counts_nothing() -> None:
    note = clause("n", "操作前应检查。", ClauseKind.PARAGRAPH, number="", parent="GB 1-2010/5.2")
    before = document("GB 1-2010", clause("5.1", WHEEL), clause("5.2", BRAKE), note)
    after = document("GB 1-2020", clause("5.1", WHEEL.replace("100", "125")), clause("5.2", BRAKE.replace("宜", "应")))
    about = frozenset({before.clauses[2].id})
    table = comparison_table(before, after, {}, about)
    assert [row.after.clause for row in table.rows if row.after] == ["5.2"]
    assert table.unchanged is None
