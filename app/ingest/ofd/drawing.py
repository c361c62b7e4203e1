"""OFD pages in pixels, drawn with Pillow: every word and line at its place, in the font that comes with the program.

Good enough to find a clause on its page and to recognise a scan; shades, clips and embedded fonts are left out.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.paths import bundled_font
from app.ingest.layout.affine import Affine
from app.ingest.layout.image import LARGEST_IMAGE_PIXELS, PageImage
from app.ingest.ofd.items import Colour, ImageItem, OfdPage, PathItem, TextItem

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

PICTURE_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "JPEG2000", "WEBP")
MOST_PICTURE_PIXELS = 120_000_000
LARGEST_LETTER = 2_000
"""Pixels high."""
FARTHEST = 100_000.0
"""Pixels from the page's corner; what is drawn farther away does not show."""
LEVEL = 0.02
"""Radians by which text that runs to the right may slant and still be set without turning each letter."""

Load = Callable[[str], bytes | None]
"""The bytes of a part of the file."""


def draw_page(page: OfdPage, number: int, scale: float, load: Load) -> PageImage:
    """The page in pixels; ``scale`` 1.0 is 72 dots an inch. Raises UserError where that is too many."""
    width, height = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    if width * height > LARGEST_IMAGE_PIXELS:
        raise UserError(tr("第 {page} 页太大，不能按这个比例显示。", page=number), tr("请缩小显示比例。"))
    canvas = _Canvas(width, height, scale, load)
    for item in page.items:
        match item:
            case ImageItem():
                canvas.picture(item)
            case PathItem() if item.alpha > 0:
                canvas.path(item)
            case TextItem() if not item.is_hidden:
                canvas.text(item)
    return PageImage(width, height, canvas.image.tobytes())


class _Canvas:
    """White paper of so many pixels, ``scale`` to a point."""

    def __init__(self, width: int, height: int, scale: float, load: Load) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("RGB", (width, height), "white")
        self._pen = ImageDraw.Draw(self.image)
        self._scale = scale
        self._load = load

    def text(self, item: TextItem) -> None:
        height = round(item.size * self._scale)
        if not 1 <= height <= LARGEST_LETTER:
            return
        font = _font(height)
        for character, x, y in item.characters:
            at = self._pixel(x, y)
            if character.isspace() or max(map(abs, at)) >= FARTHEST:
                continue
            if abs(item.angle) <= LEVEL:
                self._pen.text(at, character, item.colour, font, anchor="ls")
            else:
                self._turned_letter(character, at, item.angle, item.colour, font)

    def _turned_letter(
        self, character: str, at: tuple[float, float], angle: float, colour: Colour, font: FreeTypeFont
    ) -> None:
        """Set upright in the middle of a tile, which is turned about it."""
        from PIL import Image, ImageDraw

        half = round(font.size * 1.5)
        tile = Image.new("L", (2 * half, 2 * half))
        ImageDraw.Draw(tile).text((half, half), character, 255, font, anchor="ls")
        turned = tile.rotate(-math.degrees(angle), Image.Resampling.BILINEAR)
        self.image.paste(colour, (round(at[0]) - half, round(at[1]) - half), turned)

    def path(self, item: PathItem) -> None:
        outlines = [[self._pixel(x, y) for x, y in outline.points] for outline in item.outlines]
        if item.fill is not None:
            self._filled(outlines, item.fill, item.alpha)
        if item.stroke is not None:
            width = max(1, round(item.line_width * self._scale))
            for outline in outlines:
                self._pen.line(outline, item.stroke, width)

    def _filled(self, outlines: list[list[tuple[float, float]]], colour: Colour, alpha: int) -> None:
        """By the even-odd rule: the counters of letters that are drawn as outlines stay white."""
        from PIL import Image, ImageChops, ImageDraw

        shown = [outline for outline in outlines if len(outline) > 2]
        if len(shown) == 1 and alpha == 255:
            self._pen.polygon(shown[0], colour)
            return
        left, top, right, bottom = self._extent(shown)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        for outline in shown:
            layer = Image.new("L", mask.size)
            ImageDraw.Draw(layer).polygon([(x - left, y - top) for x, y in outline], alpha)
            mask = ImageChops.difference(mask, layer)
        self.image.paste(colour, (left, top), mask)

    def _extent(self, outlines: list[list[tuple[float, float]]]) -> tuple[int, int, int, int]:
        """The pixels of the page that outlines can touch; nothing where there is no outline."""
        xs = [x for outline in outlines for x, _ in outline] or [0.0]
        ys = [y for outline in outlines for _, y in outline] or [0.0]
        right, bottom = min(self.image.width, math.ceil(max(xs)) + 1), min(self.image.height, math.ceil(max(ys)) + 1)
        return max(0, math.floor(min(xs))), max(0, math.floor(min(ys))), right, bottom

    def picture(self, item: ImageItem) -> None:
        """Upright pictures are scaled with care, because scans are recognised from here; turned ones simply."""
        from PIL import Image

        picture = _picture(self._load(item.part))
        frame = item.frame.then(Affine(self._scale, 0, 0, 0, self._scale, 0))
        left, top, right, bottom = (round(value) for value in frame.box((0.0, 0.0, 1.0, 1.0)))
        width, height = right - left, bottom - top
        if picture is None or not 0 < width * height <= LARGEST_IMAGE_PIXELS or width < 1 or height < 1:
            return
        if abs(frame.b) < 1 and abs(frame.d) < 1:
            placed = picture.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0)
            placed = placed.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if frame.a < 0 else placed
            placed = placed.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if frame.e < 0 else placed
        else:
            placed = _turned(picture, frame, left, top, (width, height))
        self.image.paste(placed.convert("RGB"), (left, top), placed.getchannel("A"))

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        return (
            max(-FARTHEST, min(FARTHEST, x * self._scale)),
            max(-FARTHEST, min(FARTHEST, y * self._scale)),
        )


def _turned(picture: Image, frame: Affine, left: int, top: int, size: tuple[int, int]) -> Image:
    from PIL import Image as Images

    if abs(frame.a * frame.e - frame.b * frame.d) < 1:
        return Images.new("RGBA", size)
    to_unit = Affine(1, 0, left, 0, 1, top).then(frame.inverse())
    to_picture = to_unit.then(Affine(picture.width, 0, 0, 0, picture.height, 0))
    return picture.transform(size, Images.Transform.AFFINE, tuple(to_picture), Images.Resampling.BILINEAR)


def _picture(data: bytes | None) -> Image | None:
    """The picture with its transparency, None where it cannot be opened: the words beside it still show."""
    from PIL import Image

    if not data:
        return None
    try:
        opened: Any = Image.open(io.BytesIO(data), formats=PICTURE_FORMATS)
        if opened.width * opened.height > MOST_PICTURE_PIXELS:
            return None
        return opened.convert("RGBA")  # type: ignore[no-any-return]
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return None


@lru_cache(maxsize=32)
def _font(height: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(bundled_font(), height)
