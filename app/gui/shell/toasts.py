"""Passing messages at the window's head, and deletions that can be undone while their message is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.widgets import button, text_label, tool
from app.gui.style.theme import Theme

SHOWN_MS = 6000
UNDO_MS = 15_000
"""Long enough to notice a wrong click and reach the button."""
BELOW_HEAD, BESIDE = 14, 44
"""Logical pixels between the message and the window's edges. At the head it covers no field that is written in."""
WIDEST = 560


class Toast(QFrame):
    """One message. Announced to screen readers through its accessible name."""

    def __init__(
        self, text: str, action: str, on_action: Callable[[], None] | None, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
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

    def height_for(self, wide: int) -> int:
        """Logical pixels, when the text wraps to that width."""
        layout = self.layout()
        wrapped = layout.heightForWidth(wide) if layout is not None else 0
        return max(wrapped, self.sizeHint().height())

    def _close(self) -> None:
        self.close()


class Toasts(QObject):
    """One message at a time, the newest. A put-off deed is done when its message goes, for whatever reason."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._theme = theme
        self.toast: Toast | None = None
        self._deed: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.finish)
        parent.installEventFilter(self)

    def say(self, text: str, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Show a message, with a button that does something where it is named."""

        def press() -> None:
            self.finish()
            if on_action is not None:
                on_action()

        self._show(text, action, press, SHOWN_MS)

    def offer_undo(self, text: str, deed: Callable[[], None], take_back: Callable[[], None]) -> None:
        def undo() -> None:
            self._deed = None
            self.finish()
            take_back()

        self._show(text, tr("撤销"), undo, UNDO_MS)
        self._deed = deed

    def undo(self) -> None:
        """Take back what is offered to be undone, if anything is."""
        if self._deed is not None and self.toast is not None:
            self.toast.button.click()

    def finish(self) -> None:
        """Take the message away and do what it had put off."""
        self._timer.stop()
        toast, self.toast = self.toast, None
        deed, self._deed = self._deed, None
        if toast is not None:
            toast.hide()
            toast.deleteLater()
        if deed is not None:
            deed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self._place()
        elif watched is self.toast and event.type() is QEvent.Type.Close:
            QTimer.singleShot(0, self, self.finish)
        return False

    def _show(self, text: str, action: str, on_action: Callable[[], None], milliseconds: int) -> None:
        self.finish()
        self.toast = Toast(text, action, on_action, self._theme, self._window)
        self.toast.installEventFilter(self)
        self._place()
        self.toast.show()
        self.toast.raise_()
        self._timer.start(milliseconds)

    def _place(self) -> None:
        if self.toast is None:
            return
        wide = min(WIDEST, self._window.width() - 2 * BESIDE)
        self.toast.setFixedWidth(wide)
        self.toast.resize(wide, self.toast.height_for(wide))
        left = (self._window.width() - wide) // 2
        self.toast.move(left, BELOW_HEAD)
