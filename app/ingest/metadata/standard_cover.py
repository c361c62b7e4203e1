"""The cover of a Chinese standard (GB/T 1.1-2020 annex D.1, GB/T 1.2): what each of its lines says."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain import standard_id
from app.domain.standard_id import FoundId, StandardId
from app.ingest.dates import find_dates
from app.ingest.joining import has_chinese
from app.ingest.lines import Line
from app.ingest.metadata.adoption import is_adoption
from app.ingest.metadata.front import largest
from app.ingest.metadata.replacement import IS_REPLACED, REPLACES, Replaced, replaced_on_cover

_ICS = re.compile(
    r"\bICS\s*[:：]?\s*(\d{2}(?:\.\d{2,3}){0,2}(?:\s*[;；,，、]\s*\d{2}(?:\.\d{2,3}){0,2})*)", re.IGNORECASE
)
_CCS = re.compile(r"^(?:CCS\s*[:：]?\s*|中国标准文献分类号\s*[:：]?\s*)?([A-Z])\s?(\d{2}(?:/\d{2})?)$")
_CCS_BESIDE_ICS = re.compile(r"\b(?:CCS|UDC.*?)\s*[:：]?\s*([A-Z])\s?(\d{2}(?:/\d{2})?)\b")
_SECTION = re.compile(r"^(?:[一二三四五六七八九十]+、|附\s*录|前\s*言|引\s*言|目\s*[次录]|起草说明|条文说明)")
"""Headings of parts, which are no titles."""

MOST_ORGANISATIONS = 3
"""More at the end of a front are those who drafted it."""

_TITLED = re.compile(r"[^。；：:，]*[\u4e00-\u9fff]{2}[^。；：:]*")
_PART = re.compile(r"Part\s+\d+\b", re.IGNORECASE)
"""An element of its own in an English title, after a dash (GB/T 1.1-2020 clause 6.1.4)."""

LONGEST_TITLED = 80
"""Characters of a line that holds a title and a number."""

CCS_LINES = 6
"""The class stands under the ICS number, at the top of the cover."""

_CLASS = re.compile(
    r"^(?:中华人民共和国)?.{0,12}(?:国家标准(?:化指导性技术文件)?|国家计量\S{2,6}|行业标准|地方标准|团体标准|企业标准|国家军用标准|行业推荐性标准|工程建设标准)$"
)
_DRAFT = re.compile(
    r"^[（(【\[]?(?:征求意见稿?|报批稿|送审稿|送审讨论稿|草案|讨论稿|工作组.*稿|标准草案|.{0,8}稿)(?:第?[一二三四五\d]+[稿版次])?[）)】\]]?$"
)
_FEEDBACK = re.compile(r"在提交反馈意见|提交反馈意见时")
"""GB/T 1.1-2020 annex D.1: the line about patents that only drafts carry."""

_OTHER = re.compile(
    r"备案号|在提交反馈意见|专利|^\W*$|^(?:发\s*布|实\s*施|施\s*行)$|密\s*级|(?:UDC|统一书号|定价|出版社)|^[xX×\d年月日\s-]+(?:发布|实施).*$"
)
_ORGANISATION = re.compile(
    r"(?:局|委员会|部|公司|厂|厅|院|会|署|办公室|中心|集团|协会|学会|联盟|研究所|人民政府|大学)$"
)
_ISSUED_BY = re.compile(r"^(?P<names>\S.*?)\s*(?:联\s*合\s*)?发\s*布$")
_ISSUER_LABEL = re.compile(r"^发布(?:单位|部门|机构)\s*[:：]\s*(?P<name>.+)$")
_ISSUE_WORDS = r"(?:发布|颁布|批准)"
_EFFECT_WORDS = r"(?:实施|施行|执行|生效)"


@dataclass(frozen=True, slots=True)
class TitledNumber:
    """A standard as a heading or a running header names it."""

    id: StandardId
    title: str


@dataclass(frozen=True, slots=True)
class StandardCover:
    """What a cover says; None and empty where it says nothing."""

    number: StandardId | None = None
    title: str = ""
    title_en: str | None = None
    ics: str | None = None
    ccs: str | None = None
    issued: str | None = None
    effective: str | None = None
    replaced: Replaced = field(default_factory=Replaced)
    issuer: str | None = None
    has_class_line: bool = False
    is_draft: bool = False


def read_standard_cover(lines: Sequence[Line]) -> StandardCover:
    """The facts of a cover, from its lines from top to bottom."""
    texts = [line.text.strip() for line in lines if not is_adoption(line.text)]
    number = _number(texts)
    ics = next((match[1] for text in texts if (match := _ICS.search(text))), None)
    title_lines = _title_lines(lines)
    titled = [named.title for text in texts if (named := titled_number(text)) is not None]
    has_sizes = any(line.size for line in title_lines)
    return StandardCover(
        number=number,
        title=titled[0] if titled and not has_sizes else " ".join(line.text.strip() for line in title_lines),
        title_en=_english_title(lines, title_lines),
        ics=re.sub(r"\s*[;；,，、]\s*", "; ", ics) if ics else None,
        ccs=_ccs(texts),
        issued=_date(texts, _ISSUE_WORDS),
        effective=_date(texts, _EFFECT_WORDS),
        replaced=replaced_on_cover(texts, number),
        issuer=_issuer(texts),
        has_class_line=any(_CLASS.match(_squeezed(text)) for text in texts),
        is_draft=any(_DRAFT.match(_squeezed(text)) or _FEEDBACK.search(_squeezed(text)) for text in texts),
    )


def titled_number(text: str) -> TitledNumber | None:
    """A line that holds a number and its title and nothing else: 《手推车》GB/T 1-2020, GB/T 1-2020 手推车."""
    if len(text) > LONGEST_TITLED or REPLACES.search(text) or find_dates(text):
        return None
    numbers = standard_id.find_all(text)
    if len(numbers) != 1:
        return None
    before, after = text[: numbers[0].start].strip(), text[numbers[0].end :].strip()
    title = (before or after).strip(" 《》〈〉()（）-—_|")
    is_title = bool(_TITLED.fullmatch(title)) and not (before and after.strip("()（）"))
    return TitledNumber(numbers[0].id, title) if is_title else None


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _number(texts: Sequence[str]) -> StandardId | None:
    """The first that stands by itself, else one with its title, else the first on a line that replaces nothing."""
    own = [REPLACES.split(text)[0].strip(" （(") for text in texts if not IS_REPLACED.search(text)]
    alone = next((found for text in own if (found := standard_id.parse(text))), None)
    titled = next((named.id for text in own if (named := titled_number(text)) is not None), None)
    return alone or titled or next((found.id for text in own if len(text) < 40 for found in _ids(text)), None)


def _ids(text: str) -> list[FoundId]:
    """None in a sentence: 本书按GB/T 1.1编写 names another document."""
    return [] if re.search(r"[按依根]|。|，.*，", text) else standard_id.find_all(text)


def _ccs(texts: Sequence[str]) -> str | None:
    beside = next((match for text in texts[:CCS_LINES] if (match := _CCS_BESIDE_ICS.search(text))), None)
    match = beside or next((match for text in texts[:CCS_LINES] if (match := _CCS.match(text))), None)
    return f"{match[1]}{match[2]}" if match else None


def _date(texts: Sequence[str], words: str) -> str | None:
    """The date before "发布" (2018-05-15 发布) or after its label (发布日期：2018年5月15日)."""
    joined = "\n".join(texts)
    for found in find_dates(joined):
        after = joined[found.end : found.end + 12]
        before = joined[max(0, found.start - 12) : found.start]
        if re.match(rf"\s*{words}", after) or re.search(rf"{words}(?:日期|时间)\s*[:：]?\s*$", before):
            return found.iso
    return None


def _issuer(texts: Sequence[str]) -> str | None:
    for index, text in enumerate(texts):
        if label := _ISSUER_LABEL.match(text):
            return label["name"].strip()
        squeezed = _squeezed(text)
        if find_dates(text) or "×" in text or "XX" in text:
            continue
        if squeezed in ("发布", "联合发布"):
            return _join_names([*_organisations_above(texts, index), *_organisations(texts[index + 1 :])])
        issued_by = _ISSUED_BY.match(text)
        if issued_by and _ORGANISATION.search(_squeezed(issued_by["names"])):
            return _join_names([*_organisations_above(texts, index), *re.split(r"\s{2,}|、", issued_by["names"])])
    names = [_squeezed(text) for text in texts if _is_organisation(_squeezed(text))]
    return names[-1] if 0 < len(names) <= MOST_ORGANISATIONS else None


def _organisations(texts: Iterable[str]) -> list[str]:
    """The unbroken run of names of bodies at the start."""
    names = itertools.takewhile(_is_organisation, map(_squeezed, texts))
    return list(names)


def _organisations_above(texts: Sequence[str], index: int) -> list[str]:
    return _organisations(reversed(texts[:index]))[::-1]


def _is_organisation(squeezed: str) -> bool:
    return bool(_ORGANISATION.search(squeezed)) and len(squeezed) <= 40 and not find_dates(squeezed)


def _join_names(names: Sequence[str]) -> str | None:
    return "、".join(_squeezed(name) for name in names if name.strip()) or None


def _title_lines(lines: Sequence[Line]) -> list[Line]:
    candidates = [line for line in lines if _may_be_title(line.text.strip())]
    if any(line.size for line in candidates):
        return largest(candidates)
    headed = [line for line in candidates if line.heading_level == 1]
    return _beside_number(lines, candidates) or headed[:1] or candidates[:1]


def _beside_number(lines: Sequence[Line], candidates: Sequence[Line]) -> list[Line]:
    """The line right below or above the number, as pages of a standard on a site head each of its chapters."""
    numbered = next((place for place, line in enumerate(lines) if standard_id.parse(line.text.strip())), None)
    if numbered is None:
        return []
    neighbours = (*lines[numbered + 1 : numbered + 2], *lines[max(numbered - 1, 0) : numbered])
    return [line for line in neighbours if line in candidates and len(line.text) <= LONGEST_TITLED][:1]


def _may_be_title(text: str) -> bool:
    squeezed = _squeezed(text)
    is_fact = (
        _CLASS.match(squeezed) or _DRAFT.match(squeezed) or _OTHER.search(squeezed) or _ICS.search(text)
        or _tells_replaced(text) or is_adoption(text) or standard_id.parse(text) or find_dates(text)
        or _ISSUED_BY.match(text) or _SECTION.match(text)
    )  # fmt: skip
    return has_chinese(text) and not is_fact and not (_ORGANISATION.search(squeezed) and len(squeezed) > 4)


def _tells_replaced(text: str) -> bool:
    """替代燃料 opens a title."""
    return bool(REPLACES.search(text)) and bool(standard_id.find_all(text) or REPLACES.fullmatch(_squeezed(text)))


def _english_title(lines: Sequence[Line], title: Sequence[Line]) -> str | None:
    """The lines without Chinese right below the Chinese title."""
    if not title:
        return None
    words: list[str] = []
    for line in lines[list(lines).index(title[-1]) + 1 :]:
        text = line.text.strip()
        if has_chinese(text) or find_dates(text) or not re.search(r"[A-Za-z]{2}", text) or standard_id.parse(text):
            break
        if is_adoption(text):
            break
        words.append(f"—{text}" if words and _PART.match(text) else text)
    joined = re.sub(r"\s*(?:([—–])|-{2,3})\s*", lambda dash: dash[1] or "—", " ".join(words)).strip()
    in_brackets = re.fullmatch(r"[（(]([^（）()]*)[）)]", joined)
    return (in_brackets[1] if in_brackets else joined) or None
