"""Where several documents answer one question with different values, and the question names none of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from app.assistant.forks.choosing import Labels, named
from app.assistant.forks.fork import Fork, can_be_asked
from app.assistant.forks.statement_forks import place_in_document
from app.assistant.question.need import STANDARD_KEYS, Need
from app.assistant.quoting.pieces import Piece, pieces_of
from app.assistant.sufficiency.support import mark
from app.assistant.values.quantities import measures, numbers
from app.domain.evidence import Evidence
from app.foundation.messages import tr
from app.library.tokens import fold, tokens
from app.retrieval.scope import NOT_CURRENT

AS_WELL = 0.8
"""A document answers too when its best piece is marked this high, measured against the best of all."""
OF_ONE_SUBJECT = 0.5
"""The share of the asked words that two answers must have in common: a number that stands by chance in a text about
something else is no other answer."""
LOOKED_AT = 3
LOOKED_AT_FOR_EDITIONS = 6
"""Passages of the part: documents that answer alike well stand side by side at the top; editions are recognised by the
heading as well and may stand further apart."""
SAME_TITLE = 0.4
SAME_PLACE = 0.3
SAME_TEXT = 0.9
"""Likeness (difflib's ratio) of two titles, and of two texts that stand in the same place of two editions: below the
last one they say different things."""

_WORDS_OF_TITLES = re.compile(
    r"标准|规范|规程|规定|条例|办法|细则|准则|指南|导则|要求|技术|通用|统一|基本|一般|项目|工程|建筑|设计|管理|安全|实施|应用|系统|"
    r"中华人民共和国|第\s*\d*\s*部分|[A-Z]+(?:/[TZ])?\s*[\d.]+(?:[—-]\d{4})?|试行|征求意见稿"
)
"""The elements of which titles of standards and laws are made (GB/T 1.1-2020, 6.1): they tell no subject."""


def document_fork(need: Need) -> Fork | None:
    """The documents to choose from; None where they agree, or one is named or confirmed."""
    if any(fact.key in STANDARD_KEYS for fact in need.facts):
        return None
    options = _with_other_values(need) if need.asked.wants_value else _editions_apart(need)
    return Fork(tr("标准"), options) if can_be_asked(options) else None


def _with_other_values(need: Need) -> tuple[str, ...]:
    """The documents that give different values for what is asked; none where the question speaks of one's subject."""
    answering = _answering(need)
    given = [_values(piece, need) for piece in answering]
    subjects = {item.source.standard: _WORDS_OF_TITLES.sub(" ", item.source.title) for item in _evidence(answering)}
    chosen = named(Labels("", tuple(subjects.values()), by_characters=False), need.circumstances)
    are_apart = any(not (one <= other or other <= one) for one in given for other in given)
    return tuple(subjects) if are_apart and not 0 < len(chosen) < len(subjects) else ()


def _answering(need: Need) -> list[Piece]:
    """The piece of each document that answers about as well as the best does, and speaks of the same thing."""
    best: dict[str, Piece] = {}
    merits: dict[str, float] = {}
    for item in need.evidence[:LOOKED_AT]:
        if item.source.status in NOT_CURRENT:
            continue
        for support in mark(pieces_of(item), need.asked, need.terms):
            merit = need.is_spoken_of_in(_in_its_place(support.piece)) + support.answers
            if support.answers > 0 and merit > merits.get(item.source.document_id, 0.0):
                best[item.source.document_id], merits[item.source.document_id] = support.piece, merit
    top = max(best, key=lambda document: merits[document], default="")
    return [
        piece
        for document, piece in best.items()
        if merits[document] >= AS_WELL * merits[top] and _are_of_one(piece, best[top], need)
    ]


def _are_of_one(piece: Piece, top: Piece, need: Need) -> bool:
    """Whether two pieces speak of the asked subject with the same of its words."""
    weights = need.terms.weights
    one, other = ({gram for gram in tokens(_in_its_place(found)) if gram in weights} for found in (piece, top))
    heavier = max(math.fsum(weights[gram] for gram in held) for held in (one, other))
    return math.fsum(weights[gram] for gram in one & other) >= OF_ONE_SUBJECT * heavier


def _in_its_place(piece: Piece) -> str:
    return "\n".join((place_in_document(piece.evidence), piece.clause.title, piece.lead, piece.text))


def _evidence(pieces: Sequence[Piece]) -> Iterator[Evidence]:
    return (piece.evidence for piece in pieces)


def _values(piece: Piece, need: Need) -> frozenset[str]:
    """The values of the kinds that are asked for; all numbers where no kind is."""
    wanted = [kind for kinds in (*need.asked.explicit, *need.asked.quantities) for kind in kinds]
    of_kind = {f"{found.number}{found.unit.symbol}" for found in measures(piece.text) if found.kind in wanted}
    return frozenset(of_kind) or numbers(piece.text)


def _editions_apart(need: Need) -> tuple[str, ...]:
    """Two documents of one title that say different things under one heading: the first pair that stands there.

    For questions that ask for no value the words themselves must answer; a slip of the print is no difference.
    """
    looked_at = [item for item in need.evidence[:LOOKED_AT_FOR_EDITIONS] if item.source.status not in NOT_CURRENT]
    for first, second in combinations(looked_at, 2):
        if first.source.document_id == second.source.document_id or _heading(first) != _heading(second):
            continue
        if _heading(first) and _likeness(first.source.title, second.source.title) >= SAME_TITLE:
            alike = _likeness(*(_best_text(item, need) for item in (first, second)))
            return (first.source.standard, second.source.standard) if SAME_PLACE <= alike < SAME_TEXT else ()
    return ()


def _best_text(item: Evidence, need: Need) -> str:
    """The piece that bears best on the question, in letters and figures alone."""
    marked = mark(pieces_of(item), need.asked, need.terms)
    return re.sub(r"[\W_]+", "", fold(marked[0].piece.text)) if marked else ""


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _heading(item: Evidence) -> str:
    """The last step of the title path without its number."""
    return item.title_path.rpartition(" > ")[2].lstrip("0123456789.A-Z ").strip()
