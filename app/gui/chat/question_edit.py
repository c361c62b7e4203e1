"""The text of a question: grows with it, Enter sends, Shift+Enter breaks the line, input methods spell in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QTransform
from PySide6.QtWidgets import QPlainTextEdit

MOST_LINES = 6
FRAME = 10
"""Logical pixels above and below the lines together."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuestionEdit(QPlainTextEdit):
    """While an input method spells, Enter and Escape are its own: they neither send nor stop an answer."""

    sent = Signal()
    focus_changed = Signal(bool)

    def __init__(self, placeholder: str = "") -> None:
        """``placeholder`` stands there as long as nothing is written or spelled."""
        super().__init__()
        self.setObjectName("question")
        self._placeholder = placeholder
        self.setPlaceholderText(placeholder)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    @property
    def spelled(self) -> str:
        """What an input method shows at the cursor and has not yet handed over."""
        return self.textCursor().block().layout().preeditAreaText()

    def settle(self) -> None:
        """Take what is being spelled as it stands, before something else is done with the text."""
        if self.spelled:
            QGuiApplication.inputMethod().commit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.setPlaceholderText("" if self.spelled else self._placeholder)  # Qt paints the two over one another
        self._tell_place()

    def event(self, event: QEvent) -> bool:
        """Escape is a shortcut of the page, which goes before the keys of its widgets unless one claims it."""
        if event.type() is QEvent.Type.ShortcutOverride and self.spelled:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self.spelled and is_enter:
            self.settle()
        elif self.spelled and event.key() == Qt.Key.Key_Escape:
            QGuiApplication.inputMethod().reset()
        elif is_enter:
            self.sent.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _fit(self) -> None:
        lines = min(MOST_LINES, max(1, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + FRAME
        if height != self.height():
            self.setFixedHeight(height)
            QTimer.singleShot(0, self, self._tell_place)  # after the layouts above have moved the box

    def _tell_place(self) -> None:
        """Tell input methods where in the window we are, for the candidates: Qt does not notice that a parent moved."""
        if self.hasFocus():
            at = self.mapTo(self.window(), QPoint())
            QGuiApplication.inputMethod().setInputItemTransform(QTransform.fromTranslate(at.x(), at.y()))
