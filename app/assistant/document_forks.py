"""Where several documents answer one question with different values, and the question names none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from app.assistant.choosing import Labels, named
from app.assistant.fork import Fork, can_be_asked
from app.assistant.need import STANDARD_KEYS, Need
from app.assistant.pieces import pieces_of
from app.assistant.quantities import measures, numbers
from app.assistant.support import Support, mark
from app.domain.answer import Fact
from app.domain.document import DocumentStatus
from app.domain.evidence import Evidence
from app.foundation.messages import tr
from app.library.tokens import fold

NOT_OF_TODAY = frozenset({DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN, DocumentStatus.UPCOMING})
LOOKED_AT = 3
LOOKED_AT_FOR_EDITIONS = 6
"""Passages of the part: documents that answer alike well stand side by side at the top; editions are recognised by the
heading as well and may stand further apart."""
AS_WELL = 0.8
"""A document answers too when its best piece is marked this high, measured against the best of all."""
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


def document_fork(need: Need, facts: Sequence[Fact]) -> Fork | None:
    """The documents to choose from; None where they agree, or one is named or confirmed."""
    if any(fact.key in STANDARD_KEYS for fact in facts):
        return None
    answering = _answering(need)
    subjects = {item.source.standard: _WORDS_OF_TITLES.sub(" ", item.source.title) for item in answering}
    chosen = named(Labels("", tuple(subjects.values()), by_characters=False), need.text)
    if 0 < len(chosen) < len(subjects):
        return None
    differ = _differ(list(answering.values())) if need.asked.wants_value else _are_editions_apart(answering)
    options = tuple(subjects)
    return Fork(tr("标准"), options) if differ and can_be_asked(options) else None


def _answering(need: Need) -> Mapping[Evidence, frozenset[str]]:
    """The best passage of each document that answers about as well as the best does, with the values it gives; where
    no value is asked for, of every document with its best piece."""
    best: dict[str, Support] = {}
    for item in need.evidence[: LOOKED_AT if need.asked.wants_value else LOOKED_AT_FOR_EDITIONS]:
        marked = mark(pieces_of(item), need.asked, need.terms)
        if marked and (marked[0].answers > 0 or not need.asked.wants_value) and item.source.status not in NOT_OF_TODAY:
            best.setdefault(item.source.document_id, marked[0])
    top = max((_merit(support) for support in best.values()), default=0.0)
    chosen = [support for support in best.values() if _merit(support) >= AS_WELL * top or not need.asked.wants_value]
    gives = _values if need.asked.wants_value else _text
    return {support.piece.evidence: gives(support, need) for support in chosen}


def _merit(support: Support) -> float:
    return support.words + support.answers


def _values(support: Support, need: Need) -> frozenset[str]:
    """The values of the kinds that are asked for; all numbers where no kind is."""
    wanted = [kind for kinds in (*need.asked.explicit, *need.asked.quantities) for kind in kinds]
    text = support.piece.text
    of_kind = {f"{found.number}{found.unit.symbol}" for found in measures(text) if found.kind in wanted}
    return frozenset(of_kind) or numbers(text)


def _text(support: Support, _: Need) -> frozenset[str]:
    return frozenset({re.sub(r"[\W_]+", "", fold(support.piece.text))})


def _are_editions_apart(answering: Mapping[Evidence, frozenset[str]]) -> bool:
    """Whether two texts that are printed under one heading in documents of one title say different things.

    For questions that ask for no value the words themselves must answer; a slip of the print is no difference.
    """
    for (first, one), (second, other) in combinations(answering.items(), 2):
        alike = _likeness("".join(one), "".join(other))
        titles = _likeness(first.source.title, second.source.title)
        if _heading(first) == _heading(second) and titles >= SAME_TITLE and SAME_PLACE <= alike < SAME_TEXT:
            return True
    return False


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _heading(item: Evidence) -> str:
    """The last step of the title path without its number."""
    return item.title_path.rpartition(" > ")[2].lstrip("0123456789.A-Z ").strip()


def _differ(given: Sequence[frozenset[str]]) -> bool:
    """Whether two documents give values of which neither has all of the other's."""
    return any(not (one <= other or other <= one) for one in given for other in given)
