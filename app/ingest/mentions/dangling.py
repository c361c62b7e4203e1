"""What a text refers to in itself and does not have: an oversight of its authors, or something that was not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.document import Clause, ClauseTree, Issue, Reference
from app.foundation.messages import enumerated, tr
from app.ingest.mentions.own_numbers import OwnNumbers

MOST_NAMED = 8
"""Numbers that a message names."""
FAR = 10
"""A table's number so far above the last one's is no table that was not read, but a misprint: 表630 for 表63."""

_BARE = re.compile(r"\d+(?:\.\d+)+")
_TABLE = re.compile(r"表(\d+)")
_TOLD_APART = re.compile(r"式|图|Figure")
"""Formulas and figures without a caption line cannot be found by their number."""


def dangling_references(references: Sequence[Reference], clauses: Sequence[Clause]) -> tuple[Issue, ...]:
    """What the text names and the document lacks, each with the place that names it first: one issue for all clauses,
    annexes and tables, one for tables of numbers that are most likely misprints."""
    own, places = OwnNumbers(clauses), _Places(clauses)
    named: dict[str, str] = {}
    for reference in references:
        if reference.to_standard is None and reference.to_clause:
            named.setdefault(reference.to_clause, reference.from_clause)
    lacking = [number for number in named if not _TOLD_APART.search(number) and not own.holds(number)]
    last = max((table for clause in clauses if (table := _table(clause.number or ""))), default=0)
    misprints = [number for number in lacking if last and _table(number) > last + FAR]
    absent = [number for number in lacking if number not in misprints]
    issues = []
    if absent:
        numbers = _listed([places.told(number, named[number]) for number in absent])
        message = tr("正文提到{numbers}，但这份文件里没有；可能是另一份文件的条款，或读取时缺了页", numbers=numbers)
        issues.append(Issue("dangling_reference", message))
    if misprints:
        numbers = _listed([places.told(number, named[number]) for number in misprints])
        message = tr("正文提到{numbers}，而文件里的表只编到表 {last}；多半是原文印错", numbers=numbers, last=last)
        issues.append(Issue("doubtful_reference", message))
    return tuple(issues)


def _listed(told: Sequence[str]) -> str:
    return enumerated(told[:MOST_NAMED]) + ("…" if len(told) > MOST_NAMED else "")


def _table(number: str) -> int:
    """Of a table that is counted through; 0 of anything else."""
    found = _TABLE.fullmatch(number)
    return int(found[1]) if found else 0


class _Places:
    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._tree = ClauseTree(clauses)

    def told(self, number: str, by: str) -> str:
        """What is lacking, and where it is named."""
        clause = self._tree.by_id.get(by)
        place = (clause.number or self._tree.parent_number(clause)) if clause is not None else None
        called = _called(number)
        if clause is None or not (place or clause.page):
            return called
        if place and clause.page:
            return tr("{called}（{place}，第 {page} 页）", called=called, place=place, page=clause.page)
        if place:
            return tr("{called}（{place}）", called=called, place=place)
        return tr("{called}（第 {page} 页）", called=called, page=clause.page)


def _called(number: str) -> str:
    """A bare number by what it counts: 第 9 章, 第 5.8 条. Others tell it themselves: 第九条, 附录C, 表9."""
    if number.isdecimal():
        return tr("第 {number} 章", number=number)
    return tr("第 {number} 条", number=number) if _BARE.fullmatch(number) else number
