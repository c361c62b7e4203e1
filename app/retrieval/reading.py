"""The text of a passage as a reader needs it: what is printed, without labels that the number already gives."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.document import Clause, ClauseKind
from app.domain.passage import Passage
from app.domain.printed_heading import printed_heading

_UNLABELLED = frozenset({ClauseKind.PARAGRAPH, ClauseKind.NOTE, ClauseKind.EXAMPLE})
"""Their numbers are ours ("第十二条第二款"), counted and not printed; the text speaks for itself."""


def text_of(clauses: Sequence[Clause], number: str | None) -> str:
    """The clauses of the passage with that number, a line each.

    The one that the passage is named by needs no label; a table at the head of a passage of 8.9 is still 表12.
    """
    lines = []
    for place, clause in enumerate(clauses):
        is_named = place == 0 and (clause.number == number or clause.kind.is_numbered_unit)
        label = "" if is_named or clause.kind in _UNLABELLED else printed_heading(clause, number or "").strip()
        lines.append(" ".join(part for part in (label, clause.text) if part))
    return "\n".join(line for line in lines if line)


def is_share(passage: Passage, clauses: Sequence[Clause]) -> bool:
    """Whether the passage holds only a part of one over-long clause."""
    return len(clauses) == 1 and clauses[0].text not in passage.text
