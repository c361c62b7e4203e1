"""Circumstances that a question gives: closed classes of words that say where, in which state, when and for whom.

Words of one family can take each other's place: 室外 for 室内, 湿态 for 干态.
"""

from __future__ import annotations

import re

from app.assistant.values.grades import GRADE
from app.assistant.values.quantities import NUMBER
from app.assistant.values.units import UNIT_PATTERN

FAMILIES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"室[内外]|户[内外]|屋[内外]|车[内外]|场[内外]|露天|地[上下](?!室)|半地下|\b(?:indoors?|outdoors?|inside|outside)\b",
        r"[干湿]态|干(?:燥|路面?)|潮湿|湿(?:滑|路面?)?|\b(?:dry|wet)\b",
        r"空载|满载|轻载|半载|超载|\b(?:unloaded|loaded)\b",
        r"[单多双高低]层|超高层|single-stor(?:e?y)|multi-stor(?:e?y)|high-rise|low-rise",
        r"白天|昼间|夜[间晚]|晚上|\b(?:daytime|night(?:-?time)?)\b",
        r"冬[季天]|夏[季天]|春[季天]|秋[季天]|\b(?:winter|summer)\b",
        r"新建|改建|扩建|既有",
        r"成[年]?人|儿童|未成年人?|孕妇|老[年]?人|\b(?:adults?|children|minors?)\b",
        r"首次|初次|再次|第[一二三四五]次|\b(?:first|second) time\b",
        r"[前后左右]轮|[前后]闸|[前后]门|[前后]刹",
        r"平台|终端|上级|下级|客户端|服务[端器]|\b(?:client|server)\b",
        r"在线|离线|联网|脱机|\b(?:online|offline)\b",
        r"低风险|中风险|高风险|\b(?:low|moderate|high)(?=[ -](?:impact|risk|water|level))",
    )
)
MEASURED = re.compile(rf"{NUMBER}\s*{UNIT_PATTERN}")
"""A value as it is written, with its unit."""
_CLAUSE_OF_CONDITION = re.compile(
    r"[^，,。？?；;\s]{2,20}?(?:的时候|的情况下|情况下|条件下|状态下|(?<!小)时(?![间长限效速]))"
)


def conditions_in(question: str) -> tuple[str, ...]:
    """The circumstances that a question gives itself, as it writes them, in its order: words of a family, grades,
    values, and clauses such as "未安装自动灭火系统时". Each stretch once, the longest that holds it."""
    patterns = (*FAMILIES, GRADE, MEASURED, _CLAUSE_OF_CONDITION)
    spans = sorted({match.span() for pattern in patterns for match in pattern.finditer(question)})
    outer = [span for span in spans if not any(_is_inside(span, other) for other in spans)]
    return tuple(dict.fromkeys(question[start:end] for start, end in outer))


def _is_inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
