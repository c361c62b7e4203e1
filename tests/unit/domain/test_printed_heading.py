"""What a text prints before its clauses, without the numbers that only we count."""

from __future__ import annotations

import pytest

from app.domain.document import Clause, ClauseKind
from app.domain.printed_heading import printed_heading


@pytest.mark.parametrize(
    ("number", "kind", "unit", "printed"),
    [
        ("第十二条", ClauseKind.CLAUSE, "", "第十二条"),
        ("第十二条第二款", ClauseKind.PARAGRAPH, "第十二条", ""),
        ("第十二条第（一）项", ClauseKind.ITEM, "第十二条", "（一）"),
        ("第十二条第一款第（一）项", ClauseKind.ITEM, "第十二条", "（一）"),
        ("第十二条第二款第（三）项第1目", ClauseKind.ITEM, "第十二条", "1"),
        ("第十二条第一款第（四）项", ClauseKind.ITEM, "第十二条第一款第（三）项", "（四）"),
        ("第一百三十三条之一第二款第（十）项", ClauseKind.ITEM, "第一百三十三条之一", "（十）"),
        ("6.1.7a)", ClauseKind.ITEM, "6.1.7", "a)"),
        ("6.1.7a)", ClauseKind.ITEM, "", "a)"),
        ("6.7e)3)", ClauseKind.ITEM, "6.7", "3)"),
        ("6.7e)①", ClauseKind.ITEM, "6.7", "①"),
        ("A.1（12）", ClauseKind.ITEM, "A.1", "（12）"),
        ("6.0.10第4款", ClauseKind.ITEM, "6.0.10", "4"),
        ("6.0.10第4款1)", ClauseKind.ITEM, "6.0.10", "1)"),
        ("一、", ClauseKind.ITEM, "", "一、"),
        ("第十二条注1", ClauseKind.NOTE, "第十二条", "注1"),
        ("式(1)", ClauseKind.FORMULA, "5.3", "(1)"),
        ("8.28注", ClauseKind.NOTE, "8.28", "注"),
        ("表12", ClauseKind.TABLE, "8.9", "表12"),
    ],
)
def test_only_what_is_printed(number: str, kind: ClauseKind, unit: str, printed: str) -> None:
    assert printed_heading(Clause("1", number, "", "文字", kind), unit) == printed


def test_the_title_stays() -> None:
    assert printed_heading(Clause("1", "表12", "质量", "文字", ClauseKind.TABLE), "8.9") == "表12 质量"
