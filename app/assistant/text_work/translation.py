"""A clause in the other language: Chinese to English or back, with the glossary's terms, and checked.

A model translates each clause by itself. What must not change on the way (numbers, units, numbers of standards, the
words that bind, the library's terms) is compared afterwards by rule, and every difference is told as a warning: a
translation is never the text that counts, so the source always stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.assistant.quoting.citations import cite
from app.assistant.quoting.pieces import Piece
from app.assistant.text_work.sentences import sentences
from app.assistant.text_work.translation_checks import differences
from app.domain.answer import Citation
from app.domain.document import Clause
from app.domain.evidence import Evidence, Source
from app.domain.term import Term
from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.library.tokens import HAN
from app.runtime.engine import ChatEngine, ChatMessage, ChatRequest

TRANSLATION_STAGE = "translation"
LONGEST_PART = 400
"""Characters that a small model translates without leaving anything out."""
LONGEST_CLAUSE = 4000
"""Characters: some minutes on an office CPU. Longer ones are translated clause by clause below them."""
REPLY_SHARE = 3
"""Tokens of a reply to one of the source: English takes more than Chinese, and a list of terms none."""
MOST_TERMS = 12
_HAN = re.compile(f"[{HAN}]")


class Language(StrEnum):
    CHINESE = "zh"
    ENGLISH = "en"


SYSTEM = {
    Language.ENGLISH: (
        "You translate clauses of Chinese standards and laws into English. Translate the text completely and exactly; "
        "add nothing and explain nothing. Copy every number, unit, symbol and standard number as printed. "
        "应 is shall, 不应 and 不得 are shall not, 宜 is should, 不宜 is should not, 可 is may, 不必 is need not."
    ),
    Language.CHINESE: (
        "你把英文标准的条款翻译成中文。逐句完整准确地翻译，不增加，不解释。数字、单位、符号、标准编号照抄。"
        "shall 译为应，shall not 译为不应，should 译为宜，should not 译为不宜，may 译为可，need not 译为不必。"
    ),
}
_IN_CHINESE = "制动距离不应大于7 m，试验应在3 min内完成；两侧宜设置护栏，可采用焊接。"
_IN_ENGLISH = (
    "The braking distance shall not be greater than 7 m, and the test shall be completed within 3 min; "
    "guardrails should be provided on both sides, and welding may be used."
)
EXAMPLE = {Language.ENGLISH: (_IN_CHINESE, _IN_ENGLISH), Language.CHINESE: (_IN_ENGLISH, _IN_CHINESE)}
"""Ours: without one a small model turns 不应 into "should not"."""
TERMS_INTRODUCTION = {Language.ENGLISH: "Use these terms: ", Language.CHINESE: "用这些术语："}

FindTerms = Callable[[str], Sequence[Term]]
"""The defined terms that a text names."""


@dataclass(frozen=True, slots=True)
class TranslatedPart:
    """``citation`` quotes the source exactly; ``warnings`` tell what the translation says otherwise."""

    citation: Citation
    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """``terms`` are the pairs (in the source, in the translation) that the model was given."""

    source: Source
    heading: str
    to: Language
    parts: tuple[TranslatedPart, ...]
    terms: tuple[tuple[str, str], ...]
    model: str

    @property
    def warnings(self) -> tuple[str, ...]:
        """Of all parts, with the key of each."""
        return tuple(f"[{part.citation.key}] {warning}" for part in self.parts for warning in part.warnings)


def translate(
    evidence: Sequence[Evidence],
    to: Language | None,
    find_terms: FindTerms,
    engine: ChatEngine,
    progress: Progress,
    on_part: Callable[[TranslatedPart], None] | None = None,
) -> Translation:
    """Translate a clause with its parts; ``to`` None is the other language. ``on_part`` hears of each as it is there.

    Raises UserError for a clause without text and for one too long, Cancelled, EnvironmentFault, WorkerFailed.
    """
    pieces = list(_pieces(evidence))
    length = sum(len(piece.text) for piece in pieces)
    if not pieces:
        raise UserError(tr("这一条没有可以翻译的文字。"), tr("请写下面一级的条款编号。"))
    if length > LONGEST_CLAUSE:
        raise UserError(tr("这一条有 {length} 个字，太长了。", length=length), tr("请写下面一级的条款编号。"))
    target = to or _other_language("".join(piece.text for piece in pieces))
    worker = _Translator(engine, target, find_terms)
    parts = []
    for done, (piece, citation) in enumerate(zip(pieces, cite(pieces), strict=True)):
        progress.report(TRANSLATION_STAGE, done, len(pieces), piece.clause.number or "")
        parts.append(worker.translate(citation, progress))
        if on_part is not None:
            on_part(parts[-1])
    progress.report(TRANSLATION_STAGE, len(pieces), len(pieces))
    heading = evidence[0].title_path.rpartition(" > ")[2]
    return Translation(evidence[0].source, heading, target, tuple(parts), tuple(worker.terms.items()), engine.model_id)


def _pieces(evidence: Sequence[Evidence]) -> Iterator[Piece]:
    """Each clause whole, a long one in runs of sentences."""
    for item in evidence:
        for clause in item.clauses:
            for order, (start, end) in enumerate(_runs(clause)):
                yield Piece(item, clause, start, end, order)


def _runs(clause: Clause) -> Iterator[tuple[int, int]]:
    begin = stop = -1
    for start, end in sentences(clause):
        if begin >= 0 and end - begin > LONGEST_PART:
            yield begin, stop
            begin = -1
        begin, stop = (start if begin < 0 else begin), end
    if begin >= 0:
        yield begin, stop


def _other_language(text: str) -> Language:
    return Language.ENGLISH if _HAN.search(text) else Language.CHINESE


class _Translator:
    def __init__(self, engine: ChatEngine, to: Language, find_terms: FindTerms) -> None:
        self._engine = engine
        self._to = to
        self._find_terms = find_terms
        self.terms: dict[str, str] = {}

    def translate(self, citation: Citation, progress: Progress) -> TranslatedPart:
        terms = dict(list(self._pairs(citation.quote))[:MOST_TERMS])
        self.terms |= terms
        reply = self._engine.chat(self._request(citation.quote, terms), cancel=progress.cancel)
        progress.cancel.raise_if_cancelled()
        text = reply.text.strip()
        found = differences(citation.quote, text, terms)
        if reply.finish == "length":
            found = (tr("译文没有写完。"), *found)
        return TranslatedPart(citation, text, found)

    def _pairs(self, text: str) -> Iterator[tuple[str, str]]:
        for term in self._find_terms(text):
            if term.english:
                pair = (term.term, term.english)
                yield pair if self._to is Language.ENGLISH else (pair[1], pair[0])

    def _request(self, text: str, terms: dict[str, str]) -> ChatRequest:
        system = SYSTEM[self._to]
        if terms:
            system += TERMS_INTRODUCTION[self._to] + _listed(terms.items())
        asked, answered = EXAMPLE[self._to]
        shown = (ChatMessage("user", asked), ChatMessage("assistant", answered))
        messages = (ChatMessage("system", system), *shown, ChatMessage("user", text))
        return ChatRequest(messages, max_tokens=64 + REPLY_SHARE * self._engine.count_tokens(text))


def _listed(terms: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{source} = {target}" for source, target in terms) + "."
