"""What must be the same in a clause and its translation, compared by rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from app.assistant.text_work.binding_words import binding_words
from app.assistant.text_work.numerals_said import in_english_figures, numerals
from app.assistant.values.names_said import without_names
from app.assistant.values.quantities import Measure, measures, normal
from app.assistant.values.units import is_counting
from app.domain.document import Strength
from app.domain.standard_id import find_all
from app.foundation.messages import tr

_Value: TypeAlias = tuple[str, str]
"""A number and its unit's symbol."""

_UNIT_NAMES = (
    (r"millimet(?:re|er)s?", "mm"),
    (r"centimet(?:re|er)s?", "cm"),
    (r"kilomet(?:re|er)s?", "km"),
    (r"met(?:re|er)s?", "m"),
    (r"kilograms?", "kg"),
    (r"grams?", "g"),
    (r"seconds?", "s"),
    (r"minutes?", "min"),
    (r"hours?", "h"),
    (r"days?", "天"),
    (r"months?", "个月"),
    (r"years? of age|years? old|-year-old", "周岁"),
    (r"years?", "年"),
    (r"yuan|RMB|CNY|renminbi", "元"),
    (r"percent|per cent", "%"),
    (r"volts?", "V"),
    (r"degrees? Celsius", "℃"),
)
"""English names of units that a translation may write out, with the symbol of each."""
_MONEY_BEFORE = re.compile(r"(?:RMB|CNY|[¥￥])\s*(\d+(?:\.\d+)?)")
_DAY_OF_THE_CALENDAR = re.compile(r"\d{1,2}月\d{1,2}日")
_NUMBERED = re.compile(r"\b(?:articles?|chapters?|paragraphs?|items?)\s+\d+", re.IGNORECASE)
_SAID_TWICE = re.compile(r"\b(\d+) ?\(\1\)")
"""Of "thirty (30) days", in figures."""
_AGE, _YEAR = "周岁", "年"
_UNIT_NAME = tuple((re.compile(rf"(?<=\d)\s*{name}\b", re.IGNORECASE), symbol) for name, symbol in _UNIT_NAMES)
_STRENGTHS = {Strength.SHALL: "应/shall", Strength.SHOULD: "宜/should", Strength.MAY: "可/may"}
_FORBIDS = re.compile(
    r"不应|不得|禁止|严禁|不准|不许|\b(?:shall|must) not\b|\bprohibited\b|\bforbidden\b", re.IGNORECASE
)
_NEGATES = re.compile(
    r"[不无未非禁≤]|小于|低于|少于|以内|以下|\b(?:not?|never|without|prohibited|forbidden|less than|at most|maximum)\b",
    re.IGNORECASE,
)
"""小于或等于 may become "shall not exceed", 不得 "no … shall": a prohibition must stay one, in whatever words."""


def differences(source: str, translation: str, terms: Mapping[str, str]) -> tuple[str, ...]:
    """Sentences for a person; none where everything checkable is on both sides. ``terms`` are pairs as they should be
    translated."""
    ours, theirs = numerals(source), numerals(translation)
    return (
        *_told(tr("数字"), ours.missing_in(theirs), theirs.missing_in(ours)),
        *_told(tr("带单位的值"), *_values(source, translation, ours.told & theirs.told)),
        *_told(tr("标准编号"), *_both(_standards(source), _standards(translation))),
        *_told(tr("要求用词"), *_both(_binding(source), _binding(translation))),
        *_lost_negation(source, translation),
        *_unused(terms, translation),
    )


def _told(what: str, missing: Iterable[str], extra: Iterable[str]) -> Iterator[str]:
    lost, added = "、".join(missing), "、".join(extra)
    if lost:
        yield tr("译文缺少{what}：{values}。", what=what, values=lost)
    if added:
        yield tr("译文多出{what}：{values}。", what=what, values=added)


def _values(source: str, translation: str, kept: Collection[str]) -> tuple[list[str], list[str]]:
    """Numbers whose unit changed or fell away; a number that is missing as such is told already."""
    ours, theirs = _measured(source), _measured(translation)
    return _beyond(ours, theirs, kept), _beyond(theirs, ours, kept)


def _beyond(ours: Iterable[_Value], theirs: Collection[_Value], kept: Collection[str]) -> list[str]:
    left = (value for value in dict.fromkeys(ours) if value not in theirs and value[0] in kept)
    return [f"{number} {unit}" for number, unit in left]


def _measured(text: str) -> list[_Value]:
    """Without numbers of clauses, ages and days of the calendar: English gives these no unit (the age of 18, on May 1,
    in 2024)."""
    text = _SAID_TWICE.sub(r"\1", _NUMBERED.sub(" ", in_english_figures(text)))
    text = _MONEY_BEFORE.sub(r"\1元", text)
    for pattern, symbol in _UNIT_NAME:
        text = pattern.sub(symbol, text)
    counted = measures(_DAY_OF_THE_CALENDAR.sub(" ", without_names(normal(text))))
    return [(one.number, one.unit.symbol) for one in counted if not is_counting(one.kind) and not _is_no_measure(one)]


def _is_no_measure(one: Measure) -> bool:
    return one.unit.symbol == _AGE or (one.unit.symbol == _YEAR and len(one.number) == len("2024"))


def _standards(text: str) -> list[str]:
    return [str(found.id) for found in find_all(text)]


def _binding(text: str) -> list[str]:
    return [name for strength, name in _STRENGTHS.items() if binding_words(text, strength)]


def _lost_negation(source: str, translation: str) -> Iterator[str]:
    if _FORBIDS.search(source) and not _NEGATES.search(translation):
        yield tr("原文是禁止，译文没有否定词。")
    if _FORBIDS.search(translation) and not _NEGATES.search(source):
        yield tr("译文是禁止，原文没有否定词。")


def _both(ours: Iterable[str], theirs: Iterable[str]) -> tuple[list[str], list[str]]:
    left, right = list(dict.fromkeys(ours)), list(dict.fromkeys(theirs))
    return [one for one in left if one not in right], [one for one in right if one not in left]


def _unused(terms: Mapping[str, str], translation: str) -> Iterator[str]:
    folded = unicodedata.normalize("NFKC", translation).casefold()
    for source, target in terms.items():
        if source.isascii() and source.casefold() in folded:
            continue  # an abbreviation that is kept
        if unicodedata.normalize("NFKC", target).casefold() not in folded:
            yield tr("术语“{source}”没有译成“{target}”。", source=source, target=target)
