"""What can be done with the conversation that the list stands on, by keys, from the palette and from a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from app.foundation.messages import tr
from app.gui.conversations.conversation_list import ConversationList
from app.gui.conversations.keeping import Keeping
from app.gui.parts.labels import menu_text
from app.library.conversation_rows import Conversation

Deed = Callable[[Conversation], None]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a conversation: its name, its keys, the doing."""

    text: str
    keys: str
    do: Deed


class RowActions(QObject):
    def __init__(self, pane: QWidget, view: ConversationList, keeping: Keeping, further: Sequence[Step]) -> None:
        """``further`` are what others do with it."""
        super().__init__(pane)
        self._pane = pane
        self._view = view
        self._keeping = keeping
        self.rename = self._add(Step(tr("重命名对话"), "F2", lambda _: view.rename()))
        self.pin = self._add(Step(tr("置顶对话"), "Ctrl+Shift+T", keeping.pin))
        self.move = self._add(Step(tr("移到文件夹…"), "Ctrl+Shift+M", self._ask_folder))
        self.archive = self._add(Step(tr("归档对话"), "Ctrl+Shift+E", keeping.archive))
        self.further = [self._add(step) for step in further]
        self.delete = self._add(Step(tr("删除对话"), "Del", keeping.delete))

    def show_what_can_be_done(self) -> None:
        """Nothing without a chosen conversation."""
        for action in (self.pin, self.move, self.archive, *self.further, self.delete):
            action.setEnabled(self._view.chosen() is not None)
        self.rename.setEnabled(self._view.can_rename)

    def pop_up(self, where: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(where)

    def menu(self) -> QMenu | None:
        """What can be done with the chosen conversation; None without one."""
        conversation = self._view.chosen()
        if conversation is None:
            return None
        self.pin.setText(tr("取消置顶") if conversation.is_pinned else tr("置顶对话"))
        self.archive.setText(tr("移出归档") if conversation.is_archived else tr("归档对话"))
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._view.can_rename:
            menu.addAction(self.rename)
        menu.addActions([self.pin, self.move])
        if conversation.folder:
            out = menu.addAction(menu_text(tr("移出文件夹“{name}”", name=conversation.folder)))
            out.triggered.connect(lambda: self._keeping.move(conversation, ""))
        menu.addActions([self.archive, *self.further])
        menu.addSeparator()
        menu.addAction(self.delete)
        return menu

    def _add(self, step: Step) -> QAction:
        """Its keys work in the list alone: Del and F2 belong to whatever is being written elsewhere."""

        def do() -> None:
            conversation = self._view.chosen()
            if conversation is not None:
                step.do(conversation)

        action = add_action(self._pane, step.text, step.keys, do, Qt.ShortcutContext.WidgetShortcut)
        self._view.addAction(action)
        return action

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
