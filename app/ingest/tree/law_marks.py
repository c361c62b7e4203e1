"""Marks of laws and regulations at the start of a line: 编, 分编, 章, 节, 条, 附件 (立法法 article 65)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.ingest.lines import Line, TableBlock
from app.ingest.tree.looks import is_heading
from app.ingest.tree.numbering import NUMERALS, numeral_value
from app.ingest.tree.succession import Candidate, best_chain

Block = Line | TableBlock

DIVISIONS = ("编", "分编", "章", "节")
"""From the widest to the narrowest."""
NO_ANNEX = 10**6

_ARTICLE = re.compile(
    rf"第\s*(?P<number>[{NUMERALS}]+)\s*条"
    r"(?:\s*之\s*(?P<inserted>[一二三四五六七八九十]+))?(?P<space>[\s　]*)(?P<rest>.*)",
    re.S,
)
_REFERENCE = re.compile(r"(?:的|、|，|,|规定|第|之规定|[)）》])")
_LIKE_REFERENCE = re.compile(r"(?:和|与|及|或|至|到|所|中|以[上下]|款|项)")
_DIVISION = re.compile(
    rf"第\s*(?P<number>[{NUMERALS}]+)\s*(?P<division>分编|编|章|节)(?P<space>[\s　]*)(?P<title>.*)", re.S
)
_ATTACHMENT = re.compile(
    r"(?P<number>附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}|附(?=\s*[:：]))"
    r"\s*[:：]?[\s　]*(?P<title>.{0,40})"
)


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """第十二条之一: ``printed`` without spaces, ``path`` for order, ``rest`` the text behind it.

    ``is_plain``: what follows does not read like 第五条中 or 第五条和.
    """

    printed: str
    path: tuple[int, ...]
    rest: str
    is_plain: bool


@dataclass(frozen=True, slots=True)
class DivisionMark:
    """第三章: ``name`` is one of DIVISIONS, ``title`` what follows on the line."""

    printed: str
    name: str
    value: int
    title: str

    @property
    def reads_on(self) -> bool:
        """The title goes on like a sentence that speaks of the division: 第三章的规定."""
        return bool(_REFERENCE.match(self.title) or _LIKE_REFERENCE.match(self.title))


@dataclass(frozen=True, slots=True)
class AttachmentMark:
    """附件1, 附: with the heading on the same line, if any."""

    printed: str
    title: str


def article_mark(text: str) -> ArticleMark | None:
    """The article number at the start of a line; None for a reference such as 第十条的规定."""
    match = _ARTICLE.match(text)
    if match is None or (not match["space"] and _REFERENCE.match(match["rest"])):
        return None
    value = numeral_value(match["number"])
    inserted = match["inserted"]
    path = (value, numeral_value(inserted)) if inserted else (value,)
    printed = f"第{match['number']}条" + (f"之{inserted}" if inserted else "")
    rest = match["rest"].strip()
    return ArticleMark(printed, path, rest, bool(match["space"]) or not _LIKE_REFERENCE.match(rest))


def division_mark(text: str) -> DivisionMark | None:
    """The 编, 分编, 章 or 节 that the line begins with."""
    match = _DIVISION.match(text)
    if match is None:
        return None
    name = match["division"]
    return DivisionMark(f"第{match['number']}{name}", name, numeral_value(match["number"]), match["title"].strip())


def attachment_mark(text: str) -> AttachmentMark | None:
    """附件1 安装图, as a heading of its own."""
    match = _ATTACHMENT.fullmatch(text.strip())
    if match is None or not is_heading(text.strip(":： ")):
        return None
    return AttachmentMark(re.sub(r"\s+", "", match["number"]), match["title"].strip())


def find_articles(blocks: Sequence[Block]) -> dict[int, ArticleMark]:
    """The blocks that begin an article."""
    marks: list[ArticleMark] = []
    candidates: list[Candidate] = []
    for place, block in enumerate(blocks):
        mark = article_mark(block.text) if isinstance(block, Line) else None
        if mark is not None and isinstance(block, Line):
            marks.append(mark)
            looks = (1.0 if block.begins_paragraph else -0.5) - (0.0 if mark.is_plain else 1.0)
            candidates.append(Candidate(mark.path, looks, place))
    return {candidates[index].place: marks[index] for index in best_chain(candidates, NO_ANNEX, flat=True)}
