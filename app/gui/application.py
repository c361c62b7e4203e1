"""The window and the session it works on: painted first, the workspace opened in a job after that."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.foundation.jobs import Job, Progress
from app.foundation.messages import tr
from app.foundation.settings import Settings
from app.gui.main_window import MainWindow
from app.gui.parts.desk import DIAGNOSTICS
from app.gui.road.bridge import JobRoad
from app.gui.road.garbage import MainThreadGarbage
from app.gui.road.session import Session, SessionOpener
from app.gui.shell.appearance import put_on
from app.gui.shell.input_method import input_method_of
from app.gui.shell.tray import Tray
from app.gui.shell.window_state import WindowState
from app.gui.style.theme import Theme, light_theme
from app.gui.vault.idle import IdleWatch

if TYPE_CHECKING:
    from app.gui.library.import_run import Unfinished
    from app.gui.vault.entry import VaultWish
    from app.workspace.auditing import Auditing

FREE_MS = 300
"""Between two tries to put on another look."""
SLOW_MS = 300
"""A batch of vectors that is being made ends first: what takes so long is told."""

_log = logging.getLogger(__name__)


class Application(QObject):
    """The window, its jobs and the session they work on, from opening to closing.

    The window is made anew when its language, theme or type changes; the session stays. ``painted_ms`` and
    ``ready_ms`` count from the start of the process; None until it has come so far.
    """

    def __init__(
        self,
        opener: SessionOpener,
        settings: Settings | None = None,
        state: WindowState | None = None,
        language: str | None = None,
    ) -> None:
        super().__init__()
        self._opener = opener
        self._language = language
        self._settings = settings or Settings()
        self._session: Session | None = None
        self._is_closed = False
        self._is_renewing = False
        """Another window is about to take the place of this one, by the settings that hold then."""
        self.is_restart_wanted = False
        """Whether the program is to be started again once this window has closed."""
        self.is_erasing_wanted = False
        """Whether all data are to be deleted once this window has closed."""
        self.is_lock_wanted = False
        """Whether the passphrase is to be asked for once this window has closed."""
        self.vault_wish: VaultWish | None = None
        """What is to become of the workspace once this window has closed."""
        self.painted_ms: int | None = None
        self.ready_ms: int | None = None
        self._garbage = MainThreadGarbage(self)
        self.idle = IdleWatch(lambda: self.window.is_busy, self)
        self.idle.idle.connect(self.lock)
        self._until_free = QTimer(self)
        """Runs while another look is wanted and the window is held up."""
        self._until_free.setInterval(FREE_MS)
        self._until_free.timeout.connect(self._renew_when_free)
        self.road, self.window = self._make_window(state or {})
        self.tray = self._make_tray()

    def close(self) -> None:
        """Do what was put off, cancel the jobs, wait for their threads, close the workspace."""
        if self._is_closed:
            return
        self._is_closed = True
        self._until_free.stop()
        self.idle.watch(0)
        self.window.hide()
        self.tray.close()
        self.window.end_printing()
        self.road.finish(self.window.finish)
        self.road.close()
        if self._session is not None:
            self._session.close()
            self._session = None
        self._garbage.give_back()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files, as soon as there is a workspace, and come to the front."""
        self.window.bring_forward()
        self.window.add_paths(paths)

    def use_settings(self, settings: Settings) -> None:
        """Look and speak as the settings say, as soon as nothing is under way that would be broken off."""
        self._settings = settings
        if self._is_renewing:
            return
        if self._is_held_up:
            self.window.desk.say(tr("手上的事做完后换成新的外观。"))
        self._renew_when_free()

    @property
    def _is_held_up(self) -> bool:
        """By work that another window could not take over, or by an open dialog or menu."""
        return (
            self.window.is_busy
            or self.window.isHidden()
            or QApplication.activeModalWidget() is not None
            or QApplication.activePopupWidget() is not None
        )

    def _renew_between_files(self) -> None:
        """Two looks may pass over the moment between two scans."""
        if self._until_free.isActive():
            self._renew_when_free()

    def _renew_when_free(self) -> None:
        if self._is_held_up:
            self._until_free.start()
            return
        self._until_free.stop()
        self._renew()

    def _renew(self) -> None:
        """Another window in place of this one, on the same session; what was being added goes on in it. The old one
        takes no click meanwhile: what it asked for would not be done."""
        self._is_renewing = True
        old, road = self.window, self.road
        old.setEnabled(False)
        left = old.bringing_in.importing.hand_over()
        road.wind_up(old.finish, lambda: self._replace(old, road, left))
        QTimer.singleShot(SLOW_MS, old, lambda: old.toasts.say(tr("正在换成新的外观…")))

    def _replace(self, old: MainWindow, road: JobRoad, left: Unfinished) -> None:
        self._is_renewing = False
        if self._is_closed:
            return
        state, chat, place, paths = old.state(), old.chat.hand_over(), old.reader.place, old.early_paths
        work = old.others.work.as_it_stands()
        left = old.bringing_in.importing.with_results(left)
        self.tray.close()
        self.tray.deleteLater()
        QApplication.setQuitOnLastWindowClosed(False)
        old.hide()
        old.deleteLater()
        road.deleteLater()
        QApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)  # or it would be dressed anew as well
        self.road, self.window = self._make_window(state)
        self.tray = self._make_tray()
        self.window.take_over(chat, place, left, work)
        self.window.add_paths(paths)
        self.window.show()
        QApplication.setQuitOnLastWindowClosed(True)

    def _make_tray(self) -> Tray:
        """In the language of the window."""
        tray = Tray(self)
        tray.show_asked.connect(self._come_forward)
        tray.quit_asked.connect(self._quit)
        return tray

    def _make_window(self, state: WindowState) -> tuple[JobRoad, MainWindow]:
        road = JobRoad(self)
        window = MainWindow(road, self._theme(), state)
        window.painted.connect(self._note_painted)
        window.listed.connect(self._note_ready)
        window.retry_asked.connect(self._open)
        window.appearance_changed.connect(self.use_settings)
        window.settings_changed.connect(self._keep_settings)
        window.long_work_done.connect(self._notify)
        window.restart_asked.connect(self._restart)
        window.erase_asked.connect(self._erase)
        window.lock_asked.connect(self.lock)
        window.vault_wished.connect(self._wish)
        window.hiding_allowed = lambda: self._settings.close_to_tray and self.tray.is_there
        return road, window

    def _theme(self) -> Theme:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return light_theme()
        return put_on(application, self._settings, self._language)

    def _note_painted(self) -> None:
        if self.painted_ms is None:
            self.painted_ms = _milliseconds_alive()
        self.window.complete()
        self.window.bringing_in.importing.file_done.connect(self._renew_between_files)
        if self._session is None:
            self._open()
        else:
            self._use(self._session.chat_model_installed)

    @property
    def audit(self) -> Auditing | None:
        """With the role that somebody has signed in for; None before the workspace is open."""
        return self._session.audit if self._session is not None else None

    def _open(self) -> None:
        self.road.start(Job("open", self._open_in_job, self._use, self.window.show_opening_problem))

    def _open_in_job(self, progress: Progress) -> bool:
        """Gives whether a chat model is installed. The session is kept even when the window closes meanwhile."""
        self._session = self._opener()
        return self._session.chat_model_installed

    def _use(self, chat_model_installed: bool) -> None:
        if self._session is not None:
            self._settings = self._session.settings
            self.window.use_session(self._session, chat_model_installed=chat_model_installed)
            self._watch_idleness()

    def _keep_settings(self, settings: Settings) -> None:
        self._settings = settings
        self._watch_idleness()

    def _notify(self, text: str) -> None:
        if self._settings.notify and not self.window.isActiveWindow():
            self.tray.tell(text)

    def tell_of_fault(self) -> None:
        """Something has gone wrong that should not; a person may go on."""
        self.window.desk.say(
            tr("程序内部出了意外的错误，刚才的操作可能没有完成，可以再试一次。日志里有记录。"),
            tr("打开诊断页"),
            lambda: self.window.show_page(DIAGNOSTICS),
        )

    def tell_of_refusal(self) -> None:
        """Something in this program has tried to reach the network."""
        self.window.desk.say(
            tr("本程序里有组件试图联网，已经拒绝，没有数据送出。诊断页里有记录。"),
            tr("打开诊断页"),
            lambda: self.window.show_page(DIAGNOSTICS),
        )

    def _come_forward(self) -> None:
        self.window.bring_forward()

    def _restart(self) -> None:
        self.is_restart_wanted = True
        self._quit()

    def lock(self) -> None:
        """Close the window and the session, and with it every worker that was handed a text."""
        self.is_lock_wanted = True
        self._quit()

    def _wish(self, wish: VaultWish) -> None:
        self.vault_wish = wish
        self._quit()

    def _watch_idleness(self) -> None:
        is_vault = self._session is not None and self._session.paths.vault.exists()
        self.idle.watch(self._settings.lock_minutes if is_vault else 0)

    def _erase(self) -> None:
        self.is_erasing_wanted = True
        self._quit()

    def _quit(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.quit()

    def _note_ready(self) -> None:
        """Only now is there a workspace to keep a log in."""
        if self.ready_ms is None:
            self.ready_ms = _milliseconds_alive()
            _log.info("window painted after %s ms, ready after %d ms", self.painted_ms, self.ready_ms)
            _log.info("input methods: %s", input_method_of(os.environ))


def _milliseconds_alive() -> int:
    """Since the process began."""
    return round((time.time() - psutil.Process().create_time()) * 1000)
