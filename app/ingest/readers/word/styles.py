"""Paragraph and character styles of a Word file, with what a style inherits filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from app.ingest.layout.hidden import SMALLEST_READABLE, is_white

_DEEPEST = 20
"""Chains of basedOn longer than this are loops."""

_HEADING_NAME = re.compile(
    r"(?:heading|标题|標題|見出し|제목|überschrift|titre|título|заголовок)\s*([1-9])", re.IGNORECASE
)
"""Word stores its own names in English whatever its language; other programs write what they show."""
_STANDARD_HEADING = re.compile(r".*?(?P<annex>附录)?(?:(?P<depth>[章一二三四五])(?:级条)?标题|(?P<label>附录标识))")
"""Styles of the templates in which Chinese standards are written ("标准文件_一级条标题"). 章 of an annex is its A.1."""
_WITHOUT_HEADING = "无标题"
"""Such templates' name for clauses that have a number and no heading."""
_CONTENTS_NAME = re.compile(r"(?:toc\s*\d|目[录次]\s*\d*|contents\s*\d|table of figures|index\s*\d)", re.IGNORECASE)
BODY_TEXT_LEVEL = 9
"""Outline level 9 is body text (ECMA-376 part 1, 17.3.1.20)."""
_LEADERS = ("dot", "middleDot", "hyphen")


@dataclass(frozen=True, slots=True)
class TabStop:
    """``position`` is in twentieths of a point; ``has_leader`` tells that dots lead up to it."""

    position: int
    has_leader: bool


@dataclass(frozen=True, slots=True)
class RunStyle:
    """How characters look; None where nothing says. ``size`` is in points."""

    size: float | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    script: str | None = None
    """superscript or subscript."""
    is_white: bool | None = None
    has_ground: bool | None = None
    """Whether a colour lies behind the characters, on which white print shows."""

    def shows(self, *, on_ground: bool) -> bool:
        """Whether the characters can be seen; ``on_ground`` tells that a colour lies behind the paragraph or cell."""
        if self.is_hidden or (self.size is not None and self.size < SMALLEST_READABLE):
            return False
        return not self.is_white or bool(self.has_ground) or on_ground

    def over(self, below: RunStyle) -> RunStyle:
        """This style's own settings on top of those of ``below``."""
        return RunStyle(
            size=below.size if self.size is None else self.size,
            is_bold=below.is_bold if self.is_bold is None else self.is_bold,
            is_hidden=below.is_hidden if self.is_hidden is None else self.is_hidden,
            script=below.script if self.script is None else self.script,
            is_white=below.is_white if self.is_white is None else self.is_white,
            has_ground=below.has_ground if self.has_ground is None else self.has_ground,
        )


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """None means that the style does not say. ``level`` of the numbering counts from 0, headings from 1; a heading
    level of 0 says body text. ``numbered_by`` is the style that names the numbering, this one or one it is based on.
    ``tabs`` are in order of their positions.
    """

    id: str = ""
    heading_level: int | None = None
    numbering: str | None = None
    numbering_level: int | None = None
    numbered_by: str = ""
    run: RunStyle = field(default_factory=RunStyle)
    alignment: str | None = None
    is_contents: bool = False
    tabs: tuple[TabStop, ...] = ()


