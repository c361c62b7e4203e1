"""How well a piece of evidence bears on a question: its words, and whether it gives what is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.asked import Asked
from app.assistant.pieces import Piece
from app.assistant.quantities import bare_kinds, kinds_in, numbers
from app.assistant.units import Kind
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
    headings and lead-in; ``answers`` the share of the asked values that it gives; ``rank`` its passage's place in the
    evidence, from 1.
    """

    piece: Piece
    words: float
    answers: float

    @property
    def rank(self) -> int:
        return self.piece.evidence.rank

    @property
    def score(self) -> float:
        return RANK_WEIGHT / (RANK_SMOOTHING + self.rank) + WORDS_WEIGHT * self.words + ANSWERS_WEIGHT * self.answers


WORDS_WEIGHT = 1.0
ANSWERS_WEIGHT = 0.7
RANK_WEIGHT = 2.0
RANK_SMOOTHING = 2.0
HEADING_SHARE = 0.5
"""What a term counts that stands only in the headings above a piece: they say what it is about, not what it says."""


def support_of(piece: Piece, asked: Asked, terms: QuestionTerms) -> Support:
    """Mark one piece."""
    own = terms.coverage(piece.text)
    whole = terms.coverage(piece.context)
    return Support(piece, own + HEADING_SHARE * (whole - own), answered_share(piece, asked))


def answered_share(piece: Piece, asked: Asked) -> float:
    """The share of the asked values that the piece gives; 0 when no value is asked for."""
    wanted: list[bool] = [gives_kind(piece, kinds) for kinds in (*asked.explicit, *asked.quantities)]
    if asked.number and not wanted:
        wanted.append(bool(numbers(piece.text)))
    if asked.standard:
        wanted.append(names_a_standard(piece.text))
    if asked.code:
        wanted.append(gives_code(piece))
    if asked.definition:
        wanted.append(is_definition(piece, asked.question))
    return sum(wanted) / len(wanted) if wanted else 0.0


def gives_kind(piece: Piece, kinds: frozenset[Kind]) -> bool:
    """Whether the piece gives a value of one of the kinds: with its unit, or as a table cell under a header with it."""
    if kinds & kinds_in(piece.text):
        return True
    if kinds & bare_kinds(piece.lead) and piece.is_row and numbers(piece.text):
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
