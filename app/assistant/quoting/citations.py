"""Quotes made into citations: a key, the document, the clause, the page and the place on it."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.quoting.pieces import Piece
from app.domain.answer import Citation
from app.domain.document import Clause
from app.domain.evidence import Evidence
from app.domain.table_rows import quoted_rows
from app.foundation.errors import BugError

PATH_STEP = " > "


def cite(quotes: Sequence[Piece]) -> tuple[Citation, ...]:
    """Citations keyed "1", "2", … in the order of the quotes. Raises BugError for a quote that is no slice."""
    return tuple(_citation(str(number), quote) for number, quote in enumerate(quotes, 1))


def _citation(key: str, quote: Piece) -> Citation:
    if quote.clause.text[quote.start : quote.end] != quote.text or not quote.text:
        raise BugError(f"quote [{quote.start}, {quote.end}) is no slice of clause {quote.clause.id}")
    source = quote.evidence.source
    boxes = quote.clause.boxes_of(quote.start, quote.end) or quote.clause.boxes
    page = boxes[0].page if boxes else quote.clause.page
    return Citation(
        key=key,
        document_id=source.document_id,
        file=source.file,
        standard=source.standard,
        status=source.status,
        clause_id=quote.clause.id,
        clause=clause_label(quote.evidence, quote.clause),
        title_path=quote.evidence.title_path,
        page=page,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        verified=True,
        boxes=boxes,
        confidence=quote.clause.confidence,
        table=quoted_rows(quote.clause, quote.start, quote.end),
        printed_page=source.printed_page(page),
    )


def clause_label(evidence: Evidence, clause: Clause) -> str | None:
    """How a person names the clause: "6.1.3", "6.1.7b)", "第十二条第二款", "6.1.2 表1"."""
    unit = unit_number(evidence)
    if not clause.number or clause.number == unit:
        return unit
    if unit is None or clause.kind.is_numbered_unit or clause.number.startswith((unit, "第")):
        return clause.number
    return f"{unit} {clause.number}"


def unit_number(evidence: Evidence) -> str | None:
    """The number of the unit that the passage belongs to. One that goes on a long unit has it at the head of its path,
    where a unit without a number has the first word of its title."""
    for clause in evidence.clauses:
        if clause.kind.is_numbered_unit:
            return clause.number
    first = evidence.title_path.rpartition(PATH_STEP)[2].partition(" ")[0]
    return first if first and (evidence.number or "").startswith(first) else evidence.number
