"""Which of several printed labels a text means: 干态 or 湿态, 一、二级 or 三级, ≤5 or >5, 单层 or 高层汽车库.

Labels that stand beside each other in a table or a list are told apart by what they do not share.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.question.replies import DONT_KNOW
from app.assistant.values.grades import grades_in
from app.assistant.values.intervals import interval_in, lies_in
from app.assistant.values.quantities import measures, normal
from app.domain.answer import Fact
from app.domain.numerals import NUMERAL_CHARACTERS
from app.library.tokens import HAN, fold, tokens
from app.retrieval.stopwords import FUNCTION_CHARACTERS

SHORT_LABEL = 4
"""Characters. In a label as short as 干态 or 单、多层 one character alone may carry the difference."""
TELLING = 0.5
"""Of the weight of a gram that no other label has: a gram that three labels share tells them apart no longer."""
AS_WELL = 0.75
"""A label counts as meant when it is named this well, measured against the one named best."""

_MODIFIED = re.compile(rf"[不无非未没半超][{HAN}]")
"""What turns the word behind it into another one: 不上人, 非承重, 半地下, 超高层."""
_ORDINAL = re.compile(rf"第(?=[{NUMERAL_CHARACTERS}\d])")
_GENERIC = frozenset("级类等型档区期度种个层条件情况状态类别其他的")


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one axis, all different. ``name`` is what the axis is called; ``context`` stands above all of them: it
    gives bare numbers their unit, and its words name the subject and tell no label apart. With ``by_characters`` one
    character of a short label may stand for it (湿 for 湿态)."""

    name: str
    texts: tuple[str, ...]
    context: str = ""
    by_characters: bool = True


def confirmed(labels: Labels, facts: Sequence[Fact]) -> frozenset[str]:
    """The labels that confirmed facts choose: those of a fact under the axis's name, or with the label itself as its
    value; none where no fact speaks of it."""
    for fact in facts:
        value = _plain(fact.value)
        same = frozenset(text for text in labels.texts if _plain(text) == value)
        if same:
            return same
        if is_about(fact.key, labels.name):
            return named(labels, fact.value)
    return frozenset()


def named(labels: Labels, text: str) -> frozenset[str]:
    """The labels that a text means; none where it says nothing of what tells them apart."""
    said = _plain(text)
    whole = [label for label in labels.texts if _plain(label) in said]
    if whole:
        longest = [label for label in whole if not any(_is_inside(label, other) for other in whole)]
        return frozenset(longest)
    return _by_grade(labels, text) or _by_measure(labels, text) or _by_grams(labels, text)


def is_given_up(labels: Labels, facts: Sequence[Fact]) -> bool:
    """Whether the person has said not to know it: then it is not asked again, and every branch is told."""
    return any(fact.value.strip().lower() in DONT_KNOW and is_about(fact.key, labels.name) for fact in facts)


def is_about(key: str, name: str) -> bool:
    """Whether a fact's key and an axis's name speak of the same: 耐火等级 and 建筑的耐火等级."""
    first, second = _plain(key), _plain(name)
    return bool(first) and bool(second) and (first in second or second in first)


def _by_grade(labels: Labels, text: str) -> frozenset[str]:
    """By the grades that label and text share, where each label has one; "二级" means the label 一、二级."""
    asked = grades_in(text)
    grades = {label: grades_in(label) for label in labels.texts}
    if not asked or sum(map(bool, grades.values())) < len(grades) - 1:
        return frozenset()
    return frozenset(label for label, own in grades.items() if own & asked)


def _by_measure(labels: Labels, text: str) -> frozenset[str]:
    """By a value of the text that lies in the range of some labels and not of all."""
    ranges = {label: found for label in labels.texts if (found := interval_in(label)) is not None}
    if len(ranges) < 2:
        return frozenset()
    for measure in measures(text):
        units = f"{labels.name} {labels.context}"
        held = {label: lies_in(found, measure, units) for label, found in ranges.items()}
        inside = frozenset(label for label, is_in in held.items() if is_in)
        if inside and len(inside) < len(held):
            return inside
    return frozenset()


def _by_grams(labels: Labels, text: str) -> frozenset[str]:
    """By the grams that tell the labels apart; those of the context name the subject and not the case."""
    grams = {label: _grams(label, by_characters=labels.by_characters) for label in labels.texts}
    everywhere = {label: _pairs(label) | frozenset(fold(label)) for label in labels.texts}
    labels_with = Counter(gram for own in everywhere.values() for gram in own)
    around = _pairs(labels.context) | frozenset(fold(labels.context))
    said = _pairs(text) | frozenset(fold(text))
    marks = {
        label: math.fsum(1 / labels_with[gram] for gram in own if gram in said and gram not in around)
        for label, own in grams.items()
    }
    best = max(marks.values(), default=0.0)
    if best < TELLING:
        return frozenset()
    meant = [label for label, mark in marks.items() if mark >= AS_WELL * best]
    return frozenset(_without_denied(meant, text))


def _without_denied(meant: Sequence[str], text: str) -> list[str]:
    """上人屋面 does not mean 不上人的屋面, though it has its words; 地下 does not mean 半地下."""
    said = _plain(text)
    return [label for label in meant if all(turned in said for turned in _MODIFIED.findall(_plain(label)))] or list(
        meant
    )


def _grams(label: str, *, by_characters: bool) -> frozenset[str]:
    """Pairs and words of a label; of a short one also the single characters that may stand for it in other words."""
    pairs = _pairs(label)
    han = re.sub(rf"[^{HAN}]", "", label)
    if len(han) > SHORT_LABEL or not by_characters:
        return pairs
    return pairs | {char for char in han if char not in FUNCTION_CHARACTERS and char not in _GENERIC}


def _pairs(text: str) -> frozenset[str]:
    return frozenset(tokens(normal(_ORDINAL.sub("", text))))


def _plain(text: str) -> str:
    """Folded, without spaces, 的 and the 第 of ordinals: people say 地下二层 for 地下第二层."""
    return _ORDINAL.sub("", re.sub(r"[\s的]+", "", fold(text)))


def _is_inside(label: str, other: str) -> bool:
    return label != other and _plain(label) in _plain(other)
