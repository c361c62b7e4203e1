"""Text recognition behind plain values. The only importer of RapidOCR, whose PP-OCR models are part of its package.

One detection a page: the boxes of the lines tell how the sheet lies; it is put upright and the same boxes are read.
"""

from __future__ import annotations

import importlib.util
import itertools
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.messages import tr
from app.ingest.layout.affine import IDENTITY, Affine, Corners
from app.ingest.layout.image import PageImage
from app.ingest.ocr import image as ocr_image

if TYPE_CHECKING:
    from app.ingest.ocr.image import Pixels

PACKAGE = "rapidocr_onnxruntime"
USUAL_THREADS = 4
"""More gain little: a line is a small piece of work."""
LONGEST_SIDE = 5_000
"""Pixels. A larger image is shrunk first: A3 at 300 dpi, and a bound for memory."""
DETECTION_SIDE = 1_216
"""Pixels of the longer side where lines are looked for; they are read in full resolution. Measured: at 1472 and beyond
long lines in large print are overlooked or broken, and it takes twice the time."""
LEAST_LINE = 0.3
"""Score of a line's place from 0 to 1. At the detector's own 0.5 whole lines are missing; dirt is sorted out later."""
TALL = 1.5
"""Height to width from which a box of text stands on its side; single characters stay below it."""
SLENDER = 5.0
"""Width to height from which a line's slope can be told."""
LEAST_TILT = 0.12
"""Degrees. Less is the noise of the boxes' corners."""
MOST_TILT = 15.0
JUDGED_LINES = 9
"""Lines that are looked at to learn whether the sheet is upside down."""
JUDGED_ASPECT = 4
"""Width to height that the classifier is made for (192 by 48 pixels)."""
FLATTEST_LINE = 120
"""Width to height: beyond it a stroke was taken for a line, and its reading would take gigabytes."""
LEAST_CONFIDENCE = 0.5
"""Of a line; below it dirt was read as text."""


class Character(NamedTuple):
    """A recognised character and where its ink begins and ends, in pixels."""

    text: str
    x0: float
    x1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line on the upright sheet, in pixels from the top left; ``box`` is as high as its ink."""

    box: Corners
    characters: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was read on a sheet: sizes and places in pixels of the sheet put upright.

    ``way`` leads from the image as it was given to the upright sheet.
    """

    width: int
    height: int
    way: Affine
    lines: tuple[TextLine, ...]
    strokes: tuple[Corners, ...]


class RecognitionFailed(UserError):
    """One page could not be recognised: too little memory, or an image that the models do not take."""


def is_installed() -> bool:
    """Whether this machine has the recogniser at all. Loads nothing."""
    return importlib.util.find_spec(PACKAGE) is not None


class OcrEngine:
    """Reads page images, one at a time. Loading takes about a second and 130 MB."""

    def __init__(self, threads: int = 0) -> None:
        """``threads`` 0 chooses by the machine. Raises EnvironmentFault where the recogniser is missing.

        Sets ORT_DISABLE_TELEMETRY: ONNX Runtime (1.32) makes a name for the device and a store of events below
        ~/.cache/Microsoft as soon as it is loaded, on Linux too.
        """
        if not is_installed():
            raise EnvironmentFault(
                tr("本机没有安装文字识别（OCR）组件"), tr("请用 Python 3.11 或 3.12 安装准绳，或换成带文字层的文件。")
            )
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from rapidocr_onnxruntime import RapidOCR  # type: ignore[import-untyped]
        from rapidocr_onnxruntime.utils.infer_engine import ONNXRuntimeError  # type: ignore[import-untyped]

        threads = threads or min(USUAL_THREADS, os.cpu_count() or 1)
        ocr_image.limit_threads(threads)
        # "max" with no side of its own: the image comes shrunk to what detection needs
        self._failures: tuple[type[Exception], ...] = (ONNXRuntimeError, ocr_image.failure())
        self._ocr: Any = RapidOCR(
            intra_op_num_threads=threads, inter_op_num_threads=1, det_limit_type="max", det_box_thresh=LEAST_LINE
        )

    def recognise(self, image: PageImage) -> Recognition:
        """All printed lines of a page, in no particular order, and its ruled strokes. Raises RecognitionFailed."""
        try:
            return self._recognise(image)
        except self._failures as error:
            raise RecognitionFailed(tr("文字识别没有成功"), tr("请另存或重新扫描这一页。")) from error

    def _recognise(self, image: PageImage) -> Recognition:
        given = ocr_image.pixels_of(image)
        pixels = ocr_image.shrunk(given, LONGEST_SIDE)
        boxes = self._detect(pixels)
        sheet, lie = self._upright(pixels, boxes)
        height, width = sheet.shape[:2]
        shrink = Affine(pixels.shape[1] / image.width, 0, 0, 0, pixels.shape[0] / image.height, 0)
        places = [_clipped(_levelled([lie.point(x, y) for x, y in box]), width, height) for box in boxes]
        lines = tuple(self._read(sheet, [place for place in places if _is_line(place)]))
        return Recognition(width, height, shrink.then(lie), lines, tuple(ocr_image.find_strokes(sheet)))

    def _detect(self, pixels: Pixels) -> list[Quadrangle]:
        small = ocr_image.shrunk(pixels, DETECTION_SIDE)
        found, _ = self._ocr.text_det(small)
        factor = pixels.shape[1] / small.shape[1]
        return [] if found is None else [[(x * factor, y * factor) for x, y in box] for box in found.tolist()]

    def _upright(self, pixels: Pixels, boxes: Sequence[Quadrangle]) -> tuple[Pixels, Affine]:
        """The sheet as it is read, and the way there."""
        height, width = pixels.shape[:2]
        lie = IDENTITY
        if _lies_on_its_side(boxes):
            lie = Affine.quarter_turns(1, width, height)
            width, height = height, width
        tilt = _tilt([[lie.point(x, y) for x, y in box] for box in boxes])
        if abs(tilt) >= LEAST_TILT:
            lie = lie.then(Affine.tilt(-tilt, width, height))
        sheet = pixels if lie == IDENTITY else ocr_image.moved(pixels, lie, width, height)
        if self._is_upside_down(sheet, [_around([lie.point(x, y) for x, y in box]) for box in boxes]):
            lie = lie.then(Affine.quarter_turns(2, width, height))
            sheet = ocr_image.moved(pixels, lie, width, height)
        return sheet, lie

    def _is_upside_down(self, sheet: Pixels, places: Sequence[Corners]) -> bool:
        """As most of the longest lines say, each by as much as it is sure."""
        longest = sorted(places, key=lambda place: place[0] - place[2])[:JUDGED_LINES]
        heads = [(x0, y0, min(x1, x0 + JUDGED_ASPECT * (y1 - y0)), y1) for x0, y0, x1, y1 in longest]
        crops = [crop for head in heads if (crop := ocr_image.crop(sheet, head)).size]
        if not crops:
            return False
        _, verdicts, _ = self._ocr.text_cls(crops)
        return bool(sum(score if label == "180" else -score for label, score in verdicts) > 0)

    def _read(self, sheet: Pixels, places: Sequence[Corners]) -> Iterator[TextLine]:
        if not places:
            return
        crops = [ocr_image.crop(sheet, place) for place in places]
        read, _ = self._ocr.text_rec(crops, return_word_box=True)
        for crop, (x0, y0, x1, _), (text, confidence, word_info) in zip(crops, places, read, strict=True):
            if not text.strip() or confidence < LEAST_CONFIDENCE:
                continue
            rows, inked = ocr_image.find_ink(crop)
            columns, _, groups, _, scores = word_info
            middles = [(column + 0.5) * (x1 - x0) / columns for group in groups for column in group]
            spans = [(x0 + start, x0 + end) for start, end in _ink_spans(middles, inked)]
            characters = (Character(char, *span, score) for char, span, score in zip(text, spans, scores, strict=True))
            yield TextLine((x0, y0 + rows.start, x1, y0 + rows.stop), tuple(characters))


