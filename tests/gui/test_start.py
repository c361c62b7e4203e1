"""What keeps the window from opening is told on the screen: who double-clicks sees no terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.foundation.errors import EnvironmentFault, UserError, WorkspaceBusy
from app.gui import start
from app.gui.application import Application
from app.gui.shell import start_problem
from app.gui.shell.instance import InstanceServer
from app.gui.shell.start_problem import problem_box
from app.gui.style.theme import Theme
from app.runtime import hardware
from app.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture(autouse=True)
def _same_application(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "make_application", lambda language: QApplication.instance())
    monkeypatch.setattr(start_problem, "WITHOUT_SCREEN", ())


def seen_and_closed() -> list[str]:
    """What boxes show, as soon as an event loop turns."""
    told: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.extend((box.windowTitle(), box.text(), box.informativeText()))
            box.buttons()[0].click()

    QTimer.singleShot(50, look)
    return told


@pytest.mark.parametrize(
    "error",
    [WorkspaceBusy("已经打开的窗口没有接收这些文件。", "请等它空下来再试。"), UserError("文件太多。", "请拖文件夹。")],
)
def test_files_that_cannot_be_handed_over_are_told_in_a_box_and_in_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: WorkspaceBusy | UserError
) -> None:
    def refuse(root: Path, files: object) -> bool:
        raise error

    monkeypatch.setattr(start, "hand_over", refuse)
    told = seen_and_closed()
    with pytest.raises(type(error)):
        start.run(tmp_path / "工作区", [tmp_path / "标准.pdf"], "zh")
    assert told == ["准绳没有打开", error.message, error.hint]


def test_a_processor_that_is_too_old_is_told_in_a_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "is_x86", lambda: True)
    monkeypatch.setattr(hardware, "cpu_features", lambda: frozenset({"sse2"}))
    told = seen_and_closed()
    with pytest.raises(EnvironmentFault):
        start.run(tmp_path / "工作区", (), "zh")
    assert "SSE4.2" in told[1]
    assert not (tmp_path / "工作区").exists()


def test_a_defect_before_the_window_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(start, "load_window_state", broken)
    told = seen_and_closed()
    with pytest.raises(OSError, match="no space"):
        start.run(tmp_path / "工作区", (), "zh")
    assert "no space left on device" in told[1]
    assert told[2]


def test_a_window_that_fails_over_its_files_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Application] = []
    listening: list[InstanceServer] = []

    class Remembered(Application):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            opened.append(self)

    class Listening(InstanceServer):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            listening.append(self)

    def broken(self: Application, paths: object) -> None:
        QApplication.processEvents()
        raise OSError("too many files")

    monkeypatch.setattr(start, "Application", Remembered)
    monkeypatch.setattr(start, "InstanceServer", Listening)
    monkeypatch.setattr(Application, "add_paths", broken)
    told: list[BaseException] = []
    monkeypatch.setattr(start, "show_start_problem", lambda error, theme: told.append(error))
    with pytest.raises(OSError, match="too many"):
        start.run(tmp_path / "工作区", [tmp_path / "标准.pdf"], "zh")
    assert len(told) == 1
    assert opened[0].window.isHidden()
    assert not listening[0].is_listening
    with Workspace.open(tmp_path / "工作区", writing=True):  # nobody holds its lock
        opened[0].window.deleteLater()


ERASING = """
import sys
from pathlib import Path
from app.gui import start
from app.gui.application import Application

told = []


class Asked(Application):
    def __init__(self, *given):
        super().__init__(*given)
        self.window.listed.connect(self.window.erase_asked)


start.Application = Asked
start.show_start_problem = lambda error, theme, title: told.append(str(error))
code = start.run(Path(sys.argv[1]), (), "zh")
print(told)
sys.exit(code)
"""


@pytest.mark.parametrize("own", [[], ["mine.txt"]])
def test_everything_is_erased_after_the_window_has_closed(tmp_path: Path, own: list[str]) -> None:
    root = tmp_path / "work"
    with Workspace.open(root, writing=True):
        pass
    for name in own:
        (root / name).write_text("x")
    done = subprocess.run(
        [sys.executable, "-c", ERASING, root],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.getcwd()},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in root.iterdir()) == sorted([*own, "audit"])
    assert ("mine.txt" in done.stdout) == bool(own)


def test_nobody_waits_where_nobody_sees(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_problem, "WITHOUT_SCREEN", ("offscreen",))
    start_problem.show_start_problem(UserError("文件太多。"), theme)


def test_the_box_reads_without_a_hint(qtbot: QtBot, theme: Theme) -> None:
    box = problem_box(UserError("文件太多。"), theme)
    qtbot.addWidget(box)
    assert (box.text(), box.informativeText()) == ("文件太多。", "")
    assert [button.text() for button in box.buttons()] == ["关闭"]
