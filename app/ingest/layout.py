"""A page's glyphs as printed lines in reading order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from app.domain.document import Box
from app.domain.table import plain_table
from app.ingest.columns import Side, in_reading_order
from app.ingest.joining import TextBuilder, is_wide
from app.ingest.lines import Line, TableBlock
from app.ingest.pdfium import Glyph, PageContent
from app.ingest.ruled_tables import Grid, find_grids

SAME_LINE = 0.45
"""Share of the larger font size that two baselines may differ by: subscripts stay on their line."""
SMALL_PRINT = 0.8
"""Share of the usual size below which print may be an exponent, an index or a note mark."""
RAISED = 0.75
LOWERED = 0.4
WORD_GAP = 0.2
"""Share of the font size; the narrowest word space of justified English is about this."""
OVERLAP = 0.15
"""Share of the font size by which declared advances overlap when they are wrong; then the ink decides."""
INK_GAP = 0.28
WIDEST_INK_GAP = 0.36
"""Letters of one word never stand this far apart."""
NARROW = frozenset("iljtfrI1.'")
"""In fonts of one width these stand alone in their place."""
RUN_GAP = 1.8
"""Font sizes. A wider gap separates columns or cells, and letter-spaced headings stay below it."""
BACKWARD = 0.3
"""Font sizes that a glyph may stand left of the one before it: accents, kerned pairs, full stops set half-width."""
SAME_PLACE = 0.12
"""Font sizes: the same character printed twice this close is one character in false bold."""
PART_GAP = 0.8
"""Font sizes between two Chinese characters that are no letter-spacing: "第五条　中央", "发布日期    实施日期"."""
LONGEST_NUMBER = 20
_NUMBER = re.compile(r"(?:附录|[表图])?(?:[A-Z]|(?:[A-Z][.．])?\d{1,3}(?:[.．\-—]\d{1,3})*[.．]?)")
_SPACED_OUT = re.compile(r"(?<![一-鿿])[一-鿿](?: [一-鿿])+(?![一-鿿])")
"""Single characters far from each other inside a line: "第一章 总 则"."""


@dataclass(slots=True)
class Run:
    """Glyphs that follow each other on one baseline without a wide gap."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    baseline: float
    size: float

    @property
    def y0(self) -> float:
        return self.baseline - 0.86 * self.size

    @property
    def y1(self) -> float:
        return self.baseline + 0.18 * self.size


@dataclass(frozen=True, slots=True)
class Column:
    """Lines and tables that follow each other down one column; ``side`` tells which."""

    page: int
    side: Side
    blocks: tuple[Line | TableBlock, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))


def page_columns(page: PageContent) -> list[Column]:
    """The page's lines and ruled tables in reading order. ``begins_paragraph`` is not decided here."""
    glyphs, turn = _upright(page)
    grids = find_grids(page.rules, glyphs) if turn == 0 else []
    in_tables = frozenset[int]().union(*(grid.glyph_places for grid in grids))
    width = page.width if turn % 2 == 0 else page.height
    groups = in_reading_order(_runs(glyph for glyph in glyphs if glyph.place not in in_tables), width)
    columns = [Column(page.number, side, tuple(_lines(runs, page, turn))) for side, runs in groups]
    columns = [column for column in columns if column.blocks]
    for grid in grids:
        columns = _with_table(columns, _table(grid, page), page.number)
    return columns


def _with_table(columns: Sequence[Column], table: TableBlock, page: int) -> list[Column]:
    """Put the table before the first line of its column that stands below it."""
    box = table.box
    if box is None or not columns:
        return [*columns, Column(page, Side.WHOLE, (table,))]
    placed = list(columns)
    for at, column in enumerate(placed):
        boxes = [block.box for block in column.blocks if block.box is not None]
        if max(b.x1 for b in boxes) < box.x0 or min(b.x0 for b in boxes) > box.x1:
            continue
        below = next((i for i, block in enumerate(column.blocks) if block.box and block.box.y0 >= box.y0), None)
        if below is not None:
            placed[at] = replace(column, blocks=(*column.blocks[:below], table, *column.blocks[below:]))
            return placed
    placed[-1] = replace(placed[-1], blocks=(*placed[-1].blocks, table))
    return placed


