"""The direct answer: what code decides, what the clauses say word for word, and for the rest the model's own phrasing.

Where a statement of the clauses stands out as the answer it is told as it is printed: at once, and surer than any
small model repeats it. Where none stands out the model reads the few that may and phrases; each of its sentences is
checked, one that fails is repaired once from the clause, and what cannot be repaired is kept apart as not verified.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.assistant.answering import prompts
from app.assistant.answering.answered import is_answered
from app.assistant.answering.checked import Checker
from app.assistant.answering.compose import bare, is_said
from app.assistant.answering.extract import extracted, keys_of_piece, lead_in_of
from app.assistant.answering.quotes import Chosen, Statement
from app.assistant.compliance.verdicts import verdicts
from app.assistant.quoting.pieces import Piece
from app.assistant.values.quantities import numbers
from app.assistant.verification.claims import without_keys
from app.assistant.verification.content import coverage
from app.domain.answer import Citation, Fact, Sentence, SentenceKind
from app.foundation.errors import EnvironmentFault, WorkerFailed
from app.foundation.jobs import CancelToken
from app.runtime.engine import ChatEngine, ChatReply

REPAIRABLE = 0.3
"""The share of a failed sentence's content that a statement must hold to be what it tried to say."""
TOLD_STATEMENTS = 2
"""Of a part, in the clauses' own words."""
TOLD_CHARACTERS = 160
"""Of a part's statements that are told beyond the first."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a direct answer rests on. ``quotes`` and ``citations`` go one by one."""

    question: str
    chosen: Sequence[Chosen]
    quotes: Sequence[Piece]
    citations: Sequence[Citation]
    facts: Sequence[Fact] = ()

    @property
    def leads(self) -> list[str]:
        return [quote.lead for quote in self.quotes]

    def keys_of(self, part: Chosen) -> frozenset[str]:
        """Of the quotes that were chosen for a part."""
        pieces = (piece for statement in part.statements for piece in statement.pieces)
        return frozenset(key for piece in pieces for key in keys_of_piece(piece, self.citations))


@dataclass(frozen=True, slots=True)
class DirectAnswer:
    """``sentences`` are verified and were shown; ``unverified`` belong below the answer. ``reply`` is None where no
    model wrote: none was needed, the quotes did not fit it (``does_not_fit``), or it failed for ``failure``."""

    sentences: tuple[Sentence, ...]
    unverified: tuple[Sentence, ...] = ()
    reply: ChatReply | None = None
    failure: WorkerFailed | EnvironmentFault | None = None
    does_not_fit: bool = False
    is_phrased: bool = False
    """Whether a sentence of the model is among ``sentences`` or ``unverified``."""


