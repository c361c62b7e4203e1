"""The parts of a numbered unit, line by line: paragraphs, list items, notes, examples, tables, figures, formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.domain.document import ClauseKind
from app.ingest.drafts import Draft, Drafts
from app.ingest.lines import Line, TableBlock
from app.ingest.marks import (
    BARE,
    ItemMark,
    LabelMark,
    example_mark,
    figure_caption,
    formula_number,
    item_mark,
    note_mark,
    table_caption,
)

SMALLER_PRINT = 0.93
"""Of the clause's own size: tables, notes and examples are set smaller (GB/T 1.1-2020, annex on typography)."""
HANGING = 0.5
"""Font sizes further in than its list's mark: a paragraph that still belongs to the item."""
_COLONS = ("：", ":", "∶", "﹕")
_STOPS = ("；", ";", "。", ".", *_COLONS)
_CONTINUED = re.compile(r"\s*[(（]\s*(?:续|continued)\s*[)）]\s*", re.IGNORECASE)


@dataclass(slots=True)
class _OpenItem:
    style: str
    value: int
    draft: Draft
    left: float | None


class Parts:
    """Feeds what stands under one numbered unit after another."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._owner: Draft | None = None
        self._target: Draft | None = None
        self._items: list[_OpenItem] = []
        self._last_values: dict[str, int] = {}
        self._tables: dict[str, Draft] = {}
        self._size: float | None = None

    def begin(self, owner: Draft) -> None:
        """What follows belongs to this unit."""
        self._owner = self._target = owner
        self._items, self._last_values = [], {}
        self._size = None

    def line(self, line: Line, *, begins: bool | None = None) -> None:
        """The next printed line; ``begins`` overrules what the layout says of a new paragraph."""
        if self._owner is None:
            return
        starts = (line.begins_paragraph or self._is_marked_start(line)) if begins is None else begins
        if starts and (self._continues_note(line) or self._open_part(line)):
            return
        if starts:
            self._paragraph(line)
        else:
            self._continue(line)

    def _is_marked_start(self, line: Line) -> bool:
        """The next item or a note after a full line that ended its sentence: the layout cannot show it."""
        text = self._target.body.text if self._target is not None else ""
        if not text.endswith(_STOPS):
            return False
        mark = item_mark(line.text)
        return (mark is not None and self._is_next_item(mark)) or note_mark(line.text) is not None

    def _continues_note(self, line: Line) -> bool:
        """注：1 … 2 …: one note with numbered paragraphs."""
        target, mark = self._target, item_mark(line.text)
        if target is None or target.kind is not ClauseKind.NOTE or mark is None or mark.style != BARE:
            return False
        last = item_mark(target.body.text.rsplit("\n", 1)[-1])
        if last is None or last.style != BARE or mark.value != last.value + 1:
            return False
        target.add(line, line.text, new_paragraph=True)
        return True

    def table(self, table: TableBlock) -> None:
        """Rows go under the caption before them, or follow the rows of the page before."""
        target = self._target
        if target is None or target.kind is not ClauseKind.TABLE:
            target = self._drafts.open(ClauseKind.TABLE, None, self._owner)
        target.add_table(table)
        self._target = target

    def _open_part(self, line: Line) -> bool:
        text = line.text
        if caption := table_caption(text):
            self._open_table(caption, line)
        elif caption := figure_caption(text):
            self._target = self._drafts.open(ClauseKind.FIGURE, caption.printed, self._owner, caption.rest)
            self._target.place(line.box)
        elif label := note_mark(text):
            self._open_label(ClauseKind.NOTE, label, line)
        elif label := example_mark(text):
            self._open_label(ClauseKind.EXAMPLE, label, line)
        elif number := formula_number(text):
            self._target = self._drafts.open(ClauseKind.FORMULA, f"式({number})", self._owner)
            self._target.add(line, text, new_paragraph=True)
        elif (mark := item_mark(text)) and self._is_next_item(mark):
            self._open_item(mark, line)
        else:
            return False
        return True

    def _open_table(self, caption: LabelMark, line: Line) -> None:
        title = _CONTINUED.sub("", caption.rest)
        held = self._tables.get(caption.printed)
        if held is not None and (title == held.title or not title or title != caption.rest):
            held.place(line.box)
            self._target = held
        else:
            self._target = self._drafts.open(ClauseKind.TABLE, caption.printed, self._owner, title)
            self._target.place(line.box)
            self._tables[caption.printed] = self._target

    def _open_label(self, kind: ClauseKind, label: LabelMark, line: Line) -> None:
        self._target = self._drafts.open(kind, self._qualified(label.printed), self._labelled())
        self._target.place(line.box)
        self._target.add(line, label.rest, new_paragraph=True)

    def _labelled(self) -> Draft | None:
        """What a note or an example belongs to: the table above it, the item before it, or the unit."""
        above = self._target
        if above is not None and above.kind is ClauseKind.NOTE:
            above = above.parent
        if above is not None and above.kind is ClauseKind.TABLE:
            return above
        return self._items[-1].draft if self._items else self._owner

    def _qualified(self, printed: str) -> str:
        number = self._owner.number if self._owner is not None else None
        return f"{number}{printed}" if number else printed

    def _is_next_item(self, mark: ItemMark) -> bool:
        """a) opens a list; any other mark must follow the one before it. A bare 1 needs a colon before it."""
        held = next((item for item in self._items if item.style == mark.style), None)
        if held is not None and mark.value in (held.value + 1, held.value + 2):
            return True
        if mark.style == BARE and mark.value == 1:
            return self._target is not None and self._target.body.text.endswith(_COLONS)
        return mark.value == 1 or mark.value == self._last_values.get(mark.style, -1) + 1

    def _open_item(self, mark: ItemMark, line: Line) -> None:
        styles = [item.style for item in self._items]
        if mark.style in styles:
            del self._items[styles.index(mark.style) :]
        parent = self._items[-1].draft if self._items else self._owner
        draft = self._drafts.open(ClauseKind.ITEM, _item_number(parent, mark), parent)
        draft.place(line.box)
        draft.add(line, mark.rest, new_paragraph=True)
        self._items.append(_OpenItem(mark.style, mark.value, draft, line.box.x0 if line.box else None))
        self._last_values[mark.style] = mark.value
        self._target = draft

    def _paragraph(self, line: Line) -> None:
        """A paragraph without a mark: more of the open part, or the unit speaking again."""
        target = self._target
        if target is None or self._owner is None:
            return
        if self._stays_in(target, line):
            target.add(line, line.text, new_paragraph=True)
            return
        if self._items and self._hangs(line):
            self._target = self._items[-1].draft
        elif target is not self._owner and target.kind is not ClauseKind.PARAGRAPH:
            self._items = []
            self._target = self._drafts.open(ClauseKind.PARAGRAPH, None, self._owner)
        if self._target is not None:
            self._target.add(line, line.text, new_paragraph=True)
            self._size = self._size or line.size

    def _stays_in(self, target: Draft, line: Line) -> bool:
        """Rows of an unruled table and further lines of an example, by their smaller print."""
        if target.kind not in (ClauseKind.TABLE, ClauseKind.EXAMPLE, ClauseKind.NOTE):
            return target.kind is ClauseKind.PARAGRAPH or target is self._owner
        if line.size is None or self._size is None:
            return False
        return line.size < SMALLER_PRINT * self._size

    def _hangs(self, line: Line) -> bool:
        left = self._items[-1].left
        if left is None or line.box is None:
            return False
        return line.box.x0 > left + HANGING * (line.size or 10.0)

    def _continue(self, line: Line) -> None:
        target = self._target
        if target is None:
            return
        if target.kind in (ClauseKind.TABLE, ClauseKind.FIGURE) and not self._stays_in(target, line):
            self._paragraph(replace(line, begins_paragraph=True))
            return
        target.add(line, line.text, new_paragraph=target.kind is ClauseKind.TABLE)
        if target is self._owner:
            self._size = self._size or line.size


def _item_number(parent: Draft | None, mark: ItemMark) -> str:
    """5.2.1a), 6.7b)1); a digit is never put behind a digit: 5.2.1第2项, and 第2款 in engineering standards."""
    prefix = parent.number if parent is not None and parent.number else ""
    if not prefix[-1:].isdigit() or not mark.printed[:1].isdigit():
        return f"{prefix}{mark.printed}"
    return f"{prefix}第{mark.value}{'款' if mark.style == BARE else '项'}"
