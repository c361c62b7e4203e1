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
        self.local = text_label(tr("只在本机处理"), "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.addWidget(self.state)
        layout.addSpacing(16)
        layout.addWidget(self.vectors)
        layout.addStretch(1)
        layout.addWidget(self.local)

    def show_library(self, documents: int, clauses: int) -> None:
        self.state.setText(tr("就绪 · {documents} 份文件 · {clauses} 条条款", documents=documents, clauses=clauses))

    def show_problem(self, text: str) -> None:
        self.state.setText(text)

    def show_embedding(self, event: ProgressEvent) -> None:
        """Words can be searched already; this tells what search by meaning still wants. Each file that is added begins
        the work anew, so that what is done of it says nothing."""
        if event.stage != EMBED_STAGE or not event.total:
            return
        left = event.total - event.done
        self._pace.note(event.done)
        seconds = self._pace.seconds_left(left)
        self.vectors.setToolTip(tr("按字词检索已经可用；补齐之后，换一种说法也能找到。"))
        told = tr("正在准备按意思检索，还差 {left} 段", left=left)
        if seconds is not None:
            told = sequenced((told, time_left(seconds)))
        self.vectors.setText(told if left > 0 else "")

    def show_interrupted(self) -> None:
        """The work goes on later, at the pace that was seen."""
        self.vectors.clear()

    def show_embedded(self) -> None:
        self._pace = Pace()
        self.vectors.clear()

    def show_embedding_problem(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        self.vectors.setText(tr("不能按意思检索，只按字词检索"))
        self.vectors.setToolTip("\n".join(part for part in (message, hint) if part))
