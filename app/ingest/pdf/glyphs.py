"""The characters of a page with their places, from PDFium's text layer."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.ingest.layout.content import Glyph, Space
from app.ingest.layout.hidden import SMALLEST_READABLE, SOFT_HYPHEN, WITHOUT_WIDTH
from app.ingest.layout.strokes import Segment
from app.ingest.layout.symbol_fonts import embedded_symbol
from app.ingest.pdf.rules import Drawing
from app.ingest.pdf.visible import Visibility

MOST_GLYPHS_A_PAGE = 60_000
"""A dense printed page has about 6,000; beyond this the page is hostile and its rest is not read."""
SAME_HEIGHT = 0.005
_MAY_BE_GENERATED = frozenset((0x20, 0x0D, 0x0A, 0x02, 0xFFFE, 0x2D))
_LAYOUT_CODES = frozenset((0x02, 0x09, 0x0A, 0x0D))
_SPACE = 0x20
_TYPED_SPACES = frozenset((_SPACE, 0xA0, 0x3000))
_HYPHEN_CODES = frozenset((0x02, 0xFFFE))
"""What PDFium writes for a hyphen at a line's end."""
_WITHOUT_WIDTH = WITHOUT_WIDTH - {SOFT_HYPHEN}
"""A soft hyphen at a line's end tells that the word goes on."""
_FIRST_WIDE = 0x2E80
FARTHEST_SPACE = 3.0
"""Font sizes from a typed space to the character that it parts from the one before."""
TEXT_LAYER = 0.5
"""The share of invisible characters on a page from which they are its text layer."""
RIGHT_ANGLE_TOLERANCE = 0.05
"""Radians. Text at any other angle than a quarter turn is a stamp or a watermark."""


@dataclass(frozen=True, slots=True)
class Frame:
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


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """The characters of a page that show, in the order of its text layer, the places of those that are bold, and how
    many do not show."""

    shown: tuple[Glyph, ...] = ()
    bold_places: frozenset[int] = frozenset()
    hidden: int = 0


def read_glyphs(raw: Any, page: Any, frame: Frame, drawing: Drawing) -> PageGlyphs:
    """The page's characters; ``drawing`` is what else is on it, and tells whether text may not show at all."""
    layer = raw.FPDFText_LoadPage(page)
    if not layer:
        return PageGlyphs()
    try:
        count = min(raw.FPDFText_CountChars(layer), MOST_GLYPHS_A_PAGE)
        glyphs = tuple(_read_glyphs(raw, layer, count, frame))
        hidden = _unreadable_places(glyphs, frame)
        hidden |= _unseen_places(raw, layer, glyphs, drawing.grounds) if drawing.may_hide_text else frozenset()
        shown = tuple(glyph for glyph in glyphs if glyph.place not in hidden) if hidden else glyphs
        return PageGlyphs(shown, frozenset(_bold_places(raw, layer, shown)), len(hidden))
    finally:
        raw.FPDFText_ClosePage(layer)


def _unreadable_places(glyphs: Sequence[Glyph], frame: Frame) -> frozenset[int]:
    """The places of what is off the page or too small to read."""
    width, height = frame.size
    return frozenset(
        glyph.place
        for glyph in glyphs
        if (glyph.x1 < 0 or glyph.x0 > width or glyph.y1 < 0 or glyph.y0 > height or glyph.size < SMALLEST_READABLE)
        and not glyph.text.isspace()
    )


def _unseen_places(raw: Any, layer: Any, glyphs: Sequence[Glyph], grounds: Sequence[Segment]) -> frozenset[int]:
    """The places of what is drawn so that it does not show. Where most of a page is in the invisible mode, it is the
    text layer of a scan or of outlines, and shows through these."""
    visibility = Visibility(raw, grounds)
    hidden: set[int] = set()
    invisible: set[int] = set()
    for glyph in glyphs:
        if not glyph.text.isspace() and visibility.is_hidden(layer, glyph.place):
            (invisible if visibility.look.is_invisible else hidden).add(glyph.place)
    return frozenset(hidden if len(invisible) > TEXT_LAYER * len(glyphs) else hidden | invisible)


def _read_glyphs(raw: Any, layer: Any, count: int, frame: Frame) -> Iterator[Glyph]:
    """Every call into PDFium costs about a microsecond, and a page has thousands of glyphs: ask once where we can."""
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pending, height, size, quarter = 0, -1.0, 0.0, None
    space, blank = Space.NONE, (0.0, 0.0)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(layer, index)
        if code in _MAY_BE_GENERATED and raw.FPDFText_IsGenerated(layer, index) == 1:
            space = Space.SUPPOSED if code == _SPACE and not space else space
            continue
        if 0xD800 <= code < 0xDC00:
            pending = code
            continue
        if code in _WITHOUT_WIDTH:
            continue
        if 0xA0 <= code < 0xD800 or 0x20 <= code < 0x7F:
            text = chr(code)
        elif _is_font_code(code):
            text = _symbol(raw, layer, index, code)
        else:
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
        if space is Space.TYPED and not (-size < x0 - blank[0] < FARTHEST_SPACE * size and abs(y0 - blank[1]) < size):
            space = Space.NONE  # it stands at the end of another line
        yield Glyph(text, x0, y0, x1, y1, baseline, size, ink_x0, ink_x1, quarter, index, space)
        space = Space.NONE
        if code in _TYPED_SPACES:
            space, blank = Space.TYPED, (x0, y0)


def _character(code: int, pending: int) -> str:
    """The character of a code, with the first half of its surrogate pair where there was one. Half a pair is none."""
    if 0xDC00 <= code < 0xE000 and pending:
        return chr(0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00))
    if code in _HYPHEN_CODES:
        return "-"
    is_half = 0xD800 <= code < 0xE000
    return chr(code) if 0 < code < 0x110000 and not is_half else "\ufffd"


def _is_font_code(code: int) -> bool:
    """Codes that mean something only in their font: a private area, and controls where there is no map at all."""
    return 0xF000 <= code <= 0xF0FF or (0 < code < 0x20 and code not in _LAYOUT_CODES) or 0x7F <= code < 0xA0


def _symbol(raw: Any, layer: Any, index: int, code: int) -> str:
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(layer, index, name, 128, ctypes.c_int())
    return embedded_symbol(code, name.value.decode("ascii", "replace"))


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
