"""Two documents side by side, clause against clause, with what changed. Made by rule: every word is the documents'.

Two editions are compared clause by clause by their wording (domain/comparison.py). Two different standards share none:
their clauses are paired by title and meaning (likely_pairs.py), and each such pair is marked as likely, not certain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.assistant.text_work.likely_pairs import likely_pairs
from app.assistant.text_work.requirement_changes import changed_requirements, other_requirements, other_statements
from app.assistant.text_work.swap import NOTHING, Swap
from app.assistant.text_work.unit_vectors import Vectors
from app.assistant.text_work.value_changes import changed_values
from app.domain.clause_pairs import Unit, heads_of, units_of
from app.domain.comparison import ClauseChange, ComparedClause, Comparison, compare
from app.domain.document import Clause, ClauseTree
from app.domain.evidence import Source
from app.domain.headings import FRAME, bare_heading
from app.domain.law_title import parse_law_title
from app.domain.standard_id import parse
from app.domain.word_changes import WordRun

SHARED_WORDING = 1 / 3
"""Share of the shorter text whose wording comes back in the other, from which on wording pairs their clauses whatever
they are called. Of 30 documents only an edition and its revision (1.0) and two parts of one mould (0.58) lie above; the
next pair is at 0.24."""


class Change(StrEnum):
    """What kind of difference a row shows, most weighty first: the order of the table."""

    VALUE = "value"
    REQUIREMENT = "requirement"
    ADDED = "added"
    REMOVED = "removed"
    WORDING = "wording"
    MOVED = "moved"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Side:
    """A clause as one side of a row shows it. ``key`` names it in this table ("3A", "3B"); ``text`` is its title and
    text with those of its unnumbered parts, a line each."""

    key: str
    document_id: str
    standard: str
    clause_id: str
    clause: str | None
    title_path: str
    page: int | None
    text: str
    printed_page: str | None = None
    """As that of a citation."""


@dataclass(frozen=True, slots=True)
class Row:
    """``requirements`` are of one statement each, ``statements`` the binding words of those that only one wording of a
    clause has, between editions. ``words`` lead from the one wording to the other and are there
    between editions alone; ``similarity`` is that of a likely pair, from 0 to 1, None for a certain one."""

    change: Change
    before: Side | None
    after: Side | None
    values: Swap = NOTHING
    requirements: tuple[Swap, ...] = ()
    statements: Swap = NOTHING
    words: tuple[WordRun, ...] = ()
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """A document to be compared: what it is and its clauses in order."""

    source: Source
    clauses: Sequence[Clause]


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """``is_by_wording``: the two are editions, or texts of one mould, and their pairs are certain. ``unchanged`` counts
    the clauses that both have alike and in their place; they make no row. None where they were not counted."""

    before: Source
    after: Source
    is_by_wording: bool
    rows: tuple[Row, ...]
    unchanged: int | None


def comparison_table(
    before: ComparedDocument,
    after: ComparedDocument,
    vectors: Vectors,
    about: frozenset[str] | None = None,
) -> ComparisonTable:
    """Compare two documents. ``vectors`` are of the clauses of both, by clause id; ``about`` are the ids of the clauses
    that the table is limited to, None for all."""
    comparison = compare(before.clauses, after.clauses)
    is_by_wording = _are_named_alike(before.source, after.source) or _share_wording(comparison, before, after)
    sides = _Sides(before, after)
    rows = sides.of_editions(comparison) if is_by_wording else sides.of_others(vectors)
    kept = rows if about is None else _about(rows, about, heads_of((*before.clauses, *after.clauses)))
    order = list(Change)
    kept.sort(key=lambda row: order.index(row.change))
    unchanged = comparison.unchanged if is_by_wording and about is None else None
    return ComparisonTable(before.source, after.source, is_by_wording, tuple(_numbered(kept)), unchanged)


def _are_named_alike(one: Source, other: Source) -> bool:
    """Editions of one standard by number, or of one law by title. A draft's number XXXX says nothing."""
    numbers = parse(one.number or ""), parse(other.number or "")
    if numbers[0] is not None and numbers[1] is not None:
        return numbers[0].number[:1].isdigit() and numbers[0].same_standard(numbers[1])
    titles = parse_law_title(one.title), parse_law_title(other.title)
    return titles[0] is not None and titles[1] is not None and titles[0].same_law(titles[1])


