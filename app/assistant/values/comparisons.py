"""Words that compare a number with what it limits: 不大于, 至少, 以上, ±, 约 and their like, in one form each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.assistant.values.quantities import REMEMBERED


class Comparison(StrEnum):
    """How a value stands to a number. AFTER and BEFORE are of time; ABOUT and TOLERANCE are no limits of their own."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    TOLERANCE = "±"
    ABOUT = "≈"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison at [start, end) of a text in normal form.

    ``follows`` where it stands after its number ("3人以上"); ``is_recommended`` where it holds a 宜 ("不宜大于").
    """

    comparison: Comparison
    start: int
    end: int
    follows: bool
    is_recommended: bool


_NOT = r"(?:不(?:允许|应当|[得应能可宜准许要])?|不可以|不能够|未|没有|无|禁止|严禁)"
_BEFORE_NUMBER: tuple[tuple[Comparison, str], ...] = (
    (
        Comparison.AT_LEAST,
        (
            r"(?:大于|高于|多于|长于|宽于|重于)(?:或者?)?等于|"
            rf"{_NOT}(?:小于|小於|低于|少于|短于|早于|窄于|轻于|小过)|至少|起码|最[少低小](?:为|是)?|[≥≧⩾]|>=|"
            r"(?<![不未])满(?=\s*\d)|at least|not less than|no less than|minimum of|a minimum"
        ),
    ),
    (
        Comparison.AT_MOST,
        (
            r"(?:小于|低于|少于|短于)(?:或者?)?等于|"
            rf"{_NOT}(?:大于|大於|高于|超过|超出|超(?=\s*\d)|多于|长于|晚于|迟于|宽于|重于|突破|逾)|"
            r"至多|顶多|最[多高大](?:为|是)?|[≤≦⩽]|<=|at most|not more than|no more than|not exceed(?:ing)?|up to|"
            r"within|maximum of|a maximum"
        ),
    ),
    (
        Comparison.MORE,
        (
            r"大于|高于|超过|超出|多于|长于|晚于|迟于|宽于|重于|突破|超(?=\s*\d)|逾(?=\s*\d)|[>＞]|"
            r"more than|greater than|exceed(?:s|ing)?|over(?=\s*\d)|above"
        ),
    ),
    (
        Comparison.LESS,
        (r"小于|低于|少于|短于|早于|不足|不满|未满|不到|未达到|达不到|[<＜]|less than|fewer than|below|under(?=\s*\d)"),
    ),
    (Comparison.TOLERANCE, r"±"),
    (Comparison.ABOUT, r"大约|大概|约(?![定束])|近似|≈|about|approximately"),
)
_AFTER_NUMBER: tuple[tuple[Comparison, str], ...] = (
    (Comparison.AT_LEAST, r"(?:或|及其?|和|含)?以上|起(?=[步])|(?:or|and) (?:more|greater|above|over)(?! than| \d)"),
    (
        Comparison.AT_MOST,
        r"(?:或|及其?|和|含)?以[下内]|之内|范围内|内(?![径部壁衬装胎容])|(?:or|and) (?:less|below|under)(?! than| \d)",
    ),
    (Comparison.AFTER, r"以后|之后|后(?![闸轮部侧方座视])|过后"),
    (Comparison.BEFORE, r"以前|之前|前(?![轮照部侧方叉视])"),
    (Comparison.ABOUT, r"左右|上下"),
)
_GROUPS = (*((found, pattern, False) for found, pattern in _BEFORE_NUMBER), *((c, p, True) for c, p in _AFTER_NUMBER))
_ANY = re.compile("|".join(f"(?P<c{place}>{pattern})" for place, (_, pattern, _) in enumerate(_GROUPS)), re.IGNORECASE)
_NEVER_WORDS = frozenset({Comparison.AFTER, Comparison.BEFORE})
"""后 and 前 stand in too many words to compare anything unless they follow a number."""


@lru_cache(maxsize=REMEMBERED)
def compared_in(folded: str) -> tuple[Compared, ...]:
    """Every comparison of a text in normal form, in order; of those after a number only what could stand there."""
    found = []
    for match in _ANY.finditer(folded):
        comparison, _, follows = _GROUPS[int((match.lastgroup or "c0")[1:])]
        found.append(Compared(comparison, match.start(), match.end(), follows, "宜" in match[0]))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def without_comparisons(folded: str) -> str:
    """A text in normal form with its comparisons blanked out, everything else in its place.

    What can follow a number is a comparison only where it does: 前 is none in 前轮.
    """
    return _ANY.sub(lambda match: _blank(match, folded), folded)


def _blank(match: re.Match[str], folded: str) -> str:
    comparison, _, follows = _GROUPS[int((match.lastgroup or "c0")[1:])]
    is_short = len(match[0]) == 1 or comparison in _NEVER_WORDS
    return match[0] if follows and is_short and not _stands_after_number(folded, match.start()) else " " * len(match[0])


_NUMBER_END = re.compile(r"\d\s*[^\s\d,，。;；:：、()（）]{0,6}$")


def _stands_after_number(folded: str, place: int) -> bool:
    return bool(_NUMBER_END.search(folded[max(0, place - 12) : place]))
