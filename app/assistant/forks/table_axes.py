"""A table as cells under conditions: which columns hold values, and along which axes their conditions change.

Standards print a condition as a column of keys (试验条件), as the head above the values (一级 | 二级 | 三级), as two
rows of head, or in brackets behind a name ("医疗建筑（高层）"). Each becomes one axis with a label for every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.assistant.forks.choosing import Labels, named
from app.assistant.question.asked import asked
from app.assistant.values.intervals import interval_in
from app.assistant.values.quantities import bare_kinds, normal
from app.assistant.values.units import UNIT_PATTERN, UNITS, Kind
from app.domain.table import Table

Cell = tuple[int, int]
"""Row and column in the table's grid."""

_NOTES = re.compile(r"^(?:备注|说明|注|示例|举例|依据|序号|项次|编号|No\.?|Remarks?|Notes?)$", re.IGNORECASE)
_PLAIN_VALUE = re.compile(
    r"^[^\d<>≤≥~]{0,6}[-+±]?\d+(?:\.\d+)?\s*[^\d\s]{0,6}$|^[—–-]+$|^/$|^不?(?:允许|限|要求|宜|可)$"
)
_ATTRIBUTE = re.compile(
    r"(?:度|率|量|距|离|期|积|径|压|流|阻|值|力|限|数|速|温|间隔|系数|时间|距离|重|荷载|指标|要求|代码|编号|编码|标识|含义|名称|内容|说明|描述|字段|方法)"
    r"\s*(?:[（(].*|[A-Za-z/%·²³℃Ω]*)$"
)
_UNIT_AT_END = re.compile(rf"(?:[（(][^（）()]*[)）]|/\s*{UNIT_PATTERN}\s*(?:不?[大小]于|不?[超低高][过于])?)\s*$")
"""As in "面积（m²）", and as GB/T 1.1 has it: "载荷/kg"."""
_COMPOSITE = re.compile(r"^(?P<name>[^（）()]+)[（(](?P<case>[^（）()]+)[)）]$")
MOST_VALUES = 0.5
"""The share of plain values from which a column holds values and no keys."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One condition: ``label_of`` has the label of each row, or of each column; without one where it does not apply."""

    name: str
    is_of_rows: bool
    label_of: Mapping[int, str]
    context: str = ""

    def label(self, cell: Cell) -> str:
        """What the condition is for a cell; empty where it does not apply."""
        return self.label_of.get(cell[0] if self.is_of_rows else cell[1], "")

    def labels(self, cells: Sequence[Cell]) -> Labels:
        """The labels that these cells have, in printed order."""
        return Labels(self.name, tuple(dict.fromkeys(filter(None, map(self.label, cells)))), self.context)


@dataclass(frozen=True, slots=True)
class ConditionedTable:
    """``cells`` hold what may be asked for, by row and column; ``axes`` the conditions, rows before columns."""

    grid: Sequence[Sequence[str]]
    cells: tuple[Cell, ...]
    axes: tuple[Axis, ...]

    def value(self, cell: Cell) -> str:
        """The cell's text without white space, all dashes alike."""
        text = "".join(self.grid[cell[0]][cell[1]].split())
        return "—" if re.fullmatch(r"[—–-]+|/|", text) else text


def conditioned(table: Table, caption: str, question: str) -> ConditionedTable | None:
    """The table as a question sees it: where it names one of several columns of values, those alone. None for a table
    without a head or without keys."""
    grid = table.grid()
    body = range(table.header_rows, table.rows)
    if not table.header_rows or not body:
        return None
    columns = [
        _Column(number, _head(grid, table.header_rows, number), [grid[row][number] for row in body])
        for number in range(table.columns)
    ]
    wanted = _asked(columns, question)
    keys = _keys(columns, wanted)
    values = [column for column in wanted or columns if column not in keys and not column.is_note]
    if not keys or not values:
        return None
    row_axes = [axis for column in keys for axis in _row_axes(column, list(body), caption)]
    column_axes = _column_axes(values, keys[0], caption, one_row=len(body) == 1)
    cells = tuple((row, column.number) for row in body for column in values)
    return ConditionedTable(grid, cells, (*row_axes, *column_axes))


@dataclass(frozen=True)
class _Column:
    number: int
    head: tuple[str, ...]
    """From the top down, a text that goes on below itself once."""
    cells: Sequence[str]

    @property
    def title(self) -> str:
        return " ".join(self.head)

    @property
    def is_note(self) -> bool:
        return bool(_NOTES.match(self.title))

    @property
    def holds_plain_values(self) -> bool:
        plain = sum(bool(_PLAIN_VALUE.match(normal(cell).strip())) for cell in self.cells)
        return plain > MOST_VALUES * len(self.cells)

    @property
    def holds_ordinals(self) -> bool:
        """Whether its keys are bare numbers, which mean nothing to a person without what stands beside them."""
        return all(cell.strip().isdecimal() for cell in self.cells)

    @property
    def holds_ranges(self) -> bool:
        return sum(interval_in(cell) is not None for cell in self.cells) > MOST_VALUES * len(self.cells)

    @property
    def is_attribute(self) -> bool:
        """Whether its head names a quantity and no circumstance."""
        return bool(_ATTRIBUTE.search(self.title)) or bool(_units_of(self.title))


