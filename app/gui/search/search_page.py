"""The search page: a query, filters, and the clauses that were found, in their context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.where import By, SearchRequest, Where
from app.foundation.codec import from_plain, to_plain
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.search.count_line import MOST, may_have_more
from app.gui.search.meaning_watch import MeaningWatch
from app.gui.search.no_results import NoResults
from app.gui.search.page_keys import Key, add_keys
from app.gui.search.result_deeds import ResultDeeds
from app.gui.search.search_parts import SearchParts
from app.gui.search.searching import Found, Searching
from app.gui.search.word_suggestions import WordSuggestions

FIRST, MORE = 50, 100
"""Results."""
LIVE_PAUSE_MS = 350
LIVE_CLAUSES = 30_000
"""Up to so many clauses a search by words comes within a pause of typing."""
SHORTEST_LIVE = 2
"""Characters."""


class SearchPage(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surfaceBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._searching = Searching(desk, self)
        self._is_noted = False
        """Whether the search under way goes among the recent ones."""
        self._left: Mapping[str, object] = {}
        """What ``restore`` was given and ``search_again`` goes on with."""
        self._resumes = False
        """Whether what ``restore`` was given is to be searched once the page is seen."""
        self._to_choose = ""
        """The passage that is to be the current result."""
        self._is_stale = True
        self.parts = SearchParts(desk, self)
        self.deeds = ResultDeeds(desk, self.parts, self)
        self._instead = NoResults(desk, self.parts, self._run_kept)
        self._suggestions = WordSuggestions(desk, self.parts)
        self._meaning = MeaningWatch(desk, self.parts.bar, self)
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(LIVE_PAUSE_MS)
        self._live.timeout.connect(self._search_live)
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

    def go_to_field(self) -> None:
        """The keyboard to the box, what stands in it selected: the next word typed takes its place."""
        self.parts.bar.field.setFocus()
        self.parts.bar.field.selectAll()

    def state(self) -> dict[str, object]:
        """What is to be remembered, as plain values."""
        if self._resumes:
            return {**self._left, "request": to_plain(self.request())}
        current = self.parts.list.current()
        return {
            "request": to_plain(self.request()),
            "grouped": self.parts.model.is_grouped,
            "found": self._is_searched,
            "count": len(self.parts.model.found),
            "current": current.passage_id if current is not None else "",
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave; nothing is searched yet. What is not understood is left: it may come from elsewhere."""
        try:
            request = from_plain(state.get("request"), SearchRequest)
        except msgspec.ValidationError:
            return
        if request.where.document is not None and self._desk.is_gone(request.where.document):
            request = replace(request, where=replace(request.where, document=None))
        self._fill_in(request)
        self._left = state
        self.parts.show_grouped(by_document=bool(state.get("grouped")))

    def resume(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave at the end of the last time; searched again as soon as the page is seen. What a person
        has begun to write meanwhile stays."""
        if self.parts.bar.field.text():
            return
        self.restore(state)
        self._resumes = bool(self._left.get("found"))
        self._search_if_left()

    def _search_if_left(self) -> None:
        if self._resumes and self.isVisible() and self._desk.session is not None:
            self._resumes = False
            self.search_again()

    def search_again(self) -> None:
        """Search as the controls stand, for as many results as there were."""
        count = self._left.get("count")
        self._to_choose = str(self._left.get("current", ""))
        self._left = {}
        self._search(limit=min(MOST, max(FIRST, count)) if isinstance(count, int) else FIRST)

    def request(self) -> SearchRequest:
        """The search as the controls stand."""
        parts = self.parts
        query = " ".join(parts.bar.field.text().split())
        return SearchRequest(query, parts.filters.where, parts.bar.by, parts.filters.include_superseded)

    def cancel(self) -> None:
        """Give up the search under way; what was found before stays."""
        self._searching.cancel()
        self.parts.show_busy(is_busy=False)

    # Searching

    @property
    def _is_searched(self) -> bool:
        """Whether results stand there or are on their way."""
        return self.deeds.request is not None or self._searching.is_running

    def _search(self, *, limit: int = FIRST, is_live: bool = False, is_longer: bool = False) -> None:
        """``is_longer``: what stands there stays, and more of it comes."""
        self._live.stop()
        request = self.request()
        if not request.query:
            self._show_start()
            return
        if self._desk.session is None:
            return
        self._instead.forget()
        self._is_noted = not is_live and not is_longer
        self.parts.show_busy(is_busy=True, is_renewed=self._is_noted)
        self._desk.library_asked.emit()
        self._searching.start(request, limit, may_show_words=not is_longer)

    def _search_more(self) -> None:
        self._search(limit=min(MOST, len(self.parts.model.found) + MORE), is_longer=True)

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
        is_same = found.request.query == self.parts.model.query
        current = self.parts.list.current() if is_same else None
        chosen = current.passage_id if current is not None else self._to_choose
        self.deeds.request = found.request
        self.parts.show_found(found, may_have_more=may_have_more(found) and found.limit < MOST, stays=is_same)
        self.parts.list.choose(chosen)
        if found.is_final:
            self._to_choose = ""
            if not found.evidence:
                self._instead.show_nothing(found.request)
            if self._is_noted:
                self.parts.side.note(found.request)

    def _show_start(self) -> None:
        self.deeds.request = None
        self.cancel()
        self._instead.show_start(is_filtering=self.parts.filters.is_filtering)

    # The library

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_stale:
            self._meaning.look()
        self._refresh_if_seen()
        self._search_if_left()

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
        self._meaning.look()
        if not self._is_searched:
            self._show_start()

    # Making

    def _fill_in(self, request: SearchRequest) -> None:
        self.parts.bar.field.setText(request.query)
        self.parts.bar.choose(request.by)
        self.parts.filters.show_where(request.where, include_superseded=request.include_superseded)

    def _run_kept(self, request: SearchRequest) -> None:
        self._fill_in(request)
        self._search()

    def _connect(self) -> None:
        parts, deeds = self.parts, self.deeds
        self._searching.found.connect(self._show_found)
        self._searching.failed.connect(lambda error: self._instead.show_error(error, self._search))
        parts.bar.asked.connect(self._search)
        parts.bar.field.textEdited.connect(self._typed)
        parts.bar.field.given_up.connect(self.cancel)
        parts.bar.field.left_downwards.connect(lambda: parts.list.choose_first() and parts.list.setFocus())
        parts.filters.changed.connect(lambda: self._search() if self.request().query else self._show_start())
        parts.list.open_asked.connect(deeds.open_current)
        parts.list.preview_asked.connect(deeds.preview_current)
        parts.list.question_asked.connect(deeds.ask_about_current)
        parts.list.left_upwards.connect(parts.bar.field.setFocus)
        parts.list.selectionModel().currentChanged.connect(lambda *_: deeds.follow_with_preview())
        parts.context.open_asked.connect(deeds.open_current)
        parts.context.question_asked.connect(deeds.ask_about_current)
        parts.context.closed.connect(parts.close_context)
        parts.side.run_asked.connect(self._run_kept)
        parts.examples.pressed.connect(self.search)
        parts.chips.pressed.connect(self._add_word)
        parts.more.clicked.connect(self._search_more)
        parts.suggest.clicked.connect(lambda: self._suggestions.ask(self.request().query))
        parts.save.clicked.connect(self._keep)
        parts.export.clicked.connect(deeds.ask_export)
        self._desk.listed.connect(self._note_change)
        self._desk.opened.connect(self._note_change)
        parts.filters.offer_library()

    def _add_word(self, word: str) -> None:
        self._suggestions.take(word)
        self._search()

    def _add_actions(self) -> None:
        keys: tuple[Key, ...] = (
            (tr("到检索框"), QKeySequence.StandardKey.Find, self.go_to_field),
            (tr("保存检索"), "Ctrl+D", self._keep),
            (tr("导出检索结果"), "Ctrl+E", self.deeds.ask_export),
            (tr("停止检索"), "Escape", self._escape),
        )
        add_keys(self, keys)

    def _keep(self) -> None:
        self.deeds.ask_name(self.request())

    def _escape(self) -> None:
        """What was opened or is under way ends; Esc is left to others where there is neither."""
        if not self.parts.context.isVisible() and not self._searching.is_running:
            self._desk.escaped.emit()
            return
        if self.parts.context.isVisible():
            self.parts.close_context()
        self.cancel()
