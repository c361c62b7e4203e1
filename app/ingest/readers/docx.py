"""Word documents: paragraphs and tables in body order, with the numbers that Word counts and does not store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from app.domain.table import plain_table
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions, TableBlock
from app.ingest.readers.text import clean
from app.ingest.readers.word_numbering import Numbering
from app.ingest.readers.word_package import WordPackage
from app.ingest.readers.word_styles import (
    ParagraphStyle,
    StyleSheet,
    alignment_of,
    integer,
    is_on,
    numbering_of,
    outline_level,
    value_of,
)
from app.ingest.readers.word_text import paragraph_text

_WRAPPERS = ("w_sdt", "w_sdtContent", "w_customXml", "w_ins", "w_moveTo", "w_smartTag")
MOST_COLUMNS = 63
"""Of a Word table (its own limit)."""
_CENTRED = ("center", "distribute")
"""Covers of standards spread their lines over the width, which centres them too."""


class DocxReader:
    """Reads .docx (and .docm, .dotx). No pages: Word decides them when it prints."""

    format = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx")

    def accepts(self, head: bytes) -> bool:
        """A zip archive; whether it is a Word document shows when it is opened."""
        return head.startswith(b"PK\x03\x04")

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        with WordPackage(path) as package:
            body = package.main().find("w_body")
            if body is None:
                raise unreadable(UnreadableCode.DAMAGED, path.name)
            walk = _BodyWalk(StyleSheet(package.related("styles")), Numbering(package.related("numbering")))
            return Reading(self.format, tuple(walk.blocks(body)))


class _BodyWalk:
    """One pass over the body: numbering counts, so every paragraph is met once and in order."""

    def __init__(self, styles: StyleSheet, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(self, parent: Element) -> Iterator[Line | TableBlock]:
        for element in _joined_paragraphs(parent):
            if element.tag == "w_p":
                yield from self._paragraph(element)
            elif element.tag == "w_tbl":
                yield from self._table(element)
            elif element.tag in _WRAPPERS and not _is_contents(element):
                yield from self.blocks(element)
            elif element.tag == "mc_AlternateContent":
                chosen = element.find("mc_Choice")
                yield from self.blocks(chosen if chosen is not None else element)

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        properties = paragraph.find("w_pPr")
        style = self._styles.style(value_of(properties, "w_pStyle"))
        if style.is_contents:
            return
        printed = paragraph_text(paragraph, bool(style.is_bold))
        for box in printed.boxes:
            yield from self._paragraph(box)
        texts = [text for text in map(_spaced, printed.lines) if text]
        number = self._number(properties, style)
        own_level = outline_level(properties)
        heading = (style.heading_level if own_level is None else own_level) or None
        for index, text in enumerate(texts):
            yield Line(
                text,
                number=(number or None) if index == 0 else None,
                heading_level=heading,
                size=printed.size or style.size,
                is_bold=printed.is_bold,
                is_centred=(alignment_of(properties) or style.alignment) in _CENTRED,
                begins_paragraph=True,
            )

    def _number(self, properties: Element | None, style: ParagraphStyle) -> str:
        """The printed automatic number. Word counts empty paragraphs too, so this runs for every paragraph."""
        num_id, level = numbering_of(properties)
        if num_id is None:
            num_id, level = style.numbering, level if level is not None else style.numbering_level
            tied = self._numbering.level_of_style(num_id, style.id) if num_id else None
            level = tied if tied is not None else level
        if num_id is None or num_id == "0":
            return ""
        return self._numbering.next_number(num_id, level or 0)

    def _table(self, table: Element) -> Iterator[Line | TableBlock]:
        rows = list(_rows(table))
        if all(len(list(_cells_of(row))) == 1 for row in rows):
            # A frame around text (covers, boxed notes), not a table.
            for cell in _cells_of(table):
                yield from self.blocks(cell)
            return
        yield TableBlock(plain_table(list(_with_merged_cells([self._cells(row) for row in rows]))))

    def _cells(self, row: Element) -> list[str | None]:
        """The texts of a row; None continues the cell above. A cell over several columns leaves blanks beside it."""
        texts: list[str | None] = [""] * _columns(value_of(row, "w_trPr/w_gridBefore"))
        for cell in _cells_of(row):
            properties = cell.find("w_tcPr")
            merge = properties.find("w_vMerge") if properties is not None else None
            continues = merge is not None and merge.get("w_val", "continue") == "continue"
            texts.append(None if continues else self._cell_text(cell))
            texts.extend([None if continues else ""] * (_columns(value_of(properties, "w_gridSpan")) - 1))
        return texts

    def _cell_text(self, cell: Element) -> str:
        lines: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, TableBlock):
                lines.extend(" ".join(filter(None, row)) for row in block.table.grid())
            else:
                lines.append(" ".join(filter(None, (block.number, block.text))))
        return "\n".join(lines)


def _joined_paragraphs(parent: Element) -> Iterator[Element]:
    """The children, with paragraphs joined whose mark between them a tracked change deletes."""
    held: Element | None = None
    for element in parent:
        if held is not None and element.tag == "w_p":
            held.extend([child for child in element if child.tag != "w_pPr"])
            if not _mark_is_deleted(element):
                yield held
                held = None
        elif element.tag == "w_p" and _mark_is_deleted(element):
            held = element
        else:
            if held is not None and element.tag == "w_tbl":
                yield held
                held = None
            yield element
    if held is not None:
        yield held


def _mark_is_deleted(paragraph: Element) -> bool:
    return paragraph.find("w_pPr/w_rPr/w_del") is not None


def _is_contents(element: Element) -> bool:
    """A generated table of contents: it repeats the headings and is no body."""
    gallery = value_of(element, "w_sdtPr/w_docPartObj/w_docPartGallery") or ""
    return gallery == "Table of Contents"


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == "w_tr" and not is_on(element.find("w_trPr"), "w_del"):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _rows(element)


def _cells_of(parent: Element) -> Iterator[Element]:
    for element in parent:
        if element.tag == "w_tc":
            yield element
        elif element.tag in (*_WRAPPERS, "w_tr"):
            yield from _cells_of(element)


def _with_merged_cells(rows: list[list[str | None]]) -> Iterator[tuple[str, ...]]:
    """Repeats a vertically merged cell in every row that it spans: a row must be readable by itself."""
    above: tuple[str, ...] = ()
    for row in rows:
        filled = tuple(
            text if text is not None else above[column] if column < len(above) else ""
            for column, text in enumerate(row)
        )
        yield filled
        above = filled


def _spaced(line: str) -> str:
    return clean(re.sub(r"\t+", " ", line))


def _columns(value: str | None) -> int:
    return min(integer(value) or 0, MOST_COLUMNS)
