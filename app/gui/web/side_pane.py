"""Beside the picture: what is known of the chosen node, or the edges as a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.foundation.messages import tr
from app.gui.parts.widgets import button, row
from app.gui.style.theme import Theme
from app.gui.web.edge_delegate import EdgeDelegate
from app.gui.web.edge_model import EdgeModel

SIDE_WIDTH, SIDE_LEAST = 300, 240


class SidePane(QWidget):
    """Two segments."""

    def __init__(self, panel: QWidget, edges: EdgeModel, theme: Theme) -> None:
        super().__init__()
        self.setMinimumWidth(theme.sizes.grown(SIDE_LEAST))
        self.table = _table(edges, theme)
        stack = QStackedWidget()
        stack.addWidget(_scrolled(panel))
        stack.addWidget(self.table)
        group = QButtonGroup(self)
        segments = [button(tr("选中的文件"), "segment"), button(tr("列表"), "segment")]
        for place, segment in enumerate(segments):
            segment.setCheckable(True)
            group.addButton(segment, place)
        segments[0].setChecked(True)
        group.idClicked.connect(stack.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.sizes.pad, 0, 0, 0)
        layout.setSpacing(theme.sizes.pad)
        layout.addLayout(row(*segments, None, spacing=2))
        layout.addWidget(stack, 1)


def _table(edges: EdgeModel, theme: Theme) -> QTableView:
    table = QTableView()
    table.setModel(edges)
    table.setAccessibleName(tr("引用关系列表"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for column in range(1, edges.columnCount()):
        table.setColumnHidden(column, True)
    delegate = EdgeDelegate(edges, theme, table)
    table.setItemDelegate(delegate)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(delegate.height(table.font()))
    table.horizontalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    return table


def _scrolled(panel: QWidget) -> QScrollArea:
    """So that a small window need not be as high as all that is told."""
    panel.setObjectName("surfaceBody")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area = QScrollArea()
    area.setObjectName("surface")
    area.setWidgetResizable(True)
    area.setWidget(panel)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
