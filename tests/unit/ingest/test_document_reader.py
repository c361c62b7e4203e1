"""The parent's side of reading: a worker that dies costs one file and no more."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.foundation.errors import BugError, Cancelled, UserError, WorkerFailed
from app.foundation.frames import Failure
from app.foundation.jobs import CancelToken
from app.foundation.worker_call import RemoteError
from app.foundation.workers import JSON, Reply, WorkerProcess
from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import ReadOptions
from app.ingest.reading import DocumentReader
from tests.unit.ingest.pdf_helpers import PdfSketch

TEXT = "第一条　为了规范管理，制定本规定。\n\n第二条　不得吸烟。\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as opened:
        yield opened


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "规定.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_is_read_in_the_worker(reader: DocumentReader, rules: Path) -> None:
    document = reader.read(rules)
    assert [clause.number for clause in document.clauses] == ["第一条", "第二条"]


def test_an_unreadable_file_keeps_its_code_and_the_next_file_is_read(reader: DocumentReader, rules: Path) -> None:
    empty = rules.with_name("空.pdf")
    empty.touch()
    with pytest.raises(UnreadableFile, match=r"空\.pdf") as raised:
        reader.read(empty)
    assert raised.value.code is UnreadableCode.EMPTY
    assert reader.read(rules).clauses


def test_a_page_image_has_three_bytes_a_pixel(reader: DocumentReader) -> None:
    sample = next((Path(__file__).resolve().parents[3] / "app" / "samples").glob("*.pdf"))
    image = reader.page_image(sample, 1, 0.5)
    assert image.width > 200
    assert len(image.rgb) == image.width * image.height * 3


def test_a_locked_file_is_read_and_shown_with_its_password_only(reader: DocumentReader, tmp_path: Path) -> None:
    locked = PdfSketch(tmp_path / "加密.pdf", "secret").lines(72, 100, "5.1 载重不应小于300 kg。").save()
    for open_it in (lambda: reader.read(locked), lambda: reader.page_image(locked, 1, 0.5)):
        with pytest.raises(UnreadableFile) as raised:
            open_it()
        assert raised.value.code is UnreadableCode.ENCRYPTED
    with pytest.raises(UnreadableFile, match=r"“手册\.pdf”.*密码不正确"):
        reader.page_image(locked, 1, 0.5, password="guess", file="手册.pdf")
    with pytest.raises(UnreadableFile, match="密码不正确"):
        reader.read(locked, options=ReadOptions(password="guess"))
    assert reader.read(locked, options=ReadOptions(password="secret")).pages == 1
    assert reader.page_image(locked, 1, 0.5, password="secret").width > 100


def test_a_password_is_not_shown_where_options_are() -> None:
    assert "secret" not in repr(ReadOptions(password="secret"))


def test_a_format_without_pages_has_no_page_image(reader: DocumentReader, rules: Path) -> None:
    with pytest.raises(UserError, match=r"规定\.txt"):
        reader.page_image(rules, 1, 1.0)


@pytest.mark.skipif(not hasattr(os, "kill"), reason="needs signals")
def test_a_killed_worker_costs_the_file_in_hand_and_no_other(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = rules.with_name("慢.txt")
    slow.write_text("".join(f"{n}.1 要求应符合。\n" for n in range(60_000)), encoding="utf-8")
    with DocumentReader() as reader:
        reader.read(rules)
        worker = reader._worker
        assert worker.pid is not None
        killer = threading.Thread(target=_kill_soon, args=(worker.pid,))
        killer.start()
        with pytest.raises(UnreadableFile, match=r"慢\.txt") as raised:
            reader.read(slow)
        killer.join()
        assert raised.value.code is UnreadableCode.CRASH
        assert reader.read(rules).clauses


def _kill_soon(pid: int) -> None:
    time.sleep(0.2)
    os.kill(pid, signal.SIGKILL)


def test_a_cancelled_reading_ends_as_cancelled(reader: DocumentReader, rules: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        reader.read(rules, token)


@pytest.mark.parametrize("value", [{}, None, [1], {"id": 3}])
def test_a_document_that_is_none_costs_its_file_and_no_more(
    value: JSON, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkerProcess, "call", lambda *arguments, **options: Reply(value))
    with DocumentReader() as reader, pytest.raises(UnreadableFile, match=r"规定\.txt") as raised:
        reader.read(rules)
    assert raised.value.code is UnreadableCode.CRASH


@pytest.mark.parametrize("value", [{}, {"width": 2}, {"width": 2, "height": "1"}, {"width": 1000, "height": 1000}])
def test_a_page_image_that_is_not_what_it_says_is_not_shown(
    value: JSON, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkerProcess, "call", lambda *arguments, **options: Reply(value, bytes(6)))
    with DocumentReader() as reader, pytest.raises(UnreadableFile, match=r"页\.pdf") as raised:
        reader.page_image(rules.with_name("页.pdf"), 1, 1.0)
    assert raised.value.code is UnreadableCode.CRASH


def test_an_unknown_cause_of_an_unreadable_file_counts_as_a_crash(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failure = RemoteError(Failure(1, UnreadableFile.kind, 1, "message", "hint", "nothing like it"))

    def fail(self: WorkerProcess, method: str, arguments: dict[str, JSON], **options: object) -> Reply:
        raise failure

    monkeypatch.setattr(WorkerProcess, "call", fail)
    with DocumentReader() as reader, pytest.raises(UnreadableFile, match="message") as raised:
        reader.read(rules)
    assert raised.value.code is UnreadableCode.CRASH


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (WorkerFailed("", reason="memory"), UnreadableCode.MEMORY),
        (WorkerFailed("", reason="timeout"), UnreadableCode.TIMEOUT),
        (WorkerFailed("", reason="crash"), UnreadableCode.CRASH),
        (BugError("KeyError"), UnreadableCode.CRASH),
    ],
)
def test_each_way_to_fail_names_the_file(
    failure: Exception, code: UnreadableCode, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: WorkerProcess, method: str, arguments: dict[str, JSON], **options: object) -> Reply:
        raise failure

    monkeypatch.setattr(WorkerProcess, "call", fail)
    with DocumentReader() as reader, pytest.raises(UnreadableFile, match=r"规定\.txt") as raised:
        reader.read(rules)
    assert raised.value.code is code
