"""Clauses as HTML, for documents that have no pages: a portion at a time, one clause lit."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.domain.document import Clause, ClauseKind, heading
from app.domain.table import Table
from app.domain.table_rows import row_places
from app.gui.parts.labels import html_text
from app.gui.parts.table_html import table_html
from app.gui.style.theme import Theme

PORTION = 40
"""Clauses shown at once: about three printed pages, laid out in a few milliseconds."""
LIT_ANCHOR = "lit"


def portion_of(clauses: Sequence[Clause], clause_id: str | None) -> int:
    """The portion, from 1, that the clause stands in; 1 for an unknown clause."""
    for index, clause in enumerate(clauses):
        if clause.id == clause_id:
            return index // PORTION + 1
    return 1


def portions(clauses: Sequence[Clause]) -> int:
    """How many portions there are, at least 1."""
    return max(1, -(-len(clauses) // PORTION))


def clauses_html(
    clauses: Sequence[Clause], portion: int, theme: Theme, clause_id: str | None, quote: tuple[int, int]
) -> str:
    """One portion. The slice ``quote`` of the clause is lit, all of it when the slice is empty."""
    shown = clauses[(portion - 1) * PORTION : portion * PORTION]
    return "".join(_clause(clause, theme, quote if clause.id == clause_id else None) for clause in shown)


def _clause(clause: Clause, theme: Theme, quote: tuple[int, int] | None) -> str:
    if clause.table is not None:
        return _table(clause, clause.table, theme, quote)
    head, text = escape(heading(clause)), clause.text
    lit = f"background-color:{theme.colours.warning_soft}; color:{theme.colours.text}"
    anchor = f'<a name="{LIT_ANCHOR}"></a>' if quote is not None else ""
    if quote is None:
        body = html_text(text)
    elif quote[0] < quote[1] <= len(text):
        start, end = quote
        before, quoted, after = (html_text(part) for part in (text[:start], text[start:end], text[end:]))
        body = f'{before}<span style="{lit}">{quoted}</span>{after}'
    else:
        body = f'<span style="{lit}">{html_text(text)}</span>'
        head = f'<span style="{lit}">{head}</span>' if head else ""
    indent = 0 if clause.kind.is_numbered_unit or clause.kind is ClauseKind.PARAGRAPH else 18
    style = f"margin:0 0 8px {indent}px; line-height:150%"
    joined = "<br/>".join(part for part in (f"<b>{head}</b>" if head else "", body) if part)
    return f'<p style="{style}">{anchor}{joined}</p>' if joined else ""


def _table(clause: Clause, table: Table, theme: Theme, quote: tuple[int, int] | None) -> str:
    """The caption, the table with the rows of the quote lit, and what is printed below it."""
    places = list(row_places(clause))
    start, end = (0, len(clause.text)) if quote is not None and quote[0] >= quote[1] else quote or (0, 0)
    lit = [row for row, first, last in places if first < end and start < last]
    anchor = f'<a name="{LIT_ANCHOR}"></a>' if quote is not None else ""
    caption = f"<p>{anchor}<b>{escape(heading(clause))}</b></p>"
    below = clause.text[max((last for _, _, last in places), default=0) :].strip()
    note = f'<p style="color:{theme.colours.muted}">{html_text(below)}</p>' if below else ""
    return f"{caption}{table_html(table, theme, lit=lit)}{note}"
