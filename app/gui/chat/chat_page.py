"""The page where questions are asked and answers read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.assistant.events import AskRequest
from app.assistant.export.answers import answer_mark
from app.assistant.export.clipboard import answer_text, said_text
from app.domain.answer import Answer, Citation, Fact, Mode
from app.domain.evidence import Evidence
from app.domain.where import EVERYWHERE, Where
from app.foundation.messages import tr
from app.gui.chat.asking import Asking
from app.gui.chat.conversation import OpenConversation
from app.gui.chat.facts_bar import FactsBar
from app.gui.chat.preview import CitationPreview
from app.gui.chat.question_box import QuestionBox
from app.gui.chat.turn import Turn
from app.gui.chat.turn_list import TurnList
from app.gui.chat.turn_state import TurnState
from app.gui.parts.copying import manner_of, put, say_forbidden
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import centred
from app.library.feedback import Verdict
from app.security.labels import needs_label
from app.workspace.auditing import LeftProgram


@dataclass(frozen=True, slots=True)
class ChatAsItStands:
    """A conversation on the screen: ``states`` hold what was found for its questions, ``written`` the next one."""

    conversation: str | None
    facts: tuple[Fact, ...]
    states: tuple[TurnState, ...]
    written: str
    where: Where
    mode: Mode


class ChatPage(QWidget):
    """Turns under one another, the question box below. One question at a time."""

    conversation_changed = Signal(str)
    """The id of the conversation that was asked in or opened, "" for a new one."""
    export_asked = Signal(str, int)
    """A conversation's id and the turn's place in it."""
    print_asked = Signal(object)
    """The Answer to print."""

    def __init__(self, desk: Desk, welcome: QWidget) -> None:
        """``welcome`` stands in place of the turns while there are none."""
        super().__init__()
        self._desk = desk
        self._wanted_turn: int | None = None
        self._early: tuple[str, Mode, tuple[Fact, ...]] | None = None
        """What was asked before the chosen conversation was read."""
        self.conversation = OpenConversation(desk, self)
        self.conversation.loaded.connect(self._show_conversation)
        self.conversation.load_failed.connect(self._give_back)
        self.asking = Asking(desk.road, self)
        self.asking.evidence_found.connect(self._show_evidence)
        self.asking.prompt_read.connect(self._show_read)
        self.asking.text_streamed.connect(self._append_text)
        self.asking.answered.connect(self._show_answer)
        self.asking.failed.connect(self._show_error)
        self._running: TurnState | None = None
        self.preview = CitationPreview(desk.theme, self)
        self.list = TurnList(self._make_turn, desk.theme)
        self.welcome = welcome
        self.list.changed.connect(self._show_what_can_be_done)
        self.list.verticalScrollBar().valueChanged.connect(lambda _: self.preview.point_at(None, QPoint()))
        self.stack = QStackedWidget()
        self.stack.addWidget(welcome)
        self.stack.addWidget(self.list)
        self.facts = FactsBar(desk.theme)
        self.conversation.facts_changed.connect(self.facts.show_facts)
        self.facts.changed.connect(self._change_fact)
        self.question = QuestionBox(desk)
        self.question.asked.connect(self.ask)
        self.question.stopped.connect(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._foot())
        desk.question_asked.connect(self._take_question)
        desk.listed.connect(self._look_at_documents)
        self._add_actions()

    @property
    def states(self) -> list[TurnState]:
        return self.list.states

    def set_ready(self, *, chat_model_installed: bool) -> None:
        self.question.set_ready(chat_model_installed=chat_model_installed)

    def begin(self) -> None:
        """A new conversation, with an empty box (Ctrl+Z brings back what stood in it), over no single document any more
        and as of today. An answer in the making is stopped."""
        self.stop()
        self._running = None
        self.conversation.begin()
        self.list.show_states(())
        self.stack.setCurrentWidget(self.welcome)
        self.question.begin()
        self.conversation_changed.emit("")

    def open_conversation(self, conversation_id: str, turn: int = -1) -> None:
        """Show one that was kept, from its last turn or from that one."""
        self._take_early_back()
        if conversation_id != self.conversation.id:
            self.stop()
            self._running = None
        elif self.states:
            self.conversation.stay()
            self.list.go_to(turn if 0 <= turn < len(self.states) else len(self.states) - 1)
            return
        self._wanted_turn = turn if turn >= 0 else None
        self.conversation.load(conversation_id)

    def hand_over(self) -> ChatAsItStands:
        """What another page needs to go on in place of this one."""
        question = self.question
        return ChatAsItStands(
            self.conversation.id,
            self.conversation.facts,
            tuple(self.states),
            self._early[0] if self._early is not None else question.edit.toPlainText(),
            question.context.where,
            question.mode,
        )

    def take_over(self, left: ChatAsItStands) -> None:
        """Go on where another page was left."""
        self.conversation.id = left.conversation
        self.conversation.show_facts(left.facts)
        self.list.show_states(left.states)
        self.stack.setCurrentWidget(self.list if left.states else self.welcome)
        self.question.write(left.written)
        self.question.context.use_where(left.where)
        self.question.set_mode(left.mode)
        self.conversation_changed.emit(left.conversation or "")

    def ask(self, question: str, mode: Mode, facts: tuple[Fact, ...] = ()) -> None:
        session = self._desk.session
        if session is None or self.asking.is_running or self._early is not None:
            return
        if self.conversation.is_loading:  # it belongs to the conversation that was chosen
            self._early = (question, mode, facts)
            self._set_running(True)
            return
        context = self.question.context
        told = facts if self.conversation.id is not None else (*self.conversation.facts, *facts)
        request = AskRequest(question, mode, told, context.model, context.where, conversation=self.conversation.id)
        for widget in self.list.widgets:
            widget.show_offers(())
        for state in self.states:
            state.offers = ()
        self._running = TurnState(request)
        self.stack.setCurrentWidget(self.list)
        self.list.append(self._running)
        self._set_running(True)
        self._desk.library_asked.emit()
        self.asking.ask(session, request)

    def stop(self) -> None:
        self._take_early_back()
        if self.asking.is_running:
            turn = self._turn_of(self._running)
            if turn is not None:
                turn.show_stopping()
            self.asking.stop()

    def _take_question(self, text: str, where: Where | None, is_sent: bool) -> None:
        if where is not None:
            self.question.narrow(where)
        if is_sent:
            self.ask(text, self.question.mode)
        else:
            self.question.insert(text)

    def _show_conversation(self, states: Sequence[TurnState], title: str) -> None:
        self.stack.setCurrentWidget(self.list if states else self.welcome)
        self.list.show_states(states, self._wanted_turn)
        self.question.context.use_where(states[-1].request.where if states else EVERYWHERE)
        self.conversation_changed.emit(self.conversation.id or "")
        early, self._early = self._early, None
        if early is not None:
            self._set_running(False)
            self.ask(*early)

    def _give_back(self, error: BaseException) -> None:
        """The chosen conversation could not be read: what was asked in it goes back into the box."""
        self._desk.say_error(error)
        self._take_early_back()
        self.conversation_changed.emit(self.conversation.id or "")

    def _take_early_back(self) -> None:
        """Into the box: nobody asks it any more, and nothing that was written is lost."""
        early, self._early = self._early, None
        if early is not None:
            self._set_running(False)
            self.question.insert(early[0])

    def _turn_of(self, state: TurnState | None) -> Turn | None:
        return next((turn for turn in self.list.widgets if turn.state is state), None)

    def _show_evidence(self, evidence: Sequence[Evidence]) -> None:
        turn = self._turn_of(self._running)
        if turn is not None:
            turn.show_evidence(evidence)

    def _show_read(self, read: int, total: int) -> None:
        turn = self._turn_of(self._running)
        if turn is not None:
            turn.show_read(read, total)

    def _append_text(self, text: str) -> None:
        turn = self._turn_of(self._running)
        if turn is not None:
            turn.append_text(text)

    def _show_answer(self, answer: Answer) -> None:
        self._set_running(False)
        turn, state = self._turn_of(self._running), self._running
        self._running = None
        if turn is None or state is None:
            return
        is_new = self.conversation.id is None
        self.conversation.id = answer.conversation
        state.ordinal = sum(each.answer is not None for each in self.states)
        from app.assistant.answering.next_questions import (
            next_questions,  # the assistant is there with the first answer
        )

        turn.show_answer(answer)
        turn.show_offers(next_questions(answer, state.evidence))
        self.conversation.show_facts(_together(self.conversation.facts, (*state.request.facts, *answer.facts)))
        if is_new or answer.conversation is not None:
            self.conversation_changed.emit(answer.conversation or "")

    def _show_error(self, error: BaseException) -> None:
        self._set_running(False)
        turn = self._turn_of(self._running)
        self._running = None
        if turn is not None:
            turn.show_error(error)

    def _make_turn(self, state: TurnState) -> Turn:
        turn = Turn(state, self._desk.theme, self._desk.is_gone)
        turn.place_opened.connect(self._desk.open)
        turn.again_asked.connect(lambda: self.ask(state.question, state.mode, state.request.facts))
        turn.edit_asked.connect(lambda: self.question.write(state.question))
        turn.fact_chosen.connect(lambda key, value: self.ask(state.question, state.mode, (Fact(key, value),)))
        turn.offer_taken.connect(lambda question: self.ask(question, self.question.mode))
        turn.citation_hovered.connect(self._preview)
        turn.use_copying(lambda: manner_of(self._desk), lambda answer: answer_mark(answer, self._desk.metadata))
        turn.foot.copy_asked.connect(lambda with_sources: self._copy(state, with_sources))
        turn.foot.judged.connect(lambda verdict, note: self._judge(state, verdict, note))
        turn.foot.export_asked.connect(lambda: self._export(state))
        turn.foot.print_asked.connect(lambda: self.print_asked.emit(state.answer))
        return turn

    def _look_at_documents(self) -> None:
        for turn in self.list.widgets:
            turn.look_at_documents()

    def _preview(self, citation: Citation | None, at: QPoint) -> None:
        is_gone = citation is not None and self._desk.is_gone(citation.document_id)
        self.preview.point_at(citation, at, is_gone=is_gone)

    def _copy(self, state: TurnState, with_sources: bool) -> None:
        if state.answer is not None:
            desk = self._desk
            with_sources = with_sources and desk.copies_citations
            answer, held, manner = state.answer, desk.metadata, manner_of(desk)
            if manner.is_forbidden:
                say_forbidden(desk)
                return
            shows = manner.shows_label
            text = (
                answer_text(answer, held, desk.citation_form, shows_label=shows)
                if with_sources
                else said_text(answer, held, shows_label=shows)
            ).rstrip()
            cited = tuple(dict.fromkeys(each.document_id for each in answer.citations))
            is_labelled = shows and needs_label(answer)
            put(desk, text, LeftProgram("answer", answer_mark(answer, held), is_labelled, cited, characters=len(text)))
            self._desk.say(tr("已复制，连同引用。") if with_sources else tr("已复制。"))

    def _judge(self, state: TurnState, verdict: Verdict, note: str) -> None:
        state.verdict = verdict
        if state.ordinal is not None:
            self.conversation.judge(state.ordinal, verdict, note)

    def _export(self, state: TurnState) -> None:
        if self.conversation.id is not None and state.ordinal is not None:
            self.export_asked.emit(self.conversation.id, state.ordinal)

    def _change_fact(self, fact: Fact) -> None:
        self.conversation.confirm(fact)
        last = next((state for state in reversed(self.states) if state.answer is not None), None)
        if last is not None and not self.asking.is_running:
            self._desk.say(
                tr("条件已改。"), tr("用新的条件再问一次"), lambda: self.ask(last.question, last.mode, (fact,))
            )

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("surface")
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self._desk.theme.sizes.tight)
        inside.addWidget(self.facts)
        inside.addWidget(self.question)
        sizes = self._desk.theme.sizes
        layout = centred(column, sizes.reading_width)
        beside_bar = sizes.wide + self.list.verticalScrollBar().sizeHint().width()  # in line with the turns above
        layout.setContentsMargins(sizes.wide, 4, beside_bar, sizes.pad)
        foot.setLayout(layout)
        return foot

    def _add_actions(self) -> None:
        def add(text: str, keys: str, act: Callable[[], None]) -> QAction:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda: act())
            self.addAction(action)
            return action

        self._stopping = add(tr("停止回答"), "Esc", self.stop)
        self._of_last = [
            add(tr("重新回答上一个问题"), "Ctrl+R", self._again),
            add(tr("修改上一个问题"), "Ctrl+E", self._edit_last),
            add(tr("复制上一个回答"), "Ctrl+Shift+C", self._copy_last),
        ]
        self._show_what_can_be_done()

    def _set_running(self, is_running: bool) -> None:
        self.question.set_running(is_running)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        """The palette offers nothing else, and Esc is left to others while nothing is to be stopped."""
        is_running = self.question.is_running
        self._stopping.setEnabled(is_running)
        for action in self._of_last:
            action.setEnabled(bool(self.states) and not is_running)

    def _again(self) -> None:
        if self.states:
            last = self.states[-1]
            self.ask(last.question, last.mode, last.request.facts)

    def _edit_last(self) -> None:
        if self.states:
            self.question.write(self.states[-1].question)

    def _copy_last(self) -> None:
        if self.states:
            self._copy(self.states[-1], with_sources=True)


def _together(held: Sequence[Fact], said: Sequence[Fact]) -> list[Fact]:
    """The newer fact of each key; those taken back are gone."""
    newest = {fact.key: fact for fact in (*held, *said)}
    return [fact for fact in newest.values() if fact.value]
