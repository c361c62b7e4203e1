"""Reports on their way into files: the menu of formats, the question where to, and the writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.assistant.export.report import Report
from app.domain.evidence import Source
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.save_dialog import ask_new_file, file_name, show_folder_of
from app.gui.parts.widgets import tool
from app.gui.road.session import Session
from app.gui.style.theme import Theme

Choose = Callable[[str, str], Path | None]
"""Asks where to save, by the suggested name and its ending; None for nowhere."""


def save_tool(theme: Theme, *actions: QAction) -> QToolButton:
    """A button with one action a format."""
    made = tool("download", tr("存为文件"), theme, lambda: None)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(made)
    menu.addActions(list(actions))
    made.setMenu(menu)
    return made


def ask_where(parent: QWidget, title: str, kind: str, suggested: str, ending: str) -> Path | None:
    """``kind`` is what the file is called in the dialog. A file that exists is refused later: none is overwritten."""
    return ask_new_file(parent, title, suggested, f"{kind} (*{ending})", ending)


def save_report(desk: Desk, report: Report, sources: Iterable[Source], ending: str, choose: Choose) -> None:
    """Ask where, then write in a job and tell the outcome in passing."""
    path = choose(file_name(report.title, tr("表格")) + ending, ending)
    if path is None:
        return
    target, about = path, tuple(sources)

    def work(session: Session, progress: Progress) -> Path:
        return session.text_work.save(report, about, target).path

    def done(written: Path) -> None:
        text = tr("已存为 {name}。", name=written.name)
        desk.say(text, tr("打开文件夹"), lambda: show_folder_of(written))

    desk.run("save_report", work, done)
