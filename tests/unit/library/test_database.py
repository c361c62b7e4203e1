"""The catalogue file: private, all or nothing, clear about damage."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.foundation.errors import BugError, EnvironmentFault, WorkspaceBusy
from app.library import database as module
from app.library.database import Database
from app.library.schema import MIGRATIONS


def change_count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute("SELECT documents FROM generation").fetchone()[0])


def bump(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE generation SET documents = documents + 1")


def test_a_new_file_is_private_and_has_the_newest_schema(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with Database(tmp_path / "catalogue.sqlite3") as database:
            bump(database)
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
            with database.reading() as connection:
                assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    finally:
        os.umask(old)
    assert set(modes.values()) == {0o600}
    assert "catalogue.sqlite3-wal" in modes


def test_commits_are_synced_and_removed_text_is_overwritten(database: Database) -> None:
    with database.reading() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_a_failure_inside_a_transaction_undoes_all_of_it(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as connection:
            connection.execute("UPDATE generation SET documents = 9")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert change_count(database) == 0


def test_an_inner_transaction_is_part_of_the_outer_one(database: Database) -> None:
    def outer() -> None:
        with database.transaction():
            bump(database)
            assert change_count(database) == 1
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        outer()
    assert change_count(database) == 0


def test_writing_inside_a_reading_is_refused(database: Database) -> None:
    with database.reading(), pytest.raises(BugError):
        bump(database)
    bump(database)
    assert change_count(database) == 1


def test_a_reader_keeps_its_view_while_another_process_would_write(database: Database) -> None:
    with Database(database.path) as other, database.reading():
        before = change_count(database)
        bump(other)
        assert change_count(database) == before
    assert change_count(database) == before + 1


def test_a_reader_opens_and_reads_while_a_write_is_open(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE generation SET documents = 9")
        with Database(database.path) as other:
            assert change_count(other) == 0


def test_a_second_writer_in_the_same_moment_is_told_that_the_workspace_is_busy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    with Database(database.path) as other, database.transaction(), pytest.raises(WorkspaceBusy):
        bump(other)


def test_every_thread_may_use_it(database: Database) -> None:
    threads = [threading.Thread(target=lambda: [bump(database) for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert change_count(database) == 40


def during_a_long_commit(database: Database, work: Callable[[], object]) -> list[object]:
    """What comes of work in another thread while this one has a transaction open for far longer than SQLite waits."""
    came: list[object] = []
    thread = threading.Thread(target=lambda: came.append(work()))
    with database.transaction() as connection:
        connection.execute("UPDATE generation SET documents = documents + 1")
        thread.start()
        thread.join(20 * module.BUSY_SECONDS)
        assert came == [], "it waits"
    thread.join()
    return came


def test_a_quick_change_waits_for_a_long_commit_of_another_thread(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.01)
    assert during_a_long_commit(database, lambda: bump(database)) == [None]
    assert change_count(database) == 2


def test_emptying_the_log_waits_for_a_long_commit_of_another_thread(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.01)
    assert during_a_long_commit(database, database.checkpoint) == [True]


def test_a_file_that_is_no_database_is_named_with_the_next_step(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    path.write_bytes(b"this is not a database, but long enough to be looked at as one" * 40)
    with pytest.raises(EnvironmentFault) as caught:
        Database(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_damage_in_the_midst_of_the_file_is_found_by_the_check(database: Database) -> None:
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO ingest_queue (path, collection, state) VALUES (?, 'c', 'pending')",
            ((f"/{place:06}.pdf" * 20,) for place in range(500)),
        )
    database.checkpoint()
    database.close()
    data = bytearray(database.path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096 * 3] = b"\xa5" * 4096 * 3
    database.path.write_bytes(data)
    with Database(database.path) as opened:
        try:
            found = opened.problems()
        except EnvironmentFault as fault:
            found = [fault.message]
    assert found


def test_a_sound_file_has_no_problems(database: Database) -> None:
    bump(database)
    assert database.problems() == []


def test_a_file_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()
    with pytest.raises(EnvironmentFault, match="较新"):
        Database(database.path)


def test_a_migration_that_fails_leaves_the_file_as_it_was(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.close()

    def add_and_fail(connection: module.Connection) -> None:
        connection.execute("CREATE TABLE half (x)")
        raise ValueError("stop")

    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, add_and_fail))
    with pytest.raises(ValueError, match="stop"):
        Database(database.path)
    monkeypatch.setattr(module, "MIGRATIONS", MIGRATIONS)
    with Database(database.path) as opened, opened.reading() as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0


def test_a_migration_runs_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.close()

    def add_table(connection: module.Connection) -> None:
        connection.execute("CREATE TABLE later (x)")

    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, add_table))
    for _ in range(2):
        with Database(database.path) as opened, opened.reading() as connection:
            assert connection.execute("SELECT count(*) FROM later").fetchone()[0] == 0


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="nowhere"):
        Database(tmp_path / "nowhere" / "catalogue.sqlite3")


def test_a_closed_database_says_so(database: Database) -> None:
    database.close()
    with pytest.raises(BugError):
        change_count(database)


def test_closing_waits_for_what_other_threads_are_reading(database: Database) -> None:
    is_reading, may_end = threading.Event(), threading.Event()
    read: list[int] = []

    def work() -> None:
        with database.reading() as connection:
            is_reading.set()
            may_end.wait(10)
            read.append(connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    reader = threading.Thread(target=work)
    reader.start()
    is_reading.wait(10)
    closing = threading.Thread(target=database.close)
    closing.start()
    closing.join(0.2)
    assert closing.is_alive()
    with pytest.raises(BugError), database.reading():
        pass
    may_end.set()
    closing.join(10)
    reader.join(10)
    assert read == [0]


def test_a_read_that_does_not_end_holds_up_the_closing_for_a_while_only(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.library.database.CLOSING_SECONDS", 0.05)
    is_reading, may_end = threading.Event(), threading.Event()
    read: list[int] = []

    def work() -> None:
        with database.reading() as connection:
            is_reading.set()
            may_end.wait(10)
            read.append(connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    reader = threading.Thread(target=work)
    reader.start()
    is_reading.wait(10)
    database.close()
    may_end.set()
    reader.join(10)
    assert read == [0]
