"""Where each number of a sentence comes from: its clause, the question, a fact, or arithmetic on these."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.assistant.values.comparisons import Comparison, compared_in
from app.assistant.values.compute import Value, are_comparable, converted, is_same, value_of
from app.assistant.values.quantities import Measure, bare_units, normal
from app.assistant.values.readings import Reading, readings
from app.assistant.values.units import is_counting
from app.assistant.verification.content import words_of
from app.assistant.verification.sources import Origin, Sources, Traced
from app.assistant.verification.statements import Statement, best_fitting, statements_in

_PHRASE_END = re.compile(r"[,，。;、!?\n]")
_APART = re.compile(r"[,，。;；:：、\n]|时|的情况|至|到|~")
_UNIT_IN_WORDS = re.compile(r"单位")
_HOLDS: dict[Comparison, tuple[str, bool, bool, bool]] = {
    Comparison.MORE: (">", False, False, True),
    Comparison.LESS: ("<", True, False, False),
    Comparison.AT_LEAST: ("≥", False, True, True),
    Comparison.AT_MOST: ("≤", True, True, False),
}
"""The sign, and whether it holds where the left value is less than, equal to or greater than the right one."""


@dataclass(frozen=True, slots=True)
class NumberTrace:
    """Where the numbers come from; ``missing`` are those that come from nowhere, or are meant otherwise there."""

    traced: tuple[Traced, ...]
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Every number has an origin, and unless there is none at all a clause gives one of them: what only repeats
        the question's numbers says nothing."""
        if self.missing:
            return False
        return not self.traced or any(one.origin in (Origin.CLAUSE, Origin.COMPUTED) for one in self.traced)


def trace_numbers(sentence: str, sources: Sources) -> NumberTrace:
    """Look up every number of a sentence (without its key marks)."""
    return _Tracer(sentence, sources).trace()


