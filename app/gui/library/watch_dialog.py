"""The watched folders: which there are, whether they are there, and adding or leaving out one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.library.collection_dialog import CollectionBox, collections_of
from app.gui.library.watcher import Watcher
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.style.icons import icon
from app.library.collection_names import DEFAULT_COLLECTION, collection_name

if TYPE_CHECKING:
    from app.workspace.watching import FolderLook

SIZE = (620, 420)


class WatchDialog(QDialog):
    def __init__(self, desk: Desk, watcher: Watcher, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("监视的文件夹"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._watcher = watcher
        theme = desk.theme
        self.list = QListWidget()
        self.list.setObjectName("framedList")
        self.list.setAccessibleName(tr("监视的文件夹"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problem = Notice("", "", "danger")
        self.problem.hide()
        self.collection = CollectionBox(tr("新文件放到这个文库"), theme)
        self.collection.offer(collections_of(desk.entries), DEFAULT_COLLECTION)
        self.add = button(tr("添加文件夹…"), "primary", self._choose)
        self.leave = button(tr("不再监视"), "", self._leave)
        self.look = button(tr("现在检查"), "", watcher.look_now)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.sizes.gap)
        layout.addWidget(
            text_label(
                tr("这些文件夹里新增和改动的文件会自动添加，下级文件夹也在内。从文件夹删去的文件，文库里仍保留。"),
                "muted",
                wraps=True,
            )
        )
        layout.addWidget(self.problem)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(text_label(tr("新文件放到文库")), self.collection, None, self.leave, self.add))
        layout.addLayout(row(self.look, None, button(tr("关闭"), "", self.accept)))
        self.resize(*map(theme.sizes.grown, SIZE))
        self.list.itemSelectionChanged.connect(self._refresh)
        watcher.looked.connect(self._show)
        self._show()
        watcher.look()

    def add_folder(self, folder: Path) -> None:
        self.problem.hide()
        self._watcher.watch(folder, self.collection.currentText(), self._fail)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("选择要监视的文件夹"))
        if name:
            self.add_folder(Path(name))

    def _leave(self) -> None:
        for item in self.list.selectedItems():
            self._watcher.unwatch(item.data(Qt.ItemDataRole.UserRole))

    def _fail(self, error: BaseException) -> None:
        self.problem.tell(*error_texts(error))
        self.problem.show()

    def _show(self) -> None:
        chosen = {item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()}
        self.list.clear()
        for look in self._watcher.looks:
            item = QListWidgetItem(_told(look))
            colours = self._desk.theme.colours
            picture = "usb" if look.is_missing else "folder"
            item.setIcon(icon(picture, self._desk.theme, colours.muted if look.is_missing else colours.accent))
            item.setData(Qt.ItemDataRole.UserRole, look.folder.path)
            self.list.addItem(item)
            item.setSelected(look.folder.path in chosen)
        if not self._watcher.looks:
            nothing = QListWidgetItem(tr("还没有监视的文件夹。点“添加文件夹…”，其中的文件会自动进入文库。"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setForeground(QColor(self._desk.theme.colours.muted))
            self.list.addItem(nothing)
        self._refresh()

    def _refresh(self) -> None:
        self.leave.setEnabled(bool(self.list.selectedItems()))
        self.look.setEnabled(bool(self._watcher.looks))


def _told(look: FolderLook) -> str:
    if look.is_missing:
        state = tr("现在找不到它（盘没有插上？）；回来后自动继续")
    elif look.changed or look.settling:
        state = tr("{count} 个文件等待添加", count=len(look.changed) + look.settling)
    else:
        state = tr("没有新文件")
    return f"{look.folder.path}\n{collection_name(look.folder.collection)} · {state}"
