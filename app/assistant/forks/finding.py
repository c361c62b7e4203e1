"""Where the evidence itself forks: tables, lists and sibling clauses that answer differently under conditions, and
documents that answer differently at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.assistant.forks.document_forks import document_fork
from app.assistant.forks.fork import Fork
from app.assistant.forks.statement_forks import place_in_document, statement_fork, states_plainly
from app.assistant.forks.table_forks import gives_what_is_asked, narrowed, table_fork
from app.assistant.question.need import Need
from app.assistant.quoting.pieces import Piece
from app.domain.document import Clause
from app.domain.evidence import Evidence

QUOTED_LOOKED_AT = 2
BEST_LOOKED_AT = 3
"""Passages of each part of a question, as quoted and as ranked: what comes further down stands beside the answer."""
UNQUOTED = 0.9
"""What the share of a passage counts that is not quoted: it must speak of the subject so much better."""
_TABLE = re.compile(r"表\s*([A-Z]?\.?\d[\d.]*(?:-\d+)?)")


def forks_of(needs: Sequence[Need], quotes: Sequence[Piece], *, names_a_standard: bool = False) -> tuple[Fork, ...]:
    """The forks that the question leaves open in the passages that answer it, at most one for each part; none where it
    asks which standard applies."""
    found: list[Fork] = []
    for need in needs:
        if need.asked.standard:
            continue
        between = None if names_a_standard else document_fork(need)
        fork = between or _fork_in_a_passage(need, _quoted_for(need, quotes))
        found += [fork] if fork is not None else []
    return tuple(found)


def _quoted_for(need: Need, quotes: Sequence[Piece]) -> list[Piece]:
    held = {item.passage_id for item in need.evidence}
    return [quote for quote in quotes if quote.evidence.passage_id in held]


def _fork_in_a_passage(need: Need, quotes: Sequence[Piece]) -> Fork | None:
    """The fork of the place that speaks best of what is asked: where that one answers plainly, what lies further down
    is of no account."""
    quoted = list({quote.evidence.passage_id: quote.evidence for quote in quotes}.values())[:QUOTED_LOOKED_AT]
    quoted += _tables_named_in(quoted, need)
    best = need.evidence[:BEST_LOOKED_AT]
    places = [place for item in quoted for place in _places(item, need)]
    others = [item for item in best if item.passage_id not in {held.passage_id for held in quoted}]
    places += [replace(place, share=UNQUOTED * place.share) for item in others for place in _places(item, need)]
    for place in sorted(places, key=lambda place: -place.share):
        outcome = _looked_at(place, need)
        if outcome.answers:
            return outcome.fork
    return None


def _tables_named_in(quoted: Sequence[Evidence], need: Need) -> list[Evidence]:
    """The evidence with the tables that quoted clauses send their reader to: "不应大于表2的规定"."""
    named = {(item.source.document_id, f"表{number}") for item in quoted for number in _TABLE.findall(item.text)}
    held = {item.passage_id for item in quoted}
    return [
        item
        for item in need.evidence
        if item.passage_id not in held
        and any(
            (item.source.document_id, clause.number) in named for clause in item.clauses if clause.table is not None
        )
    ]


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


def _looked_at(place: _Place, need: Need) -> _Outcome:
    named_place = _place_of(place.item, place.table)
    if place.table is None:
        fork = statement_fork(place.item, need, named_place)
        return _Outcome(fork is not None or states_plainly(place.item, need), fork)
    found = narrowed(place.table, need.text, need.facts, need.circumstances)
    if found is None or not gives_what_is_asked(found, need.asked):
        return _Outcome(answers=False)
    return _Outcome(True, table_fork(found, need, f"{place.item.title_path}\n{place.item.text}", named_place))


def _place_of(item: Evidence, table: Clause | None) -> str:
    """How a person names it: "GB 50067-2014 表5.1.1"."""
    number = (table.number if table is not None else None) or item.number
    return " ".join(part for part in (item.source.standard, number) if part)


def _places(item: Evidence, need: Need) -> list[_Place]:
    """The tables of a passage and its running text, each with how well it speaks of what is asked in its place."""
    running = f"{place_in_document(item)}\n" + "\n".join(clause.text for clause in item.clauses if clause.table is None)
    tables = [clause for clause in item.clauses if clause.table is not None]
    found = [_Place(item, table, need.is_spoken_of_in(f"{running}\n{table.title}\n{table.text}")) for table in tables]
    return [*found, _Place(item, None, need.is_spoken_of_in(running))]
