"""A document and its clauses as a careful reader would write them down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.table import Table
from app.domain.term import Term


class ClauseKind(StrEnum):
    """What a clause is. The first four are numbered units; the others are parts of them."""

    CHAPTER = "chapter"
    CLAUSE = "clause"
    ANNEX = "annex"
    TERM = "term"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    EXAMPLE = "example"
    FORMULA = "formula"
    TABLE = "table"
    FIGURE = "figure"

    @property
    def is_numbered_unit(self) -> bool:
        return self in NUMBERED_UNITS


NUMBERED_UNITS = frozenset({ClauseKind.CHAPTER, ClauseKind.CLAUSE, ClauseKind.ANNEX, ClauseKind.TERM})


class Strength(StrEnum):
    """Requirement strength after GB/T 1.1-2020 clause 7 and ISO/IEC Directives Part 2."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


class DocumentKind(StrEnum):
    STANDARD = "standard"
    LAW = "law"
    REGULATION = "regulation"
    GUIDELINE = "guideline"
    OTHER = "other"


class DocumentStatus(StrEnum):
    """Whether the text is in force 现行, upcoming 即将实施, superseded 被代替 or withdrawn 废止."""

    IN_FORCE = "in_force"
    UPCOMING = "upcoming"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class StatusBasis(StrEnum):
    """Where the status was learnt. Without a basis the status is unknown."""

    DOCUMENT = "document"
    LIBRARY = "library"
    REGISTER = "register"
    PERSON = "person"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: page from 1, PDF points (1/72 inch) from the page's top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Span:
    """Where the characters [start, end) of a clause's text are printed."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered unit, or a part of one, with its own text only.

    ``text`` leaves out the number, the title and the children: joined in document order, all titles and
    texts give the body once. ``number`` is as printed without spaces ("5.2.1", "附录A", "第十二条第二款");
    parts without a printed number have None. ``boxes`` cover number, title and text; ``spans`` map slices
    of ``text`` to the page, so that a quote lights up by itself. A table's ``text`` is its printed rows, a line each;
    ``table`` holds its cells. ``confidence`` is from 0 to 1 where the text was read by OCR, None where it was printed
    as text.
    """

    id: str
    number: str | None
    title: str
    text: str
    kind: ClauseKind
    parent_id: str | None = None
    page: int | None = None
    strength: Strength | None = None
    boxes: tuple[Box, ...] = ()
    spans: tuple[Span, ...] = ()
    table: Table | None = None
    confidence: float | None = None

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of the printed lines that the slice [start, end) of ``text`` touches."""
        return tuple(span.box for span in self.spans if span.start < end and start < span.end)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that the reader of a document must know: page from 1, None for the whole document."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One step in the history of a law as its heading tells it: ``date`` is ISO, ``act`` 通过, 修正 or 修订 in its
    own words ("根据2009年8月27日…《关于修改部分法律的决定》第一次修正")."""

    date: str
    act: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the cover and the file say of the document. Dates are ISO 8601; nothing is guessed.

    ``replaces`` are the documents that this one takes the place of as a whole (代替), ``replaces_partly`` those of
    which it replaces a part (部分代替). ``withdrawn`` is the day from which a notice withdraws it. ``adopts`` names
    the international standard it adopts, with the degree ("ISO 4210-2:2015, MOD"). ``is_draft`` marks texts for
    comment (征求意见稿), which replace nothing.
    """

    title: str = ""
    title_en: str | None = None
    kind: DocumentKind = DocumentKind.OTHER
    number: str | None = None
    issued: str | None = None
    effective: str | None = None
    status: DocumentStatus = DocumentStatus.UNKNOWN
    status_basis: StatusBasis = StatusBasis.NONE
    replaces: tuple[str, ...] = ()
    replaces_partly: tuple[str, ...] = ()
    withdrawn: str | None = None
    adopts: str | None = None
    is_draft: bool = False
    revisions: tuple[Revision, ...] = ()
    ics: str | None = None
    ccs: str | None = None
    issuer: str | None = None
    language: str = "zh"
    security_mark: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An edge of the reference web: a clause names another clause or another standard.

    ``to_standard`` is normalised ("GB/T 1234-2020"); None means the same document. ``normative`` is true only
    for the entries of the normative references clause.
    """

    from_clause: str
    to_standard: str | None
    to_clause: str | None = None
    dated: bool = False
    normative: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read from one file. ``id`` follows from the content alone."""

    id: str
    sha256: str
    file: str
    format: str
    pages: int | None
    metadata: Metadata
    clauses: tuple[Clause, ...] = ()
    references: tuple[Reference, ...] = ()
    terms: tuple[Term, ...] = ()
    issues: tuple[Issue, ...] = ()
    is_partial: bool = False
    """True when pages or parts are missing: the document is then never plainly "added"."""
    page_labels: tuple[str, ...] = ()
    """What is printed on each page ("Ⅱ", "12"), one a page; empty where the format does not tell."""
    rules: int = 1
    """Edition of the reading rules: a document that was read by older ones is read anew when it is added again."""


def document_id(sha256: str) -> str:
    """The document's id: the first 16 hexadecimal digits of its content hash."""
    return sha256[:16]


@dataclass(frozen=True, slots=True)
class ClauseTree:
    """Clauses in document order with the ways up and down between them."""

    clauses: Sequence[Clause]
    by_id: dict[str, Clause] = field(init=False, repr=False)
    _children: dict[str | None, list[Clause]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {clause.id: clause for clause in self.clauses})
        children: dict[str | None, list[Clause]] = {}
        for clause in self.clauses:
            children.setdefault(clause.parent_id, []).append(clause)
        object.__setattr__(self, "_children", children)

    def children(self, clause_id: str | None) -> Sequence[Clause]:
        return self._children.get(clause_id, ())

    def ancestors(self, clause: Clause) -> Iterator[Clause]:
        """From the parent up to the top."""
        while clause.parent_id is not None and clause.parent_id in self.by_id:
            clause = self.by_id[clause.parent_id]
            yield clause

    def parent_number(self, clause: Clause) -> str | None:
        """The number of the nearest numbered unit above."""
        for ancestor in self.ancestors(clause):
            if ancestor.kind.is_numbered_unit and ancestor.number:
                return ancestor.number
        return None

    def title_path(self, clause: Clause) -> str:
        """Headings from the top down to the clause itself: "5 要求 > 5.2 制动 > 5.2.1"."""
        steps = [clause, *self.ancestors(clause)]
        return " > ".join(heading(step) for step in reversed(steps) if heading(step))


def heading(clause: Clause) -> str:
    return " ".join(part for part in (clause.number or "", clause.title) if part)
