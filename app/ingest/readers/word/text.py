"""The text of a Word paragraph as it prints with all tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.ingest.layout.scripts import lowered, raised
from app.ingest.layout.symbol_fonts import MISSING, in_symbol_font, symbol
from app.ingest.readers.word.boxes import TextBox, chosen, text_boxes
from app.ingest.readers.word.fields import Fields, is_contents
from app.ingest.readers.word.math import FORMULAS, LEADERS, linear
from app.ingest.readers.word.styles import ParagraphStyle, RunStyle, StyleSheet, TabStop, is_on

_TRANSPARENT = frozenset(
    {"w_ins", "w_moveTo", "w_hyperlink", "w_smartTag", "w_sdtContent", "w_customXml", "w_dir", "w_bdo"}
)
"""Elements that only wrap text. What is not listed here or handled below prints nothing that is text:
w:del, w:moveFrom, w:instrText, w:rubyText, comments, bookmarks."""

_SCRIPTS = {"superscript": raised, "subscript": lowered}
_LEADER_TAB = "\x1f"
"""Stands for a tab to whose stop dots lead up, until the line is whole."""
_BEFORE_NUMBER = re.compile(rf"[\t{_LEADER_TAB}]\s*(?=[(（](?:[A-Z][.．]?)?\d[\d.．-]*[)）]\s*$)")
_EQUATION_EDITORS = ("equation", "mathtype")


@dataclass(slots=True)
class ParagraphText:
    """``lines`` are split at manual line breaks; ``boxes`` are anchored in the paragraph.

    ``notes`` are the kinds and ids of the notes that it refers to, ``lost_formulas`` counts formulas that are stored
    as pictures; ``is_contents`` tells that what it prints is a list of contents.
    """

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[TextBox] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    size: float | None = None
    bold: int = 0
    plain: int = 0
    lost_formulas: int = 0
    has_formula: bool = False
    has_hidden: bool = False
    hidden_characters: int = 0
    is_contents: bool = False

    def add(self, text: str) -> None:
        first, *rest = text.split("\n")
        self.lines[-1] += first
        self.lines.extend(rest)

    @property
    def is_bold(self) -> bool:
        """Whether every run that prints is bold."""
        return self.bold > 0 and self.plain == 0


class ParagraphReader:
    """Reads the paragraphs of one document part."""

    def __init__(self, styles: StyleSheet, fields: Fields) -> None:
        self._styles = styles
        self._fields = fields
        self._on_ground = False

    def read(
        self, paragraph: Element, style: ParagraphStyle, tabs: Sequence[TabStop], *, on_ground: bool = False
    ) -> ParagraphText:
        """What one w:p prints. ``tabs`` are its tab stops in order; ``on_ground``: a colour lies behind it."""
        text = ParagraphText()
        self._on_ground = on_ground
        for child in paragraph:
            self._collect(child, text, style.run)
        text.lines = [_with_leaders(line, tabs, has_formula=text.has_formula) for line in text.lines]
        return text

    def _collect(self, element: Element, text: ParagraphText, base: RunStyle) -> None:
        tag = element.tag
        if tag == "w_r":
            self._run(element, text, base)
        elif tag in FORMULAS:
            text.has_formula = True
            text.add(linear(element))
        elif tag == "mc_AlternateContent":
            self._each(chosen(element), text, base)
        elif tag == "w_sdt":
            if not is_placeholder(element):
                self._each(element.find("w_sdtContent"), text, base)
        elif tag == "w_fldSimple":
            if is_contents(element.get("w_instr", "")):
                text.is_contents = True
            else:
                self._each(element, text, base)
        elif tag in _TRANSPARENT:
            self._each(element, text, base)

    def _each(self, element: Element | None, text: ParagraphText, base: RunStyle) -> None:
        for child in element if element is not None else ():
            self._collect(child, text, base)

    def _run(self, run: Element, text: ParagraphText, base: RunStyle) -> None:
        properties = run.find("w_rPr")
        style = self._styles.run(properties).over(base)
        if not style.shows(on_ground=self._on_ground):
            text.has_hidden = True
            text.hidden_characters += sum(len((piece.text or "").strip()) for piece in run.iter("w_t"))
            return
        fonts = properties.find("w_rFonts") if properties is not None else None
        font = (fonts.get("w_ascii") or fonts.get("w_hAnsi")) if fonts is not None else None
        printed = "".join(self._printed(child, text, font) for child in run)
        if printed.strip() and style.script in _SCRIPTS:
            printed = _SCRIPTS[style.script](printed.strip())
        text.add(printed)
        if printed.strip():
            text.bold += bool(style.is_bold)
            text.plain += not style.is_bold
            text.size = text.size or style.size

    def _printed(self, piece: Element, text: ParagraphText, font: str | None) -> str:
        """What a child of a run prints; what hangs on it (boxes, notes) is noted."""
        if self._fields.hides(piece):
            text.is_contents = text.is_contents or self._fields.in_contents(piece)
            return ""
        match piece.tag:
            case "w_t" | "m_t":
                return in_symbol_font(piece.text or "", font)
            case "w_tab" | "w_ptab":
                return "\t"
            case "w_br" | "w_cr":
                return "\n"
            case "w_noBreakHyphen":
                return "-"
            case "w_sym":
                return _symbol(piece)
            case "w_fldChar":
                return self._fields.drawn(piece)
            case "w_footnoteReference" | "w_endnoteReference":
                kind = piece.tag.removeprefix("w_").removesuffix("Reference")
                text.notes.append((kind, piece.get("w_id", "")))
            case "w_drawing" | "w_pict" | "w_object":
                self._drawing(piece, text)
            case "mc_AlternateContent":
                self._drawing(chosen(piece), text)
            case "w_ruby":
                runs = piece.findall("w_rubyBase/w_r")
                return "".join(self._printed(child, text, font) for run in runs for child in run)
            case _:
                pass
        return ""

    def _drawing(self, drawing: Element | None, text: ParagraphText) -> None:
        """Covers of standards and organisation charts put their text in boxes; older formulas are objects."""
        if drawing is None:
            return
        text.boxes.extend(text_boxes(drawing))
        lost = sum(
            element.get("ProgID", "").lower().startswith(_EQUATION_EDITORS)
            for element in drawing.iter("other_OLEObject")
        )
        text.lost_formulas += lost
        text.has_formula = text.has_formula or lost > 0


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only what its author wants filled in ("单击此处输入文字")."""
    return bool(is_on(control.find("w_sdtPr"), "w_showingPlcHdr"))


def _symbol(element: Element) -> str:
    try:
        code = int(element.get("w_char", ""), 16)
    except ValueError:
        return MISSING
    return symbol(code, element.get("w_font"))


def _with_leaders(line: str, tabs: Sequence[TabStop], *, has_formula: bool) -> str:
    """Dots where a tab stop has them, and between a formula and its number, however it was set off."""
    pieces = line.split("\t")
    joined = pieces[0]
    for index, piece in enumerate(pieces[1:]):
        joined += (_LEADER_TAB if index < len(tabs) and tabs[index].has_leader else "\t") + piece
    if has_formula:
        joined = _BEFORE_NUMBER.sub(LEADERS, joined)
    return joined.replace(_LEADER_TAB, LEADERS)
