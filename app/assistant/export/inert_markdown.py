"""Markdown that a model wrote, for a file that any program may open: it loads nothing and turns no text into a link."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_LINE_END = re.compile(r"\r\n?|\n")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_PICTURE = re.compile(r"!(?=\[)")
_DEFINITION = re.compile(r"\](?=:)")


def inert(markdown: str) -> str:
    """The text with its form. Outside blocks of code HTML is shown as text ("< b>", which formulas bear too), pictures
    as what they are called and where they lie, and an address given to a number leaves the numbers of sources alone.
    """
    lines = _LINE_END.split(markdown)
    code = {
        line
        for token in MarkdownIt("commonmark", {"html": False}).parse("\n".join(lines))
        if token.type in ("fence", "code_block") and token.map is not None
        for line in range(*token.map)
    }
    return "\n".join(text if line in code else _harmless(text) for line, text in enumerate(lines))


def _harmless(text: str) -> str:
    return _DEFINITION.sub(r"]\\", _PICTURE.sub(r"!\\", _TAG.sub("< ", text)))
