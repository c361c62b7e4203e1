"""The heading of a clause as a text prints it."""

from __future__ import annotations

import re

from app.domain.document import Clause, ClauseKind, ClauseTree, heading
from app.domain.numerals import NUMERAL_CHARACTERS

_OWN_MARK = re.compile(
    r"第(?P<counted>[^第]+)[款项目]$"
    rf"|[（(\[［]?(?:[a-z]|\d{{1,3}}|[{NUMERAL_CHARACTERS}]{{1,4}})[)）\]］、.．]$"
    r"|[①-⑳]$"
)
"""Of an item: the last of the marks that lead to it."""


def printed_in(tree: ClauseTree, clause: Clause) -> str:
    """The heading of a clause of this document as it is printed; "" for one that has none of its own."""
    return printed_heading(clause, tree.parent_number(clause) or "")


def printed_heading(clause: Clause, unit: str = "") -> str:
    """As a text prints it. Parts repeat in their number that of their ``unit`` (8.28注), items all of the way to them
    (第十二条第一款第（一）项, 6.7e)3)), of which they print the last mark: （一）, 3). A paragraph prints nothing."""
    if clause.kind.is_numbered_unit or not clause.number:
        return heading(clause)
    return " ".join(filter(None, (_printed_number(clause.kind, clause.number, unit), clause.title)))


def _printed_number(kind: ClauseKind, number: str, unit: str) -> str:
    if kind is ClauseKind.PARAGRAPH:
        return ""
    if kind is ClauseKind.FORMULA:
        return number.removeprefix("式")
    mark = _OWN_MARK.search(number) if kind is ClauseKind.ITEM else None
    return (mark["counted"] or mark[0]) if mark is not None else number.removeprefix(unit)
