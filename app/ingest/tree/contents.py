"""Contents pages: lists of headings that look like clauses and are not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.ingest.joining import joined
from app.ingest.lines import Line, TableBlock
from app.ingest.tree.looks import is_heading
from app.ingest.tree.numbering import Scheme, number_mark

Block = Line | TableBlock

LONGEST_GAP = 3
"""Lines between two entries that still lie inside the list: an entry broken over two lines, a running head."""
FEWEST_UNTITLED = 3
"""Entries of a list whose title is missing; fewer are formulas and forms with dots in them."""
FEWEST_REPEATED = 2
"""Headings of a list without page numbers that come again in the body."""
TITLE = re.compile(
    r"(目\s*[次录錄]|contents|table\s+of\s+contents|list\s+of\s+(figures|tables)|图目录|表目录|插图|表格)\s*[:：]?",
    re.IGNORECASE,
)
_PAGE = r"(?:[A-Z]{1,2}[-–])?\d{1,3}(?:[-–]\d{1,3})?|[ivxlcⅠ-ⅻ]{1,6}"
"""12, vii, Ⅱ, A-3, ES-1, 2-14."""
_LEADERS = re.compile(rf"(?:(?:[.．·…‥_—\-]\s?){{4,}}|…+)\s*(?P<bracket>[(（])?(?P<page>{_PAGE})[)）]?$", re.IGNORECASE)
_ONLY_LEADERS = re.compile(r"(?:[.．·…‥_]\s?){6,}")
_PAGE_AT_END = re.compile(r"(?<=\S)[\s.]+(?P<page>\d{1,3}|[ivxlc]{1,6})$", re.IGNORECASE)
_FORMULA_NUMBER = re.compile(r"[(（][A-Z]?[.．]?\d{1,3}[)）]$")
_LAW_HEADING = re.compile(r"第[零〇一二三四五六七八九十百]+[编章节](\s|　|$|[^条款])")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the contents promise: a heading as printed there, with its printed page if it has one."""

    text: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """``places`` are the blocks of contents lists, titles and broken lines among them."""

    places: frozenset[int]
    entries: tuple[Entry, ...]


def find_contents(blocks: Sequence[Block]) -> Contents:
    """All contents lists of the document, with or without page numbers."""
    runs = _printed_lists(blocks)
    places = {at for run in runs for at in run.places}
    entries = [entry for run in runs for entry in _entries(blocks, run.places)]
    titles = [at for at in range(len(blocks)) if at not in places and TITLE.fullmatch(_text(blocks, at))]
    last_place = {_key(_text(blocks, at)): at for at in range(len(blocks))} if titles else {}
    for start in titles:
        if start not in places:
            repeated = _repeated(blocks, start, last_place)
            places.update((start, *repeated) if repeated else ())
            entries += [Entry(_text(blocks, at)) for at in repeated]
    return Contents(frozenset(places), tuple(entries))


@dataclass(slots=True)
class _Run:
    """A list of entries with page numbers. ``is_titled``: its title was seen; ``in_brackets``: pages like (1)."""

    places: list[int] = field(default_factory=list)
    is_titled: bool = False
    leaders: int = 0
    in_brackets: int = 0

    @property
    def is_list(self) -> bool:
        if self.is_titled:
            return len(self.places) > 1
        return self.leaders >= FEWEST_UNTITLED and self.in_brackets < self.leaders

    def take(self, at: int) -> None:
        """The block, with what lies between it and the one before."""
        self.places += range(self.places[-1] + 1, at + 1) if self.places else (at,)


def _printed_lists(blocks: Sequence[Block]) -> list[_Run]:
    """Lists whose entries have leaders, or page numbers below a title."""
    runs = [_Run()]
    for at, block in enumerate(blocks):
        if not isinstance(block, Line):
            continue
        if runs[-1].places and at - runs[-1].places[-1] > LONGEST_GAP:
            runs.append(_Run())
        run, text = runs[-1], block.text.strip()
        if TITLE.fullmatch(text) and _entry_follows(blocks, at):
            run.take(at)
            run.is_titled = True
        elif match := _LEADERS.search(text):
            run.take(at)
            run.leaders += 1
            run.in_brackets += bool(match["bracket"])
        elif _lost_its_page(text) or (run.is_titled and not run.leaders and _PAGE_AT_END.search(text)):
            run.take(at)
    return [run for run in runs if run.is_list]


def _lost_its_page(text: str) -> bool:
    """An entry whose page number stands elsewhere; a numbered formula is none."""
    return bool(_ONLY_LEADERS.search(text)) and not _FORMULA_NUMBER.search(text)


def _entry_follows(blocks: Sequence[Block], at: int) -> bool:
    ahead = [block.text.strip() for block in blocks[at + 1 : at + 6] if isinstance(block, Line)]
    return any(_LEADERS.search(text) or _PAGE_AT_END.search(text) for text in ahead)


def _repeated(blocks: Sequence[Block], start: int, last_place: Mapping[str, int]) -> list[int]:
    """Below a title without page numbers: headings, each of which comes again, up to where the first does.

    ``last_place`` tells where each heading comes for the last time.
    """
    found: list[int] = []
    for at in range(start + 1, len(blocks)):
        text = _text(blocks, at)
        if at - (found[-1] if found else start) > LONGEST_GAP or (
            found and _key(text) == _key(_text(blocks, found[0]))
        ):
            break
        if not text or not (is_heading(text) or _LAW_HEADING.match(text)):
            continue
        mark = number_mark(text)
        below = [_key(text), *([_key(mark.printed)] if mark is not None and mark.scheme is Scheme.ANNEX else [])]
        if any(last_place.get(key, -1) > at for key in below):
            found.append(at)
        elif not found:
            break
    return list(range(found[0], found[-1] + 1)) if len(found) >= FEWEST_REPEATED else []


def _entries(blocks: Sequence[Block], places: Sequence[int]) -> list[Entry]:
    """The entries of a list with page numbers; one that is broken over lines is put together."""
    entries: list[Entry] = []
    pending: list[str] = []
    for at in places:
        text = _text(blocks, at)
        if TITLE.fullmatch(text):
            pending = []
            continue
        if pending and number_mark(text):
            entries.append(Entry(joined(pending)))
            pending = []
        match = _LEADERS.search(text) or _PAGE_AT_END.search(text)
        pending.append(text[: match.start()] if match else text)
        if match:
            entries.append(Entry(joined(pending), match["page"]))
            pending = []
    return entries


def _text(blocks: Sequence[Block], at: int) -> str:
    block = blocks[at]
    return block.text.strip() if isinstance(block, Line) else ""


def _key(text: str) -> str:
    """The heading without spaces, stops and brackets."""
    return re.sub(r"[\W_]+", "", text).lower()
