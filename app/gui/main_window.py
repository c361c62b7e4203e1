"""The window: puts the pages together and passes between them. What each page does is in its own file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.chat.chat_page import ChatPage
from app.gui.library.documents_model import DocumentsModel
from app.gui.library.documents_page import DocumentsPage
from app.gui.library.import_panel import ImportPanel
from app.gui.library.importing import Importing
from app.gui.library.library_list import LibraryList
from app.gui.library.unlocking import Unlocking
from app.gui.parts.place import Place
from app.gui.reader.page_loader import PageLoader
from app.gui.reader.viewer import Viewer
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session
from app.gui.shell.drop import DropOverlay, dropped_paths
from app.gui.shell.rail import Rail
from app.gui.shell.status_strip import StatusStrip
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.library.catalogue import Entry

SMALLEST = (900, 560)
USUAL = (1280, 800)
CHAT, DOCUMENTS = 0, 1


class MainWindow(QWidget):
    """Can be painted before there is a session; ``use_session`` makes it work."""

    painted = Signal()
    """Once, after the first paint."""
    listed = Signal()
    """The list of documents is on the screen."""
    retry_asked = Signal()
    """The workspace is to be opened once more."""

    def __init__(self, road: JobRoad, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(tr("准绳"))
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._session: Session | None = None
        self._road = road
        self._is_painted = False
        self.documents = DocumentsModel(theme, self)
        self.library = LibraryList(road, self)
        self.importing = Importing(road, self)
        self.chat = ChatPage(road, theme)
        self.documents_page = DocumentsPage(self.documents, theme)
        self.viewer = Viewer(theme, self.documents.pages_of)
        self.imports = ImportPanel(self.importing, theme)
        self.unlocking = Unlocking(self.importing, lambda: self._session, theme, self)
        self.status = StatusStrip()
        self.rail = Rail((("message-square-text", tr("问答")), ("library", tr("文件"))), theme)
        self.pages = QStackedWidget()
        self.overlay = DropOverlay(theme, self)
        self._lay_out(theme)
        self._connect()
        self._add_shortcuts()
        self._take_size()
        self.chat.question.edit.setFocus()

    def use_session(self, session: Session, *, chat_model_installed: bool) -> None:
        """The workspace is open: everything may be used now."""
        self._session = session
        self.viewer.use_loader(PageLoader(self._road, session))
        self.chat.use_session(session, chat_model_installed=chat_model_installed)
        self.library.use_session(session)
        self.importing.resume(session)

    def show_opening_problem(self, error: BaseException) -> None:
        self.chat.welcome.show_problem(tr("没有打开工作区"), error)
        self.status.show_problem(tr("工作区没有打开"))

    def add_paths(self, paths: Sequence[Path]) -> None:
        if self._session is not None and paths:
            self.importing.add(self._session, paths)

    def open_places(self, places: Sequence[Place], index: int) -> None:
        if self.viewer.isHidden():
            self.viewer.show()
            wide = self._splitter.width()
            self._splitter.setSizes([wide - wide // 2, wide // 2])
        self.viewer.open(places, index)

    def show_page(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        self.rail.choose(index)

    def choose_files(self) -> None:
        """Let the person pick files, for those who do not drag."""
        from app.ingest.detection import readable_suffixes  # the readers are not needed to show the window

        patterns = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        kinds = tr("文件 ({patterns})", patterns=patterns)
        names, _ = QFileDialog.getOpenFileNames(self, tr("添加文件"), "", f"{kinds};;{tr('所有文件 (*)')}")
        self.add_paths([Path(name) for name in names])

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("添加文件夹"))
        if name:
            self.add_paths([Path(name)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.overlay.cover(len(paths), is_ready=self._session is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.hide()
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.add_paths(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overlay.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self._road.post(self.painted.emit)

    def _show_entries(self, entries: Sequence[Entry]) -> None:
        self.documents.show(entries)
        count, clauses = len(entries), self.documents.clause_count
        self.status.show_library(count, clauses)
        if count:
            self.chat.welcome.show_ready(count, clauses)
        else:
            self.chat.welcome.show_empty()
        self.listed.emit()

    def _show_listing_problem(self, error: BaseException) -> None:
        title = tr("没有读出文件列表")
        self.chat.welcome.show_problem(title, error)
        self.status.show_problem(title)

    def _stop(self) -> None:
        self.chat.stop()

    def _focus_question(self) -> None:
        self.show_page(CHAT)
        self.chat.question.focus()

    def _lay_out(self, theme: Theme) -> None:
        self.pages.addWidget(self.chat)
        self.pages.addWidget(self.documents_page)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.pages)
        self._splitter.addWidget(self.viewer)
        self.pages.setMinimumWidth(theme.sizes.smallest_page)
        self.viewer.setMinimumWidth(theme.sizes.smallest_viewer)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._splitter, 1)
        right.addWidget(self.imports)
        right.addWidget(self.status)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        for page in (self.chat, self.documents_page):
            page.add_files_asked.connect(self.choose_files)
            page.add_folder_asked.connect(self.choose_folder)
            page.place_opened.connect(self.open_places)
        self.chat.welcome.retry_asked.connect(self._retry)
        self.documents_page.remove_asked.connect(self.library.remove)
        self.library.listed.connect(self._show_entries)
        self.library.listing_failed.connect(self._show_listing_problem)
        self.library.removed.connect(self.viewer.forget)
        self.library.removing_failed.connect(self.documents_page.show_removing_problem)
        self.imports.password_asked.connect(self.unlocking.ask)
        self.imports.library_changed.connect(self.library.refresh)
        self.importing.embed_progressed.connect(self.status.show_embedding)
        self.importing.embed_finished.connect(lambda _: self.status.show_embedded())
        self.importing.embed_failed.connect(self.status.show_embedding_problem)

    def _retry(self) -> None:
        """An open workspace is held by us and is not opened again: only its list is wanting."""
        self.chat.welcome.show_opening()
        if self._session is None:
            self.retry_asked.emit()
        else:
            self.library.refresh()

    def _add_shortcuts(self) -> None:
        for keys, action in (
            ("Ctrl+O", self.choose_files),
            ("Ctrl+L", self._focus_question),
            ("Esc", self._stop),
            ("Ctrl+1", lambda: self.show_page(CHAT)),
            ("Ctrl+2", lambda: self.show_page(DOCUMENTS)),
        ):
            QShortcut(QKeySequence(keys), self, action)

    def _take_size(self) -> None:
        screen = self.screen().availableGeometry()
        self.resize(min(USUAL[0], screen.width()), min(USUAL[1], screen.height()))
