"""Where paragraphs begin on printed pages, from the layout alone."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from app.domain.document import Box
from app.ingest.joining import is_wide
from app.ingest.layout.column import Column
from app.ingest.layout.columns import Side
from app.ingest.layout.foot import begins_note
from app.ingest.lines import Line, TableBlock

INDENT = 0.9
"""Font sizes. A first-line indent is two; hanging and centred lines move further."""
SHORT_END = 2.2
"""Font sizes short of the right margin: the next Chinese character would have fitted."""
SHORT_END_LATIN = 4.5
"""Font sizes: a long English word more."""
LATIN_LETTER = 0.5
WORD_SPACE = 0.3
"""Font sizes, about: the next line's first word did not fit on this one."""
SHORT_SENTENCE = 1.15
"""Font sizes, after a full stop: only a mark that may not begin a line leaves one font size free."""
NEAR = 12
"""Characters before and after a line's end."""
WIDE_PITCH = 1.45
"""Times the usual distance of lines."""
SIZE_CHANGE = 0.08

_FIRST_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{,24}")
_ENDS = re.compile(r"[。；：！？.;:!?][”’」』）)\]]?$")
_ENDS_SENTENCE = re.compile(r"[。；][”’」』）)]?$")
_MARKER = re.compile(
    r"([a-zA-Z][)）.]|\d{1,2}[)）]|[(（]?[一二三四五六七八九十]+[)）、]|[(（]\d{1,2}[)）]|[—–-]{1,2}|[•·●○▪■]|注\s*\d*[:：])"
)


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of a page's text and its usual distance of lines, in points."""

    left: float
    right: float
    pitch: float


def with_paragraphs(columns: Sequence[Column]) -> list[Line | TableBlock]:
    """The columns' blocks one after another; lines with ``begins_paragraph`` and ``is_centred`` set."""
    margins = _all_margins(columns)
    marked: list[Line | TableBlock] = []
    before: Line | TableBlock | None = None
    old: Margins | None = None
    for column in columns:
        new = margins[column.page, column.side]
        for block in column.blocks:
            if isinstance(block, Line) and block.is_footnote:
                marked.append(replace(block, begins_paragraph=begins_note(block)))
                continue
            if isinstance(block, Line):
                begins = not isinstance(before, Line) or old is None or _begins(before, block, old, new)
                centred = block.box is not None and _is_centred(block.box, new)
                marked.append(replace(block, begins_paragraph=begins, is_centred=centred))
            else:
                marked.append(block)
            before, old = marked[-1], new
    return marked


def _all_margins(columns: Sequence[Column]) -> dict[tuple[int, Side], Margins]:
    """Each column's margins; a page with short lines only borrows the usual width of its kind of column."""
    boxes: dict[tuple[int, Side], list[Box]] = {}
    for column in columns:
        boxes.setdefault((column.page, column.side), []).extend(line.box for line in column.lines if line.box)
    measured = {key: _margins(found) for key, found in boxes.items()}
    usual: dict[bool, float] = {}
    for whole in (True, False):
        widths = Counter(
            round((m.right - m.left) / 4) * 4 for (_, side), m in measured.items() if (side is Side.WHOLE) == whole
        )
        usual[whole] = float(widths.most_common(1)[0][0]) if widths else 0.0
    return {key: replace(m, right=max(m.right, m.left + usual[key[1] is Side.WHOLE])) for key, m in measured.items()}


def _margins(boxes: Sequence[Box]) -> Margins:
    """The left margin is the leftmost edge that several lines share; the right one the furthest reach of two lines."""
    if not boxes:
        return Margins(0.0, 0.0, 0.0)
    shared = Counter(round(box.x0 / 3) for box in boxes)
    edges = [edge for edge, count in shared.items() if count + shared.get(edge + 1, 0) >= max(2, len(boxes) // 12)]
    left = min(box.x0 for box in boxes if round(box.x0 / 3) >= min(edges)) if edges else min(box.x0 for box in boxes)
    reach = sorted(box.x1 for box in boxes)
    right = reach[-2] if len(reach) > 4 else reach[-1]
    steps = [after.y1 - before.y1 for before, after in itertools.pairwise(boxes) if after.y1 > before.y1]
    return Margins(left, right, median(steps) if steps else 0.0)


def _begins(previous: Line, line: Line, old: Margins, new: Margins) -> bool:
    before, box = previous.box, line.box
    if before is None or box is None:
        return True
    em = line.size or 10.0
    same_column = old is new and box.y1 > before.y1
    if abs((previous.size or em) - em) > SIZE_CHANGE * em:
        return True
    if same_column and new.pitch and box.y1 - before.y1 > WIDE_PITCH * new.pitch:
        return True
    if _ends_short(previous, line, old.right):
        return True
    return _moves_in(previous, line, before.x0 - old.left, box.x0 - new.left, em)


def _ends_short(previous: Line, line: Line, right: float) -> bool:
    box = previous.box
    if box is None:
        return True
    em = previous.size or 10.0
    if _ENDS_SENTENCE.search(previous.text) and box.x1 < right - SHORT_SENTENCE * em:
        return True
    if is_wide(line.text[0]) or is_wide(previous.text[-1]):
        return box.x1 < right - SHORT_END * em
    word = _FIRST_WORD.match(line.text)
    letters = len(word[0]) if word and _is_latin(previous, line) else 0
    return box.x1 < right - max(SHORT_END_LATIN, LATIN_LETTER * letters + WORD_SPACE) * em


def _moves_in(previous: Line, line: Line, before: float, now: float, em: float) -> bool:
    """A full line went before: is this its continuation, judged by where it starts?"""
    hangs = bool(_MARKER.match(previous.text))
    if now > before + INDENT * em:
        if previous.begins_paragraph and _runs_on(previous, line):
            return False
        return not hangs or (previous.begins_paragraph is False)
    if now < before - INDENT * em:
        return not previous.begins_paragraph
    return now > INDENT * em and previous.begins_paragraph and bool(_ENDS.search(previous.text)) and not hangs


def _runs_on(previous: Line, line: Line) -> bool:
    """A full line of an English entry that hangs: definitions, references. No paragraph ends without a stop."""
    if previous.is_bold or _ENDS.search(previous.text) or _MARKER.match(line.text):
        return False
    return _is_latin(previous, line)


def _is_latin(previous: Line, line: Line) -> bool:
    """Where the lines meet; Chinese ones may end and begin with Latin marks."""
    return not any(map(is_wide, previous.text[-NEAR:] + line.text[:NEAR]))


def _is_centred(box: Box, margins: Margins) -> bool:
    left, right = box.x0 - margins.left, margins.right - box.x1
    return left > 25 and right > 25 and abs(left - right) < 0.25 * max(left, right)
