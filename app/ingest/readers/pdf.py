"""PDF: the text layer as lines in reading order, tables where they are ruled, and an honest word on what is missing."""

from __future__ import annotations

from pathlib import Path

from app.domain.document import Issue
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.furniture import without_furniture
from app.ingest.layout import Column, page_columns
from app.ingest.lines import DEFAULT_OPTIONS, Reading, ReadOptions
from app.ingest.paragraphs import with_paragraphs
from app.ingest.pdf_structure import read_structure
from app.ingest.pdfium import PdfFile
from app.ingest.text_layer import has_text, is_language

SCAN_SHARE = 0.9
"""Of the pages: with so many unread, the few others are a cover sheet or a stamp."""


class PdfReader:
    """Reads PDF through PDFium. Encrypted and damaged files and scans raise UnreadableFile."""

    format = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def accepts(self, head: bytes) -> bool:
        """The marker may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3)."""
        return b"%PDF-" in head[:1024]

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        with PdfFile(path, options.password) as pdf:
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
        read = any(column.blocks for column in columns)
        lies = not is_language(line.text for column in columns for line in column.lines)
        if not read or lies or len(unread) >= SCAN_SHARE * count:
            raise unreadable(UnreadableCode.SCAN, path.name)
        blocks = with_paragraphs(without_furniture(columns, heights))
        issues = tuple(_no_text_on(number) for number in unread)
        structure = read_structure(path, options.password)
        return Reading(
            self.format,
            tuple(blocks),
            count,
            issues,
            is_partial=bool(unread),
            page_labels=structure.page_labels if len(structure.page_labels) == count else (),
            outline=structure.outline,
        )


def _no_text_on(number: int) -> Issue:
    return Issue(
        "no_text_layer",
        tr("第 {page} 页没有可读的文字层，可能是扫描图像。", page=number),
        number,
    )
