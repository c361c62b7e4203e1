"""Text selected on pages with the mouse."""

from __future__ import annotations

from app.domain.document import Box, Clause
from app.domain.printed_text import PrintedText, TextPlace
from app.gui.reader.page_layout import PagePoint


class PageSelection:
    """From where the mouse was pressed to where it is; empty when both are one place."""

    def __init__(self, printed: PrintedText) -> None:
        self._printed = printed
        self._anchor: TextPlace | None = None
        self._end: TextPlace | None = None

    def begin(self, point: PagePoint) -> None:
        self._anchor = self._end = self._printed.place_near(point.page, point.x, point.y)

    def extend(self, point: PagePoint) -> None:
        if self._anchor is not None:
            self._end = self._printed.place_near(point.page, point.x, point.y) or self._end

    def select_word(self, point: PagePoint) -> None:
        place = self._printed.place_near(point.page, point.x, point.y)
        if place is not None:
            self._anchor, self._end = self._printed.word_around(place)

    def select_page(self, page: int) -> None:
        self._anchor, self._end = self._printed.page_range(page) or (None, None)

    def clear(self) -> None:
        self._anchor = self._end = None

    @property
    def range(self) -> tuple[TextPlace, TextPlace] | None:
        """In the order of the text; None when nothing is selected."""
        if self._anchor is None or self._end is None or self._anchor == self._end:
            return None
        return min(self._anchor, self._end), max(self._anchor, self._end)

    @property
    def text(self) -> str:
        found = self.range
        return self._printed.text_between(*found) if found else ""

    @property
    def boxes(self) -> tuple[Box, ...]:
        found = self.range
        return self._printed.boxes_between(*found) if found else ()

    @property
    def clause(self) -> Clause | None:
        """The clause in which the selection begins."""
        found = self.range
        return self._printed.clauses[self._printed.lines[found[0].line].clause] if found else None
