"""Whoever changes the audit log is found out by a head that was exported before."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.security.audit.entry import Kind
from app.security.audit.heads import Head
from app.security.audit.log import AuditLog
from app.security.audit.segments import segments
from app.security.audit.verify import verify
from tests.faults.audit import WAYS, trials

ENTRIES = 12


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Head]:
    """A log of several files, and its head."""
    folder = tmp_path_factory.mktemp("audit") / "log"
    log = AuditLog(folder, "张三", largest=900)
    for number in range(ENTRIES - 1):
        log.append(Kind.SEARCH, {"results": number})
    head = verify(folder).head
    assert head is not None
    assert head.entries == ENTRIES
    assert len(segments(folder)) > 2
    return folder, head


def lines_of(folder: Path) -> list[bytes]:
    return [line for segment in segments(folder) for line in segment.path.read_bytes().splitlines(keepends=True)]


def put(folder: Path, lines: list[bytes]) -> None:
    """In as many files as before, in the same order."""
    paths = [segment.path for segment in segments(folder)]
    counts = [len(path.read_bytes().splitlines()) for path in paths]
    for path, count in zip(paths[:-1], counts, strict=False):
        path.write_bytes(b"".join(lines[:count]))
        lines = lines[count:]
    paths[-1].write_bytes(b"".join(lines))


@given(st.data())
@settings(max_examples=150)
def test_no_change_of_lines_or_bytes_stays_unseen(made: tuple[Path, Head], data: st.DataObject) -> None:
    origin, head = made
    with TemporaryDirectory() as name:
        folder = Path(name) / "log"
        shutil.copytree(origin, folder)
        before = lines_of(folder)
        place = data.draw(st.integers(0, ENTRIES - 1))
        match data.draw(st.sampled_from(["edit", "insert", "delete", "reorder", "truncate", "cut"])):
            case "edit":
                line = bytearray(before[place])
                line[data.draw(st.integers(0, len(line) - 1))] ^= data.draw(st.integers(1, 255))
                after = [*before[:place], bytes(line), *before[place + 1 :]]
            case "insert":
                line = data.draw(st.binary(min_size=1, max_size=300)) + b"\n"
                after = [*before[:place], data.draw(st.sampled_from([line, before[0], before[-1]])), *before[place:]]
            case "delete":
                after = before[:place] + before[place + 1 :]
            case "reorder":
                after = data.draw(st.permutations(before))
            case "truncate":
                after = before[:place]
            case _:
                whole = b"".join(before)
                after = whole[: data.draw(st.integers(0, len(whole) - 1))].splitlines(keepends=True)
        put(folder, list(after))
        assert verify(folder, (head,)).intact == (b"".join(after) == b"".join(before))


def test_every_way_to_tamper_is_found_out(tmp_path: Path) -> None:
    done = list(trials(tmp_path, range(2 * len(WAYS)), 1))
    assert {each.way for each in done} == {way.__name__ for way in WAYS}
    assert [each for each in done if not each.detected] == []


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_writer_killed_at_any_moment_leaves_a_log_that_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    spawn = multiprocessing.get_context("spawn")
    heads: tuple[Head, ...] = ()
    for pause in (0.0, 0.003, 0.007):
        begun = spawn.Event()
        process = spawn.Process(target=_write_for_ever, args=(str(folder), begun))
        process.start()
        assert begun.wait(60)
        process.join(pause)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert AuditLog(folder, "张三").append(Kind.OPEN, {}).number > 2
        verdict = verify(folder, heads)
        assert verdict.intact, verdict.problem
        assert verdict.head is not None
        heads = (*heads, verdict.head)


def _write_for_ever(folder: str, begun: object) -> None:
    log = AuditLog(Path(folder), "李四")
    log.append(Kind.OPEN, {})
    begun.set()  # type: ignore[attr-defined]  # an Event of multiprocessing
    while True:
        log.append(Kind.SEARCH, {"query": "0" * 20_000})
