"""The window: puts the pages together and passes between them. What each page does is in its own room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.answer import Answer
from app.foundation.jobs import ProgressEvent
from app.foundation.messages import tr
from app.foundation.settings import Settings
from app.gui.chat.chat_page import ChatAsItStands, ChatPage
from app.gui.conversations.conversations_pane import ConversationsPane
from app.gui.parts.clause_place import open_document
from app.gui.parts.desk import CHAT, LIBRARY, SETTINGS, Desk
from app.gui.parts.place import Place
from app.gui.parts.sealed_names import is_sealed
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session
from app.gui.shell.drop import DropOverlay, dropped_paths
from app.gui.shell.first_run import FirstRun
from app.gui.shell.pages import WindowPage, rail_items
from app.gui.shell.palette import Command, Palette, commands_of
from app.gui.shell.shortcuts import ShortcutsDialog
from app.gui.shell.toasts import Toasts
from app.gui.shell.window_state import WindowState
from app.gui.style.theme import Theme
from app.gui.window_frame import WindowFrame

if TYPE_CHECKING:
    from app.gui.library.import_run import Unfinished
    from app.gui.work.work_page import WorkAsItStands
    from app.library.catalogue import Entry

SMALLEST = (900, 560)
USUAL = (1280, 800)
SMALL_SCREEN = 1400
"""Logical pixels: on an office laptop the window takes all there is."""

WRITTEN = frozenset({"conversation", "question", "search", "work"})
"""Parts of the window's state that hold a person's words, or lead to them."""
TOPIC = "topic"
"""What a person wrote of the comparison."""
AFTER_LISTING = ("search", "work", "compare")
"""Parts that name documents: they come back once it is known which are there."""


class MainWindow(QWidget):
    """Painted with the chat alone; ``complete`` brings the other pages, and ``use_session`` makes all of it work."""

    painted = Signal()
    """Once, after the first paint."""
    listed = Signal()
    """The list of documents is on the screen."""
    retry_asked = Signal()
    """The workspace is to be opened once more."""
    appearance_changed = Signal(object)
    """Settings by which the window looks or speaks differently."""
    settings_changed = Signal(object)
    """Settings by which it does not."""
    long_work_done = Signal(str)
    """A sentence for a person who is doing something else meanwhile."""
    restart_asked = Signal()
    """Another version of the program is to be started in place of this one."""
    erase_asked = Signal()
    """All data is to be deleted after the window has closed."""
    lock_asked = Signal()
    """The window is to close and its keys to be forgotten, until the passphrase is given."""
    vault_wished = Signal(object)
    """VaultWish: to be fulfilled while no window has the workspace open."""

    def __init__(self, road: JobRoad, theme: Theme, state: WindowState | None = None) -> None:
        super().__init__()
        self.setWindowTitle(tr("准绳"))
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._theme = theme
        self._road = road
        self._is_painted = False
        self._is_quitting = False
        self._is_renewed = False
        self._is_listed = False
        self._left_place: Place | None = None
        self.hiding_allowed: Callable[[], bool] = lambda: False
        """Whether closing only hides the window, because its icon in the tray brings it back."""
        self._state: WindowState = state or {}
        self.desk = Desk(road, theme, self)
        self.welcome = FirstRun(self.desk)
        self.chat = ChatPage(self.desk, self.welcome)
        self.conversations = ConversationsPane(self.desk)
        is_pane_wanted = bool(self._state.get("conversations_shown", True))
        self.frame = WindowFrame(theme, self.chat, self.conversations, is_pane_wanted=is_pane_wanted)
        self.status = self.frame.status
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        self.overlay = DropOverlay(theme, self)
        self.toasts = Toasts(theme, self, lambda: self.frame.foot)
        self.palette_box: Palette | None = None
        self.is_complete = False
        self.early_paths: list[Path] = []
        """What was to be added before there was a workspace."""
        self._left: Unfinished | None = None
        self._left_work: WorkAsItStands | None = None
        self._take_size()
        self.chat.question.edit.setFocus()

    def complete(self) -> None:
        """Make everything that the first paint does without; their modules are imported here. Once."""
        from app.gui.carrying.carrying import Carrying
        from app.gui.library.bringing_in import BringingIn
        from app.gui.library.library_list import LibraryList
        from app.gui.library.library_page import LibraryPage
        from app.gui.reader.reader import Reader
        from app.gui.window_pages import WindowPages

        self.listing = LibraryList(self._road, self)
        self.bringing_in = BringingIn(self.desk, self)
        self.bringing_in.folder = str(self._state.get("folder") or "")
        self.carrying = Carrying(self.desk, self)
        self.library = LibraryPage(self.desk)
        self.reader = Reader(self.desk)
        self.others = WindowPages(self.desk)
        self.is_complete = True
        library_page = WindowPage(self.library, self._show_in_library)
        self.frame.add_rest(
            {LIBRARY: library_page, **self.others.by_name()}, self.reader, self.bringing_in.panel, self.carrying.strip
        )
        self.bringing_in.panel.stand(is_at_home=self.page == LIBRARY)
        self._connect()
        self._add_actions()

    def use_session(self, session: Session, *, chat_model_installed: bool) -> None:
        """The workspace is open: everything may be used now."""
        self.chat.set_ready(chat_model_installed=chat_model_installed)
        self.desk.use_session(session)
        self.lock_action.setEnabled(session.paths.vault.exists())
        self.listing.use_session(session)
        self.bringing_in.resume(session, self._left)
        early, self.early_paths = self.early_paths, []
        self.add_paths(early)
        self._go_where_it_was()

    def show_opening_problem(self, error: BaseException) -> None:
        self.welcome.show_problem(tr("没有打开工作区"), error)
        self.status.show_problem(tr("工作区没有打开"))

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files now, or as soon as there is a workspace; signed ones are shown instead."""
        if self.is_complete and self.desk.session is not None:
            self.bringing_in.add([path for path in paths if not is_sealed(path)])
            self.carrying.take([path for path in paths if is_sealed(path)])
        else:
            self.early_paths += paths

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that another window could not take over."""
        return (
            not self.is_complete
            or self.chat.asking.is_running
            or self.bringing_in.importing.is_recognising
            or self.carrying.is_busy
            or self.others.models.work.is_busy
            or self.others.work.is_running
            or self.reader.printer.is_printing
        )

    def finish(self) -> None:
        """Do what was put off, before the window goes."""
        self.toasts.finish()
        if self.is_complete:
            self.others.settings.saver.finish()

    def end_printing(self) -> None:
        if self.is_complete:
            self.reader.printer.cancel()

    def open_places(self, places: Sequence[Place], index: int) -> None:
        self.frame.show_reader()
        self.reader.open(places, index)
        self.frame.place_pane()

    def show_page(self, name: str, what: object = None) -> None:
        """Go to a page, and let it show what it is handed."""
        self.frame.show_page(name, what)
        if self.is_complete:
            self.bringing_in.panel.stand(is_at_home=self.page == LIBRARY)
        self.toasts.place()

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self.frame.page

    def state(self) -> WindowState:
        """How everything stands, for another window in its place."""
        if not self.is_complete:
            return self._state
        stands = self._stands()
        if not self._is_listed:
            stands |= {name: self._state[name] for name in AFTER_LISTING if name in self._state}
        return stands

    def _stands(self) -> WindowState:
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "page": self.page,
            "reader_page": self.frame.reader_page,
            "conversations_shown": self.frame.is_pane_wanted,
            "library": self.library.state(),
            "compare": self.others.compare.state(),
            "folder": self.bringing_in.folder,
            "conversation": self.chat.conversation.id,
            "question": self.chat.question.edit.toPlainText(),
            "search": self.others.search.state(),
            "work": self.others.work.state(),
        }

    def kept_state(self) -> WindowState:
        """What is remembered until the next start: nothing that a person wrote where no history is wanted."""
        if self.desk.session is None:
            return self._state
        state = self.state()
        if not self.desk.session.settings.keep_history:
            state = {name: each for name, each in state.items() if name not in WRITTEN}
            state["compare"] = {name: each for name, each in state.get("compare", {}).items() if name != TOPIC}
        return state

    def open_palette(self) -> None:
        if self.palette_box is None:
            self.palette_box = Palette(self._commands(), self._theme, self)
            self.palette_box.destroyed.connect(self._forget_palette)
            self.palette_box.show()
            self.palette_box.raise_()
            self.palette_box.edit.setFocus()

    def show_shortcuts(self) -> None:
        ShortcutsDialog(self._actions_by_name(), self._theme, self).open()

    def quit(self) -> None:
        self._is_quitting = True
        self.close()

    def bring_forward(self) -> None:
        """To the front of the desktop, for a second start."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.overlay.cover(paths, is_ready=self.desk.session is not None)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing on the page has claimed."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What nothing on the page has claimed."""
        self.frame.leave_rail()
        super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.hiding_allowed() and not self._is_quitting:
            event.ignore()
            self.hide()
        else:
            super().closeEvent(event)

    def take_over(self, chat: ChatAsItStands, place: Place | None, left: Unfinished, work: WorkAsItStands) -> None:
        """Go on in place of a window that looked otherwise: what was asked, searched and read stays."""
        self._state["conversation"] = None
        self._left_place = place
        self._left = left
        self._left_work = work
        self._is_renewed = True
        self.chat.take_over(chat)

    def _go_where_it_was(self) -> None:
        """The page and the conversation of the last time."""
        page, conversation = self._state.get("page"), self._state.get("conversation")
        if isinstance(self._state.get("library"), dict):
            self.library.restore(self._state["library"])
        if self._is_renewed and isinstance(self._state.get("search"), dict):
            self.others.search.restore(self._state["search"])
        question, edit = self._state.get("question"), self.chat.question.edit
        if isinstance(question, str) and not self._is_renewed and not edit.toPlainText():
            edit.setPlainText(question)
        if isinstance(page, str):
            self.show_page(page)
        if isinstance(conversation, str):
            self.chat.open_conversation(conversation)

    def _go_on(self) -> None:
        """Once the documents are known, after a change of looks: the search and the comparison as they were."""
        self._is_renewed = False
        if self._left_work is not None:
            self.others.work.take_over(self._left_work)
        if self._left_place is not None:
            self.open_places([self._left_place], 0)
            self.frame.give_reader(self._state.get("reader_page") or self.page)
        if self._state.get("search", {}).get("found"):
            self.others.search.search_again()
        self.others.compare.restore(self._state.get("compare", {}))

    def _commands(self) -> list[Command]:
        documents = [
            Command(
                entry.source.named,
                "",
                partial(open_document, self.desk, entry.id),
                tr("打开文件"),
            )
            for entry in self.desk.entries
        ]
        return [*self._actions_by_name(), *self._settings_by_name(), *documents]

    def _settings_by_name(self) -> list[Command]:
        """Every setting, and every choice of those that have a few."""

        def run(deed: Callable[[], None]) -> None:
            self.show_page(SETTINGS)
            deed()

        return [
            Command(name, "", partial(run, deed), tr("设置"), also)
            for name, also, deed in self.others.settings.offers()
        ]

    def _actions_by_name(self) -> list[Command]:
        return commands_of(self, self.frame.reveal, self.frame.page_of, self.frame.is_in_sight)

    def _forget_palette(self) -> None:
        self.palette_box = None

    def _show_entries(self, entries: Sequence[Entry]) -> None:
        self.desk.show_entries(entries)
        self._show_count(self.library.actions_of_selection.going)
        if self._is_renewed:
            self._go_on()
        elif not self._is_listed:
            pages = (self.others.search.resume, self.others.work.restore, self.others.compare.resume)
            for name, restore in zip(AFTER_LISTING, pages, strict=True):
                if isinstance(self._state.get(name), dict):
                    restore(self._state[name])
        self._is_listed = True
        self.listed.emit()

    def _show_count(self, going: frozenset[str]) -> None:
        """At the foot and on the first page; what is about to be removed is gone for the person already."""
        kept = [entry for entry in self.desk.entries if entry.id not in going]
        clauses = sum(entry.clauses for entry in kept)
        self.status.show_library(len(kept), clauses)
        if kept:
            self.welcome.show_ready(len(kept), clauses)
        else:
            self.welcome.show_empty()

    def _show_listing_problem(self, error: BaseException) -> None:
        title = tr("没有读出文件列表")
        self.welcome.show_problem(title, error)
        self.status.show_problem(title)

    def _take_question(self) -> None:
        """The page that one asks about comes along."""
        self.frame.bring_reader(CHAT)
        self.show_page(CHAT)

    def _show_in_library(self, what: object) -> None:
        """A document by its id, or several by a filter."""
        if isinstance(what, str):
            self.library.show_document(what)
        elif isinstance(what, Mapping):
            self.library.show_documents(what["documents"])

    def _open_conversation(self, conversation_id: str, turn: int) -> None:
        self.show_page(CHAT)
        self.chat.open_conversation(conversation_id, turn)

    def _begin_conversation(self) -> None:
        self.show_page(CHAT)
        self.chat.begin()

    def _forget_conversation(self, conversation_id: str) -> None:
        if self.chat.conversation.id == conversation_id:
            self.chat.begin()

    def _note_conversation(self, conversation_id: str) -> None:
        self.conversations.select(conversation_id or None)

    def _print(self, answer: Answer) -> None:
        from app.assistant.export.answers import paper
        from app.gui.parts.printing import ask_printer, print_paper

        printer = ask_printer(self, answer.question)
        if printer is not None:
            print_paper(paper(answer.question, [(answer, "")], self.desk.metadata, self.desk.citation_form), printer)

    def _use_settings(self, settings: Settings) -> None:
        self.settings_changed.emit(settings)
        self.desk.models_changed.emit()

    def _look_for_models(self) -> None:
        """Models have come, gone or changed their work."""
        self.desk.run(
            "models",
            lambda session, _: session.chat_model_installed,
            lambda is_there: self.chat.set_ready(chat_model_installed=is_there),
        )

    def _focus_question(self) -> None:
        self.show_page(CHAT)
        self.chat.question.focus()

    def _search_conversations(self) -> None:
        self.frame.show_conversations()
        self.conversations.begin_search()

    def _connect(self) -> None:
        desk = self.desk
        desk.places_asked.connect(self.open_places)
        desk.page_asked.connect(self.show_page)
        desk.question_asked.connect(lambda *_: self._take_question())
        desk.escaped.connect(self._escape)
        desk.said.connect(self.toasts.say)
        desk.put_off.connect(self.toasts.offer_undo)
        desk.library_asked.connect(self.toasts.settle)
        desk.library_changed.connect(self.listing.refresh)
        self.frame.rail.chosen.connect(self.show_page)
        self.conversations.opened.connect(self._open_conversation)
        self.conversations.new_asked.connect(self._begin_conversation)
        self.conversations.removed.connect(self._forget_conversation)
        self.chat.conversation_changed.connect(self._note_conversation)
        self._note_conversation(self.chat.conversation.id or "")
        self.chat.export_asked.connect(self.conversations.export)
        self.chat.print_asked.connect(self._print)
        self.others.settings.appearance_changed.connect(self.appearance_changed)
        self.others.settings.saved.connect(self._use_settings)
        self.others.models.saved.connect(self._use_settings)
        self.others.models.models_changed.connect(desk.models_changed)
        desk.models_changed.connect(self._look_for_models)
        bringing_in = self.bringing_in
        for page in (self.welcome, self.library):
            page.add_files_asked.connect(bringing_in.choose_files)
            page.add_folder_asked.connect(bringing_in.choose_folder)
            page.samples_asked.connect(bringing_in.add_samples)
        self.welcome.retry_asked.connect(self._retry)
        self.library.watch_asked.connect(bringing_in.show_watched)
        for asking in (self.library, self.others.diagnostics):
            asking.reread_asked.connect(bringing_in.reread)
        self.library.removed.connect(self.reader.forget)
        self.library.actions_of_selection.hidden.connect(self._show_count)
        self.library.collection_picked.connect(bringing_in.panel.send_to)
        bringing_in.panel.told.connect(self.status.show_adding)
        bringing_in.panel.resized.connect(self.toasts.place, Qt.ConnectionType.QueuedConnection)  # once all is laid out
        bringing_in.panel.table_asked.connect(lambda: self.show_page(LIBRARY))
        bringing_in.importing.brought.connect(self.library.actions_of_selection.keep)
        bringing_in.importing.redirected.connect(self.library.show_target)
        self.listing.listed.connect(self._show_entries)
        self.listing.listing_failed.connect(self._show_listing_problem)
        bringing_in.long_work_done.connect(self.long_work_done)
        bringing_in.chosen.connect(self.add_paths)
        self._connect_carrying()
        importing = bringing_in.importing
        importing.add_started.connect(lambda _: desk.tell_vectors(tr("文件添加完之后接着准备。")))
        importing.paused.connect(lambda: desk.tell_vectors(""))
        importing.embed_begun.connect(lambda: desk.tell_vectors(tr("正在准备按意思检索…")))
        importing.embed_stopped.connect(self._interrupt_embedding)
        importing.embed_progressed.connect(self._show_embedding)
        importing.embed_finished.connect(lambda _: self._end_embedding())
        importing.embed_failed.connect(self._end_embedding)

    def _connect_carrying(self) -> None:
        carrying, settings = self.carrying, self.others.settings
        for begins in (self.library.export_asked, settings.backup.backup_asked, carrying.carrier.began):
            begins.connect(self.toasts.finish)  # what was removed neither goes along nor goes after it has come back
        carrying.carrier.began.connect(self.bringing_in.importing.rest_vectors)
        carrying.carrier.long_work_done.connect(self.long_work_done)
        carrying.packing.backed_up.connect(settings.backup.refresh)
        carrying.taking_in.private_brought.connect(self._show_restored)
        carrying.updating.changed.connect(settings.updates.refresh)
        carrying.updating.restart_asked.connect(self.restart_asked)
        settings.data.erase_asked.connect(self.erase_asked)
        settings.vault.lock_asked.connect(self.lock_asked)
        settings.vault.wished.connect(self.vault_wished)
        self.library.export_asked.connect(carrying.packing.export)
        self.library.import_asked.connect(carrying.choose_library)
        settings.backup.backup_asked.connect(carrying.packing.back_up)
        settings.backup.verify_asked.connect(carrying.choose_to_verify)
        settings.backup.restore_asked.connect(carrying.choose_backup)
        settings.updates.update_asked.connect(carrying.choose_update)
        settings.updates.back_asked.connect(carrying.updating.go_back)

    def _show_restored(self, are_settings_new: bool) -> None:
        """What a backup has brought beside documents."""
        self.conversations.refresh()
        self.others.search.parts.side.refresh()
        if are_settings_new and self.desk.session is not None:
            self.others.settings.refresh()
            self._use_settings(self.desk.session.settings)

    def _escape(self) -> None:
        if self.is_complete and self.reader.isVisible():
            self.reader.leave()

    def _show_embedding(self, event: ProgressEvent) -> None:
        self.status.show_embedding(event)
        if self.status.vectors.text():
            self.desk.tell_vectors(self.status.vectors.text())

    def _interrupt_embedding(self) -> None:
        self.status.show_interrupted()
        self.desk.tell_vectors("")

    def _end_embedding(self, error: BaseException | None = None) -> None:
        self.desk.tell_vectors("")
        if error is None:
            self.status.show_embedded()
        else:
            self.status.show_embedding_problem(error)

    def _retry(self) -> None:
        """An open workspace is held by us and is not opened again: only its list is wanting."""
        self.welcome.show_opening()
        if self.desk.session is None:
            self.retry_asked.emit()
        else:
            self.listing.refresh()

    def _add_actions(self) -> None:
        pages = [(tr("转到：{page}", page=item.label), item.keys, item.name) for item in rail_items()]
        actions: list[tuple[str, str, Callable[[], object]]] = [
            (tr("命令面板"), "Ctrl+K", self.open_palette),
            (tr("键盘快捷键"), "F1", self.show_shortcuts),
            (tr("添加文件…"), "Ctrl+O", self.bringing_in.choose_files),
            (tr("添加文件夹…"), "Ctrl+Shift+O", self.bringing_in.choose_folder),
            (tr("写问题"), "Ctrl+L", self._focus_question),
            (tr("新对话"), "Ctrl+N", self._begin_conversation),
            (tr("搜索全部对话"), "Ctrl+Shift+F", self._search_conversations),
            (tr("显示或隐藏对话列表"), "Ctrl+H", self.frame.switch_pane),
            (tr("退出"), "Ctrl+Q", self.quit),
            *((text, keys, lambda name=name: self.show_page(name)) for text, keys, name in pages),
        ]
        for text, keys, act in actions:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)
        self.addAction(self.toasts.undo_action)
        self.lock_action = QAction(tr("锁定"), self)
        self.lock_action.setShortcut(QKeySequence("Ctrl+Shift+L"))
        self.lock_action.triggered.connect(lambda: self.lock_asked.emit())
        self.lock_action.setEnabled(False)
        self.addAction(self.lock_action)

    def _take_size(self) -> None:
        """As it was left, where that is still on a screen; else all of a small screen, and a part of a large one."""
        screen = self.screen().availableGeometry()
        self.resize(min(USUAL[0], screen.width()), min(USUAL[1], screen.height()))
        if screen.width() <= SMALL_SCREEN:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)
        geometry = self._state.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
