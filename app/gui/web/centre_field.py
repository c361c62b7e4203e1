"""The field that finds a standard and puts it in the middle."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.foundation.messages import tr
from app.gui.parts.search_field import let_clear
from app.gui.web.marks import status_text
from app.library.web import ReferenceWeb

ID = Qt.ItemDataRole.UserRole


class CentreField(QLineEdit):
    picked = Signal(str)
    """The id of the node."""

    def __init__(self) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.setPlaceholderText(tr("查找编号或名称，放到中间"))
        self.setAccessibleName(tr("查找编号或名称，放到中间"))
        let_clear(self)
        completer = QCompleter(self._model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]  # an overload, unknown to the stubs
        completer.popup().setAccessibleName(tr("找到的文件"))
        self.setCompleter(completer)
        self.returnPressed.connect(self._pick_first)

    def show_web(self, web: ReferenceWeb) -> None:
        """Offer the documents held, then what is missing."""
        self._model.clear()
        for node in sorted(web.nodes.values(), key=lambda node: (not node.is_held, node.name, node.id)):
            title = node.title if node.title != node.name else ""
            told = "" if node.is_held else tr("（{status}）", status=status_text(None))
            item = QStandardItem(f"{node.name} {title}{told}".strip())
            item.setData(node.id, ID)
            self._model.appendRow(item)

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(str(index.data(ID)))

    def _pick_first(self) -> None:
        """What the list shows first, without a key for it."""
        found = self.completer().completionModel()
        if self.text().strip() and found.rowCount():
            self._pick(found.index(0, 0))
