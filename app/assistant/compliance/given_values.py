"""The values that a person gives in a question or a confirmed fact, and what they say these are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.assistant.compliance.changes import as_changed
from app.assistant.values.compute import Value, value_of
from app.assistant.values.printed import as_printed
from app.assistant.values.quantities import Measure, normal
from app.assistant.values.readings import readings
from app.assistant.values.units import Kind
from app.assistant.verification.content import GRAMMAR, words_of
from app.assistant.verification.sources import Origin
from app.library.tokens import HAN

_JUDGING = re.compile(
    r"合格|符合|要求|标准|规定|规范|可不可以|可以|能不能|能否|可否|是否|行不行|行吗|行么|满足|达标|超标|超过|超了|超出|足够|不够|够|"
    r"允许|违规|违反|违法|有没有|问题|对不对|算不算|没事|过关|通过|合规|太|只有|现在|目前|大概|我的|我们|咱们|这样|这个|这种|一下|"
    r"设计|做成|做了?|选|用表|配|了|吗|呢|吧|啊|的话|量出来|量下来|量得|量了|测得|测出来|测量|测了|上秤|过秤|称出来|称得|写着|标着|标的|"
    r"铭牌上|走到|跑到|达到|能跑|正好|刚好|恰好|最快|最远|最高处|最多|最少|一起|一共|总共|只有|新买|行[吗么]?$"
)
"""What asks for a verdict and names nothing."""
_QUANTITY = re.compile(
    r"质量|重量|宽度|高度|深度|长度|厚度|直径|半径|间距|距离|电压|电流|功率|速度|时速|时间|温度|面积|数量|净[宽高空距]|[重宽高深长厚净]"
)
_DIMENSIONS: tuple[tuple[str, str], ...] = (
    ("宽", "宽"),
    ("高", "高"),
    ("深", "深"),
    ("厚", "厚"),
    ("长", "长"),
    ("径", "径"),
    ("距", "距|间隔|间隙"),
    ("隔", "距|间隔|间隙"),
    ("远", "距|远"),
)
"""For the words that a length is given with, those that its limit may be printed with."""
_PRINTED_AS: dict[Kind, tuple[str, ...]] = {
    Kind.MASS: ("质量", "载重量"),
    Kind.SPEED: ("速度", "车速"),
    Kind.VOLTAGE: ("电压",),
    Kind.CURRENT: ("电流",),
    Kind.POWER: ("功率",),
    Kind.TEMPERATURE: ("温度",),
    Kind.PRESSURE: ("压力",),
    Kind.AREA: ("面积",),
    Kind.SOUND: ("声压级", "噪声"),
    Kind.RESISTANCE: ("电阻",),
    Kind.FREQUENCY: ("频率",),
    Kind.LIGHT: ("照度", "亮度"),
}
"""What standards call the quantity of a kind; a person says only its value."""
ANY_DIMENSION = "|".join(dict.fromkeys(printed for _, printed in _DIMENSIONS))
_TOGETHER_WITH = re.compile(r"(?:连同?|包括|算上|加上|带上)[^,，。]{1,8}?(?:一起|在内|一并|都算上)")
"""What a value includes is not what it is of: 车连电池一起重54公斤."""
_INSTEAD = re.compile(r"[改换变][成为到]?|还是|或者|拟|打算|准备|计划|后来|原来|原先|之前|另外")
"""What says that another value of the same thing follows."""
_HEAD = 3
_NEAR = 6
"""Characters around a value in which its dimension is named: 宽0.25m, 0.25m宽."""
_CONTENT_RUN = re.compile(rf"[{HAN}]+")
_GRAMMAR_RUN = re.compile(f"[{''.join(sorted(word for word in GRAMMAR if len(word) == 1))}]")
_PHRASE = re.compile(r"[^,，。;；、!！?？\n]+")


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a person gave. ``words`` are what they said it is of, ``head`` the last of
    them before the value; ``dimension`` is a pattern for how clauses name the length that it is, empty for what is no
    length or not said."""

    measure: Measure
    value: Value
    printed: str
    origin: Origin
    words: frozenset[str]
    dimension: str
    head: str

    def is_beside(self, other: Given) -> bool:
        """Whether both may be said of one quantity of one thing, as in 护栏高1.2米，换0.9米."""
        is_one_length = not self.dimension or not other.dimension or self.dimension == other.dimension
        return is_one_length and (self.value.family, self.head) == (other.value.family, other.head)


def given_in(text: str, origin: Origin) -> Iterator[Given]:
    """Every value with a unit in the text that is not itself compared ("超过10年怎么办" gives none)."""
    folded = as_changed(normal(text)).replace("最", " ")  # 最高处 and 最快 name what was measured and limit nothing
    for reading in readings(folded):
        value = value_of(reading.measure) if reading.measure else None
        if value is None or reading.measure is None or reading.senses:
            continue
        printed = as_printed(text, reading.measure) or folded[reading.start : reading.end].strip()
        dimension = _dimension(folded, reading.measure)
        head = _head(folded, reading.measure)
        yield Given(reading.measure, value, printed, origin, subject_words(text), dimension, head)


def quantity_words(question: str) -> tuple[str, ...]:
    """What standards call the quantities whose values the question gives: 质量 for "连电池0.054吨".

    They help to find the limit where the question's own words name no quantity.
    """
    kinds = dict.fromkeys(given.measure.kind for given in given_in(question, Origin.QUESTION))
    return tuple(word for kind in kinds for word in _PRINTED_AS.get(kind, ()))


def subject_words(text: str) -> frozenset[str]:
    """What the text names besides values, quantities and the asking itself."""
    folded = as_changed(normal(text))
    for reading in reversed(readings(folded)):
        if reading.unit is None or reading.unit.kind is not Kind.GRADE:  # 三级 says of what, not how much
            folded = folded[: reading.start] + " " * (reading.end - reading.start) + folded[reading.end :]
    return words_of(_QUANTITY.sub(" ", _JUDGING.sub(" ", folded)))


def _head(folded: str, measure: Measure) -> str:
    """The word, at most of three characters, that the value is said of: 踏步 in 楼梯踏步宽0.25m; what follows the value
    where nothing stands before it (20cm高的踏板)."""
    bare = folded
    for reading in readings(folded):
        bare = bare[: reading.start] + " " * (reading.end - reading.start) + bare[reading.end :]
    for pattern in (_INSTEAD, _TOGETHER_WITH, _QUANTITY, _JUDGING, _GRAMMAR_RUN):
        bare = _blanked(bare, pattern)
    before = [run[0] for run in _CONTENT_RUN.finditer(bare[: measure.start])]
    after = [run[0] for run in _CONTENT_RUN.finditer(bare[measure.end :])]
    return (before[-1:] or after[:1] or [""])[0][-_HEAD:]


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


def _dimension(folded: str, measure: Measure) -> str:
    if measure.kind is not Kind.LENGTH:
        return ""
    phrase = next(found for found in _PHRASE.finditer(folded) if measure.start < found.end())
    before = folded[max(phrase.start(), measure.start - _NEAR) : measure.start]
    after = folded[measure.end : min(phrase.end(), measure.end + _NEAR)]
    named = [(before.rfind(word), printed) for word, printed in _DIMENSIONS if word in before]
    named = named or [(-after.find(word), printed) for word, printed in _DIMENSIONS if word in after]
    return max(named)[1] if named else ""
