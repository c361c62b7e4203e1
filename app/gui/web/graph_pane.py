"""The picture with its bar and its legend; beside it what is known of the chosen node, and the edges as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.foundation.errors import ZhunshengError
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.save_dialog import ask_new_file, file_name
from app.gui.web.edge_model import EdgeModel
from app.gui.web.graph_bar import GraphBar
from app.gui.web.graph_scene import GraphScene
from app.gui.web.graph_view import STEP, GraphView
from app.gui.web.legend import Legend
from app.gui.web.marks import status_text
from app.gui.web.node_panel import NodePanel
from app.gui.web.picture_file import save_picture
from app.gui.web.side_pane import SIDE_WIDTH, SidePane
from app.gui.web.trail import Trail
from app.library.web import ReferenceWeb, neighbourhood

RING_LIMITS = (30, 24)
"""Nodes of each ring at first: as many as can be read at once."""
UNFOLDED = 60
"""Nodes that one press adds to a ring: hundreds at once would say nothing and take a second."""
NARROW, LOW = 760, 560
"""Below this width the panel stands under the picture; then the legend goes where the height is below the other."""


class GraphPane(QWidget):
    centred = Signal(str)
    """A node came to the middle."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.web = ReferenceWeb({}, ())
        self.trail = Trail()
        self.chosen = ""
        self._steps = 1
        self._side_width = desk.theme.sizes.grown(SIDE_WIDTH)
        self._limits = RING_LIMITS
        self.bar = GraphBar(desk.theme, self)
        self.scene = GraphScene(desk.theme, self)
        self.view = GraphView(self.scene)
        self.legend = Legend(desk.theme)
        self.panel = NodePanel(desk)
        self.edges = EdgeModel(self)
        self.side = SidePane(self.panel, self.edges, desk.theme)
        self.table = self.side.table
        self._lay_out()
        self._connect()

    def show_web(self, web: ReferenceWeb) -> None:
        """The library has changed: keep what is in the middle where it is still there."""
        self.web = web
        self.bar.field.show_web(web)
        self.trail.keep(frozenset(web.nodes))
        if self.trail.current is None and (first := web.busiest()) is not None:
            self.trail.visit(first)
        self._draw()

    def centre_on(self, node: str) -> None:
        """Put a node into the middle; one that the web does not have is told in passing."""
        if node not in self.web.nodes:
            self._desk.say(tr("引用图里没有这份文件。"))
            return
        self.trail.visit(node)
        self._limits = RING_LIMITS
        self._draw()
        self.centred.emit(node)

    def choose(self, node: str) -> None:
        """Tell of a node without moving anything."""
        if node not in self.web.nodes:
            self.chosen = node  # what stands for the cut rest of a ring
            self.scene.choose(node)
            return
        self.chosen = node
        self.scene.choose(node)
        self.panel.show_node(self.web, node, self.trail.current or node)
        known = self.web.nodes[node]
        self.view.setAccessibleDescription(f"{known.name} {known.title} {status_text(known.status)}")

    def choose_file(self, suggested: str, ending: str) -> Path | None:
        """Ask where to save. Tests and scripts replace this."""
        kinds = tr("图片 ({pattern})", pattern=f"*{ending}")
        return ask_new_file(self, tr("引用图存为图片"), suggested, kinds, ending)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self.legend.setVisible(not is_narrow or self.height() >= LOW)
        way = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if way is not self._splitter.orientation():
            self._splitter.setOrientation(way)
            whole = self.height() if is_narrow else self.width()
            side = whole * 2 // 5 if is_narrow else self._side_width
            self._splitter.setSizes([whole - side, side])

    def _draw(self) -> None:
        centre = self.trail.current
        self.bar.back.setEnabled(self.trail.can_go_back)
        self.bar.forward.setEnabled(self.trail.can_go_forward)
        if centre is None:
            return
        around = neighbourhood(self.web, centre, self._steps, self._limits)
        self.scene.show_around(self.web, around)
        self.edges.show(self.web, around.edges)
        self.choose(centre)
        self.view.fit()

    def _walk(self, node: str | None) -> None:
        if node is not None:
            self._limits = RING_LIMITS
            self._draw()
            self.centred.emit(node)

    def _take_steps(self, steps: int) -> None:
        self._steps = steps
        self._draw()

    def _unfold(self, ring: int) -> None:
        limits = list(self._limits)
        limits[ring] += UNFOLDED
        self._limits = (limits[0], limits[1])
        self._draw()

    def _walk_to(self, node: str) -> None:
        self.choose(node)
        self.view.show_node(node)

    def _confirm(self) -> None:
        item = self.scene.nodes.get(self.chosen)
        if item is not None and item.node is None:
            item.clicked(self.chosen)
        elif self.chosen != self.trail.current:
            self.centre_on(self.chosen)

    def _choose_row(self, current: QModelIndex) -> None:
        if current.isValid():
            centre = self.trail.current or ""
            self.choose(self.edges.edges[current.row()].other(centre))

    def _save(self, ending: str) -> None:
        centre = self.web.nodes.get(self.trail.current or "")
        if centre is None:
            return
        title = tr("{name} 的引用关系", name=centre.name)
        path = self.choose_file(file_name(title, tr("引用图")), ending)
        if path is None:
            return
        try:
            self.scene.end_moving()
            save_picture(self.scene, path, title)
        except ZhunshengError as error:
            self._desk.say_error(error)
        else:
            self._desk.say(tr("已存为 {name}。", name=path.name))

    def _connect(self) -> None:
        bar, view = self.bar, self.view
        bar.field.picked.connect(self.centre_on)
        bar.steps_chosen.connect(self._take_steps)
        bar.save_asked.connect(self._save)
        bar.back.triggered.connect(lambda: self._walk(self.trail.back()))
        bar.forward.triggered.connect(lambda: self._walk(self.trail.forward()))
        bar.fit.triggered.connect(view.fit)
        bar.zoom_in.triggered.connect(lambda: view.zoom_by(STEP))
        bar.zoom_out.triggered.connect(lambda: view.zoom_by(1 / STEP))
        self.scene.chosen.connect(self.choose)
        later = Qt.ConnectionType.QueuedConnection  # the item that was pressed is gone in the new picture
        self.scene.entered.connect(self.centre_on, later)
        self.scene.unfold_asked.connect(self._unfold, later)
        view.walked.connect(self._walk_to)
        view.confirmed.connect(self._confirm)
        self.panel.centre_asked.connect(self.centre_on)
        self.table.selectionModel().currentRowChanged.connect(lambda current, _: self._choose_row(current))
        self.table.activated.connect(lambda _: self._confirm())

    def _lay_out(self) -> None:
        picture = QWidget()
        left = QVBoxLayout(picture)
        left.setContentsMargins(0, 0, self._desk.theme.sizes.pad, self._desk.theme.sizes.gap)
        left.setSpacing(self._desk.theme.sizes.gap)
        left.addWidget(self.bar)
        left.addWidget(self.view, 1)
        left.addWidget(self.legend)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(picture)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([self._side_width * 3, self._side_width])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
