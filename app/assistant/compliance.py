"""Whether what a person has is what a clause asks for, decided by code and never by a model.

"我的车重60公斤，合格吗？" gives a value; the quotes give limits; where a limit of the same kind speaks of the same
subject the two are compared. Where the limit hangs on a condition that nobody gave, where two limits fit, or where
the subject differs, there is no verdict: a wrong "符合" is worse than none.

    verdicts(question, facts, pieces, citations) -> tuple[Sentence, ...]

``pieces`` are the selected quotes and ``citations`` what they were made into, one by one. Each sentence is direct,
verified, carries the key of its quote in its text and says in its notes what was given and what was computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.asked import parts
from app.assistant.given_values import ANY_DIMENSION, Given, given_in, subject_words
from app.assistant.limits import Limit, limits_of
from app.assistant.permission import permission
from app.assistant.pieces import Piece
from app.assistant.requirements import Required, requirements_in
from app.assistant.sources import Origin
from app.assistant.statements import words_of
from app.assistant.verdict_text import Verdict
from app.domain.answer import Citation, Fact, Sentence

SAME_SUBJECT = 0.6
"""The share of what a question says of its value that must stand in the clause, its headings included."""

_YES_OR_NO = re.compile(
    r"吗|么[?？]?$|是否|能否|可否|(?P<word>[可能行对够算要会是有合])(?:不|没)(?P=word)|合不合|算不算|符不符合|达不达标|行不|"
    r"^\s*(?:is|are|does|do|can|may|must|will)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"多少|什么|哪|谁|几[个位次种名项年月天日]|怎|如何|为何|多[高长久远快重大深宽厚]|\b(?:what|which|who|how|why|when)\b",
    re.IGNORECASE,
)
_TEST = re.compile(r"试验方法|检验方法|测试方法|检测方法|试验条件|检验规则")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A limit that a value may be measured by, and how well it fits: the words of its own phrase, then all around."""

    required: Required
    limit: Limit
    fit: tuple[int, int]


def verdicts(
    question: str, facts: Sequence[Fact], pieces: Sequence[Piece], citations: Sequence[Citation]
) -> tuple[Sentence, ...]:
    """The verdict on each value that the question asks about, or on the act that it asks about; empty where it asks
    neither or code cannot decide."""
    required = requirements_in(pieces, citations)
    found: dict[str, Sentence] = {}
    for part in parts(question):
        if not _YES_OR_NO.search(part) or _OPEN.search(part):
            continue
        given = [*given_in(part, Origin.QUESTION), *(value for fact in facts for value in _given_as(fact, part))]
        sentences = [_verdict(value, required) for value in given] if given else [permission(part, facts, required)]
        found.update({sentence.text: sentence for sentence in sentences if sentence is not None})
    return tuple(found.values())


def _given_as(fact: Fact, part: str) -> Iterator[Given]:
    """A confirmed value counts where the question asks about what it is a value of, or names nothing itself."""
    asked = subject_words(part)
    if not asked or asked & words_of(fact.key):
        yield from given_in(f"{fact.key}{fact.value}", Origin.FACT)


def _verdict(given: Given, required: Sequence[Required]) -> Sentence | None:
    """None where no limit fits, or two that differ fit equally well."""
    candidates = [found for one in required for found in _candidates(given, one)]
    best = max((found.fit for found in candidates), default=None)
    fitting = [found for found in candidates if found.fit == best]
    if not fitting or not all(found.limit.allows_the_same(fitting[0].limit) for found in fitting):
        return None
    for found in fitting:
        if found.required.citation is not None:
            return Verdict(given, found.limit, found.required.printed, found.required.citation).sentence()
    return None


def _candidates(given: Given, required: Required) -> Iterator[_Candidate]:
    """The limits of the same kind in a statement that speaks of the same subject; what a test is to be run at is no
    requirement on the thing tested (GB/T 1.1-2020, 9.6)."""
    statement = required.statement
    if _TEST.search(statement.around) or not given.words:
        return
    own = words_of(f"{required.row} {statement.text}")
    around = words_of(statement.around)
    if len(given.words & around) < SAME_SUBJECT * len(given.words):
        return
    if given.dimension and not re.search(given.dimension, _where_dimension_stands(required)):
        return
    for limit in limits_of(statement):
        if limit.family == given.value.family:
            yield _Candidate(required, limit, (len(given.words & own), len(given.words & around)))


def _where_dimension_stands(required: Required) -> str:
    """The limit's own phrase; where that names no dimension (深度应不小于2 m，且不大于5 m), its whole sentence."""
    own = f"{required.row} {required.statement.text}"
    return own if re.search(ANY_DIMENSION, own) else required.statement.around
