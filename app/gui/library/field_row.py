"""One field of a document: its value, where that came from, and the correction in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.library.entry_text import NOTHING
from app.gui.library.fields import choices, field_hint, field_label, field_text, origin
from app.gui.parts.choosers import Combo
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import button, row, text_label, tool
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.library.entries import Entry

LABEL_WIDTH = 76
ORIGIN_WIDTH = 84
"""Logical pixels: "from other editions held" wraps."""


class FieldRow(QWidget):
    """Enter keeps what was written, Esc leaves it. A value that is refused stays, with the reason below it."""

    corrected = Signal(str, str)
    """Field and text."""
    taken_back = Signal(str)

    def __init__(self, field: str, theme: Theme) -> None:
        super().__init__()
        self.field = field
        self._text = ""
        label = field_label(field)
        self.label = text_label(label, "small", wraps=True)
        self.label.setFixedWidth(theme.sizes.grown(LABEL_WIDTH))
        self.value = text_label("", "fieldValue", wraps=True)
        self.origin = text_label("", "small", wraps=True)
        self.origin.setMaximumWidth(theme.sizes.grown(ORIGIN_WIDTH))
        self.pencil = tool("pencil", tr("更正“{field}”", field=label), theme, self.begin)
        self.undo = tool("undo-2", tr("撤回更正，恢复读出的“{field}”", field=label), theme, self._take_back)
        self.editor = self._editor(label)
        self.hint = text_label(field_hint(field), "muted", wraps=True)
        self.problem = text_label("", "fieldProblem", wraps=True)
        self.save = button(tr("保存"), "primary", self._save)
        self.cancel = button(tr("取消"), "", self.end)
        self._shown = QWidget()
        inside = QHBoxLayout(self._shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        top = Qt.AlignmentFlag.AlignTop
        for text in (self.value, self.origin):
            text.setContentsMargins(0, 4, 0, 0)
        inside.addWidget(self.value, 1, top)
        inside.addWidget(self.origin, 0, top)
        inside.addWidget(self.undo, 0, top)
        inside.addWidget(self.pencil, 0, top)
        self._edited = QWidget()
        editing = QVBoxLayout(self._edited)
        editing.setContentsMargins(0, 0, 0, theme.sizes.tight)
        editing.setSpacing(theme.sizes.tight)
        for widget in (self.editor, self.hint, self.problem):
            editing.addWidget(widget)
        editing.addLayout(row(self.save, self.cancel, None))
        self._edited.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes.gap)
        self.label.setContentsMargins(0, 5, 0, 0)
        layout.addWidget(self.label, 0, top)
        layout.addWidget(self._shown, 1)
        layout.addWidget(self._edited, 1)

    @property
    def is_editing(self) -> bool:
        return not self._edited.isHidden()

    def show_entry(self, entry: Entry) -> None:
        """The value as it is now; what is being written is given up."""
        self.end()
        self._text = field_text(entry.metadata, self.field)
        self.value.setText(self._text or NOTHING)
        told = origin(entry, self.field)
        self.origin.setText(told)
        self.origin.setVisible(bool(told))
        self.undo.setVisible(self.field in entry.corrected)

    def begin(self) -> None:
        """Write in the value's place."""
        if isinstance(self.editor, Combo):
            self.editor.show_value(self._text)
        else:
            self.editor.setText(self._text)
            self.editor.selectAll()
        self.problem.hide()
        self.hint.setVisible(bool(self.hint.text()))
        self._shown.hide()
        self._edited.show()
        self.editor.setFocus()

    def end(self) -> None:
        if self.is_editing:
            had_focus = self._edited.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            self._edited.hide()
            self._shown.show()
            if had_focus:
                self.pencil.setFocus()

    def show_problem(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        self.problem.setText(f"{message} {hint}".strip())
        self.problem.show()
        self.hint.hide()
        self.save.setEnabled(True)

    def _save(self) -> None:
        editor = self.editor
        self.corrected.emit(self.field, editor.value() if isinstance(editor, Combo) else editor.text())

    def _take_back(self) -> None:
        self.taken_back.emit(self.field)

    def _editor(self, label: str) -> QLineEdit | Combo:
        offered = choices(self.field)
        made: QLineEdit | Combo
        if offered:
            made = Combo(label)
            made.offer({name: name for name in offered})
        else:
            made = QLineEdit()
            made.returnPressed.connect(self._save)
        made.setAccessibleName(label)
        made.installEventFilter(self)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:  # or the window would take it for itself
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            self.end()
        return True
