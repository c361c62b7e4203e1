"""Selecting on a page: which characters stand where."""

from __future__ import annotations

from app.domain.document import Box, Clause, ClauseKind, Span
from app.domain.printed_text import PrintedText, TextPlace


def clause(name: str, number: str, text: str, top: float, *, page: int = 1) -> Clause:
    """The heading on a line of its own, 20 points wide, then ten characters a line, 10 points each."""
    lines = [(start, min(start + 10, len(text))) for start in range(0, len(text), 10)]
    spans = tuple(
        Span(start, end, Box(page, 100, top + 20 * at, 100 + 10 * (end - start), top + 20 * at + 10))
        for at, (start, end) in enumerate(lines, 1)
    )
    head = Box(page, 100, top, 120, top + 10)
    return Clause(
        name, number, "", text, ClauseKind.CLAUSE, page=page, boxes=(head, *(s.box for s in spans)), spans=spans
    )


PRINTED = PrintedText(
    (
        clause("a", "5.1", "一二三四五六七八九十甲乙丙", 0),
        clause("b", "5.2", "子丑寅卯", 100),
        clause("c", "6", "末", 0, page=2),
    )
)


def test_a_point_is_the_nearest_gap_of_its_line() -> None:
    assert PRINTED.place_near(1, 124, 25) == TextPlace(1, 2)
    assert PRINTED.place_near(1, 126, 25) == TextPlace(1, 3)
    assert PRINTED.place_near(1, 5, 25) == TextPlace(1, 0)
    assert PRINTED.place_near(3, 5, 25) is None


def test_half_width_characters_take_half_the_room() -> None:
    box = Box(1, 0, 0, 30, 10)
    printed = PrintedText((Clause("a", None, "", "中ab中", ClauseKind.PARAGRAPH, spans=(Span(0, 4, box),)),))
    assert printed.boxes_of("a", 1, 3) == (Box(1, 10, 0, 20, 10),)


def test_text_goes_over_lines_and_clauses() -> None:
    assert PRINTED.text_between(TextPlace(1, 8), TextPlace(2, 2)) == "九十甲乙"
    assert PRINTED.text_between(TextPlace(2, 1), TextPlace(4, 2)) == "乙丙\n5.2\n子丑"


def test_what_is_selected_is_lit_to_the_character() -> None:
    assert PRINTED.boxes_between(TextPlace(1, 8), TextPlace(2, 2)) == (
        Box(1, 180, 20, 200, 30),
        Box(1, 100, 40, 120, 50),
    )


def test_a_whole_page_is_its_own_lines_only() -> None:
    found = PRINTED.page_range(2)
    assert found is not None
    assert PRINTED.text_between(*found) == "6\n末"


def test_a_number_before_its_text_is_selected_beside_it() -> None:
    box = Box(1, 0, 0, 100, 10)
    text = Span(0, 4, Box(1, 40, 0, 100, 10))
    printed = PrintedText((Clause("a", "5.2.1", "", "应当如此", ClauseKind.CLAUSE, boxes=(box,), spans=(text,)),))
    found = printed.page_range(1)
    assert found is not None
    assert printed.text_between(*found) == "5.2.1 应当如此"


def test_a_word_is_what_stands_between_punctuation() -> None:
    box = Box(1, 0, 0, 100, 10)
    printed = PrintedText((Clause("a", None, "", "见GB3565,其", ClauseKind.PARAGRAPH, spans=(Span(0, 9, box),)),))
    assert printed.text_between(*printed.word_around(TextPlace(0, 3))) == "见GB3565"
