"""How clause numbers are written in running text: fragments of patterns, and the one form that they are kept in."""

from __future__ import annotations

import re

CN = "[零〇一二三四五六七八九十百千0-9]"
_STEP = r"\s?[.．]\s?(?:0|[1-9]\d{0,2})(?!\d)"
"""One more level of a clause number. 2.0.1 is one (building codes); 0.5, 1.00 and 03.40 are quantities."""

DECIMAL = rf"(?<![\d.])[1-9]\d?(?!\d)(?:{_STEP}){{1,5}}"
_ANNEX_CLAUSE = rf"(?<![A-Za-z])[A-Z](?:{_STEP}){{1,5}}"
_ANNEX = r"(?:附\s?录|附\s?件|Annex|Appendix)\s{0,2}[A-Z](?![A-Za-z])(?:(?:\s?[.．]\s?\d{1,3}){1,5})?"
_ANNEX_COUNTED = r"附\s?[件表录]\s?\d{1,2}(?!\d)"
_FIGURE = r"[表图]\s?(?:[A-Z]\s?[.．]\s?)?\d{1,3}(?:\s?[.．]\s?\d{1,3}){0,4}(?:-\d{1,2})?"
_FORMULA = r"(?:公\s?)?式\s?[(（]\s?(?:[A-Z]\s?[.．]\s?)?\d{1,3}\s?[)）]"
ARTICLE = rf"第\s?{CN}{{1,8}}\s?条(?:之{CN}{{1,2}})?(?:第\s?{CN}{{1,3}}\s?款)?(?:第\s?[(（]?{CN}{{1,3}}[)）]?\s?项)?"
CODE_ARTICLE = rf"第\s?{DECIMAL}\s?[条款节](?:第\s?\d{{1,2}}\s?款)?"
"""Building codes write 第 5.5.17 条第 2 款 where standards write 5.5.17."""

_CHAPTER = rf"第\s?(?:\d{{1,2}}|{CN}{{1,4}})\s?章"
ITEM = r"(?:\s?的?\s?(?P<item>[a-z]\s?[)）]|\d{1,2}[)）]|第\d+项))?"
_UNIT = (
    "%|％|℃|°|mm|cm|km|kg|m\\b|dB|kPa|MPa|V\\b|A\\b|W\\b|Ω|h\\b|min|g\\b|N\\b|s\\b|Hz|kHz|MHz|GHz|倍|个|次|年|月|日|万|元|米|版|台|名|人|"
    "小时|分钟|秒"
)
END = rf"(?![\d.．]*\d)(?!\s?(?:{_UNIT}))"
"""A number with a unit behind it is a quantity."""

PLACE = (
    f"(?:{ARTICLE}|{CODE_ARTICLE}|{_CHAPTER}|{_ANNEX}|{_ANNEX_COUNTED}|{_FIGURE}|{_FORMULA}|{_ANNEX_CLAUSE}|{DECIMAL})"
)

_NUMBERED_WORD = re.compile(r"第(\d+(?=章)|\d+(?:\.\d+)+)[章条款节](第\d+款)?")


def clean_number(printed: str, item: str | None = None) -> str:
    """Without spaces and in half width: 第 5.5.17 条 is 5.5.17, 公式（A.1） is 式(A.1), 第5章 is 5."""
    squeezed = re.sub(r"\s", "", printed).replace("．", ".")
    if "式" in squeezed:
        squeezed = squeezed.replace("公式", "式").replace("（", "(").replace("）", ")")
    bare = _NUMBERED_WORD.fullmatch(squeezed)
    number = bare[1] + (bare[2] or "") if bare else squeezed
    return number + re.sub(r"\s", "", item or "").replace("）", ")")
