"""Laws and regulations: 编, 分编, 章, 节 as chapters, 条 as clauses, 款 as paragraphs, 项 and 目 as items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.document import ClauseKind
from app.domain.numerals import to_chinese
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.drafts import Draft, Drafts
from app.ingest.tree.headings import is_preamble, is_tail_heading
from app.ingest.tree.law_marks import DIVISIONS, ArticleMark, DivisionMark, attachment_mark, division_mark
from app.ingest.tree.looks import is_heading
from app.ingest.tree.marks import ItemMark, item_mark

Block = Line | TableBlock

ITEM_STYLES = ("(一)", "1.", "(1)", "1)")
LONGEST_DIVISION = 45
FARTHEST_DIVISION = 3
"""From one division to the next that is read: two may be missing."""
UNMARKED = "章"
"""What 附则 and 一、合同的效力 stand for."""

_SUBJECT = re.compile(r"[【\[]\s*(?P<subject>[^】\]]{1,40})\s*[】\]][\s　]*(?P<rest>.*)", re.S)
_UNNUMBERED = re.compile(r"附\s*则|总\s*则|序\s*言|分\s*则")


@dataclass(slots=True)
class _Article:
    """The article being read: its paragraphs and the items that must be named after them at its end."""

    draft: Draft
    paragraphs: list[Draft] = field(default_factory=list)
    items: list[tuple[Draft, int, ItemMark]] = field(default_factory=list)
    open_items: list[tuple[str, int, Draft]] = field(default_factory=list)

    def name_parts(self) -> None:
        """第二款 only where there are several; 第（一）项 after its paragraph; 第1目 after its item."""
        number = self.draft.number or ""
        several = len(self.paragraphs) > 1
        for ordinal, paragraph in enumerate(self.paragraphs[1:], 2):
            paragraph.number = f"{number}第{to_chinese(ordinal)}款"
        for draft, ordinal, mark in self.items:
            parent = draft.parent
            if parent is not None and parent.kind is ClauseKind.ITEM:
                draft.number = f"{parent.number}第{mark.printed.rstrip('.．、')}目"
            else:
                paragraph_name = f"第{to_chinese(ordinal)}款" if several else ""
                draft.number = f"{number}{paragraph_name}第{mark.printed.rstrip('、')}项"


class ArticleWriter:
    """Walks the blocks of a law once and writes drafts."""

    def __init__(self, blocks: Sequence[Block], starts: Mapping[int, ArticleMark], drafts: Drafts) -> None:
        self._blocks = blocks
        self._starts = starts
        self._drafts = drafts
        self._divisions: dict[str, tuple[int, Draft]] = {}
        self._article: _Article | None = None
        self._target: Draft | None = None

    def write(self) -> None:
        first = min(self._starts)
        last = max(self._starts)
        skip = -1
        for at, block in enumerate(self._blocks):
            if at <= skip:
                continue
            if isinstance(block, TableBlock):
                self._table(block)
            elif at in self._starts:
                self._begin_article(block, self._starts[at])
            elif self._is_division(block) or self._is_lettered_division(at, block):
                skip = self._begin_division(at, block)
            elif at > last and self._begin_attachment(block):
                continue
            elif self._target is not None:
                self._line(block)
            elif at < first and is_preamble(block):
                self._target = self._drafts.open(ClauseKind.PARAGRAPH, None, None)
                self._target.add(block, block.text, new_paragraph=True)
        self._end_article()

    def _end_article(self) -> None:
        if self._article is not None:
            self._article.name_parts()
        self._article = None

    def _begin_article(self, line: Line, mark: ArticleMark) -> None:
        self._end_article()
        draft = self._drafts.open(ClauseKind.CLAUSE, mark.printed, self._narrowest())
        draft.place(line)
        rest = mark.rest
        if match := _SUBJECT.match(rest):
            draft.title, rest = match["subject"], match["rest"]
        draft.add(line, rest, new_paragraph=True)
        self._article = _Article(draft, [draft])
        self._target = draft

    def _narrowest(self) -> Draft | None:
        open_divisions = [self._divisions[name][1] for name in DIVISIONS if name in self._divisions]
        return open_divisions[-1] if open_divisions else None

    def _is_division(self, line: Line) -> bool:
        if _UNNUMBERED.fullmatch(line.text.strip()):
            return line.begins_paragraph
        mark = division_mark(line.text)
        if mark is None or len(line.text) > LONGEST_DIVISION or not line.begins_paragraph:
            return False
        is_odd = bool(mark.title) and (not is_heading(mark.title) or mark.reads_on)
        if is_odd and line.heading_level is None:
            return False
        held = self._divisions.get(mark.name)
        return held is None or mark.value == 1 or 0 < mark.value - held[0] <= FARTHEST_DIVISION

    def _is_lettered_division(self, at: int, line: Line) -> bool:
        """一、合同的效力 right above an article: how judicial interpretations are divided."""
        mark = item_mark(line.text)
        return mark is not None and mark.style == "一、" and is_heading(mark.rest) and at + 1 in self._starts

    def _begin_division(self, at: int, line: Line) -> int:
        """Open 第一章 总则; gives the last block that its heading took."""
        self._end_article()
        mark = division_mark(line.text) or self._unmarked_division(line)
        for narrower in DIVISIONS[DIVISIONS.index(mark.name) :]:
            self._divisions.pop(narrower, None)
        draft = self._drafts.open(ClauseKind.CHAPTER, mark.printed or None, self._narrowest(), mark.title)
        draft.place(line)
        self._divisions[mark.name] = (mark.value, draft)
        self._target = draft
        following = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        if mark.title or at + 1 in self._starts or not isinstance(following, Line) or not is_heading(following.text):
            return at
        draft.title = following.text
        draft.place(following)
        return at + 1

    def _unmarked_division(self, line: Line) -> DivisionMark:
        """附则, or 一、 of a judicial interpretation: a chapter in its place."""
        held = self._divisions.get(UNMARKED)
        counted = item_mark(line.text)
        if counted is None:
            return DivisionMark("", UNMARKED, held[0] if held else 0, line.text)
        return DivisionMark(counted.printed.rstrip("、"), UNMARKED, held[0] if held else 0, counted.rest)

    def _begin_attachment(self, line: Line) -> bool:
        """附件1 … after the last article."""
        mark = attachment_mark(line.text)
        if not line.begins_paragraph or (mark is None and not is_tail_heading(line)):
            return False
        self._end_article()
        self._divisions = {}
        kind = ClauseKind.ANNEX if mark else ClauseKind.CHAPTER
        self._target = self._drafts.open(kind, mark.printed if mark else None, None, mark.title if mark else line.text)
        self._target.place(line)
        return True

    def _table(self, table: TableBlock) -> None:
        if self._target is not None:
            owner = self._article.draft if self._article is not None else self._target
            self._drafts.open(ClauseKind.TABLE, None, owner).add_table(table)

    def _line(self, line: Line) -> None:
        target = self._target
        if target is None:
            return
        mark = item_mark(line.text)
        if self._article is not None and mark is not None and self._is_next_item(mark, line):
            self._item(self._article, mark, line)
        elif not line.begins_paragraph:
            target.add(line, line.text, new_paragraph=False)
        elif self._article is None:
            target.add(line, line.text, new_paragraph=True)
        else:
            self._paragraph(self._article, line)

    def _paragraph(self, article: _Article, line: Line) -> None:
        draft = self._drafts.open(ClauseKind.PARAGRAPH, None, article.draft)
        draft.add(line, line.text, new_paragraph=True)
        article.paragraphs.append(draft)
        article.open_items = []
        self._target = draft

    def _is_next_item(self, mark: ItemMark, line: Line) -> bool:
        if mark.style not in ITEM_STYLES or self._article is None:
            return False
        held = next((value for style, value, _ in self._article.open_items if style == mark.style), None)
        follows = held is not None and 0 < mark.value - held <= 2
        return follows or (mark.value == 1 and line.begins_paragraph and mark.style != "1)")

    def _item(self, article: _Article, mark: ItemMark, line: Line) -> None:
        styles = [style for style, _, _ in article.open_items]
        if mark.style in styles:
            del article.open_items[styles.index(mark.style) :]
        parent = article.open_items[-1][2] if article.open_items else article.paragraphs[-1]
        draft = self._drafts.open(ClauseKind.ITEM, None, parent)
        draft.add(replace(line, text=mark.rest), mark.rest, new_paragraph=True)
        draft.place(line)
        article.items.append((draft, len(article.paragraphs), mark))
        article.open_items.append((mark.style, mark.value, draft))
        self._target = draft
