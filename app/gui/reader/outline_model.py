"""The numbered units and headings of a document as a tree."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.document import Clause, ClauseTree, heading
from app.gui.parts.labels import one_line, tip_text

LONGEST_LABEL = 60
TOP = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractItemModel):
    """Children are looked up when the view asks for them. An index holds the clause's place in the document."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clauses: tuple[Clause, ...] = ()
        self._tree = ClauseTree(())
        self._place: dict[str, int] = {}
        self._children: dict[str | None, list[Clause]] = {}
        self._rows: dict[str, int] = {}
        """Of a clause below its parent, by id."""

    def show_tree(self, tree: ClauseTree) -> None:
        self.beginResetModel()
        self._tree = tree
        self._clauses = tuple(tree.clauses)
        self._place = {clause.id: at for at, clause in enumerate(self._clauses)}
        self._children = {}
        self._rows = {}
        self.endResetModel()

    def clause(self, index: Index) -> Clause | None:
        return self._clauses[index.internalId()] if index.isValid() else None

    def index_of(self, clause: Clause) -> QModelIndex:
        """Of the clause, or of the nearest unit above that is in the outline; invalid when there is none."""
        for each in (clause, *self._tree.ancestors(clause)):
            if _is_listed(each):
                self._of(each.parent_id)
                return self.createIndex(self._rows[each.id], 0, self._place[each.id])
        return QModelIndex()

    def rowCount(self, parent: Index = TOP) -> int:
        clause = self.clause(parent)
        return len(self._of(clause.id if clause is not None else None))

    def columnCount(self, parent: Index = TOP) -> int:
        return 1

    def hasChildren(self, parent: Index = TOP) -> bool:
        return self.rowCount(parent) > 0

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        clause = self.clause(parent)
        children = self._of(clause.id if clause is not None else None)
        if not 0 <= row < len(children) or column:
            return QModelIndex()
        return self.createIndex(row, 0, self._place[children[row].id])

    def parent(self, child: Any = None) -> Any:
        """Qt has two functions of this name: the parent of an index, and the object's own."""
        if child is None:
            return super().parent()
        clause = self.clause(child)
        above = self._tree.by_id.get(clause.parent_id or "") if clause is not None else None
        return self.index_of(above) if above is not None and _is_listed(above) else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        clause = self.clause(index)
        if clause is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return outline_label(clause)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(outline_label(clause))
        return None

    def _of(self, parent_id: str | None) -> list[Clause]:
        if parent_id not in self._children:
            listed = [each for each in self._tree.children(parent_id) if _is_listed(each)]
            self._children[parent_id] = listed
            self._rows.update((each.id, row) for row, each in enumerate(listed))
        return self._children[parent_id]


def outline_label(clause: Clause) -> str:
    """Number and title; of a unit without a title, how its text begins."""
    label = heading(clause) if clause.title else f"{clause.number or ''} {clause.text}".strip()
    return one_line(label, LONGEST_LABEL)


def _is_listed(clause: Clause) -> bool:
    return clause.kind.is_numbered_unit and bool(heading(clause))
