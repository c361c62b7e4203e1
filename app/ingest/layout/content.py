"""What is on a page as plain values, whoever read it: characters with places and ruled lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Space(IntEnum):
    """What stands before a character in the text layer: nothing, a gap that the reader of the layer takes for a
    space (letter-spaced Chinese is full of those), or a space that was typed."""

    NONE = 0
    SUPPOSED = 1
    TYPED = 2


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
    space_before: Space = Space.NONE


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

    ``image_share`` is the area of its images to the page's (above 1 where they overlap); ``paths`` counts drawings,
    ``hidden`` the characters that are in the file and do not show.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    bold_places: frozenset[int]
    image_share: float = 0.0
    paths: int = 0
    hidden: int = 0
