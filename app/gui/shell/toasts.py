"""Passing messages above the window's foot, and deletions that can be undone for a while."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.foundation.messages import tr
from app.gui.parts.widgets import button, text_label, tool
from app.gui.style.theme import Theme

SHOWN_MS = 6000
UNDO_MS = 30_000
"""Long enough to notice a wrong click and reach the button. The time stands still while the pointer is over it."""
QUIET_MS = 90_000
"""After the message has gone by its time, Ctrl+Z and the command palette still undo."""
TICK_MS = 1000
LATE_MS = 900
"""After an offer has gone by its time, a click meant for it does nothing else."""
ABOVE_FOOT, BELOW_HEAD, BESIDE = 12, 14, 44
"""Logical pixels between the message and what it keeps clear of. The controls of pages are at their head."""
WIDEST = 560
BETWEEN = 8
FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


class Toast(QFrame):
    """One message. Announced to screen readers through its accessible name."""

    def __init__(
        self, text: str, action: str, on_action: Callable[[], None] | None, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._action = action
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(theme.sizes.gap)
        self.label = text_label(text, "toastText", wraps=True)
        layout.addWidget(self.label, 1)
        self.button = button(action, "toastButton", on_action)
        self.button.setVisible(bool(action))
        layout.addWidget(self.button)
        self.close_button = tool("x", tr("关闭"), theme, self._close)
        layout.addWidget(self.close_button)

    def tell_left(self, seconds: int) -> None:
        """On the button; a screen reader is told its name alone."""
        self.button.setAccessibleName(self._action)
        self.button.setText(f"{self._action} · {seconds}")

    def height_for(self, wide: int) -> int:
        """Logical pixels, when the text wraps to that width."""
        layout = self.layout()
        wrapped = layout.heightForWidth(wide) if layout is not None else 0
        return max(wrapped, self.sizeHint().height())

    def _close(self) -> None:
        self.close()


class _Shown(QObject):
    """One place for a message: what is shown in it ends by its button, its cross, its time or a newer one."""

    ended = Signal()
    """By its cross."""
    timed_out = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.toast: Toast | None = None
        self._left = 0
        self._counts = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    def show(self, toast: Toast, milliseconds: int, *, counts: bool = False) -> None:
        """``counts``: its button tells the seconds that are left."""
        self.toast, self._left, self._counts = toast, milliseconds, counts
        toast.installEventFilter(self)
        self._timer.start(min(TICK_MS, milliseconds))
        self._tell_left()

    def _tick(self) -> None:
        if self.toast is None or self.toast.underMouse():
            return
        self._left -= self._timer.interval()
        if self._left > 0:
            self._tell_left()
            return
        if self._counts:
            _shield(self.toast)
        self.timed_out.emit()

    def _tell_left(self) -> None:
        if self._counts and self.toast is not None:
            self.toast.tell_left(-(-self._left // 1000))

    def clear(self) -> None:
        self._timer.stop()
        toast, self.toast = self.toast, None
        if toast is not None:
            toast.hide()
            toast.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.toast and event.type() is QEvent.Type.Close:
            QTimer.singleShot(0, self, self.ended.emit)
        return False


def _asks_to_undo(event: QEvent) -> bool:
    """Whether a field is asked if it claims the keys of undo, before they go to a shortcut."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() is QEvent.Type.ShortcutOverride
        and event.matches(QKeySequence.StandardKey.Undo)
    )


def _can_undo(field: QWidget | None) -> bool:
    if isinstance(field, QComboBox | QAbstractSpinBox):
        field = field.lineEdit()
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QTextEdit | QPlainTextEdit) and field.document().isUndoAvailable()


def _shield(toast: Toast) -> None:
    """Takes the clicks that come too late, in the place of a message that is about to go."""
    shield = QWidget(toast.parentWidget())
    shield.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
    shield.setGeometry(toast.geometry())
    shield.show()
    shield.raise_()
    QTimer.singleShot(LATE_MS, shield, shield.deleteLater)


