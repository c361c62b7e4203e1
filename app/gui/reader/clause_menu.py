"""What can be done with the clause under the mouse, the selected one or the one that is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.clause_pairs import heads_of
from app.domain.document import Clause
from app.domain.names import status_to_warn_of
from app.domain.where import Where
from app.foundation.messages import tr
from app.gui.parts.copying import copy_text
from app.gui.parts.desk import CHAT, WORK, Desk
from app.gui.parts.labels import menu_text
from app.gui.reader.clause_words import cited, clause_name, full_text, question_about
from app.gui.reader.opened import Opened
from app.gui.reader.references_panel import ReferencesPanel


class ClauseMenu(QObject):
    """Acts on what ``opened``, ``selected`` and ``meant`` give at that moment."""

    def __init__(
        self,
        desk: Desk,
        references: ReferencesPanel,
        opened: Callable[[], Opened | None],
        selected: Callable[[], str],
        meant: Callable[[], Clause | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._references = references
        self._opened = opened
        self._selected = selected
        self._meant = meant
        self._parent = parent

    def made(self) -> QMenu:
        """The menu for what is meant now."""
        menu = QMenu(self._parent)
        opened, clause, selected = self._opened(), self._meant(), self._selected()
        if opened is None:
            return menu
        copy = menu.addAction(tr("复制"), lambda: self._put(opened, selected))
        copy.setEnabled(bool(selected))
        source = menu.addAction(tr("复制并注明出处"), lambda: self._copy_cited(opened, clause, selected))
        source.setEnabled(bool(selected) or clause is not None)
        menu.addSeparator()
        if clause is not None:
            name = menu_text(clause_name(clause, opened.tree))
            menu.addAction(tr("就 {clause} 提问", clause=name), lambda: self._ask(opened, clause, selected))
            menu.addAction(tr("引用到问题"), lambda: self._quote(opened, clause, selected))
            if (number := _unit_number(opened, clause)) is not None:
                menu.addAction(tr("翻译 {clause}", clause=number), lambda: self._translate(opened, clause))
            menu.addSeparator()
            menu.addAction(tr("谁引用了 {clause}", clause=name), lambda: self._references.show_arriving(opened, clause))
            menu.addAction(
                tr("{clause} 引用了什么", clause=name), lambda: self._references.show_leaving(opened, clause)
            )
        return menu

    def pop_up(self, at: QPoint) -> None:
        menu = self.made()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def copy(self) -> None:
        opened, selected = self._opened(), self._selected()
        if opened is not None and selected:
            self._put(opened, selected)

    def copy_cited(self) -> None:
        if (opened := self._opened()) is not None:
            self._copy_cited(opened, self._meant(), self._selected())

    def ask(self) -> None:
        opened, clause = self._opened(), self._meant()
        if opened is not None and clause is not None:
            self._ask(opened, clause, self._selected())

    def quote(self) -> None:
        opened, clause = self._opened(), self._meant()
        if opened is not None and clause is not None:
            self._quote(opened, clause, self._selected())

    def translate(self) -> None:
        opened, clause = self._opened(), self._meant()
        if opened is not None and clause is not None:
            self._translate(opened, clause)

    def show_arriving(self) -> None:
        opened, clause = self._opened(), self._meant()
        if opened is not None and clause is not None:
            self._references.show_arriving(opened, clause)

    def show_leaving(self) -> None:
        opened, clause = self._opened(), self._meant()
        if opened is not None and clause is not None:
            self._references.show_leaving(opened, clause)

    def _ask(self, opened: Opened, clause: Clause, selected: str) -> None:
        text = question_about(opened.entry, clause, opened.tree, selected)
        self._desk.question_asked.emit(text, Where(document=opened.entry.id), False)
        self._desk.go(CHAT)

    def _quote(self, opened: Opened, clause: Clause, selected: str) -> None:
        self._desk.question_asked.emit(_cited(opened, clause, selected), None, False)
        self._desk.go(CHAT)

    def _translate(self, opened: Opened, clause: Clause) -> None:
        number = _unit_number(opened, clause)
        if number is None:
            self._desk.say(tr("这一段没有条款编号，不能单独翻译。"))
        else:
            self._desk.go(WORK, (opened.entry.id, number))

    def _copy_cited(self, opened: Opened, clause: Clause | None, selected: str) -> None:
        if selected or clause is not None:
            status = status_to_warn_of(opened.entry.metadata.status)
            if self._put(opened, _cited(opened, clause, selected, status)):
                self._desk.say(tr("已复制，并注明了出处。"))

    def _put(self, opened: Opened, text: str) -> bool:
        """Under the document's own security mark."""
        entry = opened.entry
        mark = entry.metadata.security_mark
        return copy_text(self._desk, text, way="reader", documents=(entry.id,), mark=mark)


def _unit_number(opened: Opened, clause: Clause) -> str | None:
    """Of the unit that the clause stands in, which is translated as a whole."""
    return heads_of(opened.clauses)[clause.id].number


def _cited(opened: Opened, clause: Clause | None, selected: str, status: str = "") -> str:
    page = clause.page if clause is not None and opened.sizes else None
    text = selected or (full_text(clause, opened.tree) if clause is not None else "")
    return cited(text, opened.entry, clause, opened.tree, opened.page_name(page) if page else "", status)
