"""An update that a person has agreed to, and the way back to the version before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import __version__
from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import application_folder
from app.gui.carrying.carrier import Carrier, Task
from app.gui.carrying.outcome import Deed, Outcome
from app.gui.parts.confirm import confirmed
from app.gui.parts.desk import Desk
from app.gui.road.session import Session
from app.security.audit.entry import Kind

if TYPE_CHECKING:
    from app.gui.carrying.update_sheet import UpdateSheet
    from app.installation.updates import Update


class Updating(QObject):
    decided = Signal()
    """The sheet was closed, in whichever way."""
    changed = Signal()
    """Another version starts from now on."""
    restart_asked = Signal()

    def __init__(self, desk: Desk, carrier: Carrier, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._carrier = carrier
        self._window = window
        self.sheet: UpdateSheet | None = None

    def show(self, path: Path, update: Update) -> None:
        """What it is, for a person to agree to."""
        from app.gui.carrying.update_sheet import UpdateSheet

        sheet = UpdateSheet(path.name, update, self._desk.theme, self._window)
        self.sheet = sheet
        sheet.agreed.connect(lambda: self._apply(path))
        sheet.finished.connect(lambda _: self._forget_sheet())
        sheet.open()

    def go_back(self, version: str) -> None:
        """To the ``version`` before, once the person has agreed."""
        if self._carrier.is_free() and self._may_go_back(version):
            self._carrier.strip.clear()
            task = Task(
                "go back", tr("正在换回 {version} 版", version=version), _go_back, self._tell_back, *_not_back()
            )
            self._carrier.start(task)

    def _may_go_back(self, version: str) -> bool:
        return confirmed(
            self._window,
            self._desk.theme,
            title=tr("回到上一版本"),
            text=tr("回到 {version} 版？", version=version),
            consequence=tr(
                "现在的 {now} 版留着，可以再换回来。文库不动；新版本改过格式的文库，旧版本打不开，请先备份。",
                now=__version__,
            ),
            deed=tr("回到 {version} 版", version=version),
        )

    def _apply(self, path: Path) -> None:
        def work(session: Session, progress: Progress) -> Update:
            from app.installation.updates import installed_updater

            update = installed_updater().apply(path, progress)
            session.audit.note(Kind.UPDATE, {"to": update.about.version, "models": list(update.models)})
            return update

        task = Task(
            "update",
            tr("正在用 {file} 升级", file=path.name),
            work,
            self._tell,
            tr("没有升级"),
            tr("升级已停止，仍然是 {version} 版。", version=__version__),
        )
        self._carrier.start(task)

    def _tell(self, update: Update) -> Outcome:
        if update.models:
            self._desk.models_changed.emit()
        if not update.has_application:
            return Outcome(tr("模型已加入。"))
        self.changed.emit()
        text = tr("已升级到 {version} 版，重新打开准绳后起作用。", version=update.about.version)
        hint = tr("{now} 版留着；要换回来，在“设置”的“升级”里。", now=__version__)
        return Outcome(text, hint, deeds=(self._restart,))

    def _tell_back(self, version: str) -> Outcome:
        self.changed.emit()
        return Outcome(tr("已换回 {version} 版，重新打开准绳后起作用。", version=version), deeds=(self._restart,))

    @property
    def _restart(self) -> Deed:
        return tr("现在重新打开"), self.restart_asked.emit

    def _forget_sheet(self) -> None:
        self.sheet = None
        self.decided.emit()


def _go_back(session: Session, progress: Progress) -> str:
    from app.installation.versions import Versions

    versions = Versions.around(application_folder())
    if versions is None:
        raise UserError(tr("这个程序是用系统的安装包装的。"), tr("请用系统的安装工具装回上一版的 .deb。"))
    version = versions.go_back()
    session.audit.note(Kind.UPDATE, {"back_to": version})
    return version


def _not_back() -> tuple[str, str]:
    """That it failed, that it was stopped."""
    return tr("没有换回上一版本"), tr("没有换回，仍然是 {version} 版。", version=__version__)
