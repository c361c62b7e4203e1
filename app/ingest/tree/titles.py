"""The heading of a numbered unit: on its number's line, below it, over several lines, with an annex's status."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from app.domain.document import ClauseKind
from app.ingest.joining import joined
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.drafts import Draft
from app.ingest.tree.looks import is_heading, reads_on
from app.ingest.tree.numbering import NumberMark
from app.ingest.tree.starts import LONGEST_TITLE_LINES

Block = Line | TableBlock

LONGEST_MARKED_TITLE = 80
"""Characters of a heading that the format vouches for, or of a term."""
_ANNEX_STATUS = re.compile(
    r"[(（]\s*(?:规范性|资料性|标准的|提示的|补充件|参考件|normative|informative).{0,8}[)）]",
    re.IGNORECASE,
)
_TERM_WITH_ENGLISH = re.compile(r"(.*[一-鿿》）)])\s*([A-Za-z][\x20-\x7e（）；、，]*)")


@dataclass(frozen=True, slots=True)
class Titles:
    """Takes headings from the blocks into drafts. ``starts`` are the places where numbered units begin."""

    blocks: Sequence[Block]
    starts: Container[int]

    def take(self, at: int, line: Line, mark: NumberMark, draft: Draft) -> int:
        """The heading, or the first paragraph where there is none, of the unit that begins at ``at``; gives the next
        block to read. Where the number stands alone, the next paragraph is looked at."""
        if draft.kind is ClauseKind.ANNEX:
            return self._annex(at, mark, draft)
        if mark.rest:
            end = self._paragraph_end(at)
            lines = [replace(line, text=mark.rest), *self._lines(at + 1, end)]
        else:
            if at + 1 in self.starts or at + 1 >= len(self.blocks) or isinstance(self.blocks[at + 1], TableBlock):
                return at + 1
            end = self._paragraph_end(at + 1)
            lines = self._lines(at + 1, end)
        if len(lines) <= LONGEST_TITLE_LINES and _is_title(lines, draft):
            draft.title = joined(line.text for line in lines)
            for printed in lines:
                draft.place(printed)
            return self._english_of_term(end, draft)
        for index, printed in enumerate(lines):
            draft.add(printed, printed.text, new_paragraph=index == 0)
        return end

    def _annex(self, at: int, mark: NumberMark, draft: Draft) -> int:
        """The annex's status and heading: centred lines below its number."""
        parts = [mark.rest] if mark.rest else []
        end = at + 1
        while end < len(self.blocks) and end - at <= LONGEST_TITLE_LINES and end not in self.starts:
            block = self.blocks[end]
            if not isinstance(block, Line):
                break
            is_status = bool(_ANNEX_STATUS.match(block.text))
            bare = _ANNEX_STATUS.sub("", "".join(parts)).strip()
            wraps = bool(bare) and block.is_bold and block.is_centred
            if not is_status and (not is_heading(block.text) or (bare and not wraps)):
                break
            parts.append(block.text)
            draft.place(block)
            end += 1
        draft.title = " ".join(parts)
        return end

    def _english_of_term(self, at: int, draft: Draft) -> int:
        """The English equivalent on a line of its own below the term."""
        if draft.kind is not ClauseKind.TERM or at >= len(self.blocks) or at in self.starts:
            return at
        block = self.blocks[at]
        if not isinstance(block, Line) or not block.text.isascii() or not is_heading(block.text):
            return at
        if draft.title.isascii():
            return at
        draft.title = f"{draft.title} {block.text}"
        draft.place(block)
        return at + 1

    def _paragraph_end(self, at: int) -> int:
        """The block after the paragraph that begins at ``at``."""
        end = at + 1
        while end < len(self.blocks):
            block = self.blocks[end]
            if end in self.starts or not isinstance(block, Line) or block.begins_paragraph:
                break
            end += 1
        return end

    def _lines(self, start: int, end: int) -> list[Line]:
        return [block for block in self.blocks[start:end] if isinstance(block, Line)]


def spaced_term(title: str) -> str:
    """One space between a term and the English that is printed behind it."""
    match = _TERM_WITH_ENGLISH.fullmatch(title)
    return f"{match[1]} {match[2]}" if match else title


def _is_title(lines: Sequence[Line], draft: Draft) -> bool:
    text = joined(line.text for line in lines)
    if is_heading(text):
        return not reads_on(text)
    marked = lines[0].heading_level is not None and len(lines) == 1
    return (
        (marked or draft.kind is ClauseKind.TERM)
        and len(text) < LONGEST_MARKED_TITLE
        and not text.endswith(("。", "；", "："))
    )
