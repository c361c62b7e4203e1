"""Latin letters that Chinese typesetting systems keep in a row of rare characters: 犌犅／犜 is GB/T.

Founder's fonts hold italic letters at GBK A0C1 to A0FA, ASCII with the high bit set; a PDF made from them names the
rare characters that stand there in GBK.
"""

from __future__ import annotations

import string
from dataclasses import replace

from app.ingest.layout.content import PageContent

FEWEST = 3
"""Of them on a page: one alone may be meant, as in the name 犇."""


def _row() -> dict[str, str]:
    return {bytes((0xA0, ord(letter) | 0x80)).decode("gbk"): letter for letter in string.ascii_letters}


_LETTERS = _row()


def with_latin_letters(page: PageContent) -> PageContent:
    """The page with the letters that were printed."""
    if sum(glyph.text in _LETTERS for glyph in page.glyphs) < FEWEST:
        return page
    glyphs = tuple(glyph._replace(text=_LETTERS.get(glyph.text, glyph.text)) for glyph in page.glyphs)
    return replace(page, glyphs=glyphs)
