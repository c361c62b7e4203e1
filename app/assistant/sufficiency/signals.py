"""Signals of whether the evidence answers a question: what no similarity tells alone, several together tell better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.question.need import Need
from app.assistant.quoting.pieces import Piece, statements_of
from app.assistant.sufficiency.given import gives_sought, says_what_is_named
from app.assistant.sufficiency.sought import Sought, sought_values
from app.retrieval.nearness import Nearness

JUDGED_PASSAGES = 8
"""The best of the evidence: what lies further down is there by chance."""
LONGEST_STATEMENT = 300
"""Characters of a clause that is judged as one statement."""
FAR_BEHIND = 30
"""Places behind the best passage, with which it is compared to see whether it stands out from its neighbours."""
BEHIND = 10
"""As FAR_BEHIND, to see which passages of the evidence keep up with the best one."""
UNNAMED = 0.5
"""What a value counts where the statement does not say what the question calls it: a reader may use other words."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement and the share of the known and of all asked weight that it speaks of, each 0 to 1."""

    statement: Piece
    known: float
    share: float


@dataclass(frozen=True, slots=True)
class Signals:
    """What the evidence tells of a question.

    ``closeness`` and ``lead`` are Nearness's, None without vectors. ``words`` is the best share of the question's
    weight that stands in one statement. ``value`` tells whether what is sought (a time, a sum, the name of a standard)
    is given by a statement about the thing: 1 where it is or where nothing of the kind is sought, 0 where no
    statement gives one.
    """

    closeness: float | None
    lead: float | None
    words: float
    value: float


def signals_of(needs: Sequence[Need], nearness: Nearness | None) -> Signals:
    """The signals of a whole question."""
    spoken = [spoken_of(need) for need in needs]
    return Signals(
        closeness=nearness.closeness if nearness else None,
        lead=nearness.lead(FAR_BEHIND) if nearness else None,
        words=_words(needs, spoken),
        value=_value(needs, spoken, nearness),
    )


def spoken_of(need: Need) -> list[Spoken]:
    """The statements of the best evidence for a part of the question, and how well they speak of it."""
    statements = [s for item in need.evidence[:JUDGED_PASSAGES] for s in statements_of(item, LONGEST_STATEMENT)]
    found = []
    for statement in statements:
        weight = need.terms.found_in(statement.context)
        found.append(Spoken(statement, _share(weight, need.terms.known_total), _share(weight, need.terms.total)))
    return found


def _share(weight: float, total: float) -> float:
    return weight / total if total else 0.0


def _words(needs: Sequence[Need], spoken: Sequence[Sequence[Spoken]]) -> float:
    """The best shares of all parts, weighed by how much each part asks."""
    whole = sum(need.terms.total for need in needs)
    best = (max((one.share for one in found), default=0.0) for found in spoken)
    return sum(need.terms.total * share for need, share in zip(needs, best, strict=True)) / whole if whole else 1.0


def _value(needs: Sequence[Need], spoken: Sequence[Sequence[Spoken]], nearness: Nearness | None) -> float:
    """The mean over all that is sought."""
    marks = [
        _given(value, found, nearness)
        for need, found in zip(needs, spoken, strict=True)
        for value in sought_values(need.asked)
    ]
    return sum(marks) / len(marks) if marks else 1.0


def _given(value: Sought, spoken: Sequence[Spoken], nearness: Nearness | None) -> float:
    """How well the statement speaks of the asked thing that gives the value: by its words, measured against the
    statement that speaks of it best, and by its passage's place among the nearest."""
    best = max((one.known for one in spoken), default=0.0)
    marks = []
    for one in spoken:
        if not gives_sought(one.statement, value):
            continue
        words = one.known / best if best else 0.0
        near = nearness.place(one.statement.evidence.passage_id, BEHIND) if nearness else words
        mark = (words + near) / 2
        marks.append(mark if says_what_is_named(one.statement, value) else UNNAMED * mark)
    return max(marks, default=0.0)