def _ink_spans(middles: Sequence[float], inked: Sequence[bool]) -> list[tuple[float, float]]:
    """Where each character's ink begins and ends: neighbours part at the widest white between their middles."""
    starts, ends = [_edge(inked, range(len(inked)))], []
    white_columns = [not column for column in inked]
    for before, after in itertools.pairwise(middles):
        between = range(int(before), min(int(after) + 1, len(inked)))
        white = max(ocr_image.runs_of(white_columns, between), key=len, default=None)
        ends.append(float(white.start) if white is not None else (before + after) / 2)
        starts.append(float(white.stop) if white is not None else (before + after) / 2)
    ends.append(_edge(inked, range(len(inked) - 1, -1, -1)) + 1)
    return list(zip(starts, ends, strict=True))


def _edge(inked: Sequence[bool], columns: range) -> float:
    return float(next((column for column in columns if inked[column]), columns[0]))


Quadrangle = list[tuple[float, float]]
"""Four corners clockwise from the top left as the detector sees it."""


def _lies_on_its_side(boxes: Sequence[Quadrangle]) -> bool:
    """Whether most of the length of lines is upright. The corners come in the image's order, not the text's."""
    lying = standing = 0.0
    for box in boxes:
        x0, y0, x1, y1 = _around(box)
        if y1 - y0 > TALL * (x1 - x0):
            standing += y1 - y0
        else:
            lying += x1 - x0
    return standing > lying


def _tilt(boxes: Sequence[Quadrangle]) -> float:
    """Degrees clockwise by which the lines slope: the median, longer lines counting for more."""
    slopes: list[tuple[float, float]] = []
    for box in boxes:
        x0, y0, x1, y1 = _around(box)
        if x1 - x0 >= SLENDER * (y1 - y0):
            slopes += [(_slope(_upper_side(box)), x1 - x0)]
    usable = sorted((slope, length) for slope, length in slopes if abs(slope) <= MOST_TILT)
    half = sum(length for _, length in usable) / 2
    for slope, length in usable:
        half -= length
        if half <= 0:
            return slope
    return 0.0


def _upper_side(box: Quadrangle) -> Quadrangle:
    """The two upper corners from left to right; a turned box begins elsewhere."""
    left, right = sorted(box)[:2], sorted(box)[2:]
    return [min(left, key=lambda point: point[1]), min(right, key=lambda point: point[1])]


def _slope(side: Quadrangle) -> float:
    (ax, ay), (bx, by) = side
    return math.degrees(math.atan2(by - ay, bx - ax))


def _around(points: Sequence[tuple[float, float]]) -> Corners:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _levelled(points: Sequence[tuple[float, float]]) -> Corners:
    """The rectangle through the middles of a nearly level one's sides."""
    (left, near, far, right), (top, upper, lower, bottom) = (sorted(values) for values in zip(*points, strict=True))
    return (left + near) / 2, (top + upper) / 2, (far + right) / 2, (lower + bottom) / 2


def _clipped(place: Corners, width: int, height: int) -> Corners:
    x0, y0, x1, y1 = place
    return max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)


def _is_line(place: Corners) -> bool:
    x0, y0, x1, y1 = place
    return x1 - x0 >= 2 and y1 - y0 >= 2 and x1 - x0 <= FLATTEST_LINE * (y1 - y0)
