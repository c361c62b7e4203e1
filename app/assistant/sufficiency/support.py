"""How well a piece of evidence bears on a question: its words, and whether it gives what is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.assistant.question.asked import Asked
from app.assistant.quoting.citations import PATH_STEP
from app.assistant.quoting.pieces import Piece
from app.assistant.sufficiency.hints import hinted_share
from app.assistant.sufficiency.stating import only_touches_the_value
from app.assistant.values.quantities import bare_kinds, kinds_in, numbers
from app.assistant.values.units import Kind, is_counting
from app.domain.document import ClauseKind
from app.domain.standard_id import find_all
from app.library.tokens import fold
from app.retrieval.names import BOOK_TITLE
from app.retrieval.terms import QuestionTerms

_CODE_VALUE = re.compile(r"0x[0-9a-f]+|[A-Z]{2,}[-_ ]?\d+|\d{3,}", re.IGNORECASE)
_UNIT_THEN_VALUE = re.compile(
    r"单位为?\s*([^，,。;；]{1,12})[，,；;]\s*[^，,。;；]{0,6}?(?:默认|缺省|取值|范围|为)[^，,。;；]{0,6}\d"
)
"""Tables put the unit first: "频率，单位为秒，默认为 1"."""
_DEFINES = re.compile(r"是指|指的是|定义为")
_HAN_WORDS = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Support:
    """A piece with its marks.

    ``words`` is the share (0 to 1) of the asked weight that stand in the piece itself or, counted less, in its
    headings and lead-in; ``answers`` the share of the asked values that it gives, less where it says them of something
    else; ``hinted`` how far it follows what
    the form of the question makes likely; ``meaning`` the similarity with the question where it was measured;
    ``share`` what the whole counts; ``goes_on`` whether its passage answers the part of the question before this one.
    ``rank`` is its passage's place in the evidence, from 1.
    """

    piece: Piece
    words: float
    answers: float
    hinted: float = 0.0
    meaning: float = 0.0
    share: float = 1.0
    goes_on: bool = False

    @property
    def rank(self) -> int:
        return self.piece.evidence.rank

    @property
    def score(self) -> float:
        return self.share * (
            RANK_WEIGHT / (RANK_SMOOTHING + self.rank)
            + WORDS_WEIGHT * self.words
            + ANSWERS_WEIGHT * self.answers
            + HINT_WEIGHT * self.hinted
            + GOING_ON * self.goes_on
            + MEANING_WEIGHT * self.meaning
        )


Closeness: TypeAlias = Callable[[str, Sequence[tuple[str, str]]], Sequence[float]]
"""How close in meaning each (title, text) is to a question; empty without an embedding model."""

LONGEST_LEAD = 40
LONGEST_COMPARED = 160
"""Characters of a piece: what is farther on is no longer its point."""
WORDS_WEIGHT = 1.0
ANSWERS_WEIGHT = 0.7
RANK_WEIGHT = 2.0
RANK_SMOOTHING = 2.0
HINT_WEIGHT = 0.25
GOING_ON = 0.25
MEANING_WEIGHT = 2.5
TOUCHING_SHARE = 0.5
"""What giving a value counts for a piece that says it of something else than is asked."""
HEADING_SHARE = 0.5
"""What a term counts that stands only in the headings above a piece: they say what it is about, not what it says."""


def support_of(piece: Piece, asked: Asked, terms: QuestionTerms) -> Support:
    """Mark one piece."""
    own = terms.coverage(piece.text)
    whole = terms.coverage(piece.context)
    words = own + HEADING_SHARE * (whole - own)
    answers = answered_share(piece, asked) * (TOUCHING_SHARE if only_touches_the_value(piece, asked) else 1.0)
    return Support(piece, words, answers, hinted_share(asked.question, piece))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a part of a question asks for: a value of some kinds, or else what ``what`` names."""

    what: str
    kinds: frozenset[Kind] = frozenset()
    question: str = ""


