"""The list of all keys, made from the window's own actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.foundation.messages import tr
from app.gui.parts.widgets import button, row
from app.gui.shell.palette import Command
from app.gui.style.icons import application_icon
from app.gui.style.theme import Theme

WIDE, HIGH = 560, 560


class ShortcutsDialog(QDialog):
    def __init__(self, commands: Sequence[Command], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("键盘快捷键"))
        self.setWindowIcon(application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDE, HIGH)
        keyed = sorted((command for command in commands if command.keys), key=lambda command: command.where)
        self.table = QTableWidget(len(keyed), 3)
        self.table.setAccessibleName(tr("键盘快捷键"))
        self.table.setHorizontalHeaderLabels([tr("操作"), tr("按键"), tr("在哪里")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for line, command in enumerate(keyed):
            self.table.setItem(line, 0, QTableWidgetItem(command.name))
            self.table.setItem(line, 1, QTableWidgetItem(command.keys))
            self.table.setItem(line, 2, QTableWidgetItem(command.where or tr("处处")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(theme.sizes.pad)
        layout.addWidget(self.table)
        close = button(tr("关闭"), "", self.reject)
        close.setDefault(True)
        layout.addLayout(row(None, close))
