"""Tables by the lines they are drawn with: a page's strokes become grids, its glyphs fill the cells."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.ingest.layout.content import Glyph, Rule

TOUCH = 3.0
"""Points by which strokes that should meet may miss each other."""
SAME_EDGE = 3.0
"""Points: a double line or two sides of a thick one are one edge."""
SPAN_SHARE = 0.85
"""Of the table's width that its top and bottom lines cover."""
NARROWEST_TABLE = 30.0
NARROW_TABLE = 60.0
"""Points. What is narrower is a table only when every cell holds something, as in an addition table."""
LOWEST_TABLE = 9.0
LOW_TABLE = 16.0
"""Points. What is lower is the head of a table that goes on overleaf, with every cell filled and as wide as a table."""
WIDTH_OF_LOW_TABLE = 150.0
MOST_RULES = 3_000
MOST_CELLS = 4_000
FILLED_SHARE = 0.3
"""Of the cells; flow charts and frames leave more of their grid empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in grid steps, ends excluded; a merged cell begins at the first of its steps."""

    row: int
    column: int
    row_end: int
    column_end: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page. ``ys`` and ``xs`` are its edges in points from the top left of the page as it is read."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    header_rows: int | None = None
    """Where the rules themselves tell the head from the body."""

    @property
    def filled(self) -> float:
        """The share of the cells that hold print, from 0 to 1."""
        return sum(bool(cell.glyphs) for cell in self.cells) / len(self.cells)

    @property
    def glyph_places(self) -> frozenset[int]:
        return frozenset(glyph.place for cell in self.cells for glyph in cell.glyphs)


