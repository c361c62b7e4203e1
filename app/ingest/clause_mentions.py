"""How a text names a clause: 5.3, 第5章, 附录A, 表3, 第十条第二款, see 4.2, Section 5.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CN = "[零〇一二三四五六七八九十百千0-9]"
_STEP = r"\s?[.．]\s?(?:0|[1-9]\d{0,2})(?!\d)"
"""One more level of a clause number. 2.0.1 is one (building codes); 0.5, 1.00 and 03.40 are quantities."""

_DECIMAL = rf"(?<![\d.])[1-9]\d?(?!\d)(?:{_STEP}){{1,5}}"
_ANNEX_CLAUSE = rf"[A-Z](?:{_STEP}){{1,5}}"
_ANNEX = r"(?:附\s?录|附\s?件|Annex|Appendix)\s{0,2}[A-Z](?![A-Za-z])(?:(?:\s?[.．]\s?\d{1,3}){1,5})?"
_FIGURE = r"[表图]\s?(?:[A-Z]\s?[.．]\s?)?\d{1,3}(?:\s?[.．]\s?\d{1,3}){0,4}(?:-\d{1,2})?"
_ARTICLE = (
    rf"第\s?{_CN}{{1,8}}\s?条(?:之{_CN}{{1,2}})?(?:第\s?{_CN}{{1,3}}\s?款)?(?:第\s?[(（]?{_CN}{{1,3}}[)）]?\s?项)?"
)
_CODE_ARTICLE = rf"第\s?{_DECIMAL}\s?[条款节](?:第\s?\d{{1,2}}\s?款)?"
"""Building codes write 第 5.5.17 条第 2 款 where standards write 5.5.17."""

_CHAPTER = r"第\s?\d{1,2}\s?章"
_ITEM = r"(?:\s?的?\s?(?P<item>[a-z]\s?[)）]|\d{1,2}[)）]|第\d+项))?"
_UNIT = "%|％|℃|°|mm|cm|km|kg|m\\b|dB|kPa|MPa|V\\b|A\\b|W\\b|Ω|h\\b|min|倍|个|次|年|月|日|万|元|米|版|台|名|人"
_END = rf"(?![\d.．]*\d)(?!\s?(?:{_UNIT}))"
"""A number with a unit behind it is a quantity."""

_PLACE = rf"(?:{_ARTICLE}|{_CODE_ARTICLE}|{_CHAPTER}|{_ANNEX}|{_FIGURE}|{_ANNEX_CLAUSE}|{_DECIMAL})"
_TITLE_BETWEEN = r"\s{0,3}(?:《[^》]{1,40}》)?\s{0,2}(?:\([^()]{0,20}\)|（[^（）]{0,20}）)?\s{0,2}[,，]?\s{0,2}"
_WHOLE_CHAPTER = r"\d{1,2}(?=\s?(?:章|节|的?规定|的?要求|中?规定|给出|所|条))"
_SECTION = "(?:[Ss]ections?|[Cc]lauses?|[Ss]ubclauses?)"
_AFTER_STANDARD = re.compile(
    rf"{_TITLE_BETWEEN}(?:标准|规范)?(?:中|的|之)?\s{{0,3}}(?:第|{_SECTION}\s)?\s?"
    rf"(?P<place>{_PLACE}|{_WHOLE_CHAPTER})(?:章|节|条)?{_ITEM}"
)
_MORE = re.compile(rf"\s?(?:、|和|及|与|或|,|，|~|～|至)\s?(?:第)?(?P<place>{_PLACE}){_ITEM}{_END}")
_LEADS = (
    "见|按照?|符合|满足|依据|根据|依照|参[见照考]|遵守|遵循|执行|采用|除|违反|适用|规定在|通过|由|在|用|同|与|和|应用|列于|如|从|且|及|"
    "、|以及|或"
)
_SELF = "(?:本(?:标准|文件|部分|规范|规程|法|条例|规定|办法|细则)(?:的|中)?)?"
_CHINESE_LEAD = re.compile(rf"(?:{_LEADS}){_SELF}(?:上述|下述|以下)?\s{{0,2}}(?P<place>{_PLACE}){_ITEM}{_END}")
_BARE_ARTICLE = re.compile(rf"(?P<place>{_ARTICLE}|{_CODE_ARTICLE})")
_USES = "规定|要求|给出|所示|所列|中的|的方法|规定的|试验|检验|条件|的测试|的内容|执行|进行"
_BEFORE_USE = re.compile(rf"(?P<place>{_PLACE}){_ITEM}{_END}(?=\s?(?:的)?(?:{_USES}))")
_OLD_EDITION = re.compile(
    rf"(?:\d{{4}}年?版|原(?:标准|规范|版|条文)|旧版|上一版|前一版)[》]?(?:中|的|之)?(?:第)?\s?{_PLACE}{_ITEM}"
)
_BRACKETED = re.compile(rf"[（(]\s?(?:见|参见|see)\s{{0,2}}(?P<place>{_PLACE}){_ITEM}")
_ENGLISH_WORDS = r"(?:[Ss]ections?|[Cc]lauses?|[Ss]ubclauses?|Tables?|Figures?|Annex|Appendix)"
_ENGLISH_LEAD = re.compile(
    rf"\b(?:[Ss]ee(?: also)?|{_ENGLISH_WORDS}|in accordance with|(?:specified|described|defined|given) in)\s{{1,2}}"
    rf"(?P<place>(?:{_ENGLISH_WORDS}\s{{1,2}})?(?:[A-Z](?:[.-]\d{{1,3}}){{0,5}}|\d{{1,2}}(?:[.-]\d{{1,3}}){{0,5}}))"
    r"(?![\d.-]*\d)(?![A-Za-z])"
)
_BEFORE_STANDARD = re.compile(
    r"(?:[Ss]ection|[Cc]lause|[Ss]ubclause)\s(?P<place>\d{1,2}(?:\.\d{1,3}){0,5})\s(?:of|in)\s(?:the\s)?(?:\[)?$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause number at [start, end), without spaces: "5.2.1", "附录A", "表3", "第十条第二款"."""

    start: int
    end: int
    number: str


