"""The side list: searches kept under a name, and the last ones made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QInputDialog, QListWidget, QListWidgetItem, QMenu, QVBoxLayout

from app.domain.where import SearchRequest
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import one_line, tip_text
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session
from app.gui.search.request_text import filters_text
from app.library.saved_searches import SavedSearch

LONGEST = 30
"""Characters of a query."""


class SavedList(QFrame):
    run_asked = Signal(object)
    """The SearchRequest that shall be made again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("searchSide")
        self._desk = desk
        self._hidden: set[int] = set()
        """Saved searches whose deletion can still be undone."""
        self.saved = self._list(tr("保存的检索"))
        self.recent = self._list(tr("最近的检索"))
        self.no_saved = text_label(tr("还没有。检索后点“保存检索”。"), "small", wraps=True)
        self.clear = button(tr("清除"), "link", self._clear)
        self.rename_action = self._action(tr("重命名检索…"), "F2", self._ask_name)
        self.delete_action = self._action(tr("删除检索"), "Delete", self.delete_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, desk.theme.sizes.gap, 0)
        layout.addWidget(text_label(tr("保存的检索"), "muted"))
        layout.addWidget(self.no_saved)
        layout.addWidget(self.saved, 1)
        layout.addLayout(row(text_label(tr("最近的检索"), "muted"), None, self.clear))
        layout.addWidget(self.recent, 1)
        self.saved.customContextMenuRequested.connect(self._pop_up)
        self.saved.currentRowChanged.connect(self._show_what_can_be_done)
        self._show_what_can_be_done()

    def refresh(self) -> None:
        def work(session: Session, progress: Progress) -> tuple[list[SavedSearch], list[SearchRequest]]:
            return session.saved_searches.saved(), session.saved_searches.recent()

        self._desk.run("saved searches", work, lambda found: self._show(*found))

    def keep(self, name: str, request: SearchRequest) -> None:
        hidden = frozenset(self._hidden)

        def deed(session: Session) -> None:
            session.saved_searches.make_way(name, hidden)
            session.saved_searches.save(name, request)

        self._write(deed)

    def note(self, request: SearchRequest) -> None:
        """Remembered among the last ones; a workspace that another window writes to remembers nothing."""

        def work(session: Session, progress: Progress) -> None:
            session.saved_searches.note(request)

        self._desk.run("note search", work, lambda _: self.refresh(), lambda _: None, quick=True)

    def rename(self, search: SavedSearch, name: str) -> None:
        hidden = frozenset(self._hidden)

        def deed(session: Session) -> None:
            session.saved_searches.make_way(name, hidden)
            session.saved_searches.rename(search.id, name)

        self._write(deed)

    def delete_current(self) -> None:
        search = self._current()
        if search is None:
            return
        self._hidden.add(search.id)
        self.refresh()
        self._desk.do_unless_undone(
            tr("已删除检索“{name}”。", name=search.name), lambda: self._delete(search), lambda: self._bring_back(search)
        )

    def _delete(self, search: SavedSearch) -> None:
        self._write(lambda session: session.saved_searches.delete(search.id))

    def _bring_back(self, search: SavedSearch) -> None:
        self._hidden.discard(search.id)
        self.refresh()

    def _clear(self) -> None:
        self._write(lambda session: session.saved_searches.forget_recent())

    def _write(self, deed: Callable[[Session], object]) -> None:
        def work(session: Session, progress: Progress) -> None:
            deed(session)

        self._desk.run("saved searches", work, lambda _: self.refresh(), quick=True)

    def _show(self, saved: list[SavedSearch], recent: list[SearchRequest]) -> None:
        self.saved.clear()
        for search in saved:
            if search.id not in self._hidden:
                self._add(self.saved, search.name, search.request, search)
        self.recent.clear()
        for request in recent:
            filters = filters_text(request, self._desk)
            name = tr("{query}（{filters}）", query=request.query, filters=filters) if filters else request.query
            self._add(self.recent, name, request, request)
        self.no_saved.setVisible(self.saved.count() == 0)
        self.saved.setVisible(self.saved.count() > 0)
        self.clear.setEnabled(bool(recent))

    def _add(self, to: QListWidget, name: str, request: SearchRequest, value: object) -> None:
        item = QListWidgetItem(one_line(name, LONGEST))
        lines = (request.query, filters_text(request, self._desk))
        item.setToolTip(tip_text("\n".join(line for line in lines if line)))
        item.setData(Qt.ItemDataRole.UserRole, value)
        to.addItem(item)

    def _current(self) -> SavedSearch | None:
        index = self.saved.currentIndex()
        value = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return value if isinstance(value, SavedSearch) else None

    def _show_what_can_be_done(self) -> None:
        for action in (self.rename_action, self.delete_action):
            action.setEnabled(self._current() is not None)

    def _run(self, item: QListWidgetItem) -> None:
        value = item.data(Qt.ItemDataRole.UserRole)
        self.run_asked.emit(value.request if isinstance(value, SavedSearch) else value)

    def _ask_name(self) -> None:
        search = self._current()
        if search is None:
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("重命名检索"))
        dialog.setLabelText(tr("检索的名称"))
        dialog.setTextValue(search.name)
        dialog.textValueSelected.connect(lambda name: self.rename(search, name))
        dialog.open()

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setObjectName("contents")
        made.setAccessibleName(name)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.itemActivated.connect(self._run)
        made.itemClicked.connect(self._run)
        return made

    def _action(self, text: str, keys: str, deed: Callable[[], None]) -> QAction:
        action = QAction(text, self.saved)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: deed())
        self.saved.addAction(action)
        return action

    def _pop_up(self, where: QPoint) -> None:
        if self._current() is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self.rename_action, self.delete_action])
            menu.popup(self.saved.viewport().mapToGlobal(where))
