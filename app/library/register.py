"""The office's register of what is in force: imported lists, kept by number, or by title and date for laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.domain.register import RegisterEntry
from app.domain.standard_id import StandardId, parse
from app.foundation.codec import from_json, to_json
from app.library import storing
from app.library.database import Connection, Database
from app.library.editions import Edition, title_key

TITLE_MARK = "|"
"""Between the title and the date in the key of a law: its versions share the title."""

EDITION_MARKS = ("-", ":", "r")
"""What stands between the number of a standard and its edition: GB/T 1.1-2020, ISO 9001:2015, NIST SP 800-61r2."""


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """What an import did: entries that are new, that say something else than before, and that were as they are."""

    added: int
    changed: int
    unchanged: int


class Register:
    """The register of one workspace. Every change makes the statuses be worked out anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, entries: Iterable[RegisterEntry], source: str, *, replace: bool = False) -> RegisterImport:
        """Add entries, or bring known ones up to date, in one commit; ``source`` names the file they came from.

        With ``replace`` the register holds these entries and no others afterwards.
        """
        made = datetime.now(UTC).isoformat(timespec="seconds")
        rows = {key_of(entry): to_json(entry).decode() for entry in entries}
        with self._database.transaction() as connection:
            before = {row["number"]: row["entry"] for row in connection.execute("SELECT number, entry FROM register")}
            if replace:
                connection.execute("DELETE FROM register")
            connection.executemany(
                "INSERT OR REPLACE INTO register (number, entry, source, imported) VALUES (?,?,?,?)",
                ((key, entry, source, made) for key, entry in rows.items()),
            )
            storing.count_change(connection)
        added = sum(key not in before for key in rows)
        unchanged = sum(before.get(key) == entry for key, entry in rows.items())
        return RegisterImport(added, len(rows) - added - unchanged, unchanged)

    def entries(self) -> list[RegisterEntry]:
        """All entries in the order of their numbers."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT entry FROM register ORDER BY number").fetchall()
        return [from_json(row["entry"], RegisterEntry) for row in found]

    def clear(self) -> int:
        """Empty the register; gives how many entries it held."""
        with self._database.transaction() as connection:
            count = int(connection.execute("SELECT COUNT(*) FROM register").fetchone()[0])
            connection.execute("DELETE FROM register")
            storing.count_change(connection)
        return count


def key_of(entry: RegisterEntry) -> str:
    """The normal number; for a law its title as it is compared, and the date of the version if the list gives one."""
    if parse(entry.number) is not None:
        return entry.number
    return f"{title_key(entry.number)}{TITLE_MARK}{entry.effective or entry.issued or ''}"


def entries_about(connection: Connection, editions: Sequence[Edition]) -> dict[str, tuple[RegisterEntry, ...]]:
    """By document id what the register says of any edition of the same standard, or version of the same law."""
    if connection.execute("SELECT 1 FROM register LIMIT 1").fetchone() is None:
        return {}
    about = ((edition.document_id, tuple(_entries_of(connection, edition))) for edition in editions)
    return {document_id: entries for document_id, entries in about if entries}


def _entries_of(connection: Connection, edition: Edition) -> Iterator[RegisterEntry]:
    for first, end in _key_ranges(edition):
        for row in connection.execute("SELECT entry FROM register WHERE number >= ? AND number < ?", (first, end)):
            yield from_json(row["entry"], RegisterEntry)


def _key_ranges(edition: Edition) -> Iterator[tuple[str, str]]:
    """Where in the order of the keys the editions stand: the table may hold the whole national list."""
    if edition.standard is None:
        if edition.title:
            yield _starting_with(edition.title + TITLE_MARK)
        return
    for name in _names(edition.standard):
        yield name, name + "\0"
        for mark in EDITION_MARKS:
            yield _starting_with(name + mark)


def _starting_with(text: str) -> tuple[str, str]:
    """From the text to the first key that no longer starts with it."""
    return text, text[:-1] + chr(ord(text[-1]) + 1)


def _names(standard: StandardId) -> list[str]:
    """The number under every degree: a standard may have moved from GB to GB/T."""
    prefixes = (standard.family, f"{standard.family}/T", f"{standard.family}/Z")
    return [replace(standard, prefix=prefix).undated_name for prefix in prefixes]
