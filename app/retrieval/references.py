"""Following what a passage points to: "按5.3的规定" brings 5.3 along, whichever document it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.clause_numbers import outer_number
from app.domain.passage import Passage
from app.library.catalogue import Catalogue

FOLLOWED_PASSAGES = 3
"""Only the best hits are followed: what a weak hit points to is weaker still."""


def follow(catalogue: Catalogue, passages: Sequence[Passage], limit: int, as_of: date | None = None) -> list[str]:
    """Ids of passages that the best of ``passages`` refer to and that are not among them, in the order of reference.

    ``as_of`` is the day whose edition an undated reference means.
    """
    known = {passage.id for passage in passages}
    found: dict[str, None] = {}
    for passage in passages[:FOLLOWED_PASSAGES]:
        for document_id, number in catalogue.clauses_referred_to(passage.document_id, passage.clause_ids, as_of):
            for passage_id in _passages_at(catalogue, document_id, number):
                if passage_id not in known:
                    found.setdefault(passage_id)
                if len(found) >= limit:
                    return list(found)
    return list(found)


def _passages_at(catalogue: Catalogue, document_id: str, number: str) -> list[str]:
    """The passages that the clause of that number heads, or the one that the named part belongs to; a chapter without
    text of its own brings nothing."""
    clauses = catalogue.clauses_numbered(number, [document_id])
    if not clauses and (outer := outer_number(number)) is not None:
        return _passages_at(catalogue, document_id, outer)
    return list(catalogue.passages([clause.id for clause in clauses]))
