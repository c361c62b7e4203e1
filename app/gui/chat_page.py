"""The page where questions are asked and answers read."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.answer import Answer, Mode
from app.gui.asking import Asking
from app.gui.bridge import JobRoad
from app.gui.parts import centred
from app.gui.question_box import QuestionBox
from app.gui.session import Session
from app.gui.theme import Theme
from app.gui.turn import Turn
from app.gui.welcome import Welcome

NEAR_END = 60
"""Pixels. Only a reader who is at the end is carried along with the stream."""


class ChatPage(QWidget):
    """Turns under one another, the question box below. One question at a time."""

    place_opened = Signal(object, int)
    add_files_asked = Signal()
    add_folder_asked = Signal()

    def __init__(self, road: JobRoad, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._session: Session | None = None
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

    def ask(self, question: str, mode: Mode, facts: tuple[tuple[str, str], ...] = ()) -> None:
        if self._session is None or self.asking.is_running:
            return
        self.welcome.hide()
        turn = Turn(question, mode, self._theme)
        turn.place_opened.connect(self.place_opened)
        turn.retry_asked.connect(lambda: self.ask(question, mode, facts))
        turn.fact_chosen.connect(lambda key, value: self.ask(question, mode, (*facts, (key, value))))
        self.turns.append(turn)
        self._column.insertWidget(self._column.count() - 1, turn)
        self.question.edit.clear()
        self.question.set_running(True)
        self.asking.ask(self._session, question, mode, facts)
        QTimer.singleShot(0, self._go_to_end)

    def stop(self) -> None:
        if self.asking.is_running:
            self._last.show_stopping()
            self.asking.stop()

    @property
    def _last(self) -> Turn:
        return self.turns[-1]

    def _show_answer(self, answer: Answer) -> None:
        self.question.set_running(False)
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
        area.verticalScrollBar().rangeChanged.connect(self._follow)
        self._was_at_end = True
        area.verticalScrollBar().valueChanged.connect(self._note_position)
        return area

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("surface")
        layout = centred(self.question, self._theme.sizes.reading_width)
        layout.setContentsMargins(self._theme.sizes.wide, 4, self._theme.sizes.wide, self._theme.sizes.pad)
        foot.setLayout(layout)
        return foot

    def _note_position(self, value: int) -> None:
        self._was_at_end = value >= self._scroll.verticalScrollBar().maximum() - NEAR_END

    def _follow(self, _: int, maximum: int) -> None:
        if self._was_at_end and self.asking.is_running:
            self._scroll.verticalScrollBar().setValue(maximum)

    def _go_to_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())
