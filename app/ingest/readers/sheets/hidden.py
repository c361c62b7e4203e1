"""Rows, columns and cells of a sheet that do not show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from app.ingest.layout.hidden import is_white

MOST_RANGES = 20_000
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_IS_HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")
_HAS_NO_HEIGHT = re.compile(rb"\bht=\"0(?:\.0+)?\"")
_NUMBER = re.compile(rb"\b(r|min|max)=\"(\d{1,7})\"")


@dataclass(frozen=True, slots=True)
class HiddenLines:
    """Rows from 1 and columns from 0 that a person has hidden."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_lines(part: bytes, most_columns: int) -> HiddenLines:
    """Found in the raw part of a sheet: openpyxl keeps them only where it keeps the whole sheet in memory."""
    rows: set[int] = set()
    for match in _ROW.finditer(part):
        numbers = dict(_NUMBER.findall(match[1]))
        if (_IS_HIDDEN.search(match[1]) or _HAS_NO_HEIGHT.search(match[1])) and b"r" in numbers:
            rows.add(int(numbers[b"r"]))
            if len(rows) >= MOST_RANGES:
                break
    columns: set[int] = set()
    for match in _COLUMN.finditer(part[: part.find(b"sheetData")]):
        numbers = dict(_NUMBER.findall(match[1]))
        if _IS_HIDDEN.search(match[1]) and {b"min", b"max"} <= numbers.keys():
            columns.update(range(int(numbers[b"min"]) - 1, min(int(numbers[b"max"]), most_columns)))
    return HiddenLines(frozenset(rows), frozenset(columns))


def is_white_on_white(cell: Any) -> bool:
    """Whether a cell (openpyxl's) prints white letters and has no colour behind them."""
    colour = cell.font.color if cell.font is not None else None
    if colour is None or (cell.fill is not None and cell.fill.patternType is not None):
        return False
    if colour.type == "theme":
        return bool(colour.theme == 0 and not colour.tint)  # "Background 1", which is the paper
    return colour.type == "rgb" and isinstance(colour.rgb, str) and is_white(colour.rgb)
