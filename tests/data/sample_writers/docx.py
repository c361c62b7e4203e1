"""Writes a sample as DOCX, part by part, so that the bytes depend on nothing but the source.

Numbers that the cover lists as automatic are not in the text: Word computes them from numbering.xml, and so must a
reader. The archive is stored and not deflated, because deflate output differs between builds of zlib.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from sample_writers import docx_parts
from sample_writers.docx_parts import ANNEX_LIST, FIRST_ITEM_LIST, HEADING_LIST
from sample_writers.source import Block, Cover, Kind, Sample

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write_docx(sample: Sample) -> bytes:
    writer = _Body(sample.cover)
    body = writer.cover() + "".join(writer.block(block) for block in sample.blocks)
    parts = {
        "[Content_Types].xml": docx_parts.CONTENT_TYPES,
        "_rels/.rels": docx_parts.ROOT_RELATIONS,
        "docProps/core.xml": docx_parts.core(sample.cover),
        "word/document.xml": docx_parts.document(body),
        "word/_rels/document.xml.rels": docx_parts.DOCUMENT_RELATIONS,
        "word/styles.xml": docx_parts.STYLES,
        "word/numbering.xml": docx_parts.numbering(writer.item_lists),
        "word/header1.xml": docx_parts.header(sample.cover.number),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


class _Body:
    def __init__(self, cover: Cover) -> None:
        self._cover = cover
        self._automatic = set(cover.automatic_numbers)
        self._last_was_item = False
        self.item_lists = 0
        """How many lettered lists were begun; each is a list of its own, so that each starts at a)."""

    def cover(self) -> str:
        cover = self._cover
        lines = [
            ("Cover", f"ICS {cover.ics}"),
            ("Cover", f"CCS {cover.ccs}"),
            ("CoverCentre", f"{cover.issuer}企业标准"),
            ("CoverRight", cover.number),
            ("CoverRight", f"代替 {cover.replaces}" if cover.replaces else ""),
            ("Title", cover.title),
            ("Subtitle", cover.title_en),
            ("CoverCentre", f"{cover.issued} 发布\t{cover.effective} 实施"),
            ("CoverCentre", f"{cover.issuer} 发布"),
        ]
        return "".join(_paragraph(style, text) for style, text in lines if text)

    def block(self, block: Block) -> str:
        starts_list = block.kind is Kind.ITEM and not self._last_was_item
        self._last_was_item = block.kind is Kind.ITEM
        if starts_list:
            self.item_lists += 1
        match block.kind:
            case Kind.UNNUMBERED:
                return _paragraph("Foreword", block.text, page_break=True)
            case Kind.HEADING | Kind.CLAUSE | Kind.TERM:
                return self._numbered(block)
            case Kind.ANNEX:
                return self._annex(block)
            case Kind.ITEM:
                number = (FIRST_ITEM_LIST + self.item_lists - 1, 0) if "item" in self._automatic else None
                return _paragraph("Item", block.text if number else f"{block.number} {block.text}", number=number)
            case Kind.DASH:
                return _paragraph("Item", f"——{block.text}")
            case Kind.NOTE:
                return _paragraph("Note", f"注：{block.text}")
            case Kind.EXAMPLE:
                return _paragraph("Note", f"示例：{block.text}")
            case Kind.FORMULA:
                return _paragraph("Formula", f"{block.text}\t{block.number}")
            case Kind.TABLE:
                return _paragraph("TableTitle", f"{block.number} {block.text}") + _table(block.rows)
            case Kind.PARAGRAPH:
                return _paragraph("Body", block.text)

    def _numbered(self, block: Block) -> str:
        """A heading, a clause without a heading or a term: numbered by its style's list or by typed text."""
        text = f"{block.text} {block.extra}" if block.kind is Kind.TERM else block.text
        style = f"Heading{block.level}" if block.kind is Kind.HEADING else f"Clause{block.level}"
        automatic = ("annex" if block.in_annex else "heading") in self._automatic
        if not automatic:
            return _paragraph(style, f"{block.number} {text}")
        return _paragraph(style, text, number=(ANNEX_LIST if block.in_annex else HEADING_LIST, block.level - 1))

    def _annex(self, block: Block) -> str:
        if "annex" in self._automatic:
            head = _paragraph("Heading1", f"（{block.extra}）", number=(ANNEX_LIST, 0), page_break=True)
        else:
            head = _paragraph("Heading1", f"{block.number}（{block.extra}）", page_break=True)
        return head + _paragraph("AnnexTitle", block.text)


def _paragraph(style: str, text: str, *, number: tuple[int, int] | None = None, page_break: bool = False) -> str:
    """``number`` is the list and its level from 0."""
    properties = f'<w:pStyle w:val="{style}"/>'
    if page_break:
        properties += "<w:pageBreakBefore/>"
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{_run(text)}</w:p>"


def _run(text: str) -> str:
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t")]
    return f"<w:r>{'<w:tab/>'.join(pieces)}</w:r>"


def _table(rows: list[list[str]]) -> str:
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{_paragraph('TableText', cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    grid = "".join("<w:gridCol/>" for _ in rows[0])
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )
