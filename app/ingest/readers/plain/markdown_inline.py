"""The text of one Markdown paragraph as a reader sees it, without its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from app.ingest.layout.scripts import lowered, raised

_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][A-Za-z0-9]*)")
_SCRIPTS = {"sup": raised, "sub": lowered}
_TEXT = ("text", "code_inline", "image", "text_special")


@dataclass(slots=True)
class PrintedText:
    """``lines`` are those of the source, each with whether all of it is bold; ``notes`` are the labels of footnotes in
    the order in which they are referred to.
    """

    lines: list[tuple[str, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def printed_text(inline: Token) -> PrintedText:
    """What an inline token prints."""
    writer = _Writer()
    for child in inline.children or ():
        writer.take(child)
    writer.end_line()
    return writer.found


class _Writer:
    def __init__(self) -> None:
        self.found = PrintedText()
        self._text, self._is_plain, self._strong = "", False, 0
        self._script, self._small = "", ""

    def take(self, token: Token) -> None:
        if token.type in ("softbreak", "hardbreak"):
            self.end_line()
        elif token.type == "strong_open":
            self._strong += 1
        elif token.type == "strong_close":
            self._strong -= 1
        elif token.type == "html_inline":
            self._tag(token.content)
        elif token.type in _TEXT:
            self._add(self._without_references(token.content) if token.type == "text" else token.content)

    def end_line(self) -> None:
        self._end_script()
        self.found.lines.append((self._text, bool(self._text) and not self._is_plain))
        self._text, self._is_plain = "", False

    def _add(self, text: str) -> None:
        if self._script:
            self._small += text
            return
        self._text += text
        self._is_plain = self._is_plain or (not self._strong and bool(text.strip()))

    def _tag(self, content: str) -> None:
        """Line breaks and small print mean something; other tags only dress the text."""
        match = _TAG.match(content)
        name = match[2].lower() if match else ""
        if name == "br":
            self.end_line()
        elif name in _SCRIPTS:
            self._end_script()
            self._script = "" if match and match[1] else name

    def _end_script(self) -> None:
        script, small = self._script, self._small.strip()
        self._script, self._small = "", ""
        if small:
            self._add(_SCRIPTS[script](small))

    def _without_references(self, text: str) -> str:
        self.found.notes += _FOOTNOTE.findall(text)
        return _FOOTNOTE.sub("", text)
