"""What an update brings, before it is applied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from app import __version__
from app.foundation.messages import enumerated, tr
from app.gui.parts.sealed_names import moment
from app.gui.parts.sizes import file_size
from app.gui.parts.widgets import button, fit_height, row, text_label
from app.gui.style.theme import Theme
from app.installation.updates import Update

ROOM = 80
"""Logical pixels more than other dialogs."""


class UpdateSheet(QDialog):
    agreed = Signal()

    def __init__(self, name: str, update: Update, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("升级"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.sizes.grown(theme.sizes.dialog + ROOM))
        title = tr("{now} → {new}", now=__version__, new=update.about.version)
        self.title = text_label(title if update.has_application else tr("加入模型"), "title", wraps=True)
        self.facts: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.sizes.pad)
        grid.setVerticalSpacing(theme.sizes.tight)
        grid.setColumnStretch(1, 1)
        told = [
            (tr("升级包"), name),
            (tr("做成"), moment(update.made)),
            (tr("签名"), tr("完好，是这个程序的发布者")),
            (tr("大小"), file_size(update.size)),
            (tr("模型"), enumerated(update.models)),
            (tr("说明"), update.about.notes),
        ]
        for line, (name_, value) in enumerate(each for each in told if each[1]):
            self.facts[name_] = text_label(value, wraps=True)
            grid.addWidget(text_label(name_, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.facts[name_], line, 1)
        promise = tr("先整个核对，装在现在的版本旁边并试着启动一次，成了才换过去；现在的版本留着，可以换回来。")
        self.start = button(tr("现在升级") if update.has_application else tr("加入"), "primary", self._agree)
        self.start.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.sizes.wide, theme.sizes.wide, theme.sizes.wide, theme.sizes.pad)
        layout.setSpacing(theme.sizes.pad)
        layout.addWidget(self.title)
        layout.addLayout(grid)
        if update.has_application:
            layout.addWidget(text_label(promise, "muted", wraps=True))
        layout.addStretch(1)
        layout.addLayout(row(None, button(tr("取消"), "", self.reject), self.start))
        fit_height(self)
        self.start.setFocus()

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
