"""What can be done with the selected documents, each by mouse, key, menu and command palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.foundation.messages import tr
from app.gui.library.collection_dialog import CollectionDialog, collections_of
from app.gui.library.entry_text import called, place_of_entry, told_apart
from app.gui.parts.desk import COMPARE, WEB, WORK, Desk
from app.gui.parts.labels import error_texts
from app.gui.style.icons import icon
from app.library.collection_names import collection_name

if TYPE_CHECKING:
    from app.library.entries import Entry


class LibraryActions(QObject):
    """The actions, made for a page that has ``selected`` documents; they are enabled as the selection allows.

    Removing hides the documents at once and removes them when the offer to undo ends.
    """

    hidden = Signal(object)
    """The ids of all documents that are about to go."""
    removed = Signal(str)
    """A document is gone for good."""
    reread_asked = Signal(object, bool)
    """Ids of documents to read again, and whether with text recognition of every page."""
    export_asked = Signal(object)
    """Ids of documents that are to go into a library file."""

    def __init__(self, desk: Desk, selected: Callable[[], Sequence[Entry]], page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._selected = selected
        self._page = page
        self._going: frozenset[str] = frozenset()
        self.open = self._action(tr("打开文件"), "book-open", "Ctrl+Return", self.open_selected)
        self.reread = self._action(tr("重新读取"), "refresh-cw", "F5", self._reread)
        self.recognise = self._action(tr("用文字识别（OCR）重新读取"), "scan-text", "Shift+F5", self.reread_recognising)
        self.move = self._action(tr("移到文库…"), "folder-tree", "Ctrl+M", self._move)
        self.compare = self._action(tr("对比两份文件"), "git-compare", "Ctrl+D", self._compare)
        self.web = self._action(tr("查看引用关系"), "network", "", self._go_to_web)
        self.checklist = self._action(tr("生成检查表"), "list-checks", "", self._go_to_checklist)
        self.export = self._action(tr("把选中的导出为文库包…"), "package", "", self._export)
        self.show_folder = self._action(tr("在文件夹中显示"), "folder-open", "Ctrl+Shift+E", self._show_in_folder)
        self.copy = self._action(tr("复制编号和名称"), "copy", "Ctrl+Shift+C", self._copy)
        self.remove = self._action(tr("从文库移除"), "trash-2", "Del", self._remove)
        self.refresh()

    @property
    def all(self) -> tuple[QAction, ...]:
        return (
            self.open,
            self.compare,
            self.web,
            self.checklist,
            self.reread,
            self.recognise,
            self.move,
            self.export,
            self.show_folder,
            self.copy,
            self.remove,
        )

    @property
    def going(self) -> frozenset[str]:
        """Documents whose removal can still be undone; no list shows them."""
        return self._going

    def refresh(self) -> None:
        """The selection is another."""
        count = len(self._selected())
        for action in self.all:
            action.setEnabled(count > 0)
        self.compare.setEnabled(count == 2)
        for action in (self.web, self.checklist, self.show_folder):
            action.setEnabled(count == 1)

    def menu(self, parent: QWidget) -> QMenu:
        """For a right click or the menu key."""
        made = QMenu(parent)
        made.addActions([self.open, self.compare, self.web, self.checklist])
        made.addSeparator()
        made.addActions([self.reread, self.recognise, self.move])
        made.addSeparator()
        made.addActions([self.export, self.show_folder, self.copy])
        made.addSeparator()
        made.addAction(self.remove)
        return made

    def open_selected(self) -> None:
        entries = self._selected()
        if entries:
            self._desk.open([place_of_entry(entry) for entry in entries])

    def reread_recognising(self) -> None:
        self.reread_asked.emit([entry.id for entry in self._selected()], True)

    def forget_gone(self, entries: Sequence[Entry]) -> None:
        """The library's list is new: what is not in it any more need not be hidden."""
        self._hide(self._going & {entry.id for entry in entries})

    def keep(self, document_id: str) -> None:
        """Its file has been handed in again while its removal could still be undone: it stays."""
        if document_id in self._going:
            self._hide(self._going - {document_id})
            entry = self._desk.entry(document_id)
            if entry is not None:
                self._desk.say(tr("{name} 又添加了一次，没有移除。", name=told_apart(entry, self._desk.entries)))

    def _reread(self) -> None:
        self.reread_asked.emit([entry.id for entry in self._selected()], False)

    def _move(self) -> None:
        entries = list(self._selected())
        if not entries:
            return
        text = tr("把 {name} 移到：", name=self._told(entries))
        collections = collections_of(self._desk.entries)
        dialog = CollectionDialog(text, collections, entries[0].collection, self._desk.theme, self._page)
        dialog.given.connect(lambda name: self._move_to(entries, name))
        dialog.open()

    def _move_to(self, entries: Sequence[Entry], name: str) -> None:
        """A short commit of its own: it does not wait for files that are being added."""
        ids = [entry.id for entry in entries]

        def done(collection: str) -> None:
            self._desk.library_changed.emit()
            self._desk.say(tr("{name} 已移到“{to}”", name=self._told(entries), to=collection_name(collection)))

        self._desk.run("move", lambda session, _: session.move_to_collection(ids, name), done, quick=True)

    def _compare(self) -> None:
        """The older of two editions first."""
        entries = self._selected()
        if len(entries) == 2:
            older, newer = sorted(entries, key=lambda entry: entry.metadata.effective or entry.metadata.issued or "")
            self._desk.go(COMPARE, (older.id, newer.id))

    def _go_to_web(self) -> None:
        entries = self._selected()
        if len(entries) == 1:
            self._desk.go(WEB, entries[0].id)

    def _go_to_checklist(self) -> None:
        entries = self._selected()
        if len(entries) == 1:
            self._desk.go(WORK, entries[0].id)

    def _show_in_folder(self) -> None:
        for entry in self._selected()[:1]:
            folder = Path(entry.path).parent
            if folder.is_dir():
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
            else:
                self._desk.say(tr("找不到文件夹 {folder}，可能已被移动或是没有插上的盘。", folder=folder))

    def _export(self) -> None:
        entries = self._selected()
        if entries:
            self.export_asked.emit(tuple(entry.id for entry in entries))

    def _copy(self) -> None:
        entries = self._selected()
        if entries:
            QGuiApplication.clipboard().setText("\n".join(map(called, entries)))
            self._desk.say(tr("已复制 {count} 份文件的编号和名称", count=len(entries)))

    def _remove(self) -> None:
        entries = list(self._selected())
        if not entries:
            return
        ids = frozenset(entry.id for entry in entries)
        self._hide(self._going | ids)
        self._desk.do_unless_undone(
            tr("已从文库移除 {name}。您电脑上的原文件不受影响。", name=self._told(entries)),
            lambda: self._remove_now(entries),
            lambda: self._hide(self._going - ids),
        )

    def _told(self, entries: Sequence[Entry]) -> str:
        if len(entries) == 1:
            return told_apart(entries[0], self._desk.entries)
        return tr("{count} 份文件", count=len(entries))

    def _remove_now(self, entries: Sequence[Entry]) -> None:
        ids = [entry.id for entry in entries if entry.id in self._going]

        def done(_: None) -> None:
            for document_id in ids:
                self.removed.emit(document_id)
            self._desk.library_changed.emit()
            self._desk.run("clear leftovers", lambda session, _: session.clear_leftovers(), lambda _: None, writes=True)

        def fail(error: BaseException) -> None:
            self._hide(self._going.difference(ids))
            message, hint = error_texts(error)
            self._desk.say(f"{tr('没有移除：{cause}', cause=message)} {hint}".strip())
            self._desk.library_changed.emit()

        self._desk.run("remove", lambda session, _: session.take_out(ids), done, fail, quick=True)

    def _hide(self, document_ids: frozenset[str]) -> None:
        if document_ids != self._going:
            self._going = document_ids
            self.hidden.emit(document_ids)

    def _action(self, text: str, picture: str, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(icon(picture, self._desk.theme), text, self._page)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tip = tr("{action}（{keys}）", action=text.rstrip("…"), keys=keys) if keys else text
        action.setToolTip(tip)
        action.triggered.connect(lambda: act())
        return action
