"""Adding files: what is stored, what is refused, and what becomes of the copies that the page viewer reads."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from app.domain.document import Document, Issue
from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.foundation.messages import use_language
from app.foundation.paths import WorkspacePaths
from app.ingest.lines import DEFAULT_OPTIONS, OcrMode, ReadOptions
from app.ingest.pipeline import read_document
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.queue import IngestQueue
from app.workspace import adding
from app.workspace.adding import Adder, AddResult
from app.workspace.originals import Originals

TEXT = "# 手推车\n\n1 范围\n\n本标准适用于手推车。\n\n2 要求\n\n手推车应当结实。\n"
OTHER = TEXT.replace("手推车", "货架")


class ReaderInThisProcess:
    """DocumentReader without the worker: what is tested here is what happens around the reading."""

    def read(
        self,
        path: Path,
        cancel: CancelToken | None = None,
        *,
        file: str | None = None,
        options: ReadOptions = DEFAULT_OPTIONS,
        data: bytes = b"",
    ) -> Document:
        return read_document(path, file=file, options=options)


class ReaderOfAFileThatChanges(ReaderInThisProcess):
    """The file is written anew just before it is read."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(
        self,
        path: Path,
        cancel: CancelToken | None = None,
        *,
        file: str | None = None,
        options: ReadOptions = DEFAULT_OPTIONS,
        data: bytes = b"",
    ) -> Document:
        write(self._file, OTHER)
        return super().read(path, cancel, file=file, options=options)


class ReaderOfScans(ReaderInThisProcess):
    """Reads any file as a scan of three pages, which only recognition opens."""

    def read(
        self,
        path: Path,
        cancel: CancelToken | None = None,
        *,
        file: str | None = None,
        options: ReadOptions = DEFAULT_OPTIONS,
        data: bytes = b"",
    ) -> Document:
        document = super().read(path, cancel, file=file, options=options)
        if options.ocr is OcrMode.NEVER:
            return replace(document, issues=(Issue("no_text_layer", "", 2),), is_partial=True)
        for done in range(4):
            options.on_page(done, 3)
        return replace(document, issues=(Issue("ocr", ""),))


@pytest.fixture
def paths(tmp_path: Path) -> WorkspacePaths:
    made = WorkspacePaths(tmp_path / "workspace")
    made.create()
    return made


@pytest.fixture
def adder(paths: WorkspacePaths) -> Iterator[Adder]:
    with Database(paths.catalogue) as database:
        reader = cast(DocumentReader, ReaderInThisProcess())
        yield Adder(Originals(paths.originals), Catalogue(database), IngestQueue(database), reader)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "standards"
    made.mkdir()
    return made


def add(adder: Adder, *paths: Path, collection: str = "") -> list[AddResult]:
    return adder.add(paths, collection, Progress())


def write(path: Path, text: str = TEXT) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def copies(paths: WorkspacePaths) -> list[str]:
    return sorted(kept.name for kept in paths.originals.iterdir())


def test_a_changed_file_replaces_its_old_version_and_its_copy(
    adder: Adder, paths: WorkspacePaths, folder: Path
) -> None:
    file = write(folder / "a.md")
    [first] = add(adder, file)
    [second] = add(adder, write(file, OTHER))
    assert (first.status, second.status) == ("added", "updated")
    assert [entry.id for entry in adder.catalogue.entries()] == [second.document_id]
    assert copies(paths) == [f"{second.document_id}.md"]


def test_a_copy_that_was_lost_comes_back_when_the_file_is_added_again(
    adder: Adder, paths: WorkspacePaths, folder: Path
) -> None:
    [result] = add(adder, write(folder / "a.md"))
    shutil.rmtree(paths.originals)
    paths.originals.mkdir()
    assert [again.status for again in add(adder, folder)] == ["unchanged"]
    assert copies(paths) == [f"{result.document_id}.md"]


def test_a_file_that_changes_while_it_is_read_agrees_with_its_copy(
    adder: Adder, paths: WorkspacePaths, folder: Path
) -> None:
    file = write(folder / "a.md")
    changing = replace(adder, reader=cast(DocumentReader, ReaderOfAFileThatChanges(file)))
    [result] = add(changing, file)
    [entry] = adder.catalogue.entries()
    assert (entry.file, copies(paths)) == ("a.md", [f"{result.document_id}.md"])
    assert read_document(paths.originals / copies(paths)[0]).id == entry.id
    assert (paths.originals / copies(paths)[0]).read_text("utf-8") == TEXT


