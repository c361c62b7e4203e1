"""Formulas on lines of their own, with their numbers (GB/T 1.1-2020, 9.9): ……(1), (A.1)."""

from __future__ import annotations

import re

from app.domain.document import Box
from app.ingest.joining import is_wide

_NUMBER = r"(?:[A-Z]\s*[.．\-–]?\s*)?\d{1,3}(?:\s*[.．\-–]\s*\d{1,3})?[a-z]?"
_NUMBERED = re.compile(rf"(?P<formula>.*\S)(?P<space>[\s.…·]*)[(（]\s*(?P<number>{_NUMBER})\s*[)）]", re.DOTALL)
_LEADERS = re.compile(r"(?:[.…·⋯]\s*){3,}|…")
_RELATION = re.compile(r"[=＝≈≠≤≥<>＜＞≡∝→]")
_REFERS = re.compile(r"(?:公?式|方程|equations?|formulas?|eq\.)\s*$", re.IGNORECASE)
MOST_PROSE = 0.25
"""Share of Chinese characters in a formula without leaders: conditions such as 且 or 其中 are printed beside it."""


def formula_number(text: str) -> str | None:
    """The number printed at the end of a formula's line, after leaders or a wide space; "A.1" without brackets."""
    match = _NUMBERED.fullmatch(text)
    if match is None or _REFERS.search(match["formula"]):
        return None
    formula = match["formula"] + match["space"]
    if _LEADERS.search(formula[-6:]):
        return _squeezed(match["number"])
    wide = sum(is_wide(char) and char.isalpha() for char in formula)
    is_formula = bool(match["space"]) and bool(_RELATION.search(formula)) and wide <= MOST_PROSE * len(formula)
    return _squeezed(match["number"]) if is_formula else None


def is_piece_of_formula(text: str, box: Box | None, beside: Box | None) -> bool:
    """A numerator, a limit or a root that the layout printed as a line beside the formula's own line."""
    if box is None or beside is None or box.page != beside.page:
        return False
    overlap = min(box.y1, beside.y1) - max(box.y0, beside.y0)
    return overlap > 0 and not any(is_wide(char) and char.isalpha() for char in text)


def _squeezed(number: str) -> str:
    return re.sub(r"\s+", "", number).replace("．", ".")
