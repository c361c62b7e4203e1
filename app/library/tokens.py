"""Text to the tokens that the word index counts.

Chinese is not written with spaces and no dictionary knows a standard's terms, so Han text becomes overlapping pairs
of characters. Latin words are lower-cased. What names a thing in a standard stays whole: 5.2.1, A.1.1, GB/T,
0x7e, km/h; a compound such as 800-63b or 32960.3-2016 is counted whole and by its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:[./_+-][^\W_{HAN}]+)*")
_HAN_RUN = re.compile(rf"[{HAN}]")
_PARTS = re.compile(r"[-_+]")
_NUMBER_AND_UNIT = re.compile(r"(\d+(?:\.\d+)*)([a-zμω]+(?:/[a-z]+\d?)?)")
_HEXADECIMAL = re.compile(r"0x[0-9a-f]+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-") | dict.fromkeys(map(ord, "∕⁄⧸／"), "/")


def fold(text: str) -> str:
    """Half width, lower case, one kind of dash and slash."""
    return unicodedata.normalize("NFKC", text.translate(_DASHES)).lower()


def tokens(text: str) -> Iterator[str]:
    """The tokens in the order of the text, repeated as often as they stand there."""
    for run in _RUN.findall(fold(text)):
        if _HAN_RUN.match(run):
            yield from han_tokens(run)
        else:
            yield from _latin_tokens(run)


def han_tokens(run: str) -> Iterator[str]:
    """Overlapping pairs; a character that stands alone is its own token."""
    if len(run) == 1:
        yield run
    for first, second in pairwise(run):
        yield first + second


def _latin_tokens(run: str) -> Iterator[str]:
    quantity = _NUMBER_AND_UNIT.fullmatch(run)
    if quantity and not _HEXADECIMAL.fullmatch(run):
        yield from quantity.groups()
        return
    yield run
    parts = _PARTS.split(run)
    if len(parts) > 1:
        yield from parts
