"""Ranges of a quantity that a condition is printed with, and whether a value lies in one.

"建筑高度大于27m，但不大于54m", "5000<S≤10000", "151~300", "≤5", "24.0m以下" each bound one quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from app.assistant.values.comparisons import Comparison, compared_in
from app.assistant.values.quantities import NUMBER, Measure, bare_units, normal
from app.assistant.values.units import UNIT_PATTERN, UNITS, Kind

_NAME = r"[A-Za-z\u0394\u4e00-\u9fff]{0,8}[A-Za-z0-9\u2080-\u2089]{0,3}"
_BETWEEN_SIGNS = re.compile(
    rf"({NUMBER})\s*({UNIT_PATTERN})?\s*([<≤⩽])\s*{_NAME}\s*([<≤⩽])\s*({NUMBER})\s*({UNIT_PATTERN})?"
)
_FROM_TO = re.compile(rf"({NUMBER})\s*({UNIT_PATTERN})?\s*(?:~|至|到|—|–|-)\s*({NUMBER})\s*({UNIT_PATTERN})?")
_NUMBERED = re.compile(rf"(?<![\d.])(?P<number>{NUMBER})\s*(?P<unit>{UNIT_PATTERN})?")
_BELOW_A_NAME = re.compile(
    rf"(?P<number>{NUMBER})\s*(?P<unit>{UNIT_PATTERN})?\s*(?P<sign>[<≤⩽])\s*(?=[A-Za-z\u4e00-\u9fff])"
)
_BOUNDING = frozenset({Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.MORE, Comparison.LESS})


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, each end with whether it belongs. ``symbol`` is the unit where one is printed."""

    low: float = -inf
    high: float = inf
    has_low: bool = True
    has_high: bool = True
    symbol: str | None = None

    def holds(self, value: float) -> bool:
        """Whether the value lies in it."""
        above = value > self.low or (self.has_low and value == self.low)
        below = value < self.high or (self.has_high and value == self.high)
        return above and below

    def includes(self, other: Interval) -> bool:
        """Whether all values of the other, of the same unit, lie in it."""
        above = other.low > self.low or (other.low == self.low and (self.has_low or not other.has_low))
        below = other.high < self.high or (other.high == self.high and (self.has_high or not other.has_high))
        return above and below

    def meets(self, other: Interval) -> bool:
        """Whether the two have values in common."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and self.holds(low) and other.holds(low))


def interval_in(text: str) -> Interval | None:
    """The stretch that a text bounds first; None where it bounds none."""
    folded = normal(text)
    if match := _BETWEEN_SIGNS.search(folded):
        low, low_unit, left, right, high, high_unit = match.groups()
        return Interval(_value(low), _value(high), left != "<", right != "<", _symbol(high_unit or low_unit))
    if found := sorted(_bounds(folded), key=lambda bound: bound[0]):
        return _narrowed([bound for _, bound in found])
    if match := _FROM_TO.search(folded):
        low, low_unit, high, high_unit = match.groups()
        return Interval(_value(low), _value(high), symbol=_symbol(high_unit or low_unit))
    return None


def lies_in(interval: Interval, measure: Measure, units_from: str) -> bool | None:
    """Whether a value that a question gives lies in the range; None where they are not of one unit.

    ``units_from`` is the head or caption that gives the range its unit where it prints none of its own. Things are
    counted with any measure word: 150个车位 are 150辆.
    """
    units = {UNITS[interval.symbol]} if interval.symbol else bare_units(units_from)
    is_count = measure.kind is Kind.THING and any(unit.kind is Kind.THING for unit in units)
    return interval.holds(_value(measure.number)) if measure.unit in units or is_count else None


def _bounds(folded: str) -> Iterator[tuple[int, Interval]]:
    """Each bound with its place. Comparisons stand right before their number (不可超过24 m) or right behind it."""
    compared = [one for one in compared_in(folded) if one.comparison in _BOUNDING]
    before = {one.end: one.comparison for one in compared if not one.follows}
    behind = {one.start: one.comparison for one in compared if one.follows}
    for match in _NUMBERED.finditer(folded):
        sense = before.get(len(folded[: match.start()].rstrip())) or behind.get(_next(folded, match.end()))
        if sense is not None:
            yield match.start(), _bound(match, sense)
    for match in _BELOW_A_NAME.finditer(folded):
        yield match.start(), _bound(match, Comparison.MORE if match["sign"] == "<" else Comparison.AT_LEAST)


def _next(folded: str, place: int) -> int:
    """Where the text goes on after spaces."""
    return len(folded) - len(folded[place:].lstrip())


def _bound(match: re.Match[str], sense: Comparison) -> Interval:
    value, symbol = _value(match["number"]), _symbol(match["unit"])
    if sense in (Comparison.AT_LEAST, Comparison.MORE):
        return Interval(low=value, has_low=sense is Comparison.AT_LEAST, symbol=symbol)
    return Interval(high=value, has_high=sense is Comparison.AT_MOST, symbol=symbol)


def _narrowed(bounds: list[Interval]) -> Interval:
    """The first bound, with the next where that bounds the other side of the same quantity."""
    first = bounds[0]
    for other in bounds[1:2]:
        symbol = other.symbol or first.symbol
        if first.symbol not in (None, symbol):
            break
        if first.high == inf and other.low == -inf and first.low < other.high:
            return Interval(first.low, other.high, first.has_low, other.has_high, symbol)
        if first.low == -inf and other.high == inf and other.low < first.high:
            return Interval(other.low, first.high, other.has_low, first.has_high, symbol)
    return first


def _symbol(unit: str | None) -> str | None:
    return UNITS[unit].symbol if unit else None


def _value(number: str) -> float:
    return float(number.replace(",", ""))