class _Tracer:
    def __init__(self, sentence: str, sources: Sources) -> None:
        self._text = normal(sentence)
        self._ours = readings(sentence)
        self._sources = sources
        self._statements = statements_in(sources.cited)
        self._headings = tuple((cited.key, readings(cited.heading)) for cited in sources.cited)
        self._given = readings(sources.given)
        self._asked = readings(sources.question)

    def trace(self) -> NumberTrace:
        traced: list[Traced] = []
        missing: list[str] = []
        for place, reading in enumerate(self._ours):
            if self._is_compared_here(place):
                found = self._compared(place)
            else:
                found = self._from_clause(reading) or self._compared(place) or self._from_person(reading)
            said = self._text[reading.start : reading.end].strip()
            if found is None:
                missing.append(said)
            else:
                traced.append(found)
        return NumberTrace(tuple(traced), tuple(missing))

    def _from_clause(self, reading: Reading) -> Traced | None:
        """In the statement that the sentence speaks of; else in the heading above it."""
        rivals = [one for one in self._statements if any(_may_be_taken_for(reading, other) for other in one.readings)]
        givers = [one for one in rivals if self._gives(one, reading)]
        fitting = best_fitting(rivals, self._words_about(reading)) if givers else []
        for statement in givers:
            if statement in fitting:
                return self._as_clause(reading, statement)
        for key, found in self._headings:
            if not givers and any(_is_meant_alike(reading, other) for other in found):
                return Traced(self._said(reading), Origin.CLAUSE, key)
        return None

    def _as_clause(self, reading: Reading, statement: Statement) -> Traced:
        said = self._said(reading)
        if any(other.number == reading.number for other in statement.readings):
            return Traced(said, Origin.CLAUSE, statement.key)
        same = next(other for other in statement.readings if _is_meant_alike(reading, other))
        printed = statement.text[same.start : same.end].strip()
        return Traced(said, Origin.COMPUTED, statement.key, f"{printed} = {said}", is_conversion=True)

    def _gives(self, statement: Statement, reading: Reading) -> bool:
        if any(_is_meant_alike(reading, other) for other in statement.readings):
            return True
        return self._header_has_unit(statement, reading) and any(
            other.unit is None and other.number == reading.number and self._sense_fits(statement, reading, other)
            for other in statement.readings
        )

    def _header_has_unit(self, statement: Statement, reading: Reading) -> bool:
        """A table's cell has its unit in the head; so have lines like "单位为秒，默认为1"."""
        if reading.unit is None or not (statement.is_row or _UNIT_IN_WORDS.search(statement.around)):
            return False
        return reading.unit in bare_units(self._sources.clauses)

    def _sense_fits(self, statement: Statement, ours: Reading, theirs: Reading) -> bool:
        if ours.senses == theirs.senses:
            return True
        in_heads = {one.comparison for one in compared_in(normal(self._sources.clauses)) if not one.follows}
        return statement.is_row and not theirs.senses and ours.senses <= in_heads

    def _words_about(self, reading: Reading) -> tuple[frozenset[str], ...]:
        breaks = [match.start() for match in _PHRASE_END.finditer(self._text)]
        start = max((place for place in breaks if place < reading.start), default=0)
        end = min((place for place in breaks if place >= reading.end), default=len(self._text))
        own = words_of(self._text[start:end])
        return own, own, words_of(self._text[:end]), words_of(self._text)

    def _compared(self, place: int) -> Traced | None:
        """In "60 kg 超过 55 kg" the clause gives the right value, the person or the clause the left one."""
        right = self._ours[place]
        senses = [sense for sense in right.senses if sense in _HOLDS]
        left = self._left_of(place)
        if right.measure is None or left is None or len(senses) != 1 or not self._is_printed(right):
            return None
        first, second = value_of(left), value_of(right.measure)
        if first is None or second is None or not _holds(first, second, senses[0]):
            return None
        working = f"{_shown(left)} {_HOLDS[senses[0]][0]} {_shown(right.measure)}"
        if left.unit is not right.measure.unit:
            working = f"{_shown(left)} = {converted(left, right.measure.unit)}，{working}"
        return Traced(self._said(right), Origin.COMPUTED, "", working)

    def _is_compared_here(self, place: int) -> bool:
        """Whether its own phrase sets a value that the person gave against it.

        "60 kg 未超过 55 kg" may say the clause's words of 55 kg and still be false.
        """
        right = self._ours[place]
        if place == 0 or not right.senses & _HOLDS.keys() or right.unit is None:
            return False
        left = self._ours[place - 1]
        between = self._text[left.end : right.start]
        is_value = left.unit is not None and not left.senses and are_comparable(left.unit, right.unit)
        return is_value and not _APART.search(between) and self._from_person(left) is not None

    def _left_of(self, place: int) -> Measure | None:
        """The value that is compared: the nearest before it in the sentence, else the only one that was given."""
        right = self._ours[place]
        if right.unit is None:
            return None
        before = [one.measure for one in self._ours[:place] if one.measure and not one.senses]
        alike = [one for one in before if are_comparable(one.unit, right.unit)]
        if alike:
            return alike[-1]
        given = {
            (one.number, one.unit.symbol): one.measure
            for one in self._given
            if one.unit is not None and one.measure is not None and are_comparable(one.unit, right.unit)
        }
        return next(iter(given.values())) if len(given) == 1 else None

    def _is_printed(self, reading: Reading) -> bool:
        return any(
            _is_equal(reading, other)
            or (other.unit is None and self._header_has_unit(one, reading) and other.number == reading.number)
            for one in self._statements
            for other in one.readings
        )

    def _from_person(self, reading: Reading) -> Traced | None:
        for other in self._given:
            if not _is_equal(reading, other) or (reading.senses and reading.senses != other.senses):
                continue
            origin = Origin.QUESTION if other in self._asked else Origin.FACT
            said = self._said(reading)
            if other.number == reading.number and other.unit == reading.unit:
                return Traced(said, origin)
            printed = normal(self._sources.given)[other.start : other.end].strip()
            return Traced(said, Origin.COMPUTED, "", f"{printed} = {said}", is_conversion=True)
        return None

    def _said(self, reading: Reading) -> str:
        return self._text[reading.start : reading.end].strip()


def _may_be_taken_for(ours: Reading, theirs: Reading) -> bool:
    """Whether a reader could confuse the two: values of one kind, or numbers without a unit."""
    if ours.unit is None or theirs.unit is None:
        return _form(ours.number) == _form(theirs.number)
    return are_comparable(ours.unit, theirs.unit)


def _form(number: str) -> str:
    """Codes, whole numbers and decimals are not taken for each other."""
    return "code" if number[:2] == "0x" else "decimal" if "." in number else "whole"


def _is_meant_alike(ours: Reading, theirs: Reading) -> bool:
    return _is_equal(ours, theirs) and ours.senses == theirs.senses and ours.is_recommended == theirs.is_recommended


def _is_equal(ours: Reading, theirs: Reading) -> bool:
    """One value. A count may lose its measure word, a measured value never its unit."""
    if ours.measure is not None and theirs.measure is not None:
        return (ours.unit == theirs.unit and ours.number == theirs.number) or is_same(ours.measure, theirs.measure)
    if ours.number != theirs.number or ours.unit is not None:
        return False
    return theirs.unit is None or is_counting(theirs.unit.kind)


def _holds(left: Value, right: Value, sense: Comparison) -> bool:
    _, if_less, if_equal, if_greater = _HOLDS[sense]
    if left.amount == right.amount:
        return if_equal
    return if_less if left.amount < right.amount else if_greater


def _shown(measure: Measure) -> str:
    return f"{measure.number} {measure.unit.symbol}"