def wanted_values(asked: Asked) -> tuple[Wanted, ...]:
    """What must be given to answer; empty where any statement may answer."""
    wanted = [Wanted("kind", kinds) for kinds in (*asked.explicit, *asked.quantities)]
    if asked.number and not wanted:
        wanted.append(Wanted("number"))
    if asked.standard:
        wanted.append(Wanted("standard"))
    if asked.code:
        wanted.append(Wanted("code"))
    if asked.definition:
        wanted.append(Wanted("definition", question=asked.question))
    return tuple(wanted)


def gives(piece: Piece, wanted: Wanted) -> bool:
    """Whether the piece gives it."""
    match wanted.what:
        case "kind":
            return gives_kind(piece, wanted.kinds)
        case "number":
            return bool(numbers(piece.text))
        case "standard":
            return names_a_standard(piece.text)
        case "code":
            return gives_code(piece)
        case _:
            return is_definition(piece, wanted.question)


def answered_share(piece: Piece, asked: Asked) -> float:
    """The share of the asked values that the piece gives; 0 when no value is asked for."""
    wanted = wanted_values(asked)
    return sum(gives(piece, one) for one in wanted) / len(wanted) if wanted else 0.0


def gives_kind(piece: Piece, kinds: frozenset[Kind]) -> bool:
    """Whether the piece gives a value of one of the kinds: with its unit, or as a table cell under a header with it.

    A header that counts or grades ("一级") names a column and no unit.
    """
    if kinds & kinds_in(piece.text):
        return True
    measured = frozenset(kind for kind in kinds if not is_counting(kind))
    if measured & bare_kinds(piece.lead) and piece.is_row and numbers(piece.text):
        return True
    return any(kinds & bare_kinds(match[1]) for match in _UNIT_THEN_VALUE.finditer(piece.text))


def gives_code(piece: Piece) -> bool:
    """Whether the piece gives a number, an identifier or a hexadecimal code that can stand for a thing."""
    return bool(_CODE_VALUE.search(piece.text))


def names_a_standard(text: str) -> bool:
    """Whether the text names a standard or a document by title."""
    return bool(find_all(text)) or bool(BOOK_TITLE.search(text))


def is_definition(piece: Piece, question: str) -> bool:
    """Whether the piece is the entry of a term that the question names, or a sentence that defines something."""
    if piece.clause.kind is ClauseKind.TERM or any(c.kind is ClauseKind.TERM for c in piece.evidence.clauses):
        title = "".join(_HAN_WORDS.findall(piece.evidence.clauses[0].title)) or piece.evidence.clauses[0].title
        return bool(title) and fold(title) in fold(question)
    return bool(_DEFINES.search(piece.text))


def mark(pieces: Sequence[Piece], asked: Asked, terms: QuestionTerms) -> list[Support]:
    """Every piece marked, best first; ties in the order of the evidence."""
    marked = [support_of(piece, asked, terms) for piece in pieces]
    return sorted(marked, key=lambda item: (-item.score, item.rank, item.piece.order))


def compared(found: Sequence[Support], question: str, closeness: Closeness) -> list[Support]:
    """The same with how close each is in meaning; unchanged where that cannot be told."""
    near = closeness(question, [(_heading(one.piece), spoken(one.piece)) for one in found])
    if not near:
        return list(found)
    return [replace(one, meaning=similarity) for one, similarity in zip(found, near, strict=True)]


def _heading(piece: Piece) -> str:
    """The nearest heading: those above it say less and cost as much time to read."""
    return piece.evidence.title_path.rpartition(PATH_STEP)[2]


def spoken(piece: Piece) -> str:
    """The piece behind a short lead-in or its table's head, for comparing meanings."""
    lead = piece.lead.rpartition("\n")[2]
    return (lead if len(lead) <= LONGEST_LEAD else "") + piece.text[:LONGEST_COMPARED]
