"""The vault in the window: unlocking, locking, encrypting; and what is on the screen meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.gui.application import Application
from app.gui.parts.desk import Desk
from app.gui.settings.vault_section import VaultSection
from app.gui.style.theme import light_theme
from app.gui.vault.dialogs import ChangeDialog, NewVaultDialog, PhraseDialog, RecoverDialog, UnlockDialog
from app.gui.vault.entry import VaultWish
from app.gui.vault.idle import LOOK_AGAIN_MS, MINUTE_MS, IdleWatch
from app.security import vault_file
from app.security.roles import Role
from app.security.vault_cipher import Stretching, Suite
from app.workspace import Workspace, vault
from app.workspace.vault_switch import turn_on

PASSPHRASE, OTHER = "correct horse battery", "四个 互不相干的词"
CHEAP = Stretching(memory=64, passes=1, lanes=1)


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkspacePaths:
    monkeypatch.setattr(vault_file, "USUAL", Stretching(memory=64, passes=1, lanes=1))
    paths = WorkspacePaths(tmp_path / "workspace")
    Workspace.open(paths.root, writing=True).close()
    return paths


def test_a_wrong_passphrase_is_told_and_the_right_one_opens(qtbot: QtBot, paths: WorkspacePaths) -> None:
    turn_on(paths, PASSPHRASE, Progress(), stretching=CHEAP)
    dialog = UnlockDialog(paths, light_theme())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.deed.isEnabled()
    dialog.passphrase.setText("wrong passphrase")
    dialog.deed.click()
    qtbot.waitUntil(dialog.notice.isVisible)
    assert "口令不对" in dialog.notice.text.text()
    assert vault.state_of(paths).is_locked
    dialog.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted):
        dialog.deed.click()
    assert not vault.state_of(paths).is_locked
    assert dialog.passphrase.text() == ""
    vault.lock(paths)


def test_a_forgotten_passphrase_is_set_anew_and_the_new_phrase_is_shown(qtbot: QtBot, paths: WorkspacePaths) -> None:
    phrase, _ = turn_on(paths, PASSPHRASE, Progress(), stretching=CHEAP)
    dialog = RecoverDialog(paths, light_theme())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.phrase.setText(phrase)
    dialog.new.setText(OTHER)
    dialog.again.setText("something else")
    dialog.deed.click()
    assert "不一样" in dialog.notice.text.text()
    dialog.again.setText(OTHER)
    dialog.deed.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PhraseDialog)))
    shown = dialog.findChildren(PhraseDialog)[0]
    shown.reject()  # Esc does not lose it
    assert shown.isVisible()
    renewed = shown.phrase.text()
    shown.written.setChecked(True)
    with qtbot.waitSignal(dialog.accepted):
        shown.close_button.click()
    vault.lock(paths)
    vault.unlock(paths, OTHER)
    vault.lock(paths)
    vault.recover(paths, renewed, PASSPHRASE)  # as it was shown, with its spaces


def test_the_passphrase_is_changed_from_the_settings(qtbot: QtBot, paths: WorkspacePaths) -> None:
    turn_on(paths, PASSPHRASE, Progress(), stretching=CHEAP)
    dialog = ChangeDialog(paths, light_theme())
    qtbot.addWidget(dialog)
    dialog.show()
    for field, text in ((dialog.old, PASSPHRASE), (dialog.new, OTHER), (dialog.again, OTHER)):
        field.setText(text)
    with qtbot.waitSignal(dialog.accepted):
        dialog.deed.click()
    vault.unlock(paths, OTHER)
    vault.lock(paths)


def test_a_new_vault_wants_the_same_passphrase_twice_and_a_long_one(qtbot: QtBot) -> None:
    dialog = NewVaultDialog(light_theme())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.first.setText("short")
    dialog.again.setText("short")
    dialog.deed.click()
    assert "太短" in dialog.notice.text.text()
    dialog.first.setText(PASSPHRASE)
    dialog.again.setText(PASSPHRASE)
    dialog.suites.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.accepted):
        dialog.deed.click()
    assert (dialog.passphrase, dialog.suite) == (PASSPHRASE, Suite.SM)


def test_the_section_offers_what_can_be_done(qtbot: QtBot, empty_desk: Desk) -> None:
    section = VaultSection(empty_desk)
    qtbot.addWidget(section)
    section.show()
    assert section.on_button.isVisible()
    assert not section.lock_button.isVisible()
    asked: list[VaultWish] = []
    section.wished.connect(asked.append)
    section.ask_on()
    (dialog,) = section.findChildren(NewVaultDialog)
    dialog.first.setText(PASSPHRASE)
    dialog.again.setText(PASSPHRASE)
    dialog.do()
    assert asked == [VaultWish(PASSPHRASE, Suite.AES)]


def test_where_roles_are_set_only_an_administrator_is_asked_for_a_passphrase(qtbot: QtBot, empty_desk: Desk) -> None:
    session = empty_desk.session
    assert session is not None
    section = VaultSection(empty_desk)
    qtbot.addWidget(section)
    section.show()
    session.audit.set_passphrase(Role.ADMINISTRATOR, OTHER)
    session.audit.sign_out()
    section.ask_on()
    assert section.findChildren(NewVaultDialog) == []
    session.audit.sign_in(OTHER)
    section.ask_on()
    assert len(section.findChildren(NewVaultDialog)) == 1


def test_whoever_uses_nothing_is_locked_out_and_work_is_finished_first(qtbot: QtBot) -> None:
    busy = [True]
    watch = IdleWatch(lambda: busy[0])
    told: list[bool] = []
    watch.idle.connect(lambda: told.append(True))
    watch.watch(15)
    assert watch.timer.interval() == 15 * MINUTE_MS
    watch.timer.timeout.emit()
    assert (told, watch.timer.interval()) == ([], LOOK_AGAIN_MS)
    busy[0] = False
    watch.timer.timeout.emit()
    assert told == [True]
    widget = QWidget()
    qtbot.addWidget(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Wheel))  # a use of any widget counts anew
    assert watch.timer.interval() == 15 * MINUTE_MS
    watch.watch(0)
    assert not watch.timer.isActive()


def test_an_idle_window_asks_to_be_locked(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(Application, "_quit", lambda self: quits.append(True))
    application = Application(lambda: Workspace.open(tmp_path / "workspace", writing=True))
    application.idle.idle.emit()
    assert application.is_lock_wanted
    assert quits == [True]
    application.close()
    application.window.deleteLater()


LIFE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from app.foundation.paths import WorkspacePaths
from app.gui import start
from app.gui.application import Application
from app.gui.vault.dialogs import PhraseDialog, UnlockDialog
from app.gui.vault.entry import VaultWish
from app.security import vault_file
from app.security.vault_cipher import Stretching
from app.workspace import vault

vault_file.USUAL = Stretching(memory=64, passes=1, lanes=1)
paths = WorkspacePaths(Path(sys.argv[1]))
said = []


class Watched(Application):
    def __init__(self, *given):
        super().__init__(*given)
        self.window.listed.connect(lambda: QTimer.singleShot(0, self.act))

    def act(self):
        if not paths.vault.exists():
            said.append("open")
            self.window.vault_wished.emit(VaultWish("correct horse battery"))
        elif "locked" not in said:
            said.append("vault")
            self.window.lock_action.trigger()
        else:
            said.append("again")
            self.window.vault_wished.emit(VaultWish()) if "off" not in said else self._quit()
            said.append("off")


def look():
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, PhraseDialog) and widget.isVisible():
            said.append("phrase")
            widget.written.setChecked(True)
            widget.close_button.click()
        if isinstance(widget, UnlockDialog) and widget.isVisible() and not widget.passphrase.text():
            seen = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not widget]
            if "locked" not in said:
                said.append("locked")
                said.append(f"seen {len(seen)}")
                said.append(f"keys {len(vault._open)}")
            widget.passphrase.setText("correct horse battery")
            widget.deed.click()
    if "off" in said and not paths.vault.exists():
        said.append("plain")
        QApplication.quit()


timer = None
make = start.make_application


def made(language):
    global timer
    application = make(language)
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(100)
    return application


start.make_application = made
start.Application = Watched
code = start.run(paths.root, (), "zh")
timer.stop()
print(code, list(dict.fromkeys(said)))
"""


def test_a_workspace_goes_into_a_vault_is_locked_unlocked_and_comes_out(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", LIFE, str(root)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    told = "0 ['open', 'phrase', 'vault', 'locked', 'seen 0', 'keys 0', 'again', 'off', 'plain']"
    assert done.stdout.strip() == told, done.stderr
    assert not (root / "vault.json").exists()
