"""A scanned page as pixels to work on: straightened, cut into lines, its ruled strokes found. The only importer of
OpenCV."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from app.ingest.layout.affine import Affine, Corners
from app.ingest.layout.image import BYTES_A_PIXEL, PageImage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]
    """Height by width by blue, green, red."""

WHITE = (255, 255, 255)
DARK_WINDOW = 31
"""Pixels around each one that decide whether it is dark: paper may be grey and lit from one side."""
DARKER_BY = 12
"""Grey levels of 255 below the surroundings' mean."""
LONGEST_GAP = 3
"""Pixels that a faint printed stroke may be broken by."""
MOST_STROKES = 2_000
SHORTEST_LEVEL = 1 / 25
SHORTEST_UPRIGHT = 1 / 60
"""Of the sheet's longer side: rows of a table are low, columns wide; letters have no stroke that long."""
THICKEST = 1 / 250
INKED_ROW = 2
"""Pixels of ink in a row of a line's crop, fewer are dirt."""
INKED_COLUMN = 0.05
"""Of the crop's height; a column with less ink is white."""


def limit_threads(threads: int) -> None:
    """OpenCV's own, for the whole process."""
    _cv2().setNumThreads(threads)


def failure() -> type[Exception]:
    """What OpenCV raises, out of memory included."""
    kind: type[Exception] = _cv2().error
    return kind


def pixels_of(image: PageImage) -> Pixels:
    import numpy as np

    rgb = np.frombuffer(image.rgb, np.uint8).reshape(image.height, image.width, BYTES_A_PIXEL)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def shrunk(pixels: Pixels, longest: int) -> Pixels:
    """The same with the longer side at most ``longest`` pixels."""
    height, width = pixels.shape[:2]
    factor = longest / max(height, width)
    if factor >= 1.0:
        return pixels
    cv2 = _cv2()
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    smaller: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return smaller


def moved(pixels: Pixels, way: Affine, width: int, height: int) -> Pixels:
    """What lies under ``way`` on a white sheet of that size."""
    import numpy as np

    cv2 = _cv2()
    matrix = np.array([way[:3], way[3:]], np.float64)
    sheet: Pixels = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=WHITE)
    return sheet


def crop(pixels: Pixels, place: Corners) -> Pixels:
    x0, y0, x1, y1 = (max(0, round(value)) for value in place)
    return pixels[y0:y1, x0:x1]


def find_ink(piece: Pixels) -> tuple[range, list[bool]]:
    """The rows between the first and the last with ink of the line, and for each column whether it has some."""
    import numpy as np

    cv2 = _cv2()
    grey = cv2.cvtColor(piece, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    height = len(ink)
    runs = runs_of((ink.sum(axis=1) >= INKED_ROW).tolist(), range(height))
    own = [run for run in runs if run.start > 0 and run.stop < height] or runs or [range(height)]
    columns: list[bool] = (ink.sum(axis=0, dtype=np.int32) > INKED_COLUMN * height).tolist()
    return range(own[0].start, own[-1].stop), columns


def runs_of(flags: Sequence[bool], places: range) -> list[range]:
    """The stretches of ``places`` where the flags are set."""
    runs: list[range] = []
    for is_set, group in itertools.groupby(places, key=lambda place: flags[place]):
        if is_set:
            found = list(group)
            runs.append(range(found[0], found[-1] + 1))
    return runs


def find_strokes(pixels: Pixels) -> list[Corners]:
    """Printed horizontal and vertical strokes, longer and thinner than those of letters."""
    import numpy as np

    cv2 = _cv2()
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, DARK_WINDOW, DARKER_BY)
    side = max(pixels.shape[:2])
    found: list[Corners] = []
    for is_level, share in ((True, SHORTEST_LEVEL), (False, SHORTEST_UPRIGHT)):
        gap, length = LONGEST_GAP, max(LONGEST_GAP, round(share * side))
        bridge = np.ones((1, gap) if is_level else (gap, 1), np.uint8)
        stretch = np.ones((1, length) if is_level else (length, 1), np.uint8)
        opened = cv2.morphologyEx(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, stretch)
        _, _, places, _ = cv2.connectedComponentsWithStats(opened)
        found += _strokes(places[1 : MOST_STROKES + 1].tolist(), max(2.0, THICKEST * side), is_level=is_level)
    return found


def _strokes(places: list[list[int]], thickest: float, *, is_level: bool) -> Iterator[Corners]:
    """Those thin enough, without their thickness."""
    for left, top, width, height, _ in places:
        if is_level and height <= thickest:
            yield left, top + height / 2, left + width, top + height / 2
        elif not is_level and width <= thickest:
            yield left + width / 2, top, left + width / 2, top + height


def _cv2() -> Any:
    import cv2

    return cv2
