"""The conversation on the page: which it is, its turns, and the facts confirmed in it, read and written in jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.answer import Fact
from app.foundation.jobs import Progress
from app.gui.chat.turn_state import TurnState, state_of
from app.gui.parts.desk import Desk
from app.gui.road.session import Session
from app.library.feedback import Verdict


@dataclass(frozen=True, slots=True)
class _Kept:
    title: str
    states: tuple[TurnState, ...]
    facts: tuple[Fact, ...]


class OpenConversation(QObject):
    """``id`` is None for one that is not asked in yet. Facts given before the first question are kept with it."""

    loaded = Signal(object, str)
    """Its turns as TurnStates, and its title."""
    load_failed = Signal(object)
    facts_changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._request = 0
        self.is_loading = False
        self.id: str | None = None
        self.facts: tuple[Fact, ...] = ()

    def begin(self) -> None:
        """A new one."""
        self.stay()
        self.id = None
        self.show_facts(())

    def stay(self) -> None:
        """With the one that is open: what is being read is moot."""
        self._request += 1
        self.is_loading = False

    def load(self, conversation_id: str) -> None:
        """Read one that was kept. A newer wish makes an older one moot."""
        self._request += 1
        request = self._request
        self.is_loading = True

        def read(session: Session) -> _Kept:
            turns = session.conversations.turns(conversation_id)
            verdicts = {item.turn: item.verdict for item in session.feedback(conversation_id)}
            found = session.conversations.evidence(conversation_id)
            states = tuple(state_of(turn, found.get(turn.ordinal)) for turn in turns)
            for state in states:
                state.verdict = verdicts.get(state.ordinal if state.ordinal is not None else -1)
            if states:
                _offer_next(states[-1])
            title = session.conversations.get(conversation_id).title
            return _Kept(title, states, session.conversations.facts(conversation_id))

        def done(kept: _Kept) -> None:
            if request == self._request:
                self.is_loading = False
                self.id = conversation_id
                self.show_facts(kept.facts)
                self.loaded.emit(kept.states, kept.title)

        def fail(error: BaseException) -> None:
            if request == self._request:
                self.is_loading = False
                self.load_failed.emit(error)

        self._desk.run("conversation", lambda session, _: read(session), done, fail)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self.facts_changed.emit(self.facts)

    def confirm(self, fact: Fact) -> None:
        """Keep a fact in place of the one with its key; without a value it is taken back."""
        conversation_id = self.id
        if conversation_id is None:
            held = {each.key: each for each in (*self.facts, fact)}
            self.show_facts([each for each in held.values() if each.value])
            return
        self._desk.run(
            "confirm",
            lambda session, _: session.conversations.confirm(conversation_id, [fact]),
            self.show_facts,
            quick=True,
        )

    def judge(self, ordinal: int, verdict: Verdict, note: str) -> None:
        """Keep what the person thinks of the answer of a turn."""
        conversation_id = self.id
        if conversation_id is None:
            return

        def keep(session: Session, _: Progress) -> None:
            session.judge_answer(conversation_id, ordinal, verdict, note)

        self._desk.run("judge", keep, lambda _: None, quick=True)


def _offer_next(state: TurnState) -> None:
    """What was offered below the last answer is offered again."""
    state.take_out()
    if state.answer is not None and state.evidence:
        from app.assistant.answering.next_questions import next_questions  # costs a moment, which is the job's

        state.offers = next_questions(state.answer, state.evidence)