def clause_after(text: str, end: int) -> list[Mention]:
    """The clauses named right behind a standard: GB/T 1234—2020 中 5.3 和 5.4."""
    first = _AFTER_STANDARD.match(text, end)
    if first is None:
        return []
    found = [_mention(first)]
    while more := _MORE.match(text, found[-1].end):
        found.append(_mention(more))
    return found


def old_edition_places(text: str) -> list[tuple[int, int]]:
    """Where a foreword names clauses of the edition before: 见1999年版的5.2, 原标准第5章."""
    places: list[tuple[int, int]] = []
    for match in _OLD_EDITION.finditer(text):
        end = match.end()
        while more := _MORE.match(text, end):
            end = more.end()
        places.append((match.start(), end))
    return places


def clause_before(text: str, start: int) -> list[Mention]:
    """The clause named right before a standard: Section 5.1 of SP 800-63."""
    match = _BEFORE_STANDARD.search(text[:start])
    return [Mention(match.start("place"), start, _number(match["place"]))] if match else []


def own_clauses(text: str) -> list[Mention]:
    """The clauses of the same document that the text names, in order, none twice at one place."""
    found = sorted(_own(text), key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _own(text: str) -> Iterator[Mention]:
    for pattern in (_CHINESE_LEAD, _BARE_ARTICLE, _BEFORE_USE, _BRACKETED):
        for match in pattern.finditer(text):
            mention = _mention(match)
            yield mention
            while more := _MORE.match(text, mention.end):
                mention = _mention(more)
                yield mention
    for match in _ENGLISH_LEAD.finditer(text):
        yield Mention(match.start(), match.end(), _english_number(match))


def _mention(match: re.Match[str]) -> Mention:
    groups = match.groupdict()
    return Mention(
        match.start("place"), match.end(), _number(match["place"]) + re.sub(r"\s|（", "", groups.get("item") or "")
    )


def _number(printed: str) -> str:
    squeezed = re.sub(r"\s", "", printed).replace("．", ".")
    bare = re.fullmatch(r"第(\d+(?=章)|\d+(?:\.\d+)+)[章条款节](第\d+款)?", squeezed)
    return bare[1] + (bare[2] or "") if bare else squeezed


def _english_number(match: re.Match[str]) -> str:
    """Tables, figures and annexes keep their word; sections go by their number alone."""
    lead, _, number = match[0].rpartition(" ")
    kind = re.search(r"(Table|Figure|Annex|Appendix)s?\s*$", lead)
    return f"{kind[1]}{number}" if kind else number
