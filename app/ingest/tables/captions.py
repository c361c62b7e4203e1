"""What is printed around a table and belongs to it: its caption, above or below, and the unit of all its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.ingest.lines import Line, TableBlock
from app.ingest.tree.marks import table_caption

Block = Line | TableBlock

CAPTION_DISTANCE = 3.0
"""Font sizes between a table and the caption below it."""
_UNIT = re.compile(
    r"[(（]?\s*(?:计量)?单位\s*(?:[:：]\s*|为\s*)[^\s。，；][^。，；]{0,15}?[)）]?|Dimensions? in \w[\w ]{0,20}",
    re.IGNORECASE,
)
"""GB/T 1.1-2020, 9.8.5: 单位为毫米; ISO/IEC Directives, Part 2: Dimensions in millimetres."""


def with_surroundings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each table's caption above it and its unit in it."""
    arranged: list[Block] = []
    for at, block in enumerate(blocks):
        before = arranged[-1] if arranged else None
        if isinstance(block, TableBlock) and isinstance(before, Line) and _UNIT.fullmatch(before.text):
            arranged[-1] = replace(block, table=replace(block.table, unit=before.text), unit=before)
        elif (
            isinstance(block, Line)
            and isinstance(before, TableBlock)
            and _is_caption_below(arranged, block, blocks, at)
        ):
            arranged[-1:] = [replace(block, begins_paragraph=True), before]
        else:
            arranged.append(block)
    return arranged


def _is_caption_below(arranged: Sequence[Block], line: Line, blocks: Sequence[Block], at: int) -> bool:
    """A caption close under a table that has none above, and not itself above another table."""
    table, above = arranged[-1], arranged[-2] if len(arranged) > 1 else None
    if table_caption(line.text) is None or table.box is None or line.box is None or line.box.page != table.box.page:
        return False
    has_one_above = isinstance(above, Line) and table_caption(above.text) is not None
    heads_another = at + 1 < len(blocks) and isinstance(blocks[at + 1], TableBlock)
    is_close = line.box.y0 - table.box.y1 < CAPTION_DISTANCE * (line.size or 10.0)
    return is_close and not has_one_above and not heads_another
