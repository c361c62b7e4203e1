"""The condition that sentences, list items or sibling clauses leave open for a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.assistant.forks.axis_names import name_of
from app.assistant.forks.choosing import Labels, confirmed, is_given_up, named
from app.assistant.forks.conditioned_statements import Statement, parallel, statements_in, without_shared_end
from app.assistant.forks.fork import Fork, can_be_asked
from app.assistant.question.need import Need
from app.assistant.quoting.pieces import pieces_of
from app.assistant.values.intervals import interval_in
from app.domain.evidence import Evidence

SAID_AS_WELL = 0.9
"""A statement answers plainly when it speaks of the asked subject this well, measured against all of its passage."""
SPOKEN_OF = 0.15
"""The share of the question that the conditions themselves must speak of, where no value is asked for."""


def statement_fork(item: Evidence, need: Need, place: str) -> Fork | None:
    """The fork among the statements of a passage that speak best of what is asked."""
    texts = {clause.id: clause.text for clause in item.clauses}
    groups = [
        (max(need.is_spoken_of_in(_in_its_place(statement, texts)) for statement in group), group)
        for group in parallel(_statements(item), by_value=need.asked.wants_value)
        if (need.asked.may_be(group[0].kinds) if need.asked.wants_value else _is_asked_about(group, need))
    ]
    groups.sort(key=lambda found: -found[0])
    return _fork_among(groups[0][1], need, place) if groups else None


def _is_asked_about(group: Sequence[Statement], need: Need) -> bool:
    """Whether the conditions are ranges, or of things that the question speaks of: Ⅰ类修车库 parts no other subject."""
    conditions = [statement.condition for statement in group]
    return all(map(interval_in, conditions)) or need.is_spoken_of_in("\n".join(conditions)) >= SPOKEN_OF


def states_plainly(item: Evidence, need: Need) -> bool:
    """Whether one statement of the passage gives the asked value by itself."""
    if not need.asked.wants_value:
        return False
    texts = {clause.id: clause.text for clause in item.clauses}
    whole = need.is_spoken_of_in(f"{place_in_document(item)}\n{item.text}")
    return any(
        statement.values
        and need.asked.may_be(statement.kinds)
        and need.is_spoken_of_in(_in_its_place(statement, texts)) >= SAID_AS_WELL * whole
        for statement in _statements(item)
    )


def _statements(item: Evidence) -> list[Statement]:
    return [found for piece in pieces_of(item) if not piece.is_row for found in statements_in(piece)]


def _in_its_place(statement: Statement, texts: Mapping[str, str]) -> str:
    """The statement with the headings and lead-ins above it."""
    piece = statement.piece
    above = texts.get(piece.clause.parent_id or "", "")
    return "\n".join((place_in_document(piece.evidence), piece.clause.title, above, piece.lead, piece.text))


def place_in_document(item: Evidence) -> str:
    """The headings above a passage without the document's own title, which names its subject over every clause."""
    return item.title_path.partition(" > ")[2]


def ruled_out(item: Evidence, need: Need) -> frozenset[tuple[str, int]]:
    """The pieces of a passage, by clause id and start, all of whose statements hold under other conditions than those
    that the question gives or the facts confirm."""
    made = _statements(item)
    out: set[int] = set()
    for by_value in (False, True):
        for group in parallel(made, by_value=by_value):
            branches = _branches(group)
            chosen = _chosen(branches, need)
            out |= {id(one) for label, ones in branches.held.items() if chosen and label not in chosen for one in ones}
    places = {(one.piece.clause.id, one.piece.start) for one in made}
    kept = {(one.piece.clause.id, one.piece.start) for one in made if id(one) not in out}
    return frozenset(places - kept)


@dataclass(frozen=True, slots=True)
class _Branches:
    """Statements beside each other by the label of their condition."""

    labels: Labels
    held: Mapping[str, Sequence[Statement]]


def _branches(group: Sequence[Statement]) -> _Branches:
    piece = group[0].piece
    held: dict[str, list[Statement]] = {}
    for label, statement in zip(without_shared_end([one.condition for one in group]), group, strict=True):
        held.setdefault(label, []).append(statement)
    context = f"{piece.evidence.title_path}\n{piece.lead}\n{group[0].scope}"
    return _Branches(Labels(name_of(tuple(held), piece.context), tuple(held), context), held)


def _chosen(branches: _Branches, need: Need) -> frozenset[str]:
    return named(branches.labels, need.circumstances) or confirmed(branches.labels, need.facts)


def _fork_among(group: Sequence[Statement], need: Need, place: str) -> Fork | None:
    branches = _branches(group)
    chosen = _chosen(branches, need)
    left = tuple(label for label in branches.held if label in chosen or not chosen)
    said = {frozenset(value for one in branches.held[label] for value in one.says) for label in left}
    if not can_be_asked(left) or len(said) == 1 or is_given_up(branches.labels, need.facts):
        return None
    return Fork(branches.labels.name, left, place)
