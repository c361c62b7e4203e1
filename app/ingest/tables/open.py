"""Tables without a full frame under a caption: three-line tables (三线表), and columns that are only aligned.

Without upright strokes the white strips down the page part the columns, so strong evidence is asked for: a caption
right above, rows that keep to the same strips, and either rules of one width or several rows that are all in columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.ingest.layout.content import Glyph, Rule
from app.ingest.layout.runs import SAME_LINE
from app.ingest.tables.ruled import Grid, cells_between, level_rules
from app.ingest.tables.white_strips import columns_of, gutters
from app.ingest.tree.marks import table_caption

CAPTION_DISTANCE = 4.5
"""Font sizes from a caption to its table, with a line for the unit between them."""
SAME_SPAN = 5.0
"""Points by which rules of one table may differ at their ends."""
NARROWEST = 90.0
FEWEST_ALIGNED_ROWS = 3
WIDEST_PITCH = 2.2
"""Times the first distance of two rows."""
FULL_SHARE = 0.6
"""Of the places of an aligned table that hold print."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A printed line with its place on the page as it is read; ``size`` in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


@dataclass(frozen=True, slots=True)
class _Row:
    """The glyphs on one baseline."""

    baseline: float
    glyphs: tuple[Glyph, ...]

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)


def find_open_tables(rules: Sequence[Rule], glyphs: Sequence[Glyph], lines: Iterable[Caption]) -> list[Grid]:
    """The tables under the captions among ``lines``, top to bottom; ``glyphs`` are those outside other tables."""
    captions = sorted((line for line in lines if table_caption(line.text)), key=lambda line: line.y0)
    level = level_rules(rules)
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    found: list[Grid] = []
    for at, caption in enumerate(captions):
        end = captions[at + 1].y0 if at + 1 < len(captions) else float("inf")
        below = [glyph for glyph in printed if caption.y1 < glyph.baseline < end]
        ruled = [rule for rule in level if caption.y1 - 2 <= rule.y0 < end]
        grid = _between_rules(caption, ruled, below) or _aligned(caption, below)
        if grid is not None:
            found.append(grid)
    return found


