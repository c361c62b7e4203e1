"""Where sentences, list items or sibling clauses state different values of one thing under different conditions.

"当临空高度在24.0m以下时，栏杆高度不应低于1.05m；当临空高度在24.0m及以上时，栏杆高度不应低于1.1m。"
A statement is read as condition, subject and predicate: commas part the phrases, and the word that governs the value
begins the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.grades import grades_in
from app.assistant.pieces import Piece
from app.assistant.quantities import measures
from app.assistant.units import Kind

_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_PHRASE_END = re.compile(r"[，,]")
_VALUE = r"\d|[一二三四五六七八九十甲乙丙丁ⅠⅡⅢⅣⅤ][级类等]"
_PREDICATE = re.compile(
    r"(?:均|都|各)?(?:应当?|不应|必须|不得|宜|不宜|可|须|不能|为|是|至少|不(?:小于|大于|低于|高于|超过|少于|多于)|[≥≤<>]|"
    rf"\b(?:shall|should|must|may|is|are|at (?:least|most))\b)(?=.*?(?:{_VALUE}))"
)
_SETS_A_CONDITION = re.compile(r"(?:时|的|者|情况下|条件下|后)$|^(?:when|where|if|for)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:[（(]?[a-zA-Z0-9一二三四五六七八九十]{1,2}[)）、.．]\s*)?(?:其中|但|而|且|当|对于?|如果?|若|在)*\s*"
)
_CLOSING = re.compile(r"(?:时|的?情况下|条件下|者|的|中|,|，|:|：)+$")
_BRACKETS = re.compile(r"[（(].*?[)）]|\s")
_ATTRIBUTE = re.compile(
    r"(?:度|率|量|距|离|期|积|径|压|流|阻|值|力|限|数|速|温|间隔|系数|时间|荷载|净宽|净高|层高|深|宽|高|厚|长|金|款|费)$"
)
_TAIL = 2
"""Characters: the Chinese word that names what a value is of stands right before the predicate."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a stretch of a piece says: under ``condition`` the ``subject`` has the values of ``predicate``.

    ``condition`` is a slice of the piece; it is the subject itself where no phrase before it sets one.
    """

    piece: Piece
    condition: str
    subject: str
    predicate: str

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
    def attribute(self) -> str:
        """The last word of the subject where it names what is measured; empty for a thing, and for grades."""
        subject = _BRACKETS.sub("", self.subject)
        return subject[-_TAIL:] if _ATTRIBUTE.search(subject) and Kind.GRADE not in self.kinds else ""


def statements_in(piece: Piece) -> Iterator[Statement]:
    """The statements with a value that a sentence or list item makes, in order."""
    for sentence in _SENTENCE_END.split(piece.text):
        conditions: list[str] = []
        for phrase in _PHRASE_END.split(sentence):
            verb = None if _SETS_A_CONDITION.search(phrase.strip()) else _PREDICATE.search(phrase)
            if verb is None:
                conditions.append(phrase)
                continue
            yield _statement(piece, conditions, phrase, verb.start())
            conditions = []


def _statement(piece: Piece, conditions: Sequence[str], phrase: str, start: int) -> Statement:
    subject = phrase[:start].strip()
    condition = conditions[-1] if conditions else subject
    return Statement(piece, _trimmed(condition), subject, phrase[start:])


def _trimmed(condition: str) -> str:
    return _CLOSING.sub("", _OPENING.sub("", condition.strip())).strip()


def parallel(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements of the same attribute with values of the same kinds, group by group, each in printed order."""
    groups: dict[tuple[str, frozenset[Kind]], list[Statement]] = {}
    for statement in statements:
        if statement.values and statement.condition:
            groups.setdefault((statement.attribute, statement.kinds), []).append(statement)
    return [group for group in groups.values() if len(group) > 1]


def without_shared_end(conditions: Sequence[str]) -> list[str]:
    """Conditions less what all of them end with from a 的 on: 单面布房的公共走道净宽 is the case 单面布房."""
    ends = [re.search(r"的(?!$).*$", condition) for condition in conditions]
    if all(ends) and len({end[0] for end in ends if end}) == 1:
        return [condition[: end.start()] for condition, end in zip(conditions, ends, strict=True) if end]
    return list(conditions)
