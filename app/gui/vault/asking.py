"""A dialog of the vault: fields that show nothing of what is typed, and work that takes a moment beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.foundation.jobs import Job, Progress
from app.foundation.messages import tr
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.road.bridge import JobRoad
from app.gui.style.icons import application_icon
from app.gui.style.theme import Theme

LONGEST = 1024
Result = TypeVar("Result")


class AskingDialog(QDialog):
    """Fields below each other, one deed. It stays open, and says why, until the deed is done."""

    def __init__(self, title: str, told: str, deed: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowIcon(application_icon())
        self.setFixedWidth(theme.sizes.dialog)
        self._theme = theme
        self._road = JobRoad(self)
        self.notice = Notice("", "", "danger")
        self.notice.hide()
        self.fields: list[QLineEdit] = []
        self.deed = button(deed, "primary", self.do)
        self.deed.setDefault(True)
        self.cancel = button(tr("取消"), "", self.reject)
        self.cancel.setAutoDefault(False)  # Enter in an empty field would leave
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.sizes.gap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.sizes.gap)
        layout.addWidget(text_label(told, wraps=True))
        layout.addWidget(self.notice)
        layout.addLayout(self.column)
        layout.addStretch(1)
        self.last = row(None, self.cancel, self.deed)
        layout.addLayout(self.last)
        self.finished.connect(lambda _: self._end())

    def add_field(self, name: str, *, is_hidden: bool = True) -> QLineEdit:
        """With its name above it."""
        edit = QLineEdit()
        if is_hidden:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setMaxLength(LONGEST)
        edit.setAccessibleName(name)
        edit.textChanged.connect(self._look)
        label = text_label(name, "muted")
        label.setBuddy(edit)
        self.column.addWidget(label)
        self.column.addWidget(edit)
        self.fields.append(edit)
        self._look()
        return edit

    def do(self) -> None:
        """What the dialog is for; its own kind says."""
        raise NotImplementedError

    def work(self, deed: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Beside the window, since stretching a passphrase takes a second; errors are told here."""
        self._set_busy(True)

        def after(result: Result) -> None:
            self._set_busy(False)
            done(result)

        def job(progress: Progress) -> Result:
            return deed()

        self._road.start(Job("vault", job, after, self.tell))

    def tell(self, error: BaseException) -> None:
        self._set_busy(False)
        self.say(*error_texts(error))
        self.fields[0].setFocus()
        self.fields[0].selectAll()

    def say(self, message: str, hint: str = "") -> None:
        """Above the fields."""
        self.notice.tell(message, hint)
        self.notice.show()
        self.adjustSize()

    def _set_busy(self, is_busy: bool) -> None:
        for widget in (*self.fields, self.deed, self.cancel):
            widget.setEnabled(not is_busy)
        self.setCursor(Qt.CursorShape.BusyCursor if is_busy else Qt.CursorShape.ArrowCursor)
        if not is_busy:
            self._look()

    def _look(self) -> None:
        self.deed.setEnabled(all(field.text() for field in self.fields))

    def _end(self) -> None:
        """Nothing that was typed stays in the fields."""
        for field in self.fields:
            field.clear()
        self._road.close()
