"""The line to go to a clause or a page by its number."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from app.foundation.messages import tr
from app.gui.parts.widgets import button, text_label, tool
from app.gui.style.theme import Theme


class JumpBar(QFrame):
    wanted = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("viewerBar")
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("条款号或页码，如 5.2.1、附录A.2、第十二条、p12"))
        self.edit.setAccessibleName(tr("转到条款或页"))
        self.told = text_label("", "muted")
        self.go = button(tr("转到"), "", self._tell)
        self.close_button = tool("x", tr("关闭（Esc）"), theme, self.close_bar)
        self.edit.textChanged.connect(lambda _: self.told.setText(""))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(6)
        layout.addWidget(self.edit, 1)
        for widget in (self.told, self.go, self.close_button):
            layout.addWidget(widget)
        self.hide()

    def open_bar(self) -> None:
        self.show()
        self.told.setText("")
        self.edit.setFocus()
        self.edit.selectAll()

    def close_bar(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def tell_unknown(self, typed: str) -> None:
        self.told.setText(tr("这份文件里没有“{typed}”", typed=typed))
        self.edit.setFocus()
        self.edit.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.edit.text().strip():
            self.wanted.emit(self.edit.text().strip())
