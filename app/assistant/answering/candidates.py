"""The statements that may answer a part of a question, best first, and whether the best one stands out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.assistant.forks.narrowing import fitting
from app.assistant.question.need import Need
from app.assistant.quoting.pieces import Piece, pieces_of
from app.assistant.sufficiency.support import Closeness, Support, compared, gives, mark, wanted_values

LOOKED_AT = 6
"""Passages. What lies further down is there by chance."""
COMPARED = 10
"""Statements whose meaning is compared with the question's: each costs an embedding."""
SHORT_LEAD_IN = 40
"""Characters. A longer text before a colon says something by itself."""
CLEAR_WORDS = 0.35
"""The share of the asked weight that a statement must say to be the answer where no value is asked for."""
CLEAR_WORDS_WITH_VALUE = 0.15
"""As much where it gives the asked values: many a statement gives a length."""
CLEAR_LEAD = 0.2
"""What it must lead by before any other that could be the answer."""
GIVES_AND_SPEAKS = 0.6
"""What gives all that is asked for goes before what says more of the question and does not give it, from this share of
its mark on."""
METHOD_SHARE = 0.8
"""What a test method counts for a question that does not ask how to test: the requirement stands in another chapter
(GB/T 1.1-2020, 7.2), and the method repeats its words."""
_PUNCTUATION = re.compile(r"[，。；：、！？,.;:!?=]")
_METHOD_CHAPTER = re.compile(r"试验方法|检验方法|测试方法|检测方法|检验规则|[试检]验\b|Test method", re.IGNORECASE)


def candidates(need: Need, closeness: Closeness | None = None, before: str = "") -> list[Support]:
    """The pieces of the part's evidence that say something, best first. ``closeness`` is asked only where the words
    leave it open; ``before`` is the passage that the part before was answered from."""
    there = (piece for item in need.evidence[:LOOKED_AT] for piece in fitting(item, pieces_of(item), need))
    marked = mark([piece for piece in there if not _says_nothing(piece)], need.asked, need.terms)
    marked = [replace(one, goes_on=one.piece.evidence.passage_id == before) for one in marked]
    found = _in_order(marked, need)
    if closeness is None or stands_out(found, need):
        return found
    near, rest = _to_compare(found)
    return _in_order([*compared(near, need.text, closeness), *rest], need)


def _to_compare(found: Sequence[Support]) -> tuple[list[Support], list[Support]]:
    """The best candidates, at least the best one of each passage among them; and the others."""
    firsts = list({one.piece.evidence.passage_id: one for one in reversed(found)}.values())
    others = [one for one in found if one not in firsts]
    near = [*firsts, *others[: max(0, COMPARED - len(firsts))]]
    return near, [one for one in found if one not in near]


def stands_out(found: Sequence[Support], need: Need) -> bool:
    """Whether the first of the candidates gives all that is asked for and leads before all others that do."""
    if not found:
        return False
    best, wanted = found[0], wanted_values(need.asked)
    if not all(gives(best.piece, one) for one in wanted):
        return False
    if not best.meaning and best.words < (CLEAR_WORDS_WITH_VALUE if wanted else CLEAR_WORDS):
        return False
    rivals = [one for one in found[1:] if one.answers >= best.answers and not _says_the_same(one, best)]
    return not rivals or best.score - rivals[0].score >= CLEAR_LEAD


def _in_order(found: Sequence[Support], need: Need) -> list[Support]:
    if not need.asked.method:
        found = [replace(one, share=METHOD_SHARE) if _is_method(one.piece) else one for one in found]
    ordered = sorted(found, key=lambda one: (-one.score, one.rank, one.piece.order))
    wanted = wanted_values(need.asked)
    giving = next((one for one in ordered if all(gives(one.piece, value) for value in wanted)), None)
    if giving is not None and wanted and giving.score >= GIVES_AND_SPEAKS * ordered[0].score:
        ordered.remove(giving)
        ordered.insert(0, giving)
    return ordered


def _says_the_same(one: Support, other: Support) -> bool:
    """Neighbours in one clause are quoted together and are no rivals; nor are two clauses of the same words."""
    return "".join(one.piece.text.split()) == "".join(other.piece.text.split())


def _is_method(piece: Piece) -> bool:
    return bool(_METHOD_CHAPTER.search(piece.evidence.title_path))


def _says_nothing(piece: Piece) -> bool:
    """A lead-in says it with its items, a table's head with its rows; the labels of a figure say nothing at all."""
    if piece.is_row:
        return not piece.lead
    is_labels = "\n" in piece.text and not _PUNCTUATION.search(piece.text)
    return is_labels or (piece.opens_a_list and len(piece.text) < SHORT_LEAD_IN)
