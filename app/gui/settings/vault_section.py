"""The vault: whether the workspace is encrypted, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.foundation.errors import ZhunshengError
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.section import Section
from app.gui.vault.dialogs import ChangeDialog, ConfirmDialog, NewPhraseDialog, NewVaultDialog
from app.gui.vault.entry import VaultWish
from app.security.roles import Right
from app.security.vault_cipher import Suite
from app.workspace.vault import state_of


class VaultSection(Section):
    wished = Signal(object)
    """VaultWish: the window is to close, and to open again when it is fulfilled."""
    lock_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("加密"))
        self._desk = desk
        self.state = text_label("", "strong", wraps=True)
        self.on_button = button(tr("加密工作区…"), "", self.ask_on)
        self.lock_button = button(tr("现在锁定"), "", self.lock_asked.emit)
        self.change_button = button(tr("换口令…"), "", self.ask_change)
        self.phrase_button = button(tr("换恢复码…"), "", self.ask_phrase)
        self.off_button = button(tr("解除加密…"), "danger", self.ask_off)
        first = row(self.state, self.on_button, self.lock_button)
        first.setStretch(0, 1)
        self.add_layout(first)
        told = tr(
            "加密保护关机、锁定或丢失的电脑和硬盘。打开着的时候，本机的管理员和以你的身份运行的程序仍能读到内容；"
            "加密前留在固态硬盘、快照和备份里的旧数据不在其内。日志不加密，里面没有内容。"
        )
        self.add_layout(row(text_label(told, "muted", wraps=True)))
        self.add_layout(row(self.change_button, self.phrase_button, None, self.off_button))
        self.refresh()

    def refresh(self) -> None:
        """Look anew."""
        session = self._desk.session
        suite = state_of(session.paths).suite if session is not None else None
        names = {
            None: tr("没有加密。"),
            Suite.AES: tr("已加密（AES-256）。"),
            Suite.SM: tr("已加密（国密 SM4 / SM3）。"),
        }
        self.state.setText(names[suite])
        self.on_button.setVisible(suite is None)
        self.on_button.setEnabled(session is not None)
        for shown in (self.lock_button, self.change_button, self.phrase_button, self.off_button):
            shown.setVisible(suite is not None)

    def ask_on(self) -> None:
        if not self._is_allowed():
            return
        dialog = NewVaultDialog(self._desk.theme, self.window())
        dialog.accepted.connect(lambda: self.wished.emit(VaultWish(dialog.passphrase, dialog.suite)))
        dialog.open()

    def ask_off(self) -> None:
        if not self._is_allowed():
            return
        title, told = tr("解除加密"), tr("内容重新以明文写到盘上。窗口会关上再打开。")
        dialog = ConfirmDialog(self._paths, title, told, self._desk.theme, self.window())
        dialog.accepted.connect(lambda: self.wished.emit(VaultWish()))
        dialog.open()

    def ask_change(self) -> None:
        dialog = ChangeDialog(self._paths, self._desk.theme, self.window())
        dialog.accepted.connect(lambda: self._desk.say(tr("口令已换，旧口令不再有效。")))
        dialog.open()

    def ask_phrase(self) -> None:
        dialog = NewPhraseDialog(self._paths, self._desk.theme, self.window())
        dialog.accepted.connect(lambda: self._desk.say(tr("恢复码已换，旧的作废。")))
        dialog.open()

    def _is_allowed(self) -> bool:
        """Asked before the window closes for it."""
        try:
            self._session.audit.roles.require(Right.GUARD)
        except ZhunshengError as error:
            self._desk.say_error(error)
            return False
        return True

    @property
    def _paths(self) -> WorkspacePaths:
        return self._session.paths

    @property
    def _session(self) -> Session:
        session = self._desk.session
        assert session is not None, "the buttons wait for one"
        return session
