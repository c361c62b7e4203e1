"""The edges of the picture as a table: for the keyboard, for screen readers and for who likes lists better."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.foundation.messages import tr
from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import TOP, Index
from app.gui.web.edge_texts import clauses_text, edge_tip, kind_text
from app.library.web import ReferenceWeb, WebEdge

FROM, TO, KIND, PLACES = range(4)


class EdgeModel(QAbstractTableModel):
    """Columns: who refers, to whom, how, in which clauses."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._web: ReferenceWeb | None = None
        self.edges: tuple[WebEdge, ...] = ()
        self._texts: list[tuple[str, ...]] = []

    def show(self, web: ReferenceWeb, edges: tuple[WebEdge, ...]) -> None:
        self.beginResetModel()
        self._web, self.edges = web, edges
        self._texts = [
            (
                web.nodes[edge.from_node].name,
                web.nodes[edge.to_node].name,
                kind_text(edge),
                clauses_text(edge.places),
            )
            for edge in edges
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.edges)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and self._web is not None:
            return edge_tip(self._web, self.edges[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole and self._web is not None:
            return tip_text(edge_tip(self._web, self.edges[index.row()]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("引用方"), tr("被引用"), tr("方式"), tr("所在条款"))[section]
        return None
