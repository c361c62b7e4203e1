"""A place to open in the viewer: where a citation, a piece of evidence or a document stands."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.answer import Citation
from app.domain.document import Box, DocumentStatus
from app.domain.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """``page`` is None where the format has no pages; then the clause is shown as text.

    ``confidence`` is that of OCR, None where the text was printed as such. ``start`` and ``end`` cut ``quote`` out of
    the clause's text; both 0 mean the whole clause. ``beside`` are clauses that are lit with it. ``is_found``: a search
    has found it, nobody cites it.
    """

    document_id: str
    standard: str
    status: DocumentStatus
    clause_id: str | None = None
    clause: str | None = None
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    key: str | None = None
    quote: str = ""
    start: int = 0
    end: int = 0
    confidence: float | None = None
    is_found: bool = False
    beside: tuple[str, ...] = ()


def place_of_citation(citation: Citation) -> Place:
    return Place(
        document_id=citation.document_id,
        standard=citation.standard,
        status=citation.status,
        clause_id=citation.clause_id,
        clause=citation.clause,
        page=citation.page,
        boxes=citation.boxes,
        key=citation.key,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
        confidence=citation.confidence,
    )


def place_of_evidence(evidence: Evidence) -> Place:
    """Lights the part of the passage that a list shows, and leads to the clause that the part is named by."""
    shown = evidence.shown
    named = next((clause for clause in shown.clauses if clause.number == shown.number), next(iter(shown.clauses), None))
    others = [clause for clause in shown.clauses if clause is not named]
    ordered = [named, *others] if named is not None else []
    return Place(
        document_id=evidence.source.document_id,
        standard=evidence.source.standard,
        status=evidence.source.status,
        clause_id=named.id if named is not None else None,
        clause=shown.number,
        page=shown.page,
        boxes=tuple(box for clause in ordered for box in clause.boxes),
        quote=shown.text,
        beside=tuple(clause.id for clause in others),
        confidence=evidence.confidence,
        is_found=True,
    )