def find_grids(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The page's tables, top to bottom. Frames, underlines and drawings give none."""
    level = level_rules(rules)
    upright = _merged([rule for rule in rules if not rule.is_horizontal], horizontal=False)
    if len(level) < 2 or not upright or len(level) + len(upright) > MOST_RULES:
        return []
    grids = [_grid(group, glyphs) for group in _connected(level, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.ys[0])


def level_rules(rules: Iterable[Rule]) -> list[Rule]:
    """The horizontal strokes, from the top; pieces of one line as one."""
    return sorted(_merged([rule for rule in rules if rule.is_horizontal], horizontal=True), key=lambda rule: rule.y0)


def _merged(rules: Iterable[Rule], *, horizontal: bool) -> list[Rule]:
    """Strokes on one line that touch become one; cells are often drawn side by side."""

    def across(rule: Rule) -> float:
        return (rule.y0 + rule.y1) / 2 if horizontal else (rule.x0 + rule.x1) / 2

    def along(rule: Rule) -> tuple[float, float]:
        return (rule.x0, rule.x1) if horizontal else (rule.y0, rule.y1)

    merged: list[tuple[float, float, float]] = []
    for line in _on_one_line(rules, across):
        first = len(merged)
        for rule in sorted(line, key=along):
            at, (start, end) = across(rule), along(rule)
            if len(merged) > first and start <= merged[-1][2] + TOUCH:
                merged[-1] = (merged[-1][0], merged[-1][1], max(merged[-1][2], end))
            else:
                merged.append((at, start, end))
    if horizontal:
        return [Rule(start, at, end, at) for at, start, end in merged]
    return [Rule(at, start, at, end) for at, start, end in merged]


def _on_one_line(rules: Iterable[Rule], across: Callable[[Rule], float]) -> Iterator[list[Rule]]:
    """Strokes that lie on the same line of the page, wherever along it."""
    line: list[Rule] = []
    for rule in sorted(rules, key=across):
        if line and across(rule) - across(line[0]) > SAME_EDGE / 2:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of strokes that meet."""
    groups: list[list[Rule]] = []
    waiting_level, waiting_upright = list(level), list(upright)
    while waiting_level:
        group = [waiting_level.pop()]
        at = 0
        while at < len(group):
            rule = group[at]
            others = waiting_upright if rule.is_horizontal else waiting_level
            met = [other for other in others if _meet(rule, other)]
            if met:
                gone = {id(other) for other in met}
                others[:] = [other for other in others if id(other) not in gone]
                group += met
            at += 1
        groups.append(group)
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - TOUCH <= other.x1
        and other.x0 - TOUCH <= one.x1
        and one.y0 - TOUCH <= other.y1
        and other.y0 - TOUCH <= one.y1
    )


def _grid(group: Sequence[Rule], glyphs: Sequence[Glyph]) -> Grid | None:
    level = [rule for rule in group if rule.is_horizontal]
    upright = [rule for rule in group if not rule.is_horizontal]
    if len(level) < 2 or not upright:
        return None
    left, right = min(rule.x0 for rule in level), max(rule.x1 for rule in level)
    xs = _edges([*(rule.x0 for rule in upright), left, right])
    ys = _edges([rule.y0 for rule in level])
    if len(xs) < 3 or len(ys) < 2 or xs[-1] - xs[0] < NARROWEST_TABLE or ys[-1] - ys[0] < LOWEST_TABLE:
        return None
    if (len(xs) - 1) * (len(ys) - 1) > MOST_CELLS or not _is_framed(level, xs, ys):
        return None
    cells = cells_between(xs, ys, level, upright, glyphs)
    grid = Grid(tuple(xs), tuple(ys), tuple(cells))
    width = xs[-1] - xs[0]
    is_narrow, is_low = width < NARROW_TABLE, ys[-1] - ys[0] < LOW_TABLE
    if (is_narrow or is_low) and (grid.filled < 1 or (len(ys) < 3 and width < WIDTH_OF_LOW_TABLE)):
        return None
    return grid if grid.filled >= FILLED_SHARE and sum(bool(cell.glyphs) for cell in cells) > 1 else None


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return edges


def _is_framed(level: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Top and bottom lines run across the table."""
    width = xs[-1] - xs[0]
    for edge in (ys[0], ys[-1]):
        covered = sum(rule.x1 - rule.x0 for rule in level if abs(rule.y0 - edge) <= SAME_EDGE)
        if covered < SPAN_SHARE * width:
            return False
    return True


def cells_between(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule], glyphs: Sequence[Glyph]
) -> list[Cell]:
    """The grid's cells; neighbours without a stroke between them are one."""
    inside = glyphs_by_step(xs, ys, glyphs)
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()

    def is_one_with_left(row: int, column: int) -> bool:
        return not _parts(upright, xs[column], (ys[row] + ys[row + 1]) / 2)

    def is_one_with_above(row: int, column: int) -> bool:
        return not _lies(level, ys[row], (xs[column] + xs[column + 1]) / 2)

    for row, column in itertools.product(range(len(ys) - 1), range(len(xs) - 1)):
        if (row, column) in taken:
            continue
        column_end = column + 1
        while column_end < len(xs) - 1 and (row, column_end) not in taken and is_one_with_left(row, column_end):
            column_end += 1
        row_end = row + 1
        while (
            row_end < len(ys) - 1
            and all(is_one_with_above(row_end, below) for below in range(column, column_end))
            and all(is_one_with_left(row_end, below) for below in range(column + 1, column_end))
        ):
            row_end += 1
        steps = [(r, c) for r in range(row, row_end) for c in range(column, column_end)]
        taken.update(steps)
        found = tuple(glyph for step in steps for glyph in inside.pop(step, ()))
        cells.append(Cell(row, column, row_end, column_end, found))
    return cells


def glyphs_by_step(
    xs: Sequence[float], ys: Sequence[float], glyphs: Iterable[Glyph]
) -> dict[tuple[int, int], list[Glyph]]:
    """The glyphs inside a grid by row and column, in their own order; white space is none."""
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        row, column = _step(ys, glyph.baseline - 0.35 * glyph.size), _step(xs, (glyph.x0 + glyph.x1) / 2)
        if row is not None and column is not None and not glyph.text.isspace():
            inside.setdefault((row, column), []).append(glyph)
    return inside


def _step(edges: Sequence[float], value: float) -> int | None:
    index = bisect_right(edges, value) - 1
    return index if 0 <= index < len(edges) - 1 else None


def _parts(upright: Sequence[Rule], x: float, y: float) -> bool:
    return any(abs(rule.x0 - x) <= SAME_EDGE and rule.y0 - TOUCH <= y <= rule.y1 + TOUCH for rule in upright)


def _lies(level: Sequence[Rule], y: float, x: float) -> bool:
    return any(abs(rule.y0 - y) <= SAME_EDGE and rule.x0 - TOUCH <= x <= rule.x1 + TOUCH for rule in level)
