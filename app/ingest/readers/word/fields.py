"""Fields of a Word file: what they print is kept, how they are computed is not, and lists of contents are no text.

A field is begun, separated and ended by w_fldChar elements anywhere in the text, over many paragraphs if need be:
its code stands before the separator, what it printed last behind it (ECMA-376 part 1, 17.16).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_CONTENTS = ("TOC", "INDEX", "TOA")
_DELETED = ("w_del", "w_moveFrom")
_CIRCLED = re.compile(r"eq\s*\\o\\ac\s*\(\s*[○◯〇]\s*[,，;；]\s*(?:\\s\S*\(\s*)?(\d{1,2})\s*\)+\s*", re.IGNORECASE)
_FRACTION = re.compile(r"eq\s*\\f\s*\(\s*([^(),，;；]+)[,，;；]\s*([^(),，;；]+)\)\s*", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    code: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)
    instruction: str = ""
    in_result: bool = False

    @property
    def is_contents(self) -> bool:
        return is_contents(self.instruction)


class Fields:
    """Looks through the parts of a document once and then knows of each piece of a run whether it prints.

    A field without an end hides nothing: a broken file must not lose the rest of its text.
    """

    def __init__(self, *roots: Element) -> None:
        self._silent: dict[int, Element] = {}
        self._contents: set[int] = set()
        self._drawn: dict[int, str] = {}
        for root in roots:
            open_fields: list[_Field] = []
            for piece in _pieces(root):
                self._step(piece, open_fields)

    def hides(self, piece: Element) -> bool:
        """Whether a child of a run belongs to a field's code or to a list of contents."""
        return id(piece) in self._silent

    def in_contents(self, piece: Element) -> bool:
        """Whether it belongs to what a field lists as contents."""
        return id(piece) in self._contents

    def drawn(self, end: Element) -> str:
        """What a formula field that ends here draws by its code alone; "" for any other."""
        return self._drawn.get(id(end), "")

    def _step(self, piece: Element, open_fields: list[_Field]) -> None:
        if piece.tag == "w_fldChar":
            kind = piece.get("w_fldCharType")
            if kind == "begin":
                open_fields.append(_Field())
            elif kind == "separate" and open_fields:
                open_fields[-1].in_result = True
            elif kind == "end" and open_fields:
                self._close(piece, open_fields.pop())
        elif piece.tag == "w_instrText" and open_fields:
            open_fields[-1].instruction += piece.text or ""
        for held in open_fields:
            (held.result if held.in_result else held.code).append(piece)

    def _close(self, end: Element, ended: _Field) -> None:
        for piece in (*ended.code, *(ended.result if ended.is_contents else ())):
            self._silent[id(piece)] = piece
        if ended.is_contents:
            self._contents.update(id(piece) for piece in ended.result)
        if not ended.in_result:
            self._drawn[id(end)] = _drawing(ended.instruction)


def is_contents(instruction: str) -> bool:
    """Whether a field code lists contents, figures, tables or an index."""
    words = instruction.split(maxsplit=1)
    return bool(words) and words[0].upper() in _CONTENTS


def _drawing(instruction: str) -> str:
    """EQ fields draw without a result: circled figures, and fractions of two plain parts."""
    if match := _CIRCLED.fullmatch(instruction.strip()):
        value = int(match[1])
        return chr(0x2460 + value - 1) if 1 <= value <= 20 else f"({value})"
    if match := _FRACTION.fullmatch(instruction.strip()):
        return f"{match[1].strip()}/{match[2].strip()}"
    return ""


def _pieces(element: Element) -> Iterator[Element]:
    """The children of all runs in document order, without what tracked changes delete."""
    for child in element:
        if child.tag in _DELETED:
            continue
        if element.tag == "w_r":
            yield child
        yield from _pieces(child)
