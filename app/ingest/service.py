"""What runs in the reading worker: the only process that opens the insides of a user's file."""

from __future__ import annotations

from pathlib import Path

from app.foundation.codec import to_plain
from app.foundation.workers import JSON, Reply, WorkerContext


class ReadService:
    """Reads files for DocumentReader. Errors travel with their kind, code, message and hint."""

    def read(self, context: WorkerContext, path: str, file: str) -> JSON:
        """The document as JSON. Raises UnreadableFile."""
        from app.ingest.pipeline import read_document

        document: JSON = to_plain(read_document(Path(path), file=file))
        return document

    def register(self, context: WorkerContext, path: str, file: str) -> JSON:
        """A list of standards as JSON. Raises UnreadableFile, UserError."""
        from app.ingest.register_file import read_register

        found: JSON = to_plain(read_register(Path(path), file))
        return found

    def page_image(self, context: WorkerContext, path: str, page: int, scale: float) -> Reply:
        """One page of a PDF, counted from 1: width and height in pixels, and RGB bytes. ``scale`` 1.0 is 72 dpi."""
        from app.ingest.pdfium import PdfFile

        with PdfFile(Path(path)) as pdf:
            width, height, pixels = pdf.render(page, scale)
        return Reply({"width": width, "height": height}, pixels)
