"""PDFium behind plain values: glyphs with places, ruled lines and page images. The only importer of pypdfium2."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.layout.content import PageContent, Rule
from app.ingest.layout.image import LARGEST_IMAGE_PIXELS, PageImage
from app.ingest.pdf.glyphs import Frame, read_glyphs
from app.ingest.pdf.rules import read_drawing

MOST_PAGES = 20_000
"""Standards have hundreds; a page tree may claim any number."""


class PdfFile:
    """An open PDF. Use it in a with statement: PDFium holds native memory.

    Raises UnreadableFile: damaged, or encrypted and ``password`` missing or wrong.
    """

    def __init__(self, path: Path, password: str | None = None) -> None:
        import pypdfium2  # type: ignore[import-untyped]
        import pypdfium2.raw  # type: ignore[import-untyped]

        self._raw: Any = pypdfium2.raw
        self._fault: type[Exception] = pypdfium2.PdfiumError
        self._path = path
        try:
            self._document: Any = pypdfium2.PdfDocument(path, password=password)
        except pypdfium2.PdfiumError as error:
            raise _open_error(path, str(error), password) from error
        if self.page_count > MOST_PAGES:
            self.close()
            raise unreadable(UnreadableCode.TOO_LARGE, path.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._document.close()

    @property
    def page_count(self) -> int:
        return len(self._document)

    def page(self, number: int) -> PageContent:
        """The content of a page, counted from 1. Raises UnreadableFile when this page is damaged."""
        page = self._page(number)
        try:
            frame = self._frame(page)
            drawing = read_drawing(self._raw, page.raw)
            glyphs = read_glyphs(self._raw, page.raw, frame, drawing)
            rules = tuple(Rule(*frame.box(*stroke)) for stroke in drawing.strokes)
            width, height = frame.size
            share = drawing.image_area / max(width * height, 1.0)
            return PageContent(
                number,
                width,
                height,
                glyphs.shown,
                rules,
                glyphs.bold_places,
                share,
                drawing.paths,
                glyphs.hidden,
            )
        finally:
            page.close()

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points of a page, counted from 1, as it is shown. Raises UnreadableFile."""
        try:
            width, height = self._document.get_page_size(number - 1)
        except self._fault as error:
            raise unreadable(UnreadableCode.DAMAGED, self._path.name) from error
        return float(width), float(height)

    def render(self, number: int, scale: float) -> PageImage:
        """A page, counted from 1, in pixels; ``scale`` 1.0 is 72 dots an inch. Raises UserError."""
        page = self._page(number)
        try:
            width, height = page.get_size()
            if width * height * scale * scale > LARGEST_IMAGE_PIXELS:
                raise UserError(
                    tr("第 {page} 页太大，不能按这个比例显示。", page=number),
                    tr("请缩小显示比例。"),
                )
            bitmap = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False, prefer_bgrx=False)
            try:
                return PageImage(bitmap.width, bitmap.height, _packed_rgb(bitmap))
            finally:
                bitmap.close()
        finally:
            page.close()

    def _page(self, number: int) -> Any:
        try:
            return self._document[number - 1]
        except self._fault as error:
            raise unreadable(UnreadableCode.DAMAGED, self._path.name) from error

    def _frame(self, page: Any) -> Frame:
        rect = self._raw.FS_RECTF()
        if not self._raw.FPDF_GetPageBoundingBox(page.raw, rect):
            width, height = page.get_size()
            return Frame(0.0, 0.0, width, height, 0)
        rotation = max(0, self._raw.FPDFPage_GetRotation(page.raw))
        return Frame(rect.left, rect.bottom, rect.right, rect.top, rotation)


def _open_error(path: Path, cause: str, password: str | None) -> UserError:
    """PDFium says the same of a password that is missing and of one that is wrong."""
    if "password" not in cause.lower():
        return unreadable(UnreadableCode.DAMAGED, path.name)
    return unreadable(UnreadableCode.ENCRYPTED, path.name, tr("密码不正确") if password else "")


def _packed_rgb(bitmap: Any) -> bytes:
    """PDFium pads rows; callers get exactly width times three bytes a row."""
    data, row = bytes(bitmap.buffer), bitmap.width * 3
    if bitmap.stride == row:
        return data[: row * bitmap.height]
    return b"".join(data[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
