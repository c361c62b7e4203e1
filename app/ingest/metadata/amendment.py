"""An amendment 修改单: a sheet that changes clauses of a standard that stays in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import standard_id
from app.domain.numerals import to_integer
from app.domain.standard_id import StandardId
from app.ingest.dates import find_dates

_ORDINAL = r"第\s*(?P<ordinal>\d{1,2}|[一二三四五六七八九十]{1,2})\s*号\s*(?:标准)?修改(?:通知)?单"
_HEADING = re.compile(rf"(?P<before>.{{0,160}}?){_ORDINAL}", re.DOTALL)
_TITLE = re.compile(r"《(?P<title>[^》]{2,80})》")
_MARK = re.compile(r"/\s*XG\s*(?P<ordinal>\d{1,2})\s*[-—–]\s*(?P<year>\d{4})", re.IGNORECASE)
_EFFECT = re.compile(r"自(?P<date>[^，。；自]{6,20}?)起?(?:实施|施行|执行|生效)")
_APPROVED = re.compile(r"于(?P<date>[^，。；于]{6,20}?)(?:批准|发布)")


@dataclass(frozen=True, slots=True)
class Amendment:
    """``amended`` is the standard that it changes; ``number`` and ``title`` are the sheet's own."""

    amended: StandardId
    number: str
    title: str
    issued: str | None
    effective: str | None


def read_amendment(front: Sequence[str], text: str) -> Amendment | None:
    """From the lines of its heading and the text; None when the heading is not that of an amendment."""
    heading = _HEADING.match("\n".join(front))
    amended = standard_id.find_all(heading["before"]) if heading is not None else []
    if heading is None or not amended:
        return None
    ordinal = to_integer(heading["ordinal"]) or 1
    standard = amended[0].id
    mark = next((match for line in front if (match := _MARK.search(line))), None)
    number = f"{standard}/XG{ordinal}-{mark['year']}" if mark else f"{standard} 第{ordinal}号修改单"
    title = _TITLE.search(heading["before"])
    return Amendment(
        amended=standard,
        number=number,
        title=f"{title['title'] if title else standard} 第{ordinal}号修改单",
        issued=_day(_APPROVED.search(text)),
        effective=_day(_EFFECT.search(text)),
    )


def _day(stated: re.Match[str] | None) -> str | None:
    dates = find_dates(stated["date"]) if stated is not None else []
    return dates[0].iso if dates else None
