"""Models from web addresses and from folders: the web is replaced by a function that hands out bytes."""

from __future__ import annotations

import dataclasses
import io
import ssl
import urllib.error
import urllib.request
from email.message import Message
from http.client import HTTPResponse
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.runtime.fetch import fetch_model
from app.runtime.model_entry import ModelEntry
from tests.unit.runtime.model_files import FOLDER, WEIGHTS, file_entry, folder_entry, write_folder

ADDRESS = "https://example.org/small.gguf"


class Wire:
    """What http.client reads a reply from. After the bytes: the end of the connection, or an error of it."""

    def __init__(self, data: bytes, error: OSError | None = None) -> None:
        self._data = data
        self._error = error

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Raw(self._data, self._error))


class _Raw(io.RawIOBase):
    def __init__(self, data: bytes, error: OSError | None) -> None:
        self._data = io.BytesIO(data)
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._data.readinto(buffer)
        if not count and self._error is not None:
            raise self._error
        return count


class Web:
    """Addresses and their bytes, sent as HTTP. ``ignores_ranges`` always sends the whole.

    ``breaks_after`` ends each connection early, with ``error`` where there is one; ``tells_length`` off sends no
    length; ``in_chunks`` sends the body as one chunk.
    """

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.breaks_after: int | None = None
        self.ignores_ranges = False
        self.tells_length = True
        self.in_chunks = False
        self.error: OSError | None = None

    def open(self, request: urllib.request.Request, timeout: float) -> HTTPResponse:
        wanted = request.get_header("Range")
        self.asked.append((request.full_url, wanted))
        if request.full_url not in self.pages:
            raise urllib.error.URLError("not found")
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and not self.ignores_ranges else 0
        data = self.pages[request.full_url][start:]
        if start and not data:
            raise urllib.error.HTTPError(request.full_url, 416, "Range Not Satisfiable", Message(), io.BytesIO())
        head = f"HTTP/1.1 {206 if start else 200} OK\r\n"
        if self.in_chunks:
            head += "Transfer-Encoding: chunked\r\n"
            body = b"%x\r\n" % len(data) + data[: self.breaks_after]
        else:
            head += f"Content-Length: {len(data)}\r\n" if self.tells_length else ""
            body = data[: self.breaks_after]
        reply = HTTPResponse(Wire(head.encode() + b"\r\n" + body, self.error))  # type: ignore[arg-type]
        reply.begin()
        return reply


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    web = Web()
    monkeypatch.setattr(urllib.request, "urlopen", web.open)
    return web


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def on_the_web(entry: ModelEntry, *addresses: str) -> ModelEntry:
    return dataclasses.replace(entry, web=addresses)


def test_a_model_arrives_from_its_address(web: Web, models: Path) -> None:
    web.pages[ADDRESS] = WEIGHTS
    assert fetch_model(on_the_web(file_entry(), ADDRESS), models, Progress()).read_bytes() == WEIGHTS


def test_a_folder_arrives_file_by_file(web: Web, models: Path) -> None:
    web.pages = {f"https://example.org/m/{name}": data for name, data in FOLDER.items()}
    path = fetch_model(on_the_web(folder_entry(), "https://example.org/m/"), models, Progress())
    assert (path / "1_Pooling" / "config.json").read_bytes() == FOLDER["1_Pooling/config.json"]


@pytest.mark.parametrize("ignores_ranges", [False, True])
def test_a_broken_download_goes_on_where_it_stopped(web: Web, models: Path, ignores_ranges: bool) -> None:
    web.pages[ADDRESS] = WEIGHTS
    partial = models / ".partial" / "small"
    partial.mkdir(parents=True)
    (partial / "small.gguf.part").write_bytes(WEIGHTS[:1000])
    web.ignores_ranges = ignores_ranges
    assert fetch_model(on_the_web(file_entry(), ADDRESS), models, Progress()).read_bytes() == WEIGHTS
    assert web.asked == [(ADDRESS, "bytes=1000-")]


@pytest.mark.parametrize(
    "breaking",
    [
        {},
        {"tells_length": False},
        {"in_chunks": True},
        {"error": ConnectionResetError("reset")},
        {"error": TimeoutError("timed out")},
        {"error": ssl.SSLError("bad record")},
    ],
    ids=str,
)
def test_what_arrived_before_a_connection_broke_is_kept_and_added_to(
    web: Web, models: Path, breaking: dict[str, object]
) -> None:
    web.pages[ADDRESS] = WEIGHTS
    web.breaks_after = 1000
    vars(web).update(breaking)
    entry = on_the_web(file_entry(), ADDRESS)
    with pytest.raises(EnvironmentFault, match="取不到") as caught:
        fetch_model(entry, models, Progress())
    assert "从断处继续" in caught.value.hint
    assert (models / ".partial" / "small" / "small.gguf.part").read_bytes() == WEIGHTS[:1000]
    web.breaks_after = web.error = None
    web.tells_length, web.in_chunks = True, False
    assert fetch_model(entry, models, Progress()).read_bytes() == WEIGHTS
    assert web.asked[-1] == (ADDRESS, "bytes=1000-")


