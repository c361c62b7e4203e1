"""Whether a PDF's text layer is its text: none at all, a watermark over a scan, or a font map that lies.

Each page is judged by itself first; pages that say too little are judged by the company that they keep. What this
cannot see: a layer whose wrong characters make language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from app.ingest.layout.common_words import COMMON_CHARACTERS, COMMON_LETTERS, ODD_LATIN, SENTENCE_MARKS
from app.ingest.layout.content import PageContent
from app.ingest.layout.founder_letters import with_latin_letters

WHOLE_PAGE_IMAGE = 0.6
FEWEST_OVER_IMAGE = 150
"""On a page that is one image, a layer shorter than this is a watermark and no recognised text."""
SAME_OVER_IMAGES = 3
"""Pages that are images and have the same words in their layers: those are a watermark too, however long."""
FEWEST_CHARACTERS = 20
OUTLINED_TEXT = 250
"""Paths on a page without text: letters drawn as curves."""
FEWEST_BESIDE_OUTLINES = 150
OUTLINED_PAGE = 1_000
"""Paths on a page whose layer holds no more than its header: its text is drawn, a curve or more a letter."""
MOST_GARBAGE = 0.3
"""Share of private-use, control, replacement and foreign characters beyond which a layer is no text."""
FEWEST_IDEOGRAPHS = 40
LEAST_COMMON = 0.11
"""Share of common characters among all Chinese ones: random ones have 0.08, lists of names and herbs 0.25."""
LANGUAGE_COMMON = 0.25
LEAST_EVERYDAY = 0.75
"""Share of Chinese characters that a school child learns, simplified or traditional; texts have 0.9 and more."""
FEWEST_MARKS = 8
"""Chinese commas and stops; there are at least as many Chinese characters between them."""
FEWEST_WIDE_DIGITS = 10
CHARACTERS_A_WIDE_DIGIT = 0.3
MOST_ODD_LATIN = 0.02
"""Share of accented letters on a page that is set in Chinese type."""
FEWEST_LETTERS = 150
LEAST_COMMON_LETTERS = 0.33
LANGUAGE_COMMON_LETTERS = 0.42
LYING_SHARE = 0.5
"""Of the pages that could be judged: with so many wrong, the fonts lie on the others too."""

_WORD = re.compile(r"(?![A-Fa-f]+(?![A-Za-z]))[A-Za-z]{4,}")
"""Hexadecimal figures are no words."""
_WIDE_DIGITS = frozenset("０１２３４５６７８９")


class Layer(Enum):
    """What a page's text layer is."""

    LANGUAGE = "language"
    UNSURE = "unsure"
    """Too short or too odd to tell: formulas, numbers, a title."""
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    """A page's verdict on its own; ``watermark`` is what would be repeated over other images, "" where it is none."""

    page: int
    layer: Layer
    watermark: str = ""

    @property
    def is_believable(self) -> bool:
        """Unless the other pages say otherwise."""
        return self.layer in (Layer.LANGUAGE, Layer.UNSURE)


def judge(page: PageContent) -> LayerVerdict:
    """The page by itself. A blank page is language: there is nothing to miss."""
    restored = with_latin_letters(page)
    text = "".join(glyph.text for glyph in restored.glyphs if glyph.quarter is not None)
    shown = "".join(text.split())
    is_image = page.image_share >= WHOLE_PAGE_IMAGE
    if is_image and len(shown) < FEWEST_OVER_IMAGE:
        return LayerVerdict(page.number, Layer.MISSING)
    if len(shown) < FEWEST_CHARACTERS and page.paths >= OUTLINED_TEXT:
        return LayerVerdict(page.number, Layer.MISSING)
    if len(shown) < FEWEST_BESIDE_OUTLINES and page.paths >= OUTLINED_PAGE:
        return LayerVerdict(page.number, Layer.MISSING)
    layer = Layer.LANGUAGE if not shown else _judge_text(text, shown)
    if layer is Layer.LANGUAGE and restored is not page:  # its letters had to be guessed: recognise it among worse ones
        layer = Layer.UNSURE
    if is_image and layer is Layer.UNSURE:  # a layer over an image was recognised once: language or nothing
        layer = Layer.WRONG
    return LayerVerdict(page.number, layer, re.sub(r"\d", "", shown) if is_image else "")


