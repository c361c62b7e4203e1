"""Pages of OFD documents: templates, layers, blocks and composites unfolded into what is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from app.ingest.joining import is_wide
from app.ingest.layout.affine import Affine
from app.ingest.ofd.items import BLACK, ImageItem, Item, OfdPage, PathItem, TextItem, colour_of
from app.ingest.ofd.package import A4, Box, OfdPackage, box_of, numbers
from app.ingest.ofd.paths import outlines_of
from app.ingest.ofd.resources import OfdFont, OfdResources, read_resources
from app.ingest.ofd.text import characters_of

POINTS_A_MILLIMETRE = 72 / 25.4
MOST_OBJECTS_A_PAGE = 50_000
DEEPEST_OBJECT = 6
"""Blocks in blocks and composites in composites."""
BOLD_WEIGHT = 600
_USUAL_LINE = 0.353
"""Millimetres (GB/T 33190-2016, table 32)."""
LONGEST_SIDE = 14_400.0
"""Points: five metres, the largest page of a PDF too."""


def _size(box: Box) -> tuple[float, float]:
    """In points."""
    return min(box[2] * POINTS_A_MILLIMETRE, LONGEST_SIDE), min(box[3] * POINTS_A_MILLIMETRE, LONGEST_SIDE)


class PageReader:
    """Reads the pages of one document. ``usual_box`` is the size of pages that name none."""

    def __init__(
        self, package: OfdPackage, resources: OfdResources, templates: Mapping[str, str], usual_box: Box = A4
    ) -> None:
        self._package = package
        self._resources = resources
        self._templates = templates
        self._usual_box = usual_box

    def size(self, part: str) -> tuple[float, float] | None:
        """Width and height in points of the page in a part, None where the part is missing. Raises UnreadableFile."""
        root = self._package.part(part)
        return None if root is None else _size(self._box(root))

    def read(self, part: str) -> OfdPage | None:
        """The page in a part, None where the part is missing. Raises UnreadableFile."""
        root = self._package.part(part)
        if root is None:
            return None
        box = self._box(root)
        to_points = Affine(
            POINTS_A_MILLIMETRE, 0, -box[0] * POINTS_A_MILLIMETRE, 0, POINTS_A_MILLIMETRE, -box[1] * POINTS_A_MILLIMETRE
        )
        used = [item for item in root.findall("Template") if item.get("TemplateID") in self._templates]
        before = [item for item in used if item.get("ZOrder") == "Foreground"]
        behind = [item for item in used if item not in before]
        return OfdPage(
            *_size(box),
            tuple(item for template in behind for item in self._template(template, to_points)),
            tuple(self._content(part, root, to_points)),
            tuple(item for template in before for item in self._template(template, to_points)),
            tuple(template.get("TemplateID", "") for template in used),
        )

    def _box(self, root: Element) -> Box:
        return box_of(root.findtext("Area/PhysicalBox")) or self._usual_box

    def _template(self, template: Element, to_points: Affine) -> Iterator[Item]:
        part = self._templates[template.get("TemplateID", "")]
        root = self._package.part(part)
        if root is not None:
            yield from self._content(part, root, to_points)

    def _content(self, part: str, root: Element, to_points: Affine) -> Iterator[Item]:
        own = read_resources(
            self._package, (self._package.resolved(part, item.text or "") for item in root.findall("PageRes"))
        )
        resources = replace(
            self._resources,
            fonts={**self._resources.fonts, **own.fonts},
            images={**self._resources.images, **own.images},
            composites={**self._resources.composites, **own.composites},
        )
        walk = _ObjectWalk(resources)
        for layer in root.findall("Content/Layer"):
            yield from walk.items(layer, to_points, 0)


class _ObjectWalk:
    """Goes through objects in objects, never through more than a page can hold."""

    def __init__(self, resources: OfdResources) -> None:
        self._resources = resources
        self._left = MOST_OBJECTS_A_PAGE

    def items(self, parent: Element, outer: Affine, depth: int) -> Iterator[Item]:
        for element in parent:
            self._left -= 1
            if self._left < 0:
                return
            if element.get("Visible", "true").lower() == "false":
                continue
            yield from self._item(element, outer, depth)

    def _item(self, element: Element, outer: Affine, depth: int) -> Iterator[Item]:
        placed = _placement(element).then(outer)
        match element.tag:
            case "PageBlock" if depth < DEEPEST_OBJECT:
                yield from self.items(element, outer, depth + 1)
            case "CompositeObject" if depth < DEEPEST_OBJECT:
                unit = self._resources.composites.get(element.get("ResourceID", ""))
                for content in unit.findall("Content") if unit is not None else ():
                    yield from self.items(content, placed, depth + 1)
            case "TextObject":
                yield from self._text(element, placed)
            case "PathObject":
                yield _path(element, placed)
            case "ImageObject":
                part = self._resources.images.get(element.get("ResourceID", ""))
                if part is not None:
                    yield ImageItem(part, _image_frame(element, outer))

    def _text(self, element: Element, placed: Affine) -> Iterator[TextItem]:
        font = self._resources.fonts.get(element.get("Font", ""), OfdFont())
        size = (numbers(element.get("Size")) or [0.0])[0]
        height = math.hypot(placed.b, placed.e)
        if size <= 0 or height <= 0:
            return
        across = (numbers(element.get("HScale")) or [1.0])[0]
        characters = characters_of(element, lambda character: size * across * (1.0 if is_wide(character) else 0.5))
        weight = numbers(element.get("Weight")) or [0.0]
        yield TextItem(
            tuple((text, *placed.point(x, y)) for text, x, y in characters),
            size * height,
            math.atan2(placed.d, placed.a),
            font,
            font.is_bold or weight[0] >= BOLD_WEIGHT,
            colour_of(element.find("FillColor")) or BLACK,
            _is_hidden(element),
        )


def _placement(element: Element) -> Affine:
    """From the object's own space to that of its parent, in millimetres (8.5)."""
    boundary = numbers(element.get("Boundary"))
    x, y = (boundary[0], boundary[1]) if len(boundary) > 1 else (0.0, 0.0)
    return _matrix(element).then(Affine(1, 0, x, 0, 1, y))


