"""Mentions that are understood from where they stand: 前款, 前两条, 本条第二款, 第三项."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Clause, ClauseKind, ClauseTree
from app.domain.numerals import to_chinese, to_integer
from app.ingest.mentions.own_numbers import OwnNumbers
from app.ingest.mentions.place_patterns import CN
from app.ingest.mentions.runs import Mention, run_from

_ITEM = rf"第\s?[(（]?{CN}{{1,3}}[)）]?\s?项"
_PART = rf"(?:第\s?{CN}{{1,3}}\s?款(?:{_ITEM})?|{_ITEM})"
_RELATIVE = re.compile(
    rf"(?:(?P<own>本)|(?P<before>[前上])(?P<count>[一二两三四五])?)(?P<unit>[条款项])(?![例目件])(?P<part>{_PART})?"
)
_BARE_PART = re.compile(rf"(?<![条款章节0-9一二三四五六七八九十)）本前上])(?P<part>{_PART})")
_ARTICLE = re.compile(
    r"(?P<article>第.+?条(?:之[一二三四五六七八九十]+)?|\d+(?:\.\d+)+[A-Z]?)(?:第(?P<paragraph>[^第]+)款)?(?:第(?P<item>[^第]+)项)?"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clause stands: its article and the count of its paragraph and item there."""

    article: str
    paragraph: int
    item: int | None

    @property
    def counts_in_figures(self) -> bool:
        """5.3.2第1款 in building codes."""
        return self.article[0].isdigit()

    def paragraph_number(self, ordinal: int) -> str:
        return f"{self.article}第{ordinal if self.counts_in_figures else to_chinese(ordinal)}款"


def relative_mentions(
    clause: Clause, text: str, tree: ClauseTree, own: OwnNumbers, taken: Sequence[Mention]
) -> list[Mention]:
    """What 前款 and its like mean in this clause, with the lists that they begin. ``taken`` are the mentions that say
    of themselves which article they mean: the 第二款 of 第十条第一款、第二款 is one of them."""
    place = _place(clause, tree)
    if place is None:
        return []
    found = list(taken)
    for match in (*_RELATIVE.finditer(text), *_BARE_PART.finditer(text)):
        if any(mention.start < match.end() and match.start() < mention.end for mention in found):
            continue
        for number in _meant(match, place, own):
            found.extend(run_from(text, Mention(match.start(), match.end(), number)))
    return found[len(taken) :]


def _meant(match: re.Match[str], place: _Place, own: OwnNumbers) -> list[str]:
    groups = match.groupdict()
    part = re.sub(r"\s", "", groups["part"] or "")
    unit = groups.get("unit") or ""
    if groups.get("before"):
        before = {"条": _articles_before, "款": _paragraphs_before, "项": _items_before}[unit]
        count = to_integer(groups["count"]) if groups["count"] else 1
        return [number + part for number in before(place, count or 1, own)]
    if not part:
        return []
    return [(place.article if unit == "条" or "款" in part else _paragraph_of(place)) + part]


def _articles_before(place: _Place, count: int, own: OwnNumbers) -> list[str]:
    if place.article not in own.articles:
        return []
    at = own.articles.index(place.article)
    return list(own.articles[max(0, at - count) : at])


def _paragraphs_before(place: _Place, count: int, own: OwnNumbers) -> list[str]:
    """The first paragraph of an article has none before it."""
    return [place.paragraph_number(ordinal) for ordinal in range(max(1, place.paragraph - count), place.paragraph)]


def _items_before(place: _Place, count: int, own: OwnNumbers) -> list[str]:
    if place.item is None:
        return []
    ordinals = range(max(1, place.item - count), place.item)
    return [f"{_paragraph_of(place)}第{to_chinese(ordinal)}项" for ordinal in ordinals]


def _paragraph_of(place: _Place) -> str:
    return place.paragraph_number(place.paragraph)


def _place(clause: Clause, tree: ClauseTree) -> _Place | None:
    """Read off the number of the clause, or of the nearest one above it that has an article's."""
    for step in (clause, *tree.ancestors(clause)):
        match = _ARTICLE.match(step.number or "")
        if match and step.kind is not ClauseKind.CHAPTER:
            return _Place(match["article"], _count(match["paragraph"]) or 1, _count(match["item"]))
    return None


def _count(numeral: str | None) -> int | None:
    return to_integer(numeral.strip("()（）")) if numeral else None
