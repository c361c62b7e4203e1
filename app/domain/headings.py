"""Headings that every kind of document has, as ``bare_heading`` gives them: folded, in lower case, without a number."""

from __future__ import annotations

import re

from app.domain.word_changes import folded

FOREWORDS = frozenset({"前言", "目次", "目录", "foreword", "contents"})
"""They tell how a text came about and where things stand in it. An introduction may also tell what the text means."""
FRAME = FOREWORDS | {
    *("引言", "规范性引用文件", "引用标准名录", "参考文献", "索引", "附加说明", "本规范用词说明", "本标准用词说明"),
    *("introduction", "normativereferences", "references", "bibliography", "index"),
}
"""What stands around the provisions and holds none: no chapter to be told, no number that is a value."""
COMMON = FRAME | {
    *("范围", "术语和定义", "总则", "一般规定", "概述", "基本规定", "附则"),
    *("scope", "general"),
}
"""These hold provisions too, but every standard has them: they say nothing of what stands below them."""

_NUMBER = re.compile(r"^(?:第[^第]{1,4}[编章节]|[\d.]+)")


def bare_heading(heading: str) -> str:
    """Without its number, folded and in lower case: "第一章 总　则" is 总则."""
    return _NUMBER.sub("", folded(heading).lower())
