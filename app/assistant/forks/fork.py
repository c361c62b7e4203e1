"""A condition that parts the evidence, as a person can be asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_OPTIONS = 8
"""What a person can choose from at a glance. A table with more rows lists things, not conditions."""
LONGEST_OPTION = 40
"""Characters."""


@dataclass(frozen=True, slots=True)
class Fork:
    """``options`` are printed at ``place``, in this order, under a condition called ``key``; without a place they are
    documents.

    ``left`` is how many different values may remain once one of them is chosen.
    """

    key: str
    options: tuple[str, ...]
    place: str = ""
    left: int = 1


def can_be_asked(options: Sequence[str]) -> bool:
    """Whether a person can choose: more than one option, few enough and short enough to take in."""
    return 1 < len(options) <= MOST_OPTIONS and max(map(len, options)) <= LONGEST_OPTION
