"""Take pictures of every page of the window, on the samples that come with it.

    python packaging/screenshots.py              the pictures of the README, into docs/screenshots
    python packaging/screenshots.py --all DIR    every page and state in both themes and languages, on a small screen
                                                 and on a large one at 200 %, into DIR

Answers come from the models that this machine has; without one, questions are asked in verbatim mode. No screen is
needed: Qt draws off screen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

DOCUMENTED = ("chat", "page", "library", "web", "search", "compare", "work")
SMALL, LARGE = "1366x768", "1920x1080@2"
QUESTIONS = {"zh": "平板车的推手离地应该多高？", "en": "平板车的推手离地应该多高？"}
REFUSED = "平板车可以漂洋过海吗？"
SECONDS = 180.0


@dataclass(frozen=True)
class Look:
    """One appearance: a language, a theme and a screen ("1366x768", or with a scale "1920x1080@2")."""

    language: str
    theme: str
    screen: str

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}-{self.screen.replace('@', '-at-')}"

    @property
    def scale(self) -> str:
        return self.screen.partition("@")[2] or "1"

    @property
    def size(self) -> tuple[int, int]:
        wide, high = self.screen.partition("@")[0].split("x")
        return int(wide), int(high)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="DIR")
    parser.add_argument("--look", nargs=3, metavar=("LANGUAGE", "THEME", "SCREEN"), help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots", help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.look:
        return shoot(Look(*options.look), options.out, options.only)
    if options.all is None:
        return run_apart(Look("zh", "light", SMALL), options.out, DOCUMENTED)
    looks = [
        Look(language, theme, screen)
        for screen in (SMALL, LARGE)
        for language in ("zh", "en")
        for theme in ("light", "dark")
    ]
    return max(run_apart(look, options.all / look.name, ()) for look in looks)


def run_apart(look: Look, out: Path, only: tuple[str, ...]) -> int:
    """In a process of its own: the scale of a screen can be chosen only once."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": look.scale}
    command = [sys.executable, __file__, "--look", look.language, look.theme, look.screen, "--out", str(out)]
    return subprocess.run([*command, *(("--only", *only) if only else ())], env=environment, check=False).returncode


def shoot(look: Look, out: Path, only: list[str] | None) -> int:
    from PySide6.QtCore import Qt

    from app.foundation.settings import Settings
    from app.gui.application import Application
    from app.gui.start import make_application, open_workspace
    from app.security.offline import forbid_network

    forbid_network()  # as the program does: the page of diagnostics tells of it
    out.mkdir(parents=True, exist_ok=True)
    make_application(look.language)
    settings = Settings(language=look.language, theme=look.theme)
    with tempfile.TemporaryDirectory(prefix="zhunsheng-") as folder:
        held = Application(lambda: open_workspace(Path(folder) / "workspace"), settings)
        held.window.setWindowState(Qt.WindowState.WindowNoState)
        held.window.resize(*look.size)
        held.window.show()
        camera = Camera(held, look, out, only)
        try:
            camera.walk()
        finally:
            held.close()
    return 0


