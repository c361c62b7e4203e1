"""The list of conversations beside the chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.foundation.messages import tr
from app.gui.conversations.conversation_list import ConversationList
from app.gui.conversations.conversations_model import ConversationsModel
from app.gui.conversations.export_dialog import ExportDialog
from app.gui.conversations.grouping import ConversationRow, HitRow, found_rows, grouped
from app.gui.conversations.keeping import Keeping
from app.gui.conversations.row_actions import RowActions, Step
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.printing import print_conversation
from app.gui.parts.search_field import search_field
from app.gui.parts.widgets import ElidedLabel, Notice, button, row, text_label, tool
from app.gui.style.icons import icon
from app.library.conversation_rows import Conversation
from app.library.conversation_texts import ConversationHit

TYPING_MS = 180
"""A search waits until a person has stopped typing for so long."""
SMALLEST = 220


class ConversationsPane(QFrame):
    """Lists, searches, renames, pins, moves, archives, deletes and exports. It opens nothing itself."""

    opened = Signal(str, int)
    """A conversation to open, and the ordinal of its turn to show, or -1."""
    new_asked = Signal()
    removed = Signal(str)
    """A conversation is out of sight: whoever shows it lets go of it. ``opened`` follows when that is undone."""
    renamed = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("conversations")
        self.setMinimumWidth(SMALLEST)
        self._desk = desk
        self._conversations: Sequence[Conversation] = ()
        self._current: str | None = None
        self._last_removed: str | None = None
        self._restored: str | None = None
        """To stand on once it is in the list again."""
        self.keeping = Keeping(desk, self)
        self.model = ConversationsModel(self)
        self.view = ConversationList(self.model, desk.theme)
        self.new = button(tr("新对话"), "newConversation", self.new_asked.emit)
        self.new.setIcon(icon("message-square-plus", desk.theme, desk.theme.colours.accent))
        self.new.setToolTip(tr("新对话（Ctrl+N）"))
        self.search = search_field(tr("搜索全部对话"), desk.theme)
        self.search.setToolTip(tr("搜索标题、问题和回答（Ctrl+Shift+F）"))
        self.search.installEventFilter(self)
        self.archive = button(tr("已归档"), "link")
        self.archive.setCheckable(True)
        self.archive.hide()
        self.empty = text_label(name="muted", wraps=True)
        self.problem = Notice("", tone="danger")
        self.problem.add_action(button(tr("重试"), "", self.refresh))
        self.writing = ElidedLabel("small")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._pages = QStackedWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self.actions_of_row = RowActions(self, self.view, self.keeping, self._steps())
        self.more = tool("ellipsis", tr("对这个对话的操作"), desk.theme, self._show_menu)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list, or the hits of what is searched for, anew."""
        query = self.search.text().strip()
        if query:
            self.keeping.search(query)
        else:
            self.keeping.read()

    def select(self, conversation_id: str | None) -> None:
        """Show which conversation is open; None for a new one. The list is read anew: a turn may have come to it."""
        self._current = conversation_id
        self._show_current()
        if conversation_id is not None and not self.search.text().strip():
            self.refresh()

    def export(self, conversation_id: str, turn: int = -1) -> None:
        """Ask how and where to, and write it; ``turn`` counts from 0, -1 takes all."""
        title = next((each.title for each in self._conversations if each.id == conversation_id), tr("对话"))
        desk = self._desk
        dialog = ExportDialog(title, None if turn < 0 else turn, desk.citation_form, desk.theme, self)
        dialog.accepted.connect(lambda: self.keeping.export(conversation_id, dialog.path, dialog.style_chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the search to its hits, Esc clears it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        sizes = self._desk.theme.sizes
        none = QWidget()
        inside = QVBoxLayout(none)
        inside.setContentsMargins(sizes.gap, sizes.wide, sizes.gap, 0)
        inside.addWidget(self.problem)
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self.problem.hide()
        self._pages.addWidget(self.view)
        self._pages.addWidget(none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.gap, sizes.pad, sizes.gap, sizes.gap)
        layout.setSpacing(sizes.gap)
        layout.addWidget(self.new)
        layout.addWidget(self.search)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.writing)
        layout.addWidget(self._busy)
        layout.addLayout(row(self.archive, None, self.more))
        self._show_writing("")

    def _connect(self) -> None:
        self.view.activated.connect(self._open)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_what_can_be_done())
        self.model.modelReset.connect(self._show_what_can_be_done)
        self.view.clicked.connect(self._open)
        self.view.menu_asked.connect(self.actions_of_row.pop_up)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self._typing.timeout.connect(self.refresh)
        self.archive.toggled.connect(lambda _: self._show_list())
        self.view.itemDelegate().closeEditor.connect(lambda *_: self._typing.start())
        self.model.renamed.connect(self.keeping.rename)
        self.keeping.listed.connect(self._take_list)
        self.keeping.found.connect(self._show_hits)
        self.keeping.failed.connect(self._show_problem)
        self.keeping.changed.connect(self.refresh)
        self.keeping.renamed.connect(self.renamed)
        self.keeping.removed.connect(self._let_go)
        self.keeping.taken_back.connect(self._take_back)
        self.keeping.exporting.connect(self._show_writing)
        self._desk.opened.connect(self.refresh)
        self._show_what_can_be_done()
        if self._desk.session is not None:
            self.refresh()

    def begin_search(self) -> None:
        """Begin to write what to search for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _enter_list(self) -> None:
        if not self.view.currentIndex().isValid() and self.model.rowCount() > 1:
            self.view.setCurrentIndex(self.model.index(1))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, index: QModelIndex) -> None:
        standing = self.model.row(index)
        if isinstance(standing, ConversationRow | HitRow):
            turn = standing.hit.turn if isinstance(standing, HitRow) else None
            self.opened.emit(standing.conversation.id, -1 if turn is None else turn)

    def _show_menu(self) -> None:
        self.actions_of_row.pop_up(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _steps(self) -> tuple[Step, ...]:
        """What the list leaves to others, with its keys."""
        return (
            Step(tr("导出对话…"), "Ctrl+Shift+S", lambda each: self.export(each.id)),
            Step(tr("打印对话…"), "Ctrl+P", lambda each: print_conversation(self._desk, self, each.id)),
        )

    def _take_list(self, conversations: Sequence[Conversation]) -> None:
        self._conversations = conversations
        self._show_list()

    def _show_list(self) -> None:
        if self.search.text().strip() or self.view.is_renaming:
            return
        archived = sum(each.is_archived for each in self._conversations)
        self.archive.setVisible(archived > 0)
        shows = self.archive.isChecked()
        self.archive.setText(tr("收起已归档") if shows else tr("已归档（{count}）", count=archived))
        self.view.show_rows(grouped(self._conversations, datetime.now().astimezone(), with_archive=shows))
        self._show_rows(tr("还没有对话。提一个问题，对话就会列在这里。"))

    def _show_hits(self, query: str, hits: Sequence[ConversationHit]) -> None:
        if query != self.search.text().strip():
            return
        self.archive.hide()
        self.view.show_rows(found_rows(hits, datetime.now().astimezone()))
        self._show_rows(tr("没有对话里有“{query}”。请换一个词，或清空搜索。", query=query))

    def _show_rows(self, otherwise: str) -> None:
        self.problem.hide()
        self.empty.setText(otherwise)
        self.empty.show()
        self._pages.setCurrentIndex(0 if self.model.rows else 1)
        restored, self._restored = self._restored, None
        index = self.model.place(restored) if restored is not None else QModelIndex()
        self._show_current()
        if index.isValid():
            self.view.setCurrentIndex(index)

    def _show_problem(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        self.problem.tell(tr("没有读出对话列表：{cause}", cause=message), hint)
        self.problem.show()
        self.empty.hide()
        self._pages.setCurrentIndex(1)

    def _show_current(self) -> None:
        self.model.mark_open(self._current)
        chosen = self.view.chosen()
        if self._current is not None and chosen is not None and chosen.id == self._current:
            return
        index = self.model.place(self._current) if self._current else QModelIndex()
        if index.isValid():
            self.view.setCurrentIndex(index)
        elif not self.view.hasFocus():
            self.view.setCurrentIndex(QModelIndex())

    def _show_what_can_be_done(self) -> None:
        self.more.setEnabled(self.view.chosen() is not None)
        self.actions_of_row.show_what_can_be_done()

    def _show_writing(self, name: str) -> None:
        self.writing.setText(tr("正在导出 {name}…", name=name) if name else "")
        self.writing.setVisible(bool(name))
        self._busy.setVisible(bool(name))

    def _let_go(self, conversation_id: str) -> None:
        self._last_removed = conversation_id if conversation_id == self._current else None
        if conversation_id == self._current:
            self._current = None
        self.removed.emit(conversation_id)

    def _take_back(self, conversation_id: str) -> None:
        self._restored = conversation_id
        if conversation_id == self._last_removed and self._current is None:
            self.opened.emit(conversation_id, -1)
