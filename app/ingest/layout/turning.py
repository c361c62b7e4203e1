"""Pages whose text is set sideways or upside down, read as if they were upright."""

from __future__ import annotations

from app.ingest.layout.content import Glyph, PageContent, Rule


def upright(page: PageContent) -> tuple[list[Glyph], int]:
    """The glyphs in the page's main writing direction, laid out as if it were upright.

    Slanting stamps and side notes across the main direction are left out.
    """
    by_quarter: dict[int, list[Glyph]] = {}
    for glyph in page.glyphs:
        if glyph.quarter is not None:
            by_quarter.setdefault(glyph.quarter, []).append(glyph)
    if not by_quarter:
        return [], 0
    turn = max(by_quarter, key=lambda quarter: len(by_quarter[quarter]))
    if turn == 0:
        return by_quarter[0], 0
    return [turned_back(glyph, page, turn) for glyph in by_quarter[turn]], turn


def turned_back(glyph: Glyph, page: PageContent, turn: int) -> Glyph:
    """The glyph on the page turned back ``turn`` quarters, on a level baseline."""
    x0, y0, x1, y1 = turn_box((glyph.x0, glyph.y0, glyph.x1, glyph.y1), page, turn)
    return glyph._replace(x0=x0, y0=y0, x1=x1, y1=y1, baseline=y1 - 0.2 * glyph.size, ink_x0=x0, ink_x1=x1)


def turn_box(box: tuple[float, float, float, float], page: PageContent, turn: int) -> tuple[float, float, float, float]:
    """Turn back ``turn`` clockwise quarters: from the page as shown to the page as its text is read."""
    x0, y0, x1, y1 = box
    if turn == 1:
        return y0, page.width - x1, y1, page.width - x0
    if turn == 2:
        return page.width - x1, page.height - y1, page.width - x0, page.height - y0
    if turn == 3:
        return page.height - y1, x0, page.height - y0, x1
    return box


def turn_forth(
    box: tuple[float, float, float, float], page: PageContent, turn: int
) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    if turn == 1:
        return page.width - y1, x0, page.width - y0, x1
    if turn == 3:
        return y0, page.height - x1, y1, page.height - x0
    return turn_box(box, page, turn)


def turned_rules(page: PageContent, turn: int) -> list[Rule]:
    """The page's ruled lines as they lie when its text is read."""
    return [Rule(*turn_box((rule.x0, rule.y0, rule.x1, rule.y1), page, turn)) for rule in page.rules]
