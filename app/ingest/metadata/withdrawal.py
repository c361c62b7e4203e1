"""That a text no longer counts, or will not from a day on, as its own pages say: stamps, notices, terms of validity."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.document import DocumentStatus
from app.domain.numerals import to_integer
from app.ingest.dates import find_dates
from app.ingest.metadata.replacement import IS_REPLACED

_STAMP = re.compile(r"[（(【\[]?(?:本(?:标准|文件|规范|规程))?(?:已经?)?(?:废止|作废|失效)[）)】\]]?")
_SELF = r"本(?:标准|文件|规范|规程|部分|法|条例|规定|办法|细则|规则|通知|公告|意见)"
_LABEL = re.compile(r"(?:废止|作废|失效|Withdrawal)\s*(?:日期|时间|Date)\s*[:：]?\s*(?P<date>.{4,24})", re.IGNORECASE)
_FROM = re.compile(rf"{_SELF}(?:已)?[自于从](?P<date>[^，。；]{{4,20}}?)起?(?:予以|正式)?(?:废止|作废|失效|停止执行)")
_STAMPED_ON = re.compile(r"[（(]?(?:本(?:标准|文件))?已?[于自](?P<date>[^，。；]{6,16}?)起?(?:废止|作废)[）)]?")
_WITHDRAWN_ON = re.compile(
    r"\b(?:was|is|has been)\s+withdrawn\s+(?:on|as of|effective)\s+(?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})"
)
_WITHDRAWN_NOTICE = re.compile(
    r"^withdrawn\b(?:\s+(?:NIST|standard|document|publication).*)?$|has been withdrawn(?:\s*\(archived\))?",
    re.IGNORECASE,
)
_TERM = rf"{_SELF}[^。]{{0,60}}?有效期(?:限|截止)?"
"""Of the text itself: a certificate's term of validity is no business of this module."""

_VALID_UNTIL = re.compile(rf"{_TERM}[至到为]+\s*(?P<date>\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)")
_VALID_FOR = re.compile(rf"{_TERM}(?:为|是)?\s*(?P<years>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*年")
SHORT = 40
"""Characters of a stamp; a sentence about other texts is longer."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """``status`` is withdrawn or superseded as stamped, ``day`` the ISO day from which it counts if one is told."""

    status: DocumentStatus | None = None
    day: str | None = None


def read_withdrawal(front: Iterable[str], text: str, effective: str | None) -> Withdrawal:
    """What stamps on the front and sentences of the text tell; ``effective`` is where a term of validity begins."""
    status: DocumentStatus | None = None
    for line in map(str.strip, front):
        stamped_on = _STAMPED_ON.fullmatch(line) if len(line) <= SHORT else None
        if labelled := _LABEL.search(line) or stamped_on:
            day = next((found.iso for found in find_dates(labelled["date"])), None)
            if day is not None:
                return Withdrawal(DocumentStatus.WITHDRAWN, day)
        if _STAMP.fullmatch(line) or (len(line) <= 3 * SHORT and _WITHDRAWN_NOTICE.search(line)):
            status = status or DocumentStatus.WITHDRAWN
        elif len(line) <= SHORT and IS_REPLACED.match(line):
            status = DocumentStatus.SUPERSEDED
    return Withdrawal(status, _day_in(text) or _end_of_validity(text, effective))


def _day_in(text: str) -> str | None:
    for stated in (*_FROM.finditer(text), *_WITHDRAWN_ON.finditer(text)):
        if dates := find_dates(stated["date"]):
            return dates[0].iso
    return None


def _end_of_validity(text: str, effective: str | None) -> str | None:
    """The day after the last one, for texts that are issued for a term (有效期5年)."""
    until = _VALID_UNTIL.search(text)
    if until is not None and (dates := find_dates(until["date"])):
        return (date.fromisoformat(dates[0].iso) + timedelta(days=1)).isoformat()
    term = _VALID_FOR.search(text)
    years = to_integer(term["years"]) if term is not None else None
    if not years or effective is None or len(effective) < len("2026-01-01"):
        return None
    begins = date.fromisoformat(effective)
    last = begins - timedelta(days=1)  # a term that begins on 29 February ends on the 28th
    return (last.replace(year=last.year + years) + timedelta(days=1)).isoformat()
