"""Files whose pages can be shown as they are printed."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.layout.image import PageImage


class PageSource(Protocol):
    """An open file with pages. Use it in a with statement."""

    @property
    def page_count(self) -> int: ...

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points of a page, counted from 1, as it is shown. Raises UnreadableFile."""
        ...

    def render(self, number: int, scale: float) -> PageImage:
        """A page, counted from 1, in pixels; ``scale`` 1.0 is 72 dots an inch. Raises UserError, UnreadableFile."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...


def open_pages(path: Path, password: str | None = None) -> PageSource:
    """The pages of a file whose suffix is its format, as workspaces name their copies.

    Raises UserError for a format that has no pages, UnreadableFile.
    """
    match path.suffix.lower():
        case ".pdf":
            from app.ingest.pdf.pdfium import PdfFile

            return PdfFile(path, password)
        case ".ofd":
            from app.ingest.ofd.file import OfdFile

            return OfdFile(path)
        case ".image":
            from app.ingest.readers.image_file import ImageFile

            return ImageFile(path)
    raise UserError(tr("“{file}”没有页面图像", file=path.name), tr("这种格式没有原页，请看文字。"))
