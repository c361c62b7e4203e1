"""What runs in the reading worker: the only process that opens the insides of a user's file."""

from __future__ import annotations

from pathlib import Path

from app.foundation.codec import to_plain
from app.foundation.workers import JSON, Reply, WorkerContext
from app.ingest.in_memory import readable


class ReadService:
    """Reads files for DocumentReader. Errors travel with their kind, code, message and hint."""

    def read(
        self, context: WorkerContext, path: str, file: str, password: str | None, ocr: str, ocr_threads: int
    ) -> JSON:
        """The document as JSON; an event [done, total] for each page that takes long. Raises UnreadableFile."""
        from app.ingest.lines import OcrMode, ReadOptions
        from app.ingest.pipeline import read_document

        def tell(done: int, total: int) -> None:
            context.cancel.raise_if_cancelled()
            context.emit([done, total])

        options = ReadOptions(password, OcrMode(ocr), ocr_threads, tell)
        with readable(Path(path), context.data) as readable_path:
            document: JSON = to_plain(read_document(readable_path, file=file, options=options))
        return document

    def register(self, context: WorkerContext, path: str, file: str) -> JSON:
        """A list of standards as JSON. Raises UnreadableFile, UserError."""
        from app.ingest.register_file import read_register

        found: JSON = to_plain(read_register(Path(path), file))
        return found

    def page_image(
        self, context: WorkerContext, path: str, file: str, page: int, scale: float, password: str | None
    ) -> Reply:
        """One page, counted from 1: width and height in pixels, and RGB bytes. ``scale`` 1.0 is 72 dpi.

        Raises UnreadableFile, UserError.
        """
        from app.ingest.errors import UnreadableFile, unreadable
        from app.ingest.page_source import open_pages

        try:
            with readable(Path(path), context.data) as found, open_pages(found, password) as pages:
                image = pages.render(page, scale)
        except UnreadableFile as error:
            raise unreadable(error.code, file, error.detail) from error
        return Reply({"width": image.width, "height": image.height}, image.rgb)

    def page_sizes(self, context: WorkerContext, path: str, file: str, password: str | None) -> JSON:
        """Width and height of every page in points; 0 by 0 where a page does not tell.

        Raises UnreadableFile, UserError.
        """
        from app.foundation.errors import ZhunshengError
        from app.ingest.errors import UnreadableFile, unreadable
        from app.ingest.page_source import PageSource, open_pages

        def size(pages: PageSource, number: int) -> list[float]:
            try:
                return list(pages.size(number))
            except ZhunshengError:  # one damaged page: the others are shown
                return [0.0, 0.0]

        try:
            with readable(Path(path), context.data) as found, open_pages(found, password) as pages:
                return [size(pages, number) for number in range(1, pages.page_count + 1)]
        except UnreadableFile as error:
            raise unreadable(error.code, file, error.detail) from error
