"""Where the evidence itself forks: tables, lists and sibling clauses that answer differently under conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.axis_names import name_of
from app.assistant.choosing import Labels, confirmed, is_given_up, named
from app.assistant.need import Need
from app.assistant.pieces import pieces_of
from app.assistant.statement_forks import Statement, parallel, statements_in, without_shared_end
from app.assistant.table_forks import LONGEST_OPTION, MOST_OPTIONS, Fork, asks_for, narrowed, table_fork
from app.domain.answer import Fact
from app.domain.document import Clause
from app.domain.evidence import Evidence

LOOKED_AT = 3
"""Passages of each part of a question: what lies further down is not what it asks for."""
SAME_SUBJECT = 0.85
"""What forks must speak of the asked subject this well, measured against the passage that speaks of it best."""


def forks_of(needs: Sequence[Need], facts: Sequence[Fact]) -> tuple[Fork, ...]:
    """The forks that the question leaves open, part by part, at most one for each."""
    found = (_fork_of(need, facts) for need in needs)
    return tuple(fork for fork in found if fork is not None)


def _fork_of(need: Need, facts: Sequence[Fact]) -> Fork | None:
    """The fork of the place that speaks best of what is asked, tables first: where that one answers plainly, what lies
    further down is of no account."""
    places = [place for item in need.evidence[:LOOKED_AT] for place in _places(item, need)]
    best = max((place.share for place in places), default=0.0)
    telling = [place for place in places if place.share >= SAME_SUBJECT * best > 0]
    for place in sorted(telling, key=lambda place: (place.table is None, -place.share, place.item.rank)):
        outcome = _looked_at(place, need, facts)
        if outcome.answers:
            return outcome.fork
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """A table of a passage or, without one, its running text; ``share`` is how well it speaks of what is asked."""

    item: Evidence
    table: Clause | None
    share: float


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Whether a place gives what is asked for, and the condition that it leaves open."""

    answers: bool
    fork: Fork | None = None


def _looked_at(place: _Place, need: Need, facts: Sequence[Fact]) -> _Outcome:
    if place.table is None:
        fork = _statement_fork(place.item, need, facts)
        return _Outcome(fork is not None, fork)
    context = f"{place.item.title_path}\n{place.item.text}"
    fork = table_fork(place.table, need.text, facts, context, _place_of(place.item, place.table))
    return _Outcome(narrowed(place.table, need.text, facts) is not None, fork)


def _place_of(item: Evidence, table: Clause | None) -> str:
    """How a person names it: "GB 50067-2014 表5.1.1"."""
    number = (table.number if table is not None else None) or item.number
    return " ".join(part for part in (item.source.standard, number) if part)


def _places(item: Evidence, need: Need) -> list[_Place]:
    running = f"{item.title_path}\n" + "\n".join(clause.text for clause in item.clauses if clause.table is None)
    tables = [clause for clause in item.clauses if clause.table is not None]
    found = [
        _Place(item, table, need.terms.known_coverage(f"{running}\n{table.title}\n{table.text}")) for table in tables
    ]
    return [*found, _Place(item, None, need.terms.known_coverage(running))]


def _statement_fork(item: Evidence, need: Need, facts: Sequence[Fact]) -> Fork | None:
    pieces = [piece for piece in pieces_of(item) if not piece.is_row]
    made = [statement for piece in pieces for statement in statements_in(piece)]
    shares = {id(s): need.terms.known_coverage(f"{s.piece.context}") for s in made}
    best = max(shares.values(), default=0.0)
    for group in parallel([s for s in made if shares[id(s)] >= SAME_SUBJECT * best and asks_for(need.asked, s.kinds)]):
        if (fork := _fork_among(group, item, need.text, facts)) is not None:
            return fork
    return None


def _fork_among(group: Sequence[Statement], item: Evidence, question: str, facts: Sequence[Fact]) -> Fork | None:
    options = without_shared_end([statement.condition for statement in group])
    labels = Labels("", tuple(dict.fromkeys(options)))
    values = {label: statement.values for label, statement in zip(options, group, strict=True)}
    key = name_of(labels.texts, group[0].piece.context)
    chosen = named(labels, question) or confirmed(labels, facts)
    left = tuple(label for label in labels.texts if label in chosen or not chosen)
    if not 1 < len(left) <= MOST_OPTIONS or max(map(len, left)) > LONGEST_OPTION:
        return None
    if len({values[label] for label in left}) == 1 or is_given_up(Labels(key, left), facts):
        return None
    return Fork(key, left, _place_of(item, None))
