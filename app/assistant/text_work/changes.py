"""What differs between two wordings, most weighty first: values, then requirement words, then mere wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.assistant.values.quantities import normal
from app.assistant.values.readings import readings
from app.assistant.verification.claims import Word, requirement_spans

_BINDING = frozenset({Word.SHALL, Word.SHALL_NOT, Word.SHOULD, Word.SHOULD_NOT, Word.MAY, Word.NEED_NOT})
_PLACE_NAMED = re.compile(
    r"[表图]\s?[A-Z]?[\d.]+(?:-\d+)?|(?:中|按|见)\s?(?:[A-Z]\.)?\d+(?:\.\d+)*(?=\s?(?:的(?:规定|要求|方法)|规定|条|章))"
)
_ITEM_NUMBER = re.compile(r"(?m)^\s*(?:第\d+[项款]|\d{1,2}(?=\s+[\u4e00-\u9fff]))")
"""Numbers that name a place: 表2.0.2-1, 按 GB/T 1 中 5.4 的规定, and what stands before an item."""


@dataclass(frozen=True, slots=True)
class Swap:
    """What only the one wording has, and only the other, in their order; each as often as it is there more often."""

    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.only_before or self.only_after)


NOTHING = Swap()


def changed_values(before: str, after: str) -> Swap:
    """Numbers in half width, those with units ("55 kg") first; no clause numbers, dates or numbers of standards."""
    return _swap(_values(before), _values(after))


def changed_requirements(before: str, after: str) -> Swap:
    """Words that require, recommend or permit, counted: one 宜 of two that became 应."""
    return _swap(_requirements(before), _requirements(after))


def other_requirements(before: str, after: str) -> Swap:
    """Kinds of such words that only one of two independent texts has, where counting says nothing."""
    return _swap(dict(_requirements(before)).items(), dict(_requirements(after)).items())


def _values(text: str) -> list[tuple[object, str]]:
    text = _ITEM_NUMBER.sub("", _PLACE_NAMED.sub("", text))
    folded = normal(text)
    found = sorted(readings(text), key=lambda one: one.unit is None)
    return [
        ((one.number, one.unit.symbol if one.unit else None), " ".join(folded[one.start : one.end].split()))
        for one in found
    ]


def _requirements(text: str) -> list[tuple[object, str]]:
    folded = normal(text)
    return [(word, folded[start:end]) for word, start, end in requirement_spans(folded) if word in _BINDING]


def _swap(before: Iterable[tuple[object, str]], after: Iterable[tuple[object, str]]) -> Swap:
    """Compared by their first, told by their second."""
    one, other = list(before), list(after)
    return Swap(_beyond(one, other), _beyond(other, one))


def _beyond(ours: Iterable[tuple[object, str]], theirs: Iterable[tuple[object, str]]) -> tuple[str, ...]:
    left = Counter(key for key, _ in theirs)
    beyond = []
    for key, said in ours:
        if left[key] > 0:
            left[key] -= 1
        else:
            beyond.append(said)
    return tuple(beyond)
