"""How a conversation is to be exported or printed."""

from __future__ import annotations

from dataclasses import dataclass

from app.assistant.export.paper import Page
from app.assistant.export.references import CitationForm


@dataclass(frozen=True, slots=True)
class ExportStyle:
    """``turn`` counts from 0 and leaves the other turns out; None takes all. ``mark`` is a security mark that a person
    wants in place of the sources' own, which must not be higher."""

    page: Page = Page.PLAIN
    citations: CitationForm = CitationForm.GB2025
    turn: int | None = None
    mark: str | None = None
