"""Pieces of Word documents for tests, as XML, and what the reader makes of them."""

from __future__ import annotations

from pathlib import Path

from app.ingest.lines import Line, TableBlock
from app.ingest.readers.word.docx import DocxReader
from tests.unit.ingest.documents import paragraph, word_file


def blocks(tmp_path: Path, body: str, **parts: str) -> list[Line | TableBlock]:
    """What is read from a document of that body; ``parts`` as for word_file."""
    return list(DocxReader().read(word_file(tmp_path / "a.docx", body, **parts)).blocks)


def texts(tmp_path: Path, body: str, **parts: str) -> list[str]:
    """The texts of its lines."""
    return [block.text for block in blocks(tmp_path, body, **parts) if isinstance(block, Line)]


def lines(tmp_path: Path, body: str, **parts: str) -> list[Line]:
    return [block for block in blocks(tmp_path, body, **parts) if isinstance(block, Line)]


def style(style_id: str, name: str, properties: str = "", kind: str = "paragraph") -> str:
    """A w:style."""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{properties}</w:style>'


def run(text: str, properties: str = "") -> str:
    """A w:r with its properties."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    """A w:tc of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def field(code: str, result: str) -> str:
    """A field of one paragraph: runs around its code and what it printed last."""
    begin, separate, end = map(field_mark, ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"


def field_mark(kind: str) -> str:
    """The w:r that begins, separates or ends a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