def pages_to_recognise(verdicts: Sequence[LayerVerdict]) -> tuple[int, ...]:
    """The pages whose layers are missing or not to be believed, among all pages of a document."""
    over_images = Counter(verdict.watermark for verdict in verdicts if verdict.watermark)
    repeated = {text for text, count in over_images.items() if count >= SAME_OVER_IMAGES}
    judged = [v.layer for v in verdicts if v.layer in (Layer.LANGUAGE, Layer.WRONG)]
    fonts_lie = judged.count(Layer.WRONG) > LYING_SHARE * len(judged)
    return tuple(
        v.page
        for v in verdicts
        if not v.is_believable or v.watermark in repeated or (v.layer is Layer.UNSURE and fonts_lie)
    )


def _judge_text(text: str, shown: str) -> Layer:
    ideographs = [char for char in shown if _is_ideograph(char)]
    if sum(map(_is_garbage, shown)) > MOST_GARBAGE * len(shown) or _lacks_ideographs(shown, len(ideographs)):
        return Layer.WRONG
    if len(ideographs) >= FEWEST_IDEOGRAPHS:
        return _judge_chinese(ideographs)
    letters = "".join(_WORD.findall(text)).lower()
    if len(letters) >= FEWEST_LETTERS:
        return _by_share(_share(COMMON_LETTERS, letters), LEAST_COMMON_LETTERS, LANGUAGE_COMMON_LETTERS)
    return Layer.UNSURE


def _judge_chinese(ideographs: Sequence[str]) -> Layer:
    if sum(map(_is_everyday, ideographs)) < LEAST_EVERYDAY * len(ideographs):
        return Layer.WRONG
    return _by_share(_share(COMMON_CHARACTERS, ideographs), LEAST_COMMON, LANGUAGE_COMMON)


def _by_share(share: float, least: float, language: float) -> Layer:
    if share < least:
        return Layer.WRONG
    return Layer.LANGUAGE if share >= language else Layer.UNSURE


def _lacks_ideographs(shown: str, ideographs: int) -> bool:
    """Set in Chinese type, with Chinese stops and figures, and the Chinese characters themselves are not there."""
    marks = sum(char in SENTENCE_MARKS for char in shown)
    wide_digits = sum(char in _WIDE_DIGITS for char in shown)
    is_chinese_type = marks >= FEWEST_MARKS or wide_digits >= FEWEST_WIDE_DIGITS
    if is_chinese_type and _share(ODD_LATIN, shown) > MOST_ODD_LATIN:
        return True
    if marks >= FEWEST_MARKS and ideographs < marks:
        return True
    return wide_digits >= FEWEST_WIDE_DIGITS and ideographs < CHARACTERS_A_WIDE_DIGIT * wide_digits


def _share(common: frozenset[str], chars: Iterable[str]) -> float:
    all_of = list(chars)
    return sum(char in common for char in all_of) / len(all_of)


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_everyday(char: str) -> bool:
    """On the first level of GB 2312 or of Big5."""
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            if first <= char.encode(encoding)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _is_garbage(char: str) -> bool:
    if char < "\u0250":
        return unicodedata.category(char) == "Cc"
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs") or _is_foreign(char)


def _is_foreign(char: str) -> bool:
    """A letter of a script that neither Chinese nor English texts use, formulas included (Greek)."""
    is_between = "\u0250" <= char < "\u0370" or "\u0530" <= char < "\u2e80" or "\ua000" <= char < "\uf900"
    return is_between and unicodedata.category(char)[0] == "L"
