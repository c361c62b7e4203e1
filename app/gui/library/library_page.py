"""The library: its documents as table or tree with all that is known of one, what is missing, the office's list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.library.collection_dialog import CollectionBox, collections_of
from app.gui.library.details_panel import DetailsPanel
from app.gui.library.empty_library import EmptyLibrary
from app.gui.library.filter_bar import FilterBar
from app.gui.library.library_actions import LibraryActions
from app.gui.library.library_model import Grouping, LibraryModel
from app.gui.library.library_tabs import LibraryTabs
from app.gui.library.library_view import LibraryView
from app.gui.library.list_controls import carry_button, grouping_box, more_button, nothing_found
from app.gui.library.missing_view import MissingView
from app.gui.library.register_view import RegisterView
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import ElidedLabel, button, row, text_label, tool
from app.gui.style.icons import icon
from app.library.collection_names import DEFAULT_COLLECTION

DETAILS_WIDTH = 330
NARROW = 860
"""Logical pixels of the page below which the details make room for the list, unless they are asked for."""
TIGHT = 740
"""Logical pixels below which rare controls are left to the menu and the command palette."""
COUNT_STRETCH = 1000
"""Against the empty room beside it, which is 1."""
LIST, NOTHING_FOUND = 0, 1


class LibraryPage(QWidget):
    """``state`` and ``restore`` keep what a person has arranged, for whoever remembers it."""

    add_files_asked = Signal()
    add_folder_asked = Signal()
    samples_asked = Signal()
    collection_picked = Signal(str)
    """The name of the collection that added files go to from now on, as a person writes it."""
    watch_asked = Signal()
    """The watched folders are to be shown."""
    reread_asked = Signal(object, bool)
    """Ids of documents to read again from their copies, and whether with text recognition of every page."""
    removed = Signal(str)
    """A document is gone for good."""
    export_asked = Signal(object)
    """Documents are to go into a library file: the ids of those that are chosen, perhaps none."""
    import_asked = Signal()
    """A library file is to be chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surfaceBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        theme = desk.theme
        self.setMinimumWidth(theme.sizes.smallest_page)
        self.model = LibraryModel(self)
        self.view = LibraryView(self.model, theme)
        self.filter = FilterBar(theme)
        self.details = DetailsPanel(desk)
        self.missing = MissingView(desk)
        self.register = RegisterView(desk)
        self.empty = EmptyLibrary(theme)
        self.actions_of_selection = LibraryActions(desk, self.view.selected, self)
        self.grouping = grouping_box()
        self.count = ElidedLabel("muted")
        self.tabs = LibraryTabs()
        self._target = DEFAULT_COLLECTION
        self._wants_details: bool | None = None
        """What the person has chosen; None follows the room that there is."""
        self._lay_out()
        self._add_actions()
        self._connect()
        self._show_entries()

    def state(self) -> dict[str, object]:
        """Columns, order, grouping, and whether the details are shown."""
        return {"view": self.view.view_state(), "details": self._wants_details, "splitter": self._splitter.sizes()}

    def restore(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave."""
        view, details, sizes = state.get("view"), state.get("details"), state.get("splitter")
        if isinstance(view, Mapping):
            self.view.restore_state(view)
            self.grouping.show_value(self.model.grouping.value)
        if isinstance(details, bool):
            self._wants_details = details
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes):
            self._splitter.setSizes(sizes)
        self._place_details()

    def show_document(self, document_id: str) -> None:
        """Select a document, taking away a filter that hides it."""
        self.tabs.choose(LibraryTabs.DOCUMENTS)
        if not self.view.select(document_id):
            self.filter.clear()
            self.view.select(document_id)
        self.view.setFocus()

    def show_target(self, collection: str) -> None:
        """The stored collection that added files go to."""
        self._target = collection
        self.target.show_collection(collection)

    def show_documents(self, document_ids: Collection[str]) -> None:
        """Show these alone, until the filter is cleared."""
        self.tabs.choose(LibraryTabs.DOCUMENTS)
        self.filter.choose(document_ids)
        self.view.setFocus()

    def focus_filter(self) -> None:
        """To the field of the view that is shown."""
        edit = {
            LibraryTabs.DOCUMENTS: self.filter.edit,
            LibraryTabs.MISSING: self.missing.filter,
            LibraryTabs.REGISTER: self.register.filter,
        }[self.tabs.chosen]
        edit.setFocus()
        edit.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_details()

    def _show_entries(self) -> None:
        entries = self._desk.entries
        self.actions_of_selection.forget_gone(entries)
        self.filter.offer(entries)
        self.target.offer(collections_of(entries), self._target)
        self.model.show(entries)
        self._refresh()

    def _filter(self) -> None:
        self.model.filter(self.filter.wanted)
        self._refresh()

    def _hide(self, document_ids: Collection[str]) -> None:
        self.model.hide(document_ids)
        self._refresh()

    def _refresh(self) -> None:
        """What there is to show, and how much."""
        total, shown = self.model.total, len(self.model.entries)
        self._body.setCurrentWidget(self._documents if total else self.empty)
        self._list.setCurrentIndex(LIST if shown or not total else NOTHING_FOUND)
        clauses = sum(entry.clauses for entry in self.model.entries)
        if shown == total:
            told = tr("{documents} 份，{clauses} 条条款", documents=total, clauses=clauses) if total else ""
        else:
            told = tr("{shown} / {total} 份", shown=shown, total=total)
        self.count.setText(told)
        self._place_details()

    def _select(self) -> None:
        self.details.show_entries(self.view.selected())
        self.actions_of_selection.refresh()

    def _show_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        if tab == LibraryTabs.MISSING:
            self.missing.look()
        elif tab == LibraryTabs.REGISTER:
            self.register.look()
        self._place_details()

    def _group(self, grouping: str) -> None:
        self.view.group_by(Grouping(grouping))

    def _export(self) -> None:
        """Of all; a selection has an entry of its own, and one that a person has forgotten shall not narrow it."""
        self.export_asked.emit(())

    def _switch_details(self) -> None:
        self._wants_details = self.details.isHidden()
        self._place_details()

    def _place_details(self) -> None:
        """Beside a document that is open, only what is needed most has room."""
        is_tight = self.width() < TIGHT
        has_room = self.width() >= NARROW
        for widget in (self.folder, self.watch, self.carry, self.grouping, self._columns):
            widget.setVisible(not is_tight)
        self._to.setVisible(has_room and bool(self.model.total))
        self.target.setVisible(has_room and bool(self.model.total))
        self.count.setVisible(has_room and self.tabs.chosen == LibraryTabs.DOCUMENTS)
        self.details.setVisible(has_room if self._wants_details is None else self._wants_details)

    def _show_menu(self, where: QPoint) -> None:
        if self.view.selected():
            menu = self.actions_of_selection.menu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(where))

    def _leave_filter(self) -> None:
        self.view.setFocus()
        if not self.view.selected() and self.model.entries:
            self.view.select(self.model.entries[0].id)

    def _pop_up_columns(self) -> None:
        below = self._columns.mapToGlobal(self._columns.rect().bottomLeft())
        menu = self.view.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.view.header()
        menu.popup(header.mapToGlobal(header.rect().bottomLeft()) if self._columns.isHidden() else below)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.files = button(tr("添加文件…"), "primary", self.add_files_asked.emit)
        self.files.setIcon(icon("plus", theme, theme.colours.on_accent))
        self.folder = button(tr("添加文件夹…"), "", self.add_folder_asked.emit)
        self.watch = tool("folder-tree", tr("监视的文件夹…"), theme, self.watch_asked.emit)
        self.carry = carry_button(self._export, self.import_asked.emit, theme)
        self._columns = tool("columns-2", tr("选择列"), theme, self._pop_up_columns)
        self._turn_details = tool("panel-right", tr("显示或隐藏详细信息（Ctrl+I）"), theme, self._switch_details)
        self._more = more_button(self.actions_of_selection.all, theme)
        self._list = QStackedWidget()
        self._list.addWidget(self.view)
        self._list.addWidget(nothing_found(self.filter.clear))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._list)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 1)
        beside = theme.sizes.grown(DETAILS_WIDTH)
        self._splitter.setSizes([2 * beside, beside])
        self._documents = QWidget()
        documents = QVBoxLayout(self._documents)
        documents.setContentsMargins(0, 0, 0, 0)
        documents.setSpacing(theme.sizes.gap)
        bar = row(self.grouping, self._columns, self._more, self._turn_details)
        bar.insertWidget(0, self.filter, 1)
        documents.addLayout(bar)
        documents.addWidget(self._splitter, 1)
        self._body = QStackedWidget()
        self._body.addWidget(self._documents)
        self._body.addWidget(self.empty)
        self._stack = QStackedWidget()
        for view in (self._body, self.missing, self.register):
            self._stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 8)
        layout.setSpacing(theme.sizes.pad)
        self._to = text_label(tr("添加到"), "muted")
        self.target = CollectionBox(tr("新文件放到这个文库"), theme)
        self.target.offer([DEFAULT_COLLECTION], DEFAULT_COLLECTION)
        self.target.picked.connect(self.collection_picked)
        adding = (self._to, self.target, self.carry, self.watch, self.folder, self.files)
        head = row(self.tabs, self.count, None, *adding)
        head.setStretch(1, COUNT_STRETCH)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._desk.listed.connect(self._show_entries)
        self.tabs.changed.connect(self._show_tab)
        self.filter.changed.connect(self._filter)
        self.filter.left_down.connect(self._leave_filter)
        self.grouping.chosen.connect(self._group)
        self.view.chosen.connect(self._select)
        self.view.open_asked.connect(self.actions_of_selection.open_selected)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.details.shown_asked.connect(self.show_document)
        self.details.recognition_asked.connect(self.actions_of_selection.reread_recognising)
        self.actions_of_selection.hidden.connect(self._hide)
        self.actions_of_selection.removed.connect(self.removed)
        self.actions_of_selection.reread_asked.connect(self.reread_asked)
        self.actions_of_selection.export_asked.connect(self.export_asked)
        for signal, own in (
            (self.empty.add_files_asked, self.add_files_asked),
            (self.empty.add_folder_asked, self.add_folder_asked),
            (self.empty.samples_asked, self.samples_asked),
            (self.empty.watch_asked, self.watch_asked),
            (self.empty.import_asked, self.import_asked),
        ):
            signal.connect(own)

    def _add_actions(self) -> None:
        actions: Sequence[tuple[str, str, Callable[[], None]]] = (
            (tr("筛选文件"), "Ctrl+F", self.focus_filter),
            (tr("显示或隐藏详细信息"), "Ctrl+I", self._switch_details),
            (tr("监视的文件夹…"), "", self.watch_asked.emit),
            (tr("选择列"), "", self._pop_up_columns),
            (tr("缺少的文件"), "", lambda: self.tabs.choose(LibraryTabs.MISSING)),
            (tr("标准清单"), "", lambda: self.tabs.choose(LibraryTabs.REGISTER)),
            (tr("导出文库包…"), "", self._export),
            (tr("导入文库包…"), "", self.import_asked.emit),
        )
        for text, keys, act in actions:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)
        of_selection = self.actions_of_selection
        self.addActions([action for action in of_selection.all if action is not of_selection.remove])
        self.view.addAction(of_selection.remove)
