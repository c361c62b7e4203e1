"""One question and what came of it, from the search to the checked answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.domain.answer import Answer, ClarifyingQuestion, Mode
from app.domain.evidence import Evidence
from app.foundation.errors import Cancelled
from app.foundation.messages import tr
from app.gui.chat.answer_view import AnswerView
from app.gui.chat.evidence_list import EvidenceList
from app.gui.parts.labels import error_texts, mode_name
from app.gui.parts.place import place_of_citation
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.style.theme import Theme
from app.security.labels import AI_LABEL, labelled, needs_label


class Turn(QFrame):
    """Shows, in this order: the question, the evidence, the streamed words, then the answer in their place."""

    place_opened = Signal(object, int)
    fact_chosen = Signal(str, str)
    """The clarifying question's key and the option that the person took."""
    retry_asked = Signal()

    def __init__(self, question: str, mode: Mode, theme: Theme) -> None:
        super().__init__()
        self.mode = mode
        self.answer: Answer | None = None
        self.evidence: EvidenceList | None = None
        self._theme = theme
        self._question = question
        self._has_text = False
        self.status = text_label(self._waiting_text(), "muted", wraps=True)
        self.view = AnswerView(theme)
        self.view.hide()
        self.view.citation_clicked.connect(self.open_citation)
        self.ai_label = text_label(AI_LABEL, "aiLabel")
        self.ai_label.hide()
        self.figures = text_label("", "small")
        self.copy = button(tr("复制"), "link", self._copy)
        self.copy.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, theme.sizes.wide)
        self._layout.setSpacing(theme.sizes.gap)
        self._layout.addWidget(self._asked(question))
        self._layout.addWidget(self.status)
        self._layout.addWidget(self.view)
        self._foot = row(self.ai_label, self.figures, None, self.copy, spacing=theme.sizes.pad)
        self._layout.addLayout(self._foot)
        self._layout.addStretch(1)

    def show_evidence(self, evidence: Sequence[Evidence]) -> None:
        if not evidence:
            return
        self.evidence = EvidenceList(evidence, self._theme, self._question)
        self.evidence.place_opened.connect(self.place_opened)
        self._insert_before_view(self.evidence)
        if self.mode is not Mode.VERBATIM:
            self.status.setText(tr("模型正在读这些条款并组织回答…"))

    def append_text(self, text: str) -> None:
        if not self._has_text:
            self._has_text = True
            self.view.show()
            self.ai_label.setVisible(self.mode is not Mode.VERBATIM)
        self.view.append_text(text)

    def show_answer(self, answer: Answer) -> None:
        """The checked answer takes the place of what streamed."""
        self.answer = answer
        self.status.hide()
        self.ai_label.setVisible(needs_label(answer))
        self.figures.setText(_figures(answer))
        if answer.refused:
            self._show_refusal(answer)
        else:
            self.view.show()
            self.view.show_answer(answer)
            self.copy.show()
            if answer.related:
                related = tr("相关条款：{clauses}", clauses="；".join(answer.related))
                self._insert_after_view(text_label(related, "muted", wraps=True))
        for warning in answer.warnings:
            self._insert_after_view(Notice(warning, tone="warning"))
        if answer.clarifying_question is not None:
            self._insert_after_view(self._clarifying(answer.clarifying_question))
        if self.evidence is not None:
            self.evidence.fold()

    def show_stopping(self) -> None:
        self.status.setText(tr("正在停止…"))

    def show_error(self, error: BaseException) -> None:
        """Say why there is no answer. What streamed before stays, marked as unfinished."""
        if self.evidence is not None:
            self.evidence.fold()
        self.status.hide()
        if isinstance(error, Cancelled):
            stopped = tr("已停止。上面的文字没有写完，也没有核对。") if self._has_text else tr("已停止。")
            self._insert_after_view(Notice(stopped))
            return
        message, hint = error_texts(error)
        notice = Notice(message, hint, "danger")
        notice.add_action(button(tr("重试"), "", self.retry_asked.emit))
        self._insert_after_view(notice)

    def open_citation(self, key: str) -> None:
        """Open the page of the citation with that key; the others are one step away."""
        citations = self.answer.citations if self.answer is not None else ()
        for index, citation in enumerate(citations):
            if citation.key == key:
                self.place_opened.emit(tuple(place_of_citation(each) for each in citations), index)
                return

    def _asked(self, question: str) -> QFrame:
        frame = QFrame()
        frame.setObjectName("asked")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(2)
        layout.addWidget(text_label(question, "askedText", wraps=True))
        layout.addWidget(text_label(tr("{mode}模式", mode=mode_name(self.mode)), "small"))
        return frame

    def _waiting_text(self) -> str:
        return tr("模型正在作答，不查文库…") if self.mode is Mode.GENERAL else tr("正在文库中查找条款…")

    def _show_refusal(self, answer: Answer) -> None:
        self.view.hide()
        reason, _, nearest = answer.text.partition("\n")
        advice = tr("可以换一种说法，写明标准编号或条款号，或者添加可能包含答案的文件。")
        hint = "\n".join(part for part in (nearest, advice) if part)
        self._insert_before_view(Notice(reason or tr("文库里的文件没有说到这个问题。"), hint, "refusal"))

    def _clarifying(self, question: ClarifyingQuestion) -> Notice:
        notice = Notice(question.text, tr("补充后可以答得更准："))
        for option in question.options:
            notice.add_action(
                button(option, "", lambda option=option: self.fact_chosen.emit(question.key, option))  # type: ignore[misc]
            )
        return notice

    def _insert_before_view(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.indexOf(self.view), widget)

    def _insert_after_view(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.indexOf(self._foot), widget)

    def _copy(self) -> None:
        if self.answer is not None:
            text = labelled(self.answer.text) if needs_label(self.answer) else self.answer.text
            QApplication.clipboard().setText(text)


def _figures(answer: Answer) -> str:
    seconds = answer.seconds.total
    parts = [answer.model or "", tr("共 {seconds:.1f} 秒", seconds=seconds) if seconds else ""]
    return " · ".join(part for part in parts if part)
