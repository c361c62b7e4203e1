"""Cells of a table read aloud: "制动距离 ≤19 m" under its head, in the row 湿态 单用后闸."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.forks.table_axes import Cell
from app.assistant.forks.table_forks import narrowed
from app.assistant.values.comparisons import Comparison, compared_in
from app.assistant.values.quantities import bare_units, normal
from app.assistant.values.readings import readings
from app.assistant.values.units import is_counting
from app.assistant.verification.content import without_measures
from app.domain.answer import Fact
from app.domain.document import Clause
from app.domain.table import Table

_SIGNS = {Comparison.AT_LEAST: "≥", Comparison.AT_MOST: "≤", Comparison.MORE: ">", Comparison.LESS: "<"}
_BY_A_TABLE = re.compile(r"[^,，。;；]*?(?:表|下列|下表)")
"""What a clause says of all values of a table: 防火间距不应小于表4.2.1的规定."""


@dataclass(frozen=True, slots=True)
class SpokenCell:
    """``text`` is the cell with its head, comparison and unit; ``label`` what its row and column are about; ``line``
    its row as the table's clause prints it; ``cell`` the cell alone, as printed."""

    text: str
    label: str
    line: str
    cell: str


def cells_read_aloud(clause: Clause, question: str, facts: Sequence[Fact], around: str) -> Iterator[SpokenCell]:
    """The cells with one number that fit the question; ``around`` is the running text that leads to the table."""
    table = clause.table
    if table is None:
        return
    lines, grid = table.lines(), table.grid()
    sign = _sign_of_all(clause, around)
    for (row, column), label in _fitting(clause, question, facts).items():
        cell = grid[row][column]
        if len(readings(cell)) == 1:
            yield SpokenCell(_read_aloud(table, column, cell, clause.title, sign), label, lines[row], cell)


def _fitting(clause: Clause, question: str, facts: Sequence[Fact]) -> dict[Cell, str]:
    """The cells that fit with what each is about.

    A value in the question can choose a row ("高50 m的建筑"), but also be taken for a question about its column
    ("25 km/h行驶时"): columns so left out are looked at without the values.
    """
    found: dict[Cell, str] = {}
    for text in (question, without_measures(question)):
        fitting = narrowed(clause, text, facts)
        columns = {column for _, column in found}
        for cell in fitting.cells if fitting is not None else ():
            if fitting is not None and cell[1] not in columns:
                found[cell] = " ".join(filter(None, (axis.label(cell) for axis in fitting.table.axes)))
    return found


def _sign_of_all(clause: Clause, around: str) -> str:
    """The comparison that the caption, or the clause that leads to the table, makes with all of its values."""
    led = " ".join(found[0] for found in _BY_A_TABLE.finditer(normal(around)))
    for text in (normal(clause.title), led):
        signs = {_SIGNS[one.comparison] for one in compared_in(text) if one.comparison in _SIGNS and not one.follows}
        if len(signs) == 1:
            return signs.pop()
    return ""


def _read_aloud(table: Table, column: int, cell: str, caption: str, sign: str) -> str:
    """Head, sign, number and unit. The unit stands by the number, in the head, or in the caption."""
    grid = table.grid()
    head = " ".join(dict.fromkeys(text for row in grid[: table.header_rows] if (text := row[column])))
    value = normal(cell)
    [reading] = readings(cell)
    unit = _unit_of_all((head, table.unit or "", caption)) if reading.unit is None else ""
    before = "" if reading.senses else sign
    number = f"{value[: reading.start]}{before}{value[reading.start : reading.end]}{unit}{value[reading.end :]}"
    return normal(f"{' '.join(head.split())} {number}")


def _unit_of_all(texts: Sequence[str]) -> str:
    """The symbol of the one unit that the first of these texts with any names; a 层 of 高层 is none."""
    for text in texts:
        units = {unit for unit in bare_units(text) if not is_counting(unit.kind)}
        if units:
            return next(iter(units)).symbol if len(units) == 1 else ""
    return ""
