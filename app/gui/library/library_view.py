"""The table and the tree of documents, which are one view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeView

from app.domain.document import DocumentStatus
from app.domain.names import status_name
from app.foundation.messages import tr
from app.gui.library.columns import NUMBER, STATUS, TITLE, WIDE_DAY, columns
from app.gui.library.delegate import LibraryDelegate
from app.gui.library.library_model import Grouping, LibraryModel
from app.gui.parts.widgets import TOP
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.library.entries import Entry

NARROWEST = 40
HEAD_PAD = 26
NARROWEST_TITLE = 170
"""Logical pixels. Where there is less, other columns step back until there is room again."""
STEPPING_BACK = ("added", "issued", "clauses", "kind", "pages", "collection", "effective")
"""In this order."""


class LibraryView(QTreeView):
    """Enter or a double click opens; several documents can be chosen. A new list takes away neither what is chosen nor
    the place in the list. The header's menu chooses columns."""

    open_asked = Signal()
    chosen = Signal()
    """Other documents are selected."""
    state_changed = Signal()

    def __init__(self, model: LibraryModel, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("libraryView")
        self.setAccessibleName(tr("文库中的文件"))
        self.library = model
        self._theme = theme
        self._columns = columns()
        self._kept: tuple[list[str], str, int] = ([], "", 0)
        """Ids of what is selected and of the current document, and how far it is scrolled, while the model is reset."""
        self._closed: set[str] = set()
        """The names of groups that a person has folded."""
        self._is_resetting = False
        self._wanted = {place for place, column in enumerate(self._columns) if column.is_shown}
        """The columns that a person wants to see, by place; not all may have room."""
        self._widths = {place: self._usual_width(place) for place in range(len(self._columns))}
        self.setModel(model)
        self.setItemDelegate(LibraryDelegate(theme, self))
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setRootIsDecorated(False)
        self.setIndentation(18)
        self.setExpandsOnDoubleClick(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._set_up_header()
        self.setSortingEnabled(True)
        self.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        self.activated.connect(lambda _: self.open_asked.emit() if self.selected() else None)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.expanded.connect(lambda index: self._note_folding(index.row(), is_closed=False))
        self.collapsed.connect(lambda index: self._note_folding(index.row(), is_closed=True))
        self.selectionModel().selectionChanged.connect(lambda *_: None if self._is_resetting else self.chosen.emit())

    def selected(self) -> list[Entry]:
        """The documents that are selected, in the order of the view."""
        ranges = list(self.selectionModel().selection())  # type: ignore[call-overload]  # a list in Qt, not in the stubs
        ordered = sorted(ranges, key=lambda part: (part.parent().row(), part.top()))
        return [entry for part in ordered for entry in self.library.rows(part.parent(), part.top(), part.bottom())]

    def select(self, document_id: str) -> bool:
        """Select one document and bring it into sight. Whether it is shown."""
        index = self.library.index_of(document_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def group_by(self, grouping: Grouping) -> None:
        self.setRootIsDecorated(grouping is not Grouping.NONE)
        self.library.group(grouping)
        self.state_changed.emit()

    def view_state(self) -> dict[str, object]:
        """The columns with their widths in the order shown, and what it is sorted and grouped by."""
        header = self.header()
        order = sorted(range(len(self._columns)), key=header.visualIndex)
        return {
            "columns": [self._columns[place].key for place in order],
            "hidden": [self._columns[place].key for place in order if place not in self._wanted],
            "widths": {self._columns[place].key: self._widths[place] for place in order if place != TITLE},
            "sorted_by": self._columns[header.sortIndicatorSection()].key,
            "descending": header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
            "grouping": self.library.grouping.value,
        }

    def restore_state(self, state: Mapping[str, object]) -> None:
        """What ``view_state`` gave. What is not understood is left as it is: it may come from another version."""
        header = self.header()
        places = {column.key: place for place, column in enumerate(self._columns)}
        order, hidden, widths = state.get("columns"), state.get("hidden"), state.get("widths")
        if isinstance(order, list):
            for visual, key in enumerate(key for key in order if key in places):
                header.moveSection(header.visualIndex(places[key]), visual)
        if isinstance(hidden, list):
            self._wanted = {place for key, place in places.items() if key not in hidden or place == TITLE}
        if isinstance(widths, dict):
            for key, width in widths.items():
                if key in places and isinstance(width, int) and width >= NARROWEST:
                    self._widths[places[key]] = self._kept_width(places[key], width)
        self._fit_columns()
        sorted_by = state.get("sorted_by")
        if isinstance(sorted_by, str) and sorted_by in places:
            descending = Qt.SortOrder.DescendingOrder if state.get("descending") else Qt.SortOrder.AscendingOrder
            self.sortByColumn(places[sorted_by], descending)
        grouping = state.get("grouping")
        if grouping in set(Grouping):
            self.group_by(Grouping(str(grouping)))

    def columns_menu(self) -> QMenu:
        """A tick for each column; the title stays."""
        menu = QMenu(self)
        for place, column in enumerate(self._columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(place in self._wanted)
            action.setEnabled(place != TITLE)
            action.toggled.connect(lambda shown, place=place: self._show_column(place, is_shown=shown))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(tr("恢复默认的列"), self._reset_columns)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected():
            self.open_asked.emit()
            return
        super().keyPressEvent(event)

    def _show_column(self, place: int, *, is_shown: bool) -> None:
        (self._wanted.add if is_shown else self._wanted.discard)(place)
        self._fit_columns()
        self.state_changed.emit()

    def _reset_columns(self) -> None:
        header = self.header()
        for place in range(len(self._columns)):
            header.moveSection(header.visualIndex(place), place)
            self._widths[place] = self._usual_width(place)
        self._wanted = {place for place, column in enumerate(self._columns) if column.is_shown}
        self._fit_columns()
        self.state_changed.emit()

    def _usual_width(self, place: int) -> int:
        """Logical pixels with room for the head and, of statuses, for the longest badge in the language in use."""
        self.ensurePolished()  # before, the type is not yet that of the style sheet
        words = [self._columns[place].title]
        if place == STATUS:
            words += map(status_name, DocumentStatus)
        if self._columns[place].is_day:
            words.append(WIDE_DAY)
        widest = max(map(self.fontMetrics().horizontalAdvance, words))
        return max(self._theme.sizes.grown(self._columns[place].width), widest + HEAD_PAD)

    def _kept_width(self, place: int, width: int) -> int:
        """What a person has drawn; days and statuses whose column was drawn for smaller type are not cut."""
        is_kept_whole = self._columns[place].is_day or place == STATUS
        return max(width, self._usual_width(place)) if is_kept_whole else width

    def _fit_columns(self) -> None:
        """Show the columns that are wanted, as far as the title keeps its room."""
        header = self.header()
        shown = set(self._wanted)
        places = {column.key: place for place, column in enumerate(self._columns)}
        for key in STEPPING_BACK:
            taken = sum(self._widths[place] for place in shown if place != TITLE)
            if self.viewport().width() - taken >= NARROWEST_TITLE:
                break
            shown.discard(places[key])
        for place in range(len(self._columns)):
            header.setSectionHidden(place, place not in shown)
            if place in shown and place != TITLE:
                header.resizeSection(place, self._widths[place])

    def _note_width(self, place: int, before: int, width: int) -> None:
        """What a person draws; a column that comes or goes changes from or to no width at all."""
        if before and width and place != TITLE and not self.header().isSectionHidden(place):
            self._widths[place] = width
            self.state_changed.emit()

    def _set_up_header(self) -> None:
        header = self.header()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(NARROWEST)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(True)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up_columns)
        self._reset_columns()
        header.sectionMoved.connect(lambda *_: self.state_changed.emit())
        header.sectionResized.connect(self._note_width)
        header.sortIndicatorChanged.connect(lambda *_: self.state_changed.emit())

    def _pop_up_columns(self, where: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.header().mapToGlobal(where))

    def _note_folding(self, row: int, *, is_closed: bool) -> None:
        if not self._is_resetting and row < len(self.library.groups):
            name = self.library.groups[row].name
            (self._closed.add if is_closed else self._closed.discard)(name)

    def _keep(self) -> None:
        current = self.library.entry_at(self.currentIndex())
        ids = [entry.id for entry in self.selected()]
        self._kept = (ids, current.id if current is not None else "", self.verticalScrollBar().value())
        self._is_resetting = True

    def _restore(self) -> None:
        selected, current, scrolled = self._kept
        for row, group in enumerate(self.library.groups):
            index = self.library.index(row, 0)
            self.setFirstColumnSpanned(row, TOP, True)
            self.setExpanded(index, group.name not in self._closed)
        model = self.selectionModel()
        model.select(self.library.selection_of(selected), model.SelectionFlag.Select)
        if current:
            model.setCurrentIndex(self.library.index_of(current), model.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)
        self._is_resetting = False
        self.chosen.emit()
