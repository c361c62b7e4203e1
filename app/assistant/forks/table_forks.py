"""Where a table gives different values under conditions that a question leaves open, and which rows remain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.assistant.forks.axis_names import name_of
from app.assistant.forks.choosing import confirmed, is_given_up, named
from app.assistant.forks.fork import MOST_OPTIONS, Fork, can_be_asked
from app.assistant.forks.table_axes import Axis, Cell, ConditionedTable, conditioned
from app.assistant.question.asked import Asked
from app.assistant.question.need import Need
from app.assistant.values.grades import grades_in
from app.assistant.values.intervals import interval_in, lies_in
from app.assistant.values.quantities import bare_kinds, kinds_in, measures, numbers
from app.domain.answer import Fact
from app.domain.document import Clause

_LAYOUT = re.compile(
    r"字段|字节|数据类型|偏移|参数|^位$|位域|\b(?:field|byte|bit|offset|type|parameter)s?\b", re.IGNORECASE
)
"""What the columns of a message or record layout are called: they list its parts."""
_UNIT = re.compile(r"\s*[（(][^（）()]*[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The cells of a table that fit what is known, and the axes along which it is still open."""

    clause: Clause
    table: ConditionedTable
    cells: tuple[Cell, ...]
    open_axes: tuple[Axis, ...]

    @property
    def rows(self) -> frozenset[int]:
        return frozenset(row for row, _ in self.cells)

    @property
    def values(self) -> tuple[str, ...]:
        """What the cells say; a dash says nothing."""
        return tuple(value for cell in self.cells if (value := self.table.value(cell)) != "—")


def narrowed(clause: Clause, question: str, facts: Sequence[Fact], circumstances: str = "") -> Narrowed | None:
    """A table's clause cut down by what the question says and the facts confirm; None for what is no such table.

    ``circumstances`` is the text that may give the conditions, where the question is a part of it.
    """
    table = conditioned(clause.table, clause.title, question) if clause.table is not None else None
    if table is None:
        return None
    cells = table.cells
    open_axes = []
    for axis in table.axes:
        labels = axis.labels(cells)
        if len(labels.texts) == 1:
            continue
        chosen = named(labels, circumstances or question) or confirmed(labels, facts)
        if chosen:
            cells = tuple(cell for cell in cells if axis.label(cell) in chosen or not axis.label(cell))
        if len(chosen) != 1:
            open_axes.append(axis)
    return Narrowed(clause, table, cells, tuple(open_axes))


def gives_what_is_asked(found: Narrowed, asked: Asked) -> bool:
    """Whether the cells that fit hold what is asked for: values of its kinds where it wants a value, else words."""
    heads = "\n".join(" ".join(row) for row in found.table.grid[: min(found.rows, default=0)])
    kinds = kinds_in("\n".join(found.values)) | bare_kinds(f"{found.clause.title}\n{heads}")
    if not found.values or (asked.wants_value and kinds and not asked.may_be(kinds)):
        return False
    return asked.wants_value == (2 * sum(bool(numbers(value)) for value in found.values) >= len(found.values))


def table_fork(found: Narrowed, need: Need, context: str, place: str) -> Fork | None:
    """The condition that would narrow the asked values most; None where the table gives one value, or is not asked
    under a condition at all. ``context`` is what stands around the table."""
    if len(set(found.values)) < 2 or _asks_backwards(found, need.text):
        return None
    if any(len(axis.labels(found.cells).texts) > MOST_OPTIONS for axis in found.open_axes):
        return None
    forks = (_fork(axis, found, need, context, place) for axis in found.open_axes)
    return min((fork for fork in forks if fork is not None), key=lambda fork: fork.left, default=None)


def _fork(axis: Axis, found: Narrowed, need: Need, context: str, place: str) -> Fork | None:
    labels = axis.labels(found.cells)
    options = labels.texts
    if not can_be_asked(options) or not _is_a_condition(axis, options, need.asked):
        return None
    under = [frozenset(found.table.value(c) for c in found.cells if axis.label(c) == label) for label in options]
    key = _UNIT.sub("", axis.name).strip() or name_of(options, found.clause.title, context)
    if len(set(under)) == 1 or is_given_up(replace(labels, name=key), need.facts) or _is_asked_itself(key, need.text):
        return None
    return Fork(key, options, place, max(map(len, under)))


def _is_a_condition(axis: Axis, options: Sequence[str], asked: Asked) -> bool:
    """Whether the labels are circumstances to choose from: not the fields of a layout of data and not bare numbers;
    where no value is asked for, only grades and ranges are."""
    if _LAYOUT.search(axis.name) or all(option.strip().isdecimal() for option in options):
        return False
    return asked.wants_value or all(grades_in(option) or interval_in(option) for option in options)


def _asks_backwards(found: Narrowed, question: str) -> bool:
    """Whether the question gives a value of the table and asks for its condition: "450 间客房的旅馆算什么规模"."""
    given = measures(question)
    for cell in found.cells:
        held = interval_in(found.table.value(cell))
        names = f"{' '.join(axis.label(cell) for axis in found.table.axes)} {found.clause.title}"
        if held is not None and any(lies_in(held, measure, names) for measure in given):
            return True
    return False


def _is_asked_itself(name: str, question: str) -> bool:
    """Whether the condition is what the question wants to know: "耐火等级应为几级"."""
    tail = re.escape(name[-2:])
    answers = rf"{tail}[^，。？?]{{0,4}}(?:是什么|是多少|是几|为几|几[级类]|怎么[划分定])"
    return bool(re.search(rf"{answers}|[哪几什么](?:一|个|种)?{tail}", question))
