"""Paragraph styles of a Word file, with what a style inherits filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

_DEEPEST = 20
"""Chains of basedOn longer than this are loops."""

_HEADING_NAME = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc\s*\d|目录\s*\d*|table of figures)$", re.IGNORECASE)
BODY_TEXT_LEVEL = 9
"""Outline level 9 is body text (ECMA-376 part 1, 17.3.1.20)."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """None means that the style does not say. ``level`` of the numbering counts from 0, headings from 1; a heading
    level of 0 says body text."""

    id: str = ""
    heading_level: int | None = None
    numbering: str | None = None
    numbering_level: int | None = None
    size: float | None = None
    is_bold: bool | None = None
    alignment: str | None = None
    is_contents: bool = False


class StyleSheet:
    """Looks up paragraph styles by id; an unknown id gives the default style."""

    def __init__(self, styles: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._base = ParagraphStyle()
        if styles is None:
            return
        for style in _paragraph_styles(styles):
            self._elements[style.get("w_styleId", "")] = style
            if style.get("w_default") in ("1", "true", "on"):
                self._default = style.get("w_styleId", "")
        defaults = styles.find("w_docDefaults/w_rPrDefault/w_rPr")
        if defaults is not None:
            self._base = replace(self._base, size=size_of(defaults), is_bold=bold_of(defaults))

    def style(self, style_id: str | None) -> ParagraphStyle:
        """The style with its inherited values."""
        return self._resolved(style_id or self._default, _DEEPEST)

    def _resolved(self, style_id: str, depth: int) -> ParagraphStyle:
        element = self._elements.get(style_id)
        if element is None or depth == 0:
            return self._base
        parent = value_of(element, "w_basedOn")
        inherited = self._resolved(parent, depth - 1) if parent else self._base
        return _refined(inherited, style_id, element)


def _refined(inherited: ParagraphStyle, style_id: str, element: Element) -> ParagraphStyle:
    name = value_of(element, "w_name") or ""
    heading = _HEADING_NAME.match(name)
    level = outline_level(element.find("w_pPr"))
    number, number_level = numbering_of(element.find("w_pPr"))
    run = element.find("w_rPr")
    bold = bold_of(run)
    return ParagraphStyle(
        id=style_id,
        heading_level=level if level is not None else int(heading[1]) if heading else inherited.heading_level,
        numbering=number if number is not None else inherited.numbering,
        numbering_level=number_level if number_level is not None else inherited.numbering_level,
        size=size_of(run) or inherited.size,
        is_bold=bold if bold is not None else inherited.is_bold,
        alignment=alignment_of(element.find("w_pPr")) or inherited.alignment,
        is_contents=inherited.is_contents or bool(_CONTENTS_NAME.match(name)),
    )


def _paragraph_styles(styles: Element) -> list[Element]:
    return [style for style in styles.findall("w_style") if style.get("w_type") == "paragraph"]


def value_of(element: Element | None, path: str) -> str | None:
    """The w_val of a child, None without the child."""
    child = element.find(path) if element is not None else None
    return child.get("w_val") if child is not None else None


def integer(value: str | None) -> int | None:
    """The whole number that an attribute holds; None where it holds none, or one that no document counts to."""
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value) else None


def outline_level(properties: Element | None) -> int | None:
    """The heading level from 1, 0 for body text; None when not said."""
    level = integer(value_of(properties, "w_outlineLvl"))
    if level is None or not 0 <= level <= BODY_TEXT_LEVEL:
        return None
    return level + 1 if level < BODY_TEXT_LEVEL else 0


def numbering_of(properties: Element | None) -> tuple[str | None, int | None]:
    """The id of the numbering ("0" switches it off) and its level from 0."""
    return value_of(properties, "w_numPr/w_numId"), integer(value_of(properties, "w_numPr/w_ilvl"))


def size_of(run_properties: Element | None) -> float | None:
    """Points; Word counts half points."""
    half_points = integer(value_of(run_properties, "w_sz"))
    return half_points / 2 if half_points is not None and half_points >= 0 else None


def bold_of(run_properties: Element | None) -> bool | None:
    """Whether the properties switch bold on or off; None when they do not say."""
    return is_on(run_properties, "w_b")


def is_on(properties: Element | None, tag: str) -> bool | None:
    """An on/off property (ECMA-376 part 1, 17.17.4): present without a value is on."""
    element = properties.find(tag) if properties is not None else None
    return None if element is None else element.get("w_val", "1") not in ("0", "false", "off")


def alignment_of(properties: Element | None) -> str | None:
    return value_of(properties, "w_jc")
