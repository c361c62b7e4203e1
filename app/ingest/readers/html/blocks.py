"""A page's content as lines and tables: what a browser breaks into lines becomes lines, marks of lists included."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.ingest.joining import is_wide
from app.ingest.layout.scripts import lowered, raised
from app.ingest.lines import Line, TableBlock
from app.ingest.readers.html.content import HEADINGS
from app.ingest.readers.html.lists import numbered_items, prints_marks
from app.ingest.readers.html.math import linear_math
from app.ingest.readers.html.tables import is_layout, read_table, table_rows
from app.ingest.readers.html.tree import Node
from app.ingest.readers.plain.characters import BULLET, clean
from app.ingest.tree.marks import item_mark

Block = Line | TableBlock

_BLOCKS = frozenset((
    *HEADINGS, "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "li", "main", "p", "pre",
    "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_EMPTY_FORMULA = re.compile(r"\\\((?:\s|\\\s)*\\\)")
"""TeX for nothing, by which pages load the script that sets their formulas."""
_SOURCE_BREAK = re.compile(r"[ \t\f]*[\r\n]\s*")
_OWN_MARK = re.compile(r"第[零一二三四五六七八九十百千\d]+[编章节条款项]|[A-Z]?\d+(?:[.．]\d+)+")


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element hands down to the text in it."""

    heading: int | None = None
    is_bold: bool = False
    is_centred: bool = False
    is_preformatted: bool = False

    def of(self, node: Node) -> _Style:
        """The style inside an element."""
        style = node.get("style")
        if node.tag in HEADINGS:
            return replace(self, heading=int(node.tag[1]), is_centred=self.is_centred or _is_centred(node, style))
        if node.tag in ("b", "strong", "th") or _BOLD.search(style):
            return replace(self, is_bold=True)
        if _is_centred(node, style):
            return replace(self, is_centred=True)
        return replace(self, is_preformatted=True) if node.tag == "pre" else self


def _is_centred(node: Node, style: str) -> bool:
    return node.tag == "center" or node.get("align").lower() == "center" or bool(_CENTRED.search(style))


class ContentWalk:
    """One pass over the content. ``file`` names the file in errors."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._blocks: list[Block] = []
        self._pieces: list[tuple[str, _Style]] = []
        self._mark = ""

    def blocks(self, content: Node) -> list[Block]:
        """The content's blocks in reading order. Raises UnreadableFile for a table of hostile size."""
        self._children(content, _Style().of(content))
        self._end_line()
        return self._blocks

    def _children(self, node: Node, style: _Style) -> None:
        for child in node.children:
            if isinstance(child, str):
                self._text(child, style)
            else:
                self._element(child, style)

    def _element(self, node: Node, outer: _Style) -> None:
        style = outer.of(node)
        match node.tag:
            case "br":
                self._end_line()
            case "table":
                self._end_line()
                self._table(node, style)
            case "ol":
                self._end_line()
                self._numbered(node, style)
            case "ul":
                self._end_line()
                self._bulleted(node, style)
            case "sup" | "sub":
                self._small_print(node, style)
            case "math":
                self._pieces.append((linear_math(node), style))
            case _ if node.tag in _BLOCKS:
                self._end_line()
                self._children(node, style)
                self._end_line()
            case _:
                self._children(node, style)

    def _small_print(self, node: Node, style: _Style) -> None:
        text = node.text.strip()
        if text:
            self._pieces.append((raised(text) if node.tag == "sup" else lowered(text), style))

    def _text(self, text: str, style: _Style) -> None:
        if not style.is_preformatted:
            self._pieces.append((text, style))
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._pieces.append((first, style))
        for line in others:
            self._end_line()
            self._pieces.append((line, style))

    def _numbered(self, ordered: Node, style: _Style) -> None:
        marks = {id(item): mark for item, mark in numbered_items(ordered)}
        for item in ordered.elements:
            self._item(item, marks.get(id(item), ""), style)

    def _bulleted(self, unordered: Node, style: _Style) -> None:
        mark = BULLET if prints_marks(unordered) else ""
        for item in unordered.elements:
            self._item(item, mark if item.tag == "li" else "", style)

    def _item(self, item: Node, mark: str, style: _Style) -> None:
        self._mark = mark
        self._element(item, style)
        self._end_line()
        self._mark = ""

    def _end_line(self) -> None:
        """What was gathered becomes a line; the first line of a list item takes its mark."""
        text = clean(_collapsed("".join(piece for piece, _ in self._pieces)))
        shown = [style for piece, style in self._pieces if piece.strip()]
        self._pieces = []
        if not text or not shown:
            return
        mark = "" if self._mark and _prints_own_mark(text, self._mark) else self._mark
        self._mark = ""
        line = Line(
            text,
            number=mark or None,
            heading_level=shown[0].heading,
            is_bold=all(style.is_bold for style in shown),
            is_centred=shown[0].is_centred,
            begins_paragraph=True,
        )
        if not self._repeats_heading(line):
            self._blocks.append(line)

    def _repeats_heading(self, line: Line) -> bool:
        """Generators print a heading for the outline and again for the eye."""
        last = self._blocks[-1] if self._blocks else None
        both = isinstance(last, Line) and last.heading_level is not None and line.heading_level is not None
        return both and isinstance(last, Line) and last.text == line.text

    def _table(self, table: Node, style: _Style) -> None:
        for caption in table.elements:
            if caption.tag == "caption":
                self._caption(caption, style)
        if is_layout(table):
            inside = replace(style, is_centred=False)  # a page in a centred table is no centred text
            for _, row in table_rows(table):
                self._element(row, inside)
            return
        read = read_table(table, self._cell_text, self._file)
        if any(cell.text for cell in read.cells):
            self._blocks.append(TableBlock(read))

    def _caption(self, caption: Node, style: _Style) -> None:
        """One line whatever its breaks: 表3 制动性能."""
        text = " ".join(block.text for block in ContentWalk(self._file).blocks(caption) if isinstance(block, Line))
        self._pieces.append((text, style.of(caption)))
        self._end_line()

    def _cell_text(self, cell: Node) -> str:
        """The lines of a cell; a table inside it row by row."""
        lines: list[str] = []
        for block in ContentWalk(self._file).blocks(cell):
            if isinstance(block, TableBlock):
                lines.extend(filter(None, block.table.lines()))
            else:
                lines.append(" ".join(filter(None, (block.number, block.text))))
        return "\n".join(lines)


def _collapsed(text: str) -> str:
    """White space as a browser shows it, but none where the source breaks a line between Chinese characters."""
    spaced = _SOURCE_BREAK.sub(_joint, _SPACES.sub(" ", _EMPTY_FORMULA.sub("", text)))
    return re.sub(r"[ \t\f]+", " ", spaced)


def _joint(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    between_wide = start > 0 and end < len(text) and is_wide(text[start - 1]) and is_wide(text[end])
    return "" if between_wide else " "


def _prints_own_mark(text: str, mark: str) -> bool:
    """Whether the text prints the mark of its item itself, as pages do that were pasted from Word."""
    if _OWN_MARK.match(text):
        return True
    own = item_mark(text)
    if own is None or own.style == "1":
        return False
    counted = item_mark(f"{mark} {text}")
    return mark == BULLET or (counted is not None and counted.value == own.value)
