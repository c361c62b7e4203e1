"""Pictures as pages: PNG, JPEG, TIFF of many pages, BMP, WebP, through Pillow."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.layout.content import PageContent
from app.ingest.layout.image import LARGEST_IMAGE_PIXELS, PageImage

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
MOST_PIXELS = 120_000_000
"""Of a picture: A3 at 600 dpi has 70 million."""
MOST_PAGES = 2_000
POINTS_AN_INCH = 72
A4_HEIGHT = 842.0
"""Points."""
LARGEST_SHEET = 1_700.0
SMALLEST_SHEET = 200.0
"""Points of the longer side: A2 is the largest that is scanned in one piece, a label the smallest. A resolution that
says otherwise is the camera's or the screen's, and the sheet counts as A4."""
_DEEP_MODES = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")


class ImageFile:
    """An open picture, or several in one TIFF. Use it in a with statement. Raises UnreadableFile."""

    def __init__(self, path: Path) -> None:
        from PIL import Image

        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
        self._path = path
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                self._image: Any = Image.open(path, formats=FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise unreadable(UnreadableCode.TOO_LARGE, path.name) from error
        except (OSError, SyntaxError, ValueError) as error:
            raise unreadable(UnreadableCode.DAMAGED, path.name) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._image.close()

    @property
    def page_count(self) -> int:
        """More than one only in a TIFF: moving pictures count once."""
        return min(self._image.n_frames, MOST_PAGES) if self._image.format == "TIFF" else 1

    def page(self, number: int) -> PageContent:
        """A page that is one image and nothing else. Raises UnreadableFile."""
        width, height = self.size(number)
        return PageContent(number, width, height, (), (), frozenset(), image_share=1.0)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points of a page, counted from 1, the right way up. Raises UnreadableFile."""
        with self._told_as_damaged():
            self._turn_to(number)
            width, height = self._image.size
            across, down = self._resolution(width, height)
            points = width * POINTS_AN_INCH / across, height * POINTS_AN_INCH / down
            return (points[1], points[0]) if self._lies_on_its_side() else points

    def render(self, number: int, scale: float) -> PageImage:
        """A page, counted from 1, in pixels; ``scale`` 1.0 is 72 dots an inch. Raises UnreadableFile, UserError."""
        from PIL import ImageOps

        width, height = (max(1, round(side * scale)) for side in self.size(number))
        if width * height > LARGEST_IMAGE_PIXELS:
            raise UserError(tr("第 {page} 页太大，不能按这个比例显示。", page=number), tr("请缩小显示比例。"))
        with self._told_as_damaged():
            image = _as_rgb(ImageOps.exif_transpose(self._image)).resize((width, height), reducing_gap=2.0)
            return PageImage(width, height, image.tobytes())

    def _turn_to(self, number: int) -> None:
        if self.page_count > 1:
            self._image.seek(number - 1)
        width, height = self._image.size
        if width * height > MOST_PIXELS:
            raise unreadable(UnreadableCode.TOO_LARGE, self._path.name)

    @contextmanager
    def _told_as_damaged(self) -> Iterator[None]:
        """Whatever Pillow says of a picture that it began to read."""
        try:
            yield
        except (EOFError, OSError, SyntaxError, ValueError) as error:
            raise unreadable(UnreadableCode.DAMAGED, self._path.name) from error

    def _resolution(self, width: int, height: int) -> tuple[float, float]:
        """Pixels an inch across and down."""
        across, down = (float(value) for value in self._image.info.get("dpi", (0, 0)))
        if across > 0 and down > 0:
            longest = max(width / across, height / down) * POINTS_AN_INCH
            if SMALLEST_SHEET <= longest <= LARGEST_SHEET:
                return across, down
        guess = max(width, height) * POINTS_AN_INCH / A4_HEIGHT
        return guess, guess

    def _lies_on_its_side(self) -> bool:
        """By the camera's orientation tag (EXIF 0x0112): the values from 5 on are quarter turns. Pillow turns TIFF."""
        if self._image.format == "TIFF":
            return False
        orientation: int = self._image.getexif().get(0x0112, 1)
        return orientation >= 5


def _as_rgb(image: Image) -> Image:
    """On white paper, eight bits a colour."""
    from PIL import Image as Images

    if image.mode in _DEEP_MODES:
        image = _shallow(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Images.alpha_composite(Images.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _shallow(image: Image) -> Image:
    """From 16 or 32 bits to 8, the darkest black and the lightest white."""
    deep = image.convert("F")
    extrema: Any = deep.getextrema()
    low, high = extrema
    factor = 255 / max(high - low, 1.0)
    return deep.point(lambda value: value * factor - low * factor).convert("L")
