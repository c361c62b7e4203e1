"""The requirements of a text, one a row, to be gone through on the spot. Made by rule: every word is the document's.

A sentence is a row where it holds a word of the strengths that are asked for; a list item is one under the lead-in
that hands its force down (应符合下列要求：a) …). What the reader of documents found to state only (forewords, scope,
normative references, terms, notes, examples) gives no row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.assistant.quoting.citations import cite
from app.assistant.quoting.pieces import Piece
from app.assistant.text_work.binding_words import binding_words
from app.assistant.text_work.material import Material
from app.assistant.text_work.sentences import lead_in, sentences
from app.domain.answer import Citation
from app.domain.clause_numbers import number_key
from app.domain.document import Clause, ClauseKind, Strength
from app.domain.evidence import Evidence, Source
from app.ingest.wording.strength import strength_of

_BINDS_IN_A_CELL = re.compile(r"[应宜须]|不得|\b(?:shall|must|should)\b")
"""禁止 and 不允许 in a cell are values (a constant's meaning, an area that is none): the clause that names the table
binds to them."""
_LEANS_ON_THE_ONE_BEFORE = re.compile(r"其(?![他它余次])|该|此(?!外)|上述|但|否则")
"""其构件的燃烧性能…: what it speaks of stands in the sentence before it."""
_TABLE_NAMED = re.compile(r"(?:表|Table)\s?((?:[A-Z]\s?[.．]\s?)?\d{1,3}(?:\s?[.．]\s?\d{1,3}){0,4}(?:-\d{1,2})?)")


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table that a requirement names. ``title`` is empty and ``page`` None where the document does not hold it."""

    number: str
    title: str = ""
    page: int | None = None
    printed_page: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row. ``citation`` quotes the sentence exactly; ``lead`` are the lead-ins above it, outermost first, and the
    sentence before one that leans on it; ``listed`` are the items that it enumerates, as printed; ``words`` are those
    that bind, its own or its lead-in's."""

    citation: Citation
    strength: Strength
    words: tuple[str, ...]
    lead: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    tables: tuple[NamedTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """``strengths`` are those that were asked for, strongest first."""

    sources: tuple[Source, ...]
    strengths: tuple[Strength, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    piece: Piece
    strength: Strength
    words: tuple[str, ...]
    lead: tuple[str, ...]
    listed: tuple[str, ...] = ()


def checklist(evidence: Sequence[Evidence], strengths: Collection[Strength]) -> Checklist:
    """Every requirement of these strengths, in the order of the evidence and of the text."""
    material = Material(evidence)
    rows = [row for row in _Rows(material).all() if row.strength in strengths]
    citations = cite([row.piece for row in rows])
    tables = {
        _key_of_table(material.home(clause), clause.number): clause
        for clause in material
        if clause.number and clause.table
    }
    requirements = (
        Requirement(citation, row.strength, row.words, row.lead, row.listed, tuple(_tables(row, tables)))
        for row, citation in zip(rows, citations, strict=True)
    )
    wanted = tuple(strength for strength in Strength if strength in strengths)
    return Checklist(material.sources, wanted, tuple(requirements))


class _Rows:
    def __init__(self, material: Material) -> None:
        self._material = material
        self._tree = material.tree

    def all(self) -> Iterator[_Row]:
        for clause in self._material:
            if clause.strength is not None:
                yield from self._of_clause(clause)

    def _of_clause(self, clause: Clause) -> Iterator[_Row]:
        if strength_of(clause.text) is None:
            yield from self._handed_down(clause)
            return
        above = self._lead(clause)
        before = ""
        for start, end in sentences(clause):
            text = clause.text[start:end]
            lead = (*above, before) if before and _LEANS_ON_THE_ONE_BEFORE.match(text) else above
            before = "" if clause.table is not None else text
            strength = _strength(clause, text)
            opens = text == lead_in(clause)
            listed = self._listed(clause) if opens else ()
            if strength is not None and (listed or not opens or not self._has_binding_children(clause)):
                yield self._row(clause, start, end, strength, binding_words(text, strength), lead, listed)

    def _handed_down(self, clause: Clause) -> Iterator[_Row]:
        """An item that binds through its lead-in alone is one row; one that leads on to items of its own is none."""
        strength, lead = clause.strength, self._lead(clause)
        if strength is None or (lead_in(clause) and self._has_binding_children(clause)):
            return
        words = next((found for text in reversed(lead) if (found := binding_words(text, strength))), ())
        text = clause.text.strip()
        if text:
            start = clause.text.index(text)
            yield self._row(clause, start, start + len(text), strength, words, lead, ())

    def _row(
        self,
        clause: Clause,
        start: int,
        end: int,
        strength: Strength,
        words: tuple[str, ...],
        lead: tuple[str, ...],
        listed: tuple[str, ...],
    ) -> _Row:
        return _Row(Piece(self._material.home(clause), clause, start, end, 0), strength, words, lead, listed)

    def _has_binding_children(self, clause: Clause) -> bool:
        return any(child.strength is not None for child in self._tree.children(clause.id))

    def _listed(self, clause: Clause) -> tuple[str, ...]:
        """The items that only enumerate, with what is below them."""
        below = self._tree.children(clause.id)
        items = (child for child in below if child.kind is ClauseKind.ITEM and child.strength is None)
        return tuple(line for item in items for line in self._lines(item))

    def _lines(self, item: Clause) -> Iterator[str]:
        yield f"{_mark(item)}{item.text}"
        for child in self._tree.children(item.id):
            if child.kind is ClauseKind.ITEM:
                yield from self._lines(child)

    def _lead(self, clause: Clause) -> tuple[str, ...]:
        """What stands above an item, or the head above a table's rows."""
        if clause.table is not None:
            title = " ".join(part for part in (clause.number, clause.title) if part)
            return tuple(part for part in (title, *clause.table.head_lines()) if part)
        above: list[str] = []
        step: Clause | None = clause
        while step is not None and step.kind is ClauseKind.ITEM:
            step = self._tree.by_id.get(step.parent_id or "")
            if step is not None and (lead := lead_in(step)):
                above.append(lead)
        return tuple(reversed(above))


def _strength(clause: Clause, text: str) -> Strength | None:
    if clause.table is not None and not _BINDS_IN_A_CELL.search(text):
        return None
    return strength_of(text)


def _mark(item: Clause) -> str:
    """What is printed before an item: "a)" of 5.2a)."""
    match = re.search(r"(?:[a-zA-Z]|\d{1,2})[)）]$|（[^）]+）$|第[^第]+[项目款]$", item.number or "")
    return f"{match[0]} " if match else ""


def _key_of_table(home: Evidence, number: str) -> tuple[str, str]:
    """Each document counts its tables anew."""
    return home.source.document_id, number_key(number)


def _tables(row: _Row, tables: Mapping[tuple[str, str], Clause]) -> Iterator[NamedTable]:
    said = "\n".join((row.piece.text, *row.listed))
    own = number_key(row.piece.clause.number or "")
    for number in dict.fromkeys(f"表{''.join(match[1].split())}" for match in _TABLE_NAMED.finditer(said)):
        found = tables.get(_key_of_table(row.piece.evidence, number))
        if number_key(number) != own:
            printed = row.piece.evidence.source.printed_page(found.page) if found else None
            yield NamedTable(number, found.title, found.page, printed) if found else NamedTable(number)
