"""The words of a sentence that make it a requirement, a recommendation or a permission, as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.document import Strength
from app.ingest.wording.modal_words import MODALS, STATEMENTS

_BEFORE = re.compile(r"不$")
_BEHIND = re.compile(r"当(?![场时日年月即])|(?<=可)以(?![及上下内外前后来])|\s+not\b")
"""应当, 可以, shall not: the pattern of a modal word ends before it."""


@dataclass(frozen=True, slots=True)
class BindingWord:
    """One such word at [start, end) of the text: 不应, may not."""

    strength: Strength
    printed: str
    start: int
    end: int


def binding_words(text: str, strength: Strength) -> tuple[str, ...]:
    """The words of that strength, each once, in the order of the text: 应, 不应, 必须, 不得."""
    return tuple(dict.fromkeys(word.printed for word in all_binding_words(text) if word.strength is strength))


def all_binding_words(text: str) -> list[BindingWord]:
    """Every occurrence in the order of the text. What stands inside a stronger word is none: 可 in 方可."""
    bare = STATEMENTS.sub(lambda stated: "·" * len(stated[0]), text)
    found: list[BindingWord] = []
    for strength, pattern in MODALS:
        words = (_whole(bare, match, strength) for match in pattern.finditer(bare))
        found += [word for word in words if all(word.end <= one.start or word.start >= one.end for one in found)]
    return sorted(found, key=lambda word: word.start)


def _whole(text: str, match: re.Match[str], strength: Strength) -> BindingWord:
    before, behind = _BEFORE.search(text[: match.start()]), _BEHIND.match(text, match.end())
    said = match[0].lstrip("，。；：、）\n \t　")
    start = match.end() - len(said) - (len(before[0]) if before else 0)
    end = match.end() + (len(behind[0]) if behind else 0)
    return BindingWord(strength, text[start:end].strip(), start, end)