def test_an_unreadable_file_leaves_no_copy(adder: Adder, paths: WorkspacePaths, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 cut short")
    assert [result.status for result in add(adder, folder)] == ["failed"]
    assert copies(paths) == []


def test_the_log_names_what_became_of_a_file_and_none_of_its_words(
    adder: Adder, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="app"):
        [result] = add(adder, write(folder / "手推车.md"))
    assert f"{result.document_id}: added" in caplog.text
    assert "手推车" not in caplog.text


def test_copies_that_the_catalogue_does_not_know_stay(adder: Adder, paths: WorkspacePaths, folder: Path) -> None:
    """A damaged catalogue is moved away and the documents are read anew from these."""
    write(paths.originals / "0123456789abcdef.md")
    write(paths.originals / "0123456789abcdef.md.part")
    [result] = add(adder, write(folder / "a.md", OTHER))
    assert copies(paths) == sorted(["0123456789abcdef.md", f"{result.document_id}.md"])


def test_the_copy_is_named_by_what_the_file_is_and_not_by_its_suffix(
    adder: Adder, paths: WorkspacePaths, folder: Path
) -> None:
    file = write(folder / "a.md")
    [result] = add(adder, file)
    file.rename(folder / "a.txt")
    add(adder, folder)
    assert copies(paths) == [f"{result.document_id}.md"]


def test_without_a_collection_known_files_stay_in_theirs(adder: Adder, folder: Path) -> None:
    file = write(folder / "a.md")
    add(adder, file, collection="起重")
    add(adder, file)
    add(adder, write(file, OTHER))
    write(folder / "new.md", TEXT)
    add(adder, folder)
    assert {entry.file: entry.collection for entry in adder.catalogue.entries()} == {
        "a.md": "起重",
        "new.md": "default",
    }


def test_a_file_that_crashed_the_program_twice_is_told_as_failed_once(adder: Adder, folder: Path) -> None:
    deadly, other = write(folder / "deadly.md"), write(folder / "other.md", OTHER)
    adder.queue.enqueue([str(deadly)], "")
    for _ in range(2):
        adder.queue.start(str(deadly))
    assert [result.status for result in add(adder, other)] == ["added"]
    [told] = adder.resume(Progress())
    assert (told.file, told.status, [issue.code for issue in told.issues]) == ("deadly.md", "failed", ["crash"])
    assert adder.resume(Progress()) == []
    assert adder.queue.waiting() == 0
    assert [result.status for result in add(adder, deadly)] == ["added"]


def test_issues_of_an_unchanged_file_are_told_again(adder: Adder, folder: Path) -> None:
    file = write(folder / "a.md").rename(folder / "a.docx")
    [first] = add(adder, file)
    [second] = add(adder, file)
    assert [issue.code for issue in first.issues] == ["wrong_extension"]
    assert second.issues == first.issues


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only on Linux")
def test_a_name_in_another_encoding_fails_alone(adder: Adder, folder: Path) -> None:
    write(folder / "a.md")
    name = os.path.join(os.fsencode(folder), "安全规程.md".encode("gb18030"))
    with open(name, "wb") as file:
        file.write(OTHER.encode())
    results = add(adder, folder)
    assert [(result.status, [issue.code for issue in result.issues]) for result in results] == [
        ("failed", ["name"]),
        ("added", []),
    ]
    for result in results:
        assert f"{result.path}{result.file}".encode()


def test_a_folder_that_may_not_be_listed_is_told(adder: Adder, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by hand, because the superuser may list everything."""
    closed = folder / "closed"
    closed.mkdir()
    write(folder / "a.md")
    scan, access = os.scandir, os.access

    def scan_but_closed(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scan_but_closed)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != closed and access(path, mode))
    results = add(adder, folder)
    assert [(result.file, result.status) for result in results] == [("a.md", "added"), ("closed", "failed")]
    assert [issue.code for issue in results[1].issues] == ["permission"]


def scanning(adder: Adder, ocr: OcrMode) -> Adder:
    return replace(adder, reader=cast(DocumentReader, ReaderOfScans()), options=ReadOptions(ocr=ocr))


def test_pages_left_out_are_read_when_recognition_is_wanted(
    adder: Adder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "is_installed", lambda: True)
    file = write(folder / "a.md")
    modes = (OcrMode.NEVER, OcrMode.NEVER, OcrMode.AUTO, OcrMode.AUTO, OcrMode.ALWAYS)
    told = [add(scanning(adder, mode), file)[0] for mode in modes]
    assert [result.status for result in told] == ["partial", "unchanged", "updated", "unchanged", "updated"]
    assert [issue.code for issue in told[3].issues] == ["ocr"]
    [entry] = adder.catalogue.entries()
    assert entry.id == told[0].document_id


def test_without_a_recogniser_pages_left_out_are_not_tried_again(
    adder: Adder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "is_installed", lambda: False)
    file = write(folder / "a.md")
    told = [add(scanning(adder, mode), file)[0] for mode in (OcrMode.NEVER, OcrMode.AUTO)]
    assert [result.status for result in told] == ["partial", "unchanged"]


def test_pages_that_take_long_are_told_with_their_file(adder: Adder, folder: Path) -> None:
    events: list[ProgressEvent] = []
    scanning(adder, OcrMode.AUTO).add([write(folder / "a.md")], "", Progress(events.append))
    pages = [(event.done, event.total, event.item) for event in events if event.stage == "ocr"]
    assert pages == [(done, 3, "a.md") for done in range(4)]


def test_a_person_can_stop_between_two_pages(adder: Adder, folder: Path) -> None:
    cancel = CancelToken()
    progress = Progress(lambda event: cancel.cancel() if (event.stage, event.done) == ("ocr", 1) else None, cancel)
    with pytest.raises(Cancelled):
        scanning(adder, OcrMode.AUTO).add([write(folder / "a.md")], "", progress)
    assert adder.queue.waiting() == 1
    assert adder.catalogue.entries() == []


def test_files_can_be_queued_first_and_read_later(adder: Adder, folder: Path) -> None:
    file = write(folder / "手推车.md")
    adder.enqueue([folder], "车间")
    assert adder.catalogue.entries() == []
    assert [result.status for result in adder.resume(Progress())] == ["added"]
    assert [(entry.path, entry.collection) for entry in adder.catalogue.entries()] == [(str(file), "车间")]


def test_a_collection_that_is_chosen_while_files_wait_counts(adder: Adder, folder: Path) -> None:
    write(folder / "手推车.md")
    write(folder / "货架.md", OTHER)

    def choose(result: AddResult) -> None:
        adder.queue.send_waiting_to("车间")

    adder.add([folder], "", Progress(), choose)
    assert [entry.collection for entry in adder.catalogue.entries()] == ["default", "车间"]


def test_files_that_swap_their_names_keep_documents_and_collections(adder: Adder, folder: Path) -> None:
    one, other = write(folder / "甲.md"), write(folder / "乙.md", OTHER)
    [first] = add(adder, one, collection="库房")
    [second] = add(adder, other, collection="车间")
    added = {entry.id: entry.added for entry in adder.catalogue.entries()}
    away = one.rename(folder / "丙.md")
    other.rename(one)
    away.rename(other)
    assert [result.status for result in add(adder, folder)] == ["unchanged", "unchanged"]
    found = {entry.id: (entry.file, entry.collection) for entry in adder.catalogue.entries()}
    assert found == {first.document_id: ("乙.md", "库房"), second.document_id: ("甲.md", "车间")}
    assert {entry.id: entry.added for entry in adder.catalogue.entries()} == added


def test_an_old_version_under_a_new_name_stays_beside_the_new_one(adder: Adder, folder: Path) -> None:
    file = write(folder / "手推车.md")
    add(adder, file, collection="车间")
    old = file.rename(folder / "手推车（旧）.md")
    write(file, OTHER)
    add(adder, folder)
    found = {entry.file: entry.collection for entry in adder.catalogue.entries()}
    assert found == {file.name: "车间", old.name: "车间"}


def test_what_lies_where_a_moved_file_was_goes_to_its_collection(adder: Adder, folder: Path) -> None:
    one, other = write(folder / "甲.md"), write(folder / "乙.md", OTHER)
    add(adder, one, collection="库房")
    add(adder, other, collection="车间")
    one.rename(other)
    write(one, OTHER.replace("货架", "脚轮"))
    add(adder, other, one)
    assert {entry.file: entry.collection for entry in adder.catalogue.entries()} == {"乙.md": "库房", "甲.md": "库房"}


def test_what_is_wrong_with_a_file_is_told_in_the_language_of_now(adder: Adder, folder: Path) -> None:
    """The worker was started in another one."""
    with DocumentReader() as reader:
        adder = replace(adder, reader=reader)
        empty = write(folder / "empty.md", "")
        [chinese] = adder.add([empty], "", Progress())[0].issues
        use_language("en")
        try:
            [english] = adder.add([empty], "", Progress())[0].issues
        finally:
            use_language("zh")
    assert "是空文件。" in chinese.message
    assert english.message.isascii()
    assert english.message.endswith(".")
    assert "  " not in english.message
