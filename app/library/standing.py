"""Which numbers mean a clause: its own, one that it stands in, or one within it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.clause_numbers import number_key, outer_number
from app.domain.document import Clause, ClauseTree


class ClauseStanding:
    """A clause among the others of its document. A clause without a number stands for what it is part of.

    "5" and "5.2.1" both bear on 5.2: who refers to the chapter refers to all that is in it, and who refers to a part
    refers to something of it.
    """

    def __init__(self, clauses: Sequence[Clause], clause_id: str) -> None:
        tree = ClauseTree(clauses)
        clause = tree.by_id.get(clause_id)
        lineage = () if clause is None else (clause, *tree.ancestors(clause))
        self._above = {number_key(each.number) for each in lineage if each.number}
        below = () if clause is None else _descendants(tree, clause)
        self._below = {number_key(each.number) for each in below if each.number}

    def is_meant_by(self, number: str | None) -> bool:
        """Whether a reference to that number leads to the clause, above it or into it; None means a whole document."""
        while number:
            key = number_key(number)
            if key in self._above or key in self._below:
                return True
            number = outer_number(number)
        return False


def _descendants(tree: ClauseTree, clause: Clause) -> Iterator[Clause]:
    for child in tree.children(clause.id):
        yield child
        yield from _descendants(tree, child)
