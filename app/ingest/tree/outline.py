"""Guidelines and decisions numbered 一、 （一） 1. （1）, after GB/T 9704-2012 clause 7.3.3."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.document import ClauseKind
from app.ingest.joining import has_chinese
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.drafts import Draft, Drafts
from app.ingest.tree.headings import is_preamble, is_tail_heading
from app.ingest.tree.looks import clause_looks, is_heading
from app.ingest.tree.marks import ItemMark, item_mark
from app.ingest.tree.numbering import NumberMark, Scheme, number_mark
from app.ingest.tree.parts import Parts

Block = Line | TableBlock

POINT, STEP = "1.", "1.1"
LEVELS = ("一、", "(一)", POINT, STEP, "(1)")
"""From the widest to the narrowest; ① and a) are items. 2.1 stands below 2. only."""
FEWEST_CHAPTERS = 2
LONGEST_STOPPED_HEADING = 16
_STATES = re.compile(r"方可|不得|必须|应当|可以|负责|是")
"""A sentence, however short."""


def find_outline(blocks: Sequence[Block]) -> dict[int, ItemMark]:
    """The blocks that begin a numbered unit; empty where the document has no 一、二、."""
    count = _Count()
    starts: dict[int, ItemMark] = {}
    for place, block in enumerate(blocks):
        if not isinstance(block, Line) or not block.begins_paragraph:
            continue
        mark = item_mark(block.text) or _step(block, count.point)
        if mark is None or mark.style not in LEVELS:
            continue
        if count.takes(mark, is_titled=_ends_at(blocks, place) and is_heading(mark.rest)):
            starts[place] = mark
    chapters = sum(mark.style == LEVELS[0] for mark in starts.values())
    return starts if chapters >= FEWEST_CHAPTERS else {}


@dataclass(slots=True)
class _Count:
    """How far each level was counted, and how far a list inside the innermost unit that is marked as the level is."""

    _last: dict[str, int] = field(default_factory=dict)
    _listed: dict[str, int] = field(default_factory=dict)

    @property
    def point(self) -> int | None:
        """The number of the 1. that is open."""
        return self._last.get(POINT)

    def takes(self, mark: ItemMark, *, is_titled: bool) -> bool:
        """Whether the mark begins a unit: the next of its level, or the first under a wider one. The widest level
        opens the document. Where a level begins again at 1 below itself, a list of points begins."""
        held = self._last.get(mark.style)
        if held is None:
            begins = mark.value == 1 and (mark.style == LEVELS[0] or LEVELS[0] in self._last)
        elif mark.value == 1 or self._listed.get(mark.style) == mark.value - 1:
            begins = mark.value == held + 1 and is_titled
            self._listed[mark.style] = mark.value
        else:
            begins = mark.value == held + 1
        if begins:
            self._last[mark.style] = mark.value
            self._listed.pop(mark.style, None)
            for narrower in LEVELS[LEVELS.index(mark.style) + 1 :]:
                self._last.pop(narrower, None)
                self._listed.pop(narrower, None)
        return begins


def _step(line: Line, point: int | None) -> ItemMark | None:
    """2.1 below 2., and not 2.5 mg."""
    mark = number_mark(line.text) if point is not None else None
    if mark is None or mark.scheme is not Scheme.DECIMAL or len(mark.path) != 2 or mark.path[0] != point:
        return None
    if not has_chinese(mark.rest[:1]):
        return None
    return ItemMark(STEP, mark.path[1], mark.printed, mark.rest)


def _ends_at(blocks: Sequence[Block], at: int) -> bool:
    """Whether the paragraph is this one line."""
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    return not isinstance(following, Line) or following.begins_paragraph


class OutlineWriter:
    """Walks the blocks once and writes drafts."""

    def __init__(self, blocks: Sequence[Block], starts: dict[int, ItemMark], drafts: Drafts) -> None:
        self._blocks = blocks
        self._starts = starts
        self._drafts = drafts
        self._parts = Parts(drafts)
        self._open: dict[str, Draft] = {}
        self._last_annex = 0
        self._in_annex = False

    def write(self) -> None:
        first = min(self._starts)
        in_body = False
        taken = -1
        for at, block in enumerate(self._blocks):
            if at <= taken:
                continue
            if isinstance(block, TableBlock):
                if in_body:
                    self._parts.table(block)
                continue
            if at in self._starts and (not self._in_annex or self._starts[at].style == LEVELS[0]):
                self._in_annex = False
                self._unit(at, block, self._starts[at])
                in_body = True
            elif at > first and self._begins_annex(block):
                taken = self._annex_title(at)
            elif in_body:
                self._parts.line(block)
            elif is_preamble(block):
                self._parts.begin(self._drafts.open(ClauseKind.PARAGRAPH, None, None))
                self._parts.line(block, begins=False)
                in_body = True

    def _unit(self, at: int, line: Line, mark: ItemMark) -> None:
        level = LEVELS.index(mark.style)
        before = self._open.get(mark.style)
        for narrower in LEVELS[level:]:
            self._open.pop(narrower, None)
        parent = next((self._open[style] for style in reversed(LEVELS[:level]) if style in self._open), None)
        titled = _ends_at(self._blocks, at) and (is_heading(mark.rest) or self._is_stopped_heading(at, mark))
        is_enumerated = mark.value > 1 and before is not None and before.kind is ClauseKind.ITEM
        stands_alone = titled or (mark.style in (POINT, STEP) and not is_enumerated and self._is_sentence(at))
        draft = self._drafts.open(_kind(level, stands_alone=stands_alone), mark.printed.rstrip("、"), parent)
        draft.place(line)
        self._open[mark.style] = draft
        self._parts.begin(draft)
        if titled:
            draft.title = mark.rest
        else:
            self._parts.line(replace(line, text=mark.rest), begins=False)

    def _is_sentence(self, at: int) -> bool:
        """Whether the paragraph ends with a full stop. Points that end otherwise are an enumeration to its last."""
        text = ""
        for place in range(at, len(self._blocks)):
            block = self._blocks[place]
            if not isinstance(block, Line) or (place > at and block.begins_paragraph):
                break
            text = block.text
        return text.rstrip().endswith(("。", "：", ":"))

    def _is_stopped_heading(self, at: int, mark: ItemMark) -> bool:
        """A heading with a full stop, as official documents set it: （一）传染源。 with its text below."""
        rest = mark.rest
        if not rest.endswith("。") or len(rest) > LONGEST_STOPPED_HEADING or not is_heading(rest[:-1]):
            return False
        following = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        if _STATES.search(rest) or not isinstance(following, Line) or is_tail_heading(following):
            return False
        start = self._starts.get(at + 1)
        return start is None or LEVELS.index(start.style) > LEVELS.index(mark.style)

    def _annex_title(self, at: int) -> int:
        """A heading below 附录1; gives the last block that it took."""
        draft, following = self._drafts.items[-1], self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        if draft.title or at + 1 in self._starts or not isinstance(following, Line) or not is_heading(following.text):
            return at
        draft.title = following.text
        draft.place(following)
        return at + 1

    def _begins_annex(self, line: Line) -> bool:
        """附录1, 附件2 and 参考文献 after the body."""
        if is_tail_heading(line):
            self._open = {}
            draft = self._drafts.open(ClauseKind.CHAPTER, None, None, line.text)
        else:
            mark = number_mark(line.text)
            if mark is None or not self._is_annex(mark, line):
                return False
            self._open, self._last_annex, self._in_annex = {}, mark.path[0], True
            draft = self._drafts.open(ClauseKind.ANNEX, mark.printed, None, mark.rest)
        draft.place(line)
        self._parts.begin(draft)
        return True

    def _is_annex(self, mark: NumberMark, line: Line) -> bool:
        if mark.scheme is not Scheme.ANNEX or len(mark.path) > 1 or mark.path[0] <= self._last_annex:
            return False
        return line.begins_paragraph and clause_looks(mark, line, None, paragraph=mark.rest, body_size=None) >= 1


def _kind(level: int, *, stands_alone: bool) -> ClauseKind:
    if level == 0:
        return ClauseKind.CHAPTER
    return ClauseKind.CLAUSE if level == 1 or stands_alone else ClauseKind.ITEM
