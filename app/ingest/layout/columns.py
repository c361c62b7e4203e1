"""Reading order of a page set in two columns: bands between lines that cross the gutter, left before right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from statistics import median
from typing import Generic, Protocol, TypeVar

FEWEST_RUNS_A_COLUMN = 8
NARROWEST_GUTTER = 8.0
"""Points."""
COLUMN_FILL = 0.6
"""Median share of a column that its lines fill; cells of a table fill less."""
MOST_CROSSING = 0.35


class Placed(Protocol):
    x0: float
    x1: float
    baseline: float


Item = TypeVar("Item", bound=Placed)


@dataclass(slots=True)
class _Band(Generic[Item]):
    """A stretch of the page: either lines over both columns, or the two columns."""

    left: list[Item] = field(default_factory=list)
    right: list[Item] = field(default_factory=list)
    crossing: list[Item] = field(default_factory=list)

    def groups(self) -> list[tuple[Side, list[Item]]]:
        return [
            (Side.LEFT, self.left),
            (Side.RIGHT, self.right),
            (Side.WHOLE, self.crossing),
        ]


class Side(IntEnum):
    """Which column a group of lines stands in."""

    WHOLE = 0
    LEFT = 1
    RIGHT = 2


def in_reading_order(runs: Sequence[Item], width: float) -> list[tuple[Side, list[Item]]]:
    """Groups of runs to be read one after another; one group where the page has one column."""
    gutter = _gutter(runs, width)
    if gutter is None:
        return [(Side.WHOLE, list(runs))]
    low, high = gutter
    groups: list[tuple[Side, list[Item]]] = []
    band = _Band[Item]()
    for run in sorted(runs, key=lambda run: run.baseline):
        crosses = run.x1 > high and run.x0 < low
        if crosses != bool(band.crossing):
            groups += band.groups()
            band = _Band()
        (band.crossing if crosses else band.left if run.x1 <= high else band.right).append(run)
    return [(side, group) for side, group in [*groups, *band.groups()] if group]


def _gutter(runs: Sequence[Item], width: float) -> tuple[float, float] | None:
    """The white strip between two columns, or None."""
    if len(runs) < 2 * FEWEST_RUNS_A_COLUMN:
        return None
    best: tuple[float, float] | None = None
    fewest = MOST_CROSSING * len(runs)
    for step in range(int(width * 0.38), int(width * 0.62), 2):
        low, high = float(step), step + NARROWEST_GUTTER
        crossing = sum(run.x0 < high and run.x1 > low for run in runs)
        if crossing < fewest and _is_column_pair(runs, low, high):
            fewest, best = crossing, (low, high)
    return best


def _is_column_pair(runs: Sequence[Item], low: float, high: float) -> bool:
    left = [run for run in runs if run.x1 <= low + 1]
    right = [run for run in runs if run.x0 >= high - 1]
    if min(len(left), len(right)) < FEWEST_RUNS_A_COLUMN:
        return False
    return _fill(left) >= COLUMN_FILL and _fill(right) >= COLUMN_FILL


def _fill(runs: Sequence[Item]) -> float:
    extent = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    return median(run.x1 - run.x0 for run in runs) / extent if extent > 120 else 0.0
