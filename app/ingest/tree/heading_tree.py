"""Documents without numbers whose format marks headings: pages, sheets, manuals. Each heading opens a unit."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.document import ClauseKind
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.drafts import Draft, Drafts
from app.ingest.tree.parts import Parts

Block = Line | TableBlock


def has_headings(blocks: Sequence[Block]) -> bool:
    """Whether the format marks any heading."""
    return any(isinstance(block, Line) and block.heading_level is not None for block in blocks)


class HeadingWriter:
    """Walks the blocks once and writes drafts: the widest headings are chapters, narrower ones stand under them."""

    def __init__(self, blocks: Sequence[Block], drafts: Drafts) -> None:
        self._blocks = blocks
        self._drafts = drafts
        self._parts = Parts(drafts)
        self._open: list[tuple[int, Draft]] = []

    def write(self) -> None:
        for block in self._blocks:
            if isinstance(block, TableBlock):
                self._parts.table(block)
            elif block.heading_level is not None:
                self._unit(block, block.heading_level)
            else:
                self._line(block)

    def _unit(self, line: Line, level: int) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        parent = self._open[-1][1] if self._open else None
        draft = self._drafts.open(ClauseKind.CLAUSE if parent else ClauseKind.CHAPTER, None, parent, line.text)
        draft.place(line)
        self._open.append((level, draft))
        self._parts.begin(draft)

    def _line(self, line: Line) -> None:
        """Above the first heading every paragraph stands by itself."""
        if not self._open and (line.begins_paragraph or not self._drafts.items):
            self._parts.begin(self._drafts.open(ClauseKind.PARAGRAPH, None, None))
            self._parts.line(line, begins=False)
        else:
            self._parts.line(line)
