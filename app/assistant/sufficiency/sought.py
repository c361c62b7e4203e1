"""The values that a question seeks: what its unit, its quantity or its form makes plain, finer than ``Asked``.

A question that no text answers mostly asks for a value that no text gives: 保存几年 where the texts speak of 保存 and
of no years. given.py tells whether a statement gives one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.assistant.question.asked import Asked
from app.assistant.values.english_values import units_asked
from app.assistant.values.quantities import normal
from app.assistant.values.units import UNIT_PATTERN, UNITS, Kind
from app.retrieval.stopwords import FUNCTION_CHARACTERS

_PER_TIME = re.compile(rf"每(?:1?个?)?(?:秒|分钟?|小时|天|日)[^，。？?]{{0,8}}?(?:多少|几)个?({UNIT_PATTERN})")
_RATES = {Kind.LENGTH: frozenset({Kind.SPEED}), Kind.VOLUME: frozenset({Kind.FLOW, Kind.VOLUME})}
_DEGREES = re.compile(r"(?:多少|几)度(?!电)")
_MONEY = re.compile(
    r"多少钱|几块钱|(?:罚|赔|补)(?:款|偿)?多少(?!次|天|人|倍)|"
    r"多少的?(?:[押租定罚奖佣税]金|违约金|滞纳金|工资|补贴|津贴|罚款|保证金|赔偿|补偿|工本费|费用)|"
    r"(?:金额|保额|价格|单价|租金|押金|罚款|费用?)(?:最[高低多少])?(?:是|为|要)?(?:多少|多高)(?!次|天)"
)
_MONEY_KINDS = frozenset({Kind.MONEY, Kind.SHARE, Kind.MULTIPLE})
"""Laws tell what is to be paid as a sum, as a share or as a multiple."""
_ASKED_UNIT = re.compile(rf"(?:多少|(?<!哪)几)个?({UNIT_PATTERN})([\u4e00-\u9fff]{{0,6}})")
_HAN = "[\u4e00-\u9fff]"
_MUST = "应该|应当|应|必须|须|需要|要求|要|最[高低大小多少长短]|至[少多]"
_IS = "是|为|达到|(?:不|不得|不能|不应|不可)(?:低于|高于|超过|大于|小于|少于|多于)"
_NOUN_ASKED = re.compile(
    rf"(?:^|[的，。、]|每个?)((?:(?!的|{_MUST}|{_IS}){_HAN}){{2,8}})(?:{_MUST})*(?:{_IS})(?:{_MUST})*(?:多少|几)"
)
_VERB_ASKED = re.compile(
    rf"(?:多久|(?:多少|几)个?[年月天日周])(?:(?:{_MUST})+(?P<due>{_HAN}{{2,4}}?)(?:一次|1次|[？?]|$)"
    rf"|(?P<often>{_HAN}{{2,4}}?)(?:一次|1次))"
)
_NOUN_BEHIND = re.compile(
    rf"多少(?!{UNIT_PATTERN})((?:(?!{_MUST}|[才就能可以的得])[\u4e00-\u9fff]){{2,4}})(?:[？?，。]|$)"
)
"""多少坡度 names the value behind the interrogative."""
_WHICH_BODY = re.compile(r"(?:哪[些个几类种]?|什么)(?:样的)?(?:岗位|人员|部门|机构|单位)")
_BY_WHOM = re.compile(r"由(?:谁|什么人|哪些人)|谁(?:来|负责|有权|保管|批准)")
_GENERIC_NOUNS = frozenset(
    {"限值", "数值", "取值", "尺寸", "大小", "范围", "比例", "数量", "指标", "标准", "缺省值", "默认值", "要求"}
)
"""What a text need not say to give one."""
_HOW_OFTEN = re.compile(r"(?:多久|多少|几)[^，。？?]{0,8}(?:一次|1次)")
_NO_VERB = "做要去来内以之才就的"
_TIME_SCALES = (
    frozenset({"s", "ms", "μs", "min", "h"}),
    frozenset({"h", "d", "工作日", "周", "月"}),
    frozenset({"月", "年", "周岁"}),
)
"""Who asks for years is not answered by days. Units that may stand for each other, by their symbols."""


class Form(StrEnum):
    VALUE = "value"
    NUMBER = "number"
    STANDARD = "standard"
    CODE = "code"
    BODY = "body"
    WHO = "who"


@dataclass(frozen=True, slots=True)
class Sought:
    """One value that a question seeks. ``kinds`` are what its unit may measure, ``units`` the symbols that may stand
    there (empty for any). ``named`` is what the question calls the value, what it counts or what is done so often:
    质保期 of 质保期是几年, 灭火器 of 几个灭火器, 复审 of 多久复审一次."""

    form: Form
    kinds: frozenset[Kind] = frozenset()
    units: frozenset[str] = frozenset()
    named: str = ""


def sought_values(asked: Asked) -> tuple[Sought, ...]:
    """In the order of asking; none where any text may answer."""
    text = normal(asked.question)
    named = _named(text)
    is_how_often = bool(_HOW_OFTEN.search(text))  # 几年一次 may be answered by 每季度
    found = [
        Sought(Form.VALUE, kinds, frozenset() if is_how_often else _scale(units), named or _counted(text, kinds))
        for kinds, units in _units_sought(text, asked)
    ]
    if not found and named and asked.number and not asked.code:
        found.append(Sought(Form.NUMBER, named=named))
    if asked.standard:
        found.append(Sought(Form.STANDARD))
    elif asked.code:
        found.append(Sought(Form.CODE))
    if _WHICH_BODY.search(text):
        found.append(Sought(Form.BODY))
    elif _BY_WHOM.search(text):
        found.append(Sought(Form.WHO))
    return tuple(dict.fromkeys(found))


def _named(text: str) -> str:
    """The noun before 是多少 and 不得超过多少 or behind 多少, or the verb behind 多久; empty where the question has
    none of these forms."""
    noun = _NOUN_ASKED.search(text) or _NOUN_BEHIND.search(text)
    if noun is not None:
        return "" if noun[1] in _GENERIC_NOUNS else noun[1]
    verb = _VERB_ASKED.search(text)
    done = (verb["due"] or verb["often"]) if verb is not None else ""
    return "" if done[:1] in _NO_VERB else done


def _units_sought(text: str, asked: Asked) -> list[tuple[frozenset[Kind], frozenset[str]]]:
    """The kinds of each value, with the units that the question names for it."""
    rates = [_RATES[kind] for match in _PER_TIME.finditer(text) if (kind := UNITS[match[1]].kind) in _RATES]
    if rates:
        return [(kinds, frozenset()) for kinds in rates]
    named = [UNITS[match[1]] for match in _ASKED_UNIT.finditer(text)]
    found = [
        (_with_temperature(kinds, text), frozenset(unit.symbol for unit in named if unit.kind in kinds))
        for kinds in asked.explicit
    ]
    if not found and _MONEY.search(text):
        found.append((_MONEY_KINDS, frozenset()))
    found += [(frozenset({kind}), frozenset({unit} - {""})) for kind, unit in units_asked(text)]
    return found or [(kinds, frozenset()) for kinds in asked.quantities]


def _with_temperature(kinds: frozenset[Kind], text: str) -> frozenset[Kind]:
    return kinds | {Kind.TEMPERATURE} if Kind.ANGLE in kinds and _DEGREES.search(text) else kinds


def _scale(units: frozenset[str]) -> frozenset[str]:
    """The units that may stand for those named; empty, which is any, for all but times."""
    return frozenset().union(*(scale for scale in _TIME_SCALES if units & scale))


def _counted(text: str, kinds: frozenset[Kind]) -> str:
    """What stands behind a counting word, up to its first function word; nothing where that leaves no word."""
    for match in _ASKED_UNIT.finditer(text):
        if UNITS[match[1]].kind is Kind.THING and Kind.THING in kinds:
            behind = match[2]
            end = next((place for place, char in enumerate(behind) if char in FUNCTION_CHARACTERS), len(behind))
            return behind[:end] if end > 1 else ""
    return ""
