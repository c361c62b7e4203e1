"""Clause numbers at the start of a line, as standards and laws print them.

Forms after GB/T 1.1-2020 (7.3 to 7.6, annex numbering 9.6), and the habits of ISO and NIST.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.numerals import DIGITS, SCALES, to_integer

NUMERALS = "".join((*DIGITS, *SCALES))
"""For patterns. Nothing in a document is counted in 万 or 亿."""

LARGEST_CHAPTER = 60
LARGEST_STEP = 200
"""Nobody numbers a hundred chapters; a larger number at a line's start is a value or a year."""


class Scheme(StrEnum):
    """Which family of numbers a mark belongs to."""

    DECIMAL = "decimal"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number at the start of a line: ``printed`` without spaces, ``path`` for ordering, ``rest`` what follows it.

    An annex's path starts with a step above all chapters, so that paths order as printed.
    """

    scheme: Scheme
    printed: str
    path: tuple[int, ...]
    rest: str
    is_spaced: bool
    """Whether white space, a stop or nothing at all followed the number."""
    is_inserted: bool = False
    """5.1.3A, put in by an amendment: it comes after 5.1.3 and everything under it, and stands beside it."""


_DOT = r"\s*[.．]\s*"
_DECIMAL = re.compile(
    rf"(?P<number>\d{{1,2}}(?:{_DOT}\d{{1,3}}){{0,7}})(?!\d)"
    r"(?P<inserted>(?:(?<=[.．]\d)|(?<=[.．]\d\d))[A-Z](?![A-Za-z0-9]))?"
    r"(?P<stop>\s*[.．](?!\d)|、(?=\D))?(?P<space>[\s　]*)(?P<rest>.*)",
    re.DOTALL,
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SECTION = re.compile(
    rf"(?:section|chapter|clause)\s+(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})(?!\w|[.]\d)(?P<stop>[.:：—–-])?"
    r"(?P<space>\s*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ANNEX = re.compile(
    r"(?P<word>附\s*录|附\s*件|annex|appendix)\s*(?P<letter>[A-Z]|[ⅠⅡⅢⅣⅤ]|[一二三四五六七八九十]|\d{1,2})(?![A-Za-z0-9]|[.．]\s*\d)"
    r"(?P<stop>\s*[.:：—–-]+)?(?P<space>[\s　]*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ANNEX_DECIMAL = re.compile(
    rf"(?P<letter>[A-Z])(?P<steps>(?:{_DOT}\d{{1,3}}){{1,7}})(?P<stop>[.．](?!\d))?(?P<space>[\s　]*)(?P<rest>.*)",
    re.DOTALL,
)

FIRST_ANNEX = 1000
"""Annexes come after all chapters: annex A is step 1001."""


def number_mark(text: str) -> NumberMark | None:
    """The chapter, clause or annex number that the line starts with, or None."""
    if match := _ANNEX.match(text):
        return _annex_mark(match)
    if match := _ANNEX_DECIMAL.match(text):
        steps = tuple(int(step) for step in re.findall(r"\d+", match["steps"]))
        path = (FIRST_ANNEX + ord(match["letter"]) - 64, *steps)
        return _mark(Scheme.ANNEX, match["letter"] + _squeezed(match["steps"]), path, match)
    if match := _SECTION.match(text):
        word = match["number"].lower()
        value = int(word) if word.isdigit() else _WORDS.index(word) + 1
        return _mark(Scheme.DECIMAL, str(value), (value,), match)
    if match := _DECIMAL.match(text):
        steps = tuple(int(step) for step in re.findall(r"\d+", match["number"]))
        if steps[0] > LARGEST_CHAPTER or max(steps) > LARGEST_STEP or _has_leading_zero(match["number"]):
            return None
        printed, letter = _squeezed(match["number"]), match["inserted"]
        if letter:
            return replace(_mark(Scheme.DECIMAL, printed + letter, (*steps, ord(letter) - 64), match), is_inserted=True)
        return _mark(Scheme.DECIMAL, printed, steps, match)
    return None


def _annex_mark(match: re.Match[str]) -> NumberMark:
    letter = match["letter"].upper()
    if letter.isascii() and letter.isalpha():
        ordinal = ord(letter) - 64
    elif letter.isdigit():
        ordinal = int(letter)
    else:
        ordinal = "ⅠⅡⅢⅣⅤ".find(letter) + 1 or numeral_value(letter)
    word = re.sub(r"\s+", "", match["word"])
    printed = f"{word} {letter}" if word.isascii() else f"{word}{letter}"
    return _mark(Scheme.ANNEX, printed, (FIRST_ANNEX + ordinal,), match)


def _mark(scheme: Scheme, printed: str, path: tuple[int, ...], match: re.Match[str]) -> NumberMark:
    rest = match["rest"].strip()
    return NumberMark(scheme, printed, path, rest, bool(match["space"] or match["stop"] or not rest))


def _squeezed(number: str) -> str:
    return re.sub(r"\s+", "", number).replace("．", ".")


def _has_leading_zero(number: str) -> bool:
    return any(len(step) > 1 and step.startswith("0") for step in re.findall(r"\d+", number))


def numeral_value(text: str) -> int:
    """The value of what a pattern took for a numeral ("三百二十一" is 321); 0 where it is none."""
    return to_integer(text) or 0
