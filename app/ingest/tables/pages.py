"""Tables that run over pages are one table: 续表, a head that is printed again, or the same columns going on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.table import Table, TableCell
from app.ingest.lines import Line, TableBlock
from app.ingest.tables.heads import head_rows
from app.ingest.tree.marks import LabelMark, table_caption

Block = Line | TableBlock

SAME_COLUMN_EDGE = 4.0
"""Points by which the columns of the two pages may miss each other; left and right pages are shifted as a whole."""
_CONTINUED = re.compile(r"续\s*表|[(（]\s*(?:续|续前|continued|cont['’]?d)", re.IGNORECASE)


def whole_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the parts of each table in one; a caption that only says so is left out."""
    whole: list[Block] = []
    for block in blocks:
        if not isinstance(block, TableBlock):
            whole.append(block)
            continue
        begun, between = _begun_before(whole)
        joined = _joined(begun, block) if begun is not None and _goes_on(whole, begun, between, block) else None
        if joined is None:
            whole.append(block)
        else:
            del whole[-1 - len(between) :]
            whole.append(joined)
    return whole


def _begun_before(blocks: Sequence[Block]) -> tuple[TableBlock | None, list[Line]]:
    """The table that stands last, with the captions below it."""
    between: list[Line] = []
    for block in reversed(blocks):
        if isinstance(block, TableBlock):
            return block, between
        if table_caption(block.text) is None:
            break
        between.append(block)
    return None, between


def _goes_on(blocks: Sequence[Block], begun: TableBlock, between: Sequence[Line], block: TableBlock) -> bool:
    """Whether it begins the page after the one where the table before it ended, under no caption of its own."""
    if not begun.row_boxes or not block.row_boxes or block.row_boxes[0].page != begun.row_boxes[-1].page + 1:
        return False
    at = len(blocks) - 1 - len(between)
    above = blocks[at - 1] if at > 0 else None
    own = table_caption(above.text) if isinstance(above, Line) else None
    return all(_says_continued(line, own) for line in between)


def _says_continued(line: Line, own: LabelMark | None) -> bool:
    caption = table_caption(line.text)
    is_same = caption is not None and own is not None and caption.printed == own.printed
    return is_same or (own is None and bool(_CONTINUED.search(line.text)))


def _joined(begun: TableBlock, block: TableBlock) -> TableBlock | None:
    """Both as one, or None where their columns do not fit each other."""
    edges = _common_edges(begun.column_edges, block.column_edges)
    if edges:
        first, second = _on_edges(begun, edges), _on_edges(block, edges)
    elif begun.table.columns == block.table.columns and begun.table.repeated_head(block.table):
        first, second, edges = begun.table, block.table, begun.column_edges
    else:
        return None
    again = first.repeated_head(second)
    table = _with_open_cells(_with_head(first.followed_by(second), again), first.rows)
    return replace(begun, table=table, row_boxes=(*begun.row_boxes, *block.row_boxes[again:]), column_edges=edges)


def _common_edges(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """The finer columns of the two, as they lie in the first, if every edge of the coarser is among them; else none."""
    if not one or not other or abs((one[-1] - one[0]) - (other[-1] - other[0])) > 2 * SAME_COLUMN_EDGE:
        return ()
    moved = [edge - other[0] + one[0] for edge in other]
    fine, coarse = (list(one), moved) if len(one) >= len(moved) else (moved, list(one))
    fits = all(abs(_nearest(fine, edge) - edge) <= SAME_COLUMN_EDGE for edge in coarse)
    return tuple(fine) if fits else ()


def _nearest(edges: Sequence[float], value: float) -> float:
    return min(edges, key=lambda edge: abs(edge - value))


def _on_edges(block: TableBlock, edges: Sequence[float]) -> Table:
    """The table with its cells over the columns of ``edges``."""
    shift = edges[0] - block.column_edges[0]
    places = [edges.index(_nearest(edges, edge + shift)) for edge in block.column_edges]
    cells = tuple(
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in block.table.cells
    )
    return replace(block.table, columns=len(edges) - 1, cells=cells)


def _with_head(table: Table, again: int) -> Table:
    """Where only the head stood on the first page, the rows of the next one show that it is one."""
    if table.header_rows:
        return table
    return replace(table, header_rows=again or head_rows(table.cells, table.rows, table.columns, ()))


def _with_open_cells(table: Table, row: int) -> Table:
    """Cells at the left that are empty in the first ``row`` of the new page are those above them going on.

    Only where the table names each row in its first column: there an empty place must have been filled before.
    """
    named = {at for cell in table.cells if cell.column == 0 and cell.text for at in _rows_of(cell)}
    if row >= table.rows or any(at not in named for at in range(table.header_rows, row)):
        return table
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    for column in range(table.columns - 1):
        here = _covering(cells.values(), row, column)
        above = _covering(cells.values(), row - 1, column)
        if above is None or not above.text or above.column_span > 1 or (here is not None and here.text):
            break
        more = here.row_span if here is not None else 1
        if here is not None:
            del cells[here.row, here.column]
        cells[above.row, above.column] = replace(above, row_span=above.row_span + more)
    return replace(table, cells=tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.column))))


def _rows_of(cell: TableCell) -> range:
    return range(cell.row, cell.row + cell.row_span)


def _covering(cells: Iterable[TableCell], row: int, column: int) -> TableCell | None:
    for cell in cells:
        if row in _rows_of(cell) and cell.column <= column < cell.column + cell.column_span:
            return cell
    return None
