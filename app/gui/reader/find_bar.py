"""The line to look for words in a document."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit

from app.foundation.messages import tr
from app.gui.parts.search_field import let_clear
from app.gui.parts.widgets import text_label, tool
from app.gui.style.theme import Theme

PAUSE_MS = 120


class FindBar(QFrame):
    """Tells what is looked for; knows nothing of documents."""

    wanted = Signal(str, bool)
    """Words, and whether only whole ones count."""
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("viewerBar")
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("在这份文件里查找"))
        self.edit.setAccessibleName(tr("在这份文件里查找"))
        let_clear(self.edit)
        self.whole = QCheckBox(tr("全字匹配"))
        self.whole.setToolTip(tr("5.2 不会找到 5.2.1，shall 不会找到 shallow"))
        self.count = text_label("", "muted")
        self.previous = tool("chevron-up", tr("上一处（Shift+F3）"), theme, lambda: self.stepped.emit(-1))
        self.next = tool("chevron-down", tr("下一处（F3）"), theme, lambda: self.stepped.emit(1))
        self.close_button = tool("x", tr("关闭查找（Esc）"), theme, self.close_bar)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.edit.textChanged.connect(lambda _: self._pause.start())
        self.whole.toggled.connect(lambda _: self._tell())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(4)
        layout.addWidget(self.edit, 1)
        for widget in (self.count, self.previous, self.next, self.whole, self.close_button):
            layout.addWidget(widget)
        self.hide()

    def open_bar(self, words: str = "") -> None:
        """With the words that are selected, if any."""
        self.show()
        if words:
            self.edit.setText(words)
        self.edit.setFocus()
        self.edit.selectAll()
        self._tell()

    def close_bar(self) -> None:
        if not self.isHidden():
            self._pause.stop()
            self.hide()
            self.closed.emit()

    def show_count(self, current: int, count: int, *, is_more: bool = False) -> None:
        """``current`` from 0, -1 for none."""
        has_words = bool(self.edit.text().strip())
        self.previous.setEnabled(count > 0)
        self.next.setEnabled(count > 0)
        if not has_words:
            self.count.setText("")
        elif not count:
            self.count.setText(tr("没有找到"))
        else:
            total = f"{count}+" if is_more else str(count)
            self.count.setText(tr("第 {index} / {count} 处", index=current + 1, count=total))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._tell()
            else:
                self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._pause.stop()
        self.wanted.emit(self.edit.text(), self.whole.isChecked())
