"""The documents of the library for a view: filtered, sorted, in groups or plain."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionRange, QObject, Qt

from app.domain.names import kind_name
from app.foundation.messages import tr
from app.gui.library.columns import STATUS, SortKey, columns, sort_key
from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import TOP, Index
from app.library.collection_names import collection_name
from app.library.finding import Findable, Wanted, family_of, findable, folded_words

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from app.library.entries import Entry

STATUS_ROLE = Qt.ItemDataRole.UserRole + 1
"""The DocumentStatus of the row, in the column of statuses."""
PARTIAL_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether parts of the document were not read."""


class Grouping(StrEnum):
    NONE = "none"
    COLLECTION = "collection"
    KIND = "kind"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    entries: tuple[Entry, ...]


class LibraryModel(QAbstractItemModel):
    """Groups with documents below them, or documents alone. An index of a document carries its group's place plus one
    as internal id; that of a group, and of a document without groups, carries 0.

    Texts and keys are made once for each document: 5,000 are filtered and sorted between two key strokes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns()
        self._listed: list[Entry] = []
        self._findable: list[Findable] = []
        self._texts: dict[str, tuple[str, ...]] = {}
        self._keys: dict[tuple[str, int], SortKey] = {}
        self._hidden: frozenset[str] = frozenset()
        self._wanted = Wanted()
        self._grouping = Grouping.NONE
        self._column, self._order = 0, Qt.SortOrder.AscendingOrder
        self.entries: list[Entry] = []
        """Those that are shown, in the order of the view without its groups."""
        self.groups: list[Group] = []
        self._places: dict[str, tuple[int, int]] = {}
        """The internal id and the row of each document that is shown."""

    def show(self, entries: Sequence[Entry]) -> None:
        """Show the library's documents. Nothing moves where they are those that are shown."""
        listed = list(entries)
        if listed != self._listed:
            self._listed = listed
            self._findable = [findable(entry) for entry in listed]
            self._texts = {entry.id: tuple(column.text(entry) for column in self._columns) for entry in listed}
            self._keys.clear()
            self._arrange()

    def hide(self, document_ids: Collection[str]) -> None:
        """Show all but these, which are about to go."""
        if frozenset(document_ids) != self._hidden:
            self._hidden = frozenset(document_ids)
            self._arrange()

    def filter(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._arrange()

    def group(self, grouping: Grouping) -> None:
        if grouping is not self._grouping:
            self._arrange(grouping)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = max(column, 0), order
        self._arrange()

    @property
    def grouping(self) -> Grouping:
        return self._grouping

    @property
    def total(self) -> int:
        """Documents of the library, those that are not shown included, those about to go left out."""
        return len(self._listed) - sum(entry.id in self._hidden for entry in self._listed)

    def entry_at(self, index: Index) -> Entry | None:
        """None for a group."""
        if not index.isValid():
            return None
        if self._grouping is Grouping.NONE:
            return self.entries[index.row()]
        group = index.internalId() - 1
        return self.groups[group].entries[index.row()] if group >= 0 else None

    def index_of(self, document_id: str) -> QModelIndex:
        """Invalid for what is not shown."""
        place = self._places.get(document_id)
        return self.createIndex(place[1], 0, place[0]) if place is not None else TOP

    def selection_of(self, document_ids: Collection[str]) -> QItemSelection:
        """The whole rows of these documents, neighbours as one range."""
        found = QItemSelection()
        last = len(self._columns) - 1
        places = sorted(self._places[each] for each in document_ids if each in self._places)
        for _, run in groupby(enumerate(places), key=lambda each: (each[1][0], each[1][1] - each[0])):
            members = [place for _, place in run]
            (group, first), (_, end) = members[0], members[-1]
            found.append(QItemSelectionRange(self.createIndex(first, 0, group), self.createIndex(end, last, group)))
        return found

    def rows(self, parent: Index, first: int, last: int) -> Sequence[Entry]:
        """The documents from row ``first`` to ``last`` below that index; groups are none."""
        if parent.isValid():
            return self.groups[parent.row()].entries[first : last + 1]
        return self.entries[first : last + 1] if self._grouping is Grouping.NONE else ()

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        if row < 0 or not 0 <= column < len(self._columns) or row >= self.rowCount(parent):
            return TOP
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = TOP) -> QModelIndex:  # type: ignore[override]  # the other one is QObject's
        group = index.internalId() - 1 if index.isValid() else -1
        return self.createIndex(group, 0, 0) if group >= 0 else TOP

    def rowCount(self, parent: Index = TOP) -> int:
        if not parent.isValid():
            return len(self.entries) if self._grouping is Grouping.NONE else len(self.groups)
        is_group = self._grouping is not Grouping.NONE and parent.internalId() == 0 and parent.column() == 0
        return len(self.groups[parent.row()].entries) if is_group else 0

    def columnCount(self, parent: Index = TOP) -> int:
        return len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry_at(index)
        if entry is None:
            return self._group_data(index, role)
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[entry.id][column]
        if role == STATUS_ROLE and column == STATUS:
            return entry.metadata.status
        if role == PARTIAL_ROLE:
            return entry.is_partial
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(self._tip(entry))
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[column].is_count:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].is_count:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _group_data(self, index: Index, role: int) -> object:
        if index.column() != 0 or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        group = self.groups[index.row()]
        told = tr("{name}（{count}）", name=group.name, count=len(group.entries))
        return tip_text(told) if role == Qt.ItemDataRole.ToolTipRole else told

    def _arrange(self, grouping: Grouping | None = None) -> None:
        """Indexes mean what they meant until the reset begins."""
        self.beginResetModel()
        self._grouping = grouping or self._grouping
        words = folded_words(self._wanted)
        found = [
            each.entry
            for each in self._findable
            if each.entry.id not in self._hidden and each.answers(self._wanted, words)
        ]
        found.sort(key=self._key, reverse=self._order == Qt.SortOrder.DescendingOrder)
        self.groups = [] if self._grouping is Grouping.NONE else self._grouped(found)
        self._places = {
            entry.id: (group, row)
            for group, entries in self._numbered_groups(found)
            for row, entry in enumerate(entries)
        }
        self.entries = found if not self.groups else [entry for group in self.groups for entry in group.entries]
        self.endResetModel()

    def _numbered_groups(self, found: Sequence[Entry]) -> list[tuple[int, Sequence[Entry]]]:
        """The documents of each group with the internal id of their indexes; without groups all that were found."""
        if not self.groups:
            return [(0, found)]
        return [(place + 1, group.entries) for place, group in enumerate(self.groups)]

    def _grouped(self, entries: Sequence[Entry]) -> list[Group]:
        names: dict[str, list[Entry]] = {}
        for entry in entries:
            names.setdefault(self._group_name(entry), []).append(entry)
        ordered = sorted(names, key=lambda name: (name == _no_family(), sort_key(name)))
        return [Group(name, tuple(names[name])) for name in ordered]

    def _group_name(self, entry: Entry) -> str:
        if self._grouping is Grouping.COLLECTION:
            return collection_name(entry.collection)
        if self._grouping is Grouping.KIND:
            return kind_name(entry.metadata.kind)
        return family_of(entry) or _no_family()

    def _key(self, entry: Entry) -> SortKey:
        place = (entry.id, self._column)
        if place not in self._keys:
            column = self._columns[self._column]
            by = column.sorted_by
            self._keys[place] = sort_key(self._texts[entry.id][self._column] if by is None else by(entry))
        return self._keys[place]

    @staticmethod
    def _tip(entry: Entry) -> str:
        return "\n".join([entry.path, *(issue.message for issue in entry.issues[:5])])


def _no_family() -> str:
    return tr("没有标准编号")
