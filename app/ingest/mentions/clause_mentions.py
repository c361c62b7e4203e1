"""How a text names a clause: 5.3, 第5章, 附录A, 表3, 式(1), 第十条第二款, see 4.2, Section 5.1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.ingest.mentions.place_patterns import ARTICLE, CN, CODE_ARTICLE, END, ITEM, PLACE, clean_number
from app.ingest.mentions.runs import Mention, counted_out, run_from

_AMENDMENT = r"(?:\s?/\s?XG\d(?:[-—]\d{4})?)?"
"""修改单: GB 4943.1-2022/XG1-2024 is named and cited as the standard that it amends."""
_TITLE_BETWEEN = (
    rf"{_AMENDMENT}[\]］]?\s{{0,3}}(?:《[^》]{{1,40}}》)?\s{{0,2}}(?:\([^()]{{0,20}}\)|（[^（）]{{0,20}}）)?"
    r"\s{0,2}[,，]?\s{0,2}"
)
_WHOLE_CHAPTER = r"\d{1,2}(?=\s?(?:章|节|的?规定|的?要求|中?规定|给出|所|条))"
_SECTION = "(?:[Ss]ections?|[Cc]lauses?|[Ss]ubclauses?|[Cc]hapters?|§)"
_ENGLISH_NUMBER = r"(?:[A-Z](?:[.-]\s?\d{1,3}){0,5}|\d{1,2}(?:[.-]\d{1,3}){0,5})(?![\d.-]*\d)(?![A-Za-z])"
_AFTER_STANDARD = re.compile(
    rf"{_TITLE_BETWEEN}(?:标准|规范|文件)?(?:中|的|之)?\s{{0,3}}第?\s?(?P<place>{PLACE}|{_WHOLE_CHAPTER})(?:章|节|条)?{ITEM}"
)
_AFTER_STANDARD_IN_ENGLISH = re.compile(
    rf"{_TITLE_BETWEEN}(?:in\s)?(?P<word>{_SECTION}|Annex|Appendix|Tables?|Figures?)\s{{1,2}}(?P<count>{_ENGLISH_NUMBER})"
)
_FIRM_LEADS = "见|按照?|符合|满足|依据|根据|依照|参[见照考]|遵守|遵循|违反|适用|规定在|列于"
_LOOSE_LEADS = "执行|采用|除|通过|由|在|用|同|与|和|应用|如|从|且|及|、|以及|或"
"""Words that also stand before quantities: a number behind them counts where the document has such a clause."""
_SELF = "(?:本(?:标准|文件|部分|规范|规程|法|条例|规定|办法|细则)(?:的|中)?)?"
_BETWEEN = rf"{_SELF}(?:上述|下述|以下)?\s{{0,2}}"
_FIRM = re.compile(rf"(?:{_FIRM_LEADS}){_BETWEEN}(?P<place>{PLACE}){ITEM}{END}")
_LOOSE = re.compile(rf"(?:{_LOOSE_LEADS}){_BETWEEN}(?P<place>{PLACE}){ITEM}{END}")
_BARE_ARTICLE = re.compile(rf"(?P<place>{ARTICLE}|{CODE_ARTICLE}){ITEM}")
_USES = "规定|要求|给出|所示|所列|中的|的方法|规定的|试验|检验|条件|的测试|的内容|执行|进行|计算|确定"
_BEFORE_USE = re.compile(rf"(?P<place>{PLACE}){ITEM}{END}(?=\s?(?:的)?(?:{_USES}))")
_ITEM_AGAIN = ITEM.replace("?P<item>", "?:")
_LIST_BEFORE_USE = re.compile(
    rf"(?P<place>{PLACE}){ITEM}(?=(?:\s?(?:、|和|及|与|或|以及|或者|~|～|至)\s?第?(?:{PLACE}|[A-Z\d][\d.]*){_ITEM_AGAIN}){{1,12}}\s?的?(?:{_USES}|中))"
)
_NAMED = re.compile(
    r"(?P<place>附\s?录\s?[A-Z](?![A-Za-z])(?:\.\d{1,3}){0,5}"
    r"|(?<![代仪列电水钟外发地意年报图])表\s?(?:[A-Z]\s?\.\s?)?\d{1,3}(?:\.\d{1,3}){0,4}(?:-\d{1,2})?)(?P<item>)"
)
"""An annex or a table is told by its word alone, where the document has it."""
_BRACKETED = re.compile(rf"[（(]\s?(?:见|参见|see)\s{{0,2}}(?P<place>{PLACE}){ITEM}")
_JOINED = re.compile(rf"第\s?(?P<counts>{CN}{{1,6}}(?:\s?[、和及至到~～]\s?{CN}{{1,6}})+)\s?(?P<unit>[条章])")
_OLD_EDITION = re.compile(
    rf"(?:\d{{4}}年?版|原(?:标准|规范|版|条文)|旧版|上一版|前一版)[》]?(?:中|的|之)?(?:第)?\s?(?P<place>{PLACE}){ITEM}"
)
_OTHER_PART = re.compile(rf"第\s?{CN}{{1,3}}\s?部分(?:中|的)?\s?(?:第)?\s?(?P<place>{PLACE}|{_WHOLE_CHAPTER}){ITEM}")
_ENGLISH_WORDS = rf"(?:{_SECTION}|Tables?|Figures?|Annex|Appendix|Appendices|Annexes)"
_ENGLISH_LEAD = re.compile(
    rf"(?:\b(?:[Ss]ee(?: also)?|in accordance with|(?:specified|described|defined|given|required) (?:in|by))\s{{1,2}})?"
    rf"(?<![A-Za-z])(?P<word>{_ENGLISH_WORDS})\s{{1,2}}(?P<count>{_ENGLISH_NUMBER})"
)
_ENGLISH_DECIMAL = re.compile(
    r"\b(?:[Ss]ee(?: also)?|in accordance with|according to|(?:specified|described|defined|given|required) (?:in|by))"
    r"\s{1,2}(?P<place>(?:[A-Z]|\d{1,2})(?:[.]\d{1,3}){1,5})(?![\d.-]*\d)(?![A-Za-z])"
)
_AMERICAN_CODE = re.compile(
    rf"(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|\b[Oo]ld)\s?,?\s?{_ENGLISH_WORDS}\s{{0,2}}{_ENGLISH_NUMBER}"
)
"""31 U.S.C., Chapter 91; 15 C.F.R. § 27; (old Appendix J)."""
_BEFORE_STANDARD = re.compile(
    rf"(?P<word>{_SECTION}|Annex|Appendix|Tables?|Figures?)\s(?P<count>{_ENGLISH_NUMBER})\s(?:of|in|to)\s(?:the\s)?(?:\[)?$"
)
_KEPT_WORDS = {"Tables": "Table", "Figures": "Figure", "Appendices": "Appendix", "Annexes": "Annex"}


def clause_after(text: str, end: int) -> list[Mention]:
    """The clauses named right behind a standard: GB/T 1234—2020 中 5.3 和 5.4, [SP 800-63A] Section 5."""
    if match := _AFTER_STANDARD_IN_ENGLISH.match(text, end):
        return list(run_from(text, _english(match), in_counts=match["word"].endswith("s")))
    first = _AFTER_STANDARD.match(text, end)
    return [] if first is None else list(run_from(text, _mention(first)))


def clause_before(text: str, start: int) -> list[Mention]:
    """The clause named right before a standard: Section 5.1 of SP 800-63."""
    match = _BEFORE_STANDARD.search(text[:start])
    return [Mention(match.start(), start, _english(match).number)] if match else []


def foreign_places(text: str) -> list[tuple[int, int]]:
    """Where clauses are named that are not this document's: 见1999年版的5.2, 原标准第5章, 第1部分4.2."""
    places = [match.span() for match in _AMERICAN_CODE.finditer(text)]
    for pattern in (_OLD_EDITION, _OTHER_PART):
        for match in pattern.finditer(text):
            *_, last = run_from(text, _mention(match))
            places.append((match.start(), last.end))
    return places


