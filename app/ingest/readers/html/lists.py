"""The marks that a browser prints before list items and that the text lacks (HTML, clauses 4.4.5 to 4.4.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.ingest.readers.html.tree import Node
from app.ingest.readers.word.numerals import numeral

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_WORD_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
}
"""Counter styles of CSS by their names in Word; all others print digits."""

LARGEST_NUMBER = 3_999
"""No list is longer, and Roman numerals of a hostile size are long."""


def numbered_items(ordered: Node) -> Iterator[tuple[Node, str]]:
    """The items of an ``ol`` with the marks printed before them ("1.", "a.", "一、"); empty where none is."""
    items = [node for node in ordered.elements if node.tag == "li"]
    step = -1 if "reversed" in ordered.attributes else 1
    value = _integer(ordered.get("start"), len(items) if step < 0 else 1)
    for item in items:
        value = _integer(item.get("value"), value)
        yield item, _mark(value, _style(item) or _style(ordered))
        value += step


def prints_marks(unordered: Node) -> bool:
    """Whether a browser prints bullets before the items of this ``ul``."""
    return _style(unordered) != "none"


def _style(node: Node) -> str:
    named = _STYLE.search(node.get("style"))
    return named[1].lower() if named else _TYPES.get(node.get("type").strip(), "")


def _integer(text: str, otherwise: int) -> int:
    match = re.match(r"\s*([+-]?\d{1,9})", text)
    return int(match[1]) if match else otherwise


def _mark(value: int, style: str) -> str:
    if style == "none":
        return ""
    word_style = _WORD_STYLES.get(style)
    if word_style is None or not 0 < value <= LARGEST_NUMBER:
        return f"{value}."
    return numeral(value, word_style) + ("、" if word_style.startswith("chinese") else ".")
