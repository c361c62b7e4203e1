"""Two texts side by side: what the later one added, removed, reworded and put under another number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.clause_pairs import Pair, Unit, pair_units, units_of
from app.domain.document import Clause
from app.domain.word_changes import WordRun, word_changes


@dataclass(frozen=True, slots=True)
class ComparedClause:
    """A numbered unit on one side. ``text`` is its title and text with those of its unnumbered parts, a line each."""

    clause: Clause
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A unit and its counterpart. ``words`` lead from the one wording to the other; empty where nothing changed."""

    before: ComparedClause
    after: ComparedClause
    words: tuple[WordRun, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two texts.

    ``changed`` are all units whose words differ, ``moved`` all units that stand under another number: a renumbered
    and amended article is in both. ``unchanged`` counts the units that are neither. All in the order of the later
    text, ``removed`` in that of the earlier one.
    """

    added: tuple[ComparedClause, ...]
    removed: tuple[ComparedClause, ...]
    moved: tuple[ClauseChange, ...]
    changed: tuple[ClauseChange, ...]
    unchanged: int


def compare(before: Sequence[Clause], after: Sequence[Clause]) -> Comparison:
    """Compare the clauses of two documents, each in document order."""
    earlier, later = units_of(before), units_of(after)
    pairs = pair_units(earlier, later)
    kept = {pair.before.head.id for pair in pairs}, {pair.after.head.id for pair in pairs}
    changes = [(pair, _change(pair)) for pair in pairs]
    return Comparison(
        added=tuple(_compared(unit) for unit in later if unit.head.id not in kept[1]),
        removed=tuple(_compared(unit) for unit in earlier if unit.head.id not in kept[0]),
        moved=tuple(change for pair, change in changes if pair.is_renumbered),
        changed=tuple(change for pair, change in changes if pair.is_reworded),
        unchanged=sum(not pair.is_renumbered and not pair.is_reworded for pair in pairs),
    )


def _compared(unit: Unit) -> ComparedClause:
    return ComparedClause(unit.head, unit.text)


def _change(pair: Pair) -> ClauseChange:
    words = word_changes(pair.before.text, pair.after.text) if pair.is_reworded else ()
    return ClauseChange(_compared(pair.before), _compared(pair.after), words)
