"""Before and between windows: the passphrase of a locked workspace, and a workspace on its way into a vault or out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog

from app.foundation.jobs import Job, Progress, ProgressEvent
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.gui.road.bridge import JobRoad
from app.gui.style.theme import Theme
from app.gui.vault.dialogs import PhraseDialog, UnlockDialog
from app.security.vault_cipher import Suite
from app.security.vault_keys import VaultKeys
from app.workspace import vault
from app.workspace.auditing import Auditing
from app.workspace.vault_switch import turn_off, turn_on


@dataclass(frozen=True, slots=True)
class VaultWish:
    """What is to become of the workspace once its window has closed; without a passphrase it is decrypted."""

    passphrase: str = ""
    suite: Suite = Suite.AES


def let_in(paths: WorkspacePaths, theme: Theme) -> bool:
    """Ask for the passphrase where the workspace is locked; False where the person would rather leave.

    Raises EnvironmentFault, WorkspaceBusy.
    """
    if not vault.state_of(paths).is_locked:
        return True
    with _dialogs_alone():
        dialog = UnlockDialog(paths, theme)
        is_in = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
    return is_in


def fulfil(wish: VaultWish, paths: WorkspacePaths, theme: Theme, audit: Auditing | None = None) -> None:
    """Encrypt or decrypt, with a bar and a way to break it off; ``audit`` as for ``turn_on``.

    Raises UserError, NotAllowed, WorkspaceBusy, EnvironmentFault, Cancelled; then the workspace is as it was.
    """
    keys = vault.keys_of(paths)
    with _dialogs_alone():
        phrase = _beside_a_bar(lambda progress: _switch(wish, paths, keys, progress, audit), wish)
        if phrase:
            shown = PhraseDialog(phrase, theme)
            shown.exec()
            shown.deleteLater()


def _switch(
    wish: VaultWish, paths: WorkspacePaths, keys: VaultKeys | None, progress: Progress, audit: Auditing | None
) -> str:
    if wish.passphrase:
        phrase, made = turn_on(paths, wish.passphrase, progress, suite=wish.suite, audit=audit)
        vault.keep_open(paths, made)
        return phrase
    if keys is not None:
        turn_off(paths, keys, progress, audit)
        vault.lock(paths)
    return ""


def _beside_a_bar(deed: Callable[[Progress], str], wish: VaultWish) -> str:
    """On a thread of its own, while a bar shows how far it is; what it raises is raised here."""
    bar = QProgressDialog(tr("正在加密工作区…") if wish.passphrase else tr("正在解除加密…"), tr("取消"), 0, 0)
    bar.setWindowTitle(tr("准绳"))
    bar.setWindowModality(Qt.WindowModality.ApplicationModal)
    bar.setMinimumDuration(0)
    bar.setAutoClose(False)
    road, told, failed = JobRoad(), [""], list[BaseException]()

    def show(event: ProgressEvent) -> None:
        bar.setMaximum(event.total or 0)
        bar.setValue(event.done)

    def done(phrase: str) -> None:
        told[0] = phrase
        bar.accept()

    def fail(error: BaseException) -> None:
        failed.append(error)
        bar.accept()

    token = road.start(Job("vault", deed, done, fail, show, writes=True))
    bar.canceled.disconnect()
    bar.canceled.connect(token.cancel)  # it ends when the work has: until then the bar stays
    bar.exec()
    road.close()
    bar.deleteLater()
    if failed:
        raise failed[0]
    return told[0]


@contextmanager
def _dialogs_alone() -> Iterator[None]:
    """A dialog that closes where there is no window does not end the program."""
    before = QApplication.quitOnLastWindowClosed()
    QApplication.setQuitOnLastWindowClosed(False)
    try:
        yield
    finally:
        QApplication.setQuitOnLastWindowClosed(before)
