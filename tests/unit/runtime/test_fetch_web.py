"""Models from web addresses and from folders: the web is replaced by a function that hands out bytes."""

from __future__ import annotations

import dataclasses
import io
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.runtime.fetch import fetch_model
from app.runtime.model_entry import ModelEntry
from tests.unit.runtime.model_files import FOLDER, WEIGHTS, file_entry, folder_entry, write_folder

ADDRESS = "https://example.org/small.gguf"


class Reply(io.BytesIO):
    def __init__(self, data: bytes, status: int) -> None:
        super().__init__(data)
        self.status = status


class Web:
    """Addresses and their bytes. ``breaks_after`` ends each reply early; ``ignores_ranges`` always sends the whole."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.breaks_after: int | None = None
        self.ignores_ranges = False

    def open(self, request: urllib.request.Request, timeout: float) -> Reply:
        wanted = request.get_header("Range")
        self.asked.append((request.full_url, wanted))
        if request.full_url not in self.pages:
            raise urllib.error.URLError("not found")
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and not self.ignores_ranges else 0
        data = self.pages[request.full_url][start:]
        return Reply(data[: self.breaks_after], 206 if start else 200)


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
