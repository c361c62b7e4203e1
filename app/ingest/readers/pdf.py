"""PDF: the text layer as lines in reading order, tables where they are ruled, and an honest word on what is missing."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from app.domain.document import Issue
from app.foundation.messages import tr
from app.ingest.contents import without_contents
from app.ingest.furniture import without_furniture
from app.ingest.layout import Column, page_columns
from app.ingest.lines import Reading
from app.ingest.paragraphs import with_paragraphs
from app.ingest.pdfium import PageContent, PdfFile
from app.ingest.readers.pdf_properties import read_properties

FEWEST_CHARACTERS = 20
"""A page with fewer shows a picture, a title or a watermark; when nearly all pages are so, there is no text layer."""
MOST_GARBAGE = 0.3
"""Share of private-use, control and replacement characters beyond which a layer is no text."""
SCAN_SHARE = 0.9


class PdfReader:
    """Reads PDF through PDFium. Encrypted and damaged files raise UserError."""

    format = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def accepts(self, head: bytes) -> bool:
        """The marker may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3)."""
        return b"%PDF-" in head[:1024]

    def read(self, path: Path) -> Reading:
        with PdfFile(path) as pdf:
            count = pdf.page_count
            columns: list[Column] = []
            heights: dict[int, float] = {}
            unread: list[int] = []
            for number in range(1, count + 1):
                content = pdf.page(number)
                heights[number] = content.height
                if has_text(content):
                    columns.extend(page_columns(content))
                else:
                    unread.append(number)
        properties = read_properties(path)
        if len(unread) >= max(1, SCAN_SHARE * count):
            return Reading(
                self.format,
                (),
                count,
                properties,
                (_no_text_at_all(count),),
                is_partial=True,
            )
        blocks = without_contents(with_paragraphs(without_furniture(columns, heights)))
        issues = tuple(_no_text_on(number) for number in unread)
        return Reading(self.format, blocks, count, properties, issues, is_partial=bool(unread))


def has_text(page: PageContent) -> bool:
    """Whether the page's text layer can be trusted to be its text."""
    shown = [glyph.text for glyph in page.glyphs if glyph.quarter is not None and not glyph.text.isspace()]
    if len(shown) < FEWEST_CHARACTERS:
        return False
    return sum(map(_is_garbage, shown)) <= MOST_GARBAGE * len(shown)


def _is_garbage(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn", "Cs")


def _no_text_on(number: int) -> Issue:
    return Issue(
        "no_text_layer",
        tr("第 {page} 页没有可读的文字层，可能是扫描图像。", page=number),
        number,
    )


def _no_text_at_all(count: int) -> Issue:
    return Issue(
        "scan",
        tr(
            "全部 {count} 页都没有可读的文字层，可能是扫描件，需要文字识别（OCR）。",
            count=count,
        ),
    )
