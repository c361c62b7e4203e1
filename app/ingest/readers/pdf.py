"""PDF: pages through PDFium, labels and bookmarks from its structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.ingest.lines import DEFAULT_OPTIONS, Reading, ReadOptions
from app.ingest.pdf.pdfium import PdfFile
from app.ingest.pdf.structure import read_structure
from app.ingest.readers.printed import read_printed


class PdfReader:
    """Reads PDF through PDFium. Encrypted and damaged files and scans that stay unread raise UnreadableFile."""

    format = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def accepts(self, head: bytes) -> bool:
        """The marker may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3)."""
        return b"%PDF-" in head[:1024]

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile, Cancelled."""
        with PdfFile(path, options.password) as pdf:
            reading = read_printed(pdf, path.name, self.format, options)
        structure = read_structure(path, options.password)
        labels = structure.page_labels if len(structure.page_labels) == reading.pages else ()
        return replace(reading, page_labels=_joined(reading.page_labels, labels), outline=structure.outline)


def _joined(printed: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    """What the pages print goes before what the file says of them; where nothing is printed, the file's word is taken
    unless it errs elsewhere."""
    if not printed or not told:
        return tuple(printed or told)
    agrees = all(number in ("", label) for number, label in zip(printed, told, strict=True))
    return tuple(number or label for number, label in zip(printed, told, strict=True)) if agrees else tuple(printed)
