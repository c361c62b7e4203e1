"""How far the words of a sentence are borne out by a text: Chinese in pairs of characters, Latin words whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from app.assistant.values.names_said import without_names
from app.assistant.values.quantities import REMEMBERED, counts_in_words, measures, normal
from app.assistant.verification.claims import without_requirements
from app.library.tokens import HAN, tokens
from app.retrieval.stopwords import ENGLISH_STOP_WORDS, FUNCTION_CHARACTERS, FUNCTION_WORDS

_HAN_RUN = re.compile(rf"[{HAN}]+")
_LINE_BREAK_IN_A_WORD = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_FUNCTION_WORD = re.compile("|".join(sorted(map(re.escape, FUNCTION_WORDS), key=len, reverse=True)))
_WORD = re.compile(rf"[{HAN}]|[a-z]+", re.IGNORECASE)
GRAMMAR = (FUNCTION_CHARACTERS | ENGLISH_STOP_WORDS) - frozenset("前后内外上下左右")
"""前轮 and 后轮 are told apart by what elsewhere is grammar."""
_GRADE = re.compile(r"[一二三四五六七八九十甲乙丙丁IVX\d]+[类级号档型区]")
_OPPOSITES = (
    "前后 左右 上下 内外 大小 高低 长短 宽窄 厚薄 深浅 干湿 冷热 正负 交直 串并 进出 主副 单双 公私 男女 新旧 "
    "早晚 增减 升降 加减 收发"
)
OPPOSITE = {one: other for pair in _OPPOSITES.split() for one, other in ((pair[0], pair[1]), (pair[1], pair[0]))}
_ANSWERING = re.compile(
    "规定|要求|标准|条款|原文|文件|规范|根据|依据|按照|因此|所以|此外|另外|同时|具体|以下|如下|需要|进行|使用|采用|情况|方式|内容|"
    "包括|包含|分别|即|属于|称为|表示|代表|意味着|定义|对应|答案|数值|取值|范围|限值|大小|数量|次数|频率|期限|时间|重量|质量|"
    "时速|速度|电压|电流|功率|温度|面积|金额|比例|达到|必须|允许|不能|可以|应该|就是|也就是|一共|总共|共计|相当于|换算|等于"
)
"""What an answer says of any text, and the quantities that their units tell apart anyway; lengths are not among them,
since 高度 and 宽度 have the same units."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the content of a sentence, how much a text holds. A Chinese character counts one, a Latin word one."""

    held: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 for a sentence without content, such as a bare number."""
        return self.held / self.total if self.total else 1.0


def coverage(sentence: str, text: str) -> Coverage:
    """How much of the sentence's content the text holds.

    Grammar, numbers with units, comparisons and requirement words are no content: they are checked by themselves. A
    character is held where it stands in the text with one of its neighbours: alone it could be part of any word.
    """
    folded = without_requirements(without_measures(sentence))
    there = _pairs(_LINE_BREAK_IN_A_WORD.sub("", normal(text)))
    held = total = 0
    for run in _HAN_RUN.finditer(folded):
        counts = _content_places(run[0])
        total += len(counts)
        held += len(counts & _held_places(run[0], there))
    known = frozenset(tokens(text))
    latin = latin_words(sentence)
    return Coverage(held + sum(word in known for word in latin), total + len(latin))


def strange_stretches(sentence: str, text: str) -> tuple[str, ...]:
    """Words of the sentence that the text does not hold: two or more Chinese characters on end that are neither
    grammar nor what any answer says of a text (规定, 要求, 数值)."""
    folded = _ANSWERING.sub(" ", without_requirements(without_measures(sentence)))
    there = _pairs(_LINE_BREAK_IN_A_WORD.sub("", normal(text)))
    return tuple(stretch for run in _HAN_RUN.findall(folded) for stretch in _strange(run, there))


def _strange(run: str, there: frozenset[str]) -> Iterator[str]:
    strange = _content_places(run) - _held_places(run, there)
    for _, places in groupby(enumerate(sorted(strange)), key=lambda counted: counted[1] - counted[0]):
        stretch = "".join(run[place] for _, place in places)
        if len(stretch) > 1:
            yield stretch


def latin_words(sentence: str) -> tuple[str, ...]:
    """The Latin words of a sentence that are neither grammar nor units, in their folded form."""
    found = tokens(without_measures(sentence))
    return tuple(word for word in found if word.isascii() and word.isalpha() and word not in ENGLISH_STOP_WORDS)


@lru_cache(maxsize=REMEMBERED)
def without_measures(text: str) -> str:
    """The text in normal form with its numbers with units, in figures or words, and its numbered names blanked out."""
    folded = without_names(normal(text))
    for measure in (*measures(folded), *counts_in_words(folded)):
        folded = folded[: measure.start] + " " * (measure.end - measure.start) + folded[measure.end :]
    return folded


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> frozenset[str]:
    """Grades (一类), Latin words, and single Chinese characters that are no grammar: pairs would miss 湿滑 for 湿态."""
    folded = without_requirements(without_measures(text))
    grades = _GRADE.findall(normal(text))
    found = (match[0].lower() for match in _WORD.finditer(_GRADE.sub(" ", folded)))
    words = (word for word in found if word not in GRAMMAR)
    return frozenset((*grades, *words))


@lru_cache(maxsize=REMEMBERED)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(first + second for run in _HAN_RUN.findall(text) for first, second in pairwise(run))


def _held_places(run: str, there: frozenset[str]) -> set[int]:
    starts = [place for place in range(len(run) - 1) if run[place : place + 2] in there]
    return {place for start in starts for place in (start, start + 1)}


def _content_places(run: str) -> set[int]:
    grammar = {place for match in _FUNCTION_WORD.finditer(run) for place in range(*match.span())}
    return {
        place for place, character in enumerate(run) if place not in grammar and character not in FUNCTION_CHARACTERS
    }
