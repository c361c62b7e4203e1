"""The numbers that pages print of themselves at their head or foot, where these count on evenly over most pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.ingest.layout.column import Column
from app.ingest.layout.furniture import FEWEST_PAGES, edge_lines
from app.ingest.lines import Line

FEWEST_COVERED = 0.5
"""Share of the pages within a run that print its number, and share of all pages within runs: rows of a table or years
do not go that far by chance."""
FEWEST_OF_CHAPTER = 2
"""Pages of a run that is counted within a chapter or an annex (3-1, 3-2, A-1)."""
ROMAN = "roman"

_VALUE = (
    r"(?:(?:(?P<chapter>[A-Z]|\d{1,2})-)?(?P<figure>\d{1,4})|(?P<roman>[ivxlc]{1,7}|[\u2160-\u216b\u2170-\u217b]{1,3}))"
)
_OF_ALL = r"(?:\s*页)?(?:\s*(?:[,，/]\s*共?|共)\s*\d{1,4}\s*页?|\s+of\s+\d+)?"
_ALONE = re.compile(rf"[-—–·\s]*(?:第\s*)?{_VALUE}{_OF_ALL}[-—–·\s]*", re.IGNORECASE)
_AFTER_PAGE = re.compile(rf"\bpage\s+{_VALUE}(?:\s+of\s+\d+)?\]?\s*$", re.IGNORECASE)
_BEFORE_WORDS = re.compile(r"^(?P<figure>\d{1,4})\s+(?=\D)")
_BEHIND_WORDS = re.compile(r"(?<=\D)\s+(?P<figure>\d{1,4})$")
_SIGNS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100} | {
    chr(first + place): place + 1 for first in (0x2160, 0x2170) for place in range(12)
}


@dataclass(frozen=True, slots=True)
class _Number:
    """``series`` says what it is counted in: "" the whole, "A-" an annex, ROMAN what stands before the text."""

    series: str
    value: int
    printed: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Pages from ``first`` to ``last`` that print their place in the file less ``offset``, most of them at least."""

    series: str
    first: int
    last: int
    offset: int
    printing: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def is_believable(self) -> bool:
        fewest = FEWEST_OF_CHAPTER if self.series else FEWEST_PAGES
        return self.printing >= max(fewest, FEWEST_COVERED * self.length)

    def label(self, page: int) -> str:
        return f"{self.series}{page - self.offset}"


def printed_numbers(columns: Sequence[Column], heights: Mapping[int, float], pages: int) -> tuple[str, ...]:
    """What is printed on each page of a file, one a page, "" where nothing is; empty where no numbers count on over
    most of the pages, or where they are no other than the places in the file. ``heights`` are in points by page."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for column in columns:
        lines[column.page].extend(column.lines)
    found = {
        page: [number for line in edge_lines(on_page, heights) for number in _numbers(line.text.strip())]
        for page, on_page in sorted(lines.items())
    }
    runs = _runs(found)
    counts_on = sum(run.length for run in runs) >= FEWEST_COVERED * pages
    if not runs or not counts_on or all(run.label(run.first) == str(run.first) for run in runs):
        return ()
    labels = [""] * pages
    for run in runs:
        labels[run.first - 1 : run.last] = [run.label(page) for page in range(run.first, run.last + 1)]
    for page, printed in _before(found, min(run.first for run in runs)):
        labels[page - 1] = printed
    return tuple(labels)


def _numbers(text: str) -> Iterator[_Number]:
    """Which numbers of a line may be the page's."""
    if (named := _ALONE.fullmatch(text) or _AFTER_PAGE.search(text)) is None:
        for beside in (_BEFORE_WORDS.search(text), _BEHIND_WORDS.search(text)):
            if beside is not None:
                yield _Number("", int(beside["figure"]), beside["figure"])
    elif named["roman"]:
        yield _Number(ROMAN, _roman_value(named["roman"]), named["roman"])
    else:
        series = f"{named['chapter']}-" if named["chapter"] else ""
        yield _Number(series, int(named["figure"]), series + named["figure"])


def _roman_value(printed: str) -> int:
    values = [_SIGNS[sign.lower()] for sign in printed]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _runs(found: Mapping[int, Sequence[_Number]]) -> list[_Run]:
    """Stretches of pages that count on in figures, those with the most first; none overlaps another."""
    by_offset: dict[tuple[str, int], list[int]] = defaultdict(list)
    for page, numbers in found.items():
        for series, value in dict.fromkeys((number.series, number.value) for number in numbers):
            if value and series != ROMAN:
                by_offset[series, page - value].append(page)
    possible = [run for (series, offset), pages in by_offset.items() for run in _stretches(series, offset, pages)]
    kept: list[_Run] = []
    for run in sorted(possible, key=lambda run: (-run.printing, run.first)):
        if all(run.last < other.first or other.last < run.first for other in kept):
            kept.append(run)
    return kept


def _stretches(series: str, offset: int, pages: Sequence[int]) -> list[_Run]:
    """Cut where too many pages between two print nothing of the kind."""
    parts: list[list[int]] = []
    for page in pages:
        if parts and page - parts[-1][-1] <= FEWEST_PAGES:
            parts[-1].append(page)
        else:
            parts.append([page])
    runs = (_Run(series, part[0], part[-1], offset, len(part)) for part in parts)
    return [run for run in runs if run.is_believable]


def _before(found: Mapping[int, Sequence[_Number]], first: int) -> list[tuple[int, str]]:
    """The pages before the first counted one whose Roman numbers grow by one from page to page."""
    roman = [
        (page, number)
        for page, numbers in found.items()
        for number in numbers
        if page < first and number.series == ROMAN
    ]
    offsets = [page - number.value for page, number in roman]
    usual = max(set(offsets), key=lambda offset: (offsets.count(offset), offset), default=0)
    return [(page, number.printed) for page, number in roman if page - number.value == usual]
