"""PDFium behind plain values: glyphs with places, ruled lines and page images. The only importer of pypdfium2."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.pdfium_rules import read_drawing

MOST_GLYPHS_A_PAGE = 60_000
"""A dense printed page has about 6,000; beyond this the page is hostile and its rest is not read."""
LARGEST_IMAGE_PIXELS = 40_000_000
"""About A4 at 500 dpi; PDFium allocates four bytes a pixel at once."""
SAME_HEIGHT = 0.005
_MAY_BE_GENERATED = frozenset((0x20, 0x0D, 0x0A, 0x02, 0xFFFE, 0x2D))
_HYPHEN_CODES = frozenset((0x02, 0xFFFE))
"""What PDFium writes for a hyphen at a line's end."""
_FIRST_WIDE = 0x2E80
RIGHT_ANGLE_TOLERANCE = 0.05
"""Radians. Text at any other angle than a quarter turn is a stamp or a watermark."""


class Glyph(NamedTuple):
    """One printed character. Points from the top left of the page as it is shown; ``size`` is the font's, in points.

    x0 and x1 span the advance that the font declares, ``ink_x0`` and ``ink_x1`` what is printed of it.
    ``quarter`` counts the quarter turns of the writing direction, clockwise; None means a slanting stamp.
    ``place`` counts in the page's text layer.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    ink_x0: float
    ink_x1: float
    quarter: int | None
    place: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical stroke, points from the top left; a thin filled bar counts as one."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is on a page: its size in points as shown, its glyphs in the order of the text layer, its ruled lines.

    ``image_share`` is the area of its images to the page's (above 1 where they overlap); ``paths`` counts drawings.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    bold_places: frozenset[int]
    image_share: float = 0.0
    paths: int = 0


@dataclass(frozen=True, slots=True)
class _Frame:
    """From a page's own coordinates (origin bottom left, not yet turned) to what is shown (origin top left)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 1:
            return y - self.bottom, x - self.left
        if self.rotation == 2:
            return self.right - x, y - self.bottom
        if self.rotation == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.rotation == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation % 2 else (width, height)


class PdfFile:
    """An open PDF. Use it in a with statement: PDFium holds native memory.

    Raises UnreadableFile: damaged, or encrypted and ``password`` missing or wrong.
    """

    def __init__(self, path: Path, password: str | None = None) -> None:
        import pypdfium2  # type: ignore[import-untyped]
        import pypdfium2.raw  # type: ignore[import-untyped]

        self._raw: Any = pypdfium2.raw
        try:
            self._document: Any = pypdfium2.PdfDocument(path, password=password)
        except pypdfium2.PdfiumError as error:
            raise _open_error(path, str(error), password) from error

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
        """The content of a page, counted from 1."""
        page = self._document[number - 1]
        try:
            frame = self._frame(page)
            glyphs, bold = self._glyphs(page, frame)
            drawing = read_drawing(self._raw, page.raw)
            rules = tuple(Rule(*frame.box(*stroke)) for stroke in drawing.strokes)
            width, height = frame.size
            share = drawing.image_area / max(width * height, 1.0)
            return PageContent(number, width, height, glyphs, rules, bold, share, drawing.paths)
        finally:
            page.close()

    def render(self, number: int, scale: float) -> tuple[int, int, bytes]:
        """Width, height and RGB bytes, rows without padding; ``scale`` 1.0 is 72 dots an inch. Raises UserError."""
        page = self._document[number - 1]
        try:
            width, height = page.get_size()
            if width * height * scale * scale > LARGEST_IMAGE_PIXELS:
                raise UserError(
                    tr("第 {page} 页太大，不能按这个比例显示。", page=number),
                    tr("请缩小显示比例。"),
                )
            bitmap = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False, prefer_bgrx=False)
            try:
                return bitmap.width, bitmap.height, _packed_rgb(bitmap)
            finally:
                bitmap.close()
        finally:
            page.close()

    def _frame(self, page: Any) -> _Frame:
        rect = self._raw.FS_RECTF()
        if not self._raw.FPDF_GetPageBoundingBox(page.raw, rect):
            width, height = page.get_size()
            return _Frame(0.0, 0.0, width, height, 0)
        rotation = max(0, self._raw.FPDFPage_GetRotation(page.raw))
        return _Frame(rect.left, rect.bottom, rect.right, rect.top, rotation)

    def _glyphs(self, page: Any, frame: _Frame) -> tuple[tuple[Glyph, ...], frozenset[int]]:
        raw = self._raw
        layer = raw.FPDFText_LoadPage(page.raw)
        if not layer:
            return (), frozenset()
        try:
            count = min(raw.FPDFText_CountChars(layer), MOST_GLYPHS_A_PAGE)
            glyphs = tuple(_read_glyphs(raw, layer, count, frame))
            return glyphs, frozenset(_bold_places(raw, layer, glyphs))
        finally:
            raw.FPDFText_ClosePage(layer)


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


