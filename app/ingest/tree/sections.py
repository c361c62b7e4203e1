"""Numbered standards: chapters, clauses to any depth, annexes and terms, from lines in reading order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.document import ClauseKind
from app.ingest.joining import joined
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.drafts import Draft, Drafts
from app.ingest.tree.headings import is_explanation_heading, is_front_heading, is_preamble, is_tail_heading
from app.ingest.tree.numbering import FIRST_ANNEX, NumberMark, Scheme
from app.ingest.tree.parts import Parts
from app.ingest.tree.restarts import annexes_with_documents
from app.ingest.tree.starts import LONGEST_TITLE_LINES
from app.ingest.tree.titles import Titles, spaced_term

Block = Line | TableBlock

INTRODUCTION = 0
"""The first step of its clauses: 0.1 under 引言."""
_TERMS = re.compile(r"术\s*语|terms\b", re.IGNORECASE)
_NO_TERM = re.compile(r"术语|缩略语|符号|^通用|^一般|terms|abbreviations|symbols", re.IGNORECASE)


class SectionWriter:
    """Walks the blocks once and writes drafts."""

    def __init__(self, blocks: Sequence[Block], starts: Mapping[int, NumberMark], drafts: Drafts) -> None:
        self._blocks = blocks
        self._starts = starts
        self._drafts = drafts
        self._parts = Parts(drafts)
        self._titles = Titles(blocks, starts)
        places = sorted(starts)
        hosts = annexes_with_documents([starts[place].path for place in places], FIRST_ANNEX)
        self._hosts = {places[at]: host for at, host in hosts.items()}
        self._host: Draft | None = None
        self._open: dict[tuple[int, ...], Draft] = {}
        self._last: tuple[int, ...] = ()
        self._terms_under: tuple[int, ...] | None = None

    def write(self) -> None:
        first = min(self._starts)
        at = 0
        in_body = False
        while at < len(self._blocks):
            block = self._blocks[at]
            mark = self._starts.get(at)
            if mark is not None and isinstance(block, Line):
                in_body = True
                at = self._unit(at, block, mark)
                continue
            if isinstance(block, Line) and self._is_unnumbered_heading(block, in_body=at > first):
                self._parts.begin(self._unnumbered(block))
                in_body = True
            elif not in_body and isinstance(block, Line) and self._is_preamble(at, block, first):
                self._parts.begin(self._drafts.open(ClauseKind.PARAGRAPH, None, None))
                self._parts.line(block, begins=False)
                in_body = True
            elif in_body and not (at < first and self._is_title_before(at, first)):
                self._feed(block)
            at += 1

    def _is_preamble(self, at: int, line: Line, first: int) -> bool:
        """Sentences between the title and the first number, on the page where the body begins."""
        start = self._blocks[first]
        if not isinstance(start, Line) or not line.begins_paragraph or line.box is None or start.box is None:
            return False
        if line.box.page != start.box.page:
            return False
        lines = itertools.takewhile(lambda block: not block.begins_paragraph, _lines(self._blocks[at + 1 : first]))
        return is_preamble(replace(line, text=joined([line.text, *(following.text for following in lines)])))

    def _is_unnumbered_heading(self, line: Line, *, in_body: bool) -> bool:
        return is_tail_heading(line) if in_body else is_front_heading(line)

    def _unnumbered(self, line: Line) -> Draft:
        draft = self._drafts.open(ClauseKind.CHAPTER, None, None, line.text)
        draft.place(line)
        self._open, self._terms_under = {(INTRODUCTION,): draft}, None
        if is_explanation_heading(line):
            self._host, self._last = draft, ()
        return draft

    def _is_title_before(self, at: int, first: int) -> bool:
        """The document's title, printed again above its first chapter."""
        between = self._blocks[at:first]
        return first - at <= LONGEST_TITLE_LINES and all(isinstance(b, Line) and b.is_centred for b in between)

    def _feed(self, block: Block) -> None:
        if isinstance(block, Line):
            self._parts.line(block)
        else:
            self._parts.table(block)

    def _unit(self, at: int, line: Line, mark: NumberMark) -> int:
        """Write the unit that begins here and its title; gives the next block to read."""
        if mark.path <= self._last:
            self._host = self._open.get((self._hosts[at],)) if at in self._hosts else None
            self._open = {}
        self._last = mark.path
        parent = self._parent(mark.path[:-1] if mark.is_inserted else mark.path)
        draft = self._drafts.open(self._kind(mark), mark.printed, parent)
        draft.place(line)
        self._open[mark.path] = draft
        after = self._titles.take(at, line, mark, draft)
        self._note_terms(mark, draft)
        self._parts.begin(draft)
        return after

    def _parent(self, path: tuple[int, ...]) -> Draft | None:
        for length in range(len(path) - 1, 0, -1):
            if path[:length] in self._open:
                return self._open[path[:length]]
        return self._host if path[0] <= FIRST_ANNEX else None

    def _kind(self, mark: NumberMark) -> ClauseKind:
        if len(mark.path) == 1:
            return ClauseKind.ANNEX if mark.scheme is Scheme.ANNEX else ClauseKind.CHAPTER
        under = self._terms_under
        return ClauseKind.TERM if under is not None and mark.path[: len(under)] == under else ClauseKind.CLAUSE

    def _note_terms(self, mark: NumberMark, draft: Draft) -> None:
        if draft.kind is ClauseKind.CHAPTER:
            self._terms_under = mark.path if _TERMS.search(draft.title) else None
        elif draft.kind is ClauseKind.TERM:
            if _NO_TERM.search(draft.title):
                draft.kind = ClauseKind.CLAUSE
            else:
                draft.title = spaced_term(draft.title)


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    return (block for block in blocks if isinstance(block, Line))
