"""Which version runs, how it is updated without a network, and the way back to the one before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from app import __version__
from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.section import Section


@dataclass(frozen=True)
class Installed:
    """``current`` is what starts the next time, ``previous`` what it can be changed back to; "" where the system's own
    tools install the program, or nobody does. ``problem``: why no update can be judged here, and what to do."""

    current: str = ""
    previous: str = ""
    problem: str = ""


class UpdateSection(Section):
    update_asked = Signal()
    back_asked = Signal(str)
    """The version to go back to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("升级"))
        self._desk = desk
        self._previous = ""
        self.version = text_label(tr("现在是 {version} 版", version=__version__), "strong", wraps=True)
        self.told = text_label("", "muted", wraps=True)
        self.update_button = button(tr("用升级包升级…"), "", self.update_asked.emit)
        self.back = button(tr("回到上一版本…"), "", self._go_back)
        self.update_action = QAction(tr("用升级包升级…"), self)
        self.update_action.triggered.connect(self.update_asked)
        self.back_action = QAction(tr("回到上一版本…"), self)
        self.back_action.triggered.connect(self._go_back)
        self.addActions([self.update_action, self.back_action])
        first = row(self.version, self.back, self.update_button)
        first.setStretch(0, 1)
        self.add_layout(first)
        self.add_layout(row(self.told))
        self.show_installed(Installed(problem=tr("正在查看…")))

    def refresh(self) -> None:
        """Look anew how the program is installed."""
        self._desk.run("installed versions", _installed, self.show_installed)

    def show_installed(self, installed: Installed) -> None:
        self._previous = installed.previous
        self.update_button.setVisible(not installed.problem)
        self.update_action.setEnabled(not installed.problem)
        self.back.setVisible(bool(installed.previous))
        self.back.setText(tr("回到 {version} 版…", version=installed.previous))
        self.back_action.setEnabled(bool(installed.previous))
        self.told.setText(_told(installed))

    def _go_back(self) -> None:
        if self._previous:
            self.back_asked.emit(self._previous)


def _told(installed: Installed) -> str:
    if installed.problem:
        return installed.problem
    if not installed.current:
        return tr(
            "程序由系统的安装包（.deb 等）安装：新版本和旧版本都用系统的安装工具装；升级包里的模型可以在这里加入。"
        )
    if installed.current != __version__:
        return tr("下次打开时是 {version} 版。", version=installed.current)
    return tr("升级包从 U 盘拷来即可，也可以直接拖进窗口；先核对发布者的签名，现在的版本会留着。")


def _installed(session: Session, progress: Progress) -> Installed:
    from app.installation.updates import installed_updater

    try:
        versions = installed_updater().versions
    except EnvironmentFault as error:
        return Installed(problem=f"{error.message} {error.hint}")
    return Installed() if versions is None else Installed(versions.current, versions.previous or "")
