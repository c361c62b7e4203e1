"""Which clause of one text is which clause of the other: by wording first, by number where wordings compete."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.domain.document import Clause, ClauseTree
from app.domain.word_changes import folded, words_of

SHORT = 12
"""Characters: a heading such as 概述 stands in many chapters and is known by its number, or by standing once."""
RARE_FEATURES = 24
"""Of each clause this many of its rarest words and pairs look for counterparts: enough to meet a rewritten one."""
WIDEST_FEATURE = 40
"""A word that stands in more clauses than this says nothing of any of them."""

SAME_NUMBER = 0.1
SAME_TITLE = 0.2
SAME_TITLE_ALONE = 0.4
"""What a shared number and a shared heading are worth beside the wording's likeness of 0 to 1; a heading without number
(前言, 参考文献) is all that there is to know a unit by."""
ALIKE = 0.4
"""Likeness from which two clauses count as one that was rewritten. Between two editions of laws that were revised as a
whole, wrong pairs stayed below 0.38 and right ones began at 0.40."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered unit with the parts that have no number of their own kind: paragraphs, items, notes, tables.

    Text above the first numbered unit (a preamble) and texts without any numbers are units by themselves.
    """

    head: Clause
    text: str
    key: str = field(init=False)
    number: str | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", folded(self.text))
        object.__setattr__(self, "number", folded(self.head.number).upper() if self.head.number else None)


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of the earlier text and its counterpart in the later one."""

    before: Unit
    after: Unit

    @property
    def is_renumbered(self) -> bool:
        return self.before.number != self.after.number

    @property
    def is_reworded(self) -> bool:
        return self.before.key != self.after.key


def heads_of(clauses: Sequence[Clause]) -> dict[str, Clause]:
    """The head of the unit that each clause belongs to, by the clause's id, in document order."""
    heads: dict[str, Clause] = {}
    for clause in clauses:
        parent = heads.get(clause.parent_id or "")
        heads[clause.id] = clause if clause.kind.is_numbered_unit or parent is None else parent
    return heads


def units_of(clauses: Sequence[Clause]) -> list[Unit]:
    """The units in document order."""
    tree = ClauseTree(clauses)
    parts: dict[str, list[Clause]] = {}
    heads = heads_of(clauses)
    for clause in clauses:
        parts.setdefault(heads[clause.id].id, []).append(clause)
    return [Unit(tree.by_id[head], "\n".join(_texts(found))) for head, found in parts.items()]


def pair_units(before: Sequence[Unit], after: Sequence[Unit]) -> list[Pair]:
    """The pairs in the order of ``after``; each unit is in one pair at most."""
    counterparts = _identical(before, after)
    counterparts.update(_alike(before, after, counterparts))
    return [Pair(before[counterparts[place]], unit) for place, unit in enumerate(after) if place in counterparts]


def _texts(unit: Sequence[Clause]) -> Iterator[str]:
    head = unit[0]
    yield from filter(None, (head.title, head.text))
    for part in unit[1:]:
        yield from filter(None, (" ".join(filter(None, (_mark(part, head), part.title, part.text))),))


def _mark(part: Clause, head: Clause) -> str:
    """What is printed before a part. 第十二条第（一）项 and 8.28注 repeat the unit's number, which may have changed
    without them; of an article's parts nothing is printed in this form."""
    number = part.number or ""
    return "" if number.startswith("第") else number.removeprefix(head.number or "")


