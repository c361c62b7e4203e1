"""What is printed at the head or foot of most pages in the same words: it is no text of any page, and says whose they
are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from app.ingest.layout.column import Column
from app.ingest.layout.furniture import FEWEST_PAGES, edge_lines
from app.ingest.lines import Line

MOST_PAGES = 0.5
"""Share of the pages with text."""


def running_lines(columns: Sequence[Column], heights: Mapping[int, float]) -> tuple[str, ...]:
    """The texts, most frequent first. ``heights`` are in points by page."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for column in columns:
        lines[column.page].extend(column.lines)
    counted = Counter(
        text for on_page in lines.values() for text in {line.text.strip() for line in edge_lines(on_page, heights)}
    )
    enough = max(FEWEST_PAGES, MOST_PAGES * len(lines))
    return tuple(text for text, pages in counted.most_common() if text and pages >= enough)
