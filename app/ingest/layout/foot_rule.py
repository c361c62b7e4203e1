"""The short rule that sets off the notes at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from app.ingest.layout.content import Rule
from app.ingest.lines import Line

SMALLER = 0.95
"""Of the page's usual size: notes are set smaller than the text (GB/T 1.1-2020 on fonts; ISO house style)."""
WIDEST = 0.45
NARROWEST = 0.08
"""Of the page's width: the rule above the notes is a third of the line; a rule across the text is a table's."""
HIGHEST = 0.3
LOWEST = 0.9
"""Of the page's height, from the top: above there is no foot, below there are running footers."""
SAME_EDGE = 3.0
"""Points."""
INDENT = 30.0


def find_foot_rule(rules: Iterable[Rule], lines: Sequence[Line], width: float, height: float) -> float | None:
    """Where that rule stands, in points from the top of a page of this size; None without one.

    It begins where the text begins, and from there on there is only smaller print.
    """
    usual = usual_size(lines)
    edges = [line.box.x0 for line in lines if line.box is not None]
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if not NARROWEST * width < rule.x1 - rule.x0 < WIDEST * width or not rule.is_horizontal:
            continue
        if not HIGHEST * height < rule.y0 < LOWEST * height or not any(abs(rule.x0 - x) < SAME_EDGE for x in edges):
            continue
        below = [line for line in lines if line.box is not None and rule.y0 - 2 < line.box.y0 < LOWEST * height]
        if below and all(_is_in_note(line, rule.x0, usual) for line in below):
            return rule.y0
    return None


def usual_size(lines: Sequence[Line]) -> float:
    """The size of most of the print in points; 0 where the format has none."""
    sizes = [line.size for line in lines if line.size for _ in line.text]
    return median(sizes) if sizes else 0.0


def _is_in_note(line: Line, left: float, usual: float) -> bool:
    return (line.size or usual) < SMALLER * usual and line.box is not None and -3 < line.box.x0 - left < INDENT
