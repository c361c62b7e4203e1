"""The announcement printed before an engineering standard: 现批准《…》为国家标准，编号为GB 50016-2014，自…起实施."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.domain import standard_id
from app.domain.standard_id import StandardId
from app.ingest.dates import find_dates
from app.ingest.metadata.replacement import Replaced, abolished_in

_APPROVES = re.compile(
    r"(?:现|已)?(?:批准|发布)《(?P<title>[^》]{2,60})》(?:等\d+项[^，。]{0,12})?(?:\S{0,8}?[为作]+\S{0,10}(?:标准|规范|规程))?"
    r"[^。]{0,12}?编号(?:为|[:：])?\s*(?P<number>[^，。；]{4,40})[，,；;]?(?P<rest>[^。]{0,80})。(?P<after>.{0,1200})",
    re.DOTALL,
)
_EFFECT = re.compile(r"自(?P<date>[^，。；自]{6,20}?)起?(?:实施|施行|执行)")
_SIGNED = re.compile(r"(?m)^\s*(?P<date>[12〇○二一]\S{3}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日)\s*$")
_SIGNER = re.compile(r"(?m)^\s*(?P<name>中华人民共和国[\u4e00-\u9fff]{2,20}(?:部|局|委员会))\s*$")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What it says of the standard; None and empty where it says nothing."""

    number: StandardId
    title: str
    effective: str | None = None
    issued: str | None = None
    issuer: str | None = None
    replaced: Replaced = field(default_factory=Replaced)


def read_announcement(text: str) -> Announcement | None:
    """``text`` is what stands before the body, paragraphs apart by line ends."""
    approves = _APPROVES.search(text)
    found = standard_id.find_all(approves["number"]) if approves is not None else []
    if approves is None or not found:
        return None
    number = found[0].id
    effect = _EFFECT.search(approves["rest"])
    effective = find_dates(effect["date"]) if effect is not None else []
    signed = _SIGNED.search(approves["after"])
    issued = find_dates(signed["date"]) if signed is not None else []
    signer = _SIGNER.search(approves["after"])
    return Announcement(
        number=number,
        title=approves["title"],
        effective=effective[0].iso if effective else None,
        issued=issued[0].iso if issued else None,
        issuer=signer["name"] if signer is not None else None,
        replaced=abolished_in(approves["after"], number),
    )
