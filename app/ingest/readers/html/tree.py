"""HTML as a tree of plain values, through lxml's HTML parser. The only importer of lxml.

libxml2 tokenizes as HTML5 says (2.14 and later), mends what is not closed, loads nothing and knows only HTML's own
entities. The tree is built from its events, so that limits hold while parsing and not after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.ingest.errors import UnreadableCode, unreadable

MOST_NODES = 1_000_000
"""Elements. The largest law as saved from a browser has 20,000."""

DEEPEST_NODE = 120
"""What is nested deeper becomes a sibling there: word processors nest fonts in fonts, nobody nests meaning."""

_CHUNK = 1 << 16
"""Characters fed at once."""

_HOMES = {
    "thead": frozenset(("table",)),
    "tbody": frozenset(("table",)),
    "tfoot": frozenset(("table",)),
    "tr": frozenset(("table", "thead", "tbody", "tfoot")),
    "td": frozenset(("tr",)),
    "th": frozenset(("tr",)),
}
"""Where the parts of a table belong, also when a caption or a font before them was never closed (HTML, 13.2.6.4.11)."""


@dataclass(slots=True)
class Node:
    """One element; ``tag`` and the names of ``attributes`` are lower case. Children are elements and texts in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute's value, empty where it is missing."""
        return self.attributes.get(name, "")

    @property
    def elements(self) -> Iterator[Node]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Node))

    def all(self, *tags: str) -> Iterator[Node]:
        """The elements below with one of these tags, in document order; without tags all of them."""
        for child in self.elements:
            if not tags or child.tag in tags:
                yield child
            yield from child.all(*tags)

    @property
    def text(self) -> str:
        """All text below, as it stands in the file."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def parse_html(text: str, file: str) -> Node:
    """The tree of a page; its root holds whatever the page is made of, nothing where that is nothing.

    Raises UnreadableFile for a page of more elements than any document has.
    """
    from lxml import etree  # type: ignore[import-untyped]

    builder = _Builder(file)
    parser: Any = etree.HTMLParser(target=builder, no_network=True, huge_tree=False)
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
        parser.close()
    except etree.ParseError:  # the parser mends everything but a page without any element
        return builder.close()
    return builder.close()


class _Builder:
    """Receives the parser's events."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._root = Node("")
        self._open = [self._root]
        self._pieces: list[str] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise unreadable(UnreadableCode.TOO_LARGE, self._file)
        node = Node(tag.lower(), dict(attributes))
        self._home(node.tag).children.append(node)
        self._open.append(node)

    def end(self, tag: str) -> None:
        self._innermost()
        if len(self._open) > 1:
            self._open.pop()

    def data(self, text: str) -> None:
        self._pieces.append(text)  # an entity comes as a piece of its own

    def comment(self, text: str) -> None:
        """No text."""

    def pi(self, target: str, data: str | None) -> None:
        """No text."""

    def close(self) -> Node:
        self._innermost()
        return self._root

    def _home(self, tag: str) -> Node:
        """The open element that a new one belongs in."""
        inner = self._innermost()
        homes = _HOMES.get(tag)
        if homes is None or inner.tag in homes:
            return inner
        for node in reversed(self._open[:DEEPEST_NODE]):
            if node.tag in homes:
                return node
            if node.tag in ("table", "td", "th"):
                break
        return inner

    def _innermost(self) -> Node:
        """The open element that takes what comes next, with the text so far in it."""
        node = self._open[min(len(self._open), DEEPEST_NODE) - 1]
        if self._pieces:
            node.children.append("".join(self._pieces))
            self._pieces.clear()
        return node
