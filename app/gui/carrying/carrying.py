"""Everything that goes out and comes in as one signed file, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.carrying.carrier import Carrier, Task
from app.gui.carrying.outcome import Outcome
from app.gui.carrying.packing import Packing
from app.gui.carrying.taking_in import TakingIn
from app.gui.carrying.updating import Updating
from app.gui.parts.desk import Desk
from app.gui.parts.sealed_names import UPDATE, library_kinds, moment
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.workspace.carrying.about import LibraryFile

Choose = Callable[[str, str], Path | None]


class Carrying(QObject):
    """``strip`` belongs at the window's foot. ``ask_which`` asks for a file that is there, by the title of the
    dialog and the kinds that it shows."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.carrier = Carrier(desk, self)
        self.strip = self.carrier.strip
        self.packing = Packing(desk, self.carrier, window)
        self.updating = Updating(desk, self.carrier, window)
        self.taking_in = TakingIn(desk, self.carrier, self.updating, window)
        self.ask_which: Choose = self._ask_which

    @property
    def is_busy(self) -> bool:
        """Whether another window in place of this one would break something off."""
        return self.carrier.is_busy

    def take(self, paths: Sequence[Path]) -> None:
        """Show what signed files are, and take them in when the person agrees."""
        if paths and self._desk.session is not None:
            self.taking_in.take(paths)

    def choose_library(self) -> None:
        self._choose(tr("导入文库包"), library_kinds())

    def choose_backup(self) -> None:
        self._choose(tr("由备份恢复"), library_kinds())

    def choose_update(self) -> None:
        self._choose(tr("选择升级包"), tr("升级包 (*{ending})", ending=UPDATE))

    def choose_to_verify(self) -> None:
        """Read all of a backup or a library and compare every hash; nothing is taken in."""
        if self._desk.session is None or not self.carrier.is_free():
            return
        path = self.ask_which(tr("核对备份"), library_kinds())
        if path is not None:
            self.strip.clear()
            self._verify(path)

    def _verify(self, path: Path) -> None:
        def work(session: Session, progress: Progress) -> LibraryFile:
            return session.carrying.verify(path, progress)

        def done(found: LibraryFile) -> Outcome:
            text = tr("{file} 完好：{documents} 份文件，逐个核对过。", file=path.name, documents=found.about.documents)
            if not found.is_trusted:
                return Outcome(text, tr("签名还没有确认过；恢复或导入时要核对指纹。"), "warning")
            made = moment(found.made)
            return Outcome(
                text, tr("{by}做于 {made}。", by=found.by, made=made) if found.by else tr("做于 {made}。", made=made)
            )

        task = Task(
            "verify",
            tr("正在核对 {file}", file=path.name),
            work,
            done,
            tr("没有核对完"),
            tr("已停止核对 {file}。", file=path.name),
        )
        self.carrier.start(task)

    def _choose(self, title: str, kinds: str) -> None:
        path = self.ask_which(title, kinds)
        if path is not None:
            self.take([path])

    def _ask_which(self, title: str, kinds: str) -> Path | None:
        every = tr("所有文件 (*)")
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(Path.home()), f"{kinds};;{every}")
        return Path(name) if name else None
