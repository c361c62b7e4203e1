"""What is printed on an OFD page, as the layout takes it from any format: characters with places and ruled lines."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

from app.ingest.joining import is_wide
from app.ingest.layout.content import Glyph, PageContent, Rule, Space
from app.ingest.layout.strokes import strokes_of
from app.ingest.ofd.items import ImageItem, Item, OfdPage, PathItem, TextItem

MOST_GLYPHS_A_PAGE = 60_000
"""A dense printed page has about 6,000; beyond this the page is hostile and its rest is not read."""
RIGHT_ANGLE_TOLERANCE = 0.05
"""Radians. Text at any other angle than a quarter turn is a stamp or a watermark."""
ASCENT, DESCENT = 0.86, 0.14
"""Shares of the size above and below the base line, of Chinese faces."""
_NARROW = frozenset("iljtfrI1.,;:'|!()[] ")
_BROAD = frozenset("mwMW@%&QGO")


def page_content(page: OfdPage, number: int, shared_templates: Collection[str]) -> PageContent:
    """The content of a page; templates that other pages have too are furniture: letterheads, frames, watermarks."""
    is_furniture = any(template in shared_templates for template in page.templates)
    items = page.body if is_furniture else page.items
    glyphs = tuple(_glyphs(items, page))
    bold = frozenset(place for place, is_bold in _bold_places(items) if is_bold and place < len(glyphs))
    paths = [item for item in items if isinstance(item, PathItem)]
    area = sum(_area(item) for item in items if isinstance(item, ImageItem))
    return PageContent(
        number,
        page.width,
        page.height,
        glyphs,
        tuple(Rule(*segment) for path in paths for segment in _segments(path)),
        bold,
        area / max(page.width * page.height, 1.0),
        len(paths),
    )


def _glyphs(items: Collection[Item], page: OfdPage) -> Iterator[Glyph]:
    """The characters in writing order; the spaces are marks on the characters after them."""
    place = 0
    for item in items:
        if not isinstance(item, TextItem):
            continue
        space = Space.NONE
        for index, (text, x, y) in enumerate(item.characters):
            if place >= MOST_GLYPHS_A_PAGE:
                return
            yield _glyph(item, index, text, x, y, place, space)
            space = Space.TYPED if text.isspace() else Space.NONE
            place += 1


def _bold_places(items: Collection[Item]) -> Iterator[tuple[int, bool]]:
    flags = (item.is_bold for item in items if isinstance(item, TextItem) for _ in item.characters)
    return enumerate(flags)


def _glyph(item: TextItem, index: int, text: str, x: float, y: float, place: int, space: Space) -> Glyph:
    turns = item.angle / (math.pi / 2)
    quarter = round(turns) % 4 if abs(turns - round(turns)) * math.pi / 2 <= RIGHT_ANGLE_TOLERANCE else None
    width = _width(item, index, text)
    x0, y0, x1, y1 = _box(quarter or 0, x, y, width, item.size)
    return Glyph(text, x0, y0, x1, y1, y, item.size, x0, x1, quarter, place, space)


def _box(quarter: int, x: float, y: float, width: float, size: float) -> tuple[float, float, float, float]:
    """The upright box of a character whose base line runs in that direction from its origin."""
    above, below = ASCENT * size, DESCENT * size
    match quarter:
        case 1:
            return x - below, y, x + above, y + width
        case 2:
            return x - width, y - below, x, y + above
        case 3:
            return x - above, y - width, x + below, y
        case _:
            return x, y - above, x + width, y + below


def _width(item: TextItem, index: int, text: str) -> float:
    """The advance, estimated by the kind of character and never beyond where the next one begins."""
    size = item.size
    if is_wide(text) or (item.font.has_half_widths and not text.isascii()):
        usual = size  # Chinese faces set dashes, quotation marks and Greek in a full square too
    elif item.font.has_half_widths:
        usual = size / 2
    else:
        usual = size * (0.3 if text in _NARROW else 0.85 if text in _BROAD else 0.66 if text.isupper() else 0.5)
    if index + 1 >= len(item.characters):
        return usual
    (_, x, y), (_, next_x, next_y) = item.characters[index], item.characters[index + 1]
    step = (next_x - x) * math.cos(item.angle) + (next_y - y) * math.sin(item.angle)
    return min(usual, step) if step > 0 else usual


def _segments(path: PathItem) -> Iterator[tuple[float, float, float, float]]:
    outlines = [outline.points for outline in path.outlines if not outline.has_curves]
    return strokes_of(outlines, is_stroked=path.stroke is not None)


def _area(image: ImageItem) -> float:
    frame = image.frame
    return abs(frame.a * frame.e - frame.b * frame.d)
