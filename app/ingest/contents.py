"""Contents pages: lists of headings that look like clauses and are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.ingest.lines import Line, TableBlock

Block = Line | TableBlock

LONGEST_GAP = 3
"""Lines between two entries that still lie inside the list: an entry broken over two lines."""
TITLE = re.compile(
    r"(目\s*[次录錄]|contents|table\s+of\s+contents|list\s+of\s+(figures|tables)|图目录|表目录|插图|表格)\s*[:：]?",
    re.IGNORECASE,
)
_LEADERS = re.compile(
    r"(?:[.．·…‥_—\-]\s?){4,}\s*[(（]?[\divxlcⅠ-ⅻ]{1,5}[)）]?$|…+\s*[(（]?[\divxlcⅠ-ⅻ]{1,5}[)）]?$",
    re.IGNORECASE,
)
_ONLY_LEADERS = re.compile(r"(?:[.．·…‥_]\s?){6,}")
_PAGE_AT_END = re.compile(r"\S[\s.]+(\d{1,3}|[ivxlc]{1,6})$", re.IGNORECASE)
_LAW_HEADING = re.compile(r"第[零〇一二三四五六七八九十百]+[编章节](\s|　|$|[^条款])")


def without_contents(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without contents lists, with or without page numbers."""
    marked = _printed_entries(blocks) | _law_entries(blocks)
    return tuple(block for index, block in enumerate(blocks) if index not in marked)


def _printed_entries(blocks: Sequence[Block]) -> set[int]:
    """Titles of contents lists, entries with leaders and page numbers, and what is broken between them."""
    marked: set[int] = set()
    last_entry: int | None = None
    after_title = False
    for index, block in enumerate(blocks):
        if not isinstance(block, Line):
            continue
        text = block.text.strip()
        if TITLE.fullmatch(text) and _entry_follows(blocks, index):
            marked.add(index)
            last_entry, after_title = index, True
        elif _LEADERS.search(text) or _ONLY_LEADERS.search(text) or (after_title and _PAGE_AT_END.search(text)):
            if last_entry is not None and index - last_entry <= LONGEST_GAP:
                marked.update(range(last_entry + 1, index))
            marked.add(index)
            last_entry = index
        elif last_entry is not None and index - last_entry > LONGEST_GAP:
            after_title = False
    return marked


def _entry_follows(blocks: Sequence[Block], index: int) -> bool:
    ahead = [block.text for block in blocks[index + 1 : index + 6] if isinstance(block, Line)]
    return any(_LEADERS.search(text) or _PAGE_AT_END.search(text) or _LAW_HEADING.match(text) for text in ahead)


def _law_entries(blocks: Sequence[Block]) -> set[int]:
    """After 目录, chapter headings up to the one that comes again: there the body begins."""
    titles = (at for at, block in enumerate(blocks) if isinstance(block, Line) and TITLE.fullmatch(block.text.strip()))
    start = next(titles, None)
    if start is None:
        return set()
    marked = {start}
    first: str | None = None
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        text = re.sub(r"\s+", "", block.text) if isinstance(block, Line) else ""
        if not _LAW_HEADING.match(text) and text not in ("附则", "序言", "附件"):
            break
        if text == first:
            return marked
        first = first or text
        marked.add(index)
    return marked if first is not None and _comes_again(blocks, index, first) else set()


def _comes_again(blocks: Sequence[Block], start: int, text: str) -> bool:
    return any(isinstance(block, Line) and re.sub(r"\s+", "", block.text) == text for block in blocks[start:])
