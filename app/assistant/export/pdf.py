"""Papers as PDF in the font that comes with the application."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from app.assistant.export.markdown import plain_of_markdown
from app.assistant.export.paper import (
    Block,
    Heading,
    Look,
    Page,
    Paper,
    Paragraph,
    Prose,
    Quote,
    Remark,
    Stretch,
    in_chinese,
)
from app.assistant.export.pdf_metadata import canvas_with
from app.assistant.export.word_pages import MM_POINTS, NUMBER_BELOW, NUMBER_POINTS, PAGE, Setting, setting_of
from app.domain.table import Table
from app.foundation.messages import tr
from app.foundation.paths import bundled_font
from app.security.labels import PRODUCER

FONT = "Zhunsheng"
PLAIN_LEADING = 1.6
"""Of the size of the text; the official page has so many lines."""
RAISED = 0.7
"""Of the size of the text."""
MUTED, WARNING, RULE, GROUND = "#5b6470", "#8a5a00", "#9aa3af", "#f3f4f6"


def paper_pdf(paper: Paper, page: Page) -> bytes:
    """A4 with numbered pages; the label of generated text in the document information and in the XMP packet too."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate  # type: ignore[import-untyped]

    writer = _Writer(page)
    chosen = writer.setting
    left, wide, high = (side * MM_POINTS for side in (chosen.left, chosen.wide, chosen.high))
    bottom = (PAGE[1] - chosen.top - chosen.high) * MM_POINTS
    stream = BytesIO()
    document = BaseDocTemplate(
        stream,
        pagesize=tuple(side * MM_POINTS for side in PAGE),
        title=paper.title,
        author="",
        subject="",
        creator=PRODUCER,
        producer=PRODUCER,
    )
    frame = Frame(left, bottom, wide, high, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_number(page, chosen)))
    document.build(list(writer.flow(paper)), canvasmaker=canvas_with(paper))
    return stream.getvalue()


