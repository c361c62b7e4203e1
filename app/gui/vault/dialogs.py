"""What is asked of a person who keeps a vault."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QVBoxLayout, QWidget

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.gui.parts.copying import put_without_history
from app.gui.parts.widgets import button, row, text_label
from app.gui.style.icons import application_icon
from app.gui.style.theme import Theme
from app.gui.vault.asking import AskingDialog
from app.security.vault_cipher import Suite
from app.security.vault_file import required
from app.workspace import vault


class UnlockDialog(AskingDialog):
    """Accepted when the workspace is unlocked in this process. Nothing of its content is shown before."""

    def __init__(self, paths: WorkspacePaths, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("准绳已锁定"), tr("工作区是加密的，请输入口令。"), tr("解锁"), theme, parent)
        self._paths = paths
        self.cancel.setText(tr("退出"))
        self.passphrase = self.add_field(tr("口令"))
        self.forgotten = button(tr("忘了口令，用恢复码…"), "link", self.recover)
        self.forgotten.setAutoDefault(False)
        self.last.insertWidget(0, self.forgotten)
        self.passphrase.setFocus()

    def do(self) -> None:
        passphrase = self.passphrase.text()
        self.work(lambda: vault.unlock(self._paths, passphrase), lambda _: self.accept())

    def recover(self) -> None:
        dialog = RecoverDialog(self._paths, self._theme, self)
        dialog.open()
        dialog.accepted.connect(self.accept)


class RecoverDialog(AskingDialog):
    """Accepted when a new passphrase is set, the new recovery phrase was shown and the workspace is unlocked."""

    def __init__(self, paths: WorkspacePaths, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("用恢复码设新口令"), tr("恢复码用过以后会换一个新的，请准备好纸笔。"), tr("设新口令"), theme, parent
        )
        self._paths = paths
        self.phrase = self.add_field(tr("恢复码"), is_hidden=False)
        self.new = self.add_field(tr("新口令"))
        self.again = self.add_field(tr("再输一次"))

    def do(self) -> None:
        if not _is_same(self, self.new.text(), self.again.text()):
            return
        phrase, new = self.phrase.text(), self.new.text()

        def work() -> str:
            renewed = vault.recover(self._paths, phrase, new)
            vault.unlock(self._paths, new)
            return renewed

        self.work(work, self._show)

    def _show(self, phrase: str) -> None:
        shown = PhraseDialog(phrase, self._theme, self)
        shown.accepted.connect(self.accept)
        shown.open()


class NewVaultDialog(AskingDialog):
    """Asks for the passphrase and the ciphers of a vault that is to be made: ``passphrase`` and ``suite``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        told = tr(
            "加密后，文件副本、条款、对话、向量、设置和窗口状态在盘上都读不出来。每次打开都要口令；口令和恢复码都丢了，"
            "谁也打不开。加密时窗口会关上再打开；备份到文件、导出和导入文库在加密期间不能用。"
        )
        super().__init__(tr("加密工作区"), told, tr("加密"), theme, parent)
        self.passphrase = ""
        self.suite = Suite.AES
        self.first = self.add_field(tr("口令"))
        self.again = self.add_field(tr("再输一次"))
        self.suites = QComboBox()
        self.suites.setAccessibleName(tr("算法"))
        self.suites.addItem(tr("AES-256"), Suite.AES.value)
        self.suites.addItem(tr("国密 SM4 / SM3（数据库仍用 AES-256）"), Suite.SM.value)
        self.column.addWidget(text_label(tr("算法"), "muted"))
        self.column.addWidget(self.suites)

    def do(self) -> None:
        if not _is_same(self, self.first.text(), self.again.text()):
            return
        try:
            required(self.first.text())
        except UserError as error:
            self.tell(error)
            return
        self.passphrase, self.suite = self.first.text(), Suite(self.suites.currentData())
        self.accept()


class ChangeDialog(AskingDialog):
    """Accepted when the passphrase is another one."""

    def __init__(self, paths: WorkspacePaths, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("换口令"), tr("恢复码不变。"), tr("换口令"), theme, parent)
        self._paths = paths
        self.old = self.add_field(tr("现在的口令"))
        self.new = self.add_field(tr("新口令"))
        self.again = self.add_field(tr("再输一次"))

    def do(self) -> None:
        if _is_same(self, self.new.text(), self.again.text()):
            old, new = self.old.text(), self.new.text()
            self.work(lambda: vault.change_passphrase(self._paths, old, new), lambda _: self.accept())


class ConfirmDialog(AskingDialog):
    """Asks for the passphrase once more before something that only who knows it may do. ``phrase`` is the new recovery
    phrase where one is wanted."""

    def __init__(
        self, paths: WorkspacePaths, title: str, told: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, told, title, theme, parent)
        self._paths = paths
        self.passphrase = self.add_field(tr("口令"))

    def do(self) -> None:
        passphrase = self.passphrase.text()
        self.work(lambda: vault.unlock(self._paths, passphrase), lambda _: self.accept())


class NewPhraseDialog(ConfirmDialog):
    """Accepted when another recovery phrase was made and shown."""

    def __init__(self, paths: WorkspacePaths, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(paths, tr("换恢复码"), tr("旧的恢复码随即作废。"), theme, parent)

    def do(self) -> None:
        passphrase = self.passphrase.text()
        self.work(lambda: vault.new_recovery_phrase(self._paths, passphrase), self._show)

    def _show(self, phrase: str) -> None:
        shown = PhraseDialog(phrase, self._theme, self)
        shown.accepted.connect(self.accept)
        shown.open()


class PhraseDialog(QDialog):
    """Shows a recovery phrase, once: it goes only when the person says that it is written down."""

    def __init__(self, phrase: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("恢复码"))
        self.setWindowIcon(application_icon())
        self.setFixedWidth(theme.sizes.dialog)
        self.phrase = text_label(phrase.replace("-", "  "), "strong", wraps=True)
        self.phrase.setAccessibleName(tr("恢复码"))
        self.written = QCheckBox(tr("我已经抄下来，离开这台机器保管"))
        self.close_button = button(tr("完成"), "primary", self.accept)
        self.close_button.setEnabled(False)
        self.written.toggled.connect(self.close_button.setEnabled)
        copy = button(tr("复制"), "", lambda: put_without_history(phrase))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.sizes.gap)
        told = tr("忘了口令时，只有它能打开工作区。只显示这一次，程序不保存它。")
        layout.addWidget(text_label(told, wraps=True))
        layout.addWidget(self.phrase)
        layout.addWidget(self.written)
        layout.addLayout(row(None, copy, self.close_button))

    def reject(self) -> None:
        """Esc does not lose it."""
        if self.written.isChecked():
            super().reject()


def _is_same(dialog: AskingDialog, first: str, again: str) -> bool:
    if first != again:
        dialog.say(tr("两次输入的口令不一样。"), tr("请再试一次；什么也没有改动。"))
    return first == again
