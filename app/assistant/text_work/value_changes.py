"""Which values differ between two wordings."""

from __future__ import annotations

import re

from app.assistant.text_work.swap import Swap, swap_of
from app.assistant.values.quantities import normal
from app.assistant.values.readings import readings

_PLACE_NAMED = re.compile(
    r"[表图]\s?[A-Z]?[\d.]+(?:-\d+)?|(?:中|按|见)\s?(?:[A-Z]\.)?\d+(?:\.\d+)*(?=\s?(?:的(?:规定|要求|方法)|规定|条|章))"
)
_ITEM_NUMBER = re.compile(r"(?m)^\s*(?:第\d+[项款]|\d{1,2}(?=\s+[\u4e00-\u9fff]))")
"""Numbers that name a place: 表2.0.2-1, 按 GB/T 1 中 5.4 的规定, and what stands before an item."""


def changed_values(before: str, after: str) -> Swap:
    """Numbers in half width, those with units ("55 kg") first; no clause numbers, dates or numbers of standards."""
    return swap_of(_values(before), _values(after))


def _values(text: str) -> list[tuple[object, str]]:
    text = _ITEM_NUMBER.sub("", _PLACE_NAMED.sub("", text))
    folded = normal(text)
    found = sorted(readings(text), key=lambda one: one.unit is None)
    return [
        ((one.number, one.unit.symbol if one.unit else None), " ".join(folded[one.start : one.end].split()))
        for one in found
    ]