class _Writer:
    def __init__(self, page: Page) -> None:
        from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
        from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, str(bundled_font())))
        self._held = frozenset(pdfmetrics.getFont(FONT).face.charToGlyph)
        self.setting = setting_of(page)
        self._is_official = page is Page.OFFICIAL
        if self._is_official:
            self._body = self.setting.wide * MM_POINTS / self.setting.characters
            self._leading = self.setting.high * MM_POINTS / self.setting.lines - 0.01
        else:
            self._body = self.setting.body_points
            self._leading = self._body * PLAIN_LEADING
        self._small = self._body if self._is_official else self._body - 1.5

    def flow(self, paper: Paper) -> Iterator[Any]:
        from reportlab.platypus import Spacer

        if paper.mark is not None:
            yield self._line(tr("密级：{mark}", mark=paper.mark))
        yield self._line(paper.title, size=self.setting.title_points, centred=True)
        if paper.label:
            yield self._line(paper.label, colour=MUTED, size=self._small, centred=True)
        yield Spacer(1, self._leading / 2)
        for block in paper.blocks:
            yield from self._block(block)
        if paper.sources:
            yield from self._heading(tr("参考文献"))
            for line in paper.sources:
                yield self._line(line, size=self._small, hang=2)
        if paper.label:
            yield Spacer(1, self._leading / 2)
            yield self._line(paper.label, colour=MUTED)

    def _block(self, block: Block) -> Iterator[Any]:
        match block:
            case Heading(text, ordinal):
                told = " ".join(text.split())
                number = f"{in_chinese(ordinal)}、" if self._is_official else f"{ordinal}. "
                yield from self._heading(f"{number}{told}" if ordinal else told)
            case Paragraph(stretches):
                yield self._marked("".join(map(self._stretch, stretches)), indent=2)
            case Prose(markdown):
                for text in plain_of_markdown(markdown):
                    yield self._line(text, indent=2)
            case Quote():
                yield from self._quote(block)
            case Remark(text, is_warning):
                yield self._line(text, size=self._small, colour=WARNING if is_warning else MUTED, indent=2)

    def _heading(self, text: str) -> Iterator[Any]:
        from reportlab.platypus import CondPageBreak, Spacer

        yield CondPageBreak(3 * self._leading)
        if not self._is_official:
            yield Spacer(1, self._leading / 2)
        if self._is_official:
            yield self._line(text, indent=2)
        else:
            yield self._line(text, size=self._body + 2.5)

    def _quote(self, quote: Quote) -> Iterator[Any]:
        from reportlab.platypus import Spacer

        if quote.table is not None:
            yield from self._table(quote.table)
        else:
            for text in quote.text.split("\n"):
                yield self._line(text, inset=2, ground=GROUND)
        unverified = "" if quote.is_verified else tr("〔未核实〕")
        keys = self._stretch(Stretch(quote.keys, Look.KEY))
        source = self._safe(f"—— {quote.place}{unverified}")
        yield self._marked(f"{source}{keys}", size=self._small, colour=MUTED, inset=2)
        yield Spacer(1, 0 if self._is_official else 4)

    def _table(self, table: Table) -> Iterator[Any]:
        """Merged cells stay merged where their rows fit a page; a table with a taller one is told row by row."""
        from reportlab.platypus import Spacer
        from reportlab.platypus import Table as Grid

        wide = self.setting.wide * MM_POINTS
        size = min(self._small, 11)
        texts: list[list[Any]] = [[""] * table.columns for _ in range(table.rows)]
        lines: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, RULE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        if table.header_rows:
            lines.append(("BACKGROUND", (0, 0), (-1, table.header_rows - 1), GROUND))
        for cell in table.cells:
            last = min(cell.row + cell.row_span, table.rows) - 1, min(cell.column + cell.column_span, table.columns) - 1
            texts[cell.row][cell.column] = self._line(cell.text, size=size, leading=size * 1.4)
            lines.append(("SPAN", (cell.column, cell.row), (last[1], last[0])))
        if table.unit:
            yield self._line(table.unit, size=self._small)
        if any(len(cell.text) > _longest_cell(table, wide, size) for cell in table.cells):
            for text in table.lines():
                yield self._line(text, size=self._small, inset=2)
            return
        heads = table.header_rows if table.header_rows < table.rows else 0
        yield Grid(texts, colWidths=[wide / table.columns] * table.columns, repeatRows=heads, style=lines)
        yield Spacer(1, 4)

    def _line(self, text: str, **look: Any) -> Any:
        return self._marked(self._safe(text), **look)

    def _marked(
        self,
        marked: str,
        *,
        size: float = 0,
        leading: float = 0,
        colour: str = "#000000",
        centred: bool = False,
        indent: int = 0,
        inset: int = 0,
        hang: int = 0,
        ground: str | None = None,
    ) -> Any:
        """``indent`` of the first line, ``inset`` of all and ``hang`` of all but the first count characters."""
        from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
        from reportlab.platypus import Paragraph as Flowing

        points = size or self._body
        between = leading or (self._leading if self._is_official else points * PLAIN_LEADING)
        style = ParagraphStyle(
            "line",
            fontName=FONT,
            fontSize=points,
            leading=max(between, points * 1.2),
            textColor=colour,
            alignment=1 if centred else 0,
            firstLineIndent=(indent - hang) * points,
            leftIndent=(inset + hang) * points,
            wordWrap="CJK",
            backColor=ground,
            spaceAfter=0 if self._is_official or leading or ground else 3,
        )
        return Flowing(marked, style)

    def _stretch(self, stretch: Stretch) -> str:
        safe = self._safe(stretch.text)
        if stretch.look is Look.KEY:
            return f'<super size="{self._body * RAISED:.1f}">{safe}</super>' if safe else ""
        return f'<font color="{WARNING}">{safe}</font>' if stretch.look is Look.UNVERIFIED else safe

    def _safe(self, text: str) -> str:
        """Escaped, and with what the font lacks written as the nearest that it has."""
        return escape("".join(map(self._drawable, text))).replace("\n", "<br/>")

    def _drawable(self, character: str) -> str:
        if ord(character) in self._held or character == "\n":
            return character
        plain = unicodedata.normalize("NFKC", character)
        return plain if all(ord(part) in self._held for part in plain) else "□"


def _longest_cell(table: Table, wide: float, size: float) -> float:
    """Characters that a cell may have before it fills half a page."""
    return (wide / table.columns / size - 1) * 22


def _number(page: Page, chosen: Setting) -> Callable[[Any, Any], None]:
    """Draws the number of a page: — 1 — outside on the official page, in the middle on a plain one."""
    left, right = chosen.left * MM_POINTS, (chosen.left + chosen.wide) * MM_POINTS
    foot = (PAGE[1] - chosen.top - chosen.high) * MM_POINTS

    def draw(canvas: Any, document: Any) -> None:
        if page is Page.OFFICIAL:
            canvas.setFont(FONT, NUMBER_POINTS)
            text, height = f"— {document.page} —", foot - NUMBER_BELOW * MM_POINTS - NUMBER_POINTS
            if document.page % 2:
                canvas.drawRightString(right - NUMBER_POINTS, height, text)
            else:
                canvas.drawString(left + NUMBER_POINTS, height, text)
        else:
            canvas.setFont(FONT, chosen.body_points - 1)
            canvas.drawCentredString((left + right) / 2, foot / 2, str(document.page))

    return draw
