"""The front of a document: its cover and title page, before the body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.ingest.lines import Line, Reading, TableBlock

LONGEST_FRONT = 60
"""Lines. A cover has 10 to 30; an amended law prints up to 40 lines of history."""

_BODY = re.compile(
    r"^(?:目\s*[次录]|contents|table of contents|前\s*言|引\s*言|foreword|introduction|abstract|preface"
    r"|第[一二三四五六七八九十]+[编章节条].*|[1１一]\s*[、.．]?\s*(?:范围|总则|概述|scope|purpose|introduction).*|[0-9]+(?:\.[0-9]+)+\s*\S.*|[0-9]{1,2}\s*[\u4e00-\u9fff]{2,20})$",
    re.IGNORECASE,
)
FEWEST_COVER_LINES = 3
_SAME_SIZE = 0.92
"""Lines in no less than this share of the largest print are in the largest print."""
_SUBTITLE_SHARE = 0.6
"""A subtitle is printed at no less than this share of the title's size."""


def front_lines(reading: Reading) -> list[Line]:
    """The lines of the cover; for formats without pages those before the contents or the first clause."""
    lines: list[Line] = []
    page = _cover_page(reading)
    for block in reading.blocks:
        if isinstance(block, TableBlock):
            continue
        if page is not None and (block.box is None or block.box.page > page):
            break
        if _BODY.match(block.text.strip()) or block.number or len(lines) >= LONGEST_FRONT:
            break
        lines.append(block)
    return lines


def front_pairs(reading: Reading) -> list[tuple[str, str]]:
    """Neighbouring cells of the tables before the body: a sheet of facts puts the label beside the value."""
    pairs: list[tuple[str, str]] = []
    page = _cover_page(reading)
    for block in reading.blocks[:LONGEST_FRONT]:
        if page is not None and block.box is not None and block.box.page > page:
            break
        if isinstance(block, TableBlock):
            rows = block.table.grid()[:LONGEST_FRONT]
            pairs += [(name.strip(), value.strip()) for row in rows for name, value in pairwise(row)]
        elif _BODY.match(block.text.strip()) or block.number:
            break
    return pairs


def page_lines(reading: Reading, page: int) -> list[Line]:
    """All lines of one page."""
    return [b for b in reading.blocks if isinstance(b, Line) and b.box is not None and b.box.page == page]


def _cover_page(reading: Reading) -> int | None:
    """The first page; the second too where the first is nearly bare. None where the format has no pages."""
    if reading.pages is None:
        return None
    return 1 if len(page_lines(reading, 1)) >= FEWEST_COVER_LINES else 2


def joined_below(first: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """The lines with those that follow them closely in smaller print: a subtitle."""
    run = list(first)
    start = list(lines).index(run[-1]) + 1 if run else len(lines)
    for line in lines[start:]:
        above = run[-1]
        if line.box is None or above.box is None or not line.size or not above.size:
            break
        if line.box.y0 - above.box.y1 > above.size or line.size < above.size * _SUBTITLE_SHARE:
            break
        run.append(line)
    return run


def largest(lines: Sequence[Line]) -> list[Line]:
    """The first run of lines in the largest print; lines without sizes count as equal."""
    sizes = [line.size for line in lines if line.size]
    if not sizes:
        return list(lines[:1])
    least = max(sizes) * _SAME_SIZE
    start = next(index for index, line in enumerate(lines) if line.size and line.size >= least)
    end = start
    while end < len(lines) and (lines[end].size or 0.0) >= least:
        end += 1
    return list(lines[start:end])
