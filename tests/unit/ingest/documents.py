"""Small documents for the tests of this room, built in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from app.domain.document import Box, Clause, ClauseKind
from app.ingest.lines import Line, Reading, TableBlock

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACES = f'xmlns:w="{WORD}" xmlns:m="{MATH}" xmlns:mc="{COMPATIBILITY}"'

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word_file(
    path: Path,
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    head: str = "",
) -> Path:
    """A .docx whose w:body holds the given XML; ``head`` stands before the root of the document part."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", f"{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
        for name, content in parts.items():
            if content:
                package.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{content}</w:{name}>")
    return path


def paragraph(text: str, properties: str = "") -> str:
    """A w:p with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int, number: int = 1) -> str:
    """A w:p that Word numbers."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(*texts: str) -> tuple[Line, ...]:
    """Paragraphs of a format without pages."""
    return tuple(Line(text, begins_paragraph=True) for text in texts)


def printed(text: str, y: float, size: float, page: int = 1) -> Line:
    """A line on a page, y in points from the top."""
    return Line(text, box=Box(page, 80.0, y, 500.0, y + size), size=size)


def reading(blocks: Sequence[Line | TableBlock], pages: int | None = None) -> Reading:
    return Reading("pdf" if pages else "text", tuple(blocks), pages)


def clause(
    number: str | None, text: str, title: str = "", kind: ClauseKind = ClauseKind.CLAUSE, parent: str | None = None
) -> Clause:
    """A clause whose id is its number, or its title."""
    return Clause(number or title or text[:8], number, title, text, kind, parent)
