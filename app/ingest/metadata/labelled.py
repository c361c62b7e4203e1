"""Facts with their label before them: lists and tables of standards sites, front matter, office cover sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.domain.document import DocumentStatus
from app.ingest.dates import find_dates
from app.ingest.register_columns import squeezed, status_of


class Label(StrEnum):
    """What a label announces."""

    NUMBER = "number"
    TITLE = "title"
    TITLE_EN = "title_en"
    ISSUED = "issued"
    EFFECTIVE = "effective"
    WITHDRAWN = "withdrawn"
    REPLACES = "replaces"
    STATUS = "status"
    ICS = "ics"
    CCS = "ccs"
    ISSUER = "issuer"
    ADOPTS = "adopts"


_LABELS: dict[Label, str] = {
    Label.NUMBER: r"(?:(?:国家|行业|地方|团体|企业)?标准)?(?:编号|号)|standard(?:no\.?|number)|number",
    Label.TITLE: r"(?:标准)?中文(?:标准)?名称|标准名称|题名|文件名称|法规名称|title",
    Label.TITLE_EN: r"(?:标准)?英文(?:标准)?名称|英文题名|englishtitle|titleen",
    Label.ISSUED: r"(?:发布|颁布|公布|批准|成文|发文)(?:日期|时间)|(?:date)?issued|issuedate|dateofissue",
    Label.EFFECTIVE: r"(?:实施|施行|生效)(?:日期|时间)|effective(?:date)?|implementationdate",
    Label.WITHDRAWN: r"(?:废止|作废|失效)(?:日期|时间)|withdrawn|withdrawaldate",
    Label.REPLACES: r"(?:全部)?(?:代替|替代)的?(?:标准|文件|情况|关系)?(?:编?号)?|replaces|supersedes",
    Label.STATUS: r"(?:标准|现行)?状态|时效性|有效性|status",
    Label.ICS: r"(?:国际标准分类号?)?(?:ics)(?:分类)?号?|国际标准分类号",
    Label.CCS: r"(?:中国标准分类号?)?ccs(?:分类)?号?|中国标准(?:文献)?分类号",
    Label.ISSUER: r"(?:发布|颁布|制定|批准|发文)(?:单位|部门|机构|机关)|issuer|publisher|issuedby",
    Label.ADOPTS: r"采(?:标|用国际标准)(?:情况|号|一致性)?|adopts",
}
_LABELLED = re.compile(r"[-*•·|\s]*(?:\*\*)?(?P<label>[^:：|]{2,24}?)(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*(?P<value>\S.*)")
DATES = frozenset({Label.ISSUED, Label.EFFECTIVE, Label.WITHDRAWN})
LONGEST_VALUE = 200
"""Characters."""


def read_labelled(lines: Iterable[str], cells: Iterable[tuple[str, str]] = ()) -> Mapping[Label, str]:
    """The first value of each label in lines "实施日期：2020-01-01" and in neighbouring cells of tables.

    Dates come as ISO 8601; a date that cannot be read is left out.
    """
    found: dict[Label, str] = {}
    pairs = [(match["label"], match["value"]) for line in lines if (match := _LABELLED.fullmatch(line.strip()))]
    for name, printed in (*pairs, *cells):
        label = _label(name)
        value = _value(label, printed.strip(" |\"'*")) if label is not None else None
        if label is not None and value and _label(printed) is None:  # else the heads of a list's columns
            found.setdefault(label, value)
    return found


def is_labelled(line: str) -> bool:
    """Whether a line says one of these facts behind its label."""
    match = _LABELLED.fullmatch(line.strip())
    return match is not None and _label(match["label"]) is not None


def status_from(facts: Mapping[Label, str]) -> DocumentStatus:
    """The status that is printed, UNKNOWN where none is or where the word means nothing here."""
    return status_of(facts.get(Label.STATUS, "")) or DocumentStatus.UNKNOWN


def _label(name: str) -> Label | None:
    word = squeezed(name)
    return next((label for label, pattern in _LABELS.items() if re.fullmatch(pattern, word)), None)


def _value(label: Label, printed: str) -> str | None:
    if label in DATES:
        dates = find_dates(printed)
        return dates[0].iso if dates else None
    return printed if len(printed) <= LONGEST_VALUE and printed not in ("/", "-", "无", "null") else None