def _share_wording(comparison: Comparison, before: ComparedDocument, after: ComparedDocument) -> bool:
    shorter = min(len(units_of(before.clauses)), len(units_of(after.clauses)))
    moved = sum(not change.words for change in comparison.moved)
    return len(comparison.changed) + moved + comparison.unchanged >= SHARED_WORDING * shorter


class _Sides:
    """Rows over two documents, without their numbers yet."""

    def __init__(self, before: ComparedDocument, after: ComparedDocument) -> None:
        self._documents = before, after
        self._trees = ClauseTree(before.clauses), ClauseTree(after.clauses)

    def of_editions(self, comparison: Comparison) -> list[Row]:
        """Every change in the order of the later text, what was taken out at the end."""
        rows = [*map(self._changed, comparison.changed)]
        rows += [self._moved(change) for change in comparison.moved if not change.words]
        rows += [Row(Change.ADDED, None, self._after(one)) for one in comparison.added if one.text]
        rows += [Row(Change.REMOVED, self._before(one), None) for one in comparison.removed if one.text]
        places = {clause.id: place for place, clause in enumerate(self._documents[1].clauses)}
        return sorted(rows, key=lambda row: places[row.after.clause_id] if row.after else len(places))

    def of_others(self, vectors: Vectors) -> list[Row]:
        """Likely pairs in the order of the later text, then what only one of the two has."""
        units = units_of(self._documents[0].clauses), units_of(self._documents[1].clauses)
        pairs = likely_pairs(*units, vectors)
        rows = [self._likely(pair.before, pair.after, pair.similarity) for pair in pairs]
        paired = {clause_id for row in rows for clause_id in _clause_ids(row)}
        rows += [Row(Change.ADDED, None, self._after(one)) for one in _others(units[1], paired)]
        rows += [Row(Change.REMOVED, self._before(one), None) for one in _others(units[0], paired)]
        return rows

    def _changed(self, change: ClauseChange) -> Row:
        before, after = self._before(change.before), self._after(change.after)
        row = _row(before, after, changed_requirements(before.text, after.text))
        statements = other_statements(before.text, after.text, row.requirements)
        return replace(row, statements=statements, words=change.words)

    def _moved(self, change: ClauseChange) -> Row:
        return Row(Change.MOVED, self._before(change.before), self._after(change.after))

    def _likely(self, before: Unit, after: Unit, similarity: float) -> Row:
        sides = self._before(_compared(before)), self._after(_compared(after))
        row = _row(*sides, other_requirements(before.text, after.text))
        return replace(row, similarity=similarity, change=Change.NONE if before.key == after.key else row.change)

    def _before(self, compared: ComparedClause) -> Side:
        return self._side(0, compared)

    def _after(self, compared: ComparedClause) -> Side:
        return self._side(1, compared)

    def _side(self, which: int, compared: ComparedClause) -> Side:
        source, clause = self._documents[which].source, compared.clause
        path, printed = self._trees[which].title_path(clause), source.printed_page(clause.page)
        return Side(
            "", source.document_id, source.standard, clause.id, clause.number, path, clause.page, compared.text, printed
        )


def _row(before: Side, after: Side, requirements: tuple[Swap, ...]) -> Row:
    values = changed_values(before.text, after.text)
    return Row(_kind(after, values, requirements), before, after, values, requirements)


def _kind(side: Side, values: Swap, requirements: tuple[Swap, ...]) -> Change:
    if bare_heading(side.text.partition("\n")[0]) in FRAME:
        return Change.WORDING
    return Change.VALUE if values else Change.REQUIREMENT if requirements else Change.WORDING


def _others(units: Iterable[Unit], paired: Collection[str]) -> Iterator[ComparedClause]:
    """What has text of its own and no counterpart."""
    return (_compared(unit) for unit in units if unit.head.id not in paired and unit.text != unit.head.title)


def _compared(unit: Unit) -> ComparedClause:
    return ComparedClause(unit.head, unit.text)


def _about(rows: Sequence[Row], clauses: frozenset[str], heads: Mapping[str, Clause]) -> list[Row]:
    """The rows of the units that hold one of the clauses: a row knows its unit by the head alone."""
    units = {heads[clause].id for clause in clauses if clause in heads}
    return [row for row in rows if not units.isdisjoint(_clause_ids(row))]


def _clause_ids(row: Row) -> set[str]:
    return {side.clause_id for side in (row.before, row.after) if side is not None}


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        before = replace(row.before, key=f"{number}A") if row.before else None
        after = replace(row.after, key=f"{number}B") if row.after else None
        yield replace(row, before=before, after=after)
