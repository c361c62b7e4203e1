"""The columns of the library's table: what each says of a document and how it is sorted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.names import kind_name, status_name
from app.foundation.messages import tr
from app.gui.library.entry_text import NOTHING, local_day
from app.library.collection_names import collection_name

if TYPE_CHECKING:
    from app.library.entries import Entry

SortKey = tuple[tuple[int, int, str], ...]

WIDE_DAY = "0000-00-00"
"""As wide as any day."""

NUMBER, TITLE, STATUS = 0, 1, 2
"""Columns that something else depends on, by place."""

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` names it in what is remembered; ``width`` is in logical pixels, at first."""

    key: str
    title: str
    width: int
    text: Callable[[Entry], str]
    is_shown: bool = True
    """At first."""
    is_count: bool = False
    is_day: bool = False
    sorted_by: Callable[[Entry], str] | None = None
    """Where another text than the one shown gives the order."""


def columns() -> tuple[Column, ...]:
    return (
        Column("number", tr("编号或版本"), 170, _number_or_edition, sorted_by=_number),
        Column("title", tr("名称"), 320, lambda entry: entry.metadata.title or entry.file),
        Column("status", tr("状态"), 96, lambda entry: status_name(entry.metadata.status)),
        Column("kind", tr("种类"), 70, lambda entry: kind_name(entry.metadata.kind), is_shown=False),
        Column("issued", tr("发布日期"), 96, _issued, is_shown=False, is_day=True),
        Column("effective", tr("实施日期"), 96, lambda entry: entry.metadata.effective or NOTHING, is_day=True),
        Column("pages", tr("页数"), 60, lambda entry: str(entry.pages or NOTHING), is_count=True),
        Column("clauses", tr("条款数"), 70, lambda entry: str(entry.clauses), is_count=True, is_shown=False),
        Column("collection", tr("文库"), 100, lambda entry: collection_name(entry.collection)),
        Column("added", tr("添加日期"), 96, _added_day, is_shown=False, is_day=True, sorted_by=_added),
    )


def sort_key(text: str) -> SortKey:
    """Orders texts with the numbers in them as numbers, and what is not known last."""
    if not text or text == NOTHING:
        return ((2, 0, ""),)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(text) if part)


def _number_or_edition(entry: Entry) -> str:
    """A standard has the year in its number; a law has no number, and is told from its other editions here."""
    return entry.metadata.number or entry.edition or NOTHING


def _number(entry: Entry) -> str:
    return entry.metadata.number or ""


def _issued(entry: Entry) -> str:
    return entry.metadata.issued or NOTHING


def _added_day(entry: Entry) -> str:
    return local_day(entry.added)


def _added(entry: Entry) -> str:
    return entry.added
