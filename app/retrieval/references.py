"""Following what a passage points to: "按5.3的规定" brings 5.3 along, whichever document it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.passage import Passage
from app.library.catalogue import Catalogue, StoredReference

FOLLOWED_PASSAGES = 3
"""Only the best hits are followed: what a weak hit points to is weaker still."""


def follow(catalogue: Catalogue, passages: Sequence[Passage], limit: int) -> list[str]:
    """Ids of passages that the best of ``passages`` refer to and that are not among them, in the order of reference."""
    known = {passage.id for passage in passages}
    found: dict[str, None] = {}
    for passage in passages[:FOLLOWED_PASSAGES]:
        for reference in _references_from(catalogue, passage):
            for passage_id in _passages_meant(catalogue, reference):
                if passage_id not in known:
                    found.setdefault(passage_id)
                if len(found) >= limit:
                    return list(found)
    return list(found)


def _references_from(catalogue: Catalogue, passage: Passage) -> Iterator[StoredReference]:
    wanted = set(passage.clause_ids)
    for stored in catalogue.references(passage.document_id):
        if stored.reference.from_clause in wanted and stored.reference.to_clause and stored.resolved_document:
            yield stored


def _passages_meant(catalogue: Catalogue, stored: StoredReference) -> list[str]:
    """The passages that hold the clause referred to; a chapter without text of its own brings nothing."""
    assert stored.resolved_document is not None
    assert stored.reference.to_clause is not None
    clauses = catalogue.clauses_numbered(stored.reference.to_clause, [stored.resolved_document])
    return list(catalogue.passages([clause.id for clause in clauses]))
