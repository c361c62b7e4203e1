"""Writes a sample as PDF as a standard is printed: cover, contents, foreword, numbered pages, running headers."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from sample_writers.source import Block, Cover, Kind, Sample
from sample_writers.typesetting import (
    FONT,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
    Column,
    Page,
    Rule,
    Text,
    register_font,
    width,
)

ROMAN = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ")
BOLD_STROKE = 0.35
"""Points. An outline thickens the one font we carry; on screen it is at least a pixel wide and blots small print, so
that only titles of 14 points and more are bold."""


def write_pdf(sample: Sample) -> bytes:
    register_font()
    body = _Body()
    front, main = _split(sample.blocks)
    foreword = body.set(front)
    body_pages = body.set(main, title=sample.cover.title)
    for page, label in zip([Page(), *foreword], ROMAN, strict=False):
        page.label = label
    for index, page in enumerate(body_pages, 1):
        page.label = str(index)
    contents = _contents(body.headings)
    contents.label = ROMAN[0]
    return _draw(sample.cover, [_cover(sample.cover), contents, *foreword, *body_pages])


def _split(blocks: tuple[Block, ...]) -> tuple[list[Block], list[Block]]:
    """What stands before chapter 1, and the rest."""
    first = next(index for index, block in enumerate(blocks) if block.kind is Kind.HEADING)
    return list(blocks[:first]), list(blocks[first:])


def _cover(cover: Cover) -> Page:
    page = Page()
    page.marks += [
        Text(LEFT, PAGE_HEIGHT - 80, 10.5, f"ICS {cover.ics}"),
        Text(LEFT, PAGE_HEIGHT - 96, 10.5, f"CCS {cover.ccs}"),
    ]
    page.centred(PAGE_HEIGHT - 170, 22, f"{cover.issuer}企业标准", bold=True)
    page.right(PAGE_HEIGHT - 215, 14, cover.number)
    page.right(PAGE_HEIGHT - 235, 10.5, f"代替 {cover.replaces}")
    page.marks.append(Rule(LEFT, PAGE_HEIGHT - 250, RIGHT, PAGE_HEIGHT - 250))
    name, _, part = cover.title.partition(" ")
    page.centred(PAGE_HEIGHT - 370, 26, name, bold=True)
    page.centred(PAGE_HEIGHT - 410, 26, part, bold=True)
    page.centred(PAGE_HEIGHT - 450, 13, cover.title_en)
    page.marks.append(Text(LEFT, 130, 14, f"{cover.issued} 发布"))
    page.right(130, 14, f"{cover.effective} 实施")
    page.marks.append(Rule(LEFT, 118, RIGHT, 118))
    page.centred(90, 16, f"{cover.issuer}　发布")
    return page


def _contents(headings: list[tuple[str, Page]]) -> Page:
    page = Page()
    page.centred(TOP - 24, 16, "目　　次", bold=True)
    y = TOP - 60
    for heading, target in headings:
        dots = "…" * int((RIGHT - LEFT - width(heading + target.label, 10.5) - 8) / width("…", 10.5))
        page.marks.append(Text(LEFT, y, 10.5, heading + dots))
        page.right(y, 10.5, target.label)
        y -= 20
    return page


class _Body:
    def __init__(self) -> None:
        self.headings: list[tuple[str, Page]] = []
        """The lines of the contents, with the page each begins on."""
        self._column = Column()

    def set(self, blocks: list[Block], title: str = "") -> list[Page]:
        self._column = Column()
        self._column.new_page()
        if title:
            self._column.centred(title.replace(" ", "　"), 16, 40, bold=True)
            self._column.y -= 12
        for block in blocks:
            self._block(block)
        return self._column.pages

    def _block(self, block: Block) -> None:
        column = self._column
        match block.kind:
            case Kind.UNNUMBERED:
                self._top_heading(block.text, block.text)
            case Kind.ANNEX:
                self._top_heading(f"{block.number}（{block.extra}）{block.text}", block.number)
                column.centred(f"（{block.extra}）", 10.5, 18)
                column.centred(block.text, 10.5, 18)
                column.y -= 8
            case Kind.HEADING:
                column.reserve(64)
                column.y -= 9 if block.level == 1 else 4
                column.paragraph(f"{block.number}　{block.text}")
                column.y -= 6 if block.level == 1 else 2
                if block.level == 1 and not block.in_annex:
                    self.headings.append((f"{block.number}　{block.text}", column.page))
            case Kind.TERM:
                column.reserve(64)
                column.paragraph(block.number)
                column.paragraph(f"{block.text}　{block.extra}", indent=21)
            case Kind.CLAUSE:
                column.paragraph(f"{block.number}　{block.text}")
            case Kind.ITEM:
                column.paragraph(f"{block.number} {block.text}", hang=21)
            case Kind.DASH:
                column.paragraph(f"——{block.text}", hang=21)
            case Kind.NOTE:
                column.paragraph(f"注：{block.text}", 9, indent=21, leading=16)
            case Kind.EXAMPLE:
                column.paragraph(f"示例：{block.text}", 9, indent=21, leading=16)
            case Kind.TABLE:
                column.reserve(24 + 20 * len(block.rows))
                column.centred(f"{block.number}　{block.text}", 10.5, 22)
                column.table(block.rows)
            case Kind.FORMULA:
                column.centred(f"{block.text}　……{block.number}", 10.5, 22)
            case Kind.PARAGRAPH:
                column.paragraph(block.text, indent=21)

    def _top_heading(self, line: str, printed: str) -> None:
        """A foreword, an annex or the bibliography begins on a page of its own."""
        if self._column.page.marks:
            self._column.new_page()
        self._column.centred(printed.replace("前言", "前　　言"), 14, 30, bold=True)
        self._column.y -= 8
        self.headings.append((line, self._column.page))


def _draw(cover: Cover, pages: list[Page]) -> bytes:
    buffer = io.BytesIO()
    # Streams stay uncompressed because deflate output differs between builds of zlib.
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=0, invariant=1)
    canvas.setTitle(f"{cover.number} {cover.title}")
    canvas.setAuthor(cover.issuer)
    canvas.setLineWidth(0.5)
    for index, page in enumerate(pages):
        if index:
            _running_marks(page, cover.number, is_odd=index % 2 == 1)
        for mark in page.marks:
            _draw_mark(canvas, mark)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _running_marks(page: Page, number: str, *, is_odd: bool) -> None:
    """The standard's number at the head and the page number at the foot, on the outer side."""
    for y, text in ((PAGE_HEIGHT - 62, number), (48, page.label)):
        if is_odd:
            page.right(y, 10.5, text)
        else:
            page.marks.append(Text(LEFT, y, 10.5, text))


def _draw_mark(canvas: Canvas, mark: Text | Rule) -> None:
    if isinstance(mark, Rule):
        canvas.line(mark.x0, mark.y0, mark.x1, mark.y1)
        return
    text = canvas.beginText(mark.x, mark.y)
    text.setFont(FONT, mark.size)
    text.setCharSpace(mark.spacing)
    if mark.bold:
        canvas.setLineWidth(BOLD_STROKE)
        text.setTextRenderMode(2)
    text.textOut(mark.text)
    if mark.bold:
        text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.setLineWidth(0.5)
