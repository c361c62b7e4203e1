"""A document by its topmost headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.assistant.text_work.material import PATH_STEP
from app.domain.document import ClauseKind
from app.domain.evidence import Evidence
from app.domain.word_changes import folded

_NUMBER = re.compile(r"^(?:第[^第]{1,4}[编章节]|[\d.]+)")
_FRAME = ("前言", "引言", "目次", "目录", "规范性引用文件", "参考文献", "索引", "附加说明", "引用标准名录")
_FRAME_IN_ENGLISH = (
    "foreword",
    "introduction",
    "contents",
    "normativereferences",
    "references",
    "bibliography",
    "index",
)
_NOT_TOLD = frozenset((*_FRAME, *_FRAME_IN_ENGLISH, "本规范用词说明", "本标准用词说明"))
"""Headings, folded and in lower case, of what is no part of the provisions."""


def chapters(evidence: Sequence[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """The evidence by the topmost heading that it stands under, without forewords and references. A law without
    chapters is one."""
    has_chapters = any(item.clauses[0].kind is ClauseKind.CHAPTER for item in evidence)
    found: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        found.setdefault((item.source.document_id, _topmost(item, has_chapters)), []).append(item)
    yield from ((heading, part) for (_, heading), part in found.items() if bare_heading(heading) not in _NOT_TOLD)


def _topmost(item: Evidence, has_chapters: bool) -> str:
    steps = item.title_path.split(PATH_STEP)
    return steps[1] if has_chapters and len(steps) > 1 else steps[0]


def bare_heading(heading: str) -> str:
    """Without its number, folded and in lower case: "第一章 总　则" is 总则."""
    return _NUMBER.sub("", folded(heading).lower())
