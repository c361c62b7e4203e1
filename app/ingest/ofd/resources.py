"""What the pages of an OFD document share: fonts, pictures and drawings of several objects (GB/T 33190-2016, 7.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.ingest.ofd.package import OfdPackage

_BLACK_FACES = ("bold", "hei", "black", "heavy", "黑")
_HALF_WIDTH_FACES = ("song", "sun", "fang", "kai", "宋", "仿", "楷", "黑", "hei", "mono", "courier")
"""Chinese faces print Latin letters half as wide as they are high."""


@dataclass(frozen=True, slots=True)
class OfdFont:
    """``is_bold`` counts black faces in; ``has_half_widths`` tells that Latin letters are all half a size wide."""

    name: str = ""
    is_bold: bool = False
    has_half_widths: bool = True


@dataclass(slots=True)
class OfdResources:
    """By their identifiers: fonts, the parts that hold pictures, and composite objects."""

    fonts: dict[str, OfdFont] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    composites: dict[str, Element] = field(default_factory=dict)


def read_resources(package: OfdPackage, parts: Iterable[str]) -> OfdResources:
    """The resources that these parts list; those that are missing are left out. Raises UnreadableFile."""
    resources = OfdResources()
    for part in parts:
        root = package.part(part)
        if root is None:
            continue
        base = root.get("BaseLoc", "")
        for font in root.iter("Font"):
            resources.fonts[font.get("ID", "")] = _font(font)
        for media in root.iter("MultiMedia"):
            if media.get("Type", "Image").lower() == "image":
                location = media.findtext("MediaFile") or ""
                resources.images[media.get("ID", "")] = package.resolved(part, location, base)
        for unit in root.iter("CompositeGraphicUnit"):
            resources.composites[unit.get("ID", "")] = unit
    return resources


def _font(element: Element) -> OfdFont:
    name = element.get("FontName") or element.get("FamilyName") or ""
    lowered = name.lower()
    is_bold = element.get("Bold", "").lower() == "true" or any(mark in lowered for mark in _BLACK_FACES)
    has_half_widths = not name.isascii() or any(mark in lowered for mark in _HALF_WIDTH_FACES)
    return OfdFont(name, is_bold, has_half_widths)
