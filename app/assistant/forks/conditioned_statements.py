"""Where sentences, list items or sibling clauses state different things under different conditions.

"当临空高度在24.0m以下时，栏杆高度不应低于1.05m；当临空高度在24.0m及以上时，栏杆高度不应低于1.1m。"
A statement is read as condition, subject and predicate: commas part the phrases, and the word that governs what is
required begins the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.assistant.quoting.pieces import Piece
from app.assistant.values.grades import grades_in
from app.assistant.values.intervals import interval_in
from app.assistant.values.quantities import measures, normal
from app.assistant.values.units import Kind

_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_PHRASE_END = re.compile(r"[，,]")
_MODAL = re.compile(
    r"(?:均|都|各|仍|也)?(?:应当?|不应|必须|不得|宜|不宜|不?可(?!燃|靠|能|见)|须|不能|为(?!了)|是(?!否)|至少|记|"
    r"\b(?:shall|should|must|may|is|are|at (?:least|most))\b)"
)
_BARE_COMPARISON = re.compile(r"不?(?:小于|大于|低于|高于|超过|少于|多于)|[≥≤<>]")
"""Begins the predicate of a sentence that has no verb: "高度不大于1.1 m"; else it belongs to the condition."""
_SETS_A_CONDITION = re.compile(r"(?:时|的|者|情况下|条件下|后)$|^(?:when|where|if|for)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:[（(]?[a-zA-Z0-9一二三四五六七八九十]{1,2}[)）、.．]\s*)?(?:其中|但|而|且|当|对于?|如果?|若|在)*\s*"
)
_CLOSING = re.compile(r"(?:时|的?情况下|条件下|者|的|中|,|，|:|：|\s)+$")
_BRACKETS = re.compile(r"[（(].*?[)）]|\s")
_ATTRIBUTE = re.compile(
    r"(?:度|率|量|距|离|期|积|径|压|流|阻|值|力|限|数|速|温|间隔|系数|时间|荷载|净宽|净高|层高|深|宽|高|厚|长|金|款|费)$"
)
_TAIL = 2
"""Characters: the Chinese word that names what a value is of stands right before the predicate."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a stretch of a piece says: under ``condition`` the ``subject`` is as the ``predicate`` has it.

    ``condition`` is a slice of the piece; it is the subject itself where nothing before it sets one. ``scope`` is what
    a sentence sets for several statements at once.
    """

    piece: Piece
    condition: str
    subject: str
    predicate: str
    scope: str = ""

    @property
    def values(self) -> frozenset[str]:
        """The values stated, grades among them, in one form each."""
        stated = {f"{found.number}{found.unit.symbol}" for found in measures(self.predicate)}
        return frozenset(stated | {"".join(grade) for grade in grades_in(self.predicate)})

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of the values stated; a grade is one."""
        kinds = frozenset(found.kind for found in measures(self.predicate))
        return kinds | {Kind.GRADE} if grades_in(self.predicate) else kinds

    @property
    def says(self) -> frozenset[str]:
        """Its values, or the words of the predicate where it gives none."""
        return self.values or frozenset({re.sub(r"\s", "", normal(self.predicate))})

    @property
    def attribute(self) -> str:
        """The last word of the subject where it names what is measured; empty for a thing, and for grades."""
        subject = _BRACKETS.sub("", self.subject)
        return subject[-_TAIL:] if _ATTRIBUTE.search(subject) and Kind.GRADE not in self.kinds else ""

    @property
    def is_of_a_range(self) -> bool:
        """Whether the condition bounds a quantity or names a grade: it then is one branch of several."""
        return interval_in(self.condition) is not None or bool(grades_in(self.condition))


def statements_in(piece: Piece) -> Iterator[Statement]:
    """The statements that a sentence or list item makes, in order."""
    for sentence in _SENTENCE_END.split(piece.text):
        yield from _under_one_scope(list(_chains(piece, sentence)))


def _chains(piece: Piece, sentence: str) -> Iterator[Statement]:
    verbs = _MODAL if _MODAL.search(sentence) else _BARE_COMPARISON
    start = 0
    begun: int | None = None
    for end in [*(match.start() for match in _PHRASE_END.finditer(sentence)), len(sentence)]:
        phrase = sentence[start:end]
        verb = None if _SETS_A_CONDITION.search(phrase.strip()) else verbs.search(phrase)
        if verb is None:
            begun = start if begun is None else begun
        else:
            subject = phrase[: verb.start()].strip()
            condition = sentence[begun:start] if begun is not None else subject
            yield Statement(piece, _trimmed(condition), subject, phrase[verb.start() :])
            begun = None
        start = end + 1


def _under_one_scope(statements: Sequence[Statement]) -> list[Statement]:
    """ "没有道路中心线的道路，城市道路为每小时30公里，公路为每小时40公里": the first phrase sets the scope of both."""
    if len(statements) > 1 and statements[0].condition != statements[0].subject:
        first, *others = statements
        are_cases = all(s.condition == s.subject and s.subject and not s.attribute for s in others)
        if are_cases and first.subject and not first.attribute:
            return [Statement(s.piece, s.subject, s.subject, s.predicate, first.condition) for s in statements]
    return list(statements)


def _trimmed(condition: str) -> str:
    return _CLOSING.sub("", _OPENING.sub("", condition.strip())).strip()


def parallel(statements: Iterable[Statement], *, by_value: bool) -> list[list[Statement]]:
    """Statements that stand beside each other, group by group, each in printed order: of the same attribute with
    values of the same kinds, or else under ranges or grades of the same sort."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for statement in statements:
        beside = (statement.piece.clause.parent_id, statement.scope)
        if by_value and statement.values and statement.condition:
            groups.setdefault((*beside, statement.attribute, statement.kinds), []).append(statement)
        elif not by_value and statement.is_of_a_range:
            groups.setdefault((*beside, _sort_of(statement.condition)), []).append(statement)
    return [group for group in groups.values() if len({statement.condition for statement in group}) > 1]


def _sort_of(condition: str) -> str:
    """The unit of a range, the word of a grade."""
    interval = interval_in(condition)
    return (
        (interval.symbol or "") if interval is not None else "".join(sorted({word for _, word in grades_in(condition)}))
    )


def without_shared_end(conditions: Sequence[str]) -> list[str]:
    """Conditions less what all of them end with from a 的 on: 单面布房的公共走道净宽 is the case 单面布房."""
    ends = [re.search(r"的(?!$).*$", condition) for condition in conditions]
    if all(ends) and len({end[0] for end in ends if end}) == 1:
        return [condition[: end.start()].strip() for condition, end in zip(conditions, ends, strict=True) if end]
    return list(conditions)
