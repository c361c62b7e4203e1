"""Whether the evidence can answer the question at all, judged from the evidence and not from one similarity.

The similarity of what cannot be answered lies inside that of what can (measured on a standard of 128 clauses), so no
threshold on it refuses. What is asked here instead: does the library hold the standard that is named; do the texts
speak of what the question speaks of; and where a value is asked for, does the statement that speaks of the thing
give a value of that kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.assistant.need import Need
from app.assistant.pieces import Piece, statements_of
from app.assistant.support import gives_code, gives_kind, names_a_standard
from app.assistant.units import Kind, is_counting
from app.foundation.messages import tr
from app.retrieval.names import Names

JUDGED_PASSAGES = 6
"""The best of the evidence: what lies further down is there by chance."""
LONGEST_STATEMENT = 300
"""Characters of a clause that is judged as one statement."""
SAME_SUBJECT = 0.75
"""A statement that gives the value must speak of the asked thing at least this well, measured against the one that
speaks of it best: else it is the value of something else."""
SPOKEN_OF = 0.36
"""The share of the question's weight that must stand together in one statement. On questions put to a standard that
answers them and to others that do not, this parts nine of ten."""
CLOSE = 0.41
"""How close in meaning the best passage must be where the words do not carry: 0 is what unrelated questions reach in
this library with this model, 1 the same text."""
CLOSE_WITH_WORDS = 0.44
WORDS_BESIDE_CLOSENESS = 0.3
"""Closeness and this share of the words together: a distant passage that shares common words is none."""
SEVERAL_KINDS = 2
"""A passage that gives this many of the kinds of quantity that are asked for is the right one, whatever its words."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``reason`` says in a phrase for a person why nothing supports an answer; empty when something does."""

    reason: str = ""

    @property
    def refuses(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A statement and the share of the known and of all asked weight that it speaks of."""

    statement: Piece
    known: float
    share: float


def judge(needs: Sequence[Need], names: Names, unrelated: Callable[[], float]) -> Judgement:
    """Judge the evidence of a whole question. ``unrelated`` is the similarity that a question about something else
    reaches; it is asked for only where vectors found evidence."""
    if names.missing and not names.documents:
        return Judgement(tr("文库中没有 {names}", names="、".join(names.missing)))
    if not any(need.evidence for need in needs):
        return Judgement(tr("没有找到相关的条款"))
    if names.clauses and any("exact" in item.routes for need in needs for item in need.evidence):
        return Judgement()
    spoken = [_spoken(need) for need in needs]
    missing = [_value_missing(need, found) for need, found in zip(needs, spoken, strict=True)]
    if all(missing):
        return Judgement(missing[0])
    if _gives_several_kinds(needs):
        return Judgement()
    if any(missing) and all(why or _best(found) < SPOKEN_OF for why, found in zip(missing, spoken, strict=True)):
        return Judgement(next(filter(None, missing)))
    share = _share_of_all(needs, spoken)
    closeness = _closeness(needs, unrelated)
    if closeness is None:
        return Judgement(_not_spoken_of(needs) if share < SPOKEN_OF else "")
    is_far = closeness + WORDS_BESIDE_CLOSENESS * share < CLOSE_WITH_WORDS
    is_silent = share < SPOKEN_OF and closeness < CLOSE
    return Judgement(_not_spoken_of(needs) if is_far or is_silent else "")


def _closeness(needs: Sequence[Need], unrelated: Callable[[], float]) -> float | None:
    """How close the best passage is in meaning, None where vectors found nothing."""
    similar = [item.similarity for need in needs for item in need.evidence if item.similarity is not None]
    if not similar:
        return None
    floor = unrelated()
    return (max(similar) - floor) / (1 - floor)


def _spoken(need: Need) -> list[_Spoken]:
    statements = [s for item in need.evidence[:JUDGED_PASSAGES] for s in statements_of(item, LONGEST_STATEMENT)]
    return [_Spoken(s, need.terms.known_coverage(s.context), need.terms.coverage(s.context)) for s in statements]


def _value_missing(need: Need, spoken: Sequence[_Spoken]) -> str:
    """Why the value that this part asks for is not given; empty when it is, or none is asked for."""
    if not all(_is_given(spoken, partial(gives_kind, kinds=kinds)) for kinds in need.asked.explicit):
        return tr("相关条款没有给出所问的数值")
    if need.asked.standard and not _is_given(spoken, lambda statement: names_a_standard(statement.text)):
        return tr("相关条款没有指明标准或文件")
    if need.asked.code and not need.asked.standard and not _is_given(spoken, gives_code):
        return tr("相关条款没有给出所问的编号或代码")
    return ""


def _is_given(spoken: Sequence[_Spoken], gives: Callable[[Piece], bool]) -> bool:
    """Whether a statement gives it that speaks of the asked thing about as well as any does."""
    best = max((found.known for found in spoken), default=0.0)
    return any(found.known >= SAME_SUBJECT * best and gives(found.statement) for found in spoken)


def _share_of_all(needs: Sequence[Need], spoken: Sequence[Sequence[_Spoken]]) -> float:
    """The best shares of all parts, weighed by how much each part asks."""
    whole = sum(need.terms.total for need in needs)
    found = sum(need.terms.total * _best(items) for need, items in zip(needs, spoken, strict=True))
    return found / whole if whole else 1.0


def _best(spoken: Sequence[_Spoken]) -> float:
    return max((found.share for found in spoken), default=0.0)


def _gives_several_kinds(needs: Sequence[Need]) -> bool:
    """Whether the best passages hold one that gives several of the measured kinds that the question asks for."""
    wanted = {
        kinds for need in needs for kinds in (*need.asked.explicit, *need.asked.quantities) if _is_measured(kinds)
    }
    if len(wanted) < SEVERAL_KINDS:
        return False
    best = [item for need in needs for item in need.evidence if item.rank == 1]
    return any(
        sum(any(gives_kind(s, kinds) for s in statements_of(item, LONGEST_STATEMENT)) for kinds in wanted)
        >= SEVERAL_KINDS
        for item in best
    )


def _is_measured(kinds: frozenset[Kind]) -> bool:
    return not any(is_counting(kind) for kind in kinds)


def _not_spoken_of(needs: Sequence[Need]) -> str:
    unknown = list(dict.fromkeys(word for need in needs for word in need.terms.unknown))
    if unknown:
        return tr("文件里没有出现“{words}”", words="”“".join(unknown))
    return tr("没有条款同时说到所问的几点")
