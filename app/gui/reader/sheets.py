"""What the reader shows of an open document: its sheet, what is selected, lit and found on it, and its size."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from app.domain.document import Clause
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.reader.clause_menu import ClauseMenu
from app.gui.reader.finder import Finder
from app.gui.reader.opened import Opened
from app.gui.reader.page_scroll import FULL_SIZE, Fit
from app.gui.reader.printing import PagePrinter
from app.gui.reader.reader_frame import ReaderFrame

FOLLOW_MS = 80


class Sheets(ReaderFrame):
    """The pages as printed or the text, whichever the document has; how one comes to a place is not known here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.opened: Opened | None = None
        self._lit: Clause | None = None
        self.printer = PagePrinter(desk, self)
        self.finder = Finder(desk, self.find_bar, lambda: self.opened, self._clause_id_read)
        self.finder.found.connect(self._show_hits)
        self.menu = ClauseMenu(
            desk, self.references, lambda: self.opened, self.selected_text, self.clause_in_hand, self
        )
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._follow_reading)
        self.text.mark = lambda: self.opened.entry.metadata.security_mark if self.opened is not None else None
        self.pages.nothing_selectable.connect(self._tell_no_text)
        for sheet in (self.pages, self.text):
            sheet.moved.connect(self._follow.start)
            sheet.zoomed.connect(self._follow.start)
            sheet.menu_asked.connect(self.menu.pop_up)

    @property
    def page(self) -> int:
        """The page that is read, from 1; 0 in a document without pages."""
        return self.pages.page if self.shows_pages else 0

    @property
    def shows_pages(self) -> bool:
        return self.stack.currentWidget() is self.pages

    # What is read

    def selected_text(self) -> str:
        return self.pages.selected_text() if self.shows_pages else self.text.selected_text()

    def clause_in_hand(self) -> Clause | None:
        """The selected clause, else the one under the mouse, else the lit or the current one."""
        meant = self.pages.clause_meant() if self.shows_pages else self.text.clause_meant()
        if meant is None and self._lit is not None and (self.pages if self.shows_pages else self.text).shows_light():
            return self._lit
        return meant or self.clause_read()

    def clause_read(self) -> Clause | None:
        """The clause where one reads."""
        if self.opened is None:
            return None
        if not self.shows_pages:
            return self.text.current_clause()
        spot = self.pages.read_at
        place = self.opened.printed.place_near(spot.page, 0, spot.y)
        if place is None:
            return None
        return self.opened.clauses[self.opened.printed.lines[place.line].clause]

    def _clause_id_read(self) -> str:
        clause = self.clause_read()
        return clause.id if clause is not None else ""

    def select_all(self) -> None:
        if self.shows_pages:
            self.pages.select_page()
        else:
            self.text.selectAll()

    def _tell_no_text(self) -> None:
        self.desk.say(
            tr("这一页没有读出条款，文字不能选取。如果是扫描的文件，可以在“文库”里用文字识别（OCR）重新读取。")
        )

    def _follow_reading(self) -> None:
        if self.opened is None:
            return
        if self.shows_pages and self.pages.pages:
            page = self.pages.page
            self.bar.show_page(self.opened.page_label(page), page, self.pages.pages)
        self.bar.show_percent(self.pages.percent if self.shows_pages else self.text.percent)
        if not self.side.isHidden():
            self.side.follow(self.clause_read(), max(1, self.page))

    def _show_hits(self) -> None:
        hits, current, opened = self.finder.hits, self.finder.current, self.opened
        if opened is None or not self.shows_pages:
            self.text.mark_hits(hits, current)
            return
        boxes = [
            opened.printed.boxes_of(hit.clause_id, hit.start, hit.end, in_heading=hit.in_heading)
            or opened.tree.by_id[hit.clause_id].boxes[:1]
            for hit in hits
        ]
        self.pages.mark_hits(boxes, current)
        if 0 <= current < len(boxes):
            self.pages.show_boxes(boxes[current])

    # Size, side, paper

    def zoom(self, steps: float) -> None:
        (self.pages if self.shows_pages else self.text).zoom(steps)

    def zoom_to_full(self) -> None:
        if self.shows_pages:
            self.pages.zoom_to(FULL_SIZE)
        else:
            self.text.zoom_to_usual()

    def fit(self, fit: Fit) -> None:
        self.pages.fit_to(fit)

    def toggle_side(self) -> None:
        self.side.setVisible(self.side.isHidden())
        self.bar.side.setChecked(not self.side.isHidden())
        self._follow_reading()

    def open_find(self) -> None:
        selected = self.selected_text()
        self.find_bar.open_bar(selected if "\n" not in selected else "")

    def print_document(self) -> None:
        if self.opened is not None:
            self.printer.ask(self.opened, max(1, self.page))

    def leave_bars(self) -> bool:
        """Close the first of what is open, or take the selection away; tells whether there was something."""
        for each in (self.find_bar, self.jump_bar):
            if not each.isHidden():
                each.close_bar()
                return True
        if not self.references.isHidden():
            self.references.hide()
            return True
        had_selection = bool(self.selected_text())
        self.pages.clear_selection()
        self.text.clear_selection()
        return had_selection