def _identical(before: Sequence[Unit], after: Sequence[Unit]) -> dict[int, int]:
    """Place in ``before`` by place in ``after`` where the wordings are the same: those of one number first."""
    groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, units in enumerate((before, after)):
        for place, unit in enumerate(units):
            groups[unit.key][side].append(place)
    found: dict[int, int] = {}
    for key, (earlier, later) in groups.items():
        by_number = {before[place].number: place for place in reversed(earlier)}
        for place in later:
            if after[place].number in by_number:
                found[place] = by_number.pop(after[place].number)
        left = [place for place in earlier if place not in found.values()], [p for p in later if p not in found]
        if key and (len(key) >= SHORT or (len(earlier) == 1 and len(later) == 1)):
            found.update(zip(left[1], left[0], strict=False))
    return found


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words and pairs of neighbouring words; each with its count times how telling it is."""

    unit: Unit
    place: int
    weights: Mapping[str, float]
    size: float


def _alike(before: Sequence[Unit], after: Sequence[Unit], paired: Mapping[int, int]) -> dict[int, int]:
    """Greedily, the most alike first, among the units that are left."""
    taken = set(paired.values())
    earlier, later = _wordings(before, after)
    earlier = [wording for wording in earlier if wording.place not in taken]
    later = [wording for wording in later if wording.place not in paired]
    scored = [
        (_likeness(earlier[one], wording), earlier[one].place, wording.place)
        for wording, candidates in zip(later, _candidates(earlier, later), strict=True)
        for one in candidates
    ]
    found: dict[int, int] = {}
    used: set[int] = set()
    for likeness, one, other in sorted(scored, key=lambda score: (-score[0], abs(score[1] - score[2]), score[1:])):
        if likeness >= ALIKE and one not in used and other not in found:
            found[other] = one
            used.add(one)
    return found


def _wordings(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[list[_Wording], list[_Wording]]:
    """A word that stands everywhere tells nothing, one that stands once tells most."""
    counts = [[_features(unit) for unit in units] for units in (before, after)]
    spread = Counter(feature for side in counts for features in side for feature in features)
    everywhere = len(before) + len(after)
    telling = {feature: math.log(1 + everywhere / held) for feature, held in spread.items()}
    earlier, later = (
        [
            _wording(unit, place, features, telling)
            for place, (unit, features) in enumerate(zip(units, side, strict=True))
        ]
        for units, side in zip((before, after), counts, strict=True)
    )
    return earlier, later


def _features(unit: Unit) -> Counter[str]:
    words = words_of(unit.text)
    return Counter([*words, *(f"{one} {other}" for one, other in pairwise(words))])


def _wording(unit: Unit, place: int, features: Counter[str], telling: Mapping[str, float]) -> _Wording:
    weights = {feature: count * telling[feature] for feature, count in features.items()}
    return _Wording(unit, place, weights, sum(weights.values()))


def _candidates(earlier: Sequence[_Wording], later: Sequence[_Wording]) -> Iterator[set[int]]:
    """For each of ``later`` the places in ``earlier`` that may be its counterpart, so that not all are compared."""
    holding: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, wording in enumerate(earlier):
        for feature in wording.weights:
            holding[feature].append(index)
        for name in _names(wording.unit):
            by_name[name].append(index)
    for wording in later:
        known = (feature for feature in wording.weights if 0 < len(holding.get(feature, ())) <= WIDEST_FEATURE)
        rarest = sorted(known, key=lambda feature: (len(holding[feature]), feature))[:RARE_FEATURES]
        names = (index for name in _names(wording.unit) for index in by_name.get(name, ())[:WIDEST_FEATURE])
        yield {index for feature in rarest for index in holding[feature]} | set(names)


def _names(unit: Unit) -> Iterable[str]:
    return filter(None, (unit.number, folded(unit.head.title)))


def _likeness(one: _Wording, other: _Wording) -> float:
    """How much of both is shared, and what number and heading add. The geometric mean of Dice's coefficient and of
    the share of the shorter one: an article that was kept and added to is still that article."""
    shared = sum(min(weight, other.weights.get(feature, 0.0)) for feature, weight in one.weights.items())
    smaller = min(one.size, other.size)
    likeness = shared * math.sqrt(2 / ((one.size + other.size) * smaller)) if smaller else 0.0
    if one.unit.number is not None and one.unit.number == other.unit.number:
        likeness += SAME_NUMBER
    if one.unit.head.title and folded(one.unit.head.title) == folded(other.unit.head.title):
        has_number = one.unit.number is not None or other.unit.number is not None
        likeness += SAME_TITLE if has_number else SAME_TITLE_ALONE
    return likeness
