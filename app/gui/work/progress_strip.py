"""How far the work is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from app.assistant.text_work.sorting import SORTING_STAGE
from app.assistant.text_work.summary import SUMMARY_STAGE
from app.assistant.text_work.translation import TRANSLATION_STAGE
from app.foundation.jobs import ProgressEvent
from app.foundation.messages import tr
from app.gui.parts.widgets import ElidedLabel, button, row
from app.gui.style.theme import Theme


class ProgressStrip(QFrame):
    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.told = ElidedLabel("")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("进度"))
        self.bar.setTextVisible(False)
        self.stop = button(tr("停止"), "", self.stopped.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.sizes.pad, theme.sizes.gap, theme.sizes.pad, theme.sizes.gap)
        layout.setSpacing(theme.sizes.gap)
        line = row(self.told, self.stop)
        line.setStretchFactor(self.told, 1)
        layout.addLayout(line)
        layout.addWidget(self.bar)

    def begin(self, text: str) -> None:
        """Until the work tells how far it is."""
        self.told.setText(text)
        self.bar.setRange(0, 0)

    def show_event(self, event: ProgressEvent) -> None:
        if event.total and event.done < event.total:
            self.told.setText(_told(event))
            self.bar.setRange(0, event.total)
            self.bar.setValue(event.done)


def _told(event: ProgressEvent) -> str:
    values = {"number": event.done + 1, "total": event.total}
    text = {
        SUMMARY_STAGE: tr("正在概括第 {number} 章，共 {total} 章", **values),
        TRANSLATION_STAGE: tr("正在翻译第 {number} 段，共 {total} 段", **values),
        SORTING_STAGE: tr("正在归类第 {number} 份，共 {total} 份", **values),
    }.get(event.stage, tr("正在处理第 {number} 项，共 {total} 项", **values))
    return tr("{text}：{item}", text=text, item=event.item) if event.item else text
