"""Notes at the foot of a page: which lines they are, and where in the text they belong.

A sentence that runs over the page must not be cut by them, and no word of them may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from app.ingest.layout.column import Column
from app.ingest.layout.foot_rule import SMALLER, usual_size
from app.ingest.lines import Line, TableBlock

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(rf"(?P<raised>[{_RAISED}]+)⁾?|(?P<sign>[①-⑳]|[*＊†‡§]{{1,3}})(?=\s*\S)")
_PLAIN_MARK = re.compile(r"[\[［(（]?(?P<plain>\d{1,3})[\]］)）.．](?=\s*\D)")
_RAISE = str.maketrans("0123456789", _RAISED)


def with_footnotes(columns: Sequence[Column]) -> list[Column]:
    """The columns with their lines at the foot marked as notes. Running footers must be gone."""
    marked: list[Column] = []
    for _, group in groupby(columns, key=lambda column: column.page):
        page = list(group)
        usual = usual_size([line for column in page for line in column.lines])
        marked += [_with_foot(column, usual) for column in page]
    return marked


def in_reading_flow(blocks: Sequence[Line | TableBlock]) -> list[Line | TableBlock]:
    """Each note after the paragraph or table that refers to it, or else after the last paragraph of its page."""
    body = [block for block in blocks if not _is_note(block)]
    notes = [list(note) for note in _notes(blocks)]
    if not notes:
        return list(blocks)
    after: dict[int, list[Line]] = {}
    for note in notes:
        after.setdefault(_paragraph_end(body, _referring(body, note)), []).extend(note)
    flow: list[Line | TableBlock] = list(after.get(-1, ()))
    for at, block in enumerate(body):
        flow += [block, *after.get(at, ())]
    return flow


def _with_foot(column: Column, usual: float) -> Column:
    blocks = column.blocks
    first = _first_of_foot(column, usual)
    if first is None:
        return column
    foot = (replace(block, is_footnote=True) if isinstance(block, Line) else block for block in blocks[first:])
    return replace(column, blocks=(*blocks[:first], *foot))


def _first_of_foot(column: Column, usual: float) -> int | None:
    """The first line of the notes: below the separator, or the first marked one of the small print at the end."""
    blocks = column.blocks
    if column.foot is not None:
        limit = column.foot - 2
        below = [at for at, block in enumerate(blocks) if block.box is not None and block.box.y0 > limit]
        return min(below) if below and all(isinstance(block, Line) for block in blocks[min(below) :]) else None
    first = None
    for at in range(len(blocks) - 1, 0, -1):
        block = blocks[at]
        if not isinstance(block, Line) or (block.size or usual) >= SMALLER * usual:
            break
        if _MARK.match(block.text):
            first = at
    return first


def _is_note(block: Line | TableBlock) -> bool:
    return isinstance(block, Line) and block.is_footnote


def begins_note(line: Line) -> bool:
    """Whether a line at the foot carries the mark of a note; others go on with the one before."""
    return bool(_MARK.match(line.text) or _PLAIN_MARK.match(line.text))


def _notes(blocks: Sequence[Line | TableBlock]) -> Iterator[list[Line]]:
    """The lines of each note; one that runs over the page goes on at the next one's foot."""
    note: list[Line] = []
    for block in blocks:
        if not isinstance(block, Line) or not block.is_footnote:
            continue
        if note and block.begins_paragraph:
            yield note
            note = []
        note.append(block)
    if note:
        yield note


def _referring(body: Sequence[Line | TableBlock], note: Sequence[Line]) -> int:
    """The block of the note's page that carries its mark, or else the page's last one; -1 where there is none."""
    page = _page(note[0])
    here = [at for at, block in enumerate(body) if _page(block) == page]
    mark = _reference(note[0].text)
    if mark is not None:
        for at in here:
            if mark.search(_text(body[at])):
                return at
    return here[-1] if here else max((at for at, block in enumerate(body) if _page(block) < page), default=-1)


def _reference(text: str) -> re.Pattern[str] | None:
    """How the text refers to a note that begins like this."""
    match = _MARK.match(text) or _PLAIN_MARK.match(text)
    if match is None:
        return None
    found = match.groupdict()
    if sign := found.get("sign"):
        return re.compile(re.escape(sign))
    plain = found.get("plain", "")
    figures = found.get("raised") or plain.translate(_RAISE)
    return re.compile(rf"(?<![{_RAISED}]){figures}(?![{_RAISED}])" + (rf"|\[{plain}\]" if plain else ""))


def _paragraph_end(body: Sequence[Line | TableBlock], at: int) -> int:
    """The last line of the paragraph that goes on from this one."""
    while 0 <= at < len(body) - 1 and isinstance(following := body[at + 1], Line) and not following.begins_paragraph:
        at += 1
    return at


def _page(block: Line | TableBlock) -> int:
    return block.box.page if block.box is not None else 0


def _text(block: Line | TableBlock) -> str:
    return block.text if isinstance(block, Line) else "\n".join(cell.text for cell in block.table.cells)
