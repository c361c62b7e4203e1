"""Whether what a person has is what a clause asks for, decided by code and never by a model.

"我的车重60公斤，合格吗？" gives a value; the quotes give limits; where a limit of the same kind speaks of the same
subject the two are compared. Where the limit hangs on a condition that nobody gave, where two limits fit, or where
the subject differs, there is no verdict: a wrong "符合" is worse than none.

    verdicts(question, facts, pieces, citations) -> tuple[Sentence, ...]

``pieces`` are the selected quotes and ``citations`` what they were made into, one by one. Each sentence is direct,
verified, carries the key of its quote in its text and says in its notes what was given and what was computed.

    bearing(question, facts, evidence) -> tuple[Piece, ...]

are the pieces whose limits a value of the question may be measured by: what should be quoted first.

    limit_words(question) -> tuple[str, ...]

are words with which to search for these limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.compliance.circumstances import Holding, holding
from app.assistant.compliance.given_values import ANY_DIMENSION, Given, given_in, quantity_words, subject_words
from app.assistant.compliance.limits import Limit, limits_of
from app.assistant.compliance.permission import permission
from app.assistant.compliance.requirements import Required, passages_of, requirements_in
from app.assistant.compliance.verdict_text import Verdict
from app.assistant.question.asked import parts
from app.assistant.quoting.pieces import Piece
from app.assistant.values.readings import readings
from app.assistant.verification.content import OPPOSITE, words_of
from app.assistant.verification.sources import Origin
from app.domain.answer import Citation, Fact, Sentence
from app.domain.evidence import Evidence

SAME_SUBJECT = 0.5
"""The share of what a question says of its value that must stand in the clause, its headings included."""

SAME_SUBJECT_IN_A_TABLE = 0.25
"""Of a cell less must be named: the question has already chosen its row, whose labels are short."""
_YES_OR_NO = re.compile(
    r"吗|么[?？]?$|是否|能否|可否|(?P<word>[可能行对够算要会是有合])(?:不|没)(?P=word)|合不合|算不算|符不符合|达不达标|行不|"
    r"^\s*(?:is|are|does|do|can|may|must|will)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"多少|什么|哪|谁|几[个位次种名项年月天日]|怎|如何|为何|多[高长久远快重大深宽厚]|\b(?:what|which|who|how|why|when)\b",
    re.IGNORECASE,
)
_DEVIATION = re.compile(r"误差|偏差|允差|公差|精度|准确度|不确定度|波动")
"""What is no value of the thing: 车速的测量误差 limits no 车速."""
_TEST = re.compile(r"试验方法|检验方法|测试方法|检测方法|试验条件|检验规则")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A limit that a value may be measured by, and how well it fits: the words of its own phrase, then all around."""

    required: Required
    limit: Limit
    state: Holding
    fit: tuple[int, int]


def verdicts(
    question: str, facts: Sequence[Fact], pieces: Sequence[Piece], citations: Sequence[Citation]
) -> tuple[Sentence, ...]:
    """The verdict on each value that the question asks about, or on the act that it asks about; empty where it asks
    neither or code cannot decide."""
    required = requirements_in(passages_of(pieces), citations, question, facts)
    found: dict[str, Sentence] = {}
    for part in _asking_for_a_verdict(question):
        given = _given(part, facts)
        said = _said(question, facts)
        sentences = _of_all(given, required, said) if given else [permission(part, facts, required)]
        found.update({sentence.text: sentence for sentence in sentences if sentence is not None})
    return tuple(found.values())


def bearing(question: str, facts: Sequence[Fact], evidence: Sequence[Evidence]) -> tuple[Piece, ...]:
    """The pieces of the evidence with the limits that fit a value of the question best, in the order of the evidence;
    empty where the question asks for no verdict on a value."""
    required = requirements_in(evidence, (), question, facts)
    found: dict[tuple[str, int], Piece] = {}
    for part in _asking_for_a_verdict(question):
        for value in _given(part, facts):
            for one in _fitting(value, required, _said(question, facts)):
                piece = one.required.piece
                found.setdefault((piece.clause.id, piece.start), piece)
    return tuple(found.values())


def limit_words(question: str) -> tuple[str, ...]:
    """What standards call the quantities whose values the question wants judged (see quantity_words): further words to
    search for, since "上秤是54公斤，合格吗" names neither 质量 nor what limits it. Empty for other questions."""
    words = (word for part in _asking_for_a_verdict(question) for word in quantity_words(part))
    return tuple(dict.fromkeys(words))


def _asking_for_a_verdict(question: str) -> list[str]:
    return [part for part in parts(question) if _YES_OR_NO.search(part) and not _OPEN.search(part)]


def _given(part: str, facts: Sequence[Fact]) -> list[Given]:
    """The values of the question; a confirmed value counts where the question asks about what it is a value of, or
    names nothing itself."""
    asked = subject_words(part)
    of_facts = [fact for fact in facts if not asked or asked & words_of(fact.key)]
    from_facts = (value for fact in of_facts for value in given_in(f"{fact.key}{fact.value}", Origin.FACT))
    return [*given_in(part, Origin.QUESTION), *from_facts]


def _said(question: str, facts: Sequence[Fact]) -> str:
    return "\n".join([question, *(f"{fact.key}{fact.value}" for fact in facts)])


