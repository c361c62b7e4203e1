"""What stands beside the clauses that an answer cites: other editions that differ, and texts that are not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.library.catalogue import Catalogue
from app.library.missing import missing_references
from app.retrieval.editions_beside import Cited, EditionBeside, editions_beside
from app.retrieval.scope import document_of


@dataclass(frozen=True, slots=True)
class Beside:
    """``editions`` where another edition says something else on a quoted point; ``missing`` are the standards and laws
    that the cited clauses refer to and the library does not hold, as they are printed."""

    editions: tuple[EditionBeside, ...] = ()
    missing: tuple[str, ...] = ()


def stands_beside(catalogue: Catalogue, cited: Sequence[Cited], as_of: date | None = None) -> Beside:
    """In the order of citing, each text once."""
    return Beside(tuple(editions_beside(catalogue, cited, as_of)), _missing(catalogue, cited, as_of))


def _missing(catalogue: Catalogue, cited: Sequence[Cited], as_of: date | None) -> tuple[str, ...]:
    clauses = {item.clause_id for item in cited}
    documents = dict.fromkeys(document_of(item.clause_id) for item in cited)
    stored = [
        reference
        for document_id in documents
        for reference in catalogue.references(document_id, as_of)
        if reference.reference.from_clause in clauses
    ]
    return tuple(missing_references(stored))
