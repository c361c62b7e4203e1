"""A line that tells what is under way, with a bar that runs and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.widgets import button, row, text_label


class BusyLine(QWidget):
    """Hidden while nothing is under way."""

    stopped = Signal()
    """A person wants it to stop."""

    def __init__(self, owner: QWidget) -> None:
        """``owner``: within it Esc stops what is under way."""
        super().__init__()
        self.text = text_label("", "muted")
        self.cancel = button(tr("停止"), "link", self.stopped.emit)
        self.cancel.setToolTip(tr("停止（Esc）"))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(tr("正在查找"))
        self._escape = QAction(owner)
        self._escape.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self._escape.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.triggered.connect(self.stopped)
        owner.addAction(self._escape)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row(self.text, self.cancel, None))
        layout.addWidget(bar)
        self.tell("")

    def tell(self, text: str) -> None:
        """What is under way; "" for nothing."""
        self.text.setText(text)
        self._escape.setEnabled(bool(text))
        self.setVisible(bool(text))
