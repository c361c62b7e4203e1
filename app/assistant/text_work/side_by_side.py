"""A comparison in reading order: every clause of both documents, each beside its counterpart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.assistant.text_work.comparison_table import Change, ComparedDocument, ComparisonTable, Row, Side
from app.domain.clause_pairs import Unit, units_of
from app.domain.document import ClauseTree

REWORDED = frozenset({Change.VALUE, Change.REQUIREMENT, Change.WORDING})


@dataclass(frozen=True, slots=True)
class SideBySide:
    """``rows`` are those of the table, and between editions the unchanged clauses too, in the order of the later text;
    what was taken out stands where it was."""

    table: ComparisonTable
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """Rows of each kind: changed, added, removed, only moved (under another number with the same words) and unchanged
    add up to all. Of the changed, ``also_moved`` stand under another number too, and ``requirements`` are
    those of ``binds_otherwise``."""

    changed: int
    added: int
    removed: int
    moved: int
    unchanged: int
    also_moved: int
    requirements: int


def side_by_side(table: ComparisonTable, before: ComparedDocument, after: ComparedDocument) -> SideBySide:
    """Put the rows of a table in reading order."""
    by_after = {row.after.clause_id: row for row in table.rows if row.after is not None}
    rows = list(_later(table, by_after, before, after))
    return SideBySide(table, tuple(_with_removed(rows, table, before)))


def limited(made: SideBySide, about: Collection[str]) -> SideBySide:
    """The rows about these units alone, by the ids of their clauses; the table is that of what differs among them."""

    def is_about(row: Row) -> bool:
        return any(side is not None and side.clause_id in about for side in (row.before, row.after))

    table = replace(made.table, rows=tuple(filter(is_about, made.table.rows)), unchanged=None)
    return SideBySide(table, tuple(filter(is_about, made.rows)))


def is_renumbered(row: Row) -> bool:
    """Whether the clause stands under another number; of a likely pair the numbers say nothing."""
    if row.before is None or row.after is None or row.similarity is not None:
        return False
    return row.before.clause != row.after.clause


def binds_otherwise(row: Row) -> bool:
    """Whether a word that requires, recommends or permits was changed, added or dropped."""
    return bool(row.requirements or row.statements)


def counts_of(rows: Sequence[Row]) -> ChangeCounts:
    kinds = [row.change for row in rows]
    return ChangeCounts(
        changed=sum(kind in REWORDED for kind in kinds),
        added=kinds.count(Change.ADDED),
        removed=kinds.count(Change.REMOVED),
        moved=kinds.count(Change.MOVED),
        unchanged=kinds.count(Change.NONE),
        also_moved=sum(row.change in REWORDED and is_renumbered(row) for row in rows),
        requirements=sum(binds_otherwise(row) for row in rows),
    )


def _later(
    table: ComparisonTable, by_after: dict[str, Row], before: ComparedDocument, after: ComparedDocument
) -> Iterator[Row]:
    """In the order of the later text."""
    kept: dict[tuple[str | None, str], list[Unit]] = defaultdict(list)
    if table.unchanged is not None:
        for unit in units_of(before.clauses):
            kept[(unit.number, unit.key)].append(unit)
    trees = ClauseTree(before.clauses), ClauseTree(after.clauses)
    for unit in units_of(after.clauses):
        same = kept.get((unit.number, unit.key))
        if unit.head.id in by_after:
            yield by_after[unit.head.id]
        elif same and unit.text:
            sides = _side(same.pop(0), before, trees[0]), _side(unit, after, trees[1])
            yield Row(Change.NONE, *sides)


def _with_removed(rows: Sequence[Row], table: ComparisonTable, before: ComparedDocument) -> Iterator[Row]:
    """What was taken out follows what it followed in the earlier text."""
    removed = {row.before.clause_id: row for row in table.rows if row.after is None and row.before is not None}
    shown = {row.before.clause_id for row in rows if row.before is not None}
    following: dict[str, list[Row]] = defaultdict(list)
    last = ""
    for clause in before.clauses:
        if clause.id in shown:
            last = clause.id
        elif clause.id in removed:
            following[last].append(removed[clause.id])
    yield from following[""]
    for row in rows:
        yield row
        if row.before is not None:
            yield from following[row.before.clause_id]


def _side(unit: Unit, document: ComparedDocument, tree: ClauseTree) -> Side:
    source, clause = document.source, unit.head
    path, printed = tree.title_path(clause), source.printed_page(clause.page)
    return Side(
        "", source.document_id, source.standard, clause.id, clause.number, path, clause.page, unit.text, printed
    )
