"""What is being done to a model just now, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from app.foundation.jobs import CancelToken, ProgressEvent
from app.foundation.messages import tr
from app.gui.parts.sizes import file_size
from app.gui.parts.widgets import button, row, text_label


class WorkStrip(QFrame):
    """Hidden while nothing is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._token: CancelToken | None = None
        self.label = text_label("", "strong")
        self.detail = text_label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = button(tr("取消"), "", self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(row(self.label, self.detail, None, self.cancel_button))
        layout.addWidget(self.bar)

    @property
    def is_busy(self) -> bool:
        return self._token is not None

    def begin(self, text: str, token: CancelToken) -> None:
        self._token = token
        self.label.setText(text)
        self.detail.clear()
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.show()

    def follow(self, event: ProgressEvent) -> None:
        """Bytes of files, or a stage whose length nobody knows."""
        if event.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * event.done / event.total))
            self.detail.setText(f"{event.stage}  {file_size(event.done)} / {file_size(event.total)}")
        else:
            self.bar.setRange(0, 0)
            self.detail.setText(event.stage)

    def end(self) -> None:
        self._token = None
        self.hide()

    def cancel(self) -> None:
        if self._token is not None:
            self._token.cancel()
            self.cancel_button.setEnabled(False)
            self.detail.setText(tr("正在停止…"))
