"""The line at the window's foot: what the application is doing, in a few words."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.foundation.jobs import ProgressEvent
from app.foundation.messages import sequenced, tr
from app.gui.parts.labels import error_texts
from app.gui.parts.pace import Pace, time_left
from app.gui.parts.widgets import text_label

EMBED_STAGE = "embed"
"""What ``Workspace.embed`` calls the whole of it; a batch and the index report stages of their own."""


class StatusStrip(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusStrip")
        self.state = text_label(tr("正在打开工作区…"), "small")
        self.vectors = text_label("", "small")
        self._pace = Pace()
        self._library: tuple[int, int] | None = None
        """Documents and clauses, once they are known."""
        self._adding = ""
        self._is_embedding = False
        self.local = text_label(tr("只在本机处理"), "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.addWidget(self.state)
        layout.addSpacing(16)
        layout.addWidget(self.vectors)
        layout.addStretch(1)
        layout.addWidget(self.local)

    def show_library(self, documents: int, clauses: int) -> None:
        self._library = documents, clauses
        self._tell_state()

    def show_adding(self, text: str) -> None:
        """How far the adding of files is; "" when none is under way."""
        self._adding = text
        self._tell_state()

    def show_problem(self, text: str) -> None:
        self.state.setText(text)

    def show_embedding(self, event: ProgressEvent) -> None:
        """Words can be searched already; this tells what search by meaning still wants. Each file that is added begins
        the work anew, so that what is done of it says nothing."""
        if event.stage != EMBED_STAGE or not event.total:
            return
        self._note_embedding(is_under_way=True)
        left = event.total - event.done
        self._pace.note(event.done)
        seconds = self._pace.seconds_left(left)
        self.vectors.setToolTip(
            "\n".join(
                (
                    tr("按字词检索已经可用；补齐之后，换一种说法也能找到。"),
                    tr("一段是一条条款连同其下没有编号的文字；很长的条款分成几段。"),
                )
            )
        )
        told = tr("正在准备按意思检索，还差 {left} 段", left=left)
        if seconds is not None:
            told = sequenced((told, time_left(seconds)))
        self.vectors.setText(told if left > 0 else "")

    def show_interrupted(self) -> None:
        """The work goes on later, at the pace that was seen."""
        self._note_embedding(is_under_way=False)
        self.vectors.clear()

    def show_embedded(self) -> None:
        self._note_embedding(is_under_way=False)
        self._pace = Pace()
        self.vectors.clear()

    def show_embedding_problem(self, error: BaseException) -> None:
        self._note_embedding(is_under_way=False)
        message, hint = error_texts(error)
        self.vectors.setText(tr("不能按意思检索，只按字词检索"))
        self.vectors.setToolTip("\n".join(part for part in (message, hint) if part))

    def _note_embedding(self, *, is_under_way: bool) -> None:
        if self._is_embedding != is_under_way:
            self._is_embedding = is_under_way
            self._tell_state()

    def _tell_state(self) -> None:
        """Ready is the application when nothing is under way. How far the vectors are stands beside it."""
        if self._library is None:
            return
        documents, clauses = self._library
        values = {"documents": documents, "clauses": clauses}
        if self._adding:
            told = tr("{work} · {documents} 份文件 · {clauses} 条条款", work=self._adding, **values)
        elif self._is_embedding:
            told = tr("{documents} 份文件 · {clauses} 条条款", **values)
        else:
            told = tr("就绪 · {documents} 份文件 · {clauses} 条条款", **values)
        self.state.setText(told)
