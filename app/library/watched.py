"""The folders that a person wants watched, and in what state each of their files was last taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.library.database import Database


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells without reading that a file is another than before; ``changed`` is its modification time in
    nanoseconds."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """``path`` is absolute; new files go to ``collection``; ``added`` is an ISO time in UTC."""

    path: str
    collection: str
    added: str


class WatchedFolders:
    """One row a folder and one a file. The documents of a folder that is no longer watched stay in the library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, path: str, collection: str) -> None:
        """Watch a folder; one that is watched already only changes its collection."""
        added = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO watched_folders (path, collection, added) VALUES (?, ?, ?)"
                " ON CONFLICT (path) DO UPDATE SET collection = excluded.collection",
                (path, collection, added),
            )

    def remove(self, path: str) -> None:
        """Watch a folder no longer."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM watched_folders WHERE path = ?", (path,))

    def folders(self) -> list[WatchedFolder]:
        """In the order of their paths."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM watched_folders ORDER BY path").fetchall()
        return [WatchedFolder(row["path"], row["collection"], row["added"]) for row in found]

    def states(self, folder: str) -> dict[str, FileState]:
        """The files of a folder as they were taken in, by path."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM watched_files WHERE folder = ?", (folder,)).fetchall()
        return {row["path"]: FileState(row["size"], row["changed"]) for row in found}

    def note(self, folder: str, states: Mapping[str, FileState]) -> None:
        """These files, by path, have been dealt with as they are now. Nothing where the folder is no longer watched."""
        with self._database.transaction() as connection:
            if connection.execute("SELECT 1 FROM watched_folders WHERE path = ?", (folder,)).fetchone() is None:
                return
            connection.executemany(
                "INSERT INTO watched_files (folder, path, size, changed) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (folder, path) DO UPDATE SET size = excluded.size, changed = excluded.changed",
                ((folder, path, state.size, state.changed) for path, state in states.items()),
            )

    def contents(self, folder: str) -> dict[str, str]:
        """The ids of the documents that the files of a folder were read as, by path; without files not read yet."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT path, document_id FROM watched_files WHERE folder = ? AND document_id <> ''", (folder,)
            ).fetchall()
        return {row["path"]: row["document_id"] for row in found}

    def note_contents(self, folder: str, contents: Mapping[str, str]) -> None:
        """What these files hold now, by path: the id of a document, "" for what cannot be read. Nothing is said of
        their state: a file that has none yet is still to be taken in."""
        with self._database.transaction() as connection:
            if connection.execute("SELECT 1 FROM watched_folders WHERE path = ?", (folder,)).fetchone() is None:
                return
            connection.executemany(
                "INSERT INTO watched_files (folder, path, size, changed, document_id) VALUES (?, ?, 0, 0, ?)"
                " ON CONFLICT (folder, path) DO UPDATE SET document_id = excluded.document_id",
                ((folder, path, document_id) for path, document_id in contents.items()),
            )
