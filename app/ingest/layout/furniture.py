"""What is printed on every page and belongs to none: running headers, footers, page numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.standard_id import parse
from app.ingest.layout.column import Column
from app.ingest.lines import Line

MARGIN_SHARE = 0.13
"""Of the page's height, at the top and at the bottom: where running lines stand."""
FEWEST_PAGES = 3
REPEATED_SHARE = 0.25
"""Of the pages: headers of left and right pages differ, and chapters change them."""
DEEPEST_LINE = 4
FEWEST_STAMPED = 4
STAMPED_SHARE = 0.5
"""Of the pages: what the text itself repeats does not fall on the same height of every other page."""
LONGEST_STAMP = 30
"""Characters: less than a line of text."""
LONGEST_NUMBER = 30
"""Characters of a standard's number with its spaces."""
FEWEST_IMPRINT_MARKS = 2
LONGEST_IMPRINT = 40
"""Lines."""
_IMPRINT = re.compile(
    r"书号\s*[:：]|版权专有|侵权必究|出版社\s*出版|印\s*张|开\s*本|定\s*价|第\s*[一1]\s*版|ISBN|服务热线"
)

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?(?P<value>(?:[A-Z]{1,2}-|\d{1,2}-)?\d{1,4}|[ivxlcdmⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,7})"
    r"(?:\s*页)?(?:\s*(?:[,，/]\s*共?|共)\s*\d{1,4}\s*页?|\s+of\s+\d+)?[-—–·\s]*",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r".{0,60}\bpage\s+(?:[A-Z]-)?[\divxlc]+(?:\s+of\s+\d+)?", re.IGNORECASE)


def without_furniture(columns: Sequence[Column], heights: Mapping[int, float]) -> list[Column]:
    """The columns without running headers, footers and page numbers. ``heights`` are in points by page."""
    pages: dict[int, list[Line]] = {}
    for column in columns:
        pages.setdefault(column.page, []).extend(column.lines)
    edges = [edge_lines(page, heights) for page in pages.values()]
    repeated = _repeated(edges)
    dropped = {id(line) for edge in edges for line in edge if _key(line) in repeated or _is_page_number(line)}
    for others in (_imprint(pages), _stamps(pages), _strayed_numbers(pages)):
        dropped |= {id(line) for line in others}
    return [
        replace(column, blocks=tuple(block for block in column.blocks if id(block) not in dropped))
        for column in columns
    ]


def _imprint(pages: Mapping[int, Sequence[Line]]) -> Sequence[Line]:
    """The publisher's page at the end: address, book number, price."""
    last = pages[max(pages)] if len(pages) >= FEWEST_PAGES else []
    marks = sum(bool(_IMPRINT.search(line.text)) for line in last)
    return last if marks >= FEWEST_IMPRINT_MARKS and len(last) <= LONGEST_IMPRINT else []


def _stamps(pages: Mapping[int, Sequence[Line]]) -> list[Line]:
    """The same words at the same place within the text of most pages: a watermark set upright, a site's stamp."""
    found: dict[tuple[str, int], list[Line]] = {}
    for page in pages.values():
        for line in page:
            if len(line.text) <= LONGEST_STAMP:
                found.setdefault((_squeezed(line.text), _height(line)), []).append(line)
    enough = max(FEWEST_STAMPED, STAMPED_SHARE * len(pages))
    return [line for lines in found.values() if len(lines) >= enough for line in lines]


def _strayed_numbers(pages: Mapping[int, Sequence[Line]]) -> list[Line]:
    """Running headers that a converter left within the text: the standard's number, alone on a line.

    The cover keeps it.
    """
    found: dict[str, list[Line]] = {}
    for page in list(pages.values())[1:]:
        for line in page:
            if len(line.text) <= LONGEST_NUMBER and parse(line.text.strip()) is not None:
                found.setdefault(_squeezed(line.text), []).append(line)
    return [line for lines in found.values() if len({_page(line) for line in lines}) >= FEWEST_PAGES for line in lines]


def edge_lines(page: Sequence[Line], heights: Mapping[int, float]) -> list[Line]:
    """Lines inside the top and bottom strips of the page, the outermost few."""
    top: list[tuple[float, Line]] = []
    bottom: list[tuple[float, Line]] = []
    for line in page:
        if line.box is None:
            continue
        height = heights[line.box.page]
        if line.box.y0 < MARGIN_SHARE * height:
            top.append((line.box.y0, line))
        elif line.box.y1 > (1 - MARGIN_SHARE) * height:
            bottom.append((-line.box.y1, line))
    edges = [sorted(strip, key=lambda item: item[0])[:DEEPEST_LINE] for strip in (top, bottom)]
    return [line for strip in edges for _, line in strip]


def _repeated(edges: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """Lines on a good share of all pages, or on pages close together: the header of a chapter."""
    pages = sum(bool(edge) for edge in edges)
    places: dict[tuple[str, int], list[int]] = {}
    for page, edge in enumerate(edges):
        for key in {_key(line) for line in edge}:
            places.setdefault(key, []).append(page)
    enough = max(FEWEST_PAGES, REPEATED_SHARE * pages)
    return {key for key, found in places.items() if len(found) >= enough or _is_run(found)}


def _is_run(pages: Sequence[int]) -> bool:
    """At least every other page from the first to the last: left and right pages differ."""
    return len(pages) >= FEWEST_PAGES and pages[-1] - pages[0] <= 2 * (len(pages) - 1)


def _key(line: Line) -> tuple[str, int]:
    """Same words at the same height, whatever the numbers in them."""
    return re.sub(r"\d+", "#", _squeezed(line.text)), _height(line)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _height(line: Line) -> int:
    return round((line.box.y0 if line.box else 0.0) / 12)


def _page(line: Line) -> int:
    return line.box.page if line.box else 0


def _is_page_number(line: Line) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip()) or _PAGE_WORD.fullmatch(line.text.strip()))
