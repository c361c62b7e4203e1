"""What is known of the chosen node: title, status, dates, counts, the clauses that refer, and where to go from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.where import Where
from app.foundation.messages import enumerated, tr
from app.gui.parts.clause_place import open_clause, open_document
from app.gui.parts.desk import COMPARE, Desk
from app.gui.parts.flow import FlowLayout
from app.gui.parts.widgets import button, row, status_badge, text_label
from app.gui.web.edge_texts import place_text
from app.library.entries import Entry
from app.library.web import ReferenceWeb, WebEdge, WebPlace

MOST_PLACES = 200
"""Clauses in the list; the table has the others."""
LEAST_HIGH = 90
"""Logical pixels of the list of clauses."""
DOCUMENT, CLAUSE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class NodePanel(QWidget):
    centre_asked = Signal(str)
    """That node is to go to the middle."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._node = ""
        self.name = text_label("", "strong", wraps=True)
        self.title = text_label("", wraps=True)
        self.badge_row = row(None)
        self.dates = text_label("", "muted", wraps=True)
        self.counts = text_label("", "muted", wraps=True)
        self.hint = text_label("", "muted", wraps=True)
        self.open_button = button(tr("打开"), "primary", lambda: open_document(desk, self._node))
        self.centre_button = button(tr("以它为中心"), "", lambda: self.centre_asked.emit(self._node))
        self.compare_button = button(tr("对比版本"), "", lambda: desk.go(COMPARE, (self._node, None)))
        self.ask_button = button(tr("提问"), "", self._ask)
        self.places_title = text_label("", "strong")
        self.places = QListWidget()
        self.places.setObjectName("webPlaces")
        self.places.setFrameShape(QFrame.Shape.NoFrame)
        self.places.setWordWrap(True)
        self.places.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.places.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.places.setMinimumHeight(LEAST_HIGH)
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places.setAccessibleName(tr("引用所在的条款"))
        self.places.setToolTip(tr("按 Enter 或双击，打开这一条"))
        self.places.itemActivated.connect(self._open_place)
        self._filler = QWidget()
        buttons = QWidget()
        flow = FlowLayout(buttons, desk.theme.sizes.gap)
        for one in (self.open_button, self.centre_button, self.compare_button, self.ask_button):
            flow.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.sizes.gap)
        layout.addWidget(self.name)
        layout.addWidget(self.title)
        layout.addLayout(self.badge_row)
        for widget in (self.dates, self.counts, self.hint, buttons, self.places_title):
            layout.addWidget(widget)
        layout.addWidget(self.places, 1)
        layout.addWidget(self._filler, 1)

    def show_node(self, web: ReferenceWeb, node_id: str, centre: str) -> None:
        """Tell of a node; beside the centre the clauses are those between the two."""
        node, entry = web.nodes[node_id], self._desk.entry(node_id)
        self._node = node_id
        self.name.setText(node.name)
        title = node.title if node.title != node.name else ""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self._show_badge(entry)
        self.dates.setText(_dates(entry) if entry else "")
        self.dates.setVisible(bool(self.dates.text()))
        self.counts.setText(
            tr(
                "引用 {leaving} 份，被 {arriving} 份引用",
                leaving=len(web.leaving(node_id)),
                arriving=len(web.arriving(node_id)),
            )
        )
        self.hint.setText("" if entry else tr("文库里没有这一份。得到它的文件后拖进窗口，引用就会接上。"))
        self.hint.setVisible(entry is None)
        for one in (self.open_button, self.compare_button, self.ask_button):
            one.setVisible(entry is not None)
        self.centre_button.setVisible(node_id != centre)
        edges = web.arriving(node_id) if node_id == centre else _between(web, node_id, centre)
        self._show_places(web, edges)

    def _show_badge(self, entry: Entry | None) -> None:
        while (item := self.badge_row.takeAt(0)) is not None:
            if (badge := item.widget()) is not None:
                badge.deleteLater()
        if entry is not None:
            self.badge_row.addWidget(status_badge(entry.metadata.status, self._desk.theme))
        self.badge_row.addStretch(1)

    def _show_places(self, web: ReferenceWeb, edges: tuple[WebEdge, ...]) -> None:
        self.places.clear()
        found = [(edge, place) for edge in edges for place in edge.places]
        for edge, place in found[:MOST_PLACES]:
            item = QListWidgetItem(_line(web, edge, place))
            item.setData(DOCUMENT, edge.from_node)
            item.setData(CLAUSE, place.clause_id)
            self.places.addItem(item)
        shown = tr("引用所在的条款（{count} 处）", count=len(found)) if found else tr("文库里没有引用它的条款。")
        self.places_title.setText(shown)
        self.places.setVisible(bool(found))
        self._filler.setVisible(not found)

    def _open_place(self, item: QListWidgetItem) -> None:
        open_clause(self._desk, item.data(DOCUMENT), item.data(CLAUSE))

    def _ask(self) -> None:
        self._desk.question_asked.emit("", Where(document=self._node), False)


def _between(web: ReferenceWeb, node: str, centre: str) -> tuple[WebEdge, ...]:
    """The edges that join both; where there are none, those that arrive."""
    joined = tuple(edge for edge in web.around(node) if edge.other(node) == centre)
    return joined or web.arriving(node)


def _line(web: ReferenceWeb, edge: WebEdge, place: WebPlace) -> str:
    name = web.nodes[edge.from_node].name
    if place.is_dated:
        return tr("{name} {clause}（注日期）", name=name, clause=place_text(place))
    return tr("{name} {clause}（不注日期）", name=name, clause=place_text(place))


def _dates(entry: Entry) -> str:
    metadata = entry.metadata
    told = (
        tr("{day} 发布", day=metadata.issued) if metadata.issued else "",
        tr("{day} 实施", day=metadata.effective) if metadata.effective else "",
        tr("被 {names} 代替", names=enumerated(entry.replaced_by)) if entry.replaced_by else "",
        tr("代替 {names}", names=enumerated(metadata.replaces)) if metadata.replaces else "",
    )
    return "\n".join(part for part in told if part)