def _read_glyphs(raw: Any, layer: Any, count: int, frame: _Frame) -> Iterator[Glyph]:
    """Every call into PDFium costs about a microsecond, and a page has thousands of glyphs: ask once where we can."""
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pending, height, size, quarter = 0, -1.0, 0.0, None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(layer, index)
        if code in _MAY_BE_GENERATED and raw.FPDFText_IsGenerated(layer, index) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            pending = code
            continue
        text = _character(code, pending)
        pending = 0
        raw.FPDFText_GetLooseCharBox(layer, index, loose)
        raw.FPDFText_GetCharOrigin(layer, index, x, y)
        if abs(loose.top - loose.bottom - height) > SAME_HEIGHT:
            # The same height means the same text object or one like it, with the same font size and direction.
            height = loose.top - loose.bottom
            raw.FPDFText_GetMatrix(layer, index, matrix)
            size = raw.FPDFText_GetFontSize(layer, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
            quarter = _quarter_turns(matrix.a, matrix.b, frame.rotation)
        x0, y0, x1, y1 = frame.box(loose.left, loose.bottom, loose.right, loose.top)
        ink_x0, ink_x1 = x0, x1
        if code < _FIRST_WIDE:
            raw.FPDFText_GetCharBox(layer, index, left, right, bottom, top)
            ink_x0, _, ink_x1, _ = frame.box(left.value, bottom.value, right.value, top.value)
        baseline = frame.point(x.value, y.value)[1]
        yield Glyph(text, x0, y0, x1, y1, baseline, size, ink_x0, ink_x1, quarter, index)


def _character(code: int, pending: int) -> str:
    """The character of a code, with the first half of its surrogate pair where there was one."""
    if 0xDC00 <= code < 0xE000 and pending:
        return chr(0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00))
    if code in _HYPHEN_CODES:
        return "-"
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _quarter_turns(a: float, b: float, rotation: int) -> int | None:
    """Clockwise quarter turns of the writing direction as shown, from the text matrix."""
    turns = -math.atan2(b, a) / (math.pi / 2)
    nearest = round(turns)
    if abs(turns - nearest) * math.pi / 2 > RIGHT_ANGLE_TOLERANCE:
        return None
    return (nearest + rotation) % 4


def _bold_places(raw: Any, layer: Any, glyphs: tuple[Glyph, ...]) -> Iterator[int]:
    """Glyphs at the start of a printed line that stand in a bold or black face; asking for every glyph is slow."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    last: Glyph | None = None
    for glyph in glyphs:
        starts = last is None or abs(glyph.baseline - last.baseline) > 1 or glyph.x0 - last.x1 > glyph.size * 0.4
        if starts and not glyph.text.isspace():
            raw.FPDFText_GetFontInfo(layer, glyph.place, name, 128, flags)
            if raw.FPDFText_GetFontWeight(layer, glyph.place) >= 600 or _is_black_face(name.value):
                yield glyph.place
        last = glyph


def _is_black_face(name: bytes) -> bool:
    """黑体 and bold faces by the names that fonts go by, in ASCII or GBK."""
    lowered = name.lower()
    return any(mark in lowered for mark in (b"bold", b"hei", b"black", b"fzht", "黑".encode("gbk")))
