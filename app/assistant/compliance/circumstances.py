"""Whether the circumstances under which a limit holds are those that a person described."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from math import inf

from app.assistant.values.comparisons import Comparison
from app.assistant.values.compute import exact
from app.assistant.values.intervals import Interval, interval_in
from app.assistant.values.quantities import normal
from app.assistant.values.readings import Reading, readings
from app.assistant.values.units import Kind, is_counting
from app.assistant.verification.content import coverage
from app.library.tokens import HAN

SPOKEN_OF = 0.6
"""The share of a condition's content that the person must have spoken of for code to take it as meant."""
_NEGATION = re.compile(r"没|未|无(?!论)|不|非")
_PHRASE_END = re.compile(r"[,，。;；!！?？\n]")
_BEFORE = 5
"""Characters before the first word of a condition in which a negation turns it: 没有装自动灭火系统."""


class Holding(Enum):
    """Whether a condition is met. UNKNOWN where the person said nothing of it."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


def holding(conditions: Sequence[str], given: str) -> Holding:
    """Whether all conditions are met by what the person said (question and facts)."""
    states = {_holding(condition, given) for condition in conditions}
    for worst in (Holding.UNMET, Holding.UNKNOWN):
        if worst in states:
            return worst
    return Holding.MET


def _holding(condition: str, given: str) -> Holding:
    wanted = _wanted(condition)
    if wanted is not None:
        return _by_value(condition, wanted, given)
    if coverage(condition, given).share < SPOKEN_OF:
        return Holding.UNKNOWN
    said = normal(given)
    places = [said.find(pair) for pair in _pairs(condition) if pair in said]
    first = min(places, default=0)
    is_denied = bool(_NEGATION.search(said[max(0, first - _BEFORE) : first]))
    return Holding.MET if is_denied == bool(_NEGATION.search(condition)) else Holding.UNMET


def _wanted(condition: str) -> Interval | None:
    """The values of a quantity under which a condition is met: above 24 m, exactly 15 km/h; None where it names none.

    What is merely counted (两个出口) is a word of the condition like any other.
    """
    found = [one for one in readings(condition) if one.unit is not None and one.unit.kind is not Kind.GRADE]
    if not found:
        return None
    interval = interval_in(condition)
    if interval is not None and interval.symbol is not None:
        return interval
    measured = [one for one in found if one.unit is not None and not is_counting(one.unit.kind)]
    return _stretch(measured[0]) if measured else None


def _by_value(condition: str, wanted: Interval, given: str) -> Holding:
    """What the person gives of that quantity decides; that they spoke of it without a value decides nothing."""
    said = normal(given)
    states: set[Holding] = set()
    start = 0
    for reading in readings(said):
        lead = _PHRASE_END.split(said[start : reading.start])[-1]
        stretch = _stretch(reading)
        start = reading.end
        if stretch is not None and stretch.symbol == wanted.symbol and coverage(condition, lead).share >= SPOKEN_OF:
            states.add(_compared(stretch, wanted))
    return states.pop() if len(states) == 1 and coverage(condition, condition).total else Holding.UNKNOWN


def _stretch(reading: Reading) -> Interval | None:
    """What a number says of its quantity: one value, or what lies above or below it."""
    value = exact(reading.number)
    if value is None or reading.unit is None:
        return None
    has_low = not reading.senses & {Comparison.AT_MOST, Comparison.LESS}
    has_high = not reading.senses & {Comparison.AT_LEAST, Comparison.MORE}
    return Interval(
        float(value) if has_low else -inf,
        float(value) if has_high else inf,
        Comparison.MORE not in reading.senses,
        Comparison.LESS not in reading.senses,
        reading.unit.symbol,
    )


def _compared(given: Interval, wanted: Interval) -> Holding:
    if wanted.includes(given):
        return Holding.MET
    return Holding.UNKNOWN if wanted.meets(given) else Holding.UNMET


def _pairs(text: str) -> list[str]:
    return [one + other for run in re.findall(rf"[{HAN}]+", normal(text)) for one, other in pairwise(run)]
