"""Marks of the parts of a clause: list items, notes, examples, captions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.ingest.tree.numbering import NUMERALS, numeral_value


@dataclass(frozen=True, slots=True)
class ItemMark:
    """A list mark: ``style`` tells one kind of list from another, ``value`` its place in order, ``rest`` the text."""

    style: str
    value: int
    printed: str
    rest: str


@dataclass(frozen=True, slots=True)
class LabelMark:
    """A label such as 注1, 示例, 表3, Figure 2, with what follows on its line."""

    printed: str
    rest: str


BARE = "1"
"""款 of engineering standards (工程建设标准编写规定, 建标〔2008〕182号): a number and nothing but a space."""
_COUNTS_LEVELS = re.compile(rf"[{NUMERALS}]{{1,3}}、\s*[{NUMERALS}]")
"""一、二级耐火等级 begins a sentence and no list."""

_ITEMS = (
    ("a)", re.compile(r"[(（]?([a-z])\s*[)）](?P<rest>.*)", re.DOTALL)),
    ("(1)", re.compile(r"[(（](\d{1,2})[)）](?P<rest>.*)", re.DOTALL)),
    ("1)", re.compile(r"(\d{1,2})\s*[)）](?P<rest>.*)", re.DOTALL)),
    (
        "(一)",
        re.compile(rf"[(（]\s*([{NUMERALS}]{{1,4}})\s*[)）](?P<rest>.*)", re.DOTALL),
    ),
    ("①", re.compile(r"([①-⑳])(?P<rest>.*)", re.DOTALL)),
    ("1.", re.compile(r"(\d{1,2})\s*(?:[.．](?!\d)|、)\s*(?P<rest>.*)", re.DOTALL)),
    (BARE, re.compile(r"(\d{1,2})(?:[\s　]+(?=\S)|(?=[一-鿿]))(?P<rest>.*)", re.DOTALL)),
    ("[1]", re.compile(r"[\[［](\d{1,3})[\]］](?P<rest>.*)", re.DOTALL)),
    ("a.", re.compile(r"([a-z])[.．]\s+(?P<rest>.*)", re.DOTALL)),
    ("一、", re.compile(rf"([{NUMERALS}]{{1,3}})、(?P<rest>.*)", re.DOTALL)),
)
_NOTE = re.compile(
    r"(?P<label>(?:注|备注|条文注)\s*\d{0,2}|NOTE\s*\d{0,2}|Note\s+\d{1,2}(?=\s*(?:to\s+entry\s*)?[:：—–-]))"
    r"(?:\s+to\s+entry)?\s*(?P<stop>[:：.—–]|(?=\s))\s*(?P<rest>.*)",
    re.DOTALL,
)
_EXAMPLE = re.compile(
    r"(?P<label>示\s*例\s*\d{0,2}|EXAMPLE\s*\d{0,2}|Example\s+\d{1,2}(?=\s*[:：—–-]))\s*(?P<stop>[:：.—–]|(?=\s|$))\s*(?P<rest>.*)",
    re.DOTALL,
)
_CAPTION_NUMBER = (
    r"[A-Z]\d{1,2}(?![\d.．\-–—])"
    r"|(?:[A-Z]\s*[.．\-–—]\s*)?\d{1,3}(?:\s*[.．\-–—]\s*\d{1,3}){0,3}|[A-Z](?![A-Za-z])"
)
_TABLE = re.compile(
    rf"(?P<word>[续附]?\s*表|(?-i:Table|TABLE))\s*(?P<number>{_CAPTION_NUMBER})(?P<rest>.*)",
    re.DOTALL,
)
_FIGURE = re.compile(
    rf"(?P<word>图|(?-i:Figure|FIGURE|Fig\.))\s*(?P<number>{_CAPTION_NUMBER})(?P<rest>.*)",
    re.DOTALL,
)
_NO_CAPTION = re.compile(
    r"\s*(?:所示|所列|中|给出|规定|的|为|是|、|和|与|及|或|至|～|~|—\s*\d|，|,|。|；|;|提供|列出|表示|描述|说明了|显示|"
    r"(?:shows?|lists?|provides?|gives?|is|are|and|or|through|describes?|summari[sz]es|presents?|below|above|contains?|illustrates?|depicts?|in)\b)"
)
_SET_OFF = re.compile(r"\s*[:.—–]\s")
"""Table D-13: what follows is a title, however long."""
LONGEST_CAPTION = 90


_BULLET = re.compile(r"[—–]{1,2}(?=\s*[^\s\d—–])|[•·●■○◆▪➢✓](?=\s*\w)")


def is_bullet(text: str) -> bool:
    """The line begins an entry of a list that is not counted: ——, • (GB/T 1.1-2020, 7.7)."""
    return bool(_BULLET.match(text))


def item_mark(text: str) -> ItemMark | None:
    """The list mark that the line starts with, or None."""
    if _COUNTS_LEVELS.match(text):
        return None
    for style, pattern in _ITEMS:
        if match := pattern.match(text):
            rest = match["rest"].strip()
            return ItemMark(
                style,
                _value(match[1]),
                re.sub(r"\s+", "", text[: match.start("rest")]),
                rest,
            )
    return None


def _value(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if mark.isascii():
        return ord(mark) - 96
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return numeral_value(mark)


def note_mark(text: str) -> LabelMark | None:
    return _label(_NOTE.match(text))


def example_mark(text: str) -> LabelMark | None:
    return _label(_EXAMPLE.match(text))


def table_caption(text: str) -> LabelMark | None:
    """表3 制动性能; never a sentence that speaks of a table."""
    return _caption(_TABLE.match(text), len(text))


def figure_caption(text: str) -> LabelMark | None:
    return _caption(_FIGURE.match(text), len(text))


def _label(match: re.Match[str] | None) -> LabelMark | None:
    return LabelMark(re.sub(r"\s+", "", match["label"]), match["rest"].strip()) if match else None


def _caption(match: re.Match[str] | None, length: int) -> LabelMark | None:
    if match is None or length > LONGEST_CAPTION * (2 if _SET_OFF.match(match["rest"]) else 1):
        return None
    rest = match["rest"]
    if _NO_CAPTION.match(rest) or rest.rstrip().endswith(("。", "；", "，", "：")):
        return None
    if rest[:1].isdigit() or (rest[:1].isalpha() and rest[:1].isascii()) or rest.lstrip()[:1].islower():
        return None
    word = re.sub(r"\s+", "", match["word"]).removeprefix("续")
    number = re.sub(r"\s+", "", match["number"])
    printed = f"{word} {number}" if word.isascii() else f"{word}{number}"
    return LabelMark(printed, rest.strip(" 　:：.．—–-"))
