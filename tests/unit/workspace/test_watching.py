"""Watched folders with real files: new and changed ones are added once they have settled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from app.foundation.errors import Cancelled, UserError
from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.queue import IngestQueue
from app.library.watched import WatchedFolders
from app.workspace.adding import Adder, AddResult
from app.workspace.originals import Originals
from app.workspace.watching import SETTLED_SECONDS, FolderLook, Watching
from tests.unit.workspace.test_adding import OTHER, TEXT, ReaderInThisProcess, write


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def settle(self) -> None:
        self.now += SETTLED_SECONDS


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "标准"
    made.mkdir()
    return made


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    paths = WorkspacePaths(tmp_path / "workspace")
    paths.create()
    with Database(paths.catalogue) as database:
        yield Catalogue(database)


@pytest.fixture
def watching(catalogue: Catalogue, tmp_path: Path, clock: Clock, folder: Path) -> Watching:
    database = catalogue._database
    reader = cast(DocumentReader, ReaderInThisProcess())
    adder = Adder(Originals(tmp_path / "workspace" / "originals"), catalogue, IngestQueue(database), reader)

    def add(
        paths: Sequence[Path],
        progress: Progress,
        on_result: Callable[[AddResult], None] | None = None,
        *,
        collection: str | None,
    ) -> list[AddResult]:
        return adder.add(paths, collection or "", progress, on_result)

    made = Watching(WatchedFolders(database), add, catalogue.ids, True, clock)
    made.watch(folder, "车间")
    return made


def scan(watching: Watching) -> tuple[list[str], list[FolderLook]]:
    """The names of the files that were added, with their status, and what was seen."""
    results: list[AddResult] = []
    looks = watching.scan(Progress(), results.append)
    return [f"{result.file} {result.status}" for result in results], looks


def scan_settled(watching: Watching, clock: Clock) -> list[str]:
    scan(watching)
    clock.settle()
    return scan(watching)[0]


def test_a_new_file_is_added_to_the_folders_collection_when_it_has_settled(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    write(folder / "手推车.md")
    added, [look] = scan(watching)
    assert (added, look.settling) == ([], 1)
    clock.settle()
    assert scan(watching)[0] == ["手推车.md added"]
    assert [entry.collection for entry in catalogue.entries()] == ["车间"]
    assert scan_settled(watching, clock) == [], "what is in is not read again"


def test_a_file_that_is_still_copied_waits(watching: Watching, clock: Clock, folder: Path) -> None:
    write(folder / "手推车.md", TEXT[:20])
    scan(watching)
    clock.settle()
    write(folder / "手推车.md")
    added, [look] = scan(watching)
    assert (added, look.settling) == ([], 1)
    clock.settle()
    assert scan(watching)[0] == ["手推车.md added"]


def test_a_changed_file_takes_the_place_of_what_it_was(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    file = write(folder / "手推车.md")
    scan_settled(watching, clock)
    write(file, OTHER)
    os.utime(file, (1_900_000_000, 1_900_000_000))
    assert scan_settled(watching, clock) == ["手推车.md updated"]
    assert len(catalogue.entries()) == 1


def test_files_below_are_seen_and_those_that_no_reader_takes_are_let_be(
    watching: Watching, clock: Clock, folder: Path
) -> None:
    (folder / "下级").mkdir()
    write(folder / "下级" / "手推车.md")
    write(folder / "安装程序.exe")
    write(folder / "~$手推车.md")
    (folder / "空.md").touch()
    assert scan_settled(watching, clock) == ["手推车.md added"]


def test_a_file_that_cannot_be_read_is_tried_again_when_it_changes(
    watching: Watching, clock: Clock, folder: Path
) -> None:
    broken = folder / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert scan_settled(watching, clock) == ["坏.docx failed"]
    assert scan_settled(watching, clock) == []
    broken.write_bytes(b"PK\x03\x04 still nothing")
    assert scan_settled(watching, clock) == ["坏.docx failed"]


def test_a_document_that_was_removed_does_not_come_back_by_itself(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    write(folder / "手推车.md")
    scan_settled(watching, clock)
    catalogue.remove(catalogue.entries()[0].id)
    assert scan_settled(watching, clock) == []


def test_a_removed_document_does_not_come_back_for_a_new_date_or_name(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    file = write(folder / "手推车.md")
    scan_settled(watching, clock)
    catalogue.remove(catalogue.entries()[0].id)
    os.utime(file, (1_900_000_000, 1_900_000_000))
    assert scan_settled(watching, clock) == []
    file.rename(folder / "另一个名字.md")
    assert scan_settled(watching, clock) == []
    write(folder / "另一个名字.md", OTHER)
    assert scan_settled(watching, clock) == ["另一个名字.md added"]


def test_files_that_swap_their_names_keep_their_documents_and_collections(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    one, other = write(folder / "甲.md"), write(folder / "乙.md", OTHER)
    scan_settled(watching, clock)
    before = {Path(entry.path).name: entry.id for entry in catalogue.entries()}
    catalogue.move_to_collection([before["甲.md"]], "库房")
    one.rename(folder / "丙.md")
    other.rename(one)
    (folder / "丙.md").rename(other)
    for file in (one, other):
        os.utime(file, (1_900_000_000, 1_900_000_000))
    scan_settled(watching, clock)
    after = {Path(entry.path).name: (entry.id, entry.collection) for entry in catalogue.entries()}
    assert after == {"甲.md": (before["乙.md"], "车间"), "乙.md": (before["甲.md"], "库房")}


def test_a_document_stays_while_another_file_holds_it(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    write(folder / "甲.md")
    twin = write(folder / "乙.md")
    scan_settled(watching, clock)
    assert len(catalogue.entries()) == 1
    write(twin, OTHER)
    os.utime(twin, (1_900_000_000, 1_900_000_000))
    scan_settled(watching, clock)
    assert sorted(Path(entry.path).name for entry in catalogue.entries()) == ["乙.md", "甲.md"]


def later(file: Path) -> None:
    """As if it had been written long after what the folder knows of it."""
    os.utime(file, (1_900_000_000, 1_900_000_000))


def test_a_version_whose_file_was_renamed_and_then_changed_is_replaced(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    file = write(folder / "手推车.md")
    scan_settled(watching, clock)
    renamed = file.rename(folder / "手推车（新）.md")
    assert scan_settled(watching, clock) == ["手推车（新）.md unchanged"]
    later(write(renamed, OTHER))
    assert scan_settled(watching, clock) == ["手推车（新）.md updated"]
    assert [entry.path for entry in catalogue.entries()] == [str(renamed)]


def test_a_version_that_was_replaced_may_come_back(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    write(folder / "乙.md")
    twin = write(folder / "甲.md")
    scan_settled(watching, clock)
    (folder / "乙.md").unlink()
    later(write(twin, OTHER))
    scan_settled(watching, clock)
    assert len(catalogue.entries()) == 1, "no file holds the first version any more"
    write(twin)
    assert scan_settled(watching, clock) == ["甲.md updated"]


def test_a_look_that_was_stopped_loses_no_file(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    changed = write(folder / "甲.md")
    scan_settled(watching, clock)
    later(write(changed, OTHER))
    write(folder / "乙.md", OTHER.replace("货架", "推杆"))
    write(folder / "丙.md", OTHER.replace("货架", "脚轮"))
    scan(watching)
    clock.settle()
    progress = Progress()
    with pytest.raises(Cancelled):
        watching.scan(progress, lambda _: progress.cancel.cancel())
    assert len(catalogue.entries()) < 3
    watching.scan(Progress())
    assert len(catalogue.entries()) == 3


def test_a_document_that_was_taken_in_before_contents_were_noted_stays_removed_too(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    file = write(folder / "手推车.md")
    scan_settled(watching, clock)
    watching.folders.note_contents(str(folder), {str(file): ""})
    catalogue.remove(catalogue.entries()[0].id)
    later(file)
    assert scan_settled(watching, clock) == []


def test_a_folder_that_is_gone_is_told_and_goes_on_when_it_is_back(
    watching: Watching, clock: Clock, folder: Path, catalogue: Catalogue
) -> None:
    write(folder / "手推车.md")
    scan_settled(watching, clock)
    away = folder.rename(folder.parent / "取下的盘")
    added, [look] = scan(watching)
    assert (added, look.is_missing) == ([], True)
    assert len(catalogue.entries()) == 1
    away.rename(folder)
    write(folder / "货架.md", OTHER)
    assert scan_settled(watching, clock) == ["货架.md added"]


def test_what_is_not_watched_any_more_is_let_be(watching: Watching, clock: Clock, folder: Path) -> None:
    write(folder / "手推车.md")
    watching.unwatch(str(folder))
    assert scan_settled(watching, clock) == []


def test_only_folders_that_are_there_and_not_watched_from_above_can_be_watched(
    watching: Watching, folder: Path
) -> None:
    with pytest.raises(UserError):
        watching.watch(folder / "没有")
    (folder / "下级").mkdir()
    with pytest.raises(UserError) as caught:
        watching.watch(folder / "下级")
    assert str(folder) in caught.value.message
    assert watching.watch(folder, "别处").collection == "别处"
