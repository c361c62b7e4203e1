"""What in a sentence must not change on the way from a clause: numbers, comparisons, negations, requirement words."""

from __future__ import annotations

import re
from enum import StrEnum

from app.assistant.quantities import NUMBER, measures, normal, plain

KEY_MARK = re.compile(r"\s*[\[［【]\s*(\d+)\s*[\]］】]")
"""How a sentence names what it rests on: [1]."""


class Comparison(StrEnum):
    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"


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


_COMPARISONS: tuple[tuple[Comparison, str], ...] = (
    (
        Comparison.AT_LEAST,
        (
            r"大于或?等于|大于或者等于|不[得应能可宜]?(?:小于|低于|少于|短于)|[不未]足.{0,2}不得|不[得应]?小於|至少|最[少低小](?:为|是|不)?|≥|≧|"
            r"以上|at least|not less than|no less than|or more|minimum of"
        ),
    ),
    (
        Comparison.AT_MOST,
        (
            r"小于或?等于|小于或者等于|不[得应能可宜]?(?:大于|高于|超过|多于|长于|超出)|至多|最[多高大](?:为|是|不)?|≤|≦|以[下内]|"
            r"at most|not more than|no more than|not exceed(?:ing)?|up to|or less|maximum of"
        ),
    ),
    (
        Comparison.MORE,
        r"大于|高于|超过|多于|超出|长于|[>＞]|more than|greater than|exceed(?:s|ing)?|over(?=\s*\d)|above",
    ),
    (Comparison.LESS, r"小于|低于|少于|不足|不满|未满|短于|[<＜]|less than|fewer than|below|under(?=\s*\d)"),
)
_WORDS: tuple[tuple[Word, str], ...] = (
    (Word.SHALL_NOT, r"不应当?|不得|禁止|严禁|不准|不许|不允许|shall not|must not|prohibited"),
    (Word.SHOULD_NOT, r"不宜|不推荐|不建议|should not"),
    (Word.NEED_NOT, r"不必|无须|无需|不需要?|可以?不|不要求|免于|need not|not required"),
    (Word.CANNOT, r"不能够?|不可能?|无法|cannot|can not|can't"),
    (Word.SHALL, r"应当|必须|(?<![响对适反供相呼效感])应(?![答用急变力对付付])|须(?!知)|shall|must|required to"),
    (Word.SHOULD, r"(?<![适便不权])宜|推荐|建议|should|recommended"),
    (Word.MAY, r"可以|允许|(?<![不许认许])可(?![能靠见行编])|\bmay\b|permitted|allowed"),
    (
        Word.NOT,
        r"没有|未(?!来)|无(?!论|线|人机|级)|(?<![不])非(?!常)|(?<!是)不(?!同|断|仅|但|论|管|锈)|\bnot?\b|without|never",
    ),
)
_COMPARISON_PATTERN = re.compile(
    "|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_COMPARISONS)), re.IGNORECASE
)
_WORD_PATTERN = re.compile("|".join(f"(?P<w{i}>{pattern})" for i, (_, pattern) in enumerate(_WORDS)), re.IGNORECASE)
_BEFORE_NUMBER = 8
_AFTER_NUMBER = 6
_NEGATED = re.compile(r"(?:不得|不应当?|不能|不可|不准|不宜|不必|无需|禁止|严禁|未|没有|不)([\u4e00-\u9fff]{2,4})")


def without_keys(sentence: str) -> str:
    """The sentence without its [1] marks."""
    return KEY_MARK.sub("", sentence)


def quantities(text: str) -> frozenset[tuple[str, str]]:
    """Numbers with their units, as (number, unit)."""
    return frozenset((measure.number, measure.unit.symbol) for measure in measures(text))


def comparisons(text: str) -> frozenset[Comparison]:
    """The comparisons that a text makes, whatever they compare."""
    return frozenset(_COMPARISONS[_index(match)][0] for match in _COMPARISON_PATTERN.finditer(text))


def compared_numbers(text: str) -> dict[str, set[Comparison]]:
    """For each number, the comparisons that stand right before it or right after it."""
    folded = normal(text)
    found: dict[str, set[Comparison]] = {}
    spans = [(m.start(), m.end(), _COMPARISONS[_index(m)][0]) for m in _COMPARISON_PATTERN.finditer(folded)]
    for match in re.finditer(NUMBER, folded):
        bucket = found.setdefault(plain(match[0]), set())
        for start, end, comparison in spans:
            after_number = folded[match.end() : start]
            before_number = folded[end : match.start()]
            if match.end() <= start <= match.end() + _AFTER_NUMBER and not re.search(r"[，。；、,;\d]", after_number):
                if folded[start:end] in ("以上", "以下", "以内", "or more", "or less"):
                    bucket.add(comparison)
            elif end <= match.start() <= end + _BEFORE_NUMBER and not re.search(r"[，。；,;\d]", before_number):
                bucket.add(comparison)
    return found


def requirement_spans(folded: str) -> tuple[tuple[Word, int, int], ...]:
    """Each requirement word and negation of a text in normal form, none inside a comparison, as (class, start, end)."""
    matches = _WORD_PATTERN.finditer(without_comparisons(folded))
    return tuple((_WORDS[_index(match)][0], match.start(), match.end()) for match in matches)


def without_comparisons(folded: str) -> str:
    """A text in normal form with its comparisons blanked out, everything else in its place."""
    return _COMPARISON_PATTERN.sub(_blank, folded)


def without_requirements(folded: str) -> str:
    """A text in normal form with its comparisons, requirement words and negations blanked out."""
    return _WORD_PATTERN.sub(_blank, without_comparisons(folded))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def negated_stretches(text: str) -> tuple[str, ...]:
    """What a text denies or forbids: the characters right after each negation, in order."""
    return tuple(match[1] for match in _NEGATED.finditer(_COMPARISON_PATTERN.sub(" ", normal(text))))


def _index(match: re.Match[str]) -> int:
    """The groups of the patterns are named by a letter and the index of their class."""
    return int((match.lastgroup or "")[1:])
