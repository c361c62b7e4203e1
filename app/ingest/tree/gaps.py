"""Numbers that the chain lacks because they are misprinted or misread: 41 for 4.1, A.2.4.1.2 for A.2.1.4.2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from app.ingest.lines import Line, TableBlock
from app.ingest.tree.looks import is_heading
from app.ingest.tree.numbering import FIRST_ANNEX, NumberMark, Scheme, number_mark

Block = Line | TableBlock
Path = tuple[int, ...]

WIDEST_GAP = 6
"""Numbers. A wider gap is a part that was left out."""
_DIGITS = re.compile(r"(?P<letter>[A-Z]?)[\s.．]*(?P<digits>\d[\d\s.．,，。·、]*)(?P<rest>.*)", re.DOTALL)


def fill_gaps(blocks: Sequence[Block], starts: Mapping[int, NumberMark]) -> dict[int, NumberMark]:
    """``starts`` with the lines between them whose figures are those of a number that is missing there.

    A number that lost its stops is given back with them; one whose figures changed places stays as printed, with the
    path of the number whose place it takes.
    """
    found = dict(starts)
    for before, after in pairwise(sorted(starts)):
        missing = _missing(starts[before].path, starts[after].path)
        at = before + 1
        for path in missing:
            for place in range(at, after):
                mark = _misprint(blocks[place], path)
                if mark is not None:
                    found[place] = mark
                    at = place + 1
                    break
    return dict(sorted(found.items()))


def _missing(before: Path, after: Path) -> Iterator[Path]:
    """The siblings that should stand between two numbers: 4.1 and 4.2 between 4 and 4.3."""
    *parent, last = after
    if before == after[:-1]:
        first = 1
    elif len(before) >= len(after) and before[: len(parent)] == after[:-1]:
        first = before[len(parent)] + 1
    else:
        return
    if 0 < last - first <= WIDEST_GAP and parent:
        yield from ((*parent, step) for step in range(first, last))


def _misprint(block: Block, path: Path) -> NumberMark | None:
    if not isinstance(block, Line) or not block.begins_paragraph:
        return None
    match = _DIGITS.fullmatch(block.text)
    if match is None or match["letter"] != _letter(path):
        return None
    rest = match["rest"].strip()
    if rest and not is_heading(rest):
        return None
    wanted = "".join(str(step) for step in (path[1:] if path[0] > FIRST_ANNEX else path))
    digits = re.sub(r"\D", "", match["digits"])
    if digits == wanted:
        scheme = Scheme.ANNEX if match["letter"] else Scheme.DECIMAL
        steps = path[1:] if match["letter"] else path
        printed = ".".join(([match["letter"]] if match["letter"] else []) + [str(step) for step in steps])
        return NumberMark(scheme, printed, path, rest, is_spaced=True)
    mark = number_mark(block.text)
    if mark is None or len(mark.path) != len(path) or len(path) <= 2 or sorted(digits) != sorted(wanted):
        return None
    return replace(mark, path=path)


def _letter(path: Path) -> str:
    return chr(path[0] - FIRST_ANNEX + 64) if path[0] > FIRST_ANNEX else ""
