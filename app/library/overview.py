"""All documents at one moment, with their standing on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from sys import intern

from app.domain.document import Issue, Metadata
from app.foundation.codec import from_json
from app.foundation.messages import language_in_use
from app.foundation.retelling import retold
from app.library import corrections
from app.library.database import Connection, Row
from app.library.edition_names import edition_names, numbers_in_files
from app.library.editions import Editions
from app.library.entries import Entry, StoredFile
from app.library.references import Resolver
from app.library.register import entries_about
from app.library.status import Standing, standings


@dataclass(frozen=True, slots=True)
class Overview:
    """``entries`` by document id, ordered by file name; ``generation``, ``day`` and ``language`` say what they hold
    for."""

    generation: int
    day: date
    language: str
    entries: dict[str, Entry]
    editions: Editions
    resolver: Resolver


def read_overview(connection: Connection, generation: int, day: date) -> Overview:
    by_person = corrections.all_in_force(connection)
    rows = connection.execute("SELECT * FROM documents ORDER BY file, id")
    found = [_entry_of(row, by_person.get(row["id"], {})) for row in rows]
    files = {entry.id: entry.file for entry in found}
    editions = Editions(((entry.id, entry.metadata) for entry in found), by_person, files)
    standing = standings(editions, day, entries_about(connection, editions.all))
    names = edition_names(editions) | numbers_in_files(editions, files)
    entries = {entry.id: replace(entry, edition=names.get(entry.id, "")) for entry in found}
    entries = {each: _with_standing(entry, standing[each], entries) for each, entry in entries.items()}
    return Overview(generation, day, language_in_use(), entries, editions, Resolver(editions, day))


def stored_file_of(row: Row) -> StoredFile:
    return StoredFile(
        id=row["id"],
        path=row["path"],
        collection=row["collection"],
        format=row["format"],
        pages=row["pages"],
        clauses=row["clauses"],
        issues=_issues_of(row),
        rules=row["rules"],
    )


def _entry_of(row: Row, by_person: Mapping[str, str]) -> Entry:
    """``by_person`` holds the corrections in force, JSON by field."""
    return Entry(
        id=row["id"],
        sha256=row["sha256"],
        path=row["path"],
        file=row["file"],
        collection=row["collection"],
        format=row["format"],
        pages=row["pages"],
        clauses=row["clauses"],
        metadata=corrections.corrected(from_json(row["metadata"], Metadata), by_person),
        issues=_issues_of(row),
        is_partial=bool(row["is_partial"]),
        added=row["added"],
        corrected=tuple(sorted(by_person)),
        page_labels=tuple(map(intern, from_json(row["page_labels"], tuple[str, ...]))),
    )


def _issues_of(row: Row) -> tuple[Issue, ...]:
    """They are kept in the language in which they were told first."""
    return tuple(replace(issue, message=retold(issue.message)) for issue in from_json(row["issues"], tuple[Issue, ...]))


def _with_standing(entry: Entry, standing: Standing, entries: Mapping[str, Entry]) -> Entry:
    metadata = replace(entry.metadata, status=standing.status, status_basis=standing.basis)
    return replace(
        entry,
        metadata=metadata,
        status_since=standing.since,
        replaced_by=_with_editions(standing, entries),
        partly_replaced_by=standing.partly_replaced_by,
        successors=standing.successors,
    )


def _with_editions(standing: Standing, entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """The names of the successors; a law's with the edition that is meant, since all have its title."""
    held = [entries[successor] for successor in standing.successors if entries[successor].edition]
    called: dict[str, list[str]] = {}
    for entry in held:
        called.setdefault(entry.metadata.title, []).append(entry.source.standard)
    names = (each for name in standing.replaced_by for each in called.get(name, (name,)))
    return tuple(dict.fromkeys(names))
