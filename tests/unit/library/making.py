"""Small documents for the tests of the library."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from app.domain.document import (
    Box,
    Clause,
    ClauseKind,
    Document,
    DocumentKind,
    DocumentStatus,
    Issue,
    Metadata,
    Reference,
    Revision,
    Span,
    Strength,
    document_id,
)
from app.domain.evidence import Evidence, Source
from app.domain.table import Table, TableCell
from app.domain.term import Term


def standard(number: str | None, texts: Sequence[str] = ("正文。",), **metadata: object) -> Document:
    """A standard whose clauses 1, 2, 3 … have these texts. Its id follows from number and texts."""
    sha256 = hashlib.sha256(f"{number}{texts}{metadata}".encode()).hexdigest()
    made = document_id(sha256)
    clauses = tuple(
        Clause(f"{made}.{place}", str(place + 1), "", text, ClauseKind.CLAUSE) for place, text in enumerate(texts)
    )
    described = replace(
        Metadata(title=number or "", kind=DocumentKind.STANDARD, number=number),
        **metadata,  # type: ignore[arg-type]
    )
    return Document(made, sha256, f"{made}.pdf", "pdf", 1, described, clauses)


def law(title: str, **metadata: object) -> Document:
    return standard(None, (f"{title}正文。",), title=title, kind=DocumentKind.LAW, **metadata)


def rich() -> Document:
    """A document that uses every field of a clause, of a reference and of an issue."""
    plain = standard("Q/ABC 001-2026", title="制动系统", replaces=("Q/ABC 001-2020",), effective="2026-03-01")
    made = plain.id
    box = Box(2, 70.5, 90.25, 520.0, 104.75)
    clauses = (
        Clause(f"{made}.0", "5", "要求", "", ClauseKind.CHAPTER, page=2, boxes=(box,)),
        Clause(
            id=f"{made}.1",
            number="5.2.1",
            title="制动距离",
            text="制动距离应不大于7.0 m。",
            kind=ClauseKind.CLAUSE,
            parent_id=f"{made}.0",
            page=2,
            strength=Strength.SHALL,
            boxes=(box, box),
            spans=(Span(0, 13, box),),
        ),
        Clause(f"{made}.2", None, "", "注：在平直路面上。", ClauseKind.NOTE, f"{made}.1", 2),
        Clause(f"{made}.3", "附录A", "试验方法", "", ClauseKind.ANNEX, page=3),
        Clause(f"{made}.4", "A.1", "", "按 GB/T 1234—2020 中 5.3 的规定。", ClauseKind.CLAUSE, f"{made}.3", 3),
    )
    references = (
        Reference(f"{made}.2", None, "5.2.1"),
        Reference(f"{made}.4", "GB/T 1234-2020", "5.3", dated=True, normative=True),
    )
    issues = (Issue("no_text", "第 4 页没有文字", 4),)
    return replace(plain, clauses=clauses, references=references, issues=issues, pages=4, is_partial=True)


def richer() -> Document:
    """As ``rich``, of another standard, with all that schema 2 keeps: tables, OCR, terms, page labels, metadata."""
    plain = standard(
        "Q/ABC 002-2026",
        ["托儿所的疏散宽度应符合表1的规定。"],
        title="疏散宽度",
        effective="2026-03-01",
        replaces_partly=("Q/ABC 001-2020",),
        withdrawn="2031-03-01",
        adopts="ISO 4999:2015, MOD",
        is_draft=False,
        revisions=(Revision("2026-01-05", "某某厂批准"),),
    )
    cells = (
        TableCell(0, 0, "类别"),
        TableCell(0, 1, "宽度"),
        TableCell(1, 0, "托儿所", row_span=2),
        TableCell(1, 1, "25"),
    )
    table = Clause(
        f"{plain.id}.t",
        "表1",
        "疏散宽度",
        "类别 | 宽度\n托儿所 | 25",
        ClauseKind.TABLE,
        plain.clauses[0].id,
        1,
        table=Table(3, 2, cells, 1, "单位为米"),
        confidence=0.875,
    )
    terms = (Term("疏散宽度", "安全出口的净宽。", plain.clauses[0].id, "evacuation width", ("疏散净宽",)),)
    return replace(plain, clauses=(*plain.clauses, table), terms=terms, page_labels=("Ⅰ",), rules=2)


def found_in(document: Document) -> Evidence:
    """The document's second clause as a search gives it, without where its characters stand."""
    clause = replace(document.clauses[1], spans=())
    source = Source(
        document.id, document.file, document.metadata.title, document.metadata.number, DocumentStatus.UNKNOWN
    )
    return Evidence(1, 0.5, source, clause.id, clause.number, "5 要求", clause.page, clause.text, (clause,), ("words",))
