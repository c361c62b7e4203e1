"""What in a sentence must not change on the way from a clause: negations and requirement words."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from app.assistant.values.comparisons import compared_in, without_comparisons
from app.assistant.values.quantities import REMEMBERED, normal

KEY_MARK = re.compile(r"\s*[\[［【]\s*(\d+)\s*[\]］】]")
"""How a sentence names what it rests on: [1]."""


class Word(StrEnum):
    """A class of words that bear on a requirement (GB/T 1.1-2020 annex C for the first seven)."""

    SHALL = "shall"
    SHALL_NOT = "shall not"
    SHOULD = "should"
    SHOULD_NOT = "should not"
    MAY = "may"
    NEED_NOT = "need not"
    CANNOT = "cannot"
    NOT = "not"


_WORDS: tuple[tuple[Word, str], ...] = (
    (Word.SHALL_NOT, r"不应当?|不得|禁止|严禁|不准|不许|不允许|shall not|must not|prohibited"),
    (Word.SHOULD_NOT, r"不宜|不推荐|不建议|should not"),
    (Word.NEED_NOT, r"不必|无须|无需|不需要?|可以?不|不要求|免于|need not|not required"),
    (Word.CANNOT, r"不能够?|不可(?:能|以)?|无法|cannot|can not|can't"),
    (Word.SHALL, r"应当|必须|(?<![响对适反供相呼效感])应(?![答用急变力对付付])|须(?!知)|shall|must|required to"),
    (Word.SHOULD, r"(?<![适便不权])宜|推荐|建议|should|recommended"),
    (Word.MAY, r"可以|允许|(?<![不许认许])可(?![能靠见行编])|\bmay\b|permitted|allowed"),
    (
        Word.NOT,
        r"没有|未(?!来)|无(?!论|线|人机|级)|(?<![不])非(?!常)|(?<!是)不(?!同|断|仅|但|论|管|锈)|\bnot?\b|without|never",
    ),
)
_MODAL = re.compile("[应得宜许准须]")
_WORD_PATTERN = re.compile("|".join(f"(?P<w{i}>{pattern})" for i, (_, pattern) in enumerate(_WORDS)), re.IGNORECASE)
_WEAKENED = re.compile(
    r"(?:(?<![适便不权])宜|推荐|建议|(?<![应当须否不许认能])(?:可以|可(?![能靠见行编以])))([\u4e00-\u9fff]{2,4})"
)
_NEGATED = re.compile(r"(?:不得|不应当?|不能|不可|不准|不宜|不必|无需|禁止|严禁|未|没有|不)([\u4e00-\u9fff]{2,4})")


def without_keys(sentence: str) -> str:
    """The sentence without its [1] marks."""
    return KEY_MARK.sub("", sentence)


def requirements_of_comparisons(folded: str) -> tuple[tuple[Word, int, int], ...]:
    """The requirement words inside comparisons of a text in normal form: "不应大于" requires, "不宜大于" recommends."""
    return tuple(
        (Word.SHOULD if one.is_recommended else Word.SHALL, one.start, one.end)
        for one in compared_in(folded)
        if _MODAL.search(folded[one.start : one.end])
    )


@lru_cache(maxsize=REMEMBERED)
def requirement_spans(folded: str) -> tuple[tuple[Word, int, int], ...]:
    """Each requirement word and negation of a text in normal form, none inside a comparison, as (class, start, end)."""
    matches = _WORD_PATTERN.finditer(without_comparisons(folded))
    return tuple((_WORDS[_index(match)][0], match.start(), match.end()) for match in matches)


@lru_cache(maxsize=REMEMBERED)
def without_requirements(folded: str) -> str:
    """A text in normal form with its comparisons, requirement words and negations blanked out."""
    return _WORD_PATTERN.sub(_blank, without_comparisons(folded))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def negated_stretches(text: str) -> tuple[str, ...]:
    """What a text denies or forbids: the characters right after each negation, in order."""
    return tuple(match[1] for match in _NEGATED.finditer(without_comparisons(normal(text))))


def weakened_stretches(text: str) -> tuple[str, ...]:
    """What a text only recommends or permits: the characters right after each 宜 or 可, in order.

    应当可以 and 是否可以 speak of what a thing can do.
    """
    return tuple(match[1] for match in _WEAKENED.finditer(without_comparisons(normal(text))))


def _index(match: re.Match[str]) -> int:
    """The groups of the patterns are named by a letter and the index of their class."""
    return int((match.lastgroup or "")[1:])
