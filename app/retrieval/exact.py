"""Passages of the clauses that a question names: exact hits, which go before everything that is merely similar."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.library.catalogue import Catalogue
from app.retrieval.lexical import NamedClause, is_at_or_inside
from app.retrieval.names import Names
from app.retrieval.scope import document_of

MOST_EXACT = 6
"""Passages. Naming a chapter must not push everything else out."""
MOST_DOCUMENTS = 3
"""A clause number without a document's name is telling only where few documents have it: every standard has a 5.1.
Whoever asks for nothing but a number is shown all that have it."""


def exact_passages(catalogue: Catalogue, names: Names, scope: Collection[str] | None) -> list[str]:
    """Ids of the passages at or inside the named clauses, in the order of naming and of the text."""
    found: dict[str, None] = {}
    for clause in names.clauses:
        for document_id in _documents_with(catalogue, clause, names, scope):
            found.update(dict.fromkeys(_passages_in(catalogue, document_id, clause)))
    return list(found)[:MOST_EXACT]


def _documents_with(
    catalogue: Catalogue, clause: NamedClause, names: Names, scope: Collection[str] | None
) -> Sequence[str]:
    """Of what is named and not held no other document gives the clause: 刑法264条 is not the 264 of a code held."""
    if names.documents or names.missing:
        return names.documents
    holding = dict.fromkeys(
        document_of(found.id) for number in clause.numbers for found in catalogue.clauses_numbered(number, scope)
    )
    return list(holding) if names.only_clauses or len(holding) <= MOST_DOCUMENTS else ()


def _passages_in(catalogue: Catalogue, document_id: str, clause: NamedClause) -> list[str]:
    """Of the ways to print the number, the first that the document uses; the clause itself before what lies in it."""
    for number in clause.numbers:
        held = catalogue.clauses_numbered(number, [document_id])
        if not held:
            continue
        own_ids = {item.id for item in held}
        passages = catalogue.passages_of(document_id)
        inside = [p.id for p in passages if own_ids & set(p.clause_ids) or is_at_or_inside(p.number, number)]
        return sorted(inside, key=lambda passage_id: (passage_id not in own_ids,))
    return []
