"""The strip at the window's foot: how far a library, a backup or an update is, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from app.foundation.jobs import ProgressEvent
from app.foundation.messages import tr
from app.gui.carrying.outcome import Outcome, OutcomeBox
from app.gui.parts.sizes import file_size
from app.gui.parts.widgets import ElidedLabel, button, row, text_label
from app.gui.style.theme import Theme

WAITS_MS = 600
"""What has not begun by then waits for other work."""
STEPS = 1000
"""Of the bar: bytes are more than it counts."""


class CarryStrip(QFrame):
    """Hidden while there is nothing to tell."""

    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("importPanel")
        self._theme = theme
        self.outcomes: list[OutcomeBox] = []
        self.title = ElidedLabel("strong")
        self.detail = text_label("", "muted")
        self.stop = button(tr("停止"), "", self._stop)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.work = QWidget()
        inside = QVBoxLayout(self.work)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        line = row(self.title, self.detail, self.stop)
        line.setStretch(0, 1)
        inside.addLayout(line)
        inside.addWidget(self.bar)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 12, 8)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.work)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAITS_MS)
        self._waiting.timeout.connect(lambda: self.detail.setText(tr("等正在写文库的事做完就开始")))
        self.work.hide()
        self.hide()

    def begin(self, text: str) -> None:
        self.title.setText(text)
        self.bar.setAccessibleName(text)
        self.detail.clear()
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self._waiting.start()
        self.work.show()
        self.show()

    def follow(self, event: ProgressEvent) -> None:
        """A file's bytes, documents, or a stage whose length nobody knows."""
        self._waiting.stop()
        if not self.stop.isEnabled():
            return
        self.detail.setText(_told(event))
        if event.total:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(STEPS * event.done / event.total))
        else:
            self.bar.setRange(0, 0)

    def end(self) -> None:
        self._waiting.stop()
        self.work.hide()
        self.setVisible(bool(self.outcomes))

    def tell(self, outcome: Outcome) -> None:
        """Below what was told before and is not closed yet."""
        box = OutcomeBox(outcome, self._theme)
        box.closed.connect(lambda: self._close(box))
        self.outcomes.append(box)
        self._layout.addWidget(box)
        self.show()

    def clear(self) -> None:
        """A person begins something else."""
        for box in list(self.outcomes):
            self._close(box)

    def _close(self, box: OutcomeBox) -> None:
        if box in self.outcomes:
            self.outcomes.remove(box)
            box.hide()
            box.deleteLater()
        self.setVisible(bool(self.outcomes) or not self.work.isHidden())

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.detail.setText(tr("正在停止…"))
        self.stopped.emit()


def _told(event: ProgressEvent) -> str:
    if event.stage == "import":
        return tr("第 {number} 份，共 {total} 份", number=min(event.done + 1, event.total or 0), total=event.total)
    name = {
        "pack": tr("正在整理目录"),
        "seal": tr("正在写入"),
        "verify": tr("正在逐个核对"),
        "models": tr("正在复制模型"),
        "install": tr("正在安装，并试着启动一次"),
    }.get(event.stage, tr("正在更新检索索引"))
    if event.stage in ("seal", "verify") and event.total:
        return f"{name}  {file_size(event.done)} / {file_size(event.total)}"
    return name
