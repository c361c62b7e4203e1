"""What only one of two wordings has, and only the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Swap:
    """What only the one wording has, and only the other, in their order; each as often as it is there more often."""

    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.only_before or self.only_after)


NOTHING = Swap()


def swap_of(before: Iterable[tuple[object, str]], after: Iterable[tuple[object, str]]) -> Swap:
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
