"""Everything that brings files into the library, put together: dropped ones, chosen ones, those of watched folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.foundation.messages import tr
from app.foundation.paths import samples_folder
from app.gui.library.collection_dialog import collections_of
from app.gui.library.import_panel import ImportPanel
from app.gui.library.import_run import AddSummary, Unfinished
from app.gui.library.importing import Importing
from app.gui.library.unlocking import Unlocking
from app.gui.library.watch_dialog import WatchDialog
from app.gui.library.watcher import Watcher
from app.gui.parts.desk import Desk
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.workspace.adding import Queued

LONG_MS = 10_000
"""What takes longer is worth telling a person who has turned to something else."""


class BringingIn(QObject):
    """``panel`` belongs at the window's foot. ``importing`` tells how far it is."""

    long_work_done = Signal(str)
    chosen = Signal(object)
    """Paths that a person has picked: files to add, or signed ones that are none."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._since = QElapsedTimer()
        self.folder = ""
        """Where files were picked last; "" stands for the person's own folder."""
        self.importing = Importing(desk.road, self)
        self.panel = ImportPanel(self.importing, desk.theme)
        self.unlocking = Unlocking(self.importing, lambda: desk.session, desk.theme, window)
        self.watcher = Watcher(desk, self.importing, self)
        self.panel.password_asked.connect(self.unlocking.ask)
        self.panel.library_changed.connect(desk.library_changed)
        self.importing.add_started.connect(lambda _: self._since.start())
        self.importing.add_finished.connect(self._tell)
        self.importing.waiting_already.connect(self._tell_waiting)
        desk.vectors_wanted.connect(self._embed)
        desk.listed.connect(lambda: self.panel.offer_collections(collections_of(desk.entries)))

    def resume(self, session: Session, left: Unfinished | None = None) -> None:
        """Finish what an earlier run was stopped over, or what another window has ``left``."""
        self._desk.run("clear leftovers", lambda session, _: session.clear_leftovers(), lambda _: None, writes=True)
        if left is None:
            self.importing.resume(session)
        else:
            self.importing.take_over(session, left)

    def add(self, paths: Sequence[Path]) -> None:
        if self._desk.session is not None and paths:
            self.importing.add(self._desk.session, paths)

    def add_samples(self) -> None:
        self.add([samples_folder()])

    def reread(self, document_ids: Sequence[str], recognise: bool) -> None:
        """Read documents once more from their copies, all pages by text recognition if ``recognise``."""
        if self._desk.session is not None:
            self.importing.reread(self._desk.session, document_ids, recognise=recognise)

    def choose_files(self) -> None:
        """Let the person pick files, for those who do not drag."""
        from app.ingest.detection import readable_suffixes  # the readers are not needed to show the window

        patterns = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        kinds = tr("文件 ({patterns})", patterns=patterns)
        names, _ = QFileDialog.getOpenFileNames(
            self._window, tr("添加文件"), self._begin_in(), f"{kinds};;{tr('所有文件 (*)')}"
        )
        self._note_folder(names)
        self.chosen.emit([Path(name) for name in names])

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, tr("添加文件夹"), self._begin_in())
        if name:
            self._note_folder([name])
            self.add([Path(name)])

    def _begin_in(self) -> str:
        return self.folder if self.folder and Path(self.folder).is_dir() else str(Path.home())

    def _note_folder(self, names: Sequence[str]) -> None:
        if names:
            self.folder = str(Path(names[0]).parent)

    def show_watched(self) -> None:
        WatchDialog(self._desk, self.watcher, self._window).open()

    def _embed(self) -> None:
        if self._desk.session is not None and not self.importing.is_adding:
            self.importing.embed(self._desk.session)

    def _tell_waiting(self, queued: Queued) -> None:
        others = queued.files - queued.waiting_before
        if others:
            told = tr(
                "{count} 个文件已在等待添加，另外 {others} 个排在后面。", count=queued.waiting_before, others=others
            )
        else:
            told = tr("这 {count} 个文件已在等待添加，轮到时就读。", count=queued.waiting_before)
        self._desk.say(told)

    def _tell(self, summary: AddSummary) -> None:
        if self._since.isValid() and self._since.elapsed() > LONG_MS and not summary.was_cancelled:
            good = summary.finished - summary.failed
            self.long_work_done.emit(
                tr("添加完毕：{good} 个文件可用，{failed} 个未能添加。", good=good, failed=summary.failed)
            )
