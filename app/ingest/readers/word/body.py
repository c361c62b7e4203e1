"""The body of a Word file as lines and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from app.ingest.lines import Line, TableBlock
from app.ingest.readers.plain.characters import BULLET, clean
from app.ingest.readers.word.boxes import in_reading_order
from app.ingest.readers.word.changes import body_parts, is_contents, row_cells, table_rows
from app.ingest.readers.word.fields import Fields
from app.ingest.readers.word.notes import Notes
from app.ingest.readers.word.numbering import Numbering
from app.ingest.readers.word.styles import (
    ParagraphStyle,
    StyleSheet,
    alignment_of,
    has_ground,
    is_on,
    numbering_of,
    outline_level,
    tabs_of,
    value_of,
)
from app.ingest.readers.word.tables import CellText, formula_lines, has_formula, is_frame, is_layout, word_table
from app.ingest.readers.word.text import ParagraphReader, ParagraphText
from app.ingest.tree.contents import TITLE

_CENTRED = ("center", "distribute")
"""Covers of standards spread their lines over the width, which centres them too."""


class _Contents:
    """Stands where a list of contents was."""


_CONTENTS = _Contents()


class BodyReader:
    """One pass over the body: numbering counts, so every paragraph is met once and in order."""

    def __init__(self, styles: StyleSheet, numbering: Numbering, notes: Notes, fields: Fields) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._paragraphs = ParagraphReader(styles, fields)
        self._cells_open = 0
        self._notes_held: list[tuple[str, str]] = []
        self.lost_formulas = 0
        """Formulas that are stored as objects and give no text."""
        self.hidden_characters = 0
        """Characters that Word does not show."""
        self._grounds = 0
        """Cells around what is read that have a colour behind them, or may have by the style of their table."""

    def read(self, body: Element) -> tuple[Line | TableBlock, ...]:
        """The blocks of w:body, without lists of contents and the titles above them."""
        blocks: list[Line | TableBlock] = []
        for block in self._blocks(body):
            if not isinstance(block, _Contents):
                blocks.append(block)
            elif blocks and isinstance(blocks[-1], Line) and TITLE.fullmatch(blocks[-1].text):
                blocks.pop()
        return tuple(blocks)

    def _blocks(self, parent: Element) -> Iterator[Line | TableBlock | _Contents]:
        for element in body_parts(parent):
            if element.tag == "w_p":
                yield from self._paragraph(element)
            elif element.tag == "w_tbl":
                yield from self._table(element)
            elif is_contents(element):
                yield _CONTENTS

    def _paragraph(self, paragraph: Element) -> Iterator[Line | TableBlock | _Contents]:
        properties = paragraph.find("w_pPr")
        style = self._styles.style(value_of(properties, "w_pStyle"))
        on_ground = self._grounds > 0 or has_ground(properties)
        printed = self._paragraphs.read(paragraph, style, tabs_of(properties, style.tabs), on_ground=on_ground)
        self.hidden_characters += printed.hidden_characters
        texts = [text for text in map(_spaced, printed.lines) if text]
        if style.is_contents or (printed.is_contents and not texts):
            yield _CONTENTS
            return
        self.lost_formulas += printed.lost_formulas
        for box in in_reading_order(printed.boxes):
            yield from self._blocks(box)
        if texts or not _is_hidden(properties, printed):
            yield from self._lines(texts, printed, properties, style)
        self._notes_held += printed.notes
        yield from self._held_notes()

    def _lines(
        self, texts: list[str], printed: ParagraphText, properties: Element | None, style: ParagraphStyle
    ) -> Iterator[Line]:
        number = self._number(properties, style)
        own_level = outline_level(properties)
        heading = (style.heading_level if own_level is None else own_level) or None
        if not texts and number not in ("", BULLET) and (heading is not None or self._cells_open):
            texts, number = [number], ""  # 附录 A on a line of its own, the first column of a table
        for index, text in enumerate(texts):
            yield Line(
                text,
                number=(number or None) if index == 0 else None,
                heading_level=heading,
                size=printed.size or style.run.size,
                is_bold=printed.is_bold,
                is_centred=(alignment_of(properties) or style.alignment) in _CENTRED,
                begins_paragraph=True,
            )

    def _number(self, properties: Element | None, style: ParagraphStyle) -> str:
        """The printed automatic number. Word counts empty paragraphs too, so this runs for every paragraph."""
        num_id, level = numbering_of(properties)
        if num_id is None:
            num_id = style.numbering
            level = self._level_by_style(style) if level is None else level
        if num_id is None or num_id == "0":
            return ""
        return self._numbering.next_number(num_id, level or 0)

    def _level_by_style(self, style: ParagraphStyle) -> int | None:
        """A level tied to the style itself goes before what the style says, which goes before what it inherits."""
        if style.numbering is None:
            return None
        tied = self._numbering.level_of_style(style.numbering, style.id)
        if tied is not None:
            return tied
        if style.numbering_level is not None:
            return style.numbering_level
        return self._numbering.level_of_style(style.numbering, style.numbered_by)

    def _table(self, element: Element) -> Iterator[Line | TableBlock | _Contents]:
        if is_frame(element) or (is_layout(element, self._styles) and not has_formula(element)):
            for row in table_rows(element):
                for cell in row_cells(row):
                    yield from self._in_cell(cell)
            return
        has_style = value_of(element.find("w_tblPr"), "w_tblStyle") is not None
        self._cells_open += 1
        self._grounds += has_style
        table = word_table(element, self._cell)
        self._grounds -= has_style
        self._cells_open -= 1
        lines = formula_lines(element, table)
        if lines is None:
            yield TableBlock(table)
        else:
            yield from (Line(line, begins_paragraph=True) for line in lines)
        yield from self._held_notes()

    def _cell(self, cell: Element) -> CellText:
        lines: list[str] = []
        is_bold = True
        for block in self._in_cell(cell):
            if isinstance(block, TableBlock):
                lines.extend(filter(None, block.table.lines()))
            elif isinstance(block, Line):
                lines.append(" ".join(filter(None, (block.number, block.text))))
            is_bold = is_bold and isinstance(block, Line) and block.is_bold
        return CellText("\n".join(lines), is_bold and bool(lines))

    def _in_cell(self, cell: Element) -> Iterator[Line | TableBlock | _Contents]:
        """The blocks of a cell, white print among them where the cell is coloured."""
        is_coloured = has_ground(cell.find("w_tcPr"))
        self._grounds += is_coloured
        yield from self._blocks(cell)
        self._grounds -= is_coloured

    def _held_notes(self) -> Iterator[Line | TableBlock | _Contents]:
        """The notes of what was read last; those of a table's cells stand below the table."""
        if self._cells_open:
            return
        held, self._notes_held = self._notes_held, []
        for kind, note_id in held:
            note = self._notes.take(kind, note_id)
            for block in self._blocks(note) if note is not None else ():
                if isinstance(block, Line):
                    block = replace(block, heading_level=None, is_footnote=True)
                yield block


def _is_hidden(properties: Element | None, printed: ParagraphText) -> bool:
    """A paragraph of which nothing shows, not even its mark: Word does not number it."""
    return printed.has_hidden and bool(is_on(properties.find("w_rPr") if properties is not None else None, "w_vanish"))


def _spaced(line: str) -> str:
    return clean(re.sub(r"\t+", " ", line))
