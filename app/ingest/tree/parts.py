"""The parts of a numbered unit, line by line: paragraphs, list items, notes, examples, tables, figures, formulas."""

from __future__ import annotations

import re
from dataclasses import replace

from app.domain.document import ClauseKind
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.drafts import Draft, Drafts
from app.ingest.tree.formulas import formula_number, is_piece_of_formula
from app.ingest.tree.lists import COLONS, Lists, item_number
from app.ingest.tree.marks import (
    BARE,
    ItemMark,
    LabelMark,
    example_mark,
    figure_caption,
    is_bullet,
    item_mark,
    note_mark,
    table_caption,
)

SMALLER_PRINT = 0.93
"""Of the clause's own size: tables, notes and examples are set smaller (GB/T 1.1-2020, annex on typography)."""
_STOPS = ("；", ";", "。", ".", *COLONS)
_CONTINUED = re.compile(r"\s*[(（]\s*(?:续|continued)\s*[)）]\s*", re.IGNORECASE)


class Parts:
    """Feeds what stands under one numbered unit after another."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._owner: Draft | None = None
        self._target: Draft | None = None
        self._lists = Lists()
        self._tables: dict[str, Draft] = {}
        self._size: float | None = None

    def begin(self, owner: Draft) -> None:
        """What follows belongs to this unit."""
        self._owner = self._target = owner
        self._lists = Lists()
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

    def table(self, table: TableBlock) -> None:
        """Rows go under the caption before them, or follow the rows of the page before; a table with other columns
        under the same caption is a part of it."""
        target = self._target
        if target is None or target.kind is not ClauseKind.TABLE:
            target = self._drafts.open(ClauseKind.TABLE, None, self._owner)
        elif target.table is not None and target.table.columns != table.table.columns:
            target = self._drafts.open(ClauseKind.TABLE, None, target if target.number else target.parent)
        target.add_table(table)
        self._target = target

    def _is_marked_start(self, line: Line) -> bool:
        """A formula, or the next item or a note after a full line that ended its sentence: no layout shows it."""
        if formula_number(line.text):
            return True
        if not self._text_before().endswith(_STOPS):
            return False
        return self._next_item(line) is not None or note_mark(line.text) is not None or is_bullet(line.text)

    def _next_item(self, line: Line) -> ItemMark | None:
        """The list mark that the line begins with, if a list here may have it next."""
        mark = item_mark(line.text)
        return mark if mark is not None and self._lists.begins(mark, self._text_before()) else None

    def _text_before(self) -> str:
        return self._target.body.text if self._target is not None else ""

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

    def _open_part(self, line: Line) -> bool:
        text = line.text
        if caption := table_caption(text):
            self._open_table(caption, line)
        elif caption := figure_caption(text):
            self._target = self._drafts.open(ClauseKind.FIGURE, caption.printed, self._owner, caption.rest)
            self._target.place(line)
        elif label := note_mark(text):
            self._open_label(ClauseKind.NOTE, label, line)
        elif label := example_mark(text):
            self._open_label(ClauseKind.EXAMPLE, label, line)
        elif number := formula_number(text):
            self._open_formula(number, line)
        elif mark := self._next_item(line):
            self._open_item(mark, line)
        else:
            return False
        return True

    def _open_table(self, caption: LabelMark, line: Line) -> None:
        title = _CONTINUED.sub("", caption.rest)
        held = self._tables.get(caption.printed)
        if held is not None and (title == held.title or not title or title != caption.rest):
            held.place(line)
            self._target = held
        else:
            self._target = self._drafts.open(ClauseKind.TABLE, caption.printed, self._owner, title)
            self._target.place(line)
            self._tables[caption.printed] = self._target

    def _open_label(self, kind: ClauseKind, label: LabelMark, line: Line) -> None:
        self._target = self._drafts.open(kind, self._qualified(label.printed), self._labelled())
        self._target.place(line)
        self._target.add(line, label.rest, new_paragraph=True)

    def _labelled(self) -> Draft | None:
        """What a note or an example belongs to: the table above it, the item before it, or the unit."""
        above = self._target
        if above is not None and above.kind is ClauseKind.NOTE:
            above = above.parent
        if above is not None and above.kind is ClauseKind.TABLE:
            return above
        return self._lists.innermost or self._owner

    def _qualified(self, printed: str) -> str:
        number = self._owner.number if self._owner is not None else None
        return f"{number}{printed}" if number else printed

    def _open_formula(self, number: str, line: Line) -> None:
        """式(1), with what the layout printed as lines above it: a numerator, an upper limit."""
        above = self._target
        formula = self._drafts.open(ClauseKind.FORMULA, f"式({number})", self._lists.innermost or self._owner)
        pieces: list[Line] = []
        while above is not None and above.body.spans:
            span = above.body.spans[-1]
            if not is_piece_of_formula(above.body.text[span.start :], span.box, line.box):
                break
            pieces.append(Line(above.drop_last_line(), span.box))
        for piece in (*reversed(pieces), line):
            formula.add(piece, piece.text, new_paragraph=True)
        self._target = formula

    def _open_item(self, mark: ItemMark, line: Line) -> None:
        parent = self._lists.parent_of(mark) or self._owner
        draft = self._drafts.open(ClauseKind.ITEM, item_number(parent, mark), parent)
        draft.place(line)
        draft.add(line, mark.rest, new_paragraph=True)
        self._lists.open(mark, line, draft)
        self._target = draft

    def _paragraph(self, line: Line) -> None:
        """A paragraph without a mark: more of the open part, or the unit speaking again."""
        target = self._target
        if target is None or self._owner is None:
            return
        if self._stays_in(target, line):
            target.add(line, line.text, new_paragraph=True)
            return
        if (item := self._lists.innermost) is not None and (self._lists.hangs(line) or _lists_on(item, target, line)):
            self._target = item
        elif target is not self._owner and target.kind is not ClauseKind.PARAGRAPH:
            self._lists.close()
            self._target = self._drafts.open(ClauseKind.PARAGRAPH, None, self._owner)
        if self._target is not None:
            self._target.add(line, line.text, new_paragraph=True)
            self._size = self._size or line.size

    def _stays_in(self, target: Draft, line: Line) -> bool:
        """Rows of an unruled table and further lines of an example, by their smaller print; pieces of a formula."""
        if target.kind is ClauseKind.FORMULA:
            return is_piece_of_formula(line.text, line.box, target.boxes[-1] if target.boxes else None)
        if target.kind not in (ClauseKind.TABLE, ClauseKind.EXAMPLE, ClauseKind.NOTE):
            return target.kind is ClauseKind.PARAGRAPH or target is self._owner
        if line.size is None or self._size is None:
            return False
        return line.size < SMALLER_PRINT * self._size

    def _continue(self, line: Line) -> None:
        target = self._target
        if target is None:
            return
        closed = target.kind in (ClauseKind.TABLE, ClauseKind.FIGURE, ClauseKind.FORMULA)
        if closed and not self._stays_in(target, line):
            self._paragraph(replace(line, begins_paragraph=True))
            return
        target.add(line, line.text, new_paragraph=closed)
        if target is self._owner:
            self._size = self._size or line.size


def _lists_on(item: Draft, target: Draft, line: Line) -> bool:
    """—— below an item that ends with a colon, or below another —— of it."""
    if target is not item or not is_bullet(line.text):
        return False
    return item.body.text.endswith(COLONS) or is_bullet(item.body.text.rsplit("\n", 1)[-1])
