"""What was read on a page image as the content of a page: the same glyphs and rules that a text layer gives."""

from __future__ import annotations

import itertools
import math
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from app.domain.document import Box
from app.ingest.joining import is_wide
from app.ingest.layout.affine import Affine
from app.ingest.layout.column import Column
from app.ingest.layout.content import Glyph, PageContent, Rule
from app.ingest.lines import Line, TableBlock
from app.ingest.ocr.engine import Character, Recognition, TextLine
from app.ingest.ocr.mends import mended

WIDE_INK = 0.92
"""Share of the font size that the ink of a line takes in height: Chinese, or letters that reach up and down."""
CAPITAL_INK = 0.7
"""Digits and letters that stay above the baseline."""
WIDE_DEPTH = 0.1
LETTER_DEPTH = 0.2
"""Share of the font size that ink reaches below the baseline."""
REACHES_DOWN = frozenset("gjpqyQ()[]{}|/@")
SAME_SIZE = 0.22
"""Lines measured this close to the page's usual size have it: ink tells sizes no finer."""
SAME_ROW = 0.4
"""Share of the font size that the middles of pieces of one printed line differ by at most."""
FEW = 4
"""Characters, which may all be low ones: smaller than usual, they say nothing of their font's size."""
WORD_SPACE = 0.24
WORD_SPACE_BESIDE_SLIM = 0.45
"""Shares of the font size between the ink of two letters, less is no space; slim ones stand alone in their place."""
USUAL_LETTER_GAP = 0.1
"""Of well printed letters. What a line has more than that, its spaces have too: thin print, letters set apart."""
LEAST_STEP = 0.15
"""Share of the font size from a character to the next; the recogniser's columns are coarser than "ll"."""
SLIM = frozenset("iljtfrI.,:;'/|-") | frozenset(string.digits)
OPENING = frozenset("（《〈「『【［〔“‘")
CLOSING = frozenset("，。、；：？！）》〉」』】］〕”’")


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page put upright. ``way_back`` leads from its points to those of the page as it is shown.

    ``confidences`` has one for each glyph, by its place.
    """

    content: PageContent
    way_back: Affine
    confidences: tuple[float, ...]


def page_of(recognition: Recognition, number: int, scale: float) -> OcrPage:
    """``scale`` is pixels to a point."""
    lines = [replace(line, characters=mended(line.characters)) for line in recognition.lines]
    prints = _aligned(lines, _font_sizes(lines))
    usual_gap = _letter_gap(pair for line in lines for pair in itertools.pairwise(line.characters)) or 0.0
    glyphs: list[Glyph] = []
    confidences: list[float] = []
    for line, (size, baseline) in zip(lines, prints, strict=True):
        own_gap = _letter_gap(itertools.pairwise(line.characters))
        places = _places(line.characters, size, usual_gap if own_gap is None else own_gap)
        for character, (x0, x1) in zip(line.characters, places, strict=True):
            at = (x0 / scale, line.box[1] / scale, x1 / scale, line.box[3] / scale)
            printed = (baseline / scale, size / scale, x0 / scale, x1 / scale)
            glyphs.append(Glyph(character.text, *at, *printed, 0, len(glyphs)))
            confidences.append(character.confidence)
    rules = tuple(Rule(*(value / scale for value in stroke)) for stroke in recognition.strokes)
    content = PageContent(
        number, recognition.width / scale, recognition.height / scale, tuple(glyphs), rules, frozenset()
    )
    return OcrPage(content, recognition.way.inverse().scaled(1 / scale), tuple(confidences))


def _font_sizes(lines: Sequence[TextLine]) -> list[float]:
    """In pixels, one a line; lines near the usual size of the page have that."""
    measured = [(line.box[3] - line.box[1]) / _ink_share(line) for line in lines]
    usual = median(size for line, size in zip(lines, measured, strict=True) for _ in line.characters) if lines else 0.0
    return [
        usual if abs(size - usual) <= SAME_SIZE * usual or (size < usual and len(line.characters) <= FEW) else size
        for line, size in zip(lines, measured, strict=True)
    ]


def _ink_share(line: TextLine) -> float:
    return WIDE_INK if any(is_wide(c.text) or c.text in REACHES_DOWN for c in line.characters) else CAPITAL_INK


def _aligned(lines: Sequence[TextLine], sizes: Sequence[float]) -> list[tuple[float, float]]:
    """Font size and baseline of each line in pixels: pieces of one printed line have those of its longest piece.

    Ink alone would make exponents and indices of pieces that are a little lower or higher.
    """
    middles = [(line.box[1] + line.box[3]) / 2 for line in lines]
    prints = []
    for middle, size in zip(middles, sizes, strict=True):
        peers = [at for at, other in enumerate(middles) if abs(other - middle) < SAME_ROW * size]
        longest = max(peers, key=lambda at: len(lines[at].characters))
        prints.append((sizes[longest], lines[longest].box[3] - _depth(lines[longest]) * sizes[longest]))
    return prints


def _depth(line: TextLine) -> float:
    texts = [character.text for character in line.characters]
    if any(map(is_wide, texts)):
        return WIDE_DEPTH
    return LETTER_DEPTH if REACHES_DOWN.intersection(texts) else 0.0


def _places(characters: Sequence[Character], size: float, letter_gap: float) -> Iterator[tuple[float, float]]:
    """Where each character stands, as a font would declare it, from where its ink is."""
    set_apart = max(0.0, letter_gap / size - USUAL_LETTER_GAP)
    left, start = -math.inf, -math.inf
    for character, following in itertools.zip_longest(characters, characters[1:]):
        x0, x1, right = character.x0, character.x1, following.x0 if following is not None else math.inf
        if is_wide(character.text):
            room = max(0.0, size - (x1 - x0))
            before = 0.0 if character.text in CLOSING else room if character.text in OPENING else room / 2
            x0, x1 = max(x0 - before, min(left, x0)), min(x1 + room - before, max(right, x1))
        elif following and right - x1 < (_word_space(character.text, following.text) + set_apart) * size:
            x1 = right
        start = max(x0, start + LEAST_STEP * size)
        yield start, max(x1, start)
        left = x1


def _letter_gap(pairs: Iterable[tuple[Character, Character]]) -> float | None:
    """The usual white between two neighbouring letters in pixels; None where there are too few."""
    gaps = [after.x0 - before.x1 for before, after in pairs if _is_letter(before) and _is_letter(after)]
    return median(gaps) if len(gaps) >= FEW else None


def _is_letter(character: Character) -> bool:
    return character.text.isascii() and character.text.isalpha()


def _word_space(before: str, after: str) -> float:
    """Letters of one word touch, so that what stays apart is a space."""
    return WORD_SPACE_BESIDE_SLIM if before in SLIM or after in SLIM else WORD_SPACE


def with_confidence(columns: Sequence[Column], page: OcrPage) -> list[Column]:
    """The blocks of a page, each with the mean confidence of the glyphs inside its box."""
    return [replace(column, blocks=tuple(_sure(block, page) for block in column.blocks)) for column in columns]


def _sure(block: Line | TableBlock, page: OcrPage) -> Line | TableBlock:
    box = block.box
    if box is None:
        return block
    found = [
        page.confidences[glyph.place]
        for glyph in page.content.glyphs
        if box.x0 <= (glyph.x0 + glyph.x1) / 2 <= box.x1 and box.y0 <= (glyph.y0 + glyph.y1) / 2 <= box.y1
    ]
    return replace(block, confidence=round(sum(found) / len(found), 3) if found else None)


def as_shown(block: Line | TableBlock, way_back: Affine) -> Line | TableBlock:
    """The block with its boxes where they are on the page as it is shown."""
    if isinstance(block, Line):
        return replace(block, box=_shown(block.box, way_back))
    rows = tuple(box for row in block.row_boxes if (box := _shown(row, way_back)) is not None)
    unit = replace(block.unit, box=_shown(block.unit.box, way_back)) if block.unit is not None else None
    return replace(block, box=_shown(block.box, way_back), row_boxes=rows, unit=unit)


def _shown(box: Box | None, way_back: Affine) -> Box | None:
    if box is None:
        return None
    x0, y0, x1, y1 = way_back.box((box.x0, box.y0, box.x1, box.y1))
    return Box(box.page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
