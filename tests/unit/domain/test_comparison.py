"""Two texts side by side: added, removed, reworded and renumbered clauses."""

from __future__ import annotations

from app.domain.comparison import Comparison, compare
from app.domain.document import Clause, ClauseKind

LONG = {
    "甲": "车辆的制动距离在干燥路面上应不大于七米，并且不得偏离车道。",
    "乙": "蓄电池应当有防篡改措施，标称电压小于或者等于四十八伏。",
    "丙": "生产者应当保存检验记录，保存期限不得少于三年。",
    "丁": "国家鼓励采用新技术，提高产品的可靠性和使用寿命。",
}


def text(*rows: tuple[str | None, str], kind: ClauseKind = ClauseKind.CLAUSE, side: str = "a") -> list[Clause]:
    return [Clause(f"{side}{place}", number, "", words, kind) for place, (number, words) in enumerate(rows)]


def told(comparison: Comparison) -> dict[str, list[object]]:
    return {
        "added": [added.clause.number for added in comparison.added],
        "removed": [removed.clause.number for removed in comparison.removed],
        "moved": [(move.before.clause.number, move.after.clause.number) for move in comparison.moved],
        "changed": [(change.before.clause.number, change.after.clause.number) for change in comparison.changed],
    }


def test_the_same_text_has_no_changes() -> None:
    rows = [("1", LONG["甲"]), ("2", LONG["乙"])]
    comparison = compare(text(*rows), text(*rows, side="b"))
    assert told(comparison) == {"added": [], "removed": [], "moved": [], "changed": []}
    assert comparison.unchanged == 2


def test_a_clause_put_in_renumbers_those_behind_it() -> None:
    before = text(("1", LONG["甲"]), ("2", LONG["乙"]), ("3", LONG["丙"]))
    after = text(("1", LONG["甲"]), ("2", LONG["丁"]), ("3", LONG["乙"]), ("4", LONG["丙"]), side="b")
    assert told(compare(before, after)) == {
        "added": ["2"],
        "removed": [],
        "moved": [("2", "3"), ("3", "4")],
        "changed": [],
    }


def test_a_reworded_clause_is_changed_with_its_words() -> None:
    before = text(("5.2", LONG["甲"]), ("5.3", LONG["乙"]))
    after = text(("5.2", LONG["甲"].replace("七米", "四米")), ("5.3", LONG["乙"]), side="b")
    [change] = compare(before, after).changed
    assert [(run.change.value, run.text) for run in change.words if run.change.value != "equal"] == [
        ("delete", "七"),
        ("insert", "四"),
    ]


def test_an_article_renumbered_and_amended_is_both_moved_and_changed() -> None:
    before = text(("第一条", LONG["甲"]), ("第二条", LONG["丙"]))
    after = text(
        ("第一条", LONG["丁"]), ("第二条", LONG["甲"]), ("第三条", LONG["丙"].replace("三年", "五年")), side="b"
    )
    assert told(compare(before, after)) == {
        "added": ["第一条"],
        "removed": [],
        "moved": [("第一条", "第二条"), ("第二条", "第三条")],
        "changed": [("第二条", "第三条")],
    }


def test_another_text_under_the_same_number_is_no_change_of_it() -> None:
    comparison = compare(text(("5.2", LONG["甲"]), ("5.3", LONG["丙"])), text(("5.2", LONG["丁"]), ("5.3", LONG["丙"])))
    assert told(comparison) == {"added": ["5.2"], "removed": ["5.2"], "moved": [], "changed": []}


def test_an_article_is_compared_with_its_paragraphs_and_items() -> None:
    def article(side: str, number: str, items: tuple[str, ...]) -> list[Clause]:
        head = Clause(f"{side}0", number, "", "有下列情形之一的，不得销售：", ClauseKind.CLAUSE)
        return [
            head,
            *(
                Clause(f"{side}{place}", f"{number}第（{place}）项", "", words, ClauseKind.ITEM, head.id)
                for place, words in enumerate(items, 1)
            ),
        ]

    before = article("a", "第八条", ("含有禁用农药的；", "没有合格证的。"))
    after = article("b", "第九条", ("含有禁用农药的；", "没有标签的；", "没有合格证的。"))
    comparison = compare(before, after)
    assert told(comparison) == {
        "added": [],
        "removed": [],
        "moved": [("第八条", "第九条")],
        "changed": [("第八条", "第九条")],
    }
    assert "".join(run.text for run in comparison.changed[0].words if run.change.value == "insert") == "没有标签的；\n"


def test_notes_and_tables_carry_their_label_and_not_the_number_of_their_clause() -> None:
    def unit(side: str, number: str) -> list[Clause]:
        head = Clause(f"{side}0", number, "", LONG["甲"], ClauseKind.CLAUSE)
        return [head, Clause(f"{side}1", f"{number}注", "", "见图。", ClauseKind.NOTE, head.id)]

    comparison = compare(unit("a", "8.28"), unit("b", "8.35"))
    assert told(comparison) == {"added": [], "removed": [], "moved": [("8.28", "8.35")], "changed": []}
    assert comparison.moved[0].after.text == f"{LONG['甲']}\n注 见图。"


def test_headings_that_stand_in_many_chapters_stay_under_their_number() -> None:
    def headings(side: str, *numbers: str) -> list[Clause]:
        return [Clause(f"{side}{number}", number, "概述", "", ClauseKind.CHAPTER) for number in numbers]

    comparison = compare(headings("a", "5.1", "6.1", "7.1"), headings("b", "5.1", "7.1"))
    assert told(comparison) == {"added": [], "removed": ["6.1"], "moved": [], "changed": []}


def test_a_foreword_is_a_foreword_however_much_it_changed() -> None:
    before = [Clause("a", None, "前言", LONG["甲"], ClauseKind.CHAPTER)]
    after = [Clause("b", None, "前言", LONG["丁"], ClauseKind.CHAPTER)]
    assert len(compare(before, after).changed) == 1


def test_texts_without_numbers_are_compared_by_paragraph() -> None:
    before = text((None, LONG["甲"]), (None, LONG["乙"]), kind=ClauseKind.PARAGRAPH)
    after = text((None, LONG["乙"]), (None, LONG["丁"]), kind=ClauseKind.PARAGRAPH, side="b")
    comparison = compare(before, after)
    assert ([c.text for c in comparison.added], [c.text for c in comparison.removed]) == ([LONG["丁"]], [LONG["甲"]])


def test_nothing_compares_with_nothing() -> None:
    assert compare([], []) == Comparison((), (), (), (), 0)
    assert [added.clause.id for added in compare([], text(("1", "甲"))).added] == ["a0"]


def test_every_clause_of_both_texts_is_accounted_for_once() -> None:
    before = text(*((str(place), LONG[name] * place) for place, name in enumerate("甲乙丙甲乙", 1)))
    after = text(*((str(place), LONG[name] * place) for place, name in enumerate("乙丙丁甲", 2)), side="b")
    comparison = compare(before, after)
    pairs = {(change.before.clause.id, change.after.clause.id) for change in (*comparison.moved, *comparison.changed)}
    assert len(comparison.removed) + len(pairs) + comparison.unchanged == len(before)
    assert len(comparison.added) + len(pairs) + comparison.unchanged == len(after)
