"""Text to the tokens that the word index counts.

Chinese is not written with spaces and no dictionary knows a standard's terms, so Han text becomes overlapping pairs
of characters, and beside them its single characters, which words.py weighs less. What names a thing in a standard
stays whole: 5.2.1, A.1.1, GB/T, 0x7e, km/h, 第十二条; a compound such as 800-63b or 32960.3-2016 is counted whole and
by its parts, a quantity such as 25km/h by its number and its unit. English words lose
their endings: plural, -ing, -ed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from app.domain.clause_numbers import number_key

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
ARTICLE = r"第(?:[零〇一二三四五六七八九十百千]+|\d{1,4})[编章节条款项](?:之[一二三四五六七八九十]+)?"
RUN = re.compile(
    rf"(?P<article>{ARTICLE})|(?P<han>[{HAN}]+?(?={ARTICLE}|[^{HAN}]|$))|[^\W_{HAN}]+(?:[./_+-][^\W_{HAN}]+)*"
)
"""The stretches of folded text that are cut into tokens: an article's number, Han text, or a word, number or name."""
_HAN_RUN = re.compile(rf"[{HAN}]+")
_PARTS = re.compile(r"[-_+]")
_QUANTITY = re.compile(r"(?!0x[0-9a-f]+$)(\d+(?:\.\d+)*)([a-zμω]+(?:/[a-z]+\d?)?)")
SHORTEST_PLURAL = 4
SHORTEST_STEMMED = 5
_IS_ROOT = re.compile(r"^(?=.*[aeiouy]).{3}")
_DOUBLED = re.compile(r"([b-df-hjkmnp-rtvwx])\1$")
"""planned is plan, but call and pass are written with two."""
_ONE_KIND = str.maketrans({**dict.fromkeys("‐‑‒–—―−﹣", "-"), **dict.fromkeys("∕⁄⧸／", "/")})


def fold(text: str) -> str:
    """Half width, lower case, one kind of dash and slash."""
    return unicodedata.normalize("NFKC", text.translate(_ONE_KIND)).lower()


def tokens(text: str) -> Iterator[str]:
    """Pairs, words, numbers and names in the order of the text, repeated as often as they stand there."""
    for match in RUN.finditer(fold(text)):
        if match["article"]:
            yield number_key(match["article"])
        elif match["han"]:
            yield from _pairs(match["han"])
        else:
            yield from _latin_tokens(match[0])


def characters(text: str) -> Iterator[str]:
    """The single characters of Han runs; one that stands alone is already among the tokens."""
    for run in _HAN_RUN.findall(fold(text)):
        if len(run) > 1:
            yield from run


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for first, second in pairwise(run):
        yield first + second


def _latin_tokens(run: str) -> Iterator[str]:
    quantity = _QUANTITY.fullmatch(run)
    if quantity:
        yield from quantity.groups()
        return
    yield stem(run)
    parts = _PARTS.split(run)
    if len(parts) > 1:
        yield from map(stem, parts)


def stem(word: str) -> str:
    """An English word without plural, -ing, -ed and its last e: managing, managed and manages are one word.

    The endings that a reader writes otherwise than the text; no word classes (management stays).
    """
    word = singular(word)
    if len(word) < SHORTEST_STEMMED or not (word.isascii() and word.isalpha()):
        return word
    root = next((word.removesuffix(end) for end in ("ing", "ed") if word.endswith(end)), word)
    if root != word and _IS_ROOT.search(root):
        word = root[:-1] if _DOUBLED.search(root) else root
    return word.removesuffix("e") if len(word) >= SHORTEST_STEMMED else word


def singular(word: str) -> str:
    """An English word without its plural ending (after Harman's S-stemmer, 1991)."""
    if len(word) < SHORTEST_PLURAL or not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word.removesuffix("s")
