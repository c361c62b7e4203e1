"""Whether Chinese can be typed into the window with the real input methods, also while an answer streams.

    python -m tests.bench.input_methods ibus --shots FOLDER
    python -m tests.bench.input_methods fcitx5 --shots FOLDER

Starts a virtual screen, a session bus, a window manager, the input method, and the real window on a workspace in
memory with the offline rule on; types pinyin into the question box while a slow answer streams, then into the command
palette, and prints what arrived. Pictures of the whole screen go into --shots; they should show the candidates beside
the cursor. To be installed for the trial, from Debian for instance (nothing else needs them):

    xvfb xdotool openbox dbus fonts-droid-fallback (or any Chinese font)
    ibus ibus-libpinyin
    fcitx5 fcitx5-chinese-addons

``fcitx5`` names the module as its desktops do (QT_IM_MODULE=fcitx): what the window makes of it is part of the trial.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.domain.answer import Mode
from app.gui.application import Application
from app.gui.shell.input_method import input_method_of
from app.gui.start import make_application
from app.security.offline import forbid_network
from tests.bench.window import start, wait_until
from tests.gui.fakes import FakeSession, filled_session

WIDE, HIGH = 1366, 768
"""Logical pixels of the screen: with QT_SCALE_FACTOR=2 it has twice as many dots each way."""
KEY_MS = 90
"""Between two keys: a brisk typist."""
SERVICE_SECONDS = 3.0
"""Until the input method listens: Qt looks for it once, when it starts."""
WORDS, SECONDS_PER_WORD = 4000, 0.02
FCITX_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
Layout=
[Groups/0/Items/1]
Name=pinyin
Layout=
[GroupOrder]
0=Default
"""


@dataclass(frozen=True, slots=True)
class Framework:
    """``start`` runs until the end; ``switch_on`` is tried until it succeeds, with the window's box in focus."""

    environment: Mapping[str, str]
    start: tuple[str, ...]
    switch_on: tuple[str, ...]


