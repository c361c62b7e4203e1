"""Starts the window: painted first, the workspace opened in a job after that."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app.foundation.errors import EnvironmentFault, ZhunshengError
from app.foundation.jobs import Job, Progress
from app.foundation.messages import SOURCE_LANGUAGE, tr, use_language
from app.foundation.paths import WorkspacePaths, default_workspace
from app.foundation.settings import load_settings
from app.gui.main_window import MainWindow
from app.gui.road.bridge import JobRoad
from app.gui.road.garbage import MainThreadGarbage
from app.gui.road.session import Session, SessionOpener
from app.gui.style.fonts import interface_font
from app.gui.style.icons import application_icon
from app.gui.style.theme import apply_theme, system_theme

PULSE_MS = 300

_log = logging.getLogger(__name__)


class Application(QObject):
    """The window, its jobs and the session they work on, from opening to closing.

    ``painted_ms`` and ``ready_ms`` count from the start of the process; None until it has come so far.
    """

    def __init__(self, opener: SessionOpener) -> None:
        super().__init__()
        self._opener = opener
        self._session: Session | None = None
        self.painted_ms: int | None = None
        self.ready_ms: int | None = None
        self._garbage = MainThreadGarbage(self)
        theme = system_theme()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, theme)
        self.road = JobRoad(self)
        self.window = MainWindow(self.road, theme)
        self.window.painted.connect(self._note_painted)
        self.window.listed.connect(self._note_ready)
        self.window.retry_asked.connect(self._open)

    def close(self) -> None:
        """Cancel the jobs, wait for their threads, close the workspace."""
        self.window.hide()
        self.road.close()
        if self._session is not None:
            self._session.close()
            self._session = None
        self._garbage.give_back()

    def _note_painted(self) -> None:
        self.painted_ms = _milliseconds_alive()
        self._open()

    def _open(self) -> None:
        self.road.start(Job("open", self._open_in_job, self._use, self.window.show_opening_problem))

    def _open_in_job(self, progress: Progress) -> bool:
        """Gives whether a chat model is installed. The session is kept even when the window closes meanwhile."""
        self._session = self._opener()
        return self._session.chat_model_installed

    def _use(self, chat_model_installed: bool) -> None:
        if self._session is not None:
            self.window.use_session(self._session, chat_model_installed=chat_model_installed)

    def _note_ready(self) -> None:
        """Only now is there a workspace to keep a log in."""
        if self.ready_ms is None:
            self.ready_ms = _milliseconds_alive()
            _log.info("window painted after %s ms, ready after %d ms", self.painted_ms, self.ready_ms)


def run(data_dir: Path | None, language: str | None = None) -> int:
    """Show the window until it is closed; gives the exit code.

    ``language`` is "zh" or "en"; None takes the workspace's setting, and without one the system's language.
    Raises EnvironmentFault without a display.
    """
    require_display()
    root = data_dir or default_workspace()
    application = make_application(language or language_of(root))
    held = Application(lambda: open_workspace(root))
    held.window.show()
    with _stopped_by_signals(application):
        code = application.exec()
    held.close()
    return code


@contextmanager
def _stopped_by_signals(application: QApplication) -> Iterator[None]:
    """Ctrl-C and a polite kill close the window as its button does.

    Python runs a signal's handler between two of its own steps only, and an idle event loop takes none: a timer does.
    """
    pulse = QTimer()
    pulse.start(PULSE_MS)
    pulse.timeout.connect(lambda: None)
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda *_: application.quit()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def require_display() -> None:
    """Raises EnvironmentFault where no window can be shown: Qt itself would end the process with a crash."""
    named = any(os.environ.get(variable) for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not named:
        raise EnvironmentFault(
            tr("这台机器没有可用的显示器，打不开窗口。"), tr('可以在终端里提问：zhunsheng ask "问题"。')
        )


def language_of(root: Path) -> str | None:
    """The language set in the workspace; None, which follows the system, without a readable setting.

    A broken settings file is told when the workspace is opened, in a window that is on the screen by then.
    """
    try:
        return load_settings(WorkspacePaths(root).settings).language_code
    except ZhunshengError:
        return None


def make_application(language: str | None = None) -> QApplication:
    """The QApplication with our font, icon and Qt's own words in the language of the window."""
    chosen = use_language(language)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("zhunsheng")
    application.setApplicationDisplayName(tr("准绳"))
    application.setDesktopFileName("zhunsheng")
    application.setWindowIcon(application_icon())
    application.setFont(interface_font(10))
    if chosen == SOURCE_LANGUAGE:
        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
            application.installTranslator(translator)
    return application


def open_workspace(root: Path) -> Session:
    """Imported here, in the job: the rooms behind it load native code."""
    from app.workspace import Workspace

    return Workspace.open(root, writing=True)


def _milliseconds_alive() -> int:
    """Since the process began."""
    return round((time.time() - psutil.Process().create_time()) * 1000)
