"""What a condition is called that a table prints without a name of its own: 一级 | 二级 | 三级 is an 耐火等级."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.assistant.values.grades import grades_in
from app.assistant.values.intervals import interval_in
from app.assistant.values.quantities import measures
from app.foundation.messages import tr

WORD = 2
LONGEST_NAME = 6
"""Characters, of a Chinese word and of the words that make a name."""
_GRADE_WORD = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:等级|级别|类别|类型)")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FILLER = re.compile(r"^.*(?:不同|各类|各级|各种|按照|根据|对应|的|各|按|与|和|及|由|为)")
_QUANTITY = re.compile(
    r"^\s*([A-Za-z\u4e00-\u9fff]{2,8}?)\s*(?:为|在|是|达到?)?\s*(?:不?(?:大于|小于|超过|低于|高于|少于|多于)|[<>≤≥＜＞]|\d)"
)
_FAMILIES = (
    (re.compile(r"[单多高低]\s*层|\d层"), "层数"),
    (re.compile(r"室[内外]|户[内外]|屋[内外]|地[上下]|露天|首层"), "位置"),
    (re.compile(r"[干湿]态|干燥|潮湿|[空满]载|常温|高温|低温"), "状态"),
    (re.compile(r"新建|改建|扩建|既有"), "建设性质"),
    (re.compile(r"白天|夜[间晚]|昼间|冬季|夏季"), "时段"),
)


def name_of(labels: Sequence[str], *contexts: str) -> str:
    """A name for the condition: the grade word of a context, the quantity that the labels bound, what sort of
    circumstance they are, or the word that they share; at last 适用情形.
    """
    graded = [label for label in labels if grades_in(label)]
    if graded and len(graded) >= len(labels) - 1:
        found = (_FILLER.sub("", match) for context in contexts for match in _GRADE_WORD.findall(context))
        return next((name for name in found if len(name) > len("等级")), tr("等级"))
    if all(interval_in(label) for label in labels):
        if quantity := _QUANTITY.match(labels[0]):
            return quantity[1]
        if unit := next((found.unit for label in labels for found in measures(label)), None):
            return tr("数量（{unit}）", unit=unit.symbol)
    for pattern, name in _FAMILIES:
        if any(pattern.search(label) for label in labels):
            return name
    shared = _shared_end(labels).lstrip("的")
    return tr("{thing}类别", thing=shared) if shared else tr("适用情形")


def _shared_end(labels: Sequence[str]) -> str:
    """The Han word with which all labels end: the longest that leaves each a word or a sign of its own (双面|布置)."""
    for length in range(min(min(map(len, labels)) - 1, LONGEST_NAME), WORD - 1, -1):
        end = labels[0][-length:]
        rests = [label[:-length] for label in labels]
        are_whole = all(len(rest) >= WORD or not _HAN.search(rest) for rest in rests)
        if _HAN.fullmatch(end) and are_whole and all(label.endswith(end) for label in labels):
            return end
    return ""
