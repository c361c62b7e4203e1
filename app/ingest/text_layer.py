"""Whether a PDF's text layer is its text: nothing at all, a watermark over a scan, or a font map that lies.

A first honest check. What it cannot see: a layer whose wrong characters are common ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.ingest.page_content import PageContent

FEWEST_CHARACTERS = 20
"""A picture page may carry a number or a stamp; with more, a page without images is read for what it says."""
FEWEST_OVER_IMAGE = 150
"""On a page that is one image, a layer shorter than this is a watermark and no recognised text."""
WHOLE_PAGE_IMAGE = 0.6
OUTLINED_TEXT = 250
"""Paths on a page without text: letters drawn as curves."""
MOST_GARBAGE = 0.3
"""Share of private-use, control and replacement characters beyond which a layer is no text."""

FEWEST_JUDGED = 200
LEAST_COMMON_WIDE = 0.12
"""Share of the most common characters among all Chinese ones; texts of any kind have a quarter and more."""
LEAST_COMMON_WORDS = 0.06
"""Share of the little words among all English ones; running text has a quarter, tables of terms a tenth."""

_COMMON_WIDE = frozenset(
    "的一是不了有和人这中大为上个国以要时来用生到作地于出分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经之进等部度"
    "应规范标准本第条款项安全管理技术要求符合试验检测当机关单位其或与及下列按照内应当责任数据信息系统设备使用"
)
_COMMON_WORDS = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "for",
        "be",
        "that",
        "or",
        "as",
        "with",
        "are",
        "by",
        "on",
        "an",
        "it",
        "from",
        "this",
        "shall",
        "may",
        "not",
        "at",
    )
)


def has_text(page: PageContent) -> bool:
    """Whether the page can be read from its layer. A blank page can: there is nothing to miss."""
    shown = [glyph.text for glyph in page.glyphs if glyph.quarter is not None and not glyph.text.isspace()]
    if page.image_share >= WHOLE_PAGE_IMAGE and len(shown) < FEWEST_OVER_IMAGE:
        return False
    if len(shown) < FEWEST_CHARACTERS:
        return page.image_share < WHOLE_PAGE_IMAGE and page.paths < OUTLINED_TEXT
    return sum(map(_is_garbage, shown)) <= MOST_GARBAGE * len(shown)


def _is_garbage(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn", "Cs")


def is_language(texts: Iterable[str]) -> bool:
    """Whether the document's lines are Chinese or English at all. Short documents get the benefit of the doubt."""
    text = " ".join(texts)
    wide = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    words = re.findall(r"[A-Za-z]+", text)
    if len(text) < FEWEST_JUDGED:
        return True
    if len(wide) >= FEWEST_JUDGED // 2:
        return sum(char in _COMMON_WIDE for char in wide) >= LEAST_COMMON_WIDE * len(wide)
    if len(words) >= FEWEST_JUDGED // 4:
        return sum(word.lower() in _COMMON_WORDS for word in words) >= LEAST_COMMON_WORDS * len(words)
    return True
