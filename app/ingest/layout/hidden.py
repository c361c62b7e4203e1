"""Text that a file holds and does not show: it is no part of the document, and a person is told that it is there.

White on white, invisible, too small to see or off the page: what nobody can read on paper must not answer a question.
"""

from __future__ import annotations

import re

from app.domain.document import Issue
from app.foundation.messages import tr

FEWEST_CHARACTERS = 6
"""Fewer are stray spaces, marks and the leftovers of an editor."""
SMALLEST_READABLE = 1.5
"""Points. The smallest print on banknotes is about 0.7 mm, 2 points."""
ALMOST_WHITE = 250
"""Of 255 in each of red, green and blue."""

SOFT_HYPHEN = 0xAD
WITHOUT_WIDTH = frozenset(
    (
        SOFT_HYPHEN, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
        0xFEFF, *range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE01F0),
    )
)  # fmt: skip
"""Code points that print nothing: spaces without width, joiners, marks of the writing direction, selectors of variants,
Unicode's invisible tags."""
_SHORT_HEX = re.compile(r"[0-9a-f]{3}")


def hidden_text(characters: int) -> tuple[Issue, ...]:
    """The issue for a file without pages that holds that many hidden characters; none for a few."""
    if characters < FEWEST_CHARACTERS:
        return ()
    return (Issue("hidden_text", tr("文件里有 {count} 个字看不见（隐藏、白色或极小），没有读入", count=characters)),)


def is_white(colour: str) -> bool:
    """Whether a colour in hexadecimal, "FFFFFF" or "fff" (with or without opacity before it, "FFFFFFFF"), is white."""
    plain = colour.strip().lstrip("#").lower()
    if _SHORT_HEX.fullmatch(plain):
        plain = "".join(digit * 2 for digit in plain)
    try:
        parts = [int(plain[-6:][place : place + 2], 16) for place in (0, 2, 4)]
    except ValueError:
        return False
    return len(plain) in (6, 8) and min(parts) >= ALMOST_WHITE
