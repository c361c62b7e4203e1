"""The audit log as it is written: durable, in one chain across files, and mended after a crash."""

from __future__ import annotations

import multiprocessing
import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault, UserError
from app.security.audit.carried import export, verify_file
from app.security.audit.entry import Entry, Kind
from app.security.audit.heads import Head, read_head
from app.security.audit.log import AuditLog
from app.security.audit.segments import STUB, segments
from app.security.audit.verify import verify

BEGAN = datetime(2026, 1, 15, 8, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> AuditLog:
    return AuditLog(tmp_path / "audit", "张三", clock)


def filled(log: AuditLog, entries: int) -> None:
    for number in range(entries):
        log.append(Kind.SEARCH, {"results": number})


def head_of(log: AuditLog) -> Head:
    head = verify(log.folder).head
    assert head is not None
    return head


def test_entries_stand_in_one_chain_from_the_log_s_beginning(log: AuditLog) -> None:
    filled(log, 3)
    entries: list[Entry] = []
    verdict = verify(log.folder, on_entry=entries.append)
    assert (verdict.intact, verdict.entries, verdict.first_bad) == (True, 4, None)
    assert [entry.kind for entry in entries] == ["begin", "search", "search", "search"]
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert {entry.by for entry in entries} == {"张三"}
    assert all(after.before == before.hash for before, after in pairwise(entries))


def test_a_log_without_entries_is_intact_and_makes_no_folder(log: AuditLog) -> None:
    assert verify(log.folder).entries == 0
    assert verify(log.folder).intact
    assert not log.folder.exists()


def test_the_order_is_told_by_numbers_also_when_the_clock_goes_back(log: AuditLog, clock: Clock) -> None:
    filled(log, 2)
    clock.now -= timedelta(days=200)
    filled(log, 2)
    entries: list[Entry] = []
    assert verify(log.folder, on_entry=entries.append).intact
    assert [entry.data.get("results") for entry in entries[1:]] == [0, 1, 0, 1]


def test_a_new_month_begins_a_new_file_and_the_chain_goes_on(log: AuditLog, clock: Clock) -> None:
    filled(log, 2)
    clock.now += timedelta(days=31)
    filled(log, 2)
    assert [segment.month for segment in segments(log.folder)] == ["2026-01", "2026-02"]
    assert verify(log.folder).entries == 5


def test_a_large_file_is_followed_by_another(tmp_path: Path, clock: Clock) -> None:
    log = AuditLog(tmp_path / "audit", "张三", clock, largest=1000)
    filled(log, 20)
    assert len(segments(log.folder)) > 3
    assert verify(log.folder).entries == 21


@pytest.mark.parametrize("kept", [1, 40, -1])
def test_a_line_cut_short_by_a_crash_is_no_tampering_and_is_told(log: AuditLog, kept: int) -> None:
    filled(log, 2)
    before = head_of(log)
    path = segments(log.folder)[0].path
    whole = path.read_bytes()
    last = whole.rstrip(b"\n").rsplit(b"\n", 1)[1] + b"\n"
    path.write_bytes(whole + last[:kept])
    verdict = verify(log.folder, (before,))
    assert (verdict.intact, verdict.entries) == (True, 3)
    assert verdict.torn == len(last[:kept])
    AuditLog(log.folder, "李四").append(Kind.OPEN, {})
    entries: list[Entry] = []
    verdict = verify(log.folder, (before,), entries.append)
    assert (verdict.intact, verdict.torn) == (True, 0)
    assert [entry.kind for entry in entries[3:]] == ["recover", "open"]
    assert entries[3].data["bytes"] == len(last[:kept])


def test_a_crash_while_a_new_file_is_begun_is_mended_too(log: AuditLog, clock: Clock) -> None:
    filled(log, 2)
    (log.folder / "audit-000002-2026-02.log").write_bytes(b"0123")
    clock.now += timedelta(days=20)
    log.append(Kind.OPEN, {})
    verdict = verify(log.folder)
    assert (verdict.intact, verdict.entries) == (True, 5)


def test_a_crash_over_the_very_first_entry_leaves_a_log_that_begins_anew(log: AuditLog) -> None:
    log.folder.mkdir()
    (log.folder / "audit-000001-2026-01.log").write_bytes(b"0123")
    filled(log, 1)
    assert verify(log.folder).entries == 2


def test_a_wrong_line_is_not_mended_and_what_follows_is_kept(log: AuditLog, clock: Clock) -> None:
    filled(log, 3)
    path = segments(log.folder)[0].path
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"results":2', b'"results":7'))
    AuditLog(log.folder, "李四", clock).append(Kind.OPEN, {})
    assert verify(log.folder).first_bad == 4
    assert b'"results":7' in path.read_bytes()
    assert b'"kind":"open"' in path.read_bytes()


def test_several_processes_write_one_chain(log: AuditLog) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(_write_some, [str(log.folder)] * 4)
    verdict = verify(log.folder)
    assert (verdict.intact, verdict.entries) == (True, 1 + 4 * 25)


def _write_some(folder: str) -> None:
    log = AuditLog(Path(folder), "王五")
    for number in range(25):
        log.append(Kind.SEARCH, {"results": number})


def test_files_are_their_owner_s_alone(log: AuditLog) -> None:
    mask = os.umask(0)
    try:
        filled(log, 1)
    finally:
        os.umask(mask)
    assert log.folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o177 == 0 for path in log.folder.iterdir())