@dataclass(slots=True)
class DirectWriter:
    """Writes one direct answer; ``on_sentence`` gets each verified sentence when it is complete, ``on_read`` how many
    tokens the model has read of how many."""

    engine: ChatEngine
    grounds: Grounds
    on_sentence: Callable[[Sentence], None]
    on_read: Callable[[int, int], None] | None = None
    _checker: Checker = field(init=False)
    _shown: dict[str, Sentence] = field(default_factory=dict)
    _unverified: dict[str, Sentence] = field(default_factory=dict)
    _told_for: dict[str, Chosen] = field(default_factory=dict)
    _read: int = 0
    _is_phrased: bool = False

    def __post_init__(self) -> None:
        grounds = self.grounds
        self._checker = Checker(grounds.citations, grounds.leads, grounds.question, grounds.facts)

    def write(self, cancel: CancelToken) -> DirectAnswer:
        """The answer. A model that fails is told in it. Raises Cancelled before the first word of the model."""
        grounds = self.grounds
        for sentence in verdicts(grounds.question, grounds.facts, grounds.quotes, grounds.citations):
            self._show(sentence)
        first_open = next((place for place, part in enumerate(grounds.chosen) if _is_open(part)), len(grounds.chosen))
        for part in grounds.chosen[:first_open]:
            self._tell(part.statements, part)
        open_parts = [part for part in grounds.chosen if _is_open(part)]
        reply, failure, does_not_fit = None, None, False
        if open_parts:
            try:
                reply = self._phrased(open_parts, cancel)
                does_not_fit = reply is None
            except (WorkerFailed, EnvironmentFault) as error:
                failure = error
        for part in grounds.chosen[first_open:]:
            if not is_answered(part, grounds.keys_of(part), self._said_for(part)):
                self._tell(part.statements, part)
        return DirectAnswer(
            tuple(self._shown.values()),
            tuple(self._unverified.values()),
            reply,
            failure,
            does_not_fit,
            self._is_phrased,
        )

    def _said_for(self, part: Chosen) -> list[Sentence]:
        """What was said to answer a part: for it, or by the model."""
        return [sentence for text, sentence in self._shown.items() if self._told_for.get(text, part) is part]

    def _show(self, sentence: Sentence) -> bool:
        """Show a sentence that says something new; whether it does."""
        if any(is_said(sentence.text, bare(text)) for text in self._shown):
            return False
        self._shown[sentence.text] = sentence
        self.on_sentence(sentence)
        return True

    def _tell(self, statements: Sequence[Statement], part: Chosen) -> None:
        """The first statements in the clauses' own words, as many as are read at a glance."""
        room = TOLD_CHARACTERS
        for place, statement in enumerate(_under_one_lead(statements[:TOLD_STATEMENTS])):
            text, keys = extracted(statement, part.need).with_keys(self.grounds.citations)
            room -= len(text) if place else 0
            if room < 0 or not _bears_on(statement, part, self.grounds.question):
                continue
            if self._show(Sentence(text, SentenceKind.DIRECT, keys, verified=True)):
                self._told_for[text] = part

    def _phrased(self, parts: Sequence[Chosen], cancel: CancelToken) -> ChatReply | None:
        """The model's reply over the parts' quotes; None when they do not fit it."""
        keys = frozenset(key for part in parts for key in self.grounds.keys_of(part))
        told = [place for place, citation in enumerate(self.grounds.citations) if citation.key in keys]
        brief = prompts.Brief(
            self.grounds.question,
            [part.need.text for part in parts],
            [self.grounds.citations[place] for place in told],
            [_above(self.grounds.quotes[place]) for place in told],
            self.grounds.facts,
        )
        request = prompts.professional_request(brief, self.engine)
        if request is None:
            return None
        written = ""

        def on_text(text: str) -> None:
            nonlocal written
            written += text
            if "\n" in text:
                self._take(written.rpartition("\n")[0], parts)

        reply = self.engine.chat(request, on_text, cancel, self.on_read)
        self._take(reply.text if reply.finish == "stop" else prompts.finished_part(reply.text), parts)
        return reply

    def _take(self, text: str, parts: Sequence[Chosen]) -> None:
        """Check the sentences of the reply so far that were not read yet."""
        sentences = prompts.sentences_of(text)
        known = [citation.key for citation in self.grounds.citations]
        for written in sentences[self._read :]:
            keys = prompts.keys_of(written, known)
            if keys and self._checker.says_something(written):
                self._judge(self._checker.checked(written, keys), parts)
        self._read = len(sentences)

    def _judge(self, sentence: Sentence, parts: Sequence[Chosen]) -> None:
        if sentence.verified:
            self._is_phrased = True
            self._show(sentence)
            return
        statement, part = self._meant(without_keys(sentence.text), parts)
        if statement is not None and part is not None:
            self._tell([statement], part)
        else:
            self._is_phrased = True
            self._unverified.setdefault(sentence.text, sentence)

    def _meant(self, text: str, parts: Sequence[Chosen]) -> tuple[Statement | None, Chosen | None]:
        """The statement that says most of what a failed sentence tried to say."""
        best: tuple[float, Statement | None, Chosen | None] = (REPAIRABLE, None, None)
        for part in parts:
            for statement in part.statements:
                share = _shared(text, "\n".join(piece.context for piece in statement.pieces))
                if share > best[0]:
                    best = (share, statement, part)
        return best[1], best[2]


def _is_open(part: Chosen) -> bool:
    """Whether there is something to answer the part with, and nothing that stands out."""
    return bool(part.statements) and not part.is_clear


def _bears_on(statement: Statement, part: Chosen, question: str) -> bool:
    """A row of a table that has no word of the question in its own cells is a row about something else."""
    return any(
        not piece.is_row or part.need.terms.found_in(piece.text) > 0 or coverage(question, piece.text).held > 0
        for piece in statement.pieces
    )


def _under_one_lead(statements: Sequence[Statement]) -> list[Statement]:
    """Items of one list told together, so that their lead-in is read once."""
    leads = {piece.lead for statement in statements for piece in statement.pieces}
    if len(statements) < 2 or len(leads) != 1 or not all(leads) or statements[0].pieces[0].is_row:
        return list(statements)
    pieces = (piece for statement in statements for piece in statement.pieces)
    return [Statement(tuple(sorted(pieces, key=lambda piece: piece.order)))]


def _above(quote: Piece) -> str:
    """What the model needs to read above a quote: a table's head, or the lead-in without which an item says too
    little."""
    return quote.lead if quote.is_row else lead_in_of(quote)


def _shared(text: str, statement: str) -> float:
    """How much of a failed sentence a statement says; one with all its figures is what it tried to repeat."""
    figures = numbers(text)
    share = coverage(text, statement).share
    return 1 + share if figures and figures <= numbers(statement) else share