def _head(grid: Sequence[Sequence[str]], rows: int, column: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(grid[row][column].split()) for row in range(rows) if grid[row][column].strip()))


def _asked(columns: Sequence[_Column], question: str) -> list[_Column]:
    """The columns of quantities that the question names, or asks for by their unit; none where it does neither."""
    attributes = {
        column.title: column
        for column in columns[1:]
        if column.is_attribute and not column.is_note and column.title != columns[0].title
    }
    if not attributes:
        return []
    meant = named(Labels("", tuple(attributes)), question) if len(attributes) > 1 else frozenset(attributes)
    if not meant:
        kinds = asked(question).explicit
        meant = frozenset(title for title in attributes if any(one & bare_kinds(title) for one in kinds))
    return [column for title, column in attributes.items() if title in meant]


def _keys(columns: Sequence[_Column], wanted: Sequence[_Column]) -> list[_Column]:
    """The columns that say under which condition a row holds: to the left of the values, no values themselves."""
    end = wanted[0].number if wanted else next((c.number for c in columns[1:] if c.holds_plain_values), 1)
    left = [column for column in columns[:end] if not column.is_note and column not in wanted]
    keys = [
        column
        for column in left
        if column.number == 0 or (not column.holds_plain_values and (column.holds_ranges or not column.is_attribute))
    ]
    if keys and not all(column.holds_ordinals for column in keys):
        return keys
    return [column for column in columns if not column.holds_plain_values and column not in wanted][:1] or left[:1]


def _row_axes(column: _Column, rows: Sequence[int], caption: str) -> list[Axis]:
    labels = dict(zip(rows, (" ".join(cell.split()) for cell in column.cells), strict=True))
    return _split(Axis(column.title, is_of_rows=True, label_of=labels, context=f"{column.title} {caption}"))


def _column_axes(values: Sequence[_Column], corner: _Column, caption: str, *, one_row: bool) -> list[Axis]:
    """An axis for each level of the head on which the columns differ."""
    axes: list[Axis] = []
    above = corner.title if one_row else ""
    for level in range(max(len(column.head) for column in values)):
        labels = {column.number: column.head[level] for column in values if level < len(column.head)}
        if len(set(labels.values())) > 1 and not _are_attributes(labels.values()):
            axes += _split(Axis(above or _name_in(caption, labels), False, labels, f"{above} {caption}"))
            above = ""
        elif labels:
            above = next(iter(labels.values()))
    return axes


def _are_attributes(labels: Iterable[str]) -> bool:
    """Whether the columns hold different quantities, and not one quantity under different conditions."""
    found = [(bool(_ATTRIBUTE.search(_UNIT_AT_END.sub("", label))), _units_of(label)) for label in labels]
    have_units = len({units for _, units in found}) > 1
    return sum(is_quantity or (have_units and bool(units)) for is_quantity, units in found) > MOST_VALUES * len(found)


def _units_of(label: str) -> frozenset[Kind]:
    """The kinds of the unit at the end of a head."""
    unit = _UNIT_AT_END.search(label)
    return bare_kinds(unit[0]) - {Kind.GRADE} if unit is not None else frozenset()


def _name_in(caption: str, labels: Mapping[int, str]) -> str:
    """What a caption calls the labels: 耐火等级 for 一级 and 二级 under "不同耐火等级建筑…"."""
    words = {label[-1] for label in labels.values()}
    found = re.search(r"(?:不同|各类|各级|各)?([\u4e00-\u9fff]{2,6}(?:等级|级别|类别|类型))", caption)
    return found[1] if found and words & set("级类型") else ""


def _split(axis: Axis) -> list[Axis]:
    """Names with a case in brackets as two axes, where a name has several cases."""
    parts = {place: _composite(label) for place, label in axis.label_of.items()}
    cases: dict[str, set[str]] = {}
    for match in parts.values():
        if match is not None:
            cases.setdefault(match["name"].strip(), set()).add(match["case"].strip())
    if max(map(len, cases.values()), default=0) < 2:
        return [axis]
    names = {place: match["name"].strip() if match else axis.label_of[place] for place, match in parts.items()}
    inner = {place: match["case"].strip() for place, match in parts.items() if match}
    return [
        Axis(axis.name, axis.is_of_rows, names, axis.context),
        Axis(_name_in(axis.context, inner) or axis.name, axis.is_of_rows, inner, axis.context),
    ]


def _composite(label: str) -> re.Match[str] | None:
    """A name with its case, as in "医疗建筑（高层）"; a unit in brackets is no case."""
    match = _COMPOSITE.match(label)
    return None if match is None or normal(match["case"]).strip() in UNITS else match
