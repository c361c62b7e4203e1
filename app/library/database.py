"""The one SQLite file of a workspace: connections, transactions, faults. Nobody but it and cipher.py imports a driver.

Each thread has its own connection: in WAL mode readers then neither wait for the writer nor see half a change, and
no lock of ours is held over a query. With a key the driver is SQLCipher (cipher.py), which speaks the same DB-API.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from app.foundation.errors import BugError, EnvironmentFault, WorkspaceBusy, ZhunshengError
from app.foundation.files import PRIVATE_FILE
from app.foundation.messages import tr
from app.library.cipher import connect_encrypted, driver_errors
from app.library.schema import MIGRATIONS
from app.library.word_rows import EDITION, rebuild_words, stored_edition

Connection: TypeAlias = sqlite3.Connection
Row: TypeAlias = sqlite3.Row

BUSY_SECONDS = 5.0
"""How long a statement waits for another process's short commit. Whole runs are kept apart by WriteLock."""

CLOSING_SECONDS = 5.0
"""How long closing waits for reads that other threads are in the middle of."""

SCHEMA = len(MIGRATIONS)
"""Of the catalogues that this version writes."""

SLICE = 500
"""Ids in one statement: SQLite before 3.32 takes 999 parameters at most."""

DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
ENVIRONMENT = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_NOLFS,
    }
)
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
)
PRIMARY_CODE = 0xFF
"""SQLite's extended result codes keep the primary one in the low byte."""


def connect(path: Path, key: str | None = None) -> Connection:
    """A connection set up as the whole application expects it; the only place that knows the driver.

    synchronous=FULL: a commit survives a power cut. secure_delete: what is removed is overwritten. temp_store in
    memory: no text of a document reaches a temporary file. With a ``key`` (cipher.py) the file is encrypted.
    """
    if key is not None:
        connection = connect_encrypted(path, key, BUSY_SECONDS)
    else:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except driver_errors():
        connection.close()
        raise
    return connection


