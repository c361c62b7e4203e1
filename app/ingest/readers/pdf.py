"""PDF: the text layer as lines in reading order, tables where they are ruled, recognition where there is no text layer
to be believed, and an honest word on what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.document import Issue
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, UnreadableFile, unreadable
from app.ingest.founder_letters import with_latin_letters
from app.ingest.layout import Column, page_columns
from app.ingest.lines import DEFAULT_OPTIONS, OcrMode, Reading, ReadOptions
from app.ingest.ocr_reading import RecognisedPages, Size, recognise_pages
from app.ingest.pdf_structure import read_structure
from app.ingest.pdfium import PdfFile
from app.ingest.text_layer import judge, pages_to_recognise


class PdfReader:
    """Reads PDF through PDFium. Encrypted and damaged files and scans that stay unread raise UnreadableFile."""

    format = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def accepts(self, head: bytes) -> bool:
        """The marker may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3)."""
        return b"%PDF-" in head[:1024]

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        with PdfFile(path, options.password) as pdf:
            pages = _printed_pages(pdf, options)
            scans = recognise_pages({number: pages.sizes[number] for number in pages.scanned}, pdf.render, options)
        blocks = scans.blocks_among(pages.columns, {number: height for number, (_, height) in pages.sizes.items()})
        if not blocks:
            raise _nothing_read(path.name, pages, scans)
        structure = read_structure(path, options.password)
        count = len(pages.sizes)
        return Reading(
            self.format,
            blocks,
            count,
            (*(_no_text_on(number) for number in pages.left_out), *scans.issues),
            is_partial=bool(pages.left_out or scans.unread),
            page_labels=structure.page_labels if len(structure.page_labels) == count else (),
            outline=structure.outline,
        )


@dataclass(slots=True)
class _Pages:
    """The pages' sizes in points, and the columns of those whose text layer is to be believed."""

    sizes: dict[int, Size] = field(default_factory=dict)
    columns: dict[int, list[Column]] = field(default_factory=dict)
    scanned: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    """Pages without a text layer that nobody wants recognised."""


def _printed_pages(pdf: PdfFile, options: ReadOptions) -> _Pages:
    pages, verdicts = _Pages(), []
    for number in range(1, pdf.page_count + 1):
        content = with_latin_letters(pdf.page(number))
        verdict = judge(content)
        verdicts.append(verdict)
        pages.sizes[number] = content.width, content.height
        if verdict.is_believable and options.ocr is not OcrMode.ALWAYS:
            pages.columns[number] = page_columns(content)
    doubtful = tuple(pages.sizes) if options.ocr is OcrMode.ALWAYS else pages_to_recognise(verdicts)
    for number in doubtful:
        pages.columns.pop(number, None)
    if options.ocr is OcrMode.NEVER:
        pages.left_out = doubtful
    else:
        pages.scanned = doubtful
    return pages


def _nothing_read(file: str, pages: _Pages, scans: RecognisedPages) -> UnreadableFile:
    if pages.left_out:
        return unreadable(UnreadableCode.SCAN, file)
    if scans.unread:
        return unreadable(UnreadableCode.SCAN, file, " ".join(issue.message for issue in scans.issues[:1]))
    return unreadable(UnreadableCode.NO_TEXT, file)


def _no_text_on(number: int) -> Issue:
    return Issue(
        "no_text_layer",
        tr("第 {page} 页没有可读的文字层，可能是扫描图像。", page=number),
        number,
    )
