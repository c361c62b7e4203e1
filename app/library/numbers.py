"""The library in numbers: how many documents of each status, kind, family and year; what is referred to and wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.document import DocumentKind, DocumentStatus, Strength
from app.domain.standard_id import parse
from app.library.entries import Entry
from app.library.finding import family_of
from app.library.missing import MissingStandard
from app.library.web import ReferenceWeb

SHOWN_MOST = 10
"""Of the lists of what is most referred to and most wanted."""
NO_YEAR = ""


@dataclass(frozen=True, slots=True)
class Count:
    """``key`` is what is counted: the value of an enumeration, a family, a year, a language, a document's id, a name.
    ``label`` is given where the key is no name in itself."""

    key: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class LibraryNumbers:
    """Counts of documents by status, kind, family, year of issue and language, of clauses by strength; without zeros.
    ``most_referred`` and ``most_wanted`` count references. ``pages`` is of the documents that have pages."""

    documents: int
    clauses: int
    pages: int
    references: int
    statuses: tuple[Count, ...]
    kinds: tuple[Count, ...]
    families: tuple[Count, ...]
    years: tuple[Count, ...]
    languages: tuple[Count, ...]
    strengths: tuple[Count, ...]
    most_referred: tuple[Count, ...]
    most_wanted: tuple[Count, ...]


def library_numbers(
    entries: Sequence[Entry],
    strengths: Mapping[Strength, int],
    web: ReferenceWeb,
    missing: Sequence[MissingStandard],
) -> LibraryNumbers:
    """Enumerations keep their own order, families and languages go by count, years by time with the unknown last."""
    return LibraryNumbers(
        documents=len(entries),
        clauses=sum(entry.clauses for entry in entries),
        pages=sum(entry.pages or 0 for entry in entries),
        references=sum(len(edge.places) for edge in web.edges),
        statuses=_in_order(DocumentStatus, (entry.metadata.status for entry in entries)),
        kinds=_in_order(DocumentKind, (entry.metadata.kind for entry in entries)),
        families=_by_count(map(family_of, entries)),
        years=_by_time(map(year_of, entries)),
        languages=_by_count(entry.metadata.language for entry in entries),
        strengths=tuple(Count(one.value, strengths[one]) for one in Strength if strengths.get(one)),
        most_referred=_most_referred(web),
        most_wanted=tuple(Count(item.name, item.references, item.title or "") for item in missing[:SHOWN_MOST]),
    )


def documents_counted(entries: Iterable[Entry], name: str, key: str) -> tuple[str, ...]:
    """The ids of the documents behind one count, by the name of what was counted (``KEYS``)."""
    return tuple(entry.id for entry in entries if KEYS[name](entry) == key)


def year_of(entry: Entry) -> str:
    """The year of issue: of its date, else of its number; "" when neither tells."""
    issued = entry.metadata.issued
    if issued:
        return issued[:4]
    standard = parse(entry.metadata.number) if entry.metadata.number else None
    year = standard.year if standard is not None else None
    return year if year and year.isdigit() else NO_YEAR


KEYS: dict[str, Callable[[Entry], str]] = {
    "status": lambda entry: entry.metadata.status.value,
    "kind": lambda entry: entry.metadata.kind.value,
    "family": family_of,
    "year": year_of,
    "language": lambda entry: entry.metadata.language,
}
"""What documents are counted by."""


def _in_order(order: Iterable[str], found: Iterable[str]) -> tuple[Count, ...]:
    counts = Counter(found)
    return tuple(Count(str(one), counts[one]) for one in order if counts[one])


def _by_count(found: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(key, count) for key, count in sorted(Counter(found).items(), key=lambda one: (-one[1], one[0])))


def _by_time(found: Iterable[str]) -> tuple[Count, ...]:
    counts = sorted(Counter(found).items(), key=lambda one: (one[0] == NO_YEAR, one[0]))
    return tuple(Count(key, count) for key, count in counts)


def _most_referred(web: ReferenceWeb) -> tuple[Count, ...]:
    counts = [
        Count(node.id, sum(len(edge.places) for edge in web.arriving(node.id)), node.name)
        for node in web.nodes.values()
        if node.is_held
    ]
    found = sorted((count for count in counts if count.count), key=lambda one: (-one.count, one.label, one.key))
    return tuple(found[:SHOWN_MOST])
