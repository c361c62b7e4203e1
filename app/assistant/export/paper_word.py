"""Papers as Word files (.docx), plain or on the page of GB/T 9704-2012."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from app.assistant.export.markdown import plain_of_markdown
from app.assistant.export.office_properties import with_own_properties
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
from app.assistant.export.report import printable
from app.assistant.export.word import add_custom_property
from app.assistant.export.word_pages import set_page, setting_of, use_font
from app.domain.table import Table
from app.foundation.messages import tr
from app.security.labels import AIGC_PROPERTY, aigc_record

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as Line

SMALLER = 0.86
"""Tables and remarks beside the body of a plain paper."""


def paper_document(paper: Paper, page: Page) -> bytes:
    """Mark, title, the answers, the list of sources, and the label where it is due."""
    made = _Writer(page)
    made.write(paper)
    document = made.document
    if paper.model is not None:
        add_custom_property(document, AIGC_PROPERTY, aigc_record(paper.model))
    stream = BytesIO()
    document.save(stream)
    return with_own_properties(stream.getvalue(), paper.title)


class _Writer:
    """Line by line; every line says its own font, so that it looks the same under any template."""

    def __init__(self, page: Page) -> None:
        import docx

        self.document = docx.Document()
        self._page = page
        self._set = setting_of(page)
        set_page(self.document, page)
        use_font(self.document.styles["Normal"], self._set.body_font, self._set.body_points, self._set.closer)
        spacing = self.document.styles["Normal"].paragraph_format
        spacing.space_after = spacing.space_before = 0
        spacing.line_spacing = 1.0 if self._is_official else 1.5
        spacing.widow_control = False

    @property
    def _is_official(self) -> bool:
        return self._page is Page.OFFICIAL

    @property
    def _small(self) -> float:
        return self._set.body_points if self._is_official else self._set.body_points * SMALLER

    def write(self, paper: Paper) -> None:
        if paper.mark is not None:
            self._line(tr("密级：{mark}", mark=paper.mark), font=self._set.heading_font)
        self._title(paper.title)
        if paper.label:
            self._centred(paper.label)
        for block in paper.blocks:
            self._block(block)
        if paper.sources:
            self._heading(tr("参考文献"))
            for line in paper.sources:
                self._line(line, points=self._small, indent=2 if self._is_official else -2)
        if paper.label:
            self._line("")
            self._line(paper.label, indent=2)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, ordinal):
                told = " ".join(text.split())
                number = f"{in_chinese(ordinal)}、" if self._is_official else f"{ordinal}. "
                self._heading(f"{number}{told}" if ordinal else told)
            case Paragraph(stretches):
                line = self._line("", indent=2)
                for stretch in stretches:
                    self._stretch(line, stretch)
            case Prose(markdown):
                for text in plain_of_markdown(markdown):
                    self._line(text, indent=2)
            case Quote():
                self._quote(block)
            case Remark(text, is_warning):
                font = self._set.heading_font if is_warning else self._set.body_font
                self._line(text, font=font, points=self._small, indent=2)

    def _title(self, text: str) -> None:
        line = self._centred(text, self._set.title_font, self._set.title_points)
        line.style = self.document.styles["Title"]
        self._bare(line)

    def _heading(self, text: str) -> None:
        line = self._line(text, font=self._set.heading_font, indent=2 if self._is_official else 0)
        line.style = self.document.styles["Heading 1"]
        self._bare(line)
        line.paragraph_format.keep_with_next = True
        if not self._is_official:
            line.paragraph_format.space_before = self._points(self._set.body_points)

    def _bare(self, line: Line) -> None:
        """The style names the line for the outline; its look is our own."""
        spacing = line.paragraph_format
        spacing.space_before = spacing.space_after = 0
        spacing.line_spacing = 1.0 if self._is_official else 1.5
        for run in line.runs:
            run.bold = False
        borders = line.style.element.find(".//{*}pBdr") if line.style is not None else None
        if borders is not None:
            borders.getparent().remove(borders)

    def _centred(self, text: str, font: str = "", points: float = 0) -> Line:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        line = self._line(text, font=font, points=points)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return line

    def _line(self, text: str, *, font: str = "", points: float = 0, indent: int = 0) -> Line:
        """``indent`` is that of the first line in characters; a negative one hangs the others."""
        line = self.document.add_paragraph()
        size = points or self._set.body_points
        if text:
            use_font(line.add_run(printable(text)), font or self._set.body_font, size)
        line.paragraph_format.first_line_indent = self._points(indent * size)
        if indent < 0:
            line.paragraph_format.left_indent = self._points(-indent * size)
        return line

    def _stretch(self, line: Line, stretch: Stretch) -> None:
        run = line.add_run(stretch.text)
        use_font(run, self._set.body_font, self._set.body_points)
        run.font.superscript = stretch.look is Look.KEY
        run.font.underline = stretch.look is Look.UNVERIFIED or None

    def _quote(self, quote: Quote) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        indent = self._points(2 * self._set.body_points)
        lines: list[Line] = []
        if quote.table is not None:
            self._table(quote.table)
        else:
            for text in quote.text.split("\n"):
                lines.append(self._line(text, font=self._set.quote_font, indent=2 if self._is_official else 0))
        unverified = "" if quote.is_verified else tr("〔未核实〕")
        source = self._line(f"—— {quote.place}{unverified}", points=self._small)
        source.paragraph_format.space_after = 0 if self._is_official else self._points(self._small / 2)
        self._stretch(source, Stretch(quote.keys, Look.KEY))
        for line in [*lines, source] if not self._is_official else []:
            line.paragraph_format.left_indent = indent
            bar, borders = OxmlElement("w:left"), OxmlElement("w:pBdr")
            for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "9AA3AF")):
                bar.set(qn(f"w:{name}"), value)
            borders.append(bar)
            line._p.get_or_add_pPr().insert_element_before(
                borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
            )
        if self._is_official:
            source.paragraph_format.first_line_indent = indent

    def _table(self, table: Table) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if table.unit:
            self._line(table.unit, points=self._small)
        made = self.document.add_table(rows=table.rows, cols=table.columns, style="Table Grid")
        for cell in table.cells:
            last = (
                min(cell.row + cell.row_span, table.rows) - 1,
                min(cell.column + cell.column_span, table.columns) - 1,
            )
            place = made.cell(cell.row, cell.column).merge(made.cell(*last))
            line = place.paragraphs[0]
            font = self._set.heading_font if cell.row < table.header_rows else self._set.body_font
            use_font(line.add_run(printable(cell.text)), font, min(self._small, 12))
            line.paragraph_format.line_spacing = 1.0
            off_grid = OxmlElement("w:snapToGrid")
            off_grid.set(qn("w:val"), "0")
            line._p.get_or_add_pPr().insert_element_before(off_grid, "w:spacing", "w:ind", "w:jc", "w:rPr")

    def _points(self, points: float) -> int:
        from docx.shared import Pt

        return Pt(points)
