"""How citations read in a row, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.assistant.quoting.citations import PATH_STEP
from app.assistant.text_work.source_lines import headings_above
from app.domain.answer import Citation
from app.domain.printed_page import page_name
from app.foundation.messages import tr
from app.gui.parts.place import place_of_citation
from app.gui.parts.text_rows import Cell, Look, Span

_KEY = re.compile(r"\[(\w+)\]")


def clause_cell(citation: Citation, *, with_heading: bool = True) -> Cell:
    """Its number, which opens it, then the nearest heading above it and its page."""
    nearest = headings_above(citation).rpartition(PATH_STEP)[2] if with_heading else ""
    heading = nearest.removeprefix(f"{citation.clause} ")
    below = (heading, page_name(citation.page, citation.printed_page))
    return (
        Span(citation.clause or tr("打开原文"), Look.LINK, place_of_citation(citation)),
        *(Span(f"\n{text}", Look.MUTED) for text in below if text),
    )


def quoted(citations: Sequence[Citation]) -> Cell:
    """Each with its key and its place, which open it, before the quote."""
    return tuple(span for place, one in enumerate(citations) for span in _quoted(one, is_first=place == 0))


def with_keys(text: str, citations: Sequence[Citation]) -> Iterator[Span]:
    """A sentence whose keys lead to what they name."""
    known = {citation.key: citation for citation in citations}
    end = 0
    for match in _KEY.finditer(text):
        citation = known.get(match[1])
        if citation is not None:
            yield Span(text[end : match.start()])
            yield Span(match[0], Look.LINK, place_of_citation(citation))
            end = match.end()
    yield Span(text[end:])


def _quoted(citation: Citation, *, is_first: bool) -> Iterator[Span]:
    name = "  ".join(
        part
        for part in (f"[{citation.key}]", citation.clause or "", page_name(citation.page, citation.printed_page))
        if part
    )
    yield Span("" if is_first else "\n")
    yield Span(name, Look.LINK, place_of_citation(citation))
    yield Span(f"\n{citation.quote}")
