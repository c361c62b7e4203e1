"""Ranges of a quantity that a condition is printed with, and whether a value lies in one.

"建筑高度大于27m，但不大于54m", "5000<S≤10000", "151~300", "≤5", "24.0m以下" each bound one quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf

from app.assistant.values.quantities import NUMBER, Measure, bare_units, normal
from app.assistant.values.units import UNIT_PATTERN, UNITS, Kind

_NAME = r"[A-Za-z\u0394\u4e00-\u9fff]{0,8}[A-Za-z0-9\u2080-\u2089]{0,3}"
_BETWEEN_SIGNS = re.compile(
    rf"({NUMBER})\s*({UNIT_PATTERN})?\s*([<≤⩽])\s*{_NAME}\s*([<≤⩽])\s*({NUMBER})\s*({UNIT_PATTERN})?"
)
_FROM_TO = re.compile(rf"({NUMBER})\s*({UNIT_PATTERN})?\s*(?:~|至|到|—|–|-)\s*({NUMBER})\s*({UNIT_PATTERN})?")
_AT_LEAST = r"不(?:应|宜|得|能)?(?:小于|低于|少于|短于)|大于(?:或|或者)?等于|至少|[≥⩾]|at least|not less than"
_AT_MOST = r"不(?:应|宜|得|能)?(?:大于|超过|高于|多于|长于)|小于(?:或|或者)?等于|至多|[≤⩽]|at most|up to|not more than"
_BEFORE = re.compile(
    rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<more>大于|超过|高于|多于|>|more than|over|above)|"
    rf"(?P<less>小于|低于|少于|不足|不满|<|less than|under|below))\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT_PATTERN})?"
)
_BEHIND = re.compile(
    rf"(?P<number>{NUMBER})\s*(?P<unit>{UNIT_PATTERN})?\s*"
    r"(?:(?P<least>及?其?以上|(?:or|and) (?:more|above|over))|(?P<most>及?其?以[下内]|(?:or|and) (?:less|below|under)))"
)
_BELOW_A_NAME = re.compile(
    rf"(?P<number>{NUMBER})\s*(?P<unit>{UNIT_PATTERN})?\s*(?:(?P<more><)|(?P<least>[≤⩽]))\s*(?=[A-Za-z\u4e00-\u9fff])"
)


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


def interval_in(text: str) -> Interval | None:
    """The stretch that a text bounds first; None where it bounds none."""
    folded = normal(text)
    if match := _BETWEEN_SIGNS.search(folded):
        low, low_unit, left, right, high, high_unit = match.groups()
        return Interval(_value(low), _value(high), left != "<", right != "<", _symbol(high_unit or low_unit))
    found = sorted(
        (m for pattern in (_BEFORE, _BEHIND, _BELOW_A_NAME) for m in pattern.finditer(folded)), key=lambda m: m.start()
    )
    if found:
        return _narrowed([_bound(match) for match in found])
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


def _bound(match: re.Match[str]) -> Interval:
    value, symbol = _value(match["number"]), _symbol(match["unit"])
    groups = match.groupdict()
    if groups.get("least"):
        return Interval(low=value, symbol=symbol)
    if groups.get("more"):
        return Interval(low=value, has_low=False, symbol=symbol)
    return Interval(high=value, has_high=not groups.get("less"), symbol=symbol)


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
