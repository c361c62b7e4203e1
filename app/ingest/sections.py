"""Numbered standards: chapters, clauses to any depth, annexes and terms, from lines in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.domain.document import ClauseKind
from app.ingest.drafts import Draft, Drafts
from app.ingest.headings import is_front_heading, is_tail_heading
from app.ingest.joining import TextBuilder
from app.ingest.lines import Line, TableBlock
from app.ingest.looks import clause_looks, is_heading
from app.ingest.numbering import FIRST_ANNEX, NumberMark, Scheme, number_mark
from app.ingest.parts import Parts
from app.ingest.succession import Candidate, best_chain

Block = Line | TableBlock

LONGEST_TITLE_LINES = 3
_ANNEX_STATUS = re.compile(
    r"[(（]\s*(?:规范性|资料性|标准的|提示的|补充件|参考件|normative|informative).{0,8}[)）]",
    re.IGNORECASE,
)
_TERMS = re.compile(r"术\s*语|terms\b", re.IGNORECASE)
_NO_TERM = re.compile(r"术语|缩略语|符号|^通用|^一般|terms|abbreviations|symbols", re.IGNORECASE)
_TERM_WITH_ENGLISH = re.compile(r"(.*[一-鿿》）)])\s*([A-Za-z][\x20-\x7e（）；、，]*)")


def find_starts(blocks: Sequence[Block]) -> dict[int, NumberMark]:
    """The blocks that begin a numbered unit, with their numbers."""
    marks: list[NumberMark] = []
    candidates: list[Candidate] = []
    size = body_size(blocks)
    before: Line | None = None
    for place, block in enumerate(blocks):
        if not isinstance(block, Line):
            before = None
            continue
        mark = number_mark(block.text)
        if mark is not None:
            looks = clause_looks(mark, block, before, paragraph=_paragraph(blocks, place, mark.rest), body_size=size)
            if looks > -4:
                marks.append(mark)
                candidates.append(Candidate(mark.path, looks, place))
        before = block
    return {candidates[index].place: marks[index] for index in best_chain(candidates, FIRST_ANNEX)}


def body_size(blocks: Sequence[Block]) -> float | None:
    """The font size that most of the text is set in, in points; None where the format has none."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Line) and block.size is not None:
            sizes[round(block.size * 2) / 2] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _paragraph(blocks: Sequence[Block], place: int, rest: str) -> str:
    """What follows the number, with the printed lines that go on from it."""
    lines = [rest]
    for block in blocks[place + 1 : place + 1 + LONGEST_TITLE_LINES]:
        if not rest or not isinstance(block, Line) or block.begins_paragraph:
            break
        lines.append(block.text)
    return _joined([Line(text) for text in lines])


class SectionWriter:
    """Walks the blocks once and writes drafts."""

    def __init__(self, blocks: Sequence[Block], starts: dict[int, NumberMark], drafts: Drafts) -> None:
        self._blocks = blocks
        self._starts = starts
        self._drafts = drafts
        self._parts = Parts(drafts)
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
            elif in_body and not (at < first and self._is_title_before(at, first)):
                self._feed(block)
            at += 1

    def _is_unnumbered_heading(self, line: Line, *, in_body: bool) -> bool:
        return is_tail_heading(line) if in_body else is_front_heading(line)

    def _unnumbered(self, line: Line) -> Draft:
        draft = self._drafts.open(ClauseKind.CHAPTER, None, None, line.text)
        draft.place(line.box)
        self._open, self._terms_under = {}, None
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
            self._open = {}
        self._last = mark.path
        parent = self._parent(mark.path[:-1] if mark.is_inserted else mark.path)
        draft = self._drafts.open(self._kind(mark), mark.printed, parent)
        draft.place(line.box)
        self._open[mark.path] = draft
        if draft.kind is ClauseKind.ANNEX:
            after = self._annex_title(at, line, mark, draft)
        else:
            after = self._title(at, line, mark, draft)
        self._note_terms(mark, draft)
        self._parts.begin(draft)
        return after

    def _parent(self, path: tuple[int, ...]) -> Draft | None:
        for length in range(len(path) - 1, 0, -1):
            if path[:length] in self._open:
                return self._open[path[:length]]
        return None

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
            elif match := _TERM_WITH_ENGLISH.fullmatch(draft.title):
                draft.title = f"{match[1]} {match[2]}"

    def _paragraph_end(self, at: int) -> int:
        """The block after the paragraph that begins at ``at``."""
        end = at + 1
        while end < len(self._blocks):
            block = self._blocks[end]
            if end in self._starts or not isinstance(block, Line) or block.begins_paragraph:
                break
            end += 1
        return end

    def _title(self, at: int, line: Line, mark: NumberMark, draft: Draft) -> int:
        """Take the heading, from this line or, where the number stands alone, from the next paragraph."""
        if mark.rest:
            end = self._paragraph_end(at)
            lines = [replace(line, text=mark.rest), *self._lines(at + 1, end)]
        else:
            if at + 1 in self._starts or at + 1 >= len(self._blocks) or isinstance(self._blocks[at + 1], TableBlock):
                return at + 1
            end = self._paragraph_end(at + 1)
            lines = self._lines(at + 1, end)
        if len(lines) <= LONGEST_TITLE_LINES and self._is_title(lines, end, draft):
            draft.title = _joined(lines)
            for printed in lines:
                draft.place(printed.box)
            return self._english_of_term(end, draft)
        for index, printed in enumerate(lines):
            draft.add(printed, printed.text, new_paragraph=index == 0)
        return end

    def _is_title(self, lines: Sequence[Line], end: int, draft: Draft) -> bool:
        text = _joined(lines)
        if is_heading(text):
            return True
        marked = lines[0].heading_level is not None and len(lines) == 1
        return (marked or draft.kind is ClauseKind.TERM) and len(text) < 80 and not text.endswith(("。", "；", "："))

    def _english_of_term(self, at: int, draft: Draft) -> int:
        """The English equivalent on a line of its own below the term."""
        if draft.kind is not ClauseKind.TERM or at >= len(self._blocks) or at in self._starts:
            return at
        block = self._blocks[at]
        if not isinstance(block, Line) or not block.text.isascii() or not is_heading(block.text):
            return at
        if draft.title.isascii():
            return at
        draft.title = f"{draft.title} {block.text}"
        draft.place(block.box)
        return at + 1

    def _annex_title(self, at: int, line: Line, mark: NumberMark, draft: Draft) -> int:
        """The annex's status and heading: centred lines below its number."""
        parts = [mark.rest] if mark.rest else []
        end = at + 1
        while end < len(self._blocks) and end - at <= LONGEST_TITLE_LINES and end not in self._starts:
            block = self._blocks[end]
            if not isinstance(block, Line):
                break
            is_status = bool(_ANNEX_STATUS.match(block.text))
            bare = _ANNEX_STATUS.sub("", "".join(parts)).strip()
            wraps = bool(bare) and block.is_bold and block.is_centred
            if not is_status and (not is_heading(block.text) or (bare and not wraps)):
                break
            parts.append(block.text)
            draft.place(block.box)
            end += 1
        draft.title = " ".join(parts)
        return end

    def _lines(self, start: int, end: int) -> list[Line]:
        return [block for block in self._blocks[start:end] if isinstance(block, Line)]


def _joined(lines: Sequence[Line]) -> str:
    builder = TextBuilder()
    for line in lines:
        builder.add_line(line.text, None)
    return builder.text.strip()
