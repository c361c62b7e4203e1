"""Where each character of a document is printed, from the lines of its clauses: for selecting on a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.document import Box, Clause, ClauseTree
from app.domain.printed_heading import printed_in

FULL, HALF = 1.0, 0.5
"""Widths of characters in print, of a full-width one."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Characters [start, end) of a clause's text, or all of its heading, and the box that they are printed in.

    ``clause`` counts the document's clauses from 0.
    """

    clause: int
    start: int
    end: int
    box: Box
    text: str
    is_heading: bool = False

    def place_at(self, x: float) -> int:
        """The gap between characters, counted from 0 within the line, that is nearest to ``x`` in points."""
        edges = self._edges()
        return min(range(len(edges)), key=lambda place: abs(edges[place] - x))

    def cut(self, start: int, end: int) -> Box:
        """The box of the characters [start, end) of the line."""
        edges = self._edges()
        return Box(self.box.page, edges[start], self.box.y0, edges[end], self.box.y1)

    def _edges(self) -> list[float]:
        widths = [character_width(character) for character in self.text]
        factor = (self.box.x1 - self.box.x0) / (sum(widths) or 1.0)
        edges = [self.box.x0]
        for width in widths:
            edges.append(edges[-1] + width * factor)
        return edges


@dataclass(frozen=True, slots=True, order=True)
class TextPlace:
    """A gap between characters: ``line`` counts the document's lines from 0, ``character`` is a gap within it."""

    line: int
    character: int


class PrintedText:
    """All printed lines of a document in the order of its clauses."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        tree = ClauseTree(clauses)
        self.lines: list[PrintedLine] = [
            line for at, clause in enumerate(clauses) for line in _lines(at, clause, printed_in(tree, clause))
        ]
        self._of_page: dict[int, list[int]] = {}
        self._of_clause: dict[str, list[int]] = {}
        for at, line in enumerate(self.lines):
            self._of_page.setdefault(line.box.page, []).append(at)
            self._of_clause.setdefault(clauses[line.clause].id, []).append(at)

    def line_at(self, page: int, x: float, y: float) -> int | None:
        """The line whose box holds the point, None beside all of them."""
        for at in self._of_page.get(page, ()):
            box = self.lines[at].box
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                return at
        return None

    def place_near(self, page: int, x: float, y: float) -> TextPlace | None:
        """The gap nearest to a point of a page; None on a page without text."""
        found = self._of_page.get(page)
        if not found:
            return None
        nearest = min(found, key=lambda at: _distance(self.lines[at].box, x, y))
        return TextPlace(nearest, self.lines[nearest].place_at(x))

    def page_range(self, page: int) -> tuple[TextPlace, TextPlace] | None:
        """From the first to the last character printed on a page; None on a page without text."""
        found = self._of_page.get(page)
        if not found:
            return None
        return TextPlace(found[0], 0), TextPlace(found[-1], len(self.lines[found[-1]].text))

    def word_around(self, place: TextPlace) -> tuple[TextPlace, TextPlace]:
        """Letters and digits as far as they go; of Chinese, what stands between punctuation."""
        text = self.lines[place.line].text
        start = end = place.character
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        return TextPlace(place.line, start), TextPlace(place.line, end)

    def text_between(self, start: TextPlace, end: TextPlace) -> str:
        """The text from one gap to a later one; headings and clauses on lines of their own."""
        pieces: list[str] = []
        last: PrintedLine | None = None
        for line, first, stop in self._cuts(start, end):
            if last is not None and last.clause == line.clause and not last.is_heading and not line.is_heading:
                pieces.append(self.clauses[line.clause].text[last.end : line.start])
            elif last is not None:
                pieces.append(" " if _stand_side_by_side(last.box, line.box) else "\n")
            pieces.append(line.text[first:stop])
            last = line
        return "".join(pieces)

    def boxes_between(self, start: TextPlace, end: TextPlace) -> tuple[Box, ...]:
        """Where the text from one gap to a later one is printed."""
        return tuple(line.cut(first, stop) for line, first, stop in self._cuts(start, end) if first < stop)

    def boxes_of(self, clause_id: str, start: int, end: int, *, in_heading: bool = False) -> tuple[Box, ...]:
        """Where the slice [start, end) of a clause's text, or of its heading, is printed, to the character."""
        found: list[Box] = []
        for at in self._of_clause.get(clause_id, ()):
            line = self.lines[at]
            first, stop = max(start, line.start) - line.start, min(end, line.end) - line.start
            if line.is_heading == in_heading and first < stop:
                found.append(line.cut(first, stop))
        return tuple(found)

    def _cuts(self, start: TextPlace, end: TextPlace) -> Iterator[tuple[PrintedLine, int, int]]:
        for at in range(start.line, min(end.line + 1, len(self.lines))):
            line = self.lines[at]
            first = start.character if at == start.line else 0
            stop = end.character if at == end.line else len(line.text)
            yield line, first, stop


def character_width(character: str) -> float:
    """After Unicode's East Asian width: 1 for Chinese, half of that for Latin letters and figures."""
    return FULL if unicodedata.east_asian_width(character) in "FWA" else HALF


def _lines(at: int, clause: Clause, title: str) -> Iterator[PrintedLine]:
    """The heading where a box of its own is left for it, then the text."""
    spans = sorted(clause.spans, key=lambda span: span.start)
    for box in _heading_boxes(clause) if title else ():
        yield PrintedLine(at, 0, len(title), box, title, is_heading=True)
        break
    for span in spans:
        yield PrintedLine(at, span.start, span.end, span.box, clause.text[span.start : span.end])


def _heading_boxes(clause: Clause) -> Iterator[Box]:
    """The boxes above or before the text: those that hold none of it. A box that does begins with the number."""
    for box in clause.boxes:
        inside = [span.box for span in clause.spans if _overlap(box, span.box)]
        if not inside:
            yield box
        elif (left := min(each.x0 for each in inside)) - box.x0 > (box.y1 - box.y0) * HALF:
            yield Box(box.page, box.x0, box.y0, left, box.y1)


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return one.page == other.page and across > 0 and down > (other.y1 - other.y0) * HALF


def _stand_side_by_side(one: Box, other: Box) -> bool:
    return one.page == other.page and min(one.y1, other.y1) - max(one.y0, other.y0) > 0


def _distance(box: Box, x: float, y: float) -> tuple[float, float]:
    """Lines at the height of the point come first; then the nearer one across."""
    down = max(box.y0 - y, 0.0, y - box.y1)
    across = max(box.x0 - x, 0.0, x - box.x1)
    return down, across
