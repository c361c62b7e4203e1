"""Evidence: the passages that search found for a question, best first."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Clause, DocumentStatus
from app.domain.printed_page import printed_page


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a piece of evidence stands in, as a citation names it."""

    document_id: str
    file: str
    title: str
    number: str | None
    status: DocumentStatus
    effective: str | None = None
    replaced_by: tuple[str, ...] = ()
    edition: str = ""
    """What tells it apart where its number does not: of a law of which several editions are held "2022年修订", of a
    standard that prints no number the one in its file's name."""
    page_labels: tuple[str, ...] = ()
    """As those of the document."""
    security_mark: str | None = None
    """As printed ("机密★10年")."""

    @property
    def standard(self) -> str:
        """What a reader calls it: "GB 17761-2018", or the title of a law, with its edition where several are held."""
        return self.number or self.titled or self.file

    @property
    def named(self) -> str:
        """In full: "GB 17761-2018 电动自行车安全技术规范", or as ``standard``."""
        return " ".join(part for part in (self.number, self.titled) if part) or self.file

    @property
    def titled(self) -> str:
        """The title of a document, of a law with its edition where several are held; "" for one without title."""
        return f"{self.title}（{self.edition}）" if self.title and self.edition else self.title

    def printed_page(self, page: int | None) -> str | None:
        """What a page bears, as ``app.domain.printed_page`` tells."""
        return printed_page(self.page_labels, page)


@dataclass(frozen=True, slots=True)
class Focus:
    """The part of a passage that bears on the question, for a list that is read at a glance: whole paragraphs, items
    and rows as printed. ``number`` is the part's own where it has one, ``clauses`` are those that it stands in."""

    number: str | None
    page: int | None
    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One ranked passage with its clauses in full. ``score`` orders within one result list only."""

    rank: int
    score: float
    source: Source
    passage_id: str
    number: str | None
    title_path: str
    page: int | None
    text: str
    clauses: tuple[Clause, ...]
    routes: tuple[str, ...] = ()
    """How it was found: "exact", "words", "vectors"; or for what the found ones lean on, and did not find itself:
    "reference", "table", "definition"."""
    similarity: float | None = None
    """Inner product with the question's embedding, at most 1; None where the vectors did not find it."""
    focus: Focus | None = None
    """What a list of results shows in place of the whole; None where it shows all."""

    @property
    def shown(self) -> Focus:
        """What a list of results shows."""
        return self.focus or Focus(self.number, self.page, self.text, self.clauses)

    @property
    def printed_page(self) -> str | None:
        """What the page bears that the shown part begins on."""
        return self.source.printed_page(self.shown.page)

    @property
    def confidence(self) -> float | None:
        """Of the clause that OCR was least sure of; None where all of it was printed as text."""
        return min((clause.confidence for clause in self.clauses if clause.confidence is not None), default=None)