class Toasts(QObject):
    """The newest message, and above it the newest offer to undo, which keeps its time whatever else is told.

    A put-off deed is done when its offer is closed, when the next one comes, and some time after its message has
    gone by itself. ``foot`` gives how many logical pixels at the window's foot are to be kept clear: what is written
    there must not be covered.
    """

    def __init__(self, theme: Theme, parent: QWidget, foot: Callable[[], int] = lambda: 0) -> None:
        super().__init__(parent)
        self._foot = foot
        self._window = parent
        self._theme = theme
        self._deed: Callable[[], None] | None = None
        """What is put off and can still be undone."""
        self._undo: Callable[[], None] = lambda: None
        self._quiet = QTimer(self)
        """Runs while it can be undone without a message that says so."""
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._end_offer)
        self.undo_action = QAction(tr("撤销移除或删除"), parent)
        self.undo_action.setShortcut(QKeySequence("Ctrl+Z"))
        self.undo_action.triggered.connect(lambda: self.undo())
        self.undo_action.setEnabled(False)
        self._field: QWidget | None = None
        """The field with the keys, while an undo is offered."""
        self._offer, self._message = _Shown(self), _Shown(self)
        self._offer.ended.connect(self._end_offer)
        self._offer.timed_out.connect(self._go_quiet)
        for over in (self._message.ended, self._message.timed_out):
            over.connect(self._end_message)
        parent.installEventFilter(self)

    @property
    def toast(self) -> Toast | None:
        """The newest message that is shown, an offer where there is nothing else."""
        return self._message.toast or self._offer.toast

    @property
    def offer(self) -> Toast | None:
        """The offer to undo."""
        return self._offer.toast

    def say(self, text: str, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Show a message, with a button that does something where it is named."""

        def press() -> None:
            self._end_message()
            if on_action is not None:
                on_action()

        self._end_message()
        self._message.show(self._made(text, action, press), SHOWN_MS)
        self.place()

    def offer_undo(self, text: str, deed: Callable[[], None], take_back: Callable[[], None]) -> None:
        before: QWidget | None = self._window.focusWidget()

        def undo() -> None:
            standing: QWidget | None = self._window.focusWidget()
            was_pressed = standing is None or (self.offer is not None and self.offer.isAncestorOf(standing))
            self._forget_offer()
            take_back()
            if was_pressed and before is not None and shiboken6.isValid(before) and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)

        self.finish()
        self._offer.show(self._made(text, tr("撤销"), undo), UNDO_MS, counts=True)
        self._deed, self._undo = deed, undo
        self.undo_action.setEnabled(True)
        QApplication.instance().focusChanged.connect(self._watch_field)  # type: ignore[union-attr]
        self._watch_field(None, QApplication.focusWidget())
        self.place()

    def undo(self) -> None:
        """Take back what can be undone, if anything can."""
        if self._deed is not None:
            self._undo()

    def settle(self) -> None:
        """The library is about to be asked: it must not answer from what was removed while nothing offers to undo."""
        if self._offer.toast is None:
            self._end_offer()

    def finish(self) -> None:
        """Take the messages away and do what was put off."""
        self._end_message()
        self._end_offer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self.place()
        if watched is self._field and _asks_to_undo(event) and not _can_undo(self._field):
            event.ignore()
            return True
        return False

    def _watch_field(self, _: QWidget | None, focused: QWidget | None) -> None:
        """A field claims Ctrl+Z for itself, even while nothing was written in it that could be undone."""
        if self._field is not None and shiboken6.isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = focused if isinstance(focused, FIELDS) else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def _end_message(self) -> None:
        self._message.clear()

    def _go_quiet(self) -> None:
        self._offer.clear()
        self._quiet.start(QUIET_MS)
        self.place()

    def _end_offer(self) -> None:
        deed = self._forget_offer()
        if deed is not None:
            deed()

    def _forget_offer(self) -> Callable[[], None] | None:
        """Nothing can be undone any more; gives what was put off."""
        deed, self._deed = self._deed, None
        self._quiet.stop()
        if deed is not None:
            QApplication.instance().focusChanged.disconnect(self._watch_field)  # type: ignore[union-attr]
            self._watch_field(None, None)
        self._offer.clear()
        self.undo_action.setEnabled(False)
        self.place()
        return deed

    def _made(self, text: str, action: str, on_action: Callable[[], None]) -> Toast:
        toast = Toast(text, action, on_action, self._theme, self._window)
        toast.show()
        toast.raise_()
        return toast

    def place(self) -> None:
        """Put what is shown where it stands now: the page or its foot may have changed."""
        wide = min(WIDEST, self._window.width() - 2 * BESIDE)
        shown = [shown.toast for shown in (self._offer, self._message) if shown.toast is not None]
        for toast in shown:
            toast.setFixedWidth(wide)
            toast.resize(wide, toast.height_for(wide))
        high = sum(toast.height() for toast in shown) + BETWEEN * (len(shown) - 1)
        top = max(BELOW_HEAD, self._window.height() - self._foot() - ABOVE_FOOT - high)
        for toast in shown:
            toast.move((self._window.width() - wide) // 2, top)
            top += toast.height() + BETWEEN
