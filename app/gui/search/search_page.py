"""The search page: a query, filters, and the clauses that were found, in their context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QInputDialog, QWidget

from app.domain.where import EVERYWHERE, By, SearchRequest, Where
from app.foundation.codec import from_plain, to_plain
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.road.session import Session
from app.gui.search.exporting import ask_where, export
from app.gui.search.search_parts import SearchParts
from app.gui.search.searching import Found, Searching
from app.gui.search.word_help import examples_of

if TYPE_CHECKING:
    from app.workspace.vectors import Hindrance

FIRST, MORE, MOST = 50, 50, 200
"""Results."""
LIVE_PAUSE_MS = 350
LIVE_CLAUSES = 30_000
"""Up to so many clauses a search by words comes within a pause of typing."""
LOOK_AGAIN_MS = 5000
"""Between two looks at how many vectors are wanting."""
SHORTEST_LIVE = 2
"""Characters."""
WORDS_SECONDS = 20.0
"""How long a model may take for words that are only suggested."""


class SearchPage(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surfaceBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._searching = Searching(desk, self)
        self._is_noted = False
        """Whether the search under way goes among the recent ones."""
        self._request: SearchRequest | None = None
        """What the results answer."""
        self._is_stale = True
        self.parts = SearchParts(desk, self)
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(LIVE_PAUSE_MS)
        self._live.timeout.connect(self._search_live)
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._look_at_meaning)
        self._connect()
        self._add_actions()
        self._show_start()

    # What the lead uses

    def search(self, text: str, where: Where | None = None) -> None:
        """Search for a text, where it is given there and else by the filters as they stand."""
        self.parts.bar.field.setText(text)
        if where is not None:
            self.parts.filters.show_where(where, include_superseded=False)
        self._search()

    def state(self) -> dict[str, object]:
        """What is to be remembered, as plain values."""
        request = to_plain(self.request())
        return {"request": request, "grouped": self.parts.model.is_grouped, "found": self.parts.model.rowCount() > 0}

    def search_again(self) -> None:
        """Search as the controls stand."""
        self._search()

    def restore(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave; nothing is searched yet. What is not understood is left: it may come from elsewhere."""
        try:
            request = from_plain(state.get("request"), SearchRequest)
        except msgspec.ValidationError:
            return
        self._fill_in(request)
        self.parts.show_grouped(by_document=bool(state.get("grouped")))

    def request(self) -> SearchRequest:
        """The search as the controls stand."""
        parts = self.parts
        query = " ".join(parts.bar.field.text().split())
        return SearchRequest(query, parts.filters.where, parts.bar.by, parts.filters.include_superseded)

    # Searching

    def _search(self, *, limit: int = FIRST, is_live: bool = False) -> None:
        self._live.stop()
        request = self.request()
        if not request.query:
            self._show_start()
            return
        if self._desk.session is None:
            return
        self._is_noted = not is_live and limit == FIRST
        self.parts.show_busy(is_busy=True, is_renewed=not is_live and limit == FIRST)
        self._searching.start(request, limit)

    def cancel(self) -> None:
        """Give up the search under way; what was found before stays."""
        self._searching.cancel()
        self.parts.show_busy(is_busy=False)

    def _search_live(self) -> None:
        if len(self.request().query) >= SHORTEST_LIVE:
            self._search(is_live=True)

    def _typed(self) -> None:
        """Words alone are cheap; a query is never embedded while it is typed."""
        by_words = self.parts.bar.by is By.WORDS
        if by_words and sum(entry.clauses for entry in self._desk.entries) <= LIVE_CLAUSES:
            self._live.start()

    def _show_found(self, found: Found) -> None:
        """Hits for the time being leave the bar running; where one of them was chosen it stays chosen."""
        if not found.is_final and not found.evidence:
            return
        may_have_more = found.is_final and len(found.evidence) >= found.limit and found.limit < MOST
        chosen = self.parts.list.current() if found.request.query == self.parts.model.query else None
        self._request = found.request
        self.parts.show_found(found, may_have_more=may_have_more)
        if chosen is not None:
            self.parts.list.choose(chosen.passage_id)
        if found.is_final and not found.evidence:
            self._show_nothing(found.request)
        if found.is_final and self._is_noted:
            self.parts.side.note(found.request)

    def _show_start(self) -> None:
        self._request = None
        self.cancel()
        if self._desk.session is not None and not self._desk.entries:
            self.parts.tell(tr("文库里还没有文件。"), tr("到“文库”页添加标准或法规后，就可以在这里检索。"))
            return
        self.parts.tell(
            tr("在全部条款里检索。"), tr("写词语、编号（如 5.2.1）或一句话，按回车；用上面的筛选缩小范围。可以先试试：")
        )

        def work(session: Session, progress: Progress) -> tuple[str, ...]:
            return examples_of(session.glossary())

        def done(words: tuple[str, ...]) -> None:
            if self._request is None and not self.request().query:
                self.parts.examples.show_words(words, tr("用它检索"))

        self._desk.run("examples", work, done, lambda _: None)

    def _show_nothing(self, request: SearchRequest) -> None:
        hints = [tr("换一个说法，或只留最要紧的词；编号请照印刷的写，如 GB 17761-2018、5.2.1。")]
        deeds: list[tuple[str, Callable[[], None]]] = []
        if request.where != EVERYWHERE:
            hints.insert(0, tr("现在有筛选，范围之外的条款没有检索。"))
            deeds.append((tr("去掉全部筛选"), lambda: self.search(request.query, EVERYWHERE)))
        if request.by is not By.BOTH:
            deeds.append((tr("改按字词和意思检索"), lambda: self._search_by_both(request)))
        self.parts.tell(tr("没有找到“{query}”。", query=request.query), " ".join(hints), deeds)

    def _search_by_both(self, request: SearchRequest) -> None:
        self._fill_in(replace(request, by=By.BOTH))
        self._search()

    def _show_error(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        self.parts.tell(tr("没有检索成：{cause}", cause=message), hint, [(tr("重试"), self._search)], is_problem=True)

    # Results

    def open_current(self) -> None:
        """In the reader, among all results."""
        if self.parts.list.current() is not None:
            model = self.parts.model
            self._desk.open(model.places(), model.place_number(self.parts.list.currentIndex()))

    def preview_current(self) -> None:
        item = self.parts.list.current()
        if item is not None:
            self.parts.show_context()
            self.parts.context.show_around(item, self.parts.model.query)

    def ask_about_current(self) -> None:
        """Into the question box, not yet sent."""
        item = self.parts.list.current()
        if item is not None:
            name = " ".join(part for part in (item.source.standard, item.number) if part)
            self._desk.question_asked.emit(f"{name} ", Where(document=item.source.document_id), False)

    def export_to(self, path: Path) -> None:
        if self._request is not None:
            export(self._desk, self._request, self.parts.model.found, path)

    def suggest_words(self) -> None:
        """Ask the keyword model."""
        query = self.request().query
        if not query:
            return
        self.parts.suggest.setEnabled(False)

        def work(session: Session, progress: Progress) -> tuple[str, ...]:
            return session.search_words(query, WORDS_SECONDS)

        def done(words: tuple[str, ...]) -> None:
            self.parts.suggest.setEnabled(True)
            new = tuple(word for word in words if word not in query)
            self.parts.chips.show_words(new, tr("加入检索"))
            if not new:
                self._desk.say(tr("没有建议的检索词。写检索词要安装回答模型，可到“模型”页安装。"))

        def fail(error: BaseException) -> None:
            self.parts.suggest.setEnabled(True)
            self._desk.say_error(error)

        self._desk.run("search words", work, done, fail)

    def _add_word(self, word: str) -> None:
        field = self.parts.bar.field
        field.setText(f"{field.text().strip()} {word}")
        chips = self.parts.chips
        chips.show_words([other for other in chips.words if other != word], tr("加入检索"))
        self._search()

    def _ask_name(self) -> None:
        request = self.request()
        if not request.query:
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("保存检索"))
        dialog.setLabelText(tr("名称"))
        dialog.setTextValue(request.query)
        dialog.textValueSelected.connect(lambda name: self.parts.side.keep(name, request))
        dialog.open()

    def _ask_export(self) -> None:
        if self.parts.model.found:
            path = ask_where(self)
            if path is not None:
                self.export_to(path)

    # The library

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_stale:
            self._look_at_meaning()
        self._refresh_if_seen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.parts.fit(event.size().width())

    def _note_change(self) -> None:
        self.parts.filters.offer_library()
        self._is_stale = True
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if not self._is_stale or not self.isVisible() or self._desk.session is None:
            return
        self._is_stale = False
        self.parts.side.refresh()
        self._look_at_meaning()
        if self._request is None:
            self._show_start()

    def _look_at_meaning(self) -> None:
        """Whether meaning can be searched by; what hinders it passes without a word while this page is seen."""
        if self.isVisible():
            self._desk.run(
                "meaning", lambda session, progress: session.meaning_hindrance(), self._hinder, lambda _: None
            )

    def _hinder(self, hindrance: Hindrance | None) -> None:
        self.parts.bar.hinder(hindrance)
        if hindrance is not None and hindrance.is_passing:
            self._look_again.start()

    # Making

    def _fill_in(self, request: SearchRequest) -> None:
        self.parts.bar.field.setText(request.query)
        self.parts.bar.choose(request.by)
        self.parts.filters.show_where(request.where, include_superseded=request.include_superseded)

    def _run_kept(self, request: SearchRequest) -> None:
        self._fill_in(request)
        self._search()

    def _connect(self) -> None:
        parts = self.parts
        self._searching.found.connect(self._show_found)
        self._searching.failed.connect(self._show_error)
        parts.bar.asked.connect(self._search)
        parts.bar.field.textEdited.connect(self._typed)
        parts.bar.field.given_up.connect(self.cancel)
        parts.bar.field.left_downwards.connect(lambda: parts.list.choose_first() and parts.list.setFocus())
        parts.filters.changed.connect(lambda: self._search() if self.request().query else None)
        parts.list.open_asked.connect(self.open_current)
        parts.list.preview_asked.connect(self.preview_current)
        parts.list.question_asked.connect(self.ask_about_current)
        parts.list.left_upwards.connect(parts.bar.field.setFocus)
        parts.context.open_asked.connect(self.open_current)
        parts.context.question_asked.connect(self.ask_about_current)
        parts.context.closed.connect(parts.close_context)
        parts.list.selectionModel().currentChanged.connect(
            lambda *_: self.preview_current() if parts.context.isVisible() else None
        )
        parts.side.run_asked.connect(self._run_kept)
        parts.examples.pressed.connect(self.search)
        parts.chips.pressed.connect(self._add_word)
        parts.more.clicked.connect(lambda: self._search(limit=min(MOST, len(parts.model.found) + MORE)))
        parts.suggest.clicked.connect(self.suggest_words)
        parts.save.clicked.connect(self._ask_name)
        parts.export.clicked.connect(self._ask_export)
        self._desk.listed.connect(self._note_change)
        self._desk.opened.connect(self._note_change)
        parts.filters.offer_library()

    def _add_actions(self) -> None:
        def add(text: str, keys: str | QKeySequence.StandardKey, deed: Callable[[], None]) -> None:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda: deed())
            self.addAction(action)

        add(tr("到检索框"), QKeySequence.StandardKey.Find, self._go_to_field)
        add(tr("保存检索"), "Ctrl+D", self._ask_name)
        add(tr("导出检索结果"), "Ctrl+E", self._ask_export)
        add(tr("停止检索"), "Escape", self._escape)

    def _go_to_field(self) -> None:
        self.parts.bar.field.setFocus()
        self.parts.bar.field.selectAll()

    def _escape(self) -> None:
        if self.parts.context.isVisible():
            self.parts.close_context()
        self.cancel()
