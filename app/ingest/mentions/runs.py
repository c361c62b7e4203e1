"""Lists and ranges of clause numbers: 5.1、5.2和5.3, 第三条至第五条, 表1～3, 第二款、第三款, Sections 6.2 to 6.5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.numerals import to_chinese, to_integer
from app.ingest.mentions.place_patterns import CN, END, ITEM, PLACE, clean_number

LONGEST_RANGE = 60
"""Numbers; 1 to 999 is no range of clauses that anyone names."""

_SEPARATOR = (
    r"\s{0,2}(?P<sep>、|以及|或者|和|及|与|或|,\s(?:and|or)(?=\s)|,|，|~|～|至|到|—|–"
    r"|(?:through|to|and|or)(?=\s))\s{0,2}"
)
RANGES = frozenset({"~", "～", "至", "到", "—", "–", "through", "to"})
_NEXT_PLACE = re.compile(rf"{_SEPARATOR}(?:第(?=\d))?(?P<place>{PLACE}){ITEM}{END}")
_NEXT_PART = re.compile(
    rf"{_SEPARATOR}(?P<part>第\s?{CN}{{1,3}}\s?款(?:第\s?[(（]?{CN}{{1,3}}[)）]?\s?项)?|第\s?[(（]?{CN}{{1,3}}[)）]?\s?项)"
)
_JOINED_PARTS = re.compile(
    rf"第\s?(?P<counts>[(（]?{CN}{{1,3}}[)）]?(?:\s?(?:[、和及与或至]|或者)\s?第?\s?[(（]?{CN}{{1,3}}[)）]?)+)\s?(?P<unit>[款项])"
)
"""第五十八条第(二)、(三)、(四)项."""
_COUNT = re.compile(rf"(?P<sep>[、和及与或至到~～]|或者|)\s?第?\s?(?P<count>[(（]?{CN}+[)）]?)")
_NEXT_ITEM = re.compile(rf"{_SEPARATOR}(?P<item>[a-z]|\d{{1,2}})\s?[)）]")
_NEXT_COUNT = re.compile(
    rf"{_SEPARATOR}(?P<count>\d{{1,3}}(?:[.-]\d{{1,3}}){{0,5}}|[A-Z](?:[.-]\d{{1,3}}){{0,5}}(?![A-Za-z\d])){END}"
)
_WORDED = re.compile(r"(?P<word>[表图]|附录|Tables?|Figures?|Annex|Appendix)(?P<count>[A-Z\d].*)")
_COUNTED = re.compile(r"(?P<word>)(?P<count>[A-Z\d].*)")
_LAST_PARAGRAPH = re.compile(r"第[^第]{1,4}款.*$")
_LAST_ITEM = re.compile(r"第[^第]{1,5}项$")
_HAS_PARTS = re.compile("[条款项]")
_LETTERED = re.compile(r"(?:[a-z]|\d{1,2})\)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause number at [start, end), without spaces: "5.2.1", "附录A", "表3", "第十条第二款".

    ``is_sure`` is False where only a clause of that number makes a reference of it: 由 2.5 制成. ``is_between`` marks
    the numbers that a range passes over without naming them.
    """

    start: int
    end: int
    number: str
    is_sure: bool = True
    is_between: bool = False


def run_from(text: str, first: Mention, *, in_counts: bool = False) -> Iterator[Mention]:
    """The first mention and all that its list or range goes on to. ``in_counts``: also in bare figures, as after
    Sections."""
    if _HAS_PARTS.search(first.number) and (match := _JOINED_PARTS.match(text, first.end)):
        for number, is_between in counted_out(match["counts"], first.number + "第", match["unit"]):
            yield Mention(first.start, match.end(), number, first.is_sure, is_between)
        return
    yield first
    last = first
    while found := _next(text, last, in_counts=in_counts):
        separator, following = found
        if separator in RANGES:
            for number in numbers_between(last.number, following.number):
                yield Mention(following.start, following.end, number, first.is_sure, is_between=True)
        yield following
        last = following


def counted_out(counts: str, before: str, after: str) -> Iterator[tuple[str, bool]]:
    """The numbers of 七、八和九 or 5~8, each with what stands around it, and whether it is only passed over."""
    last = ""
    for match in _COUNT.finditer(counts):
        number = f"{before}{match['count']}{after}"
        if match["sep"] in RANGES:
            yield from ((passed, True) for passed in numbers_between(last, number))
        yield number, False
        last = number


def numbers_between(first: str, last: str) -> list[str]:
    """What lies strictly between two numbers of one form: 5.3 and 5.6, 第三条 and 第五条, a) and d)."""
    one, other = _counter(first), _counter(last)
    if one is None or other is None or (one[0], one[2]) != (other[0], other[2]):
        return []
    if not 0 < other[1] - one[1] <= LONGEST_RANGE:
        return []
    return [f"{one[0]}{_like(first, one, value)}{one[2]}" for value in range(one[1] + 1, other[1])]


def _next(text: str, last: Mention, *, in_counts: bool) -> tuple[str, Mention] | None:
    """The separator and what follows it, read in the light of what came before."""
    if match := _NEXT_PLACE.match(text, last.end):
        number = clean_number(match["place"], match["item"])
        return match["sep"], _mention(match, "place", number, last)
    if _HAS_PARTS.search(last.number) and (match := _NEXT_PART.match(text, last.end)):
        part = re.sub(r"\s", "", match["part"])
        level = _LAST_PARAGRAPH if "款" in part else _LAST_ITEM
        return match["sep"], _mention(match, "part", level.sub("", last.number) + part, last)
    if _LETTERED.search(last.number) and (match := _NEXT_ITEM.match(text, last.end)):
        return match["sep"], _mention(match, "item", _LETTERED.sub("", last.number) + f"{match['item']})", last)
    worded = _WORDED.fullmatch(last.number) or (_COUNTED.fullmatch(last.number) if in_counts else None)
    if worded and (match := _NEXT_COUNT.match(text, last.end)) and _is_like(worded["count"], match["count"]):
        return match["sep"], _mention(match, "count", worded["word"] + match["count"], last)
    return None


def _mention(match: re.Match[str], group: str, number: str, last: Mention) -> Mention:
    return Mention(match.start(group), match.end(), number, last.is_sure)


def _is_like(count: str, following: str) -> bool:
    """A letter follows a letter and a figure a figure: 附录A、B; but not 表1、A."""
    return count[0].isdigit() == following[0].isdigit()


def _counter(number: str) -> tuple[str, int, str] | None:
    """The number's last count, with what stands before and after it."""
    match = (
        re.fullmatch(r"(?P<before>.*第[（(]?)(?P<count>[^第条款项（()）]+)(?P<after>[)）]?[条款项])", number)
        or re.fullmatch(r"(?P<before>.*?)(?P<count>[a-z]|\d{1,2})(?P<after>\))", number)
        or re.fullmatch(r"(?P<before>.*?)(?P<count>\d+|[A-Z])(?P<after>)", number)
    )
    if match is None:
        return None
    count = match["count"]
    value = ord(count) if len(count) == 1 and count.isascii() and count.isalpha() else to_integer(count)
    return None if value is None else (match["before"], value, match["after"])


def _like(model: str, counter: tuple[str, int, str], value: int) -> str:
    """The value written as the model writes its own: a letter, figures or Chinese numerals."""
    written = model[len(counter[0]) : len(model) - len(counter[2])]
    if written.isascii() and written.isalpha():
        return chr(value)
    return str(value) if written.isdigit() else to_chinese(value)
