"""What a text refers to in itself and does not have: an oversight of its authors, or something that was not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.document import Clause, Issue, Reference
from app.foundation.messages import enumerated, tr
from app.ingest.mentions.own_numbers import OwnNumbers

MOST_NAMED = 8
"""Numbers that the message names."""

_BARE = re.compile(r"\d+(?:\.\d+)+")
_TOLD_APART = re.compile(r"式|图|Figure")
"""Formulas and figures without a caption line cannot be found by their number."""


def dangling_references(references: Sequence[Reference], clauses: Sequence[Clause]) -> tuple[Issue, ...]:
    """One issue for all clauses, annexes and tables that the text names and the document lacks."""
    own = OwnNumbers(clauses)
    named = dict.fromkeys(
        reference.to_clause for reference in references if reference.to_standard is None and reference.to_clause
    )
    lacking = [number for number in named if not _TOLD_APART.search(number) and not own.holds(number)]
    if not lacking:
        return ()
    numbers = enumerated(map(_called, lacking[:MOST_NAMED])) + ("…" if len(lacking) > MOST_NAMED else "")
    message = tr("正文提到{numbers}，但这份文件里没有；可能是另一份文件的条款，或读取时缺了页", numbers=numbers)
    return (Issue("dangling_reference", message),)


def _called(number: str) -> str:
    """A bare number by what it counts: 第 9 章, 第 5.8 条. Others tell it themselves: 第九条, 附录C, 表9."""
    if number.isdecimal():
        return tr("第 {number} 章", number=number)
    return tr("第 {number} 条", number=number) if _BARE.fullmatch(number) else number
