"""Raised and lowered small print in a line of plain text: m², 10⁻³, x₁, 25ᵃ.

Unicode has characters for figures, signs and some letters; folded by NFKC they are the printed ones again, so whoever
searches "m2" or compares two texts finds them. What has none stands as printed below ("Fp", "T₍N₊₁₎") and after a caret
above ("2^(m/2)"): an exponent that joins its base would be another number.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from app.ingest.layout.content import Glyph

SMALL_PRINT = 0.8
"""Share of the line's size from which on print is no exponent, index or note mark."""
RAISED = 0.15
LOWERED = 0.06
"""Share of the line's size that the baseline of small print lies above or below the line's."""
APART = 0.5
"""Font sizes after which small print belongs to nothing before it."""
LONGEST = 16
_ABOVE = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_LETTERS_ABOVE = dict(zip("abcdefghijklm", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐ", strict=True))
_PLAIN_ABOVE = frozenset("°′″'\"*†‡§#[［®")
_ACCENTS = {"¨": "\u0308", "´": "\u0301", "`": "\u0300", "¯": "\u0304", "˜": "\u0303", "ˆ": "\u0302", "˙": "\u0307"}

_ACCENT = re.compile(r"[\u0300-\u036f¨´`¯˜ˆ˙]")


def superscript(text: str) -> str | None:
    """The text in the characters that Unicode has for small print above the line; None where it lacks one."""
    if text in _LETTERS_ABOVE:
        return _LETTERS_ABOVE[text]
    return text.translate(_ABOVE) if text and _is_all_mapped(text, _ABOVE) else None


def subscript(text: str) -> str | None:
    """As ``superscript``, below the line."""
    return text.translate(_BELOW) if text and _is_all_mapped(text, _BELOW) else None


def raised(text: str) -> str:
    """Small print above the line, not empty, as it is written within it."""
    if small := superscript(text):
        return small
    if text[0] in _PLAIN_ABOVE or ord(text[0]) >= 0x2E80 or (len(text) > 1 and text.isalpha()):
        return text  # a unit, a mark, a citation in brackets, "th", "TM"
    return f"^{text}" if len(text) == 1 else f"^({text})"


def lowered(text: str) -> str:
    """Small print below the line as it is written within it."""
    if small := subscript(text):
        return small
    return text if not set(text) & set("+-−–=/,") else f"₍{text.translate(_BELOW)}₎"


def grouped(text: str) -> str:
    """In brackets unless it is one word or number, so that what stands before and after does not join it."""
    return text if text.isalnum() or text.replace(".", "", 1).isdecimal() else f"({text})"


def with_scripts(glyphs: Sequence[Glyph], baseline: float, size: float) -> list[Glyph]:
    """The glyphs of a line, from left to right, with each group of raised and lowered ones as one glyph.

    An index below an exponent comes first: x₁². ``baseline`` and ``size`` are those of the line's own print.
    """
    if all(glyph.size >= SMALL_PRINT * size for glyph in glyphs):
        return list(glyphs)
    line: list[Glyph] = []
    for is_script, group in itertools.groupby(glyphs, key=lambda glyph: _level(glyph, baseline, size) != 0):
        found = list(group)
        shown = [glyph for glyph in found if not glyph.text.isspace()]
        if not is_script or not _is_written(shown):
            line += found
            continue
        while line and line[-1].text.isspace() and shown[0].x0 - line[-1].x0 < APART * size:
            line.pop()
        line.append(_script(shown, baseline, size))
    return line


def with_accents(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Accents and strokes that are printed over a character of their own become one with it: ü, ≠, x̄."""
    line: list[Glyph] = []
    waiting: Glyph | None = None
    for glyph in glyphs:
        mark = _combining(glyph.text)
        if mark and line and _lies_over(glyph, line[-1]):
            line[-1] = line[-1]._replace(text=unicodedata.normalize("NFC", line[-1].text + mark))
        elif mark:
            waiting = glyph
        elif waiting is not None:
            joins = _lies_over(waiting, glyph)
            text = glyph.text + _combining(waiting.text) if joins else waiting.text + glyph.text
            line.append(glyph._replace(text=unicodedata.normalize("NFC", text)))
            waiting = None
        else:
            line.append(glyph)
    return line if waiting is None else [*line, waiting]


def has_accents(glyphs: Iterable[Glyph]) -> bool:
    """Whether any glyph is an accent by itself; few lines have one."""
    return _ACCENT.search("".join([glyph.text for glyph in glyphs])) is not None


def _level(glyph: Glyph, baseline: float, size: float) -> int:
    """1 above the line, -1 below it, 0 on it."""
    if glyph.size >= SMALL_PRINT * size:
        return 0
    rise = baseline - glyph.baseline
    return 1 if rise > RAISED * size else -1 if rise < -LOWERED * size else 0


def _is_written(shown: Sequence[Glyph]) -> bool:
    """Figures or letters, and few: a bullet or a line of small print beside a title is no exponent."""
    return len(shown) <= LONGEST and any(glyph.text.isalnum() for glyph in shown)


def _script(group: Sequence[Glyph], baseline: float, size: float) -> Glyph:
    below, above = (
        "".join(glyph.text for glyph in group if _level(glyph, baseline, size) == level) for level in (-1, 1)
    )
    text = (lowered(below) if below else "") + (raised(above) if above else "")
    right = max(group, key=lambda glyph: glyph.x1)
    return group[0]._replace(text=text, x1=right.x1, ink_x1=right.ink_x1, baseline=baseline, size=size)


def _is_all_mapped(text: str, table: dict[int, int]) -> bool:
    return all(ord(char) in table for char in text)


def _combining(text: str) -> str:
    return text if "\u0300" <= text < "\u0370" else _ACCENTS.get(text, "")


def _lies_over(mark: Glyph, base: Glyph) -> bool:
    """The middle of the mark stands over the character."""
    middle = (mark.ink_x0 + mark.ink_x1) / 2
    return not base.text.isspace() and base.ink_x0 <= middle <= base.ink_x1
