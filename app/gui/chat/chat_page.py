"""The page where questions are asked and answers read."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.assistant.events import AskRequest
from app.domain.answer import Answer, Fact, Mode
from app.gui.chat.asking import Asking
from app.gui.chat.question_box import QuestionBox
from app.gui.chat.turn import Turn
from app.gui.parts.welcome import Welcome
from app.gui.parts.widgets import centred
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session
from app.gui.style.theme import Theme

SETTLE_MS = 150
"""The layout of a new turn takes a few rounds of the event loop; after that the scroll bar is the reader's."""


class ChatPage(QWidget):
    """Turns under one another, the question box below. One question at a time."""

    place_opened = Signal(object, int)
    add_files_asked = Signal()
    add_folder_asked = Signal()

    def __init__(self, road: JobRoad, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._session: Session | None = None
        self._wants_last = False
        self._conversation: str | None = None
        self.turns: list[Turn] = []
        self.asking = Asking(road, self)
        self.asking.evidence_found.connect(lambda evidence: self._last.show_evidence(evidence))
        self.asking.text_streamed.connect(lambda text: self._last.append_text(text))
        self.asking.answered.connect(self._show_answer)
        self.asking.failed.connect(self._show_error)
        self.welcome = Welcome(theme)
        self.welcome.add_files_asked.connect(self.add_files_asked)
        self.welcome.add_folder_asked.connect(self.add_folder_asked)
        self.question = QuestionBox(theme)
        self.question.asked.connect(self.ask)
        self.question.stopped.connect(self.stop)
        self._column = QVBoxLayout()
        self._scroll = self._scroll_area()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._foot())

    def use_session(self, session: Session, *, chat_model_installed: bool) -> None:
        self._session = session
        self.question.set_ready(chat_model_installed=chat_model_installed)

    def ask(self, question: str, mode: Mode, facts: tuple[Fact, ...] = ()) -> None:
        if self._session is None or self.asking.is_running:
            return
        self.welcome.hide()
        turn = Turn(question, mode, self._theme)
        turn.place_opened.connect(self.place_opened)
        turn.retry_asked.connect(lambda: self.ask(question, mode, facts))
        turn.fact_chosen.connect(lambda key, value: self.ask(question, mode, (*facts, Fact(key, value))))
        self.turns.append(turn)
        self._column.insertWidget(self._column.count() - 1, turn)
        self._give_room()
        self.question.set_running(True)
        request = AskRequest(question=question, mode=mode, facts=facts, conversation=self._conversation)
        self.asking.ask(self._session, request)
        self._wants_last = True
        QTimer.singleShot(SETTLE_MS, self._stop_following)

    def stop(self) -> None:
        if self.asking.is_running:
            self._last.show_stopping()
            self.asking.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    @property
    def _last(self) -> Turn:
        return self.turns[-1]

    def _show_answer(self, answer: Answer) -> None:
        self.question.set_running(False)
        self._conversation = answer.conversation
        self._last.show_answer(answer)

    def _show_error(self, error: BaseException) -> None:
        self.question.set_running(False)
        self._last.show_error(error)

    def _scroll_area(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("surfaceBody")
        self._column.setContentsMargins(self._theme.sizes.wide, self._theme.sizes.wide, self._theme.sizes.wide, 0)
        self._column.setSpacing(self._theme.sizes.gap)
        self._column.addWidget(self.welcome, 1)
        self._column.addStretch(0)
        inner = QWidget()
        inner.setLayout(self._column)
        body.setLayout(centred(inner, self._theme.sizes.reading_width))
        area = QScrollArea()
        area.setObjectName("surface")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.verticalScrollBar().rangeChanged.connect(lambda *_: self._go_to_last())
        return area

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("surface")
        layout = centred(self.question, self._theme.sizes.reading_width)
        layout.setContentsMargins(self._theme.sizes.wide, 4, self._theme.sizes.wide, self._theme.sizes.pad)
        foot.setLayout(layout)
        return foot

    def _give_room(self) -> None:
        """Make the last turn at least as tall as the view, so that its question can stand at the top."""
        for turn in self.turns[:-1]:
            turn.setMinimumHeight(0)
        if self.turns:
            self._last.setMinimumHeight(self._scroll.viewport().height() - self._theme.sizes.wide)

    def _stop_following(self) -> None:
        self._wants_last = False

    def _go_to_last(self) -> None:
        """Put the last question at the top. The answer grows below it and never runs away from its reader."""
        if self._wants_last and self.turns:
            self._scroll.verticalScrollBar().setValue(self._last.y() - self._theme.sizes.gap)
