"""A comparison in reading order."""

from __future__ import annotations

from dataclasses import replace

from app.assistant.text_work.comparison_table import Change, ComparedDocument, comparison_table
from app.assistant.text_work.side_by_side import SideBySide, counts_of, is_renumbered, side_by_side
from app.domain.document import Clause
from tests.unit.assistant.text_work.clauses import SOURCE, clause

WHEEL, BRAKE, LABEL, COLOUR, TEST = (
    "车轮直径不应小于100 mm，轮面应平整。",
    "制动器宜装在手柄一侧，操作应轻便。",
    "铭牌应标明制造商名称和出厂日期。",
    "外观颜色由供需双方商定。",
    "每批产品抽取三件做满载试验，不得出现裂纹。",
)


def document(number: str, *clauses: Clause) -> ComparedDocument:
    source = replace(SOURCE, document_id=number, number=number, title="某产品技术要求")
    return ComparedDocument(source, [replace(one, id=f"{number}/{one.id}") for one in clauses])


def compared(before: tuple[Clause, ...], after: tuple[Clause, ...], about: frozenset[str] | None = None) -> SideBySide:
    sides = document("GB 1-2010", *before), document("GB 1-2020", *after)
    return side_by_side(comparison_table(*sides, {}, about), *sides)


def shape(of: SideBySide) -> list[tuple[str, str | None, str | None]]:
    return [
        (row.change.value, row.before.clause if row.before else None, row.after.clause if row.after else None)
        for row in of.rows
    ]


def test_every_clause_stands_in_reading_order_and_what_was_taken_out_where_it_was() -> None:
    made = compared(
        (clause("1", WHEEL), clause("2", COLOUR), clause("3", BRAKE), clause("4", LABEL)),
        (clause("1", WHEEL), clause("2", BRAKE.replace("宜", "应")), clause("3", LABEL), clause("4", TEST)),
    )
    assert shape(made) == [
        ("none", "1", "1"),
        ("removed", "2", None),
        ("requirement", "3", "2"),
        ("moved", "4", "3"),
        ("added", None, "4"),
    ]
    counts = counts_of(made.rows)
    assert (counts.changed, counts.added, counts.removed) == (1, 1, 1)
    assert (counts.moved, counts.unchanged) == (1, 1)
    assert (counts.also_moved, counts.requirements) == (1, 1)
    kinds = counts.changed, counts.added, counts.removed, counts.moved, counts.unchanged
    assert sum(kinds) == len(made.rows)
    assert [is_renumbered(row) for row in made.rows] == [False, False, True, True, False]


def test_what_was_taken_out_at_the_beginning_comes_first() -> None:
    made = compared((clause("1", COLOUR), clause("2", WHEEL)), (clause("1", WHEEL),))
    assert [row[0] for row in shape(made)] == ["removed", "moved"]


def test_an_unchanged_clause_has_both_sides_with_their_own_documents() -> None:
    [row] = compared((clause("1", WHEEL, page=3),), (clause("1", WHEEL, page=5),)).rows
    assert row.change is Change.NONE
    assert row.before is not None
    assert row.after is not None
    assert [(side.standard, side.page, side.text) for side in (row.before, row.after)] == [
        ("GB 1-2010", 3, WHEEL),
        ("GB 1-2020", 5, WHEEL),
    ]


def test_about_a_topic_there_are_the_rows_of_the_table_alone() -> None:
    before, after = (clause("1", WHEEL), clause("2", BRAKE)), (clause("1", WHEEL), clause("2", BRAKE + COLOUR))
    about = frozenset({f"GB 1-2020/{after[1].id}"})
    assert [row[0] for row in shape(compared(before, after, about))] == ["wording"]


def test_two_standards_show_likely_pairs_and_call_none_of_them_moved() -> None:
    one = document("GB 1-2010", clause("5.1", WHEEL, title="车轮"), clause("5.2", COLOUR, title="外观"))
    other = replace(
        document("GB 9-2020", clause("7.3", TEST, title="试验"), clause("7.4", LABEL, title="车轮")),
    )
    made = side_by_side(comparison_table(one, other, {}), one, other)
    assert not made.table.is_by_wording
    assert counts_of(made.rows).moved == 0
    assert counts_of(made.rows).unchanged == 0
    assert len(made.rows) == len(made.table.rows)
