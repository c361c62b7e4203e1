"""Reading again by newer rules: when files are added again, and all at once from the copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from app.domain.document import Document
from app.foundation.jobs import CancelToken, Progress
from app.foundation.paths import WorkspacePaths
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.lines import DEFAULT_OPTIONS, ReadOptions
from app.ingest.pipeline import READING_RULES, read_document
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.queue import IngestQueue
from app.workspace.adding import Adder, AddResult
from app.workspace.originals import Originals
from app.workspace.rereading import Rereader

TEXT = "# 手推车\n\n1 范围\n\n本标准适用于手推车。\n\n2 要求\n\n手推车应当结实。\n"


class ReaderByRules:
    """Reads in this process; ``title`` is what the rules of the day make of the title."""

    def __init__(self) -> None:
        self.title = "旧题名"
        self.rules = READING_RULES - 1
        self.refuses = False
        self.meanwhile: Callable[[], object] = lambda: None

    def read(
        self,
        path: Path,
        cancel: CancelToken | None = None,
        *,
        file: str | None = None,
        options: ReadOptions = DEFAULT_OPTIONS,
        data: bytes = b"",
    ) -> Document:
        if self.refuses:
            raise unreadable(UnreadableCode.DAMAGED, path.name)
        document = read_document(path, file=file)
        self.meanwhile()
        return replace(document, metadata=replace(document.metadata, title=self.title), rules=self.rules)

    def learn(self) -> None:
        self.title, self.rules = "新题名", READING_RULES


@pytest.fixture
def reader() -> ReaderByRules:
    return ReaderByRules()


@pytest.fixture
def adder(tmp_path: Path, reader: ReaderByRules) -> Iterator[Adder]:
    paths = WorkspacePaths(tmp_path / "workspace")
    paths.create()
    with Database(paths.catalogue) as database:
        originals, catalogue = Originals(paths.originals), Catalogue(database)
        yield Adder(originals, catalogue, IngestQueue(database), cast(DocumentReader, reader))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.md"
    made.write_text(TEXT, encoding="utf-8")
    return made


def add(adder: Adder, file: Path) -> AddResult:
    [result] = adder.add([file], "", Progress())
    return result


def reread(adder: Adder) -> list[AddResult]:
    rereader = Rereader(adder.originals, adder.catalogue, adder.reader)
    return rereader.reread(adder.catalogue.entries(), Progress())


def title(adder: Adder) -> str:
    [entry] = adder.catalogue.entries()
    return entry.metadata.title


def test_a_known_file_that_older_rules_read_is_read_again(adder: Adder, reader: ReaderByRules, file: Path) -> None:
    assert add(adder, file).status == "added"
    reader.learn()
    assert add(adder, file).status == "updated"
    assert title(adder) == "新题名"
    assert add(adder, file).status == "unchanged"


def test_a_file_that_newer_rules_cannot_read_keeps_its_old_reading(
    adder: Adder, reader: ReaderByRules, file: Path
) -> None:
    add(adder, file)
    reader.refuses = True
    assert add(adder, file).status == "failed"
    assert [result.status for result in reread(adder)] == ["failed"]
    assert title(adder) == "旧题名"


def test_all_are_read_again_from_their_copies_without_the_files(
    adder: Adder, reader: ReaderByRules, file: Path
) -> None:
    added = add(adder, file)
    file.unlink()
    reader.learn()
    [result] = reread(adder)
    assert (result.status, result.path, result.document_id) == ("updated", str(file), added.document_id)
    assert title(adder) == "新题名"


def test_reading_again_keeps_corrections_collection_and_the_time_of_adding(
    adder: Adder, reader: ReaderByRules, file: Path
) -> None:
    adder.add([file], "车间", Progress())
    [before] = adder.catalogue.entries()
    adder.catalogue.correct(before.id, "issuer", "某某厂")
    reader.learn()
    reread(adder)
    [after] = adder.catalogue.entries()
    assert (after.metadata.issuer, after.metadata.title) == ("某某厂", "新题名")
    assert (after.collection, after.added, after.path) == ("车间", before.added, before.path)


def test_what_is_moved_while_it_is_read_again_stays_moved(adder: Adder, reader: ReaderByRules, file: Path) -> None:
    document_id = str(add(adder, file).document_id)
    reader.meanwhile = lambda: adder.catalogue.move_to_collection([document_id], "车间")
    reread(adder)
    [after] = adder.catalogue.entries()
    assert after.collection == "车间"
    reader.learn()
    reader.meanwhile = lambda: adder.catalogue.move_to_collection([document_id], "库房")
    assert add(adder, file).status == "updated"
    [after] = adder.catalogue.entries()
    assert after.collection == "库房"


@pytest.mark.parametrize(
    "again", [reread, lambda adder: adder.add([Path(adder.catalogue.entries()[0].path)], "", Progress())]
)
def test_what_is_removed_while_it_is_read_again_stays_removed(
    adder: Adder, reader: ReaderByRules, file: Path, again: Callable[[Adder], list[AddResult]]
) -> None:
    document_id = str(add(adder, file).document_id)

    def remove() -> None:
        adder.catalogue.remove(document_id)
        adder.originals.drop({document_id})

    reader.learn()
    reader.meanwhile = remove
    [result] = again(adder)
    assert (result.status, result.issues[0].code) == ("failed", "removed")
    assert adder.catalogue.entries() == []
    assert list(adder.originals.folder.iterdir()) == []


def test_a_lost_copy_is_told_and_the_others_go_on(
    adder: Adder, reader: ReaderByRules, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "b.md"
    other.write_text(TEXT.replace("手推车", "货架"), encoding="utf-8")
    lost = add(adder, file)
    add(adder, other)
    adder.originals.path_of(lost.document_id or "", "markdown").unlink()
    results = {result.file: result for result in reread(adder)}
    assert [issue.code for issue in results["a.md"].issues] == ["copy_missing"]
    assert results["b.md"].status == "updated"


def test_a_copy_that_is_another_file_is_not_believed(adder: Adder, reader: ReaderByRules, file: Path) -> None:
    added = add(adder, file)
    adder.originals.path_of(added.document_id or "", "markdown").write_text(TEXT.replace("手推车", "货架"))
    [result] = reread(adder)
    assert (result.status, [issue.code for issue in result.issues]) == ("failed", ["copy_changed"])


def test_a_copy_follows_the_format_that_a_newer_reader_sees(
    adder: Adder, reader: ReaderByRules, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = add(adder, file)
    read = reader.read
    monkeypatch.setattr(reader, "read", lambda *given, **named: replace(read(*given, **named), format="text"))
    reread(adder)
    assert adder.originals.path_of(added.document_id or "", "text").exists()
    assert not adder.originals.path_of(added.document_id or "", "markdown").exists()
