"""How soon the window is there, what it takes of memory, and the longest time that it did not answer.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.window DATA FOLDER QUESTION

Starts the real application on the workspace DATA, adds everything below FOLDER, then asks QUESTION in professional
mode (verbatim without a chat model), with the vectors being made meanwhile as they are for a person. With --fake,
streams 2,000 words from a workspace in memory instead: what the window itself costs, without any model beside it.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.window --large [QUESTION]

Makes a library of 300 documents and a conversation of 1,000 turns in a folder of its own, tells memory at rest and
after QUESTION, opens every page, and scrolls through the thousand turns.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from app.domain.answer import Mode
from app.foundation.jobs import CancelToken, Progress
from app.gui.application import Application
from app.gui.road.session import Session
from app.gui.start import make_application, open_workspace

BEAT_MS = 5
FAKE_WORDS = 2000
DOCUMENTS, TURNS = 300, 1000
SCROLL_STEP = 120
"""Logical pixels in one frame: a quick turn of the wheel."""
SCROLL_SECONDS = 20.0


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


def memory(held: Application) -> str:
    """Resident memory of the window and of its workers, in MB. Pages that processes share count in each."""
    process = psutil.Process()
    workers = [child.memory_info().rss for child in process.children(recursive=True)]
    return f"{process.memory_info().rss / 1e6:.0f} MB, workers {sum(workers) / 1e6:.0f} MB ({len(workers)})"


def make_large(root: Path) -> str:
    """A workspace with many documents and one long conversation; gives the conversation's id."""
    from app.assistant.events import AskRequest
    from app.workspace import Workspace

    files = root / "files"
    files.mkdir(parents=True)
    for number in range(DOCUMENTS):
        clauses = "\n\n".join(
            f"### 5.{n} 要求 {n}\n\n第 {number} 号车的第 {n} 项不应大于 {number + n} mm，见 Q/ABC {n:03}-2020。"
            for n in range(1, 41)
        )
        text = f"# Q/ABC {number:03}-2024 厂内搬运车第 {number} 部分\n\n## 5 要求\n\n{clauses}\n"
        (files / f"Q-ABC {number:03}.md").write_text(text, "utf-8")
    with Workspace.open(root / "workspace", writing=True) as workspace:
        workspace.add([files], Progress())
        request = AskRequest("第 7 号车的第 3 项不应大于多少？", Mode.VERBATIM)
        answer = workspace.ask(request, lambda _: None, CancelToken())
        assert answer.conversation is not None
        for _ in range(TURNS - 1):
            workspace.conversations.append(answer.conversation, answer)
        return answer.conversation


def measure_large(question: str, seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="zhunsheng-bench-") as folder:
        conversation = make_large(Path(folder))
        held = start(lambda: open_workspace(Path(folder) / "workspace"))
        heart = Heartbeat()
        try:
            wait_for(1.0)
            print(f"at rest with {DOCUMENTS} documents: {memory(held)}")
            for name in held.window.frame.page_names:
                heart.restart()
                held.window.show_page(name)
                wait_for(1.5)
                print(f"page {name}: longest block {heart.longest_ms:.0f} ms")
            held.window.show_page("chat")
            measure_long(held, heart, conversation, seconds)
            held.window.chat.begin()
            measure_asking(held, heart, question, seconds)
            print(f"after an answer: {memory(held)}")
        finally:
            held.close()


def measure_long(held: Application, heart: Heartbeat, conversation: str, seconds: float) -> None:
    """Open the long conversation and scroll from its end to its beginning, a screen in each of some hundred steps."""
    chat = held.window.chat
    heart.restart()
    began = time.perf_counter()
    chat.open_conversation(conversation)
    wait_until(lambda: len(chat.states) == TURNS, seconds)
    print(f"{TURNS} turns: open after {time.perf_counter() - began:.2f} s, longest block {heart.longest_ms:.0f} ms")
    wait_for(0.5)
    heart.restart()
    bar, frames, began = chat.list.verticalScrollBar(), 0, time.perf_counter()
    while bar.value() > 0 and time.perf_counter() - began < SCROLL_SECONDS:
        bar.setValue(bar.value() - SCROLL_STEP)
        frames += 1
        wait_for(0.001)
    took = time.perf_counter() - began
    print(
        f"scrolling: {frames / took:.0f} frames a second, longest block {heart.longest_ms:.0f} ms, "
        f"{len(chat.list.widgets)} turns held"
    )


def wait_for(seconds: float) -> None:
    until = time.monotonic() + seconds
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if time.monotonic() >= until else None)
    timer.start(1)
    loop.exec()


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
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.large:
        make_application()
        measure_large(str(options.data or "第 7 号车的第 3 项不应大于多少？"), options.seconds)
        return 0
    if not options.fake and (options.data is None or options.folder is None):
        parser.error("DATA and FOLDER are needed, or --fake")
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
