"""Numbers at the start of a line: what is read as one, and how it is printed."""

from __future__ import annotations

import pytest

from app.ingest.tree.numbering import FIRST_ANNEX, number_mark, numeral_value


@pytest.mark.parametrize(
    ("line", "printed", "path", "rest"),
    [
        ("1 范围", "1", (1,), "范围"),
        ("4. 1 通信方式", "4.1", (4, 1), "通信方式"),
        ("3.1.", "3.1", (3, 1), ""),
        ("6.2.1.2.1　冲击试验（重物落下）", "6.2.1.2.1", (6, 2, 1, 2, 1), "冲击试验（重物落下）"),
        ("2.0.1 项目应具备条件。", "2.0.1", (2, 0, 1), "项目应具备条件。"),
        ("A.1.1 总则", "A.1.1", (FIRST_ANNEX + 1, 1, 1), "总则"),
        ("附 录 B", "附录B", (FIRST_ANNEX + 2,), ""),
        ("Appendix C—Acronyms", "Appendix C", (FIRST_ANNEX + 3,), "Acronyms"),
        ("CHAPTER TWO", "2", (2,), ""),
        ("Section 3: Scope", "3", (3,), "Scope"),
    ],
)
def test_printed_numbers_are_read(line: str, printed: str, path: tuple[int, ...], rest: str) -> None:
    mark = number_mark(line)
    assert mark is not None
    assert (mark.printed, mark.path, mark.rest) == (printed, path, rest)


@pytest.mark.parametrize("line", ["2018年发布", "范围", "0.05 mm", "99 项", "附录的规定", "Appendixes"])
def test_years_values_and_words_are_no_numbers(line: str) -> None:
    assert number_mark(line) is None


def test_an_inserted_clause_follows_the_one_it_was_put_behind() -> None:
    mark, before, after = number_mark("5.1.3A 设施的要求"), number_mark("5.1.3 要求"), number_mark("5.1.4 要求")
    assert mark is not None
    assert before is not None
    assert after is not None
    assert mark.printed == "5.1.3A"
    assert before.path < mark.path < after.path
    assert mark.is_inserted


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("三百二十一", 321), ("一千二百六十", 1260)],
)
def test_chinese_numerals_have_their_value(numeral: str, value: int) -> None:
    assert numeral_value(numeral) == value
