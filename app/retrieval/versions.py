"""Which edition a question asks for: by its year, or as the older one."""

from __future__ import annotations

import re

from app.library.editions import Edition

_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_AS_EDITION = re.compile(
    rf"{_YEAR}\s*年?\s*(?:版|修订|修正|修改|颁布|发布|公布|施行|实施|出台|制定|通过|edition|version|revision)"
    rf"|(?:edition|version|revision)\s+(?:of\s+)?{_YEAR}",
    re.IGNORECASE,
)
_BESIDE_TITLE = re.compile(rf"{_YEAR}\s*年?(?:\s*的)?\s*$"), re.compile(rf"\s*[(（\[]?\s*{_YEAR}(?!\d)")
"""2017年的《…》 and 《…》(2017-11-04): before a title and behind it."""
_OLDER = re.compile(
    r"旧版|老版|旧标准|老标准|旧规范|老规范|旧法|旧规定|老规定|旧条例|原标准|原版本|上一版|前一版|上个版本|历史版本|以前的(?:版本|标准|规定|规范)|"
    r"(?:废止|修订|修改|修正|代替|替代)(?:之)?前|被(?:代替|替代|废止)的|作废的|已废止|"
    r"\b(?:previous|former|older|old|earlier|superseded|withdrawn|obsolete)\s+(?:edition|version|standard|text|revision)",
    re.IGNORECASE,
)


def asks_for_older(question: str) -> bool:
    """Whether it is the text before the one in force that is asked for: 旧版, 修订前, the previous edition."""
    return bool(_OLDER.search(question))


def edition_years(question: str) -> frozenset[str]:
    """The years that are named as those of an edition: 2018年版, 2021年修订."""
    return frozenset(match[1] or match[2] for match in _AS_EDITION.finditer(question))


def years_beside(question: str, start: int, end: int) -> frozenset[str]:
    """The years that stand right before or behind a title at [start, end)."""
    before, behind = _BESIDE_TITLE
    found = before.search(question[:start]), behind.match(question[end:])
    return frozenset(match[1] for match in found if match)


def years_of(edition: Edition) -> frozenset[str]:
    """The years that people know an edition by: of its number, of its dates and of its last revision."""
    metadata = edition.metadata
    dates = [metadata.issued, metadata.effective, *(revision.date for revision in metadata.revisions[-1:])]
    years = {day[:4] for day in dates if day}
    if edition.standard is not None and edition.standard.year:
        years.add(edition.standard.year)
    return frozenset(years)
