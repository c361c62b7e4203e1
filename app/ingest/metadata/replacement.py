"""Whose place a standard takes: the line 代替 on its cover, the sentence of its foreword, the announcement before it.

GB/T 1.1-2020 annex D.1 and clause 8.3 c): 代替 for the whole of a document, 部分代替 for a part of it, which stays
valid otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain import standard_id
from app.domain.standard_id import FoundId, StandardId

REPLACES = re.compile(r"(?P<partly>部分)?(?:整合)?(?<![被所可不])(?:代\s*替|替\s*代|取\s*代)")
"""被…代替 is said of the older one, 所代替标准的历次版本 of the history."""

IS_REPLACED = re.compile(r"已?被.{2,60}?(?:代\s*替|替\s*代|取\s*代)")

MOST_PARTS = 60
"""In a range such as GB/T 5080.1~GB/T 5080.7; no standard has more parts."""

_SUBJECT = r"本\s*(?:标准|文件|部分|规范|规程|规定|导则|指南|规则|技术要求|指导性技术文件|标准化指导性技术文件)"
_STATED = re.compile(
    rf"{_SUBJECT}(?:与[^，。；]{{4,60}}?(?:共同|一起)|自[^，。；]{{2,24}}?起，?|实施后，?|是|将|同时|全部|整体)*"
    r"(?P<partly>部分)?(?:整合)?(?:代替|替代|取代)了?(?P<list>[^。]{4,1500})"
)
_REVISES = re.compile(
    rf"{_SUBJECT}是?(?:对|在)(?P<list>[^。；]{{4,120}}?)(?:的修订|进行(?:了)?(?:全面)?修订|(?:的)?基础上修订)"
)
_ABOLISHED = re.compile(r"(?P<list>[^。；]{4,1500}?)(?:同时|即行|相应|予以)(?:废止|作废)")
_AFTER_LIST = re.compile(r"[，,；;]\s*(?:与|和.{4,40}相比|本|其中|主要|除|并|自|以|同时与)|\n(?![\s—–-])")
"""Where the list ends: after it come the comparison with the older edition and the next statement."""

_ONE_PART = re.compile(r"\s*(?:《[^》]*》)?\s*(?:[（(]\s*部分|中的|[中的]\s*(?:第|部分|有关|相关|附录|内容|[0-9A-Z]))")
"""代替GB/T 1—2000的第5章, 代替GB/T 1—2000（部分）: what follows the number says that a part is meant."""

_PROVISIONS = re.compile(r"条文|条款|第\s*[0-9.、，]+\s*条")
_RANGE = re.compile(r"\s*(?:《[^》]*》)?\s*[~～至—–-]+\s*")


@dataclass(frozen=True, slots=True)
class Replaced:
    """What takes the place as a whole, and of what a part."""

    whole: tuple[StandardId, ...] = ()
    partly: tuple[StandardId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.whole or self.partly)


def replaced_on_cover(texts: Sequence[str], own: StandardId | None) -> Replaced:
    """The lists after 代替 and 部分代替, which may go on for lines that hold nothing but numbers."""
    found: list[tuple[bool, StandardId]] = []
    is_open, is_partly = False, False
    for text in texts:
        marks = [] if IS_REPLACED.search(text) else list(REPLACES.finditer(text))
        if not marks:
            is_open = is_open and bool(standard_id.starting(text)) and not _left_over(text)
            found += _listed(text, is_partly) if is_open else ()
        for place, mark in enumerate(marks):
            end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
            is_open, is_partly = True, bool(mark["partly"])
            found += _listed(text[mark.end() : end], is_partly)
    return _sorted_out(found, own)


def replaced_in_text(text: str, own: StandardId | None) -> Replaced:
    """What the foreword states with this document as the subject."""
    found: list[tuple[bool, StandardId]] = []
    for stated in _STATED.finditer(text):
        listed = _AFTER_LIST.split(stated["list"], maxsplit=1)[0]
        found += _listed(listed, bool(stated["partly"]))
    if not found and (revised := _REVISES.search(text)) is not None:
        found += _listed(revised["list"], False)
    return _sorted_out([(partly, item) for partly, item in found if item.is_dated], own)


def abolished_in(text: str, own: StandardId | None) -> Replaced:
    """What an announcement abolishes from that day on: 原《…》GB 50045-95同时废止. Not single provisions."""
    found = [
        pair
        for sentence in _ABOLISHED.finditer(text)
        if not _PROVISIONS.search(sentence["list"])
        for pair in _listed(sentence["list"], False)
    ]
    return _sorted_out(found, own)


def _sorted_out(found: Iterable[tuple[bool, StandardId]], own: StandardId | None) -> Replaced:
    """Each once, the document itself left out; what is replaced as a whole somewhere is replaced as a whole."""
    others = [(partly, item) for partly, item in found if item != own]
    whole = dict.fromkeys(item for partly, item in others if not partly)
    partly = dict.fromkeys(item for is_partly, item in others if is_partly and item not in whole)
    return Replaced(tuple(whole), tuple(partly))


def _listed(text: str, is_partly: bool) -> Iterator[tuple[bool, StandardId]]:
    """The numbers of a list, ranges written out, each with whether a part of it is meant."""
    numbers = standard_id.find_all(text)
    for place, found in enumerate(numbers):
        follows = numbers[place + 1] if place + 1 < len(numbers) else None
        one_part = is_partly or bool(_ONE_PART.match(text, found.end))
        yield one_part, found.id
        if follows is not None and _RANGE.fullmatch(text[found.end : follows.start]):
            yield from ((one_part, between) for between in _between(found, follows))


def _between(first: FoundId, last: FoundId) -> Iterator[StandardId]:
    """The parts between two parts of one standard, in the edition of the last."""
    start, end = first.id, last.id
    is_run = (start.family, start.number) == (end.family, end.number) and start.year in (None, end.year)
    if is_run and (start.part or "").isdigit() and (end.part or "").isdigit():
        for part in range(int(start.part or 0) + 1, min(int(end.part or 0), int(start.part or 0) + MOST_PARTS)):
            yield replace(end, part=str(part))


def _left_over(text: str) -> str:
    for found in reversed(standard_id.find_all(text)):
        text = text[: found.start] + text[found.end :]
    return text.strip(" ,，、；;和及与()（）~～至")