def _of_all(given: Sequence[Given], required: Sequence[Required], said: str) -> list[Sentence]:
    """The verdicts on values given together. None of a quantity of which one value gets none: 1.2 m alone would stand
    for the question whether 1.2 m may become 0.9 m."""
    judged = [(value, _verdict(value, required, said)) for value in given]
    unclear = [value for value, verdict in judged if verdict is None and value.origin is Origin.QUESTION]
    return [
        verdict
        for value, verdict in judged
        if verdict is not None and not (value.origin is Origin.QUESTION and any(map(value.is_beside, unclear)))
    ]


def _verdict(given: Given, required: Sequence[Required], said: str) -> Sentence | None:
    """None where no limit fits, two that differ fit equally well, or an open condition would change it."""
    fitting = _fitting(given, required, said)
    if not fitting or not all(found.limit.allows_the_same(fitting[0].limit) for found in fitting):
        return None
    for found in fitting:
        if found.required.citation is not None:
            return Verdict(given, found.limit, found.required.printed, found.required.citation).sentence()
    return None


def _fitting(given: Given, required: Sequence[Required], said: str) -> list[_Candidate]:
    """The limits that fit best and hold under what was said. A limit under a condition that is met goes before the
    others of its sentence; one whose condition is open makes the others uncertain where it would decide otherwise."""
    found = [candidate for one in required for candidate in _candidates(given, one, said)]
    possible = [one for one in found if one.state is not Holding.UNMET]
    best = max((one.fit for one in possible if one.state is Holding.MET), default=None)
    fitting = [one for one in possible if one.fit == best and one.state is Holding.MET]
    special = [one for one in fitting if one.limit.conditions]
    chosen = special or fitting
    is_uncertain = any(
        one.state is Holding.UNKNOWN
        and one.required.printed in {other.required.printed for other in chosen}
        and (one.limit.broken_by(given.value) is None) != (chosen[0].limit.broken_by(given.value) is None)
        for one in possible
    )
    return [] if is_uncertain else chosen


def _candidates(given: Given, required: Required, said: str) -> Iterator[_Candidate]:
    """The limits of the same kind in a statement that speaks of the same subject; what a test is to be run at is no
    requirement on the thing tested (GB/T 1.1-2020, 9.6)."""
    statement = required.statement
    if _TEST.search(statement.around) or not given.words or not _speaks_of(given, required):
        return
    if _DEVIATION.search(_own_words(required)) and not _DEVIATION.search(said):
        return
    around = words_of(statement.around)
    enough = SAME_SUBJECT_IN_A_TABLE if required.row else SAME_SUBJECT
    if len(given.words & around) < enough * len(given.words):
        return
    # The cells of one table are told apart by their labels, not by how many words these share with the question.
    own = words_of(statement.text)
    for limit in limits_of(statement):
        if limit.family == given.value.family and not _is_of_a_condition(given, limit, required):
            fit = (len(given.words & own), len(given.words & (around if not required.row else own)))
            yield _Candidate(required, limit, holding(limit.conditions, said), fit)


def _speaks_of(given: Given, required: Required) -> bool:
    """Whether the limit is of the thing and in the dimension that the value is said of."""
    own = f"{required.row} {required.statement.before} {required.statement.text} {required.piece.clause.title}"
    if not _names(given.head, own) or _is_opposed(given.words, words_of(own)):
        return False
    return not given.dimension or bool(re.search(given.dimension, _where_dimension_stands(required)))


def _is_of_a_condition(given: Given, limit: Limit, required: Required) -> bool:
    """Whether what the value is said of stands only where the limit says when it holds: the 临空高度 of
    临空高度大于24 m的护栏高度."""
    rest = f"{required.row} {required.statement.before}{required.statement.text} {required.piece.clause.title}"
    for condition in filter(readings, limit.conditions):
        rest = rest.replace(condition, " ")
    return not _names(given.head, rest)


def _own_words(required: Required) -> str:
    """What names the limit's quantity: its phrase, or what its sentence says before a phrase that names nothing."""
    statement = required.statement
    before = "" if words_of(statement.text) else statement.before
    return f"{required.row} {before} {statement.text} {required.piece.clause.title}"


def _is_opposed(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether the limit is of the other one of two: of 后轮 where 前轮 is meant, of 一级 where 三级 is."""
    if any(OPPOSITE.get(word) in theirs and word not in theirs for word in ours):
        return True
    grades = {word[-1]: word for word in theirs if len(word) > 1 and not word.isascii()}
    meant = [word for word in ours if len(word) > 1 and not word.isascii()]
    return any(word[-1] in grades and word not in theirs for word in meant)


def _names(head: str, text: str) -> bool:
    """Whether the text has the word, or spells it out: 电动自行车 for 电动车."""
    if len(head) < 3:
        return bool(head) and head in text
    return head[-2:] in text or bool(re.search(".{0,3}".join(map(re.escape, head)), text))


def _where_dimension_stands(required: Required) -> str:
    """The limit's own phrase; where that names no dimension (深度应不小于2 m，且不大于5 m), its whole sentence."""
    own = f"{required.row} {required.statement.text}"
    return own if re.search(ANY_DIMENSION, own) else required.statement.around
