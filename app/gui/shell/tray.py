"""The icon in the system tray: tells that long work is done while the window is not in front."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.foundation.messages import tr
from app.gui.style.icons import application_icon

SHOWN_MS = 8000


class Tray(QObject):
    """Nothing where the desktop has no tray. Messages name no files: a screen may be shared."""

    show_asked = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        self._menu = QMenu()
        for text, signal in ((tr("打开准绳"), self.show_asked), (tr("退出"), self.quit_asked)):
            action = QAction(text, self._menu)
            action.triggered.connect(signal)
            self._menu.addAction(action)
        self._icon = QSystemTrayIcon(application_icon(), self)
        self._icon.setToolTip(tr("准绳"))
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activate)
        self._icon.messageClicked.connect(self.show_asked)
        self._icon.show()

    @property
    def is_there(self) -> bool:
        return self._icon is not None

    def tell(self, text: str) -> None:
        if self._icon is not None:
            self._icon.showMessage(tr("准绳"), text, application_icon(), SHOWN_MS)

    def close(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._menu.deleteLater()
            self._icon = None

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.show_asked.emit()