class Camera:
    """Walks through the window as a person would, and takes a picture wherever there is something to see."""

    def __init__(self, held: object, look: Look, out: Path, only: list[str] | None) -> None:
        self.held = held
        self.window = held.window  # type: ignore[attr-defined]
        self.look = look
        self.out = out
        self.only = only

    def walk(self) -> None:
        for step in self._steps():
            step()

    def _steps(self) -> Iterator[Callable[[], None]]:
        yield self.first_run
        yield self.adding
        yield self.chat
        yield self.pages
        yield self.carrying
        yield self.over_the_window
        yield self.problem

    def first_run(self) -> None:
        self.wait(lambda: self.held.ready_ms is not None)  # type: ignore[attr-defined]
        self.rest()
        self.take("first-run")
        self.window.show_page("library")
        self.rest()
        self.take("library-empty")
        self.window.show_page("web")
        self.rest()
        self.take("web-empty")
        self.window.show_page("chat")

    def adding(self) -> None:
        self.window.show_page("library")
        self.window.bringing_in.add_samples()
        self.wait(lambda: self.window.bringing_in.importing.is_adding)
        self.rest(0.6)
        self.take("adding")
        self.wait(lambda: not self.window.bringing_in.importing.is_adding)
        self.window.show_page("chat")
        self.rest(1.0)
        self.take("added")
        self.wait(lambda: not self.window.status.vectors.text(), 300)
        self.window.bringing_in.panel.hide()

    def chat(self) -> None:
        chat = self.window.chat
        mode = chat.question.mode
        chat.ask(QUESTIONS[self.look.language], mode)
        self.wait(lambda: bool(chat.states[-1].evidence) or not chat.asking.is_running)
        self.rest(0.1)
        self.take("chat-evidence")
        self.end()
        self.take("chat")
        turn = chat.list.last
        if turn is not None and turn.answer is not None and turn.answer.citations:
            turn.open_citation(turn.answer.citations[0].key)
            self.rest(2.5)
            self.take("page")
            from PySide6.QtCore import QPoint

            chat.preview.point_at(turn.answer.citations[0], self.window.mapToGlobal(QPoint(300, 200)))
            self.rest(0.6)
            if not self.only:
                chat.preview.grab().save(str(self.out / "preview.png"))
            chat.preview.point_at(None, QPoint())
        self.window.reader.close_reader()
        chat.ask(REFUSED, mode)
        self.end()
        self.take("chat-refused")

    def pages(self) -> None:
        entries = self.window.desk.entries
        newest = next(entry for entry in entries if entry.metadata.number == "Q/ZS 101-2025")
        oldest = next(entry for entry in entries if entry.metadata.number == "Q/ZS 101-2021")
        for name, what in (
            ("library", newest.id),
            ("web", newest.id),
            ("search", "推手 高度"),
            ("compare", (oldest.id, newest.id)),
            ("work", newest.id),
            ("models", None),
            ("diagnostics", None),
            ("settings", None),
        ):
            self.window.show_page(name, what)
            self.rest(2.0)
            self.take(name)
        self.window.show_page("web")
        self.window.others.web.show_half(1)
        self.rest(1.0)
        self.take("numbers")
        self.window.show_page("chat")
        self._open(newest.id)
        self.rest(2.0)
        self.take("reader")
        self.window.reader.close_reader()

    def carrying(self) -> None:
        """A library goes out and is shown to whoever it comes to; where backups and updates are."""
        carrying, folder = self.window.carrying, Path(tempfile.mkdtemp(prefix="zhunsheng-"))
        self.window.show_page("library")
        carrying.packing.export()
        sheet = carrying.packing.sheet
        self.take("export-sheet", sheet)
        sheet.file.setText(str(folder / "library.zslib"))
        sheet.start.click()
        self.wait(lambda: carrying.strip.outcomes and not carrying.is_busy)
        self.take("exported")
        self.window.add_paths([folder / "library.zslib"])
        self.wait(lambda: carrying.taking_in.sheet is not None)
        self.take("import-sheet", carrying.taking_in.sheet)
        carrying.taking_in.sheet.reject()
        carrying.strip.clear()
        shutil.rmtree(folder)
        self.window.show_page("settings")
        self.rest(1.0)
        bar = self.window.others.settings.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.take("settings-backup")

    def _open(self, document_id: str) -> None:
        from app.gui.parts.clause_place import open_document

        open_document(self.window.desk, document_id)

    def over_the_window(self) -> None:
        from app.foundation.messages import tr

        self.window.open_palette()
        self.rest()
        self.take("palette")
        self.window.palette_box.leave()
        told = tr("已从文库移除 {name}。您电脑上的原文件不受影响。", name="Q/ZS 101-2021")
        self.window.desk.do_unless_undone(told, lambda: None, lambda: None)
        self.rest()
        self.take("undo")
        self.window.toasts.finish()

    def problem(self) -> None:
        from app.foundation.errors import WorkspaceBusy
        from app.foundation.messages import tr

        self.window.chat.begin()
        message = tr("工作区 {path} 正被另一个进程（{pid}）写入。", path="workspace", pid=4711)
        hint = tr("请等它完成后再试，或关闭那个程序；查询不受影响。")
        self.window.show_opening_problem(WorkspaceBusy(message, hint))
        self.rest()
        self.take("problem")

    def end(self) -> None:
        self.wait(lambda: not self.window.chat.asking.is_running)
        self.rest(0.6)

    def take(self, name: str, widget: object = None) -> None:
        """The window, or a dialog over it."""
        if not self.only or name in self.only:
            shown = widget or self.window
            shown.grab().save(str(self.out / f"{name}.png"))  # type: ignore[attr-defined]

    def rest(self, seconds: float = 0.4) -> None:
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until)

    def wait(self, is_done: Callable[[], bool], seconds: float = SECONDS) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop, deadline = QEventLoop(), time.monotonic() + seconds
        timer = QTimer()
        timer.timeout.connect(lambda: loop.quit() if is_done() or time.monotonic() > deadline else None)
        timer.start(20)
        loop.exec()
        if not is_done():
            raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
