"""Security marks of documents, and the one that must stand on what is made of several."""

from __future__ import annotations

from collections.abc import Iterable

LEVELS = ("绝密", "机密", "秘密", "核心商密", "商业秘密", "商密", "普通商密", "内部")
"""How a mark begins, highest first: the levels of 保守国家秘密法, those of 中央企业商业秘密保护暂行规定, and 内部 for
what an office keeps to itself."""


def highest_mark(marks: Iterable[str | None]) -> str | None:
    """The highest of them as it is printed ("机密★10年"), None where there is none. One that names no known level is
    taken for the highest: whoever wrote it meant something."""
    printed = [mark for mark in marks if mark]
    return min(printed, key=_rank, default=None)


def _rank(mark: str) -> int:
    return next((rank for rank, level in enumerate(LEVELS) if mark.startswith(level)), -1)
