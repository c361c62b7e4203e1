"""The sentences of a chapter that carry most, picked by rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.assistant.quoting.pieces import Piece
from app.assistant.text_work.material import Material
from app.assistant.text_work.sentences import lead_in, sentences
from app.assistant.text_work.telling_words import telling_words
from app.assistant.values.readings import readings
from app.domain.document import Clause, ClauseKind, Strength
from app.ingest.wording.strength import strength_of

MOST_SENTENCES = 6
MOST_CHARACTERS = 600
"""Of a chapter: what an office CPU reads in some ten seconds, and a person at a glance."""
SHORTEST, LONGEST = 6, 180
"""Characters of a sentence that is worth reading by itself."""
STRENGTH_WEIGHT = {Strength.SHALL: 3.0, Strength.SHOULD: 1.5, Strength.MAY: 1.0}
VALUE_WEIGHT = 1.0
OPENING_WEIGHT = 0.5
SAME_UNIT_SHARE = 0.75
"""What is left of a sentence's weight where its unit has given one already, so that no chapter is told by one
clause."""
_TOLD = frozenset({ClauseKind.CHAPTER, ClauseKind.CLAUSE, ClauseKind.ANNEX, ClauseKind.PARAGRAPH, ClauseKind.ITEM})
_ENDS = re.compile(r"[。；;!！.]$")
"""A stop: what has none is a caption, a line of code or a lead-in."""
_CATCH_ALL = re.compile(r"^.{0,12}规定的其[他它]")
"""法律、法规规定的其他条件: closes a list and says nothing."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    piece: Piece
    weight: float
    unit: str


def extract(chapter: Material) -> tuple[Piece, ...]:
    """At most six sentences in the order of the text, each with the lead-in above it: requirements first, then values,
    then what speaks of the same things as the rest of the chapter. None for a chapter of terms, tables or figures."""
    pieces = list(_pieces(chapter))
    common = _frequencies(pieces)
    left = [_Weighed(piece, _weight(piece, common), piece.evidence.passage_id) for piece in pieces]
    chosen: list[Piece] = []
    told: Counter[str] = Counter()
    room = MOST_CHARACTERS
    while left and len(chosen) < MOST_SENTENCES:
        best = max(left, key=lambda one: (one.weight * SAME_UNIT_SHARE ** told[one.unit], -one.piece.order))
        left.remove(best)
        length = len(best.piece.text) + len(best.piece.lead)
        if length <= room:
            chosen.append(best.piece)
            told[best.unit] += 1
            room -= length
    return tuple(sorted(chosen, key=lambda piece: piece.order))


def _pieces(chapter: Material) -> Iterator[Piece]:
    order = 0
    for clause in chapter:
        if clause.kind not in _TOLD:
            continue
        lead = _lead(chapter, clause)
        for start, end in sentences(clause):
            text = clause.text[start:end]
            if SHORTEST <= len(text) <= LONGEST and _ENDS.search(text) and not _CATCH_ALL.search(text):
                yield Piece(chapter.home(clause), clause, start, end, order, lead)
                order += 1


def _lead(chapter: Material, clause: Clause) -> str:
    above = chapter.tree.by_id.get(clause.parent_id or "")
    return lead_in(above) if clause.kind is ClauseKind.ITEM and above is not None else ""


def _frequencies(pieces: Sequence[Piece]) -> Mapping[str, int]:
    """In how many sentences each word stands."""
    return Counter(word for piece in pieces for word in telling_words(piece.text))


def _weight(piece: Piece, common: Mapping[str, int]) -> float:
    words = telling_words(piece.text)
    shared = sum(common[word] > 1 for word in words) / len(words) if words else 0.0
    has_value = any(one.unit is not None for one in readings(piece.text))
    strength = _strength(piece)
    force = STRENGTH_WEIGHT[strength] if strength is not None else 0.0
    return force + VALUE_WEIGHT * has_value + OPENING_WEIGHT * (piece.start == 0) + shared


def _strength(piece: Piece) -> Strength | None:
    """Of the sentence; an item without a word of its own has what its lead-in hands down."""
    held = piece.clause.strength
    if held is None:
        return None
    return strength_of(piece.text) or (held if piece.clause.kind is ClauseKind.ITEM else None)
