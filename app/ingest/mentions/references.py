"""The web of references: what the clauses of a document name, in other standards, in laws and in itself.

Forms after GB/T 1.1-2020 clause 9.5 (按 GB/T 1234—2020 中 5.3 的规定), the legislative technique of laws
(依照《…》第十条第二款) and ISO/IEC Directives Part 2 clause 10 (see 4.2, ISO 9001:2015, 8.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain import standard_id
from app.domain.document import Clause, ClauseTree, Reference
from app.domain.standard_id import FoundId, StandardId
from app.ingest.mentions.clause_mentions import clause_after, clause_before, foreign_places, own_clauses
from app.ingest.mentions.law_mentions import law_mentions, short_names
from app.ingest.mentions.own_numbers import OwnNumbers
from app.ingest.mentions.relative_mentions import relative_mentions

_NORMATIVE = re.compile(r"规范性引用文件|引用标准名录|引用文件|引用标准|normative\s+references?", re.IGNORECASE)
_NO_ENTRY = re.compile(r"代替|被代替")
_ADOPTED = re.compile(r"[（(][^（）()]*(?:IDT|MOD|NEQ|EQV|eqv|idt|mod|neq)[^（）()]*[）)]")
"""GB/T 755—2008 旋转电机(IEC 60034-1:2004,IDT): the adopted text is not what is referred to."""


@dataclass(frozen=True, slots=True)
class _Target:
    """What a place in a text names: a standard or a law at [start, end), as it is written in a Reference; ``name`` is
    None for a law that cannot be told."""

    start: int
    end: int
    name: str | None
    is_dated: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    """What must be known of the whole document to read one clause of it. ``names`` gives laws by short name."""

    own: StandardId | None
    own_title: str | None
    names: Mapping[str, str]
    numbers: OwnNumbers
    tree: ClauseTree


def find_references(
    clauses: Sequence[Clause], own_number: str | None = None, own_title: str | None = None
) -> tuple[Reference, ...]:
    """All edges in document order, each once a clause.

    ``own_number`` and ``own_title`` are the document's: naming them is no edge out. A range gives an edge to each
    clause in it; within the document only to those that exist.
    """
    own = standard_id.parse(own_number) if own_number else None
    names = short_names(clause.text for clause in clauses)
    reader = _Reader(own, own_title, names, OwnNumbers(clauses), ClauseTree(clauses))
    normative = _normative_clauses(clauses, reader.tree)
    found: list[Reference] = []
    for clause in clauses:
        if clause.id in normative:
            found.extend(_entries(clause, own))
        else:
            found.extend(_mentions(clause, reader))
    return tuple(dict.fromkeys(found))


def _normative_clauses(clauses: Sequence[Clause], tree: ClauseTree) -> frozenset[str]:
    """The clause of normative references with its parts. Building codes have a list at the end instead."""
    heads = {clause.id for clause in clauses if _is_normative_title(clause.title)}
    return frozenset(
        clause.id for clause in clauses if clause.id in heads or any(up.id in heads for up in tree.ancestors(clause))
    )


def _is_normative_title(title: str) -> bool:
    return bool(_NORMATIVE.fullmatch(re.sub(r"[\s　]", "", title)) or _NORMATIVE.fullmatch(title.strip()))


def _entries(clause: Clause, own: StandardId | None) -> Iterator[Reference]:
    """One edge for each entry: a line, or a sentence where several stand in one line, that opens with a number."""
    for line in f"{clause.title}\n{clause.text}".splitlines():
        bare = _ADOPTED.sub(lambda match: "　" * len(match[0]), line)
        for found in _entry_numbers(bare):
            if own is None or not (found.same_standard(own) and found.edition == own.edition):
                yield Reference(clause.id, str(found), None, found.is_dated, normative=True)


def _entry_numbers(line: str) -> list[StandardId]:
    stripped = re.sub(r"^\s*(?:\[\d+\]|[（(]?\d{1,2}[)）、.．]|\d{1,2}\s+(?=[A-Z《])|[—–-]+|[•·])\s*", "", line)
    opening = standard_id.starting(stripped)
    if opening is not None:
        following = standard_id.find_all(stripped[opening.end :])
        return [opening.id, *(found.id for found in following if _is_entry(stripped[opening.end :], found))]
    # Building codes and some industries put the title first: 《建筑设计防火规范》GB 50016.
    return [found.id for found in standard_id.find_all(line) if not _NO_ENTRY.search(line)]


def _is_entry(text: str, found: FoundId) -> bool:
    """A further number in a line is an entry of its own only where the lines of the list ran together."""
    before = text[: found.start].rstrip()
    return bool(before) and before[-1] not in "（(/,，按和与及" and not re.match(r"\s*[)）]", text[found.end :])


def _mentions(clause: Clause, reader: _Reader) -> Iterator[Reference]:
    text = f"{clause.title}\n{clause.text}" if clause.title else clause.text
    outside = _targets(text, reader)
    taken = [*foreign_places(text), *((target.start, target.end) for target in outside)]
    for target in outside:
        places = clause_after(text, target.end) or clause_before(text, target.start)
        taken.extend((place.start, place.end) for place in places)
        if target.name is None:
            continue
        if not places:
            yield Reference(clause.id, target.name, None, target.is_dated)
        for place in places:
            yield Reference(clause.id, target.name, place.number, target.is_dated)
    yield from _within(clause, text, taken, reader)


def _within(clause: Clause, text: str, taken: Sequence[tuple[int, int]], reader: _Reader) -> Iterator[Reference]:
    """Edges inside the document, in the order of the text, to clauses as they are numbered there."""
    absolute = own_clauses(text)
    relative = relative_mentions(clause, text, reader.tree, reader.numbers, absolute)
    for place in sorted([*absolute, *relative], key=lambda mention: mention.start):
        if any(start < place.end and place.start < end for start, end in taken):
            continue
        if reader.numbers.is_meant(place) and not reader.numbers.is_same(place.number, clause.number):
            yield Reference(clause.id, None, reader.numbers.printed(place.number) or place.number)


def _targets(text: str, reader: _Reader) -> list[_Target]:
    own = reader.own
    targets = [
        _Target(found.start, found.end, str(found.id), found.id.is_dated)
        for found in standard_id.find_all(text)
        if own is None or not found.id.same_standard(own) or (found.id.is_dated and found.id.edition != own.edition)
    ]
    standards = [(target.start, target.end) for target in targets]
    for law in law_mentions(text, reader.names, reader.own_title):
        if not any(abs(start - law.end) <= 2 or abs(law.start - end) <= 2 for start, end in standards):
            name = law.title.title if law.title else None
            targets.append(_Target(law.start, law.end, name, law.title is not None and law.title.year is not None))
    return sorted(targets, key=lambda target: target.start)
