"""Limits as clauses print them: what value is allowed, of what, and under which conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.values.comparisons import Comparison
from app.assistant.values.compute import Value, family_of, value_of
from app.assistant.values.quantities import Measure
from app.assistant.values.readings import QUALIFIES, Reading, readings
from app.assistant.values.units import Kind
from app.assistant.verification.claims import Word, requirement_spans
from app.assistant.verification.statements import Statement

_SEGMENT = re.compile(r"[^,，。;；]+")
_CONDITION = re.compile(
    r"^\s*(?:但|其中)?(?:(?<!应)当(?!前)|若|如果|如(?![下图表])|对于?|凡|除(?!本|另))|(?:时|后|情况下|条件下|期间|的)\s*$"
)
_FORBIDS = frozenset({Word.SHALL_NOT, Word.SHOULD_NOT, Word.CANNOT, Word.NEED_NOT, Word.NOT, Word.MAY})
_UNLIMITED = frozenset({Kind.GRADE, Kind.MONEY})
"""Grades are in no order that code knows; sums of money in laws are penalties."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of what is allowed: ``measure`` as read, and whether the end itself belongs."""

    measure: Measure
    value: Value
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """What values a statement allows. Both bounds are equal where exactly one value is; ``tolerance`` is the ± where
    the bounds are printed as a value (theirs) and its tolerance. ``is_recommended`` is 宜; ``conditions`` are the
    parts of the sentence that say when the limit holds ("当设置自动灭火系统时")."""

    statement: Statement
    low: Bound | None
    high: Bound | None
    is_recommended: bool
    tolerance: Measure | None = None
    conditions: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether one value alone is allowed."""
        return self.low is not None and self.low == self.high

    @property
    def family(self) -> int | str:
        """What a value must have to be compared."""
        bound = self.low or self.high
        assert bound is not None, "a limit has a bound"
        return bound.value.family

    def allows_the_same(self, other: Limit) -> bool:
        """Whether the two allow the same values, as strongly."""
        mine, others = (_ends(limit.low, limit.high) for limit in (self, other))
        return mine == others and self.is_recommended == other.is_recommended

    def broken_by(self, value: Value) -> Bound | None:
        """The bound that a value of the same family lies beyond; None where the value is allowed."""
        if self.low and not _is_above(value, self.low):
            return self.low
        if self.high and not _is_below(value, self.high):
            return self.high
        return None


def limits_of(statement: Statement) -> Iterator[Limit]:
    """The limits that a statement sets. None where its numbers say to what a rule applies, or where it forbids, permits
    or denies something: "不得使用厚度大于5 mm的板" sets no limit that could be read off its comparison."""
    text = statement.text
    words = {word for word, _, _ in requirement_spans(text)}
    if words & _FORBIDS:
        return
    conditions = _conditions(f"{statement.before}{text}")
    is_recommended = Word.SHOULD in words
    by_family: dict[int | str, list[Reading]] = {}
    for reading in statement.readings:
        if reading.unit is None or reading.unit.kind in _UNLIMITED or QUALIFIES.match(text, reading.end):
            continue
        by_family.setdefault(family_of(reading.unit), []).append(reading)
    if any(len(found) == 1 and Comparison.TOLERANCE in found[0].senses for found in by_family.values()):
        return  # 220 V ± 10 %: what the share is of has to be known
    for found in by_family.values():
        bounds = _bounds(found, text)
        if bounds is not None:
            recommended = is_recommended or any(reading.is_recommended for reading in found)
            tolerance = found[1].measure if len(found) > 1 and Comparison.TOLERANCE in found[1].senses else None
            yield Limit(statement, *bounds, recommended, tolerance, conditions)


def _conditions(sentence: str) -> tuple[str, ...]:
    """The phrases that say when a rule holds, and what leads to a number that does: 临空高度大于24 m的."""
    phrases = [phrase[0] for phrase in _SEGMENT.finditer(sentence) if _CONDITION.search(phrase[0])]
    qualified = [
        sentence[_begin(sentence, reading.start) : qualifying.end()]
        for reading in readings(sentence)
        if reading.unit is not None and (qualifying := QUALIFIES.match(sentence, reading.end))
    ]
    return tuple(dict.fromkeys((*phrases, *(one for one in qualified if not any(one in phrase for phrase in phrases)))))


def _begin(sentence: str, place: int) -> int:
    """Where the phrase begins that holds the place."""
    return max((phrase.start() for phrase in _SEGMENT.finditer(sentence) if phrase.start() <= place), default=0)


def _bounds(found: Sequence[Reading], text: str) -> tuple[Bound | None, Bound | None] | None:
    """One limit, two ends of a range, or a value with its tolerance; anything else is no one limit."""
    senses = [reading.senses - {Comparison.ABOUT} for reading in found]
    if len(found) == 2 and senses[1] == {Comparison.TOLERANCE} and not senses[0]:
        return _around(found[0], found[1])
    if len(found) == 1 and not senses[0]:
        return _exactly(found[0], text)
    ends = [_end(reading, sense) for reading, sense in zip(found, senses, strict=True)]
    lows = [end for end, is_low in filter(None, ends) if is_low]
    highs = [end for end, is_low in filter(None, ends) if not is_low]
    if None in ends or len(lows) > 1 or len(highs) > 1:
        return None
    return (lows[0] if lows else None), (highs[0] if highs else None)


def _end(reading: Reading, senses: frozenset[Comparison]) -> tuple[Bound, bool] | None:
    """The bound, and whether it is the lower one."""
    value = value_of(reading.measure) if reading.measure else None
    if value is None or reading.measure is None or len(senses) != 1:
        return None
    [sense] = senses
    if sense in (Comparison.AT_LEAST, Comparison.MORE):
        return Bound(reading.measure, value, sense is Comparison.AT_LEAST), True
    if sense in (Comparison.AT_MOST, Comparison.LESS):
        return Bound(reading.measure, value, sense is Comparison.AT_MOST), False
    return None


def _around(centre: Reading, tolerance: Reading) -> tuple[Bound, Bound] | None:
    """The printed centre stands for both ends, whose numbers are not printed."""
    if centre.measure is None or tolerance.measure is None:
        return None
    middle, width = value_of(centre.measure), value_of(tolerance.measure)
    if middle is None or width is None:
        return None
    ends = (Value(middle.family, middle.amount - width.amount), Value(middle.family, middle.amount + width.amount))
    return Bound(centre.measure, ends[0], True), Bound(centre.measure, ends[1], True)


def _exactly(reading: Reading, text: str) -> tuple[Bound, Bound] | None:
    """A single value is a limit only where it is said to be required: 应为48 V."""
    before = text[: reading.start]
    value = value_of(reading.measure) if reading.measure else None
    if value is None or reading.measure is None or not re.search(r"(?:应当?|必须|须)(?:为|是|等于|取)\s*$", before):
        return None
    bound = Bound(reading.measure, value, True)
    return bound, bound


def _ends(*bounds: Bound | None) -> list[tuple[Value, bool] | None]:
    return [(bound.value, bound.is_inside) if bound else None for bound in bounds]


def _is_above(value: Value, low: Bound) -> bool:
    return value.amount > low.value.amount or (low.is_inside and value.amount == low.value.amount)


def _is_below(value: Value, high: Bound) -> bool:
    return value.amount < high.value.amount or (high.is_inside and value.amount == high.value.amount)
