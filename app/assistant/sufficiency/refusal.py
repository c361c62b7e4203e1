"""Whether the evidence can answer the question at all, judged from several signals and not from one similarity.

The similarity of what cannot be answered lies inside that of what can, so no threshold on it refuses. What is asked
instead: does the library hold the standard that is named; do the best passages come near and stand out from those
around them; does one statement speak of what is asked; and where a value is sought, does a statement about the thing
give one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assistant.question.need import Need
from app.assistant.sufficiency.signals import Signals, signals_of
from app.assistant.sufficiency.sought import Form, sought_values
from app.assistant.sufficiency.subject import subject_phrase
from app.foundation.messages import tr
from app.retrieval.names import Names
from app.retrieval.nearness import Nearness

CLOSENESS_WEIGHT = 11.2
LEAD_WEIGHT = 11.8
VALUE_WEIGHT = 7.3
WORDS_WEIGHT = 3.6
ENOUGH = 12.6
"""A logistic model over the signals, fitted with questions to fifteen documents (tests/bench/sufficiency.py) and read
as: this much of them together is enough. 2026-11-23: it refuses 4 of 116 questions that a document answers, 79 of 83
that it does not, and 67 of 71 put to a library without the document. With the questions of each document held out of
the fit, 0.96 and 0.94 of the latter two for 0.05 of the first; of the single signals the value refuses 0.88 and 0.48,
the closeness 0.36 and 0.87."""
WORDS_ALONE_WEIGHT = 4.6
ENOUGH_WITHOUT_VECTORS = 8.7
"""The same where there are no vectors: words and value alone. They refuse 0.95 of what is not answered for 0.14 of what
is."""
MOST_WORDS = 0.6
"""Of a question's weight in one statement: beyond this share the words speak for the evidence; below, other words may
say the same."""
POOR_VALUE = 0.6
"""A value signal below this is what a refusal is explained by."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``reason`` says in a phrase for a person why nothing supports an answer; empty when something does."""

    reason: str = ""

    @property
    def refuses(self) -> bool:
        return bool(self.reason)


def judge(needs: Sequence[Need], names: Names, nearness: Callable[[], Nearness | None]) -> Judgement:
    """Judge the evidence of a whole question. ``nearness`` is asked for only where the judgement needs it."""
    if names.missing and not names.documents:
        return Judgement(tr("文库中没有 {names}", names="、".join(names.missing)))
    if not any(need.evidence for need in needs):
        return Judgement(tr("没有找到相关的条款"))
    if names.clauses and any("exact" in item.routes for need in needs for item in need.evidence):
        return Judgement()
    signals = signals_of(needs, nearness())
    return Judgement() if surplus(signals) >= 0 else Judgement(_reason(needs, signals))


def surplus(signals: Signals) -> float:
    """By how much the signals exceed what is enough; negative where the evidence does not answer."""
    if signals.closeness is None or signals.lead is None:
        return WORDS_ALONE_WEIGHT * signals.words + VALUE_WEIGHT * signals.value - ENOUGH_WITHOUT_VECTORS
    return (
        CLOSENESS_WEIGHT * signals.closeness
        + LEAD_WEIGHT * signals.lead
        + WORDS_WEIGHT * max(0.0, signals.words - MOST_WORDS) * signals.value
        + VALUE_WEIGHT * signals.value
        - ENOUGH
    )


def _reason(needs: Sequence[Need], signals: Signals) -> str:
    """What is missing, in a phrase."""
    values = [value for need in needs for value in sought_values(need.asked)]
    named = next((value.named for value in values if value.named), "") if signals.value < POOR_VALUE else ""
    subject = named or subject_phrase(needs)
    if not subject:
        return tr("没有条款同时说到所问的几点")
    if signals.value >= POOR_VALUE:
        return tr("文件里没有说到所问的“{subject}”", subject=subject)
    forms = {value.form for value in values}
    if Form.STANDARD in forms:
        return tr("文件里没有指明“{subject}”所依据的标准", subject=subject)
    if Form.CODE in forms:
        return tr("文件里没有给出“{subject}”的编号或代码", subject=subject)
    if Form.WHO in forms or Form.BODY in forms:
        return tr("文件里没有说明“{subject}”由谁负责", subject=subject)
    return tr("文件里没有给出“{subject}”的数值", subject=subject)
