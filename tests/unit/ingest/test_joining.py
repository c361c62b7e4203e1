"""What stands between the lines of one paragraph."""

from __future__ import annotations

import pytest

from app.ingest.joining import TextBuilder, words_of

KNOWN = words_of(["the requirements of this standard"])


def joined(*lines: str) -> str:
    builder = TextBuilder(KNOWN)
    for line in lines:
        builder.add_line(line, None)
    return builder.text


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("荷载不小于", "5 kN", "荷载不小于5 kN"),
        ("not less than", "5 kN", "not less than 5 kN"),
        ("宽度为 5", "kN/m", "宽度为 5 kN/m"),
        ("符合GB/T 1234—", "2020的规定", "符合GB/T 1234—2020的规定"),
        ("符合GB/T 1234", "—2020的规定", "符合GB/T 1234—2020的规定"),
        ("自2011-", "05-23起", "自2011-05-23起"),
        ("see SP 800-", "53 for", "see SP 800-53 for"),
        ("不大于25 km/", "h的速度", "不大于25 km/h的速度"),
        ("RR≥", "50次", "RR≥50次"),
        ("x =", "5", "x = 5"),
        ("at 40", "℃", "at 40℃"),
        ("risk management", "— as defined", "risk management — as defined"),
        ("see clause 5.", "2010 was", "see clause 5. 2010 was"),
        ("(a)", "(b)", "(a) (b)"),
    ],
)
def test_numbers_and_units_broken_over_lines_are_whole(first: str, second: str, text: str) -> None:
    assert joined(first, second) == text


def test_a_hyphen_stays_unless_the_whole_word_stands_elsewhere() -> None:
    assert joined("the require-", "ments of") == "the requirements of"
    assert joined("a load-", "bearing wall") == "a load-bearing wall"
