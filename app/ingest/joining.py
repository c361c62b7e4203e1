"""Joining printed pieces: no space between Chinese characters, one between English words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.document import Box, Span

_WIDE = re.compile(r"[⺀-〿぀-ヿ㄀-ㄯ㆐-鿿豈-﫿︰-﹏＀-￯\U00020000-\U0003ffff]")
_FIRST_WIDE = "\u2e80"
_WIDE_MARKS = frozenset("“”‘’…—·")
_BROKEN_AFTER = re.compile(r"[^\s—–/~<>≤≥=±×][—–/~<>≤≥=±×]$")
"""A line that breaks off inside of what is written without spaces: "GB/T 1234—", "km/", "RR≥"."""
_BROKEN_BEFORE = re.compile(r"[—–/~](?=\w)|[%‰°℃′″,.;:!?)\]](?!\w)")
"""What no line begins with by itself: the second half of a number, the sign of a unit, a stop."""
_BROKEN_NUMBER = re.compile(r"\d[-\u2010]$")
"""Dates, numbers of standards: "2011-" and "05-23"."""
_HYPHENS = ("-", "\u2010", "\u00ad")


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def is_wide(char: str) -> bool:
    """Chinese characters and the full-width marks around them: nothing is put between them and their neighbours."""
    return char >= _FIRST_WIDE and bool(_WIDE.match(char))


def separator(before: str, after: str) -> str:
    """What stands between two printed pieces of one paragraph: nothing or one space."""
    if not before or not after:
        return ""
    left, right = before[-1], after[0]
    if is_wide(left) or is_wide(right) or left.isspace() or right.isspace():
        return ""
    if left in _WIDE_MARKS and right in _WIDE_MARKS:
        return ""
    is_broken = _BROKEN_AFTER.search(before) or (_BROKEN_NUMBER.search(before) and right.isdigit())
    return "" if is_broken or (left.isalnum() and _BROKEN_BEFORE.match(after)) else " "


@dataclass(slots=True)
class TextBuilder:
    """Gathers printed lines into one text and remembers where each slice of it is printed."""

    known_words: frozenset[str] = frozenset()
    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def add_line(self, piece: str, box: Box | None) -> None:
        """Continue the paragraph with the next printed line."""
        if not piece:
            return
        if self._ends_with_broken_word(piece):
            self._drop_hyphen()
        elif not self.text.endswith(_HYPHENS) or not piece[0].isalpha():
            self.text += separator(self.text, piece)
        self._append(piece, box)

    def add_paragraph(self, piece: str, box: Box | None) -> None:
        """Begin a new line of text."""
        if self.text and not self.text.endswith("\n"):
            self.text += "\n"
        self._append(piece, box)

    def drop_last_line(self) -> str:
        """Take the last printed line out again and give its text; nothing where no place is known."""
        if not self.spans:
            return ""
        start = self.spans.pop().start
        dropped, self.text = self.text[start:], self.text[:start].rstrip("\n ")
        return dropped

    def _append(self, piece: str, box: Box | None) -> None:
        start = len(self.text)
        self.text += piece
        if box is not None and piece:
            self.spans.append(Span(start, len(self.text), box))

    def _ends_with_broken_word(self, piece: str) -> bool:
        """A hyphen at the line's end that only the typesetter put there: the whole word stands elsewhere."""
        if not self.text.endswith(_HYPHENS):
            return False
        left, right = (
            re.search(r"([A-Za-z]+)[-\u2010\u00ad]$", self.text),
            re.match(r"[a-z]+", piece),
        )
        return bool(left and right and f"{left[1]}{right[0]}".lower() in self.known_words)

    def _drop_hyphen(self) -> None:
        self.text = self.text[:-1]
        if self.spans and self.spans[-1].end > len(self.text):
            last = self.spans.pop()
            self.spans.append(Span(last.start, len(self.text), last.box))


def joined(pieces: Iterable[str]) -> str:
    """The printed lines of one paragraph as one text."""
    builder = TextBuilder()
    for piece in pieces:
        builder.add_line(piece, None)
    return builder.text.strip()


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The English words of a document, lower case; parts of words broken at a line's end left out."""
    return frozenset(
        word.lower() for text in texts for word in re.findall(r"(?<![A-Za-z-])[A-Za-z]{4,}(?![A-Za-z-])", text)
    )
