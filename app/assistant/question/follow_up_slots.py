"""The places of a question that a follow-up can fill anew: closed classes of circumstances, grades, values, quantities.

"那室外呢？" means another of the words that say where, "三级的呢" another grade, "30 m 的呢" another value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.assistant.question.conditions import FAMILIES, MEASURED
from app.assistant.values.grades import GRADE
from app.assistant.values.quantities import measures
from app.library.tokens import HAN
from app.retrieval.stopwords import FUNCTION_CHARACTERS, FUNCTION_WORDS

ATTRIBUTE = re.compile(
    r"(?:[净总最平均额定]{0,2}(?:宽|高|长|深|厚)度?|尺寸|大小|面积|体积|容积|容量|质量|重量|载重|间距|距离|半径|直径|坡度|角度|"
    r"速度|车速|时速|转速|风速|流速|流量|压力|电压|电流|功率|电阻|频率|温度|湿度|噪声|声级|照度|亮度|数量|个数|人数|层数|次数|"
    r"间隔|周期|期限|有效期|时间|时长|年限|寿命|比例|含量|浓度|费用|罚款|处罚|罚则|责任|条件|要求|方法|步骤|流程|材料|手续|标准|"
    r"编号|代码|型号|格式|名称|范围|原因|例外|width|height|length|depth|thickness|area|mass|weight|speed|voltage|current|"
    r"power|resistance|frequency|temperature|pressure|distance|interval|period|duration|load|penalty|procedure|"
    r"requirements?)"
)
_QUANTITY = re.compile(rf"[{HAN}]{{0,4}}{ATTRIBUTE.pattern}")
_JOINTS = frozenset("的了着在是和与或及用把被给将为对从按由向跟比到个")
"""Characters that join words and begin none."""
_AND = r"(?:、|和|与|或|及|以及)"
_ACTIONS = frozenset(
    "放抽用装设开做停建养烧排倒堆存取拆挖种喝吃闯骑驾坐带拉运卖买租借改修换接拔插测量检查打喷涂刷焊钻埋架搭"
)
_ACTION_AT_END = re.compile(
    r"(?:不许|不准|不得|不能|禁止|能不能|可不可以|可以|能否|可否|允许)([^，。？?]{2,12}?)[吗么？?。]*$"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The slice [start, end) of a question that a follow-up fills anew, with ``filling`` where that is only a part of
    what it says."""

    start: int
    end: int
    filling: str = ""


def slot_for(new: str, question: str, printed: str) -> Slot | None:
    """The place of a question that ``new`` takes, surest first: what is of its closed class, its grade or its unit; the
    quantity where it is one; what ``printed`` text lists beside it ("宿舍、旅馆"); what shares its word ("汽车库" for
    "修车库"); what is done where it is something done. None where nothing is of its kind."""
    finders = (_of_its_family, _of_its_grade, _of_its_unit, _of_quantity)
    found = next((slot for find in finders if (slot := find(new, question)) is not None), None)
    if found is not None or is_quantity(new) or measures(new):
        return found
    return _listed_beside(new, question, printed) or _sharing_its_word(new, question) or _of_what_is_done(new, question)


def _of_its_family(new: str, question: str) -> Slot | None:
    for family in FAMILIES:
        if family.search(new) and (found := family.search(question)) is not None:
            return Slot(*found.span())
    return None


def _of_its_grade(new: str, question: str) -> Slot | None:
    found = GRADE.search(question) if GRADE.fullmatch(new) else None
    return Slot(*found.span()) if found is not None else None


def _of_its_unit(new: str, question: str) -> Slot | None:
    """A value of the same unit, whatever else the follow-up says of it: "连50米都看不到" puts 50米 for 200米."""
    given = list(MEASURED.finditer(new))
    if len(given) != 1:
        return None
    units = {measure.unit for measure in measures(given[0][0])}
    for held in MEASURED.finditer(question):
        if units & {measure.unit for measure in measures(held[0])}:
            return Slot(*held.span(), given[0][0])
    return None


def _of_quantity(new: str, question: str) -> Slot | None:
    found = ATTRIBUTE.search(question) if is_quantity(new) else None
    return Slot(*found.span()) if found is not None else None


def is_quantity(new: str) -> bool:
    """Whether it names what can be asked of a thing: 宽度, 检测方法, speed."""
    return _QUANTITY.fullmatch(new) is not None


def _listed_beside(new: str, question: str, printed: str) -> Slot | None:
    """The longest word of the question that the evidence lists together with ``new``."""
    listed = rf"([{HAN}]{{2,8}}){_AND}{re.escape(new)}|{re.escape(new)}{_AND}([{HAN}]{{2,8}})"
    beside = {word for match in re.finditer(listed, printed) for word in match.groups() if word}
    words = {part for word in beside for part in _parts_of(word) if part in question}
    longest = min(words, key=lambda word: (-len(word), question.index(word)), default="")
    return Slot(question.index(longest), question.index(longest) + len(longest)) if longest else None


def _parts_of(word: str) -> Iterator[str]:
    """Every stretch of at least two characters: print does not say where a word begins."""
    return (word[start:end] for start in range(len(word)) for end in range(start + 2, len(word) + 1))


def _sharing_its_word(new: str, question: str) -> Slot | None:
    """Where the question has the end of ``new``, with as much before it as ``new`` has; else the stretch between the
    characters that they share."""
    for length in range(len(new) - 1, 0, -1):
        shared = new[-length:]
        at = question.find(shared)
        if at >= 0 and _tells(shared):
            return Slot(_back(question, at, len(new) - length), at + length)
    places = [place for place, char in enumerate(question) if char in new and _tells(char)]
    return Slot(_back(question, places[0], 1), places[-1] + 1) if places else None


def _back(question: str, at: int, most: int) -> int:
    """Up to ``most`` characters to the left, not over grammar or punctuation."""
    start = at
    while (
        start > max(0, at - most)
        and re.match(rf"[{HAN}A-Za-z]", question[start - 1])
        and question[start - 1] not in _JOINTS
    ):
        start -= 1
    return start


def _tells(text: str) -> bool:
    return any(re.match(rf"[{HAN}]", char) and char not in FUNCTION_CHARACTERS for char in text)


def _of_what_is_done(new: str, question: str) -> Slot | None:
    """ "放风筝" in place of "抽地下水" behind 不许: the question ends with what is done, and ``new`` is an action."""
    found = _ACTION_AT_END.search(question) if new[:1] in _ACTIONS else None
    return Slot(*found.span(1)) if found is not None else None


def content(text: str) -> str:
    """A text without function words, punctuation and spaces: what it says by itself."""
    rest = re.sub("|".join(sorted(map(re.escape, FUNCTION_WORDS), key=len, reverse=True)), "", text)
    return "".join(char for char in rest if char.isalnum() and char not in FUNCTION_CHARACTERS)
