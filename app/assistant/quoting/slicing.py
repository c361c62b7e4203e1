"""Where a clause's text is cut for quoting: at sentence ends, between the lines of a list, between the rows of a table.

Cuts never fall inside brackets or quotation marks, nor at a line break that only the page's width has made.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

SHORTEST_SENTENCE = 6
"""Characters. What is shorter (a stray "a）") goes with the text before it."""
WRAPPED_LINE = 18
"""Characters. A shorter line was ended by its author and not by the width of the page."""
KEPT_TEXTS = 8
"""Whose slices are kept: the sentence around a slice is asked for again and again while one clause is read, and a list
of literature may be one clause of 100,000 characters."""

LIST_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("dash", re.compile(r"\s*(?:[—－]{1,2}|-(?=\s))")),
    ("bullet", re.compile(r"\s*[●•◆■▪·○]")),
    ("letter", re.compile(r"\s*[(（]?[a-zA-Z][)）](?![A-Za-z0-9])")),
    ("number", re.compile(r"\s*(?:[(（]?\d{1,2}[)）](?![A-Za-z0-9])|\d{1,2}[、.．](?![\d]))")),
    ("numeral", re.compile(r"\s*(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")),
    ("circle", re.compile(r"\s*[\u2460-\u2473]")),
)
"""What stands before the items of a list, by class: items of one list have marks of one class."""

_TERMINAL = "。！？!?；;：:"
_CUT = re.compile(
    r"(?<=[。！？!?；;])(?!\s*$)"
    r"|(?<=[a-z0-9)”\"]\.)(?<!e\.g\.)(?<!i\.e\.)(?<!\bNo\.)(?<!\bFig\.)\s+(?=[A-Z“\"(])"
    r"|\n"
)
_ROW_END = re.compile(r"\n")
_CLOSERS = "”’\"'」』）)】》"
_PAIRS = {"（": "）", "(": ")", "“": "”", "「": "」", "《": "》", "[": "]"}
_OPENS = re.compile(r"[（(“「《\[]")
_FULL_STOP = re.compile(r"[。！？!?]\W{0,2}$")


def mark_of(text: str) -> str:
    """The class of the list mark that a text begins with, empty for none."""
    return next((name for name, pattern in LIST_MARKS if pattern.match(text)), "")


def slices(text: str, boundary: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between boundaries without white space around them; together they hold every printed character."""
    return _between(text, [_after_closers(text, match.end()) for match in boundary.finditer(text)])


def row_slices(text: str) -> list[tuple[int, int]]:
    """The lines of a table's text."""
    return slices(text, _ROW_END)


@lru_cache(maxsize=KEPT_TEXTS)
def sentence_slices(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences and items of a text without white space around them; together they hold every printed character."""
    found: list[tuple[int, int]] = []
    for place in _between(text, _cuts(text)):
        if found and place[1] - place[0] < SHORTEST_SENTENCE and not _stands_alone(text, found[-1], place):
            found[-1] = (found[-1][0], place[1])
        else:
            found.append(place)
    return tuple(found)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence that a slice is a part of: a semicolon parts it, a full stop or a line of its own ends it."""
    first, last = start, end
    for begin, stop in reversed([place for place in sentence_slices(text) if place[1] <= start]):
        if text[stop - 1] not in "；;，," or "\n" in text[stop:first]:
            break
        first = begin
    for begin, stop in [place for place in sentence_slices(text) if place[0] >= end]:
        if text[last - 1] not in "；;，," or "\n" in text[last:begin]:
            break
        last = stop
    return first, last


def _cuts(text: str) -> list[int]:
    held = deque(_held(text))
    closed_at = 0
    found: list[int] = []
    for match in _CUT.finditer(text):
        while held and held[0][0] < match.start():
            closed_at = max(closed_at, held.popleft()[1])
        if match[0] == "\n":
            if not _is_wrap(text, match.start()):
                found.append(match.end())
        elif match.start() >= closed_at:
            found.append(_after_closers(text, match.end()))
    return found


def _held(text: str) -> list[tuple[int, int]]:
    """The stretches between brackets, or between quotation marks, that are closed on their line, in their order."""
    found = []
    for match in _OPENS.finditer(text):
        close = text.find(_PAIRS[match[0]], match.end())
        if close >= 0 and "\n" not in text[match.end() : close]:
            found.append((match.start(), close + 1))
    return found


def _is_wrap(text: str, place: int) -> bool:
    """Whether the line break at ``place`` runs through a sentence: prose before it, and a word that goes on after."""
    line = text[text.rfind("\n", 0, place) + 1 : place].rstrip()
    following = text[place + 1 :].lstrip()
    return (
        len(line) >= WRAPPED_LINE
        and line[-1] not in _TERMINAL
        and any(mark in line for mark in "，。；,;")
        and _is_han(line[-1])
        and bool(following)
        and _is_han(following[0])
        and not mark_of(following)
    )


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "，、"


def _stands_alone(text: str, before: tuple[int, int], place: tuple[int, int]) -> bool:
    """A short line below a finished sentence is no part of it: it is a label of a figure."""
    return "\n" in text[before[1] : place[0]] and bool(_FULL_STOP.search(text[before[0] : before[1]]))


def _after_closers(text: str, position: int) -> int:
    """A closing quotation mark after the full stop belongs to the sentence that it closes."""
    while position < len(text) and text[position] in _CLOSERS:
        position += 1
    return position


def _between(text: str, cuts: Sequence[int]) -> list[tuple[int, int]]:
    places = (_trimmed(text, start, end) for start, end in pairwise([0, *cuts, len(text)]))
    return [place for place in places if place is not None]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    stop = begin + len(text[start:end].strip())
    return (begin, stop) if stop > begin else None