class StyleSheet:
    """Looks up styles by id; an unknown id gives the default style."""

    def __init__(self, styles: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._default = ""
        self._base = ParagraphStyle()
        self._paragraph_styles: dict[str, ParagraphStyle] = {}
        for style in styles.findall("w_style") if styles is not None else ():
            kind, style_id = style.get("w_type", "paragraph"), style.get("w_styleId", "")
            self._elements[kind, style_id] = style
            if kind == "paragraph" and style.get("w_default") in ("1", "true", "on"):
                self._default = style_id
        if styles is not None:
            run = run_style(styles.find("w_docDefaults/w_rPrDefault/w_rPr"))
            self._base = replace(self._base, run=run)

    def style(self, style_id: str | None) -> ParagraphStyle:
        """The paragraph style with its inherited values."""
        wanted = style_id or self._default
        if wanted not in self._paragraph_styles:
            self._paragraph_styles[wanted] = self._resolved(wanted, _DEEPEST)
        return self._paragraph_styles[wanted]

    def run(self, properties: Element | None) -> RunStyle:
        """What a run's properties say, on top of its character style."""
        return run_style(properties).over(self._character_style(value_of(properties, "w_rStyle"), _DEEPEST))

    def has_borders(self, table_style: str | None) -> bool:
        """Whether a table style draws any line."""
        depth = _DEEPEST
        while table_style is not None and depth:
            element = self._elements.get(("table", table_style))
            if element is not None and has_lines(element.find("w_tblPr/w_tblBorders")):
                return True
            table_style, depth = value_of(element, "w_basedOn"), depth - 1
        return False

    def _resolved(self, style_id: str, depth: int) -> ParagraphStyle:
        element = self._elements.get(("paragraph", style_id))
        if element is None or depth == 0:
            return self._base
        parent = value_of(element, "w_basedOn")
        inherited = self._resolved(parent, depth - 1) if parent else self._base
        return _refined(inherited, style_id, element)

    def _character_style(self, style_id: str | None, depth: int) -> RunStyle:
        element = self._elements.get(("character", style_id or ""))
        if element is None or depth == 0:
            return RunStyle()
        below = self._character_style(value_of(element, "w_basedOn"), depth - 1)
        return run_style(element.find("w_rPr")).over(below)


def _refined(inherited: ParagraphStyle, style_id: str, element: Element) -> ParagraphStyle:
    name = value_of(element, "w_name") or ""
    properties = element.find("w_pPr")
    heading = _heading_level(name, properties)
    number, number_level = numbering_of(properties)
    refined = replace(
        inherited,
        id=style_id,
        heading_level=inherited.heading_level if heading is None else heading,
        run=run_style(element.find("w_rPr")).over(inherited.run),
        alignment=alignment_of(properties) or inherited.alignment,
        is_contents=inherited.is_contents or bool(_CONTENTS_NAME.fullmatch(name)),
        tabs=tabs_of(properties, inherited.tabs),
    )
    if number is not None:
        return replace(refined, numbering=number, numbering_level=number_level, numbered_by=style_id)
    return replace(refined, numbering_level=number_level) if number_level is not None else refined


def _heading_level(name: str, properties: Element | None) -> int | None:
    """The heading level that a style tells by what it says or by its name; None where it tells nothing."""
    if _WITHOUT_HEADING in name:
        return 0
    said = outline_level(properties)
    if said is not None:
        return said
    if match := _HEADING_NAME.fullmatch(name):
        return int(match[1])
    if match := _STANDARD_HEADING.fullmatch(name):
        return 1 if match["label"] else "章一二三四五".index(match["depth"]) + (2 if match["annex"] else 1)
    return None


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


def run_style(properties: Element | None) -> RunStyle:
    """What the properties of a run or of a style say themselves. Word counts sizes in half points."""
    if properties is None:
        return RunStyle()
    half_points = integer(value_of(properties, "w_sz"))
    colour = value_of(properties, "w_color")
    return RunStyle(
        size=half_points / 2 if half_points is not None and half_points >= 0 else None,
        is_bold=is_on(properties, "w_b"),
        is_hidden=is_on(properties, "w_vanish"),
        script=value_of(properties, "w_vertAlign"),
        is_white=is_white(colour) if colour is not None else None,
        has_ground=has_ground(properties) or None,
    )


def has_ground(properties: Element | None) -> bool:
    """Whether the properties of a run, paragraph or cell put a colour behind it, by shading or as by a text marker."""
    if value_of(properties, "w_highlight") not in (None, "none", "white"):
        return True
    shading = properties.find("w_shd") if properties is not None else None
    if shading is None:
        return False
    fill, pattern = shading.get("w_fill", "auto"), shading.get("w_val", "clear")
    return pattern not in ("clear", "nil") or (fill != "auto" and not is_white(fill))


def is_on(properties: Element | None, tag: str) -> bool | None:
    """An on/off property (ECMA-376 part 1, 17.17.4): present without a value is on."""
    element = properties.find(tag) if properties is not None else None
    return None if element is None else element.get("w_val", "1") not in ("0", "false", "off")


def alignment_of(properties: Element | None) -> str | None:
    return value_of(properties, "w_jc")


def tabs_of(properties: Element | None, inherited: tuple[TabStop, ...] = ()) -> tuple[TabStop, ...]:
    """The tab stops with those that are inherited and not cleared, in order of their positions."""
    own = properties.findall("w_tabs/w_tab") if properties is not None else []
    if not own:
        return inherited
    stops = {stop.position: stop for stop in inherited}
    for tab in own:
        position = integer(tab.get("w_pos"))
        if position is None:
            continue
        if tab.get("w_val") == "clear":
            stops.pop(position, None)
        else:
            stops[position] = TabStop(position, tab.get("w_leader") in _LEADERS)
    return tuple(stops[position] for position in sorted(stops))


def has_lines(borders: Element | None) -> bool:
    """Whether w_tblBorders or w_tcBorders draws a line."""
    return borders is not None and any(line.get("w_val") not in (None, "none", "nil") for line in borders)
