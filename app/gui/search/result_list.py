"""The list of results and its keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView, QMenu

from app.domain.evidence import Evidence
from app.domain.names import status_to_warn_of
from app.domain.printed_page import page_name
from app.foundation.messages import tr
from app.gui.parts.copying import copy_text
from app.gui.parts.desk import Desk
from app.gui.search.result_delegate import ResultDelegate
from app.gui.search.results_model import ResultsModel
from app.gui.style.theme import Theme


class ResultList(QListView):
    """Enter or a double click opens, Space previews, Ctrl+C copies with the source."""

    open_asked = Signal()
    preview_asked = Signal()
    question_asked = Signal()
    copied = Signal(object)
    """The Evidence that is to be put on the clipboard."""
    left_upwards = Signal()
    """Up on the first row: back to the field."""

    def __init__(self, model: ResultsModel, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("searchResults")
        self.setAccessibleName(tr("检索结果"))
        self.results = model
        self.setModel(model)
        self._delegate = ResultDelegate(model, self, theme)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._pop_up)
        self.doubleClicked.connect(lambda _: self.open_asked.emit())
        self.open_action = self._action(tr("在阅读器中打开"), "Return", self.open_asked.emit)
        self.preview_action = self._action(tr("查看上下文"), "Space", self.preview_asked.emit)
        self.copy_action = self._action(tr("复制原文和出处"), QKeySequence.StandardKey.Copy, self.copy)
        self.ask_action = self._action(tr("就此条提问"), "Ctrl+Return", self.question_asked.emit)

        self.selectionModel().currentChanged.connect(lambda *_: self._show_what_can_be_done())
        model.modelReset.connect(self._show_what_can_be_done)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        """Nothing without a result that the list stands on."""
        for action in self.actions():
            action.setEnabled(self.current() is not None)

    def current(self) -> Evidence | None:
        return self.results.evidence_at(self.currentIndex())

    def set_pale(self, *, is_pale: bool) -> None:
        """Shown faintly: these are not what is being searched for now."""
        self._delegate.is_pale = is_pale
        self.viewport().update()

    @property
    def is_pale(self) -> bool:
        return self._delegate.is_pale

    def choose(self, passage_id: str) -> None:
        """Choose that passage where it is among the results."""
        for row, item in enumerate(self.results.rows):
            if isinstance(item, Evidence) and item.passage_id == passage_id:
                self.setCurrentIndex(self.results.index(row))
                return

    def choose_first(self) -> bool:
        """Whether there is a result to choose."""
        row = next((row for row, item in enumerate(self.results.rows) if isinstance(item, Evidence)), None)
        if row is not None:
            self.setCurrentIndex(self.results.index(row))
        return row is not None

    def scroll_to(self, place: int) -> None:
        """To a value of the bar, among rows that are new."""
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)

    def copy(self) -> None:
        item = self.current()
        if item is not None:
            self.copied.emit(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their text needs at this width, which Qt asks for only when the height changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() == before:
            self.left_upwards.emit()

    def _action(self, text: str, keys: str | QKeySequence.StandardKey, deed: object) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(keys), *([QKeySequence("Enter")] if keys == "Return" else [])])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(deed)
        self.addAction(action)
        return action

    def _pop_up(self, where: QPoint) -> None:
        if self.current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.open_action, self.preview_action, self.copy_action, self.ask_action])
        menu.popup(self.viewport().mapToGlobal(where))


def copy_result(desk: Desk, item: Evidence) -> None:
    """With its place, under the document's own security mark."""
    source = item.source
    entry = desk.entry(source.document_id)
    mark = entry.metadata.security_mark if entry is not None else source.security_mark
    copy_text(desk, text_with_source(item), way="search", documents=(source.document_id,), mark=mark)


def text_with_source(item: Evidence) -> str:
    """The passage as printed, and below it where it stands; with the status of a text that is not in force."""
    source = item.source
    title = source.title if source.title not in source.standard else ""
    name = " ".join(part for part in (source.standard, title) if part)
    place = " ".join(
        part for part in (name, item.number, page_name(item.page, item.source.printed_page(item.page))) if part
    )
    status = status_to_warn_of(source.status)
    return f"{item.text}\n——{place}" + (tr("（{status}）", status=status) if status else "")
