"""Reports as Word files (.docx)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from app.assistant.export.office_properties import with_own_properties
from app.assistant.export.report import Cell, Mark, Report, cell, printable
from app.security.labels import AIGC_PROPERTY, aigc_record

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

FONT, LATIN_FONT = "宋体", "Times New Roman"
TABLE_POINTS = 9
PAGE_MILLIMETRES = (297, 210)
MARGIN_MILLIMETRES = 15
REMOVED_COLOUR, ADDED_COLOUR = (0xC0, 0x00, 0x00), (0x0B, 0x5C, 0xAD)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)


def document_bytes(report: Report) -> bytes:
    """A4 across: title, what it is about, the table with its head on every page, and the label where it is due."""
    import docx

    document = docx.Document()
    _set_page(document)
    document.add_heading(printable(report.title), level=1)
    for line in report.about:
        document.add_paragraph(printable(line))
    _add_table(document, report)
    if report.label:
        document.add_paragraph("")
        document.add_paragraph(report.label)
    if report.model is not None:
        add_custom_property(document, AIGC_PROPERTY, aigc_record(report.model))
    stream = BytesIO()
    document.save(stream)
    return with_own_properties(stream.getvalue(), report.title)


def _set_page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in PAGE_MILLIMETRES)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MILLIMETRES)
    for name in ("Normal", "Heading 1"):
        _use_fonts(document, name)
    _number_pages(section.footer.paragraphs[0])


def _use_fonts(document: Document, style: str) -> None:
    """Word chooses the font of Chinese characters by an attribute of its own."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    font = document.styles[style].font
    font.name, font.color.rgb = LATIN_FONT, RGBColor(0, 0, 0)
    fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _number_pages(footer: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _add_table(document: Document, report: Report) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1 + len(report.rows), cols=len(report.columns), style="Table Grid")
    table.autofit = False
    room = PAGE_MILLIMETRES[0] - 2 * MARGIN_MILLIMETRES
    total = sum(column.width for column in report.columns)
    widths = [Mm(room * column.width / total) for column in report.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = tuple(cell(column.name) for column in report.columns)
    rows = (head, *report.rows)
    for row, cells in zip(table.rows, rows, strict=True):
        for width, place, content in zip(widths, row.cells, cells, strict=True):
            place.width = width
            _fill(place.paragraphs[0], content, is_bold=cells is head)
    _repeat_head(table)


def _fill(paragraph: Paragraph, content: Cell, *, is_bold: bool) -> None:
    from docx.shared import Pt, RGBColor

    paragraph.paragraph_format.space_after = Pt(0)
    for part in content:
        run = paragraph.add_run(part.text)
        run.font.size, run.bold = Pt(TABLE_POINTS), is_bold
        if part.mark is Mark.REMOVED:
            run.font.strike, run.font.color.rgb = True, RGBColor(*REMOVED_COLOUR)
        elif part.mark is Mark.ADDED:
            run.font.underline, run.font.color.rgb = True, RGBColor(*ADDED_COLOUR)


def _repeat_head(table: Table) -> None:
    """The head stands again on every page, and no row is torn between two."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_custom_property(document: Document, name: str, value: str) -> None:
    """python-docx knows none: the part is made here. Once a document."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    data = _CUSTOM.format(name=escape(name), value=escape(value)).encode()
    package.relate_to(
        Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, data, package), RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
    )
