"""Where the numbered units of a standard begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from app.ingest.joining import joined
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.gaps import fill_gaps
from app.ingest.tree.headings import is_explanation_heading
from app.ingest.tree.looks import clause_looks
from app.ingest.tree.numbering import FIRST_ANNEX, NumberMark, number_mark
from app.ingest.tree.succession import Candidate, best_chain

Block = Line | TableBlock

LONGEST_TITLE_LINES = 3
FEWEST_LOOKS = -4.0
"""Below, a line is no candidate, whatever its number would fit."""


def find_starts(blocks: Sequence[Block]) -> dict[int, NumberMark]:
    """The blocks that begin a numbered unit, with their numbers. The explanation of the clauses counts for itself."""
    size = body_size(blocks)
    cuts = [at for at, block in enumerate(blocks) if isinstance(block, Line) and is_explanation_heading(block)]
    starts: dict[int, NumberMark] = {}
    for begin, end in pairwise([0, *cuts, len(blocks)]):
        starts |= _chained(blocks, begin, end, size)
    return starts


def _chained(blocks: Sequence[Block], begin: int, end: int, size: float | None) -> dict[int, NumberMark]:
    marks: list[NumberMark] = []
    candidates: list[Candidate] = []
    before: Line | None = None
    for place in range(begin, end):
        block = blocks[place]
        if not isinstance(block, Line):
            before = None
            continue
        mark = number_mark(block.text)
        if mark is not None:
            looks = clause_looks(mark, block, before, paragraph=_paragraph(blocks, place, mark.rest), body_size=size)
            if looks > FEWEST_LOOKS:
                marks.append(mark)
                candidates.append(Candidate(mark.path, looks, place))
        before = block
    chosen = {candidates[index].place: marks[index] for index in best_chain(candidates, FIRST_ANNEX)}
    return fill_gaps(blocks, chosen)


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
    return joined(lines)
