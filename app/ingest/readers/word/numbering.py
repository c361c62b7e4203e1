"""Word's automatic numbers, which stand in no paragraph's text and must be counted (ECMA-376 part 1, 17.9).

Paragraphs point to a w_num, which points to a w_abstractNum with up to nine levels. Nums of one abstractNum go on
counting together unless one restarts; a level restarts after any level above it unless w_lvlRestart says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from app.ingest.readers.plain.characters import BULLET
from app.ingest.readers.word.numerals import numeral, zero_filled
from app.ingest.readers.word.styles import integer, is_on, value_of

LEVELS = 9

_CUSTOM = "custom"
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """``text`` is the pattern ("%1.%2"); ``restart_after`` is None for any higher level, 0 for never.

    ``style`` is one of ST_NumberFormat; with "custom" ``examples`` holds the format ("001, 002, ...").
    """

    start: int = 1
    style: str = "decimal"
    examples: str = ""
    text: str = ""
    restart_after: int | None = None
    is_legal: bool = False
    paragraph_style: str | None = None


class Numbering:
    """Counts through one document: ask for every numbered paragraph in order, once."""

    def __init__(self, numbering: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for element in numbering if numbering is not None else ():
            if element.tag == "w_abstractNum":
                self._abstract[element.get("w_abstractNumId", "")] = element
            elif element.tag == "w_num":
                self._nums[element.get("w_numId", "")] = element
        self._levels: dict[str, dict[int, NumberLevel]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def level_of_style(self, num_id: str, style_id: str) -> int | None:
        """The level that a numbering ties to a paragraph style."""
        levels = self._levels_of(num_id).items()
        return next((level for level, rule in levels if rule.paragraph_style == style_id), None)

    def next_number(self, num_id: str, level: int) -> str:
        """The printed number of the next paragraph at that level; "" where nothing is printed."""
        levels = self._levels_of(num_id)
        rule = levels.get(level)
        if rule is None:
            return ""
        counters = self._counters.setdefault(self._abstract_of(num_id), {})
        self._restart_if_told(num_id, level, counters)
        self._count(counters, levels, level)
        return self._printed(counters, levels, level)

    def _count(self, counters: dict[int, int], levels: dict[int, NumberLevel], level: int) -> None:
        for above in range(level):
            counters.setdefault(above, levels[above].start if above in levels else 1)
        counters[level] = counters[level] + 1 if level in counters else levels[level].start
        for below in [below for below in counters if below > level]:
            restart_after = levels[below].restart_after if below in levels else None
            if restart_after is None or level < restart_after:
                del counters[below]

    def _printed(self, counters: dict[int, int], levels: dict[int, NumberLevel], level: int) -> str:
        rule = levels[level]
        if rule.style == "bullet":  # whatever symbol the font holds
            return rule.text if _WORD.search(rule.text) else BULLET

        def fill(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            return _value(counters.get(wanted, 1), levels.get(wanted, NumberLevel()), is_legal=rule.is_legal)

        return re.sub(r"%([1-9])", fill, rule.text).strip()

    def _restart_if_told(self, num_id: str, level: int, counters: dict[int, int]) -> None:
        """A level with w_startOverride starts anew at the num's first paragraph of that level."""
        if (num_id, level) in self._restarted:
            return
        self._restarted.add((num_id, level))
        for override in self._nums[num_id].findall("w_lvlOverride"):
            is_told = override.find("w_startOverride") is not None
            if is_told and (integer(override.get("w_ilvl")) or 0) == level:
                counters.pop(level, None)

    def _abstract_of(self, num_id: str) -> str:
        num = self._nums.get(num_id)
        abstract_id = value_of(num, "w_abstractNumId") or ""
        return self._linked(abstract_id)

    def _linked(self, abstract_id: str) -> str:
        """Follows w_numStyleLink to the abstractNum that carries the levels."""
        link = value_of(self._abstract.get(abstract_id), "w_numStyleLink")
        if link is None:
            return abstract_id
        return next((key for key, item in self._abstract.items() if value_of(item, "w_styleLink") == link), abstract_id)

    def _levels_of(self, num_id: str) -> dict[int, NumberLevel]:
        if num_id in self._levels:
            return self._levels[num_id]
        num = self._nums.get(num_id)
        if num is None:
            return {}
        levels: dict[int, NumberLevel] = {}
        abstract = self._abstract.get(self._abstract_of(num_id))
        for element in abstract.findall("w_lvl") if abstract is not None else ():
            levels[integer(element.get("w_ilvl")) or 0] = _level(element)
        for override in num.findall("w_lvlOverride"):
            _override(levels, override)
        self._levels[num_id] = {level: rule for level, rule in levels.items() if 0 <= level < LEVELS}
        return self._levels[num_id]


def _override(levels: dict[int, NumberLevel], override: Element) -> None:
    index = integer(override.get("w_ilvl")) or 0
    own = override.find("w_lvl")
    if own is not None:
        levels[index] = _level(own)
    start = integer(value_of(override, "w_startOverride"))
    if start is not None and index in levels:
        levels[index] = replace(levels[index], start=start)


def _value(value: int, rule: NumberLevel, *, is_legal: bool) -> str:
    """A level's number inside the pattern of its own or of a lower level."""
    if is_legal and rule.style != "none":
        return str(value)
    return zero_filled(value, rule.examples) if rule.style == _CUSTOM else numeral(value, rule.style)


def _level(element: Element) -> NumberLevel:
    start = integer(value_of(element, "w_start"))
    # Newer formats stand in an AlternateContent beside a plain fallback (Word 2010 and later).
    custom = element.find("mc_AlternateContent/mc_Choice/w_numFmt")
    style = value_of(element, "w_numFmt") or (custom.get("w_val") if custom is not None else None)
    return NumberLevel(
        start=1 if start is None else start,
        style=style or "decimal",
        examples=custom.get("w_format", "") if custom is not None else "",
        text=value_of(element, "w_lvlText") or "",
        restart_after=integer(value_of(element, "w_lvlRestart")),
        is_legal=bool(is_on(element, "w_isLgl")),
        paragraph_style=value_of(element, "w_pStyle"),
    )