def _matrix(element: Element) -> Affine:
    """OFD writes the matrix by columns, as PDF does."""
    values = numbers(element.get("CTM"))
    if len(values) < 6:
        return Affine(1, 0, 0, 0, 1, 0)
    a, b, c, d, e, f = values[:6]
    return Affine(a, c, e, b, d, f)


def _image_frame(element: Element, outer: Affine) -> Affine:
    """A picture fills the unit square of its space; without a matrix it fills its boundary."""
    boundary = numbers(element.get("Boundary"))
    if not element.get("CTM") and len(boundary) > 3:
        return Affine(boundary[2], 0, boundary[0], 0, boundary[3], boundary[1]).then(outer)
    return _placement(element).then(outer)


def _path(element: Element, placed: Affine) -> PathItem:
    outlines = outlines_of(element.findtext("AbbreviatedData") or "")
    width = (numbers(element.get("LineWidth")) or [_USUAL_LINE])[0] * math.hypot(placed.a, placed.d)
    is_stroked = element.get("Stroke", "true").lower() != "false"
    is_filled = element.get("Fill", "false").lower() == "true"
    return PathItem(
        tuple(replace(outline, points=tuple(placed.point(*point) for point in outline.points)) for outline in outlines),
        (colour_of(element.find("StrokeColor")) or BLACK) if is_stroked else None,
        (colour_of(element.find("FillColor")) or BLACK) if is_filled else None,
        width,
        _alpha(element),
    )


def _is_hidden(element: Element) -> bool:
    is_filled = element.get("Fill", "true").lower() != "false"
    return _alpha(element) == 0 or (not is_filled and element.get("Stroke", "false").lower() != "true")


def _alpha(element: Element) -> int:
    return max(0, min(255, round((numbers(element.get("Alpha")) or [255.0])[0])))
