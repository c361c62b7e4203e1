"""Whether the evidence can answer the question at all, judged from the evidence and not from one similarity.

The similarity of what cannot be answered lies inside that of what can (measured on a standard of 128 clauses), so no
threshold on it refuses. What is asked here instead: does the library hold the standard that is named; do the texts
speak of what the question speaks of; and where a value is asked for, does the passage that speaks of the thing give
a value of that kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.assistant.need import Need
from app.assistant.pieces import Piece, pieces_of
from app.assistant.support import gives_kind, names_a_standard
from app.foundation.messages import tr
from app.retrieval.names import Names

JUDGED_PASSAGES = 6
"""The best of the evidence: what lies further down is there by chance."""
SAME_SUBJECT = 0.75
"""A passage that gives the value must speak of the asked thing at least this well, measured against the passage that
speaks of it best: else it is the value of something else."""
KNOWN_SUBJECT = 0.5
"""The share of the question's weight that the library must know of at all."""
UNKNOWN_WORDS = 2
"""One strange word may be the reader's own word for a thing; with this many the question is about something else."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``reason`` says in a phrase for a person why nothing supports an answer; empty when something does."""

    reason: str = ""

    @property
    def refuses(self) -> bool:
        return bool(self.reason)


def judge(needs: Sequence[Need], names: Names) -> Judgement:
    """Judge the evidence of a whole question. Every part that asks for something must find it."""
    if names.missing and not names.documents:
        return Judgement(tr("文库中没有 {names}", names="、".join(names.missing)))
    if not any(need.evidence for need in needs):
        return Judgement(tr("没有找到相关的条款"))
    reasons = [reason for need in needs if (reason := _why_not(need))]
    return Judgement(reasons[0] if len(reasons) == len(needs) else "")


def _why_not(need: Need) -> str:
    """Why the evidence does not answer this part; empty when it may."""
    unknown = need.terms.unknown
    if len(unknown) >= UNKNOWN_WORDS and need.terms.known_total < KNOWN_SUBJECT * need.terms.total:
        return tr("文件里没有出现“{words}”", words="”“".join(unknown))
    if not all(_is_given(need, partial(gives_kind, kinds=kinds)) for kinds in need.asked.explicit):
        return tr("相关条款没有给出所问的数值")
    if need.asked.standard and not _is_given(need, lambda piece: names_a_standard(piece.text)):
        return tr("相关条款没有指明标准或文件")
    return ""


def _is_given(need: Need, gives: Callable[[Piece], bool]) -> bool:
    """Whether a piece gives it that speaks of the asked thing about as well as any piece does."""
    speaking = [(_subject(need, piece), piece) for piece in _judged(need)]
    best = max((share for share, _ in speaking), default=0.0)
    return any(share >= SAME_SUBJECT * best and gives(piece) for share, piece in speaking)


def _subject(need: Need, piece: Piece) -> float:
    return need.terms.known_coverage(piece.context)


def _judged(need: Need) -> list[Piece]:
    return [piece for item in need.evidence[:JUDGED_PASSAGES] for piece in pieces_of(item)]
