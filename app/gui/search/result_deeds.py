"""What can be done with what was found: open, look around, ask, export, keep the search."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from app.domain.where import SearchRequest, Where
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.search.exporting import ask_where, export
from app.gui.search.search_parts import SearchParts


class ResultDeeds:
    def __init__(self, desk: Desk, parts: SearchParts, page: QWidget) -> None:
        self._desk = desk
        self._parts = parts
        self._page = page
        self.request: SearchRequest | None = None
        """What the results answer; None without any."""

    def open_current(self) -> None:
        """In the reader, among all results."""
        if self._parts.list.current() is not None:
            model = self._parts.model
            self._desk.open(model.places(), model.place_number(self._parts.list.currentIndex()))

    def preview_current(self) -> None:
        item = self._parts.list.current()
        if item is not None:
            self._parts.show_context()
            self._parts.context.show_around(item, self._parts.model.query)

    def follow_with_preview(self) -> None:
        """Another result is the current one."""
        if self._parts.context.isVisible():
            self.preview_current()

    def ask_about_current(self) -> None:
        """Into the question box, not yet sent."""
        item = self._parts.list.current()
        if item is not None:
            name = " ".join(part for part in (item.source.standard, item.shown.number) if part)
            self._desk.question_asked.emit(f"{name} ", Where(document=item.source.document_id), False)

    def ask_export(self) -> None:
        if self._parts.model.found:
            path = ask_where(self._page)
            if path is not None:
                self.export_to(path)

    def export_to(self, path: Path) -> None:
        if self.request is not None:
            export(self._desk, self.request, self._parts.model.found, path)

    def ask_name(self, request: SearchRequest) -> None:
        """The name under which a search is kept; nothing for an empty query."""
        if not request.query:
            return
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("保存检索"))
        dialog.setLabelText(tr("检索的名称"))
        dialog.setTextValue(request.query)
        dialog.textValueSelected.connect(lambda name: self._parts.side.keep(name, request))
        dialog.open()