def _table(grid: Grid, page: PageContent) -> TableBlock:
    """Cell texts row by row. A cell over several rows is read in each of them, as a person reads a row aloud."""
    rows = [["" for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    for cell in grid.cells:
        builder = TextBuilder()
        for line in _lines(_runs(cell.glyphs), page, 0):
            builder.add_line(line.text, None)
        for row in range(cell.row, cell.row_end):
            rows[row][cell.column] = builder.text
    used = [column for column in range(len(grid.xs) - 1) if any(row[column] for row in rows)]
    kept = [index for index, row in enumerate(rows) if any(row)]
    return TableBlock(
        plain_table([[rows[index][column] for column in used] for index in kept]),
        grid.box(page.number),
        tuple(grid.row_box(page.number, index) for index in kept),
    )


def _upright(page: PageContent) -> tuple[list[Glyph], int]:
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
    return [_turned(glyph, page, turn) for glyph in by_quarter[turn]], turn


def _turned(glyph: Glyph, page: PageContent, turn: int) -> Glyph:
    x0, y0, x1, y1 = _turn_box((glyph.x0, glyph.y0, glyph.x1, glyph.y1), page, turn)
    return glyph._replace(x0=x0, y0=y0, x1=x1, y1=y1, baseline=y1 - 0.2 * glyph.size, ink_x0=x0, ink_x1=x1)


def _turn_box(
    box: tuple[float, float, float, float], page: PageContent, turn: int
) -> tuple[float, float, float, float]:
    """Turn back ``turn`` clockwise quarters: from the page as shown to the page as its text is read."""
    x0, y0, x1, y1 = box
    if turn == 1:
        return y0, page.width - x1, y1, page.width - x0
    if turn == 2:
        return page.width - x1, page.height - y1, page.width - x0, page.height - y0
    if turn == 3:
        return page.height - y1, x0, page.height - y0, x1
    return box


def _turn_forth(
    box: tuple[float, float, float, float], page: PageContent, turn: int
) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    if turn == 1:
        return page.width - y1, x0, page.width - y0, x1
    if turn == 3:
        return y0, page.height - x1, y1, page.height - x0
    return _turn_box(box, page, turn)


def _runs(glyphs: Iterable[Glyph]) -> list[Run]:
    runs: list[Run] = []
    for glyph in glyphs:
        run = runs[-1] if runs else None
        if run is not None and _continues(run, glyph):
            run.glyphs.append(glyph)
            run.x1 = max(run.x1, glyph.x1)
            if glyph.size > run.size and not glyph.text.isspace():
                run.size, run.baseline = glyph.size, glyph.baseline
        elif not glyph.text.isspace():
            runs.append(Run([glyph], glyph.x0, glyph.x1, glyph.baseline, glyph.size))
    return runs


def _continues(run: Run, glyph: Glyph) -> bool:
    em = max(run.size, glyph.size)
    if abs(glyph.baseline - run.baseline) > SAME_LINE * em:
        return False
    return glyph.x0 > run.glyphs[-1].x0 - BACKWARD * em and glyph.x0 - run.x1 < RUN_GAP * em


def _lines(runs: Sequence[Run], page: PageContent, turn: int) -> list[Line]:
    """Runs of one column, put together on their baselines; raised and lowered small print joins its line."""
    usual = median(run.size for run in runs for _ in run.glyphs) if runs else 0.0
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.size < SMALL_PRINT * usual, run.baseline, run.x0)):
        row = next((row for row in reversed(rows) if _on_row(row, run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    rows.sort(key=lambda row: _main(row).baseline)
    return [line for row in rows if (line := _line(row, page, turn)) is not None]


def _main(row: Sequence[Run]) -> Run:
    return max(row, key=lambda run: (run.size, len(run.glyphs)))


def _on_row(row: Sequence[Run], run: Run) -> bool:
    main = row[0]
    offset = run.baseline - main.baseline
    if run.size >= SMALL_PRINT * main.size:
        return abs(offset) <= SAME_LINE * max(main.size, run.size)
    beside = any(other.x0 - main.size < run.x1 and run.x0 < other.x1 + main.size for other in row)
    return beside and -RAISED * main.size <= offset <= LOWERED * main.size


def _line(row: Sequence[Run], page: PageContent, turn: int) -> Line | None:
    glyphs = sorted((glyph for run in row for glyph in run.glyphs), key=lambda glyph: glyph.x0)
    text = join_glyphs(glyphs)
    if not text:
        return None
    shown = (
        glyphs[0].x0,
        min(run.y0 for run in row),
        max(run.x1 for run in row),
        max(run.y1 for run in row),
    )
    x0, y0, x1, y1 = _turn_forth(shown, page, turn)
    box = Box(page.number, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
    return Line(
        text,
        box,
        size=round(_main(row).size, 2),
        is_bold=glyphs[0].place in page.bold_places,
    )


def join_glyphs(glyphs: Sequence[Glyph]) -> str:
    """The text of glyphs from left to right: letter-spacing of Chinese closed, spaces between English words kept."""
    printed: list[str] = []
    previous: Glyph | None = None
    spaced = False
    wide_part = PART_GAP if not _is_letter_spaced(glyphs) else 100.0
    for glyph in glyphs:
        if glyph.text.isspace():
            spaced = True
            continue
        if previous is not None and previous.text == glyph.text and glyph.x0 - previous.x0 < SAME_PLACE * glyph.size:
            continue
        is_set_off = spaced and not glyph.text.isdigit() and _is_clause_number(printed)
        if previous is not None and (is_set_off or _parted(previous, glyph, spaced, wide_part)):
            printed.append(" ")
        printed.append(glyph.text)
        previous, spaced = glyph, False
    return _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), "".join(printed))


def _is_letter_spaced(glyphs: Sequence[Glyph]) -> bool:
    """A heading such as "目    次" or "中 华 人 民": few characters, all far from each other."""
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not 2 <= len(shown) <= 16 or not all(is_wide(glyph.text) for glyph in shown):
        return False
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(shown)]
    return min(gaps) > 0.5 * shown[0].size and max(gaps) < min(gaps) + shown[0].size


def _parted(before: Glyph, after: Glyph, spaced: bool, wide_part: float) -> bool:
    gap = after.x0 - before.x1
    em = min(before.size, after.size)
    if is_wide(before.text) and is_wide(after.text):
        return gap > wide_part * em
    if is_wide(before.text) or is_wide(after.text):
        return gap > wide_part * em or (_is_number_gap(before, after) and gap > 0.55 * em)
    if before.text in ".．" and after.text.isdigit():
        return gap > 0.8 * em
    if spaced or gap > WORD_GAP * em:
        return True
    ink_gap = after.ink_x0 - before.ink_x1
    if not (before.text.isalnum() and after.text.isalnum()):
        return False
    if gap < -OVERLAP * em:
        return ink_gap > INK_GAP * em
    return ink_gap > WIDEST_INK_GAP * em and not {before.text, after.text} & NARROW


def _is_clause_number(printed: Sequence[str]) -> bool:
    """Whether the line so far is a number, which a typed space sets off from its heading."""
    return len(printed) <= LONGEST_NUMBER and bool(_NUMBER.fullmatch("".join(printed)))


def _is_number_gap(before: Glyph, after: Glyph) -> bool:
    """Between a clause number and its Chinese heading the printed gap means something."""
    return before.text.isalnum() and is_wide(after.text)
