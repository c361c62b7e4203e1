"""Text boxes of a Word file: what is drawn over the page, in the order in which a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

EMU_A_POINT = 12_700
_MARGIN_TOP = re.compile(r"margin-top:\s*(-?\d{1,6}(?:\.\d{1,6})?)\s*(pt|in|cm|mm)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}


@dataclass(frozen=True, slots=True)
class TextBox:
    """``content`` is a w:txbxContent; ``top`` is in points from where ``base`` says, None where it is in the line."""

    content: Element
    base: str = ""
    top: float | None = None


def text_boxes(drawing: Element) -> Iterator[TextBox]:
    """The boxes of one drawing that lie in no other box, each once although it may be stored for older programs too."""
    base, top = _place(drawing)
    for content in _outermost(drawing, "w_txbxContent"):
        yield TextBox(content, base, top)


def in_reading_order(boxes: Sequence[TextBox]) -> list[Element]:
    """From the top down where the file tells the place of all of them against the same base, else as stored."""
    tops = [box.top for box in boxes if box.top is not None]
    if len(tops) < len(boxes) or len({box.base for box in boxes}) > 1:
        return [box.content for box in boxes]
    order = sorted(range(len(boxes)), key=lambda index: tops[index])
    return [boxes[index].content for index in order]


def chosen(alternatives: Element) -> Element | None:
    """One branch of what mc:AlternateContent stores several times over."""
    choice = alternatives.find("mc_Choice")
    return choice if choice is not None else alternatives.find("mc_Fallback")


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == "mc_AlternateContent":
            branch = chosen(child)
            yield from _outermost(branch, tag) if branch is not None else ()
        else:
            yield from _outermost(child, tag)


def _place(drawing: Element) -> tuple[str, float | None]:
    position = drawing.find(".//other_anchor/other_positionV")
    if position is not None:
        offset = position.find("other_posOffset")
        value = (offset.text or "").strip() if offset is not None else ""
        return position.get("relativeFrom", ""), _points(value)
    for shape in drawing.iter():
        if match := _MARGIN_TOP.search(shape.get("style", "")):
            return "vml", float(match[1]) * _POINTS[match[2] or "pt"]
    return "", None


def _points(emu: str) -> float | None:
    return int(emu) / EMU_A_POINT if re.fullmatch(r"-?\d{1,12}", emu) else None
