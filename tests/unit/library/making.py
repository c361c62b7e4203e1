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
    Issue,
    Metadata,
    Reference,
    Span,
    Strength,
    document_id,
)


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
