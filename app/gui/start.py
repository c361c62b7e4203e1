"""Starts the window, and tells on the screen why it does not start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.foundation.errors import Cancelled, EnvironmentFault, ZhunshengError
from app.foundation.messages import enumerated, tr
from app.foundation.paths import WorkspacePaths, application_folder, default_workspace
from app.foundation.settings import Settings, load_settings
from app.gui.application import Application
from app.gui.road.session import Session
from app.gui.shell.appearance import put_on
from app.gui.shell.input_method import prepare_input_method
from app.gui.shell.instance import InstanceServer, hand_over
from app.gui.shell.network_guard import NetworkGuard, refuse_connections_of_qt
from app.gui.shell.start_problem import show_start_problem
from app.gui.shell.unexpected import unexpected_faults_told
from app.gui.shell.window_state import load_window_state, save_window_state
from app.gui.style.icons import application_icon
from app.gui.style.theme import Theme
from app.installation.versions import CURRENT, PROGRAM, Versions
from app.runtime.hardware import require_processor

if TYPE_CHECKING:
    from app.gui.vault.entry import VaultWish
    from app.workspace.auditing import Auditing

PULSE_MS = 300


def run(data_dir: Path | None, files: Sequence[Path] = (), language: str | None = None) -> int:
    """Show the window until it is closed; gives the exit code. Where the workspace has a window already, that one
    comes to the front and takes the ``files``.

    ``language`` is "zh" or "en"; None takes the workspace's setting, and without one the system's language.
    What keeps the window from opening is shown in a box and raised. Raises EnvironmentFault without a display.
    """
    require_display()
    root = data_dir or default_workspace()
    paths = WorkspacePaths(root.expanduser().absolute())
    application = make_application(language)
    refuse_connections_of_qt()
    with ExitStack() as standing:
        try:
            require_processor()
            if hand_over(root, files):
                return 0
            arrivals = Arrivals(InstanceServer(root), files)
            standing.callback(arrivals.close)
        except Exception as error:
            standing.close()
            show_start_problem(error, put_on(application, settings_of(paths), language))
            raise
        code = 0
        while is_entered(paths, lambda: put_on(application, settings_of(paths), language)):
            held, code = _show_window(paths, arrivals, application, language)
            if held.vault_wish is not None:
                _fulfil(held.vault_wish, paths, put_on(application, settings_of(paths), language), held.audit)
            elif held.is_lock_wanted:
                _lock(paths)
            else:
                break
    return code


def _show_window(
    paths: WorkspacePaths, arrivals: Arrivals, application: QApplication, language: str | None
) -> tuple[Application, int]:
    """Until it is closed; gives what it wanted done then, and the exit code."""
    settings, root = settings_of(paths), paths.root
    with ExitStack() as opened:
        try:
            held = Application(lambda: open_workspace(root), settings, load_window_state(paths.window), language)
            opened.callback(held.close)
            guard = NetworkGuard(paths.refusals)
            opened.callback(guard.close)
            guard.refused.connect(held.tell_of_refusal)
            held.window.show()
            arrivals.lead_to(held.add_paths)
        except Exception as error:
            opened.close()
            arrivals.close()
            show_start_problem(error, put_on(application, settings, language))
            raise
        with _stopped_by_signals(application), unexpected_faults_told(held.tell_of_fault):
            code = application.exec()
        arrivals.hold()  # before the window: what came now would be lost with it
        if not held.is_lock_wanted and held.vault_wish is None:
            arrivals.close()
        state = held.window.kept_state()
        held.close()
    if held.is_erasing_wanted:
        erase_all(paths, put_on(application, settings, language), held.audit)
    elif paths.root.is_dir():
        save_window_state(paths.window, state)
    if held.is_restart_wanted:
        start_again(paths.root)
    return held, code


class Arrivals:
    """What this start and later ones are given, for the window that is there, or will be."""

    def __init__(self, server: InstanceServer, files: Sequence[Path]) -> None:
        self._server = server
        self._waiting = list(files)
        self._taker: Callable[[Sequence[Path]], None] | None = None
        server.asked.connect(self._take)

    def lead_to(self, taker: Callable[[Sequence[Path]], None]) -> None:
        """There is a window: it gets what waits, and what comes."""
        self._taker = taker
        waiting, self._waiting = self._waiting, []
        if waiting:
            taker(waiting)

    def hold(self) -> None:
        """There is none for now."""
        self._taker = None

    def close(self) -> None:
        self._server.close()

    def _take(self, paths: Sequence[Path]) -> None:
        if self._taker is not None:
            self._taker(paths)
        else:
            self._waiting += paths


def is_entered(paths: WorkspacePaths, theme: Callable[[], Theme]) -> bool:
    """Whether a window may open: at once without a vault, else when the passphrase is given. What is wrong with the
    vault is told, and raised."""
    if not any(path.exists() for path in (paths.vault, paths.switching, paths.switched)):
        return True
    from app.gui.vault.entry import let_in  # with what a workspace without a vault does not need

    try:
        return let_in(paths, theme())
    except Exception as error:
        show_start_problem(error, theme())
        raise


def _fulfil(wish: VaultWish, paths: WorkspacePaths, theme: Theme, audit: Auditing | None) -> None:
    """What goes wrong is told; the workspace is then as it was, and its window comes again."""
    from app.gui.vault.entry import fulfil

    try:
        fulfil(wish, paths, theme, audit)
    except Cancelled:
        return
    except ZhunshengError as error:
        show_start_problem(error, theme, tr("加密没有改变"))


def _lock(paths: WorkspacePaths) -> None:
    from app.workspace import vault

    if QApplication.clipboard().ownsClipboard():  # what was copied here
        QApplication.clipboard().clear()
    vault.lock(paths)


def erase_all(paths: WorkspacePaths, theme: Theme, audit: Auditing | None = None) -> None:
    """After everything that holds a file of it has closed. What could not be deleted is told. ``audit`` is the
    session's, with the role that somebody has signed in for."""
    from app.workspace.erasing import erase

    try:
        left = erase(paths, audit).left
    except ZhunshengError as error:
        show_start_problem(error, theme, tr("没有全部抹去"))
        return
    if left:
        files = enumerated([path.name for path in left])
        show_start_problem(
            EnvironmentFault(
                tr("这些没有删除，还在 {folder} 里：{files}", folder=paths.root, files=files),
                tr("如果不是另外放进去的，请关闭正在使用它们的程序，再自己删除。"),
            ),
            theme,
            tr("没有全部抹去"),
        )


def start_again(root: Path) -> None:
    """Whichever version is current by now; this one has let go of the workspace. Where the versions do not stand
    beside each other, a person starts it again."""
    versions = Versions.around(application_folder())
    if versions is not None:
        subprocess.Popen([versions.prefix / CURRENT / PROGRAM, "--data", root], start_new_session=True)


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


def settings_of(paths: WorkspacePaths) -> Settings:
    """The workspace's settings; the usual ones without a readable file.

    A broken settings file is told when the workspace is opened, in a window that is on the screen by then.
    """
    try:
        return load_settings(paths.settings)
    except ZhunshengError:
        return Settings()


def make_application(language: str | None = None) -> QApplication:
    """The QApplication with our icon, and until settings are known our font and Qt's own words in the language."""
    prepare_input_method()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("zhunsheng")
    application.setDesktopFileName("zhunsheng")
    application.setWindowIcon(application_icon())
    put_on(application, Settings(), language)
    return application


def open_workspace(root: Path) -> Session:
    """Imported here, in the job: the rooms behind it load native code."""
    from app.workspace import Workspace

    return Workspace.open(root, writing=True)
