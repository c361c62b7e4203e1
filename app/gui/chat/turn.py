"""One question and what came of it, from the search to the checked answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.assistant.question.replies import NOT_KNOWN
from app.domain.answer import Answer, ClarifyingQuestion, Mode
from app.domain.evidence import Evidence
from app.foundation.errors import Cancelled
from app.foundation.messages import sequenced, tr
from app.gui.chat.answer_view import AnswerView
from app.gui.chat.asked import Asked
from app.gui.chat.evidence_list import EvidenceList
from app.gui.chat.turn_foot import TurnFoot
from app.gui.chat.turn_state import TurnState
from app.gui.chat.waiting_line import WaitingLine
from app.gui.parts.copying import CopyManner
from app.gui.parts.flow import FlowLayout
from app.gui.parts.labels import error_texts, menu_text, one_line, tip_text
from app.gui.parts.place import place_of_citation, place_of_evidence
from app.gui.parts.widgets import Notice, button, text_label
from app.gui.style.theme import Theme
from app.security.marks import mark_line

NEAREST = 3
"""Clauses that a refusal offers to open."""
LONGEST_NAME = 60
"""Characters of a clause's name on a line."""


class Turn(QFrame):
    """Shows, in this order: the question, the evidence, the streamed words, then the answer in their place.

    Everything is shown from the state, so that a turn may be let go and made again.
    """

    place_opened = Signal(object, int)
    fact_chosen = Signal(str, str)
    """The clarifying question's key and the option that the person took."""
    again_asked = Signal()
    edit_asked = Signal()
    offer_taken = Signal(str)
    """A question that was offered below the answer."""
    citation_hovered = Signal(object, QPoint)

    def __init__(self, state: TurnState, theme: Theme, is_gone: Callable[[str], bool] = lambda _: False) -> None:
        """``is_gone`` tells whether a document is not held any more."""
        super().__init__()
        self.state = state
        self._theme = theme
        self._is_gone = is_gone
        self._gone: frozenset[str] = frozenset()
        self.evidence: EvidenceList | None = None
        self.asked = Asked(state.request, theme)
        self.asked.again_asked.connect(self.again_asked)
        self.asked.edit_asked.connect(self.edit_asked)
        self.status = WaitingLine(state)
        self.view = AnswerView(state.mode, theme)
        self.view.hide()
        self.mark = text_label("", "securityMark", wraps=True)
        self.mark.hide()
        self._mark_of: Callable[[Answer], str | None] = lambda answer: answer.security_mark
        self.view.citation_clicked.connect(self.open_citation)
        self.view.citation_hovered.connect(self.citation_hovered)
        self.foot = TurnFoot(theme)
        self.offers = QWidget()
        self._offers = FlowLayout(self.offers)
        self.offers.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, theme.sizes.wide)
        self._layout.setSpacing(theme.sizes.gap)
        for widget in (self.asked, self.status, self.mark, self.view, self.foot, self.offers):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        self._show_state()

    def use_copying(self, manner: Callable[[], CopyManner], mark_of: Callable[[Answer], str | None]) -> None:
        """How text of it may leave, and the security mark that its sources bear."""
        self.view.manner, self._mark_of = manner, mark_of
        self._show_mark()

    def _show_mark(self) -> None:
        mark = self._mark_of(self.answer) if self.answer is not None else None
        self.view.mark = mark
        self.mark.setText(mark_line(mark) if mark else "")
        self.mark.setVisible(bool(mark))

    @property
    def answer(self) -> Answer | None:
        return self.state.answer

    def height_for(self, width: int) -> int:
        """Logical pixels that it takes at that width, as far as it is laid out."""
        self._layout.setGeometry(QRect(0, 0, width, max(1, self.height())))
        return self._layout.totalHeightForWidth(width) if self._layout.hasHeightForWidth() else self.sizeHint().height()

    def sizeHint(self) -> QSize:
        return self._layout.totalSizeHint()

    def show_evidence(self, evidence: Sequence[Evidence]) -> None:
        self.state.evidence = tuple(evidence)
        if not evidence:
            return
        self.evidence = EvidenceList(evidence, self._theme, self.state.question)
        self.evidence.place_opened.connect(self.place_opened)
        self._insert_before_view(self.evidence)
        before: QWidget = self.asked.again
        for stop in (self.evidence.toggle, *self.evidence.rows):  # Tab goes as one reads, not as they were made
            QWidget.setTabOrder(before, stop)
            before = stop
        self.status.look()

    def show_read(self, read: int, total: int) -> None:
        """How far the model has read what it is told, in tokens."""
        self.state.read = (read, total)
        self.status.look()

    def append_text(self, text: str) -> None:
        self.state.text += text
        self.view.show()
        self.foot.ai_label.setVisible(self.state.mode is not Mode.VERBATIM)
        self.view.append_text(text)

    def show_answer(self, answer: Answer) -> None:
        """The checked answer takes the place of what streamed."""
        self.state.answer = answer
        self.status.end()
        self.asked.show_understanding(answer.understanding, self.state.question)
        self.foot.show_answer(answer, self.state.verdict)
        self._show_mark()
        if answer.refused:
            self._show_refusal(answer)
        else:
            self.view.show()
            self._gone = self._gone_of(answer)
            self.view.show_answer(answer, self._gone)
        if answer.mode is not Mode.GENERAL:
            for warning in answer.warnings:
                self._insert_before_foot(Notice(warning, tone="warning"))
        if answer.clarifying_question is not None:
            self._insert_before_foot(self._clarifying(answer.clarifying_question))
        if answer.related:
            related = tr("相关条款：{clauses}", clauses=sequenced(answer.related))
            self._insert_before_foot(text_label(related, "muted", wraps=True))
        if self.evidence is not None:
            self.evidence.fold()

    def look_at_documents(self) -> None:
        """Documents have come or gone: citations of those that are held no more rest."""
        answer = self.answer
        self._show_mark()
        if answer is not None and not answer.refused and self._gone_of(answer) != self._gone:
            self._gone = self._gone_of(answer)
            self.view.show_answer(answer, self._gone)

    def _gone_of(self, answer: Answer) -> frozenset[str]:
        return frozenset(each.document_id for each in answer.citations if self._is_gone(each.document_id))

    def show_offers(self, questions: Sequence[str]) -> None:
        """Questions that can be asked with one click."""
        self.state.offers = tuple(questions)
        self._offers.clear()
        for question in questions:
            offer = button(question, "pill", partial(self.offer_taken.emit, question))
            self._offers.addWidget(offer)
        self.offers.setVisible(bool(questions))

    def show_stopping(self) -> None:
        self.state.is_stopping = True
        self.status.look()

    def show_error(self, error: BaseException) -> None:
        """Say why there is no answer. What streamed before stays, marked as unfinished."""
        self.state.error = error
        if self.evidence is not None:
            self.evidence.fold()
        self.status.end()
        if isinstance(error, Cancelled):
            stopped = tr("已停止。上面的文字没有写完，也没有核对。") if self.state.text else tr("已停止。")
            self._insert_before_foot(Notice(stopped))
            return
        message, hint = error_texts(error)
        notice = Notice(message, hint, "danger")
        notice.add_action(button(tr("重试"), "", self.again_asked.emit))
        self._insert_before_foot(notice)

    def open_citation(self, key: str) -> None:
        """Open the page of the citation with that key; the others are one step away."""
        citations = self.answer.citations if self.answer is not None else ()
        for index, citation in enumerate(citations):
            if citation.key == key:
                self.place_opened.emit(tuple(place_of_citation(each) for each in citations), index)
                return

    def _show_state(self) -> None:
        state = self.state
        state.take_out()
        if state.evidence:
            self.show_evidence(state.evidence)
        if state.text and state.answer is None:
            text, state.text = state.text, ""
            self.append_text(text)
        if state.is_stopping:
            self.show_stopping()
        if state.answer is not None:
            self.show_answer(state.answer)
        if state.error is not None:
            self.show_error(state.error)
        if state.offers:
            self.show_offers(state.offers)

    def _show_refusal(self, answer: Answer) -> None:
        self.view.hide()
        reason, _, nearest = answer.text.partition("\n")
        near = _nearest(self.state.evidence)
        if near:
            nearest = tr("最接近的条款，点开可看：")
        advice = tr("可以换一种说法，写明标准编号或条款号，或者添加可能包含答案的文件。")
        hint = "\n".join(part for part in ((advice, nearest) if near else (nearest, advice)) if part)
        notice = Notice(reason or tr("文库里的文件没有说到这个问题。"), hint, "refusal")
        for place, (name, _) in enumerate(near):
            opens = button(menu_text(one_line(name, LONGEST_NAME)), "link", partial(self._open_near, place))
            opens.setToolTip(tip_text(name))
            opens.setAccessibleName(name)
            notice.add_line(opens)
        self._insert_before_view(notice)

    def _open_near(self, place: int) -> None:
        near = _nearest(self.state.evidence)
        self.place_opened.emit(tuple(place_of_evidence(item) for _, item in near), place)

    def _clarifying(self, question: ClarifyingQuestion) -> Notice:
        notice = Notice(question.text, tr("补充后可以答得更准："))
        for option in question.options:
            notice.add_action(button(option, "", partial(self.fact_chosen.emit, question.key, option)))
        notice.add_action(button(tr("不知道"), "link", partial(self.fact_chosen.emit, question.key, NOT_KNOWN)))
        return notice

    def _insert_before_view(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.indexOf(self.view), widget)

    def _insert_before_foot(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.indexOf(self.foot), widget)


def _nearest(evidence: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
    """What comes nearest to an answer, by name; as the text of a refusal names it."""
    from app.assistant.answering.suggestions import evidence_name  # the assistant is there with the first answer

    named: dict[str, Evidence] = {}
    for item in evidence:
        named.setdefault(evidence_name(item), item)
    return list(named.items())[:NEAREST]
