"""The text of printed characters from left to right: which gaps are spaces."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

from app.ingest.joining import is_wide
from app.ingest.layout.content import Glyph, Space
from app.ingest.layout.scripts import has_accents, with_accents

WORD_GAP = 0.2
"""Share of the font size; the narrowest word space of justified English is about this."""
SUPPOSED_GAP = 0.1
"""The same where PDFium takes the gap for a space, too: letters that hang over make it look narrow."""
OVERLAP = 0.15
"""Share of the font size by which declared advances overlap when they are wrong; then the ink decides."""
INK_GAP = 0.28
WIDEST_INK_GAP = 0.36
"""Letters of one word never stand this far apart."""
NARROW = frozenset("iljtfrI1.'")
"""In fonts of one width these stand alone in their place."""
SAME_PLACE = 0.12
"""Font sizes: the same character printed twice this close is one character in false bold."""
PART_GAP = 0.8
"""Font sizes between two Chinese characters that are no letter-spacing: "第五条　中央", "发布日期    实施日期"."""
FEWEST_STRETCHED = 8
STRETCHED = 2.0
"""Times the usual gap of a line that is stretched to the margin."""
LONGEST_NUMBER = 20
_NUMBER = re.compile(r"(?:附录|[表图])?(?:[A-Z]|(?:[A-Z][.．])?\d{1,3}(?:[.．\-—]\d{1,3})*[.．]?)")
_NO_HEADING = frozenset("0123456789：:，,；;。、）)~～")
"""What no heading begins with: a number before it is no clause's."""
_SPACED_OUT = re.compile(r"(?<![一-鿿])[一-鿿](?: [一-鿿])+(?![一-鿿])")
"""Single characters far from each other inside a line: "第一章 总 则"."""

_NARROW_FORMS = {
    wide: wide - 0xFEE0 for low, high in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(low), ord(high) + 1)
}
_WIDE_POINT = re.compile(r"(?<=\d)．(?=\d)")
"""Figures and letters of full width are typesetting: "５．２" is 5.2."""


def join_glyphs(glyphs: Sequence[Glyph]) -> str:
    """The text of glyphs from left to right: letter-spacing of Chinese closed, spaces between English words kept."""
    printed: list[str] = []
    previous: Glyph | None = None
    spaced = False
    wide_part = _wide_part(glyphs)
    for glyph in with_accents(glyphs) if has_accents(glyphs) else glyphs:
        if glyph.text.isspace():
            spaced = True
            continue
        if previous is not None and previous.text == glyph.text and glyph.x0 - previous.x0 < SAME_PLACE * glyph.size:
            continue
        spaced = spaced or glyph.space_before is Space.TYPED
        is_set_off = spaced and glyph.text not in _NO_HEADING and _is_clause_number(printed)
        if previous is not None and (is_set_off or _parted(previous, glyph, spaced, wide_part)):
            printed.append("" if previous.text.endswith(" ") else " ")
        printed.append(glyph.text)
        previous, spaced = glyph, False
    text = _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), "".join(printed))
    return _WIDE_POINT.sub(".", text.translate(_NARROW_FORMS))


def _wide_part(glyphs: Sequence[Glyph]) -> float:
    """Font sizes between two Chinese characters from which on they are two parts.

    In a line that is stretched to the margin all gaps are wide, and only much wider ones part it.
    """
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if _is_letter_spaced(shown):
        return 100.0
    if len(shown) < FEWEST_STRETCHED:
        return PART_GAP
    gaps = [
        after.x0 - before.x1
        for before, after in itertools.pairwise(shown)
        if is_wide(before.text) and is_wide(after.text)
    ]
    return max(PART_GAP, STRETCHED * median(gaps) / shown[0].size) if gaps else PART_GAP


def _is_letter_spaced(shown: Sequence[Glyph]) -> bool:
    """A heading such as "目    次" or "中 华 人 民": few characters, all far from each other."""
    if not 2 <= len(shown) <= 16 or not all(is_wide(glyph.text) for glyph in shown):
        return False
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(shown)]
    return min(gaps) > 0.5 * shown[0].size and max(gaps) < min(gaps) + shown[0].size


def _parted(before: Glyph, after: Glyph, spaced: bool, wide_part: float) -> bool:
    gap = after.x0 - before.x1
    em = min(before.size, after.size)
    if is_wide(before.text) and is_wide(after.text):
        return gap > wide_part * em
    if is_wide(before.text) or is_wide(after.text):
        return gap > wide_part * em or (_is_number_gap(before, after) and gap > 0.55 * em)
    if before.text in ".．" and after.text.isdigit():
        return gap > 0.8 * em
    if spaced or gap > (SUPPOSED_GAP if after.space_before else WORD_GAP) * em:
        return True
    ink_gap = after.ink_x0 - before.ink_x1
    if not (before.text.isalnum() and after.text.isalnum()):
        return False
    if gap < -OVERLAP * em:
        return ink_gap > INK_GAP * em
    return ink_gap > WIDEST_INK_GAP * em and not {before.text, after.text} & NARROW


def _is_clause_number(printed: Sequence[str]) -> bool:
    """Whether the line so far is a number, which a typed space sets off from its heading."""
    return len(printed) <= LONGEST_NUMBER and bool(_NUMBER.fullmatch("".join(printed)))


def _is_number_gap(before: Glyph, after: Glyph) -> bool:
    """Between a clause number and its Chinese heading the printed gap means something."""
    return before.text.isalnum() and is_wide(after.text)
