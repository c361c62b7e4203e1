"""Finding words in one document, and going to a clause or a page by what is typed."""

from __future__ import annotations

import pytest

from app.domain.clause_jump import clause_meant, page_meant, page_named
from app.domain.document import Clause, ClauseKind
from app.domain.text_find import Hit, find_in_clauses

CLAUSES = (
    Clause("a", "5.2", "制动 Brake", "见 ＧＢ 3565 的 5.2.1 和 5.2。", ClauseKind.CLAUSE),
    Clause("b", "附录A", "试验", "shall 不是 shallow，制动距离", ClauseKind.ANNEX),
    Clause("c", "A.2", "", "第十二条", ClauseKind.CLAUSE),
    Clause("d", "第十二条", "", "条文", ClauseKind.CLAUSE),
)


def found(words: str, *, whole: bool = False) -> list[str]:
    texts = {clause.id: clause for clause in CLAUSES}
    return [
        (
            f"{texts[hit.clause_id].number} {texts[hit.clause_id].title}"
            if hit.in_heading
            else texts[hit.clause_id].text
        )[hit.start : hit.end]
        for hit in find_in_clauses(CLAUSES, words, whole=whole)
    ]


def test_width_case_and_spaces_make_no_difference() -> None:
    assert found("gb3565") == ["ＧＢ 3565"]
    assert found("BRAKE") == ["Brake"]
    assert find_in_clauses(CLAUSES, "制动")[0] == Hit("a", 4, 6, in_heading=True)


def test_a_whole_number_or_word_does_not_go_on() -> None:
    assert found("5.2") == ["5.2", "5.2", "5.2"]
    assert found("5.2", whole=True) == ["5.2", "5.2"]
    assert found("shall", whole=True) == ["shall"]
    assert found("制动", whole=True) == ["制动", "制动"]


def test_numbers_that_are_not_printed_are_not_found() -> None:
    clauses = (
        Clause("a", "第十二条", "", "下列内容：", ClauseKind.CLAUSE),
        Clause("b", "第十二条第一款第（一）项", "", "车辆", ClauseKind.ITEM, parent_id="a"),
        Clause("c", "第十二条第二款", "", "记录", ClauseKind.PARAGRAPH, parent_id="a"),
    )
    assert find_in_clauses(clauses, "款") == []
    assert find_in_clauses(clauses, "第十二条") == [Hit("a", 0, 4, in_heading=True)]
    assert find_in_clauses(clauses, "（一）") == [Hit("b", 0, 3, in_heading=True)]


def test_nothing_is_found_for_nothing() -> None:
    assert found("  ") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5.2", "a"),
        ("附录 A", "b"),
        ("附录A.2", "c"),
        ("a.2", "c"),
        ("第12条", "d"),
        ("12", "d"),
        ("第十二条第一款", "d"),
        ("5.2a)", "a"),
        ("9.9", None),
        ("", None),
    ],
)
def test_a_clause_is_meant_however_its_number_is_typed(typed: str, expected: str | None) -> None:
    clause = clause_meant(CLAUSES, typed)
    assert (clause.id if clause else None) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("p3", 3), ("P. 2", 4), ("第2页", 4), ("第十二条", None), ("5.2", None), ("p99", None), ("pⅡ", 2), ("p ii", 2)],
)
def test_a_page_is_meant_by_its_label_first(typed: str, expected: int | None) -> None:
    assert page_meant(typed, 4, ("Ⅰ", "Ⅱ", "1", "2")) == expected


def test_a_page_is_counted_where_labels_do_not_tell() -> None:
    assert page_named("3", 4) == 3
    assert page_named("0", 4) is None
