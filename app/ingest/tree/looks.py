"""How much a line looks like the start of a numbered clause, and whether text is a heading."""

from __future__ import annotations

import re

from app.ingest.lines import Line
from app.ingest.tree.numbering import NumberMark, Scheme

IMPOSSIBLE = -9.0

_UNIT = re.compile(
    r"(?:mm|cm|dm|km|m|μm|nm|kg|mg|g|t|kN|N|MPa|kPa|Pa|kV|mV|V|kW|MW|W|mA|A(?! [A-Z][a-z])|"
    r"kHz|MHz|GHz|Hz|dB|℃|°C|°|%|‰|％|s|min|h|d|Ω|kΩ|lx|cd|L|mL|J|rpm|MB|GB|KB|bit|byte)(?:[²³]|[/·]\S*)?(?![A-Za-z类级型带形波层相区组轴])"
)
_NEVER = re.compile(
    r"(?:的|、|，|,|；|;|。|：|[)）\]】〕~～×+=<>≤≥±/%％‰°\-—–*]|"
    r"(?:and|or|of|to|in|through|above|below|for|with|is|are|times|percent)\b)"
)
_DOUBTFUL = re.compile(
    r"(?:中|和|或|及|与|至|条|款|项|章|节|规定|所述|所示|要求的|以上|以下|以内|左右|倍|个|次|年|月|日|时|分钟|秒)"
)
"""Goes on from a number inside a sentence ("5.2中", "3个"), but may also begin a heading (中间件, 日志)."""
_LEADS_ON = re.compile(
    r"(?:按照?|见|符合|根据|依据|执行|满足|参见|参照|规定|在|与|和|或|及|至|到|第|条|表|图|式|附录|GB|GB/T|ISO|IEC|RFC|、|，|,|[(（]|\bsee|\bin|\bof|\band|\bor|\bto|[Ss]ections?|[Cc]lauses?|[Tt]ables?|[Ff]igures?|\bthe|SP)$"
)
_MODAL = re.compile(
    r"(?<![供响适反对相效感因顺])应(?![用急力答变税收付届聘邀激])|不得|必须|不宜|(?<![适便])宜(?!居)|"
    r"\b(?:shall|should|must|SHALL|SHOULD|MUST)\b"
)
_COUNTED = re.compile(r"\d{1,2}\s*、")
"""1、 is how lists count; few chapters are numbered so."""
_WRAPS = re.compile(r"\b(?:and|or|the|an?|of|to|in|for|with|by|that|which|from)$")
_ENDS_SENTENCE = re.compile(r"[。；;！？!?：:]$|[a-z0-9)]\.$|[,，、]$")
_HOLDS_SENTENCE = re.compile(r"[。；]|[a-z]{2}[.;] [A-Z]")
_FOOTNOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹* "
SMALL_PRINT = 0.88
LONGEST_HEADING = 45
LONGEST_CHAPTER = 40


def clause_looks(
    mark: NumberMark, line: Line, before: Line | None, *, paragraph: str, body_size: float | None
) -> float:
    """From IMPOSSIBLE to about 4; above zero it may be a clause's start.

    ``paragraph`` is what follows the number up to the end of its paragraph; ``body_size`` the usual font size.
    """
    rest = mark.rest
    begins = _begins(line, before)
    is_quantity = mark.scheme is Scheme.DECIMAL and bool(_UNIT.match(rest))
    if line.number is None and rest and (is_quantity or _NEVER.match(rest)):
        return IMPOSSIBLE
    looks = 0.6 if begins else -0.6
    if line.number is None and _DOUBTFUL.match(rest):
        if not mark.is_spaced or not begins:
            return IMPOSSIBLE
        looks -= 0.8
    looks += 1.0 if line.is_bold else 0.0
    if line.size is not None and body_size is not None and line.size < SMALL_PRINT * body_size:
        looks -= 2.0  # a footnote, or a row of a table without ruled lines
    looks += 2.0 if line.heading_level else 0.0
    looks += 2.5 if line.number is not None else 0.0
    if not begins and before is not None and _LEADS_ON.search(before.text):
        return IMPOSSIBLE
    if mark.scheme is Scheme.ANNEX and len(mark.path) == 1:
        return looks + _annex_looks(mark, paragraph, begins=begins)
    if len(mark.path) == 1:
        return looks + _chapter_looks(mark, line, paragraph)
    return looks + (0.4 if not rest or is_heading(rest) or not mark.rest[0].isdigit() else -1.5)


def _begins(line: Line, before: Line | None) -> bool:
    """A new paragraph; also the first line of a page after a page that ended its sentence, which no layout shows."""
    if line.begins_paragraph:
        return True
    if before is None or before.box is None or line.box is None or before.box.page == line.box.page:
        return False
    return bool(_ENDS_SENTENCE.search(before.text))


def _chapter_looks(mark: NumberMark, line: Line, paragraph: str) -> float:
    """A single number says little: a chapter has a heading, and its heading is short."""
    rest = mark.rest
    if not rest:
        return -1.5 if line.heading_level is None and not line.is_bold else -0.5
    if not is_heading(paragraph) or len(paragraph) > _longest(rest, LONGEST_CHAPTER):
        return -3.0
    if rest[0].isdigit() or not (rest[0].isalpha() or rest[0] in '《“"('):
        return -3.0
    looks = 0.4 if mark.is_spaced else -0.8
    looks -= 0.8 if _COUNTED.match(line.text) else 0.0
    return looks - (1.5 if reads_on(paragraph) else 0.0)


def _annex_looks(mark: NumberMark, paragraph: str, *, begins: bool) -> float:
    if not mark.rest:
        return 0.8
    if re.match(
        r"[(（]\s*(?:规范性|资料性|标准的|提示的|补充件|参考件|normative|informative)",
        mark.rest,
        re.IGNORECASE,
    ):
        return 1.2
    if not is_heading(paragraph) or len(paragraph) > _longest(mark.rest, LONGEST_CHAPTER):
        return IMPOSSIBLE
    return 0.4 if begins else -2.0


def is_heading(text: str) -> bool:
    """Short, and no sentence: no ending punctuation, no requirement in it."""
    text = text.strip().rstrip(_FOOTNOTE_MARKS)
    if not text or len(text) > _longest(text, LONGEST_HEADING):
        return False
    if _ENDS_SENTENCE.search(text) or _HOLDS_SENTENCE.search(text):
        return False
    if len(text) > 14 and _MODAL.search(text):
        return False
    return not (len(text) > 24 and ("，" in text or "," in text) and not text.isascii())


def reads_on(text: str) -> bool:
    """The last word of an English line wants another: the heading or the sentence is not at its end."""
    return bool(_WRAPS.search(text))


def _longest(text: str, wide: int) -> int:
    """Latin letters take half the room."""
    latin = sum(char.isascii() for char in text)
    return wide * 3 if latin > 0.7 * len(text) else wide