def own_clauses(text: str) -> list[Mention]:
    """The clauses of the same document that the text names, in order; of two readings of one place the longer."""
    found = sorted(_own(text), key=lambda mention: (mention.start, -mention.end, not mention.is_sure))
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if last is None or mention.start >= last.end or (mention.start, mention.end) == (last.start, last.end):
            kept.append(mention)
    return kept


def _own(text: str) -> Iterator[Mention]:
    for pattern, is_sure in (
        (_FIRM, True),
        (_BARE_ARTICLE, True),
        (_BEFORE_USE, True),
        (_BRACKETED, True),
        (_LOOSE, False),
        (_LIST_BEFORE_USE, False),
        (_NAMED, False),
    ):
        for match in pattern.finditer(text):
            yield from run_from(text, _mention(match, is_sure=is_sure))
    for match in _JOINED.finditer(text):
        yield from _joined(match)
    for match in _ENGLISH_LEAD.finditer(text):
        yield from run_from(text, _english(match), in_counts=match["word"].endswith("s"))
    for match in _ENGLISH_DECIMAL.finditer(text):
        yield from run_from(text, _mention(match))


def _mention(match: re.Match[str], *, is_sure: bool = True) -> Mention:
    groups = match.groupdict()
    return Mention(match.start("place"), match.end(), clean_number(groups["place"], groups.get("item")), is_sure)


def _english(match: re.Match[str]) -> Mention:
    """Tables, figures and annexes keep their word; sections go by their number alone."""
    word = _KEPT_WORDS.get(match["word"], match["word"])
    keeps_word = word in ("Table", "Figure", "Annex", "Appendix")
    count = re.sub(r"\s", "", match["count"])
    return Mention(match.start(), match.end(), f"{word}{count}" if keeps_word else count)


def _joined(match: re.Match[str]) -> Iterator[Mention]:
    """第七、八、九条 and 第5~8章, each number for itself."""
    for number, is_between in counted_out(match["counts"], "第", match["unit"]):
        yield Mention(match.start(), match.end(), clean_number(number), is_between=is_between)