def test_a_broken_connection_is_noticed_where_nobody_recorded_the_size(web: Web, models: Path) -> None:
    web.pages[ADDRESS] = WEIGHTS
    web.breaks_after = 1000
    entry = dataclasses.replace(on_the_web(file_entry(), ADDRESS), bytes=None)
    with pytest.raises(EnvironmentFault, match="取不到"):
        fetch_model(entry, models, Progress())
    web.breaks_after = None
    assert fetch_model(entry, models, Progress()).read_bytes() == WEIGHTS


def test_a_file_that_is_all_there_but_not_yet_checked_needs_no_more_bytes(web: Web, models: Path) -> None:
    web.pages[ADDRESS] = WEIGHTS
    write_folder(models / ".partial" / "small", {"small.gguf.part": WEIGHTS})
    entry = dataclasses.replace(on_the_web(file_entry(), ADDRESS), bytes=None)
    assert fetch_model(entry, models, Progress()).read_bytes() == WEIGHTS


def test_more_than_the_source_has_is_thrown_away_and_fetched_anew(web: Web, models: Path) -> None:
    web.pages[ADDRESS] = WEIGHTS
    write_folder(models / ".partial" / "small", {"small.gguf.part": WEIGHTS + b"x"})
    entry = on_the_web(file_entry(), ADDRESS)
    with pytest.raises(EnvironmentFault, match="校验值"):
        fetch_model(entry, models, Progress())
    assert fetch_model(entry, models, Progress()).read_bytes() == WEIGHTS


def test_a_folder_that_cannot_be_written_to_is_not_told_as_a_broken_network(
    web: Web, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages[ADDRESS] = WEIGHTS
    (models / ".partial" / "small" / "small.gguf.part").mkdir(parents=True)
    with pytest.raises(EnvironmentFault, match="写不进"):
        fetch_model(on_the_web(file_entry(), ADDRESS), models, Progress())


def test_the_next_address_is_tried_when_the_first_fails_or_lies(web: Web, models: Path) -> None:
    web.pages = {"https://b.example/": b"something else", ADDRESS: WEIGHTS}
    entry = on_the_web(file_entry(), "https://a.example/", "https://b.example/", ADDRESS)
    assert fetch_model(entry, models, Progress()).read_bytes() == WEIGHTS


def test_when_every_address_fails_the_first_cause_is_told(web: Web, models: Path) -> None:
    with pytest.raises(EnvironmentFault, match="not found") as caught:
        fetch_model(on_the_web(file_entry(), ADDRESS), models, Progress())
    assert caught.value.hint


def test_an_address_that_is_not_https_is_never_opened(web: Web, models: Path) -> None:
    web.pages["http://example.org/small.gguf"] = WEIGHTS
    with pytest.raises(EnvironmentFault, match="https"):
        fetch_model(on_the_web(file_entry(), "http://example.org/small.gguf"), models, Progress())
    assert web.asked == []


def test_a_model_without_a_source_says_how_else_it_is_had(models: Path) -> None:
    with pytest.raises(UserError, match="small") as caught:
        fetch_model(file_entry(), models, Progress())
    assert "models import" in caught.value.hint


def test_a_model_is_copied_from_a_disk_without_the_network(web: Web, models: Path, tmp_path: Path) -> None:
    write_folder(tmp_path / "stick" / "folder", FOLDER)
    path = fetch_model(folder_entry(), models, Progress(), source=tmp_path / "stick")
    assert (path / "model.safetensors").read_bytes() == WEIGHTS
    assert web.asked == []


@pytest.mark.parametrize("data", [WEIGHTS[:-1], WEIGHTS[:-1] + b"\x01"])
def test_a_damaged_copy_on_the_disk_is_not_taken_over(models: Path, tmp_path: Path, data: bytes) -> None:
    write_folder(tmp_path / "stick", {"small.gguf": data})
    with pytest.raises(EnvironmentFault):
        fetch_model(file_entry(), models, Progress(), source=tmp_path / "stick")
    assert not (models / "small.gguf").exists()


def test_no_room_on_the_disk_is_said_before_anything_is_fetched(
    web: Web, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.runtime.copying.SPARE", 1 << 60)
    web.pages[ADDRESS] = WEIGHTS
    with pytest.raises(EnvironmentFault, match="磁盘空间"):
        fetch_model(on_the_web(file_entry(), ADDRESS), models, Progress())
    assert web.asked == []
