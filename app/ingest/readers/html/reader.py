"""Web pages as they are saved: HTML, XHTML and MHTML, without the furniture of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.domain import standard_id
from app.ingest.errors import UnreadableCode, UnreadableFile, unreadable
from app.ingest.layout.hidden import hidden_text
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions, TableBlock
from app.ingest.readers.html.blocks import ContentWalk
from app.ingest.readers.html.content import page_content, page_title
from app.ingest.readers.html.mhtml import is_mhtml, page_in
from app.ingest.readers.html.tree import parse_html
from app.ingest.readers.plain.characters import clean
from app.ingest.readers.plain.encoding import DecodedText, decode
from app.ingest.readers.plain.text import encoding_issues

LARGEST_PAGE = 32 * 1024 * 1024
"""Bytes. The longest law saved with all its styles is 3 MB."""

_CHARSET_BYTES = 4096
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""")
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL)
_XML_OPENING = re.compile(r"\s*<\?xml[^>]*>.{0,600}?<html\b", re.IGNORECASE | re.DOTALL)
_TITLE_PARTS = re.compile(r"\s*[|_｜]\s*|\s+[-–—]+\s+|——")
_TITLE_BEFORE = 20
"""Lines in which a page prints its own title."""


class HtmlReader:
    """Reads .html, .xhtml and .mht pages. No pages, no boxes: a browser breaks lines as its window is wide."""

    format = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")

    def accepts(self, head: bytes) -> bool:
        """By the document type, the first element or the envelope of a saved page."""
        text = head.decode("utf-8", "ignore").replace("\x00", "").lstrip("\ufeff")
        return bool(_OPENING.match(text) or _XML_OPENING.match(text)) or is_mhtml(head)

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        page = _page(path)
        decoded = _decoded(page, path.name)
        if _ENTITY.search(decoded.text[:_CHARSET_BYTES]):
            raise unreadable(UnreadableCode.DOCTYPE, path.name)
        root = parse_html(decoded.text, path.name)
        title = page_title(root)
        content = page_content(root)
        blocks = ContentWalk(path.name).blocks(content.node)
        return Reading(
            self.format,
            (*_title_lines(title, blocks), *blocks),
            issues=(*encoding_issues(decoded), *hidden_text(content.hidden)),
            is_partial=decoded.bad > 0,
        )


@dataclass(frozen=True, slots=True)
class _Page:
    data: bytes
    charset: str


def _decoded(page: _Page, file: str) -> DecodedText:
    """What it holds, as text; a web page with bytes that no text has is a damaged one, and not of an unknown type."""
    try:
        return decode(page.data, file, declared=page.charset, has_lines=False)
    except UnreadableFile as error:
        is_unknown = error.code is UnreadableCode.UNKNOWN_TYPE
        raise unreadable(UnreadableCode.DAMAGED if is_unknown else error.code, file) from error


def _page(path: Path) -> _Page:
    """The bytes of the page and the encoding that its envelope or its first lines name."""
    data = path.read_bytes()
    if len(data) > LARGEST_PAGE:
        raise unreadable(UnreadableCode.TOO_LARGE, path.name)
    charset = ""
    if is_mhtml(data[:_CHARSET_BYTES]):
        data, charset = page_in(data, path.name)
    named = _CHARSET.search(data[:_CHARSET_BYTES])
    return _Page(data, charset or (named[1].decode("ascii") if named else ""))


def _title_lines(title: str, blocks: list[Line | TableBlock]) -> tuple[Line, ...]:
    """The part of the window's title that names the standard, where the page itself does not begin with it.

    A standard that is published a chapter a page names itself there only.
    """
    shown = "\n".join(block.text for block in blocks[:_TITLE_BEFORE] if isinstance(block, Line))
    known = {item.id for item in standard_id.find_all(shown)}
    for part in _TITLE_PARTS.split(title):
        named = next(iter(standard_id.find_all(part)), None)
        if named is not None and named.id not in known:
            pieces = (part[named.start : named.end], part[: named.start], part[named.end :])
            texts = (clean(piece).strip(":：-—") for piece in pieces)
            return tuple(Line(text, is_centred=True, begins_paragraph=True) for text in texts if text)
    return ()
