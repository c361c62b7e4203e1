"""Which international standard a standard adopts, and how closely (GB/T 1.2-2020, ISO/IEC Guide 21-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.domain import standard_id

_DEGREES = {"等同": "IDT", "修改": "MOD", "等效": "EQV", "非等效": "NEQ", "参照": "NEQ"}
_CODE = r"(?P<degree>IDT|MOD|NEQ|EQV)"
_ON_COVER = re.compile(
    rf"[（(]\s*(?P<after>[^（）]{{4,300}}?)[,，;；:：]\s*{_CODE}\s*[）)]|\b{_CODE.replace('degree', 'before_degree')}"
    r"\s+(?P<before>[^（）()\n]{4,60})",
    re.IGNORECASE,
)
"""（ISO 4210-2:2015，Cycles—…，MOD）, and before 2000: idt ISO 9001:1994."""

_SUBJECT = r"本\s*(?:标准|文件|部分|规范|指导性技术文件)"
_IN_TEXT = re.compile(
    rf"{_SUBJECT}(?:使用[^，。；]{{2,16}}?法)?\s*(?P<how>等同|修改|等效|非等效|参照)采用(?:了)?(?P<named>[^。；]{{4,200}})"
)
_CONFORMITY = re.compile(
    rf"{_SUBJECT}与(?P<named>[^。；]{{4,200}}?)(?:的|之间的)?一致性程度(?:为|是|:|：)\s*(?P<how>等同|修改|非等效)"
)
_IDENTICAL = re.compile(
    r"(?:is|are)\s+(?P<how>identical|equivalent)\s+(?:to|with)\s+(?P<named>[^.;]{4,120})|"
    r"(?P<modified>modified\s+adoption)\s+of\s+(?P<of>[^.;]{4,120})",
    re.IGNORECASE,
)
FOREIGN = ("ISO", "IEC", "ITU", "EN", "CISPR", "OIML", "IEEE", "BS", "DIN", "NF", "PREN", "RFC")


def is_adoption(text: str) -> bool:
    """Whether a line of a cover names the international standard that is adopted and not this one."""
    return bool(_ON_COVER.search(text)) or bool(re.match(r"^[（(]\s*(?:ISO|IEC|ITU)\b", text))


def adopted(cover: Sequence[str], text: str) -> str | None:
    """As "ISO 4210-2:2015, MOD"; several apart by semicolons. The cover first, then the foreword's sentence."""
    found = list(_of_cover(" ".join(cover))) or list(_of_text(text))
    return "; ".join(dict.fromkeys(found)) or None


def _of_cover(text: str) -> Iterator[str]:
    for match in _ON_COVER.finditer(text):
        degree = (match["degree"] or match["before_degree"]).upper()
        yield from _named(match["after"] or match["before"], degree)


def _of_text(text: str) -> Iterator[str]:
    for pattern in (_IN_TEXT, _CONFORMITY):
        for match in pattern.finditer(text):
            yield from _named(match["named"], _DEGREES[match["how"]])
    for match in _IDENTICAL.finditer(text):
        degree = "MOD" if match["modified"] else "IDT" if match["how"].lower() == "identical" else "EQV"
        yield from _named(match["named"] or match["of"], degree)


def _named(text: str, degree: str) -> Iterator[str]:
    """The first international number of the words; a second one is what that one refers to."""
    for found in standard_id.find_all(text):
        if found.id.prefix.startswith(FOREIGN):
            yield f"{found.id}, {degree}"
            return
