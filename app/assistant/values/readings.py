"""Every number of a text as it is meant there: with its unit, how it is compared, and how strongly it is required."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.assistant.values.comparisons import Compared, Comparison, compared_in
from app.assistant.values.names_said import without_names
from app.assistant.values.quantities import NUMBER, REMEMBERED, Measure, counts_in_words, measures, normal, plain
from app.assistant.values.units import Unit

REACH_BEFORE = 8
"""Characters between a comparison and the number that it compares: 不应小于额定值的0.5倍."""
REACH_AFTER = 1
"""Characters between a number with its unit and what follows it: "3 m 以上"."""
_MODIFIERS = frozenset({Comparison.TOLERANCE, Comparison.ABOUT})
_PARTED = re.compile(r"[，。；、,;\d\n|]")
_NUMBER = re.compile(rf"(?<![A-Za-z0-9.])(?:0x[0-9a-f]+|{NUMBER})(?![A-Za-z0-9]*\.\d)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[~～—–-]|至|到)\s*$")

QUALIFIES = re.compile(
    r"\s*(?:(?:或|及其?|和|含)?以[上下内]\s*)?(?:的|时|者|后|前|情况|条件|之[前后]|及其(?!以)|起[，,]|应(?![力变急用])|必须|须|宜)"
)
"""What follows a number that says to what a rule applies: 小于42.4 V的充电器除外, 速度达到15 km/h时, 大于1.1 m应设."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number at [start, end) of the text in normal form, its unit within; ``unit`` is None where none stands by it.

    ``senses`` are the comparisons made with it: both ends of a range are limits. ``is_recommended`` where one of them
    is a 不宜.
    """

    number: str
    unit: Unit | None
    senses: frozenset[Comparison]
    start: int
    end: int
    is_recommended: bool = False

    @property
    def measure(self) -> Measure | None:
        """The number with its unit; None without one."""
        return None if self.unit is None else Measure(self.number, self.unit, self.start, self.end)


@lru_cache(maxsize=REMEMBERED)
def readings(text: str) -> tuple[Reading, ...]:
    """Every number in order, none of them part of a name: no standard's number, date, clause number or 第三."""
    folded = without_names(normal(text))
    compared = compared_in(folded)
    found: list[Reading] = []
    for number, unit, start, end in _places(folded):
        reading = _read(Reading(number, unit, frozenset(), start, end), compared, folded)
        if found and _RANGE.fullmatch(folded[found[-1].end : start]):
            found[-1] = _also(found[-1], Comparison.AT_LEAST)
            reading = _also(reading, Comparison.AT_MOST)
        found.append(reading)
    return tuple(found)


def _places(folded: str) -> list[tuple[str, Unit | None, int, int]]:
    """Where numbers stand: with their units, in words, and bare."""
    worded = [(one.number, one.unit, one.start, one.end) for one in counts_in_words(folded)]
    covered = {place for _, _, start, end in worded for place in range(start, end)}
    with_units = {measure.start: measure for measure in measures(folded)}
    found: list[tuple[str, Unit | None, int, int]] = [*worded]
    for match in _NUMBER.finditer(folded):
        measure = with_units.get(match.start())
        if match.start() not in covered:
            end = measure.end if measure else match.end()
            found.append((plain(match[0]), measure.unit if measure else None, match.start(), end))
    return sorted(found, key=lambda place: place[2])


def _read(reading: Reading, compared: Sequence[Compared], folded: str) -> Reading:
    """Of the comparisons before a number the nearest counts: 不低于最高工作压力的1.5倍 is one limit, not two."""
    near = [one for one in compared if _belongs(one, reading.start, reading.end, folded)]
    before = [one for one in near if not one.follows and one.comparison not in _MODIFIERS]
    counted = [*_deciding(before, folded), *(one for one in near if one not in before)]
    senses = frozenset(one.comparison for one in counted)
    return replace(reading, senses=senses, is_recommended=any(one.is_recommended for one in counted))


def _belongs(compared: Compared, start: int, end: int, folded: str) -> bool:
    if compared.follows:
        return end <= compared.start <= end + REACH_AFTER and not folded[end : compared.start].strip()
    between = folded[compared.end : start]
    return compared.end <= start <= compared.end + REACH_BEFORE and not _PARTED.search(between)


def _deciding(before: Sequence[Compared], folded: str) -> Sequence[Compared]:
    """A mere 最高 names the quantity where another comparison says what holds of it."""
    said = [one for one in before if not folded[one.start : one.end].startswith("最")]
    return (said or before)[-1:]


def _also(reading: Reading, sense: Comparison) -> Reading:
    return replace(reading, senses=reading.senses | {sense})
