"""Security marks of documents, and the one that must stand on what is made of several."""

from __future__ import annotations

from collections.abc import Iterable

from app.foundation.errors import UserError
from app.foundation.messages import tr

LEVELS = ("绝密", "机密", "秘密", "核心商密", "商业秘密", "商密", "普通商密", "内部")
"""How a mark begins, highest first: the levels of 保守国家秘密法, those of 中央企业商业秘密保护暂行规定, and 内部 for
what an office keeps to itself."""


def highest_mark(marks: Iterable[str | None]) -> str | None:
    """The highest of them as it is printed ("机密★10年"), None where there is none. One that names no known level is
    taken for the highest: whoever wrote it meant something."""
    printed = [mark for mark in marks if mark]
    return min(printed, key=_rank, default=None)


class MarkTooLow(UserError):
    """What was to leave the program would have borne a lower security mark than its sources."""

    kind = "mark"


def mark_to_bear(required: str | None, chosen: str | None) -> str | None:
    """What stands on something whose sources bear ``required``: the mark that a person chose where it is higher.

    Raises MarkTooLow for a lower one, UserError for one that is no known level.
    """
    if not chosen or chosen == required:
        return required
    if _rank(chosen) < 0:
        raise UserError(tr("不认得密级“{mark}”。", mark=chosen), tr("可以用：{levels}", levels="、".join(LEVELS)))
    if required is None or _rank(chosen) < _rank(required):
        return chosen
    if _rank(chosen) == _rank(required):
        return required  # with the term that is printed on it
    raise MarkTooLow(
        tr("来源的密级是“{required}”，不能以“{chosen}”带出。", required=required, chosen=chosen),
        tr("请用来源的密级或更高的；要降密，先由有权的人在文件上改。"),
    )


def is_lowered(before: str | None, after: str | None) -> bool:
    """Whether the second mark is lower than the first, or none at all where there was one."""
    return bool(before) and (not after or _rank(after) > _rank(before or ""))


def marked(text: str, mark: str | None) -> str:
    """The text below a line with its mark; as it is without one."""
    return f"{mark_line(mark)}\n\n{text}" if mark else text


def mark_line(mark: str) -> str:
    """密级：机密★10年."""
    return tr("密级：{mark}", mark=mark)


def _rank(mark: str) -> int:
    return next((rank for rank, level in enumerate(LEVELS) if mark.startswith(level)), -1)
