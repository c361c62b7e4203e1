"""Small documents for the tests of text work."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.text_work.material import evidence_of
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.ingest.wording.strength import with_strength

SOURCE = Source("d", "a.pdf", "某产品技术要求", "GB 1-2020", DocumentStatus.UNKNOWN)


def clause(
    name: str,
    text: str = "",
    kind: ClauseKind = ClauseKind.CLAUSE,
    *,
    number: str | None = None,
    title: str = "",
    parent: str | None = None,
    page: int | None = 1,
) -> Clause:
    """A clause whose id is its name, and its number too unless another is given; an empty one is none."""
    return Clause(name, (name if number is None else number) or None, title, text, kind, parent, page)


def evidence(clauses: Sequence[Clause], source: Source = SOURCE) -> tuple[Evidence, ...]:
    """The document of these clauses, with the strengths that a reader of documents gives them."""
    return evidence_of(source, with_strength(clauses))
