"""The library, a part of it, or the whole workspace, written as one signed file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.foundation.files import PARTIAL
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.carrying.carrier import Carrier, Task
from app.gui.carrying.outcome import Deed, Outcome
from app.gui.parts.desk import Desk
from app.gui.parts.save_dialog import ask_new_file, documents_folder, free_name, show_folder_of
from app.gui.parts.sealed_names import LIBRARY, library_kinds
from app.gui.parts.sizes import file_size
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.gui.carrying.export_sheet import ExportSheet
    from app.library.transfer.snapshot import Scope
    from app.workspace.carrying.packing import Packed

Choose = Callable[[Path], Path | None]


@dataclass(frozen=True)
class _Written:
    packed: Packed
    fingerprint: str


class Packing(QObject):
    """``ask_where`` asks for the file of a backup, by the suggested one."""

    backed_up = Signal()

    def __init__(self, desk: Desk, carrier: Carrier, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._carrier = carrier
        self._window = window
        self._folder: Path | None = None
        """Where the last file went."""
        self.ask_where: Choose = self._ask_where
        self.sheet: ExportSheet | None = None

    def export(self, chosen: Collection[str] = ()) -> None:
        """Ask what and where to; ``chosen`` documents are offered where there are some."""
        if self._desk.session is None or not self._carrier.is_free():
            return
        if not self._desk.entries:
            self._desk.say(tr("文库里还没有文件可以导出。"))
            return
        from app.gui.carrying.export_sheet import ExportSheet

        folder = self._folder or documents_folder()
        sheet = ExportSheet(self._desk.entries, frozenset(chosen), folder, self._desk.theme, self._window)
        self.sheet = sheet
        sheet.agreed.connect(lambda: self._pack(sheet.path, sheet.scope, sheet.by, sheet.mark))
        sheet.finished.connect(lambda _: self._forget_sheet())
        sheet.open()

    def back_up(self, folder: Path | None = None) -> None:
        """Ask where to, beginning in the ``folder`` of the last backup."""
        if self._desk.session is None or not self._carrier.is_free():
            return
        day = datetime.now().astimezone().strftime("%Y-%m-%d")
        start = next(
            (each for each in (folder, self._folder) if each is not None and each.is_dir()), documents_folder()
        )
        path = self.ask_where(free_name(start / f"{tr('准绳备份')} {day}{LIBRARY}"))
        if path is not None:
            from app.library.transfer.snapshot import Scope

            self._pack(path, Scope(private=True))

    def _pack(self, path: Path, scope: Scope, by: str | None = None, mark: str | None = None) -> None:
        self._folder = path.parent

        def work(session: Session, progress: Progress) -> _Written:
            from app.workspace.carrying.packing import maker_name

            packed = session.carrying.pack(path, scope, maker_name() if by is None else by, progress, mark)
            return _Written(packed, session.carrying.fingerprint)

        part = tr("写好的部分是 {file}，接着做会用上；不做了可以删去它。", file=path.name + PARTIAL)
        self._carrier.strip.clear()
        if scope.private:
            task = Task(
                "back up",
                tr("正在备份到 {file}", file=path.name),
                work,
                self._tell_backup,
                tr("没有备份"),
                tr("备份已停止。"),
                part,
                tr("接着备份"),
            )
        else:
            task = Task(
                "export library",
                tr("正在导出 {file}", file=path.name),
                work,
                self._tell_export,
                tr("没有导出"),
                tr("导出已停止。"),
                part,
                tr("接着导出"),
            )
        self._carrier.start(task)

    def _tell_backup(self, written: _Written) -> Outcome:
        self.backed_up.emit()
        packed = written.packed
        text = tr("已备份到 {file}，{size}。", file=packed.path.name, size=file_size(packed.size))
        return Outcome(text, _lost(packed), "warning" if packed.without_original else "info", (_shown(packed.path),))

    def _tell_export(self, written: _Written) -> Outcome:
        packed = written.packed
        text = tr(
            "已导出 {file}：{documents} 份文件，{size}。",
            file=packed.path.name,
            documents=packed.about.documents,
            size=file_size(packed.size),
        )
        hint = tr("收件人第一次导入时要核对您的签名指纹，请另行告诉他：{fingerprint}", fingerprint=written.fingerprint)
        copy = (tr("复制指纹"), lambda: QGuiApplication.clipboard().setText(written.fingerprint))
        tone = "warning" if packed.without_original else "info"
        return Outcome(text, "\n".join(filter(None, (_lost(packed), hint))), tone, (copy, _shown(packed.path)))

    def _ask_where(self, suggested: Path) -> Path | None:
        return ask_new_file(self._window, tr("备份"), str(suggested), library_kinds(), LIBRARY)

    def _forget_sheet(self) -> None:
        self.sheet = None


def _shown(path: Path) -> Deed:
    return tr("在文件夹中显示"), lambda: show_folder_of(path)


def _lost(packed: Packed) -> str:
    """Which documents go without their pages."""
    lost = packed.without_original
    if not lost:
        return ""
    return tr("{count} 份文件的原件副本缺失，引用打不开原页：{files}", count=len(lost), files=tr("、").join(lost[:5]))