def test_a_disk_that_refuses_is_told_and_nothing_half_is_kept(log: AuditLog, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(log, 1)
    write = os.write
    monkeypatch.setattr("app.security.audit.log.os.write", lambda to, data: write(to, data[:10]))
    with pytest.raises(EnvironmentFault, match="审计日志"):
        filled(log, 1)
    monkeypatch.undo()
    filled(log, 1)
    verdict = verify(log.folder)
    assert (verdict.intact, verdict.entries) == (True, 3)


# Trimming


def test_only_whole_files_older_than_half_a_year_go_and_the_chain_verifies_on(log: AuditLog, clock: Clock) -> None:
    filled(log, 2)
    clock.now += timedelta(days=40)
    filled(log, 2)
    first = head_of(log)
    clock.now += timedelta(days=170)
    filled(log, 1)
    assert log.trim(1) == 3  # the first file only: the second one's last entry is 170 days old
    verdict = verify(log.folder)
    assert (verdict.intact, verdict.removed, verdict.entries) == (True, 3, 7)
    assert verify(log.folder, (first,), now=clock.now).intact
    clock.now += timedelta(days=30)
    assert log.trim(1) == 2
    verdict = verify(log.folder)
    assert (verdict.intact, verdict.removed) == (True, 5)
    filled(log, 1)
    assert AuditLog(log.folder, "李四", clock).append(Kind.OPEN, {}).number == verdict.entries + 2
    assert verify(log.folder, (first,), now=clock.now).intact


def test_without_old_files_nothing_goes_and_nothing_is_written(log: AuditLog) -> None:
    assert log.trim(180) == 0
    filled(log, 2)
    assert log.trim(180) == 0
    assert not (log.folder / STUB).exists()
    assert verify(log.folder).entries == 3


def test_a_stub_without_an_entry_that_attests_it_is_tampering(log: AuditLog, clock: Clock) -> None:
    filled(log, 2)
    clock.now += timedelta(days=31)
    filled(log, 2)
    from app.security.audit.segments import removable

    stub, paths = removable(log.folder, clock.now)
    (log.folder / STUB).write_bytes(stub.content())
    for path in paths:
        path.unlink()
    assert verify(log.folder).first_bad == 1


def test_entries_trimmed_too_early_are_told_by_a_head_that_was_kept_elsewhere(log: AuditLog, clock: Clock) -> None:
    filled(log, 2)
    head = head_of(log)
    today = clock.now
    clock.now += timedelta(days=300)  # the machine's clock is put forward
    filled(log, 1)
    assert log.trim(180) == 3
    assert verify(log.folder).intact
    assert not verify(log.folder, (head,), now=today).intact
    assert verify(log.folder, (head,), now=clock.now).intact


def test_a_run_ended_between_stub_and_deletion_goes_on(
    log: AuditLog, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(log, 2)
    clock.now += timedelta(days=300)
    filled(log, 2)

    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".log":
            raise OSError("busy")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(EnvironmentFault):
        log.trim(180)
    monkeypatch.undo()
    assert verify(log.folder).intact
    assert log.trim(180) == 0
    assert len(segments(log.folder)) == 1
    assert verify(log.folder).intact


# The exported file


def test_an_exported_log_is_verified_alone_and_against_it_the_log(log: AuditLog, tmp_path: Path) -> None:
    filled(log, 3)
    file = tmp_path / "审计.log"
    export(log.folder, verify(log.folder), file)
    assert verify_file(file).entries == 4
    filled(log, 2)
    assert verify(log.folder, (read_head(file),)).intact
    with pytest.raises(UserError, match="已经在了"):
        export(log.folder, verify(log.folder), file)


def test_an_exported_log_keeps_the_stub(log: AuditLog, clock: Clock, tmp_path: Path) -> None:
    filled(log, 2)
    clock.now += timedelta(days=300)
    filled(log, 2)
    log.trim(180)
    file = tmp_path / "审计.log"
    export(log.folder, verify(log.folder), file)
    found = verify_file(file)
    assert (found.intact, found.removed, found.entries) == (True, 3, 6)


def test_a_damaged_log_has_no_head_to_export(log: AuditLog, tmp_path: Path) -> None:
    filled(log, 3)
    path = segments(log.folder)[0].path
    path.write_bytes(path.read_bytes()[1:])
    with pytest.raises(UserError, match="没有可以导出的头"):
        export(log.folder, verify(log.folder), tmp_path / "审计.log")


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]", b'{"head_of":"zhunsheng-audit"}\n{}'])
def test_another_file_is_no_exported_log(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    with pytest.raises(UserError, match="不是导出的审计日志"):
        verify_file(file)
