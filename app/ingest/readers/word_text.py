"""The text of a Word paragraph as it prints with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.ingest.readers.word_styles import bold_of, is_on, size_of

_TRANSPARENT = frozenset(
    {"w_ins", "w_moveTo", "w_hyperlink", "w_smartTag", "w_sdt", "w_sdtContent", "w_fldSimple", "w_customXml", "w_dir"}
    | {"w_bdo", "m_oMath", "m_oMathPara", "m_e", "m_num", "m_den", "m_sup", "m_sub", "m_deg", "m_fName", "m_lim"}
    | {"m_sSub", "m_sSubSup", "m_nary", "m_d", "m_func", "m_m", "m_mr", "m_eqArr", "m_bar", "m_acc", "m_limLow"}
)
"""Elements that only wrap text. What is not listed here or handled below prints nothing that is text:
w:del, w:moveFrom, w:instrText, w:rubyText, comments, bookmarks."""

_SYMBOL_FONT = dict(
    zip(
        b"\xa3\xb3\xb1\xb4\xb0\xb9\xa5\xbb\xb8\xd7\xaeDWFGLPSUYabcdefghijklmnopqrstuvwxyz",
        "≤≥±×°≠∞≈÷·→ΔΩΦΓΛΠΣΥΨαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
"""Characters of Adobe's Symbol font that formulas and limits in standards use: a lost ≥ would change a requirement."""


@dataclass(slots=True)
class ParagraphText:
    """``lines`` are split at manual line breaks; ``boxes`` are the w:p of text boxes anchored in the paragraph."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[Element] = field(default_factory=list)
    size: float | None = None
    bold: int = 0
    plain: int = 0

    def add(self, text: str) -> None:
        first, *rest = text.split("\n")
        self.lines[-1] += first
        self.lines.extend(rest)

    @property
    def is_bold(self) -> bool:
        """Whether every run that prints is bold."""
        return self.bold > 0 and self.plain == 0


def paragraph_text(paragraph: Element, bold_by_style: bool) -> ParagraphText:
    """What one w:p prints."""
    text = ParagraphText()
    for child in paragraph:
        _collect(child, text, bold_by_style)
    return text


def _collect(element: Element, text: ParagraphText, bold_by_style: bool) -> None:
    tag = element.tag
    if tag in ("w_r", "m_r"):
        _run(element, text, bold_by_style)
    elif tag == "m_t":
        text.add(element.text or "")
    elif tag == "mc_AlternateContent":
        chosen = element.find("mc_Choice")
        _each(chosen if chosen is not None else element.find("mc_Fallback"), text, bold_by_style)
    elif tag in _MATH:
        _math(element, text, bold_by_style)
    elif tag in _TRANSPARENT:
        _each(element, text, bold_by_style)


def _each(element: Element | None, text: ParagraphText, bold_by_style: bool) -> None:
    for child in element if element is not None else ():
        _collect(child, text, bold_by_style)


def _run(run: Element, text: ParagraphText, bold_by_style: bool) -> None:
    properties = run.find("w_rPr")
    if is_on(properties, "w_vanish"):
        return
    printed = "".join(_printed(run, text, bold_by_style))
    text.add(printed)
    if printed.strip():
        own = bold_of(properties)
        is_bold = bold_by_style if own is None else own
        text.bold += is_bold
        text.plain += not is_bold
        text.size = text.size or size_of(properties)


def _printed(run: Element, text: ParagraphText, bold_by_style: bool) -> Iterator[str]:
    for child in run:
        match child.tag:
            case "w_t" | "m_t":
                yield child.text or ""
            case "w_tab" | "w_ptab":
                yield "\t"
            case "w_br" | "w_cr":
                yield "\n"
            case "w_noBreakHyphen":
                yield "-"
            case "w_sym":
                yield _symbol(child)
            case "w_drawing" | "w_pict" | "w_object":
                text.boxes.extend(_box_paragraphs(child))
            case "mc_AlternateContent":
                chosen = child.find("mc_Choice")
                text.boxes.extend(_box_paragraphs(chosen if chosen is not None else child))
            case "w_ruby":
                for inner in child.findall("w_rubyBase/w_r"):
                    yield from _printed(inner, text, bold_by_style)
            case _:
                pass


def _box_paragraphs(drawing: Element) -> Iterator[Element]:
    """Covers of standards and organisation charts put their text in boxes."""
    for content in drawing.iter("w_txbxContent"):
        yield from content.iter("w_p")


def _symbol(element: Element) -> str:
    try:
        code = int(element.get("w_char", ""), 16)
    except ValueError:
        return "\ufffd"
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOL_FONT.get(code - 0xF000, "\ufffd")
    return chr(code) if 0x20 <= code < 0xE000 else "\ufffd"


_MATH = {"m_f": ("{}/{}", "m_num", "m_den"), "m_sSup": ("{}^{}", "m_e", "m_sup"), "m_rad": ("√{1}", "m_deg", "m_e")}
"""Fractions, powers and roots would change their meaning as bare text: V/t is not Vt."""


def _math(element: Element, text: ParagraphText, bold_by_style: bool) -> None:
    pattern, *names = _MATH[element.tag]
    parts = []
    for name in names:
        part = ParagraphText()
        _each(element.find(name), part, bold_by_style)
        parts.append(_in_brackets(" ".join(part.lines)))
    text.add(pattern.format(*parts))


def _in_brackets(part: str) -> str:
    is_one_term = all(character.isalnum() or character in "._" for character in part)
    return part if is_one_term else f"({part})"