FRAMEWORKS = {
    "ibus": Framework(
        {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"},
        ("ibus-daemon", "--replace"),
        ("sh", "-c", "ibus engine libpinyin; test `ibus engine` = libpinyin"),
    ),
    "fcitx5": Framework(
        {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}, ("fcitx5", "--replace"), ("fcitx5-remote", "-o")
    ),
}
"""The ibus command sets the engine and yet fails where there is no keyboard layout to set with it."""


@contextmanager
def _running(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def _told(*command: str) -> Iterator[str]:
    """A program that runs until the end; gives the first line that it prints."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield process.stdout.readline().strip() if process.stdout is not None else ""
    finally:
        process.kill()
        process.wait()


def set_up(framework: Framework, held: ExitStack) -> None:
    """The screen, the bus, the window manager and the input method, of a person who has only just come."""
    home = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="zhunsheng-input-", ignore_cleanup_errors=True)))
    home.chmod(0o700)
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "GTK_IM_MODULE", "QT_IM_MODULES"):
        os.environ.pop(name, None)
    for variable, folder in (("CONFIG", "config"), ("DATA", "data"), ("CACHE", "cache")):
        os.environ[f"XDG_{variable}_HOME"] = str(home / folder)
    os.environ |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8", **framework.environment}
    profile = home / "config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(FCITX_PROFILE, encoding="utf-8")
    factor = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    screen = f"{round(WIDE * factor)}x{round(HIGH * factor)}x24"
    number = held.enter_context(_told("Xvfb", "-displayfd", "1", "-screen", "0", screen))
    os.environ["DISPLAY"] = f":{number}"
    bus = held.enter_context(_told("dbus-daemon", "--session", "--nofork", "--print-address"))
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus
    held.enter_context(_running("openbox"))
    held.enter_context(_running(*framework.start))


class Typist:
    """Presses keys as a person does, while the window goes on with its work."""

    def __init__(self, held: Application, shots: Path | None) -> None:
        self._held = held
        self._shots = shots
        self.heights: list[int] = []

    def press(self, *keys: str) -> None:
        self._run("xdotool", "key", "--delay", str(KEY_MS), *keys)
        self.pause(300)

    def type(self, letters: str) -> None:
        self.press(*letters)

    def pause(self, milliseconds: int) -> None:
        over: list[bool] = []
        QTimer.singleShot(milliseconds, lambda: over.append(True))
        wait_until(lambda: bool(over), 30)

    def switch_on(self, command: tuple[str, ...]) -> None:
        """A service that was only just started takes a while to listen."""
        for _ in range(20):
            if self._run(*command) == 0:
                return
            self.pause(500)
        raise TimeoutError(" ".join(command))

    def shoot(self, name: str) -> None:
        """The whole screen: the candidates have a window of another program."""
        if self._shots is not None:
            QGuiApplication.primaryScreen().grabWindow(0).save(str(self._shots / f"{name}.png"))

    def _run(self, *command: str) -> int:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: self._note_height() or process.poll() is not None, 60)
        return process.wait()

    def _note_height(self) -> bool:
        height = self._held.window.chat.question.edit.height()
        if not self.heights or self.heights[-1] != height:
            self.heights.append(height)
        return False


def misplacement(edit: QPlainTextEdit) -> tuple[int, int]:
    """How far, in logical pixels, the place told to the input method is from where the cursor stands."""
    told = QGuiApplication.inputMethod().cursorRectangle().toRect().topLeft()
    seen = edit.viewport().mapTo(edit.window(), edit.cursorRect().topLeft())
    return told.x() - seen.x(), told.y() - seen.y()


def preedit(edit: QPlainTextEdit) -> str:
    """What is being spelled and not yet chosen."""
    return edit.textCursor().block().layout().preeditAreaText()


def try_question(held: Application, session: FakeSession, typist: Typist, name: str) -> None:
    chat, edit = held.window.chat, held.window.chat.question.edit
    chat.ask("范围是什么？", Mode.PROFESSIONAL)
    typist.pause(1000)
    edit.setFocus()
    typist.type("zhidong")
    typist.shoot(f"{name}-spelling")
    print(f"candidates off by {misplacement(edit)}")
    print(f"spelled while streaming: {preedit(edit)!r}, answer runs: {chat.asking.is_running}")
    typist.press("space")
    print(f"chosen with Space: {edit.toPlainText()!r}, left: {preedit(edit)!r}")
    typist.type("juli")
    typist.press("2")
    print(f"second candidate: {edit.toPlainText()!r}")
    typist.type("ceshi")
    typist.press("Return")
    print(f"Enter while spelling: {edit.toPlainText()!r}, questions asked: {len(session.asked)}")
    typist.type("yaoqiu")
    typist.press("Escape")
    print(f"Esc while spelling: {preedit(edit)!r}, answer runs: {chat.asking.is_running}")
    for _ in range(9):
        typist.type("zhidongxingneng")
        typist.press("space")
    typist.type("zhidongxingneng")
    typist.shoot(f"{name}-wrapped")
    print(f"spelled over two lines: {preedit(edit)!r}, candidates off by {misplacement(edit)}")
    typist.press("space")
    print(f"long text: {edit.toPlainText()!r}, heights of the box: {typist.heights}")
    typist.press("Escape")
    wait_until(lambda: not chat.asking.is_running, 10)
    print("Esc without spelling: the answer is stopped")
    typist.press("Return")
    print(f"Enter without spelling: questions asked: {len(session.asked)}: {session.asked[-1].question!r}")
    typist.press("Escape")


def try_palette(held: Application, typist: Typist, name: str) -> None:
    typist.press("ctrl+k")
    typist.type("sheshi")
    typist.shoot(f"{name}-palette")
    typist.press("space")
    edit = QGuiApplication.focusObject()
    print(f"palette: {edit.text() if isinstance(edit, QLineEdit) else edit!r}")
    typist.press("Escape")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("framework", choices=FRAMEWORKS)
    parser.add_argument("--shots", type=Path)
    options = parser.parse_args()
    if options.shots is not None:
        options.shots.mkdir(parents=True, exist_ok=True)
    framework = FRAMEWORKS[options.framework]
    with ExitStack() as held:
        set_up(framework, held)
        forbid_network()
        _try_window(framework, options.framework, options.shots)
    return 0


def _try_window(framework: Framework, name: str, shots: Path | None) -> None:
    session = filled_session()
    session.words = [f"第{number}个词，" for number in range(WORDS)]
    session.seconds_per_word = SECONDS_PER_WORD
    time.sleep(SERVICE_SECONDS)
    make_application("zh")
    print(f"input methods: {input_method_of(os.environ)}")
    held = start(lambda: session)
    try:
        typist = Typist(held, shots)
        held.window.activateWindow()
        held.window.chat.question.focus()
        typist.pause(500)
        typist.switch_on(framework.switch_on)
        try_question(held, session, typist, name)
        try_palette(held, typist, name)
    finally:
        held.close()


if __name__ == "__main__":
    sys.exit(main())
