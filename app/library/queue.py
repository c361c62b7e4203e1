"""The files still to be read, kept in the catalogue so that a kill in the midst of a folder loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.foundation.messages import tr
from app.library.database import Database, Row

MOST_ATTEMPTS = 2
"""A file that was being read at two crashes is taken for their cause."""


class QueueState(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A file to be read. ``attempts`` counts how often reading it began; ``error`` is for a person to read."""

    path: str
    collection: str
    state: QueueState
    attempts: int
    error: str | None

    @property
    def crashes_the_program(self) -> bool:
        return self.state is QueueState.RUNNING and self.attempts >= MOST_ATTEMPTS


class IngestQueue:
    """One row a path; the order is the order of adding. Only the holder of the write lock changes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enqueue(self, paths: Sequence[str], collection: str) -> None:
        """Ask for these files. One that was done or had failed is asked for anew; one that ran at a crash keeps
        its count of attempts."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO ingest_queue (path, collection, state) VALUES (?, ?, 'pending')"
                " ON CONFLICT (path) DO UPDATE SET collection = excluded.collection, state = 'pending', attempts = 0,"
                " error = NULL WHERE state <> 'running'",
                ((path, collection) for path in paths),
            )

    def start(self, path: str) -> None:
        """Committed before the reading begins, so that a crash leaves its trace."""
        self._set(path, QueueState.RUNNING, None, "attempts = attempts + 1")

    def collection_of(self, path: str) -> str:
        """Where the file goes, as asked for last."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT collection FROM ingest_queue WHERE path = ?", (path,)).fetchone()
        return str(found["collection"]) if found is not None else ""

    def send_waiting_to(self, collection: str) -> None:
        """All files that wait go there."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE ingest_queue SET collection = ? WHERE state = 'pending'", (collection,))

    def finish(self, path: str) -> None:
        """The document is stored."""
        self._set(path, QueueState.DONE, None)

    def fail(self, path: str, error: str) -> None:
        """It cannot be read; ``error`` says why."""
        self._set(path, QueueState.FAILED, error)

    def give_up(self, path: str) -> str:
        """Two crashes are enough; the reason, for a person to read."""
        reason = tr("读取这个文件时程序已两次意外终止，不再尝试。")
        self.fail(path, reason)
        return reason

    def put_back(self, path: str) -> None:
        """A person stopped it: it waits again, and this was no attempt."""
        self._set(path, QueueState.PENDING, None, "attempts = attempts - 1")

    def pending(self) -> list[QueueItem]:
        """What is still to be done, in order. What ran at a crash comes again, with its count of attempts."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT * FROM ingest_queue WHERE state IN ('pending', 'running') ORDER BY ordinal"
            ).fetchall()
        return [_item_of(row) for row in found]

    def waiting(self) -> int:
        """How many files are pending or were being read; changes nothing, so that a reader may ask too."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT count(*) FROM ingest_queue WHERE state IN ('pending', 'running')")
            return int(found.fetchone()[0])

    def failed(self) -> list[QueueItem]:
        """What was given up, each with its reason."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM ingest_queue WHERE state = 'failed' ORDER BY ordinal").fetchall()
        return [_item_of(row) for row in found]

    def set_aside(self) -> None:
        """A person stopped the adding: what waits is read when it is wished for, not by itself."""
        self._send(QueueState.PENDING, QueueState.STOPPED)

    def take_up(self) -> None:
        """What was set aside waits again, in its old order."""
        self._send(QueueState.STOPPED, QueueState.PENDING)

    def stopped(self) -> list[QueueItem]:
        """What was set aside, in order."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM ingest_queue WHERE state = 'stopped' ORDER BY ordinal").fetchall()
        return [_item_of(row) for row in found]

    def forget_stopped(self) -> None:
        """Drop what was set aside: a person no longer wants it."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM ingest_queue WHERE state = 'stopped'")

    def forget_done(self) -> None:
        """Drop what is done: the catalogue knows those files."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM ingest_queue WHERE state = 'done'")

    def _send(self, before: QueueState, after: QueueState) -> None:
        with self._database.transaction() as connection:
            connection.execute("UPDATE ingest_queue SET state = ? WHERE state = ?", (after.value, before.value))

    def _set(self, path: str, state: QueueState, error: str | None, also: str = "ordinal = ordinal") -> None:
        with self._database.transaction() as connection:
            connection.execute(
                f"UPDATE ingest_queue SET state = ?, error = ?, {also} WHERE path = ?", (state.value, error, path)
            )


def _item_of(row: Row) -> QueueItem:
    return QueueItem(row["path"], row["collection"], QueueState(row["state"]), row["attempts"], row["error"])
