"""What kind of thing a question asks for, read from its interrogatives: a closed class of the language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.assistant.values.quantities import normal
from app.assistant.values.units import UNIT_PATTERN, UNITS, Kind

_ANY_SIZE = frozenset({Kind.LENGTH, Kind.AREA, Kind.VOLUME})
_HOW: dict[str, frozenset[Kind]] = {
    "多重": frozenset({Kind.MASS, Kind.FORCE}),
    "多快": frozenset({Kind.SPEED, Kind.ROTATION, Kind.TIME}),
    "多久": frozenset({Kind.TIME}),
    "多高": frozenset({Kind.LENGTH, Kind.TEMPERATURE}),
    "多深": frozenset({Kind.LENGTH}),
    "多宽": frozenset({Kind.LENGTH}),
    "多厚": frozenset({Kind.LENGTH}),
    "多粗": frozenset({Kind.LENGTH, Kind.AREA}),
    "多远": frozenset({Kind.LENGTH}),
    "多长": frozenset({Kind.LENGTH, Kind.TIME, Kind.DATA, Kind.PLACE, Kind.THING}),
}
_NO_MUCH = "(?<![很众好])(?<!(?<!允)许)"
_NO_HOW = "(?!层|期|身份|鉴别|认证|防护|保护|保障|基坑|孔|[次处]|因素|路径)"
"""多重身份鉴别 and 多高层建筑 ask for no value."""
_HOW_MUCH = tuple((re.compile(f"{_NO_MUCH}{word}{_NO_HOW}"), kinds) for word, kinds in _HOW.items())
_NOUNS: dict[str, frozenset[Kind]] = {
    "质量|重量|载重": frozenset({Kind.MASS}),
    "车速|速度|时速": frozenset({Kind.SPEED}),
    "转速": frozenset({Kind.ROTATION}),
    "流量": frozenset({Kind.FLOW, Kind.VOLUME}),
    "间隔|周期|期限|时限|时长|持续时间|时间": frozenset({Kind.TIME, Kind.LENGTH}),
    "电压": frozenset({Kind.VOLTAGE}),
    "电流": frozenset({Kind.CURRENT}),
    "功率": frozenset({Kind.POWER}),
    "电阻": frozenset({Kind.RESISTANCE}),
    "声级|声压级|噪声|噪音|响度|音量": frozenset({Kind.SOUND}),
    "温度": frozenset({Kind.TEMPERATURE}),
    "频率": frozenset({Kind.FREQUENCY, Kind.TIME, Kind.OCCASION}),
    "压力|压强": frozenset({Kind.PRESSURE}),
    "照度|亮度|光强": frozenset({Kind.LIGHT}),
    "面积": frozenset({Kind.AREA}),
    "长度|宽度|高度|深度|厚度|直径|半径|间距|距离": _ANY_SIZE | {Kind.DATA, Kind.PLACE},
    "比例|百分比|含量|浓度|利率|税率": frozenset({Kind.SHARE, Kind.DENSITY}),
}
_EXPLICIT = re.compile(rf"(?:多少|(?<!哪)几|百分之几)(?:个)?\s*({UNIT_PATTERN})")
_SHARE = re.compile(r"百分之(?:几|多少)")
_NOUN_ASKED = re.compile(
    "({})[^，。？?]{{0,6}}(?:是多少|为多少|多大|多少|范围|要求|限值|最低|最高)".format("|".join(_NOUNS))
)
_NAMED_TEXT = r"(?:哪|什么(?!样)|何种)[^，。？?的]{0,8}(?:标准|规范|规程|法规|法律(?![后责效关性地行保])|文件)"
_EXTREME_NAMED = re.compile(
    r"(?:最[高低大小多少长短]|额定|允许)[^，。？?的是]{{0,4}}?({0})[？?]?$|({0})的?[上下]限[？?]?$".format(
        "|".join(_NOUNS)
    )
)
"""电动自行车的最高车速, typed as into a search box, asks for the value without an interrogative."""
_STANDARD = re.compile(rf"{_NAMED_TEXT}|(?:标准|规范|规程)的?编?号")
_CODE = re.compile(
    r"(?:ID|编号|代码|编码|命令字|标识|代号|型号)[^，。？?]{0,4}(?:多少|哪个|哪一个|什么)|"
    r"(?:哪个|哪一个|什么)(?:错误|返回|状态|命令|功能|消息)?的?(?:码|ID|编号|代码|编码|命令字|代号)(?!头|流|率|段)",
    re.IGNORECASE,
)
_NAMING_A_STANDARD = re.compile(
    rf"(?:应当?|需要?|要)?(?:符合|满足|遵守|依据|依照|按照?|参照|根据)?{_NAMED_TEXT}"
    r"(?:的?(?:哪|第几)[^，。？?]{0,3}[条章节款])?"
)
_CODE_ASKED = re.compile(r"(?:是|为)?(?:多少|哪个|哪一个)")
_DEFINITION = re.compile(r"什么是|是什么意思|什么意思|什么叫|指的是|是指|的定义|如何定义|怎么定义|含义|何谓|叫做什么")
_METHOD = re.compile(r"试验|测量|测试|检测|检验|检查|怎么测|怎样测|如何测|怎么做|方法|步骤|test|measur", re.IGNORECASE)
_FOR_ALL = re.compile(
    r"分别|各自|各(?!自|种|类|级|位)|各[种类级]|哪些|哪几|几[种类]|都有|不同|每[种类级]|所有|全部|列出|列举|一览|"
    r"分[为成]|怎么分|如何划?分|怎样划?分|分类|\b(?:each|respectively|all|every|which ones|list)\b",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"多少|多大|(?<!哪)几[个位次种名项年月天日分]")
_CLAUSE_END = re.compile(r"[？?；;。!！\n，,]+")
INTERROGATIVE = re.compile(r"多少|几|哪|什么|多[高长久远快重大深宽厚]|怎|何|吗|谁|是否|能否|可否|有没有|呢")
"""What makes a clause of a Chinese question ask."""
_CIRCUMSTANCE = re.compile(r"(?:的时候|(?<![何几])时|[之以]前|[之以]后|的情况下?)$")
"""算多高的时候 tells when, and asks nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What would answer a question.

    ``quantities``: for each quantity asked, the kinds that its unit may be of. ``explicit`` are those whose unit the
    question itself names (几年, 多少分贝): a text without such a value does not answer it. ``method``: how something is
    tested or done.
    """

    question: str = ""
    quantities: tuple[frozenset[Kind], ...] = ()
    explicit: tuple[frozenset[Kind], ...] = ()
    number: bool = False
    standard: bool = False
    code: bool = False
    definition: bool = False
    method: bool = False

    @property
    def wants_value(self) -> bool:
        """Whether a value would answer it: a number, with or without a unit."""
        return bool(self.explicit or self.quantities or self.number)

    def may_be(self, kinds: frozenset[Kind]) -> bool:
        """Whether values of these kinds may be what is asked for: any may where it names no unit and no quantity."""
        wanted = (*self.explicit, *self.quantities)
        return any(one & kinds for one in wanted) if wanted else True


def asked(question: str) -> Asked:
    """Read the interrogatives of a question."""
    text = normal(question)
    explicit = tuple(frozenset({UNITS[match[1]].kind}) for match in _EXPLICIT.finditer(text))
    explicit += (frozenset({Kind.SHARE}),) if _SHARE.search(text) else ()
    how_asked = text.replace("多长时间", "多久")
    explicit += tuple(kinds for word, kinds in _HOW_MUCH if word.search(how_asked))
    nouns = tuple(_kinds_of_noun(match[1]) for match in _NOUN_ASKED.finditer(text))
    if not INTERROGATIVE.search(text) and (named := _EXTREME_NAMED.search(text.strip())):
        nouns += (_kinds_of_noun(named[1] or named[2]),)
    return Asked(
        question=question,
        quantities=nouns,
        explicit=tuple(dict.fromkeys(explicit)),
        number=bool(_BARE_NUMBER.search(text)),
        standard=bool(_STANDARD.search(text)),
        code=bool(_CODE.search(text)),
        definition=bool(_DEFINITION.search(text)),
        method=bool(_METHOD.search(text)),
    )


def asks_for_all(question: str) -> bool:
    """Whether a question wants every case told, or how cases are told apart: 分别, 各级, 哪些, 分为几类."""
    return bool(_FOR_ALL.search(question))


def subject(question: str) -> str:
    """The question without the unit that it asks for: 保存几年 is about 保存."""
    rest = normal(question)
    for pattern in (_SHARE, _EXPLICIT, _NAMING_A_STANDARD, _CODE_ASKED):
        rest = pattern.sub(" ", rest)
    return rest


def _kinds_of_noun(noun: str) -> frozenset[Kind]:
    return next(kinds for pattern, kinds in _NOUNS.items() if noun in pattern.split("|"))


def parts(question: str) -> tuple[str, ...]:
    """The questions that one question asks: "A多高?多深?" asks two; what stands before each belongs to it."""
    found: list[str] = []
    waiting = ""
    for clause in _CLAUSE_END.split(question):
        waiting = f"{waiting}，{clause.strip()}" if waiting else clause.strip()
        if INTERROGATIVE.search(clause) and not _CIRCUMSTANCE.search(clause.strip()):
            found.append(waiting)
            waiting = ""
    return tuple(found) if len(found) > 1 else (question.strip(),)
