"""What refers to a clause, and what it refers to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from app.domain.document import Clause, ClauseTree
from app.domain.names import status_name
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import row, text_label, tool
from app.gui.reader.clause_words import clause_name
from app.gui.reader.opened import Opened
from app.gui.road.session import Session
from app.library.entries import StoredReference

TARGET = int(Qt.ItemDataRole.UserRole)
HIGHEST = 210


class ReferencesPanel(QFrame):
    clause_asked = Signal(str, str)
    """A document's id and a clause's id to open."""
    number_asked = Signal(str, str)
    """A document's id and a clause's number, "" for its beginning."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("readerReferences")
        self._desk = desk
        self._asked = 0
        self.title = text_label("", "strong")
        self.told = text_label("", "muted", wraps=True)
        self.list = QListWidget()
        self.list.setObjectName("contents")
        self.list.setAccessibleName(tr("引用"))
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.close_button = tool("x", tr("关闭"), desk.theme, self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(row(self.title, None, self.close_button))
        layout.addWidget(self.told)
        layout.addWidget(self.list, 1)
        self.setMaximumHeight(HIGHEST)
        self.hide()

    def show_arriving(self, opened: Opened, clause: Clause) -> None:
        """Who refers to the clause."""
        document = opened.entry.id

        def work(session: Session, progress: Progress) -> list[StoredReference]:
            return session.references_to_clause(document, clause.id)

        name = clause_name(clause, opened.tree)
        self._ask(tr("谁引用了 {clause}", clause=name), tr("文库中没有条款引用它。"), work, arriving=True)

    def show_leaving(self, opened: Opened, clause: Clause) -> None:
        """What the clause and all within it refer to."""
        document, inside = opened.entry.id, _within(opened.tree, clause)

        def work(session: Session, progress: Progress) -> list[StoredReference]:
            return [each for each in session.references(document) if each.reference.from_clause in inside]

        name = clause_name(clause, opened.tree)
        self._ask(tr("{clause} 引用了什么", clause=name), tr("这一条没有引用其他条款或标准。"), work, arriving=False)

    def _ask(self, title: str, nothing: str, work: object, *, arriving: bool) -> None:
        self._asked += 1
        asked = self._asked
        self.title.setText(title)
        self._tell(tr("正在查找…"))
        self.show()

        def done(found: list[StoredReference]) -> None:
            if asked == self._asked:
                self._show(found, nothing, arriving=arriving)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                self._tell(" ".join(error_texts(error)))

        self._desk.run("references", work, done, fail)  # type: ignore[arg-type]

    def _tell(self, text: str) -> None:
        self.list.clear()
        self.list.hide()
        self.told.setText(text)
        self.told.show()

    def _show(self, found: list[StoredReference], nothing: str, *, arriving: bool) -> None:
        if not found:
            self._tell(nothing)
            return
        self._tell("")
        self.told.hide()
        self.list.show()
        for stored in found:
            item = QListWidgetItem(self._arriving_text(stored) if arriving else self._leaving_text(stored))
            item.setData(TARGET, _target(stored, arriving=arriving))
            if item.data(TARGET) is None:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _arriving_text(self, stored: StoredReference) -> str:
        entry = self._desk.entry(stored.from_document)
        name = entry.source.standard if entry is not None else stored.from_document
        return " ".join(part for part in (name, stored.from_number or "") if part)

    def _leaving_text(self, stored: StoredReference) -> str:
        reference = stored.reference
        name = " ".join(part for part in (reference.to_standard or tr("本文件"), reference.to_clause or "") if part)
        if stored.resolved_document is None:
            return tr("{name} · 文库中没有", name=name)
        status = status_name(stored.resolved_status) if stored.resolved_status and reference.to_standard else ""
        return " · ".join(part for part in (name, status) if part)

    def _open(self, item: QListWidgetItem) -> None:
        target = item.data(TARGET)
        if target is None:
            return
        by_id, document, clause = target
        (self.clause_asked if by_id else self.number_asked).emit(document, clause)


def _target(stored: StoredReference, *, arriving: bool) -> tuple[bool, str, str] | None:
    """Whether the third is a clause's id, else its number; the document; the clause."""
    if arriving:
        return True, stored.from_document, stored.reference.from_clause
    if stored.resolved_document is None:
        return None
    return False, stored.resolved_document, stored.reference.to_clause or ""


def _within(tree: ClauseTree, clause: Clause) -> set[str]:
    found = {clause.id}
    for child in tree.children(clause.id):
        found |= _within(tree, child)
    return found
