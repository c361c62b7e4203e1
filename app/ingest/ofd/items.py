"""What is drawn on a page of an OFD document, in points from its top left, in drawing order."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.ingest.layout.affine import Affine
from app.ingest.ofd.package import numbers
from app.ingest.ofd.paths import Outline
from app.ingest.ofd.resources import OfdFont
from app.ingest.ofd.text import Placed

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class TextItem:
    """Characters with their origins on the base line. ``size`` is in points, ``angle`` of the writing direction in
    radians clockwise; ``is_hidden`` text lies under a scan to be found and not to be seen."""

    characters: tuple[Placed, ...]
    size: float
    angle: float
    font: OfdFont
    is_bold: bool
    colour: Colour = BLACK
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PathItem:
    """Outlines; a colour is None where they are not filled or not stroked. ``line_width`` is in points, ``alpha`` from
    0 for clear to 255 for opaque."""

    outlines: tuple[Outline, ...]
    stroke: Colour | None
    fill: Colour | None
    line_width: float
    alpha: int = 255


@dataclass(frozen=True, slots=True)
class ImageItem:
    """A picture by the name of its part; ``frame`` takes the unit square to where it stands."""

    part: str
    frame: Affine


Item = TextItem | PathItem | ImageItem


@dataclass(frozen=True, slots=True)
class OfdPage:
    """``behind`` and ``before`` come from templates, ``body`` from the page itself; ``templates`` names them."""

    width: float
    height: float
    behind: tuple[Item, ...]
    body: tuple[Item, ...]
    before: tuple[Item, ...]
    templates: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.behind, *self.body, *self.before)


def colour_of(element: Element | None) -> Colour | None:
    """The colour of an element: one value is grey, three RGB, four CMYK, from 0 to 255 (8.3.2). Else None."""
    words = (element.get("Value") or "" if element is not None else "").split()
    values = [int(word[1:], 16) if word.startswith("#") and _is_hex(word[1:]) else _component(word) for word in words]
    match values:
        case [grey]:
            return (grey, grey, grey)
        case [red, green, blue]:
            return (red, green, blue)
        case [cyan, magenta, yellow, black]:
            red, green, blue = (255 - min(255, ink + black) for ink in (cyan, magenta, yellow))
            return (red, green, blue)
        case _:
            return None


def _component(word: str) -> int:
    return max(0, min(255, round((numbers(word) or [0.0])[0])))


def _is_hex(digits: str) -> bool:
    return 0 < len(digits) <= 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
