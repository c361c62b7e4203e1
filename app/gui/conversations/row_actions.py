"""What can be done with the conversation that the list stands on, by keys, from the palette and from a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QListView, QMenu, QWidget

from app.foundation.messages import tr
from app.gui.conversations.conversations_model import ConversationsModel
from app.gui.conversations.grouping import ConversationRow, HitRow
from app.gui.conversations.keeping import Keeping
from app.library.conversation_rows import Conversation

Deed = Callable[[Conversation], None]


class RowActions(QObject):
    def __init__(
        self,
        pane: QWidget,
        view: QListView,
        model: ConversationsModel,
        keeping: Keeping,
        export: Callable[[str], None],
        put_on_paper: Callable[[str], None],
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._view = view
        self._model = model
        self._keeping = keeping
        self.rename = self._add(tr("重命名对话"), "F2", lambda _: self._rename())
        self.pin = self._add(tr("置顶对话"), "Ctrl+Shift+T", keeping.pin)
        self.move = self._add(tr("移到文件夹…"), "Ctrl+Shift+M", self._ask_folder)
        self.archive = self._add(tr("归档对话"), "Ctrl+Shift+E", keeping.archive)
        self.export = self._add(tr("导出对话…"), "Ctrl+Shift+S", lambda each: export(each.id))
        self.print = self._add(tr("打印对话…"), "Ctrl+P", lambda each: put_on_paper(each.id))
        self.delete = self._add(tr("删除对话"), "Del", keeping.delete)

    def chosen(self) -> Conversation | None:
        """The conversation that the list stands on."""
        standing = self._model.row(self._view.currentIndex())
        return standing.conversation if isinstance(standing, ConversationRow | HitRow) else None

    def menu(self) -> QMenu | None:
        """What can be done with the chosen conversation; None without one."""
        conversation = self.chosen()
        if conversation is None:
            return None
        self.pin.setText(tr("取消置顶") if conversation.is_pinned else tr("置顶对话"))
        self.archive.setText(tr("移出归档") if conversation.is_archived else tr("归档对话"))
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._can_rename():
            menu.addAction(self.rename)
        menu.addActions([self.pin, self.move])
        if conversation.folder:
            out = menu.addAction(tr("移出文件夹“{name}”", name=conversation.folder))
            out.triggered.connect(lambda: self._keeping.move(conversation, ""))
        menu.addActions([self.archive, self.export, self.print])
        menu.addSeparator()
        menu.addAction(self.delete)
        return menu

    def _add(self, text: str, keys: str, do: Deed) -> QAction:
        """Its keys work in the list alone: Del and F2 belong to whatever is being written elsewhere."""

        def step() -> None:
            conversation = self.chosen()
            if conversation is not None:
                do(conversation)

        action = add_action(self._pane, text, keys, step, Qt.ShortcutContext.WidgetShortcut)
        self._view.addAction(action)
        return action

    def _can_rename(self) -> bool:
        return bool(self._view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)

    def _rename(self) -> None:
        if self._can_rename():
            self._view.edit(self._view.currentIndex())

    def _ask_folder(self, conversation: Conversation) -> None:
        dialog = QInputDialog(self._pane)
        dialog.setWindowTitle(tr("移到文件夹"))
        dialog.setLabelText(tr("选一个文件夹，或写一个新的名称（留空就是不放进文件夹）："))
        dialog.setComboBoxItems(list(self._keeping.folders()))
        dialog.setComboBoxEditable(True)
        dialog.setTextValue(conversation.folder)
        dialog.setOkButtonText(tr("移到"))
        dialog.setCancelButtonText(tr("取消"))
        dialog.textValueSelected.connect(lambda folder: self._keeping.move(conversation, folder))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def add_action(owner: QWidget, text: str, keys: str, do: Callable[[], None], where: Qt.ShortcutContext) -> QAction:
    """An action that the palette lists and the keys reach."""
    action = QAction(text, owner)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(where)
    action.triggered.connect(lambda: do())
    owner.addAction(action)
    return action
