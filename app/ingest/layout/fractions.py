"""Formulas that stand on several levels, brought into one line: (a+b)/c, ∑_(j=0)^(n−1)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.ingest.layout.content import Glyph, Rule
from app.ingest.layout.glyph_text import join_glyphs
from app.ingest.layout.runs import Run
from app.ingest.layout.scripts import SMALL_PRINT, grouped, with_scripts

NARROWEST_BAR = 4.0
WIDEST_BAR = 250.0
"""Points. Longer rules part rows of tables."""
BEYOND = 3.0
"""Points that print above and below a bar may reach beyond it."""
REACH = 40.0
"""Points above and below a bar where its print is looked for."""
HIGHEST, LOWEST = 1.0, 1.3
"""Font sizes between the bar and the baselines of what stands above and below it."""
LEAST_DEPTH = 0.3
SCRIPTS = 0.5
AXIS = 0.3
"""Font sizes from the baseline of a formula up to its bars (TeX's math axis is 0.25)."""
OFF_AXIS = 0.25
BESIDE = 1.5
"""Font sizes between the bar and the rest of the formula; an underlined word has nothing on its axis."""
_OPERATORS = frozenset("∑∏∫⋃⋂Σ")
LIMITS_ABOVE, LIMITS_BELOW = 1.8, 1.4
"""Font sizes between the baselines of an operator and of its limits."""


def in_one_line(runs: Sequence[Run], rules: Iterable[Rule]) -> list[Run]:
    """The runs with fractions and the limits of operators written within the line. ``rules`` hold the bars."""
    bars = [rule for rule in rules if rule.is_horizontal and NARROWEST_BAR < rule.x1 - rule.x0 < WIDEST_BAR]
    found = sorted(runs, key=lambda run: run.baseline) if bars else list(runs)
    for bar in sorted(bars, key=lambda bar: bar.x1 - bar.x0):
        if (parts := _parts_of_fraction(found, bar)) is not None:
            fraction, used = parts
            found = sorted([*(run for run in found if id(run) not in used), fraction], key=lambda run: run.baseline)
    return _with_limits(found)


def _parts_of_fraction(runs: list[Run], bar: Rule) -> tuple[Run, set[int]] | None:
    """The fraction at a bar as one run, and the runs that it is made of; ``runs`` are in order of their baselines."""
    first = bisect_left(runs, bar.y0 - REACH, key=lambda run: run.baseline)
    near = runs[first : bisect_right(runs, bar.y0 + REACH, key=lambda run: run.baseline)]
    inside = [run for run in near if run.x0 > bar.x0 - BEYOND and run.x1 < bar.x1 + BEYOND]
    em = max((run.size for run in inside), default=0.0)
    above = [run for run in inside if 0 < bar.y0 - run.baseline < (HIGHEST + _spread(run, em)) * em]
    below = [run for run in inside if LEAST_DEPTH < (run.baseline - bar.y0) / em < LOWEST + _spread(run, em)]
    beside = [run for run in near if _is_on_axis(run, bar)]
    if not above or not below or not beside:
        return None
    baseline = min(beside, key=lambda run: max(bar.x0 - run.x1, run.x0 - bar.x1)).baseline
    glyph = (
        above[0]
        .glyphs[0]
        ._replace(
            text=f"{grouped(_text(above))}/{grouped(_text(below))}",
            x0=bar.x0,
            x1=bar.x1,
            ink_x0=bar.x0,
            ink_x1=bar.x1,
            baseline=baseline,
            size=em,
        )
    )
    return Run([glyph], bar.x0, bar.x1, baseline, em), {id(run) for run in (*above, *below)}


def _spread(run: Run, em: float) -> float:
    """Font sizes that indexes and exponents lie further from the bar."""
    return SCRIPTS if run.size < SMALL_PRINT * em else 0.0


def _is_on_axis(run: Run, bar: Rule) -> bool:
    """Print beside the bar that it may be part of; a word in Chinese beside a stroke is a drawing's."""
    gap = max(bar.x0 - run.x1, run.x0 - bar.x1)
    nearest = run.glyphs[-1 if run.x1 < bar.x1 else 0].text
    is_beside = -BEYOND < gap < BESIDE * run.size and not "\u4e00" <= nearest <= "\u9fff"
    return is_beside and abs(run.baseline - AXIS * run.size - bar.y0) < OFF_AXIS * run.size


def _with_limits(runs: list[Run]) -> list[Run]:
    operators = [(run, glyph) for run in runs for glyph in run.glyphs if glyph.text in _OPERATORS]
    found = list(runs)
    for run, operator in operators:
        small = [other for other in found if other is not run and _is_limit(other, operator, run)]
        above = [other for other in small if other.baseline < run.baseline]
        below = [other for other in small if other.baseline > run.baseline]
        if not below:
            continue
        limits = f"_{grouped(_text(below))}" + (f"^{grouped(_text(above))}" if above else "")
        written = operator._replace(text=f"{operator.text}{limits} ")
        at = next(index for index, other in enumerate(found) if other is run)
        run = replace(run, glyphs=[written if glyph is operator else glyph for glyph in run.glyphs])
        used = {id(other) for other in small}
        found = [other for other in (*found[:at], run, *found[at + 1 :]) if id(other) not in used]
    return found


def _is_limit(other: Run, operator: Glyph, run: Run) -> bool:
    middle = (other.x0 + other.x1) / 2
    offset = other.baseline - run.baseline
    reach = 0.6 * run.size
    is_below = 0.5 * run.size < offset < LIMITS_BELOW * run.size
    is_above = 0.6 * run.size < -offset < LIMITS_ABOVE * run.size
    is_over = operator.x0 - reach < middle < operator.x1 + reach and other.size < SMALL_PRINT * run.size
    return is_over and (is_above or is_below)


def _text(runs: Sequence[Run]) -> str:
    main = max(runs, key=lambda run: (run.size, len(run.glyphs)))
    glyphs = sorted((glyph for run in runs for glyph in run.glyphs), key=lambda glyph: glyph.x0)
    return join_glyphs(with_scripts(glyphs, main.baseline, main.size))
