"""The dialog that asks for the password of an encrypted document."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.style.icons import application_icon
from app.gui.style.theme import Theme

LONGEST_PASSWORD = 1024
"""Characters. PDF passwords end at 127 bytes."""


class PasswordDialog(QDialog):
    """Gives the password once and closes. It is kept by whoever opens the document with it, in memory only."""

    given = Signal(str)

    def __init__(self, document: str, theme: Theme, parent: QWidget | None = None, *, was_wrong: bool = False) -> None:
        """``document`` is the name that the person knows; ``was_wrong`` tells that a password was tried already."""
        super().__init__(parent)
        self.setWindowTitle(tr("需要密码"))
        self.setWindowIcon(application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.sizes.dialog)
        self.wrong = Notice(tr("密码不正确，请再试一次。"), "", "danger")
        self.wrong.setVisible(was_wrong)
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(LONGEST_PASSWORD)
        self.edit.setAccessibleName(tr("密码"))
        self.open_button = button(tr("打开"), "primary", self._give)
        self.open_button.setDefault(True)
        self.open_button.setEnabled(False)
        self.edit.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.sizes.gap)
        layout.addWidget(text_label(tr("“{document}”已加密，请输入打开它的密码。", document=document), wraps=True))
        layout.addWidget(self.wrong)
        layout.addWidget(self.edit)
        layout.addWidget(text_label(tr("密码只在本次运行期间留在内存里，不会保存。"), "muted", wraps=True))
        layout.addStretch(1)
        layout.addLayout(row(None, button(tr("取消"), "", self.reject), self.open_button))
        self.resize(self.width(), layout.totalHeightForWidth(theme.sizes.dialog))
        self.edit.setFocus()

    def _give(self) -> None:
        password = self.edit.text()
        self.edit.clear()
        self.accept()
        self.given.emit(password)
