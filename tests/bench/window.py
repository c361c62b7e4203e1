"""How soon the window is there, and the longest time that it did not answer.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.window DATA FOLDER QUESTION

Starts the real application on the workspace DATA, adds everything below FOLDER, then asks QUESTION in professional
mode (verbatim without a chat model), with the vectors being made meanwhile as they are for a person. With --fake,
streams 2,000 words from a workspace in memory instead: what the window itself costs, without any model beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from app.domain.answer import Mode
from app.gui.application import Application, make_application, open_workspace
from app.gui.road.session import Session

BEAT_MS = 5
FAKE_WORDS = 2000


class Heartbeat(QObject):
    """Beats in the event loop; a beat that comes late tells how long the loop was held up."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def restart(self) -> None:
        self.longest_ms = 0.0
        self._last = time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000 - BEAT_MS)
        self._last = now


def wait_until(is_done: Callable[[], bool], seconds: float) -> None:
    """Run the event loop. Raises TimeoutError."""
    loop, deadline = QEventLoop(), time.monotonic() + seconds
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if is_done() or time.monotonic() > deadline else None)
    timer.start(20)
    loop.exec()
    if not is_done():
        raise TimeoutError


def start(opener: Callable[[], Session]) -> Application:
    held = Application(opener)
    held.window.show()
    wait_until(lambda: held.ready_ms is not None, 120)
    print(f"painted: {held.painted_ms} ms after the process began")
    print(f"ready: {held.ready_ms} ms after the process began")
    return held


def measure_adding(held: Application, heart: Heartbeat, folder: Path, seconds: float) -> None:
    importing = held.window.bringing_in.importing
    wait_until(lambda: not importing.is_adding, seconds)
    heart.restart()
    began = time.perf_counter()
    held.window.add_paths([folder])
    wait_until(lambda: not importing.is_adding, seconds)
    rows = len(held.window.bringing_in.panel.model.rows)
    print(f"adding: {rows} files in {time.perf_counter() - began:.1f} s, longest block {heart.longest_ms:.0f} ms")


def measure_asking(held: Application, heart: Heartbeat, question: str, seconds: float) -> None:
    chat = held.window.chat
    mode = Mode.PROFESSIONAL if chat.question.modes[Mode.PROFESSIONAL].isEnabled() else Mode.VERBATIM
    heart.restart()
    began = time.perf_counter()
    chat.ask(question, mode)
    wait_until(lambda: not chat.asking.is_running, seconds)
    print(f"asking ({mode}): {time.perf_counter() - began:.1f} s, longest block {heart.longest_ms:.0f} ms")


def fake_session() -> Session:
    from tests.gui.fakes import filled_session

    session = filled_session()
    session.words = [f"第{number}个词，" for number in range(FAKE_WORDS)]
    session.seconds_per_word = 0.001
    return session


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("question", nargs="?", default="范围是什么？")
    parser.add_argument("--fake", action="store_true")
    parser.add_argument("--seconds", type=float, default=600.0, help="the most that adding and asking may take, each")
    options = parser.parse_args()
    if not options.fake and (options.data is None or options.folder is None):
        parser.error("DATA and FOLDER are needed, or --fake")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    held = start(fake_session if options.fake else lambda: open_workspace(options.data))
    heart = Heartbeat()
    try:
        measure_adding(held, heart, options.folder or Path("folder"), options.seconds)
        measure_asking(held, heart, options.question, options.seconds)
    finally:
        began = time.perf_counter()
        held.close()
        print(f"closed in {time.perf_counter() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
