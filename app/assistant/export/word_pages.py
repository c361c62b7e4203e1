"""How a paper is set as a Word file: plainly, or on the page of GB/T 9704-2012."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.assistant.export.paper import Page

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

MM_POINTS = 72 / 25.4
TWIPS = 20
"""In a point."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Millimetres and points. ``left``, ``top``, ``wide`` and ``high`` are the area of the text; the fonts are those of
    Chinese characters."""

    left: float
    top: float
    wide: float
    high: float
    body_points: float
    title_points: float
    body_font: str
    title_font: str
    heading_font: str
    quote_font: str
    lines: int = 0
    """On a page, each with ``characters``; 0 for as many as there is room for."""
    characters: int = 0

    @property
    def closer(self) -> float:
        """Points that characters stand closer than their size, so that so many go into a line. In whole twips: a grid
        of characters would be plainer, but office programs other than Word give a character that is larger than its
        cell the room of two."""
        if not self.characters:
            return 0
        room = self.wide * MM_POINTS / self.characters
        return math.ceil((self.body_points - room) * TWIPS) / TWIPS


PLAIN = Setting(25, 25, 160, 247, 10.5, 18, "宋体", "黑体", "黑体", "楷体")
OFFICIAL = Setting(28, 37, 156, 225, 16, 22, "仿宋", "方正小标宋简体", "黑体", "楷体", 22, 28)
"""GB/T 9704-2012, 5.2: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm, 仿宋 3号, 22 lines of 28 characters;
7.3.1: the title in 小标宋 2号; 7.3.3: 黑体 for first and 楷体 for second headings."""
ALTERNATIVES = {
    "仿宋": "仿宋_GB2312,FangSong,FangSong_GB2312",
    "方正小标宋简体": "方正小标宋_GBK,小标宋体,华文中宋,STZhongsong",
    "楷体": "楷体_GB2312,KaiTi,KaiTi_GB2312",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
"""What takes the place of a font where it is missing: the list of fonts in the file names them."""
PAGE = (210, 297)
NUMBER_POINTS = 14
"""4号, 7.5: numbers of pages in 宋体 between dashes."""
NUMBER_BELOW = 7
"""Millimetres from the text to the dashes."""


def setting_of(page: Page) -> Setting:
    return OFFICIAL if page is Page.OFFICIAL else PLAIN


def set_page(document: Document, page: Page) -> None:
    """Paper, margins, grid, page numbers and the names of the fonts that may take the place of others."""
    from docx.shared import Mm

    chosen = setting_of(page)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAGE)
    section.left_margin, section.top_margin = Mm(chosen.left), Mm(chosen.top)
    section.right_margin = Mm(PAGE[0] - chosen.left - chosen.wide)
    section.bottom_margin = Mm(PAGE[1] - chosen.top - chosen.high)
    if chosen.lines:
        _set_grid(section, chosen)
        _number_official(document, section, chosen)
    else:
        _number_plainly(section.footer.paragraphs[0])
    _name_alternatives(document)


def use_font(target: object, name: str, points: float, closer: float = 0) -> None:
    """For a style or a run. Word takes the font of Chinese characters from an attribute of its own. Characters stand
    ``closer`` by so many points."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor
    from docx.styles.style import ParagraphStyle
    from docx.text.run import Run

    assert isinstance(target, ParagraphStyle | Run)
    target.font.name, target.font.size, target.font.color.rgb = "Times New Roman", Pt(points), RGBColor(0, 0, 0)
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    if closer:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(-round(closer * TWIPS)))
        target.element.get_or_add_rPr().insert_element_before(
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:vertAlign", "w:lang"
        )


def _set_grid(section: Section, chosen: Setting) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    pitch = chosen.high * MM_POINTS / chosen.lines
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(pitch * TWIPS)))
    section._sectPr.append(grid)


def _number_official(document: Document, section: Section, chosen: Setting) -> None:
    """— 1 —, outside: odd pages at the right and even ones at the left, a character from the edge."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document.settings.odd_and_even_pages_header_footer = True
    below = PAGE[1] - chosen.top - chosen.high
    section.footer_distance = Mm(below - NUMBER_BELOW - NUMBER_POINTS / MM_POINTS)
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        line.alignment = side
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(NUMBER_POINTS)
        use_font(line.add_run("— "), "宋体", NUMBER_POINTS)
        _add_page_field(line, "宋体", NUMBER_POINTS)
        use_font(line.add_run(" —"), "宋体", NUMBER_POINTS)


def _number_plainly(line: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_field(line, "宋体", PLAIN.body_points)


def _add_page_field(line: Paragraph, font: str, points: float) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = line.add_run("1")
    use_font(run, font, points)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.remove(run._r)
    field.append(run._r)
    line._p.append(field)


def _name_alternatives(document: Document) -> None:
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            blob = part.blob.decode("utf-8")
            listed = "".join(
                f'<w:font w:name="{font}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
                for font, others in ALTERNATIVES.items()
            )
            part._blob = blob.replace("</w:fonts>", f"{listed}</w:fonts>").encode("utf-8")
