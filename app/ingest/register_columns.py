"""Which column of a list of standards says what, by its Chinese or English head, and what its words mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from app.domain.document import DocumentStatus

Meaning = TypeVar("Meaning")


class Column(StrEnum):
    """What a column of a list says of a standard."""

    NUMBER = "number"
    TITLE = "title"
    STATUS = "status"
    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"
    ISSUED = "issued"
    EFFECTIVE = "effective"
    WITHDRAWN = "withdrawn"


_HEADS: dict[Column, tuple[str, ...]] = {
    Column.REPLACED_BY: (
        r"已?被.*(?:代替|替代|替换|取代).*|最?新标准(?:编?号)?|代替者|替代者",
        r"(?:replaced|superseded)by.*",
    ),
    Column.REPLACES: (
        r"(?:全部|所)?(?:代替|替代|取代|替换)(?:的?(?:旧|原)?标准|情况|关系)?(?:编?号)?|原标准(?:编?号)?",
        r"replaces|supersedes",
    ),
    Column.WITHDRAWN: (
        r"(?:废止|作废|失效|停用)(?:日期|时间|日)",
        r"(?:withdrawn|withdrawal)(?:date|on)?|dateofwithdrawal",
    ),
    Column.EFFECTIVE: (
        r"(?:实施|施行|生效|执行)(?:日期|时间|日)?",
        r"(?:effective|implementation)(?:date|from|on)?|dateof(?:implementation|effect)",
    ),
    Column.ISSUED: (
        r"(?:发布|批准|颁布|公布|发行)(?:日期|时间|日)?",
        r"(?:issued?|published|publication)(?:date|on)?|dateof(?:issue|publication)|date",
    ),
    Column.STATUS: (
        r"(?:标准|现行|目前|当前|有效)?(?:状态|时效性?|有效性|效力)|是否(?:现行|有效)",
        r"status|state|validity",
    ),
    Column.NUMBER: (
        r"(?:(?:国家|行业|现行)?标准|文件|法规)?(?:编号|代号|号)",
        r"(?:standard|document)?(?:number|no\.?|code|id)",
    ),
    Column.TITLE: (
        r"(?:(?:国家|行业)?标准|文件|法规|法律|规范)?(?:中文)?(?:名称|题名|标题)|中文标准名称",
        r"(?:standard|document)?(?:title|name)",
    ),
}
"""Patterns of whole heads, squeezed and in lower case; the first column that fits is meant."""

_STATUSES: dict[DocumentStatus, tuple[str, ...]] = {
    DocumentStatus.SUPERSEDED: (
        r".*被(?:代替|替代|取代|修改|修订)|已(?:代替|替代|修改|修订)|代替|替代",
        r"superseded|replaced",
    ),
    DocumentStatus.UPCOMING: (
        r"(?:即将|待|未|尚未|暂未|将)(?:开始)?(?:实施|施行|生效)",
        r"upcoming|notyeteffective|future",
    ),
    DocumentStatus.WITHDRAWN: (
        r".*(?:废止|作废|失效|停用|撤销|无效|废除)",
        r"withdrawn|abolished|obsolete|cancell?ed|invalid|expired",
    ),
    DocumentStatus.IN_FORCE: (
        r"(?:现行|有效|在用|执行|实施|使用|适用|已?生效|正在)+中?|是",
        r"inforce|current|active|valid|effective",
    ),
}
"""As for the heads: 无效 is withdrawn before it is 有效."""


def squeezed(text: str) -> str:
    """A head or a status as it is compared: half width, lower case, no spaces, nothing in brackets, no marks around."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower().replace("_", "")
    return re.sub(r"\([^()]*\)", "", folded).strip(":*#、.-")


def columns_of(heads: Sequence[str]) -> Mapping[Column, int]:
    """The place of each column that the heads name; the first of two that say the same."""
    found: dict[Column, int] = {}
    for place, head in enumerate(heads):
        column = _first_that_fits(_HEADS, squeezed(head))
        if column is not None:
            found.setdefault(column, place)
    return found


def status_of(text: str) -> DocumentStatus | None:
    """What a word for the status means; UNKNOWN where nothing is written, None for a word that is none."""
    word = squeezed(text)
    if word in ("", "/", "未知", "不详", "unknown"):
        return DocumentStatus.UNKNOWN
    return _first_that_fits(_STATUSES, word)


def _first_that_fits(patterns: Mapping[Meaning, Sequence[str]], word: str) -> Meaning | None:
    """What the whole word means."""
    fitting = (meaning for meaning, tried in patterns.items() if any(re.fullmatch(each, word) for each in tried))
    return next(fitting, None)
