"""Whether the circumstances under which a limit holds are those that a person described."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from app.assistant.values.quantities import normal
from app.assistant.verification.content import coverage
from app.library.tokens import HAN

SPOKEN_OF = 0.6
"""The share of a condition's content that the person must have spoken of for code to take it as meant."""
_NEGATION = re.compile(r"没|未|无(?!论)|不|非")
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
    if coverage(condition, given).share < SPOKEN_OF:
        return Holding.UNKNOWN
    said = normal(given)
    places = [said.find(pair) for pair in _pairs(condition) if pair in said]
    first = min(places, default=0)
    is_denied = bool(_NEGATION.search(said[max(0, first - _BEFORE) : first]))
    return Holding.MET if is_denied == bool(_NEGATION.search(condition)) else Holding.UNMET


def _pairs(text: str) -> list[str]:
    return [one + other for run in re.findall(rf"[{HAN}]+", normal(text)) for one, other in pairwise(run)]
