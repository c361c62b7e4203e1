"""What a page is called: by the number printed on it, with its place in the file where the two differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.foundation.messages import tr

_NUMBER = re.compile(r"(?:[A-Z]{1,3}[-–.]?|\d{1,3}[-–.])?\d{1,5}|[ivxlcdm]{1,8}|[\u2160-\u217f]{1,8}", re.IGNORECASE)
"""What can be said after 第 or p.: a label such as 封面 can not."""


def printed_page(labels: Sequence[str], page: int | None) -> str | None:
    """The number printed on a page, counted from 1 in the file; "" where this page bears none although others do, None
    where the document does not tell what its pages bear. ``labels`` are one a page, or none."""
    if page is None or not 1 <= page <= len(labels):
        return None
    label = labels[page - 1].strip()
    return label if _NUMBER.fullmatch(label) else ""


def page_name(page: int | None, printed: str | None = None) -> str:
    """第 3 页（文件第 6 页）: as printed, then as counted in the file where that is another number; 文件第 2 页 where
    the page bears no number; 第 6 页 where nothing is known of print. "" without a page."""
    if page is None:
        return ""
    if printed == "":
        return tr("文件第 {page} 页", page=page)
    if printed is None or printed == str(page):
        return tr("第 {page} 页", page=page)
    return tr("第 {printed} 页（文件第 {page} 页）", printed=printed, page=page)


def page_in_brackets(page: int | None, printed: str | None = None) -> str:
    """As ``page_name`` behind the name of a clause: （第3页，文件第6页）."""
    if page is None:
        return ""
    if printed == "":
        return tr("（文件第{page}页）", page=page)
    if printed is None or printed == str(page):
        return tr("（第{page}页）", page=page)
    return tr("（第{printed}页，文件第{page}页）", printed=printed, page=page)


def page_figure(page: int | None, printed: str | None = None) -> str:
    """As ``page_name`` under the head 页 of a table: 3（文件 6）."""
    if page is None:
        return ""
    if printed == "":
        return tr("文件 {page}", page=page)
    if printed is None or printed == str(page):
        return str(page)
    return tr("{printed}（文件 {page}）", printed=printed, page=page)
