"""Footnotes become notes of the clause that they belong to, without cutting the text above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import ClauseKind
from app.ingest.joining import TextBuilder
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.drafts import Draft, Drafts

LONGEST_TAIL = 24
"""Characters by which the text before a note is found again where the format has no places."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """The lines of one note, and what stands before it in the text."""

    lines: tuple[Line, ...]
    before: Line | TableBlock | None


def part_footnotes(blocks: Sequence[Line | TableBlock]) -> tuple[list[Line | TableBlock], list[Footnote]]:
    """The text without its notes, and the notes in order."""
    body: list[Line | TableBlock] = []
    notes: list[Footnote] = []
    is_open = False
    for block in blocks:
        if not isinstance(block, Line) or not block.is_footnote:
            body.append(block)
            is_open = False
        elif is_open and not block.begins_paragraph:
            notes[-1] = Footnote((*notes[-1].lines, block), notes[-1].before)
        else:
            notes.append(Footnote((block,), body[-1] if body else None))
            is_open = True
    return body, notes


def add_footnotes(notes: Sequence[Footnote], drafts: Drafts, known_words: frozenset[str]) -> None:
    """Each note becomes a part of the clause that holds the text before it, after that clause's other parts."""
    at = 0
    placed: dict[int, list[Draft]] = {}
    for note in notes:
        if not drafts.items:
            return
        at = _holder(drafts.items, note.before, at)
        holder = drafts.items[at]
        parent = holder if holder.number is not None or holder.parent is None else holder.parent
        draft = Draft(ClauseKind.NOTE, None, parent, body=TextBuilder(known_words))
        for index, line in enumerate(note.lines):
            draft.add(line, line.text, new_paragraph=index == 0)
        placed.setdefault(_end_of(drafts.items, at), []).append(draft)
    drafts.items = [draft for at, item in enumerate(drafts.items) for draft in (item, *placed.get(at, ()))]


def _holder(items: Sequence[Draft], before: Line | TableBlock | None, start: int) -> int:
    """The clause with that text; the one of the last note where nobody has it (a contents page, a cover)."""
    if before is None:
        return start
    return next((at for at in range(start, len(items)) if _holds(items[at], before)), start)


def _holds(draft: Draft, block: Line | TableBlock) -> bool:
    if block.box is not None:
        return block.box in draft.boxes
    if isinstance(block, TableBlock):
        return draft.table == block.table
    tail = block.text.strip()[-LONGEST_TAIL:]
    return tail in draft.body.text or tail in draft.title


def _end_of(items: Sequence[Draft], at: int) -> int:
    """The last part of the clause: units of its own that follow are not among them."""
    while at + 1 < len(items) and not items[at + 1].kind.is_numbered_unit and _is_below(items[at + 1], items[at]):
        at += 1
    return at


def _is_below(draft: Draft, other: Draft) -> bool:
    above = draft.parent
    while above is not None and above is not other:
        above = above.parent
    return above is not None