class Database:
    """An open catalogue file, brought to the newest schema. Safe to use from any thread.

    With a ``key`` it is encrypted (cipher.py). Raises EnvironmentFault when the file cannot be made, is damaged or
    comes from a newer version.
    """

    def __init__(self, path: Path, key: str | None = None) -> None:
        self.path = path
        self._key = key
        self._local = threading.local()
        self._opened: list[tuple[int, Connection]] = []
        """With the thread that each belongs to."""
        self._in_use: Counter[int] = Counter()
        """How deep each thread is in a reading or a transaction."""
        self._guard = threading.Condition()
        self._writing = threading.RLock()
        """Threads wait for each other's commits however long they take; BUSY_SECONDS is for other processes."""
        self._is_closed = False
        self._make_private_file()
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing. Inside another transaction of the same thread it is part of that one.

        Raises WorkspaceBusy, EnvironmentFault or BugError in place of the driver's errors.
        """
        if getattr(self._local, "is_reading", False):
            raise BugError(tr("不能在一次读取当中写入目录数据库。"))
        with self._writing, self._scope("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the data for several reads. Errors as for transaction.

        Writing inside is refused: the change would wait for the end of the reading, and go if that failed.
        """
        if self._connection().in_transaction:
            yield self._connection()
            return
        self._local.is_reading = True
        try:
            with self._scope("BEGIN DEFERRED") as connection:
                yield connection
        finally:
            self._local.is_reading = False

    def problems(self) -> list[str]:
        """What SQLite's integrity check finds wrong; empty when sound. Reads the whole file."""
        with self.reading() as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            found += [f"foreign key: {row[0]} {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
        return [problem for problem in found if problem != "ok"]

    def checkpoint(self) -> bool:
        """Move the log into the file and empty it, as it holds removed text too. False when a reader is in the way.

        Waits for the commits of other threads, and they for it: it keeps writers out while it copies.
        """
        try:
            with self._writing:
                row = self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except driver_errors() as error:
            raise fault_of(error, self.path) from error
        return not row[0]

    def copy_to(self, path: Path) -> None:
        """A copy of this moment in one file, compacted: nothing that was removed is in it. The file must not exist.

        Takes about a second for 100 MB, and holds up no other reader. Raises EnvironmentFault.
        """
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
        try:
            with self._using() as connection:
                connection.execute("VACUUM INTO ?", (str(path),))
        except driver_errors() as error:
            raise fault_of(error, path) from error

    def fold(self) -> None:
        """Compact the file and put the log into it for good, so that it can be carried away alone; then close.

        Raises EnvironmentFault, WorkspaceBusy while others have it open.
        """
        try:
            with self._writing:
                self._connection().execute("VACUUM")
                self._connection().execute("PRAGMA journal_mode = DELETE")
        except driver_errors() as error:
            raise fault_of(error, self.path) from error
        self.close()

    def close(self) -> None:
        """Close the connections of all threads, when what is under way with them has ended: SQLite does not survive a
        connection that is closed while another thread works with it. One that is busy for too long stays open."""
        with self._writing:
            with self._guard:
                self._is_closed = True
                self._guard.wait_for(lambda: not self._busy_others(), CLOSING_SECONDS)
                busy = self._busy_others()
                opened, self._opened = self._opened, []
            for thread, connection in opened:
                if thread not in busy:
                    connection.close()

    def _busy_others(self) -> set[int]:
        return set(self._in_use) - {threading.get_ident()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _scope(self, begin: str) -> Iterator[Connection]:
        with self._using() as connection:
            if connection.in_transaction:
                yield connection
                return
            try:
                connection.execute(begin)
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
            except driver_errors() as error:
                raise fault_of(error, self.path) from error

    @contextmanager
    def _using(self) -> Iterator[Connection]:
        """This thread's connection, which nobody closes meanwhile."""
        thread = threading.get_ident()
        with self._guard:
            if self._is_closed and not self._in_use[thread]:
                raise BugError(tr("工作区的目录数据库已经关闭。"))
            self._in_use[thread] += 1
        try:
            yield self._connection()
        finally:
            with self._guard:
                self._in_use[thread] -= 1
                if not self._in_use[thread]:
                    del self._in_use[thread]
                    self._guard.notify_all()

    def _connection(self) -> Connection:
        existing: Connection | None = getattr(self._local, "connection", None)
        is_closed = self._is_closed and not self._in_use[threading.get_ident()]
        if existing is not None and not is_closed:
            return existing
        if is_closed:
            raise BugError(tr("工作区的目录数据库已经关闭。"))
        try:
            connection = connect(self.path, self._key)
        except driver_errors() as error:
            raise fault_of(error, self.path) from error
        self._local.connection = connection
        with self._guard:
            self._opened.append((threading.get_ident(), connection))
        return connection

    def _make_private_file(self) -> None:
        """Create the file ourselves: SQLite would leave its mode to the umask; the log files copy the mode."""
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
        except OSError as error:
            raise EnvironmentFault(
                tr("不能打开目录数据库 {path}：{cause}", path=self.path, cause=error.strerror or error),
                tr("请检查该目录是否存在、可写，磁盘是否已满。"),
            ) from error

    def _migrate(self) -> None:
        if self._schema_version() == len(MIGRATIONS) and self._has_words_of_today():
            return
        with self.transaction() as connection:
            version = self._schema_version()
            if version > len(MIGRATIONS):
                raise EnvironmentFault(
                    tr("工作区 {path} 由较新的版本写成（结构 {version}）。", path=self.path, version=version),
                    tr("请用较新的版本打开它。"),
                )
            for migrate in MIGRATIONS[version:]:
                migrate(connection)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            if stored_edition(connection) != EDITION:
                rebuild_words(connection)

    def _has_words_of_today(self) -> bool:
        with self.reading() as connection:
            return stored_edition(connection) == EDITION

    def _schema_version(self) -> int:
        with self.reading() as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])


def slices(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in parts that one statement takes."""
    remaining = iter(ids)
    while part := list(islice(remaining, SLICE)):
        yield part


def fault_of(error: Exception, path: Path) -> ZhunshengError:
    """The driver's error as one that a person can act on."""
    code = getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE
    if code in DAMAGED:
        return EnvironmentFault(
            tr("目录数据库 {path} 已损坏：{cause}", path=path, cause=error),
            tr("请把这个文件移到别处保存，再重新加入原来的文件；旁边的 originals 目录里有它们的副本。"),
        )
    if code in BUSY:
        return WorkspaceBusy(
            tr("工作区 {path} 正被另一个进程写入。", path=path.parent), tr("请等它完成后再试，或关闭那个程序。")
        )
    if code in ENVIRONMENT:
        return EnvironmentFault(
            tr("不能读写目录数据库 {path}：{cause}", path=path, cause=error),
            tr("请检查磁盘空间和这个文件的权限。"),
        )
    return BugError(tr("目录数据库 {path} 出现意外错误：{cause}", path=path, cause=error))