def _between_rules(caption: Caption, rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> Grid | None:
    """The table between the first rule below the caption and the last one of its width that still fits."""
    top = min((rule for rule in rules if rule.x1 - rule.x0 >= NARROWEST), key=lambda rule: rule.y0, default=None)
    if top is None or top.y0 - caption.y1 > CAPTION_DISTANCE * caption.size:
        return None
    across = [rule for rule in rules if abs(rule.x0 - top.x0) <= SAME_SPAN and abs(rule.x1 - top.x1) <= SAME_SPAN]
    for count in range(len(across), 2, -1):
        if (grid := _grid(across[:count], rules, glyphs)) is not None:
            return grid
    return None


def _grid(across: Sequence[Rule], rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> Grid | None:
    """``across`` are the rules of the table's width, from the top: above the head, below it, and further down."""
    top, below_head, bottom = across[0], across[1], across[-1]
    inside = [glyph for glyph in glyphs if top.y0 < _middle(glyph) < bottom.y0]
    head = [glyph for glyph in inside if _middle(glyph) < below_head.y0]
    body = [glyph for glyph in inside if _middle(glyph) >= below_head.y0]
    rows = _baselines(body)
    strips = gutters([row.glyphs for row in rows], top.x0, top.x1)
    if not head or not strips or any(not top.x0 - 2 <= glyph.x0 <= top.x1 + 2 for glyph in inside):
        return None
    xs = [top.x0, *strips, top.x1]
    spanning = [
        rule for rule in rules if top.y0 + 2 < rule.y0 < below_head.y0 - 2 and rule.x1 - rule.x0 < top.x1 - top.x0
    ]
    ruled = [(rule.y0, top.x0) for rule in across[2:-1]]
    boundaries = ruled or list(_row_boundaries(rows, xs))
    level = [*across, *spanning, *(Rule(x, y, top.x1, y) for y, x in boundaries)]
    upright = [Rule(x, _top_of_strip(x, top, below_head, spanning, head), x, bottom.y0) for x in strips]
    ys = sorted({top.y0, below_head.y0, bottom.y0, *(rule.y0 for rule in spanning), *(y for y, _ in boundaries)})
    heads = sum(y < below_head.y0 for y in ys)
    return Grid(tuple(xs), tuple(ys), tuple(cells_between(xs, ys, level, upright, inside)), heads)


def _middle(glyph: Glyph) -> float:
    return glyph.baseline - 0.35 * glyph.size


def _baselines(glyphs: Iterable[Glyph]) -> list[_Row]:
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        last = rows[-1] if rows else None
        if last is not None and glyph.baseline - last.baseline <= SAME_LINE * max(last.size, glyph.size):
            rows[-1] = replace(last, glyphs=(*last.glyphs, glyph))
        else:
            rows.append(_Row(glyph.baseline, (glyph,)))
    return rows


def _row_boundaries(rows: Sequence[_Row], xs: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Where one row of the body ends and the next begins, and from which column on.

    A row begins with print in its first column, or in all others (the first one is merged with the one above); any
    other printed line belongs to the row that it stands closest to.
    """
    filled = [columns_of(row.glyphs, xs) for row in rows]
    starts = [at for at, columns in enumerate(filled) if 0 in columns or _is_full_but_first(columns, len(xs) - 1)]
    for before, start in itertools.pairwise(starts):
        first = start
        for at in range(start - 1, before, -1):
            if rows[at].baseline - rows[before].baseline <= rows[start].baseline - rows[at].baseline:
                break
            first = at
        y = (rows[first - 1].baseline + rows[first].baseline - 0.7 * rows[first].size) / 2
        yield y, xs[0] if 0 in filled[start] else xs[1]


def _is_full_but_first(columns: frozenset[int], count: int) -> bool:
    return count > 2 and len(columns) == count - 1


def _top_of_strip(x: float, top: Rule, below_head: Rule, spanning: Sequence[Rule], head: Sequence[Glyph]) -> float:
    """How far up into the head the strip goes: to the rule that spans it, or below a heading printed across it."""
    over = [rule.y0 for rule in spanning if rule.x0 < x < rule.x1]
    if over:
        return max(over)
    row = [glyph for glyph in head if glyph.x0 < x < glyph.x1]
    return below_head.y0 if row else top.y0


def _aligned(caption: Caption, glyphs: Sequence[Glyph]) -> Grid | None:
    """Rows below the caption that all keep to the same columns."""
    rows: list[_Row] = []
    for row in _baselines(glyphs):
        if rows and row.baseline - rows[-1].baseline > WIDEST_PITCH * _pitch(rows, row):
            break
        if not gutters([row.glyphs], min(g.x0 for g in row.glyphs), max(g.x1 for g in row.glyphs)):
            break
        rows.append(row)
    if len(rows) < FEWEST_ALIGNED_ROWS or rows[0].baseline - caption.y1 > CAPTION_DISTANCE * caption.size:
        return None
    inside = [glyph for row in rows for glyph in row.glyphs]
    x0, x1 = min(glyph.x0 for glyph in inside), max(glyph.x1 for glyph in inside)
    strips = gutters([row.glyphs for row in rows], x0, x1)
    xs = [x0 - 1, *strips, x1 + 1]
    filled = sum(len(columns_of(row.glyphs, xs)) for row in rows)
    if not strips or any(len(columns_of(row.glyphs, xs)) < 2 for row in rows):
        return None
    if filled < FULL_SHARE * len(rows) * (len(xs) - 1):
        return None
    ys = [rows[0].baseline - rows[0].size, *(row.baseline + 0.25 * row.size for row in rows)]
    level = [Rule(xs[0], y, xs[-1], y) for y in ys]
    upright = [Rule(x, ys[0], x, ys[-1]) for x in xs]
    return Grid(tuple(xs), tuple(ys), tuple(cells_between(xs, ys, level, upright, inside)))


def _pitch(rows: Sequence[_Row], row: _Row) -> float:
    return rows[1].baseline - rows[0].baseline if len(rows) > 1 else 2 * row.size
