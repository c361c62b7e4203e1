"""What a text refers to in itself and does not have: an oversight of its authors, or something that was not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.document import Clause, Issue, Reference
from app.foundation.messages import tr
from app.ingest.mentions.own_numbers import OwnNumbers

MOST_NAMED = 8
"""Numbers that the message names."""

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
    numbers = "、".join(lacking[:MOST_NAMED]) + ("…" if len(lacking) > MOST_NAMED else "")
    return (Issue("dangling_reference", tr("正文提到的 {numbers} 在文件里没有找到", numbers=numbers)),)
