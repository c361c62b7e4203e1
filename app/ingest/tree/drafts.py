"""Clauses while they are being put together: text grows line by line, places are remembered."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.document import Box, Clause, ClauseKind
from app.domain.table import Table
from app.ingest.joining import TextBuilder
from app.ingest.lines import Line, TableBlock
from app.ingest.wording.strength import with_strength


@dataclass(slots=True)
class Draft:
    """One clause in the making. ``boxes`` cover everything printed of it, a box a printed line.

    ``doubt`` counts the characters of those lines that recognition may have got wrong: each by what is missing to a
    confidence of 1.
    """

    kind: ClauseKind
    number: str | None
    parent: Draft | None
    title: str = ""
    page: int | None = None
    body: TextBuilder = field(default_factory=TextBuilder)
    boxes: list[Box] = field(default_factory=list)
    table: Table | None = None
    characters: int = 0
    doubt: float = 0.0
    is_recognised: bool = False

    def place(self, block: Line | TableBlock) -> None:
        """Remember what is printed of it; the first line gives the page."""
        box = block.box
        if box is None:
            return
        if self.page is None:
            self.page = box.page
        if not self.boxes or self.boxes[-1] != box:
            self.boxes.append(box)
            self._weigh(block)

    def _weigh(self, block: Line | TableBlock) -> None:
        length = len(block.text) if isinstance(block, Line) else sum(len(cell.text) for cell in block.table.cells)
        self.characters += length
        if block.confidence is not None:
            self.is_recognised = True
            self.doubt += length * (1 - block.confidence)

    @property
    def confidence(self) -> float | None:
        """The mean over its printed lines, longer ones counting for more; None where all was printed as text."""
        return round(1 - self.doubt / max(self.characters, 1), 3) if self.is_recognised else None

    def add(self, line: Line, text: str, *, new_paragraph: bool) -> None:
        """A printed line, or the part ``text`` of it, into the clause's own text."""
        self.place(line)
        if new_paragraph:
            self.body.add_paragraph(text, line.box)
        else:
            self.body.add_line(text, line.box)

    def drop_last_line(self) -> str:
        """Take the last printed line out of the text again and give it."""
        if self.boxes and self.body.spans and self.boxes[-1] == self.body.spans[-1].box:
            self.boxes.pop()
        return self.body.drop_last_line()

    def add_table(self, block: TableBlock) -> None:
        """The rows as readable lines below the unit of their cells; more rows of a table that is already there follow
        its own, without the head that is printed again."""
        if block.unit is not None:
            self.add(block.unit, block.unit.text, new_paragraph=True)
        self.place(block)
        self.boxes += _further_pages(block)
        again = self.table.repeated_head(block.table) if self.table is not None else 0
        self.table = block.table if self.table is None else self.table.followed_by(block.table)
        for row, text in enumerate(block.table.lines()):
            if text and row >= again:
                self.body.add_paragraph(text, block.row_boxes[row] if block.row_boxes else block.box)


def _further_pages(block: TableBlock) -> Iterator[Box]:
    """Where a table stands on the pages after its first one."""
    for page, rows in itertools.groupby(block.row_boxes, key=lambda box: box.page):
        if block.box is not None and page != block.box.page:
            found = list(rows)
            yield Box(
                page,
                min(box.x0 for box in found),
                min(box.y0 for box in found),
                max(box.x1 for box in found),
                max(box.y1 for box in found),
            )


class Drafts:
    """The document's clauses in order."""

    def __init__(self, known_words: frozenset[str] = frozenset()) -> None:
        self._known_words = known_words
        self.items: list[Draft] = []

    def open(
        self,
        kind: ClauseKind,
        number: str | None,
        parent: Draft | None,
        title: str = "",
    ) -> Draft:
        draft = Draft(kind, number, parent, title, body=TextBuilder(self._known_words))
        self.items.append(draft)
        return draft

    def finish(self, document_id: str) -> tuple[Clause, ...]:
        """The clauses with their ids; parts without number and text are left out."""
        kept = [draft for draft in self.items if draft.kind.is_numbered_unit or draft.body.text or draft.title]
        ids = {id(draft): f"{document_id}.{ordinal}" for ordinal, draft in enumerate(kept)}
        return with_strength([_clause(draft, ids) for draft in kept])


def _clause(draft: Draft, ids: dict[int, str]) -> Clause:
    text = draft.body.text
    parent = draft.parent
    while parent is not None and id(parent) not in ids:
        parent = parent.parent
    return Clause(
        id=ids[id(draft)],
        number=draft.number,
        title=draft.title,
        text=text,
        kind=draft.kind,
        parent_id=ids[id(parent)] if parent is not None else None,
        page=draft.page,
        boxes=tuple(draft.boxes),
        spans=tuple(draft.body.spans),
        table=draft.table,
        confidence=draft.confidence,
    )
