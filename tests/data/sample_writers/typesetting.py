"""Lines and pages for the PDF sample: Chinese line breaking and a column that runs over pages. Points throughout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_FILE = Path(__file__).resolve().parents[3] / "app" / "fonts" / "ZhunshengSans-Regular.ttf"
PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, RIGHT = 71.0, PAGE_WIDTH - 57.0
TOP, BOTTOM = PAGE_HEIGHT - 92.0, 78.0
"""The text block: first line and last line; the running header and the page number lie outside it."""

FONT = "Sample"

UNITS = "kg|mm|min|km/h|km|dB|N|h|m|℃|%"
QUANTITY = rf"[0-9A-Za-z./%×±−√—–\[\]-]+(?: (?:{UNITS})(?![A-Za-z/]))?"
UNBREAKABLE = re.compile(rf"(?:Q/ZS |GB/T )?{QUANTITY}～?|.")
NEVER_FIRST = "，。；：、）》”！？％℃°"
NEVER_LAST = "（《“"


def register_font() -> None:
    pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))


def width(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def break_lines(text: str, size: float, available: float, first_indent: float = 0.0) -> list[str]:
    """Fill lines; a number stays with its unit, a range breaks after its sign.

    Closing marks never begin a line and opening ones never end it.
    """
    lines: list[str] = []
    line, room = "", available - first_indent
    for word in _words(text):
        if line and width((line + word).rstrip(), size) > room:
            lines.append(line.rstrip())
            line, room = "", available
        line += word if line else word.lstrip()
    return [*lines, line.rstrip()] if line else lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for token in UNBREAKABLE.findall(text):
        if words and (token in NEVER_FIRST or words[-1][-1] in NEVER_LAST):
            words[-1] += token
        else:
            words.append(token)
    return words


def _cell_lines(text: str, size: float, available: float) -> list[str]:
    """One line where it fits; otherwise a table's cell breaks at its spaces first."""
    if width(text, size) <= available:
        return [text]
    return [line for part in text.split(" ") for line in break_lines(part, size, available)]


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    spacing: float = 0.0
    """Added after each character, to fill a line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Page:
    label: str = ""
    """The printed page number."""
    marks: list[Text | Rule] = field(default_factory=list)

    def centred(self, y: float, size: float, text: str, *, bold: bool = False) -> None:
        self.marks.append(Text((LEFT + RIGHT - width(text, size)) / 2, y, size, text, bold))

    def right(self, y: float, size: float, text: str) -> None:
        self.marks.append(Text(RIGHT - width(text, size), y, size, text))


@dataclass(slots=True)
class Column:
    """Text set downwards, page after page."""

    pages: list[Page] = field(default_factory=list)
    y: float = 0.0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = TOP

    def reserve(self, height: float) -> None:
        """Begin a new page where less than ``height`` is left."""
        if self.y - height < BOTTOM:
            self.new_page()

    def paragraph(
        self,
        text: str,
        size: float = 10.5,
        *,
        indent: float = 0.0,
        hang: float = 0.0,
        leading: float = 18.0,
    ) -> None:
        """``indent`` moves the first line in, ``hang`` all lines."""
        lines = break_lines(text, size, RIGHT - LEFT - hang, indent)
        for index, line in enumerate(lines):
            self.reserve(leading)
            self.y -= leading
            x = LEFT + hang + (indent if index == 0 else 0.0)
            is_last = index == len(lines) - 1
            spacing = 0.0 if is_last else (RIGHT - x - width(line, size)) / (len(line) - 1)
            self.page.marks.append(Text(x, self.y, size, line, spacing=spacing))

    def centred(self, text: str, size: float, leading: float, *, bold: bool = False) -> None:
        self.reserve(leading)
        self.y -= leading
        self.page.centred(self.y, size, text, bold=bold)

    def table(self, rows: list[list[str]], size: float = 9.0) -> None:
        """A ruled grid whose columns share the width by their longest cell. Kept on one page."""
        parts = [[cell.split(" ") for cell in row] for row in rows]
        longest = [max(width(part, size) for row in parts for part in row[column]) for column in range(len(rows[0]))]
        scale = (RIGHT - LEFT) / (sum(longest) + 14.0 * len(longest))
        widths = [(share + 14.0) * scale for share in longest]
        cells = [[_cell_lines(cell, size, room - 6.0) for cell, room in zip(row, widths, strict=True)] for row in rows]
        heights = [max(len(lines) for lines in row) * 13.0 + 6.0 for row in cells]
        self.reserve(sum(heights) + 6.0)
        self.y -= 6.0
        edges = [LEFT]
        for room in widths:
            edges.append(edges[-1] + room)
        self.page.marks.append(Rule(LEFT, self.y, RIGHT, self.y))
        for row, height in zip(cells, heights, strict=True):
            for lines, left, right in zip(row, edges, edges[1:], strict=False):
                baseline = self.y - (height - len(lines) * 13.0) / 2 - 10.0
                for offset, line in enumerate(lines):
                    x = (left + right - width(line, size)) / 2
                    self.page.marks.append(Text(x, baseline - offset * 13.0, size, line))
            for edge in edges:
                self.page.marks.append(Rule(edge, self.y, edge, self.y - height))
            self.y -= height
            self.page.marks.append(Rule(LEFT, self.y, RIGHT, self.y))
        self.y -= 6.0
