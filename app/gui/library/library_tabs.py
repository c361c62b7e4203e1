"""Which of the library's views is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.widgets import button


class LibraryTabs(QWidget):
    DOCUMENTS, MISSING, REGISTER = range(3)

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        tips = (
            (tr("文件"), tr("文库里的文件")),
            (tr("缺少的文件"), tr("被引用而文库中没有的标准和法规")),
            (tr("标准清单"), tr("本单位的标准清单：哪些现行、哪些废止")),
        )
        for place, (name, tip) in enumerate(tips):
            made = button(name, "segment")
            made.setToolTip(tip)
            made.setCheckable(True)
            self._group.addButton(made, place)
            layout.addWidget(made)
        self._group.button(self.DOCUMENTS).setChecked(True)
        self._group.idClicked.connect(self.changed)

    @property
    def chosen(self) -> int:
        return self._group.checkedId()

    def choose(self, tab: int) -> None:
        self._group.button(tab).setChecked(True)
        self.changed.emit(tab)
