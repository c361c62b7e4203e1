"""What every vector index promises: the same ranking as the store, whatever happens to its files."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from app.foundation.errors import Cancelled, EnvironmentFault
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.index import ExactIndex, VectorIndex
from app.library.lance import LanceIndex
from app.library.vectors import Vector, VectorRow, VectorStore
from tests.unit.library.making import standard

MODEL = "maker/model:q8"
DIMENSIONS = 32

Make = Callable[[], VectorIndex]


class Library:
    """A catalogue whose passages get a vector that follows from their text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder / "catalogue.sqlite3")
        self.catalogue = Catalogue(self.database)
        self.store = VectorStore(self.database)

    def put(self, name: str, texts: list[str], *, embed: bool = True) -> str:
        document = standard(None, texts, title=name)
        self.catalogue.put(document, path=f"/{name}.pdf", collection="default")
        if embed:
            self.embed()
        return document.id

    def embed(self) -> None:
        while missing := self.store.missing(MODEL, 100):
            self.store.put(MODEL, [(passage.text_hash, unit_vector(passage.text)) for passage in missing])


def unit_vector(text: str) -> Vector:
    vector = np.random.default_rng(list(text.encode())).standard_normal(DIMENSIONS).astype(np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    made.put("甲", [f"甲的第{place}句" for place in range(40)])
    made.put("乙", [f"乙的第{place}句" for place in range(40)])
    yield made
    made.database.close()


@pytest.fixture(params=["lance", "exact"])
def make(request: pytest.FixtureRequest, library: Library) -> Make:
    if request.param == "exact":
        return lambda: ExactIndex(library.store, MODEL)
    return lambda: LanceIndex(library.folder / "index", library.store, MODEL)


@pytest.fixture
def index(make: Make) -> VectorIndex:
    made = make()
    made.refresh()
    return made


def found(index: VectorIndex, text: str, limit: int = 3, documents: list[str] | None = None) -> list[str]:
    return [hit.passage_id for hit in index.search(unit_vector(text), limit, documents)]


def id_of(library: Library, text: str) -> str:
    return next(
        passage.id
        for entry in library.catalogue.entries()
        for passage in library.catalogue.passages_of(entry.id)
        if passage.text == text
    )


def test_the_nearest_passage_comes_first_with_its_similarity(index: VectorIndex, library: Library) -> None:
    best = index.search(unit_vector("乙的第7句"), 5)
    assert best[0].passage_id == id_of(library, "乙的第7句")
    assert best[0].score == pytest.approx(1.0, abs=1e-5)
    assert [hit.score for hit in best] == sorted((hit.score for hit in best), reverse=True)
    assert len(best) == 5


def test_the_whole_ranking_is_that_of_the_inner_product(index: VectorIndex, library: Library) -> None:
    query = unit_vector("问题")
    scores = {row.passage_id: float(row.vector @ query) for row in library.store.rows(MODEL)}
    expected = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
    assert [hit.passage_id for hit in index.search(query, 100)] == expected


def test_search_keeps_to_the_documents_asked_for(index: VectorIndex, library: Library) -> None:
    other = library.catalogue.entries()[0].id
    hits = found(index, "乙的第7句", 50, [other])
    assert len(hits) == 40
    assert all(hit.startswith(other) for hit in hits)


@pytest.mark.parametrize("documents", [[], ["nothing"], ["' OR 1=1 --"]])
def test_search_in_documents_that_are_not_there_finds_nothing(index: VectorIndex, documents: list[str]) -> None:
    assert found(index, "甲", 5, documents) == []


def test_an_empty_library_gives_nothing(tmp_path: Path) -> None:
    empty = Library(tmp_path)
    for index in (ExactIndex(empty.store, MODEL), LanceIndex(tmp_path / "index", empty.store, MODEL)):
        index.rebuild()
        assert index.search(unit_vector("甲"), 3) == []
        assert index.count() == 0
        assert index.is_current()
    empty.database.close()


def test_a_refresh_that_changes_nothing_keeps_nobody_from_the_index(
    index: VectorIndex, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.refresh()
    held, seen = library.store.held, [index.is_current()]

    def looking(model_id: str) -> set[tuple[str, str]]:
        seen.append(index.is_current())
        return held(model_id)

    monkeypatch.setattr(library.store, "held", looking)
    index.refresh()
    assert set(seen) == {True}


def test_a_new_document_is_found_before_and_after_the_index_takes_it_in(index: VectorIndex, library: Library) -> None:
    library.put("丙", ["丙的新句"])
    assert found(index, "丙的新句", 1) == [id_of(library, "丙的新句")]
    index.refresh()
    assert index.is_current()
    assert found(index, "丙的新句", 1) == [id_of(library, "丙的新句")]
    assert index.count() == 81


def test_it_tells_which_passages_it_ranks(index: VectorIndex, library: Library) -> None:
    known = id_of(library, "甲的第3句")
    library.put("丙", ["丙的新句"], embed=False)
    assert index.holding([known, id_of(library, "丙的新句"), "nothing"]) == {known}


def test_refreshing_takes_in_what_was_added_and_nothing_twice(index: VectorIndex, library: Library) -> None:
    library.put("丙", ["丙的新句", "丙的旧句"])
    for _ in range(2):
        index.refresh()
        assert index.is_current()
    assert index.count() == 82
    assert found(index, "丙的旧句", 1) == [id_of(library, "丙的旧句")]


class StoreThatCountsReads(VectorStore):
    """Knows how many vectors were read from it."""

    vectors_read = 0

    def rows(self, model_id: str) -> Iterator[VectorRow]:
        return self._counted(super().rows(model_id))

    def rows_of(self, model_id: str, passages: Iterable[str]) -> Iterator[VectorRow]:
        return self._counted(super().rows_of(model_id, passages))

    def _counted(self, rows: Iterator[VectorRow]) -> Iterator[VectorRow]:
        for row in rows:
            self.vectors_read += 1
            yield row


def test_taking_in_a_document_reads_no_vector_but_its_own(library: Library) -> None:
    store = StoreThatCountsReads(library.database)
    index = LanceIndex(library.folder / "index", store, MODEL)
    index.refresh()
    assert store.vectors_read == 80
    library.put("丙", ["丙的新句", "丙的旧句"])
    told: list[ProgressEvent] = []
    index.refresh(Progress(told.append))
    assert store.vectors_read == 82
    assert [(event.done, event.total) for event in told] == [(0, 2), (2, 2)]


def test_cancelling_a_refresh_leaves_an_index_that_still_answers_right(index: VectorIndex, library: Library) -> None:
    made = library.put("丙", ["丙的新句", "丙的旧句"])
    token = CancelToken()
    if isinstance(index, LanceIndex):
        with pytest.raises(Cancelled):
            index.refresh(Progress(lambda event: token.cancel() if event.done == 0 else None, token))
    assert found(index, "丙的新句", 1) == [id_of(library, "丙的新句")]
    library.catalogue.remove(made)
    assert not any(hit.startswith(made) for hit in found(index, "丙的新句", 80))
    index.refresh()
    assert index.is_current()
    assert index.count() == 80


def test_a_removed_document_is_never_found_again(index: VectorIndex, library: Library) -> None:
    removed = id_of(library, "甲的第3句").rpartition(".")[0]
    library.catalogue.remove(removed)
    assert not any(hit.startswith(removed) for hit in found(index, "甲的第3句", 80))
    index.refresh()
    assert index.is_current()
    assert index.count() == 40
    assert not any(hit.startswith(removed) for hit in found(index, "甲的第3句", 80))


def test_what_was_built_serves_the_next_process_as_it_is(index: VectorIndex, make: Make) -> None:
    again = make()
    assert again.is_current()
    assert again.verify()
    assert found(again, "甲的第3句") == found(index, "甲的第3句")


def test_cancelling_a_rebuild_leaves_an_index_that_still_answers_right(index: VectorIndex, library: Library) -> None:
    token = CancelToken()
    token.cancel()
    if isinstance(index, LanceIndex):
        with pytest.raises(Cancelled):
            index.rebuild(Progress(cancel=token))
        assert not index.is_current()
    assert found(index, "甲的第3句", 1) == [id_of(library, "甲的第3句")]


def flip_a_byte(folder: Path) -> None:
    file = max((path for path in folder.rglob("data/*") if path.is_file()), key=lambda path: path.stat().st_size)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x40
    file.write_bytes(data)


def delete_a_data_file(folder: Path) -> None:
    next(path for path in folder.rglob("data/*") if path.is_file()).unlink()


def empty_the_head_manifest(folder: Path) -> None:
    min(folder.rglob("_versions/*.manifest")).write_bytes(b"")


def plant_a_file(folder: Path) -> None:
    (next(folder.glob("*.lance")) / "data" / "planted.lance").write_bytes(b"x")


def delete_the_table(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("*.lance")))


def delete_the_record(folder: Path) -> None:
    next(folder.glob("*.json")).unlink()


def garble_the_record(folder: Path) -> None:
    next(folder.glob("*.json")).write_bytes(b'{"model_id": 3')


def delete_everything(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "damage",
    [
        flip_a_byte,
        delete_a_data_file,
        empty_the_head_manifest,
        plant_a_file,
        delete_the_table,
        delete_the_record,
        garble_the_record,
        delete_everything,
    ],
)
def test_damage_is_seen_before_a_result_is_trusted_and_mended_from_the_store(
    library: Library, damage: Callable[[Path], None]
) -> None:
    folder = library.folder / "index"
    LanceIndex(folder, library.store, MODEL).refresh()
    expected = ExactIndex(library.store, MODEL).search(unit_vector("甲的第3句"), 10)
    damage(folder)

    opened = LanceIndex(folder, library.store, MODEL)
    assert not opened.is_current()
    assert not opened.verify()
    assert opened.search(unit_vector("甲的第3句"), 10) == expected
    opened.refresh()
    assert opened.is_current()
    assert LanceIndex(folder, library.store, MODEL).is_current()


def test_a_byte_flipped_while_the_index_is_open_is_found_by_verify(library: Library) -> None:
    opened = LanceIndex(library.folder / "index", library.store, MODEL)
    opened.refresh()
    flip_a_byte(library.folder / "index")
    assert not opened.verify()
    assert not opened.is_current()


def test_an_index_made_with_another_model_is_not_taken_for_this_ones(library: Library) -> None:
    LanceIndex(library.folder / "index", library.store, MODEL).refresh()
    other = LanceIndex(library.folder / "index", library.store, "another")
    assert not other.is_current()
    other.refresh()
    assert other.count() == 0
    assert LanceIndex(library.folder / "index", library.store, MODEL).is_current()


def test_a_reader_sees_what_another_process_has_refreshed(library: Library) -> None:
    writer = LanceIndex(library.folder / "index", library.store, MODEL)
    writer.refresh()
    reader = LanceIndex(library.folder / "index", library.store, MODEL)
    assert reader.is_current()
    library.put("丙", ["丙的新句"])
    assert not reader.is_current()
    writer.refresh()
    assert reader.is_current()
    assert found(reader, "丙的新句", 1) == [id_of(library, "丙的新句")]


def test_index_files_are_for_their_owner_alone(library: Library) -> None:
    LanceIndex(library.folder / "index", library.store, MODEL).refresh()
    modes = {path.stat().st_mode & 0o077 for path in (library.folder / "index").rglob("*")}
    assert modes == {0}


def test_vectors_of_a_removed_document_are_gone_from_the_files(library: Library) -> None:
    index = LanceIndex(library.folder / "index", library.store, MODEL)
    index.refresh()
    canary = unit_vector("甲的第3句").tobytes()
    files = [path for path in (library.folder / "index").rglob("*") if path.is_file()]
    assert any(canary in path.read_bytes() for path in files)
    removed = id_of(library, "甲的第3句").rpartition(".")[0]
    library.catalogue.remove(removed)
    library.catalogue.erase_replaced()
    index.refresh()
    files = [path for path in library.folder.rglob("*") if path.is_file()]
    assert not any(canary in path.read_bytes() for path in files)


def test_a_file_where_the_index_should_be_gives_way(library: Library) -> None:
    library.put("one", ["甲", "乙"])
    index = LanceIndex(library.folder / "index.lance", library.store, MODEL)
    (library.folder / "index.lance").write_text("no folder")
    index.refresh()
    assert index.is_current()
    assert index.verify()


def test_an_index_that_cannot_be_written_is_told_and_search_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = np.ones(DIMENSIONS, np.float32)
    index = LanceIndex(library.folder / "index.lance", library.store, MODEL)

    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(EnvironmentFault, match="No space left"):
        index.rebuild()
    assert index.search(wanted, 5) == ExactIndex(library.store, MODEL).search(wanted, 5)


def test_a_large_table_is_searched_through_an_inverted_file_and_still_finds_the_nearest(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.library.lance.SCANNED_ROWS", 300)
    library.put("丙", [f"丙的第{place}句" for place in range(400)])
    index = LanceIndex(library.folder / "index", library.store, MODEL)
    index.refresh()
    assert index.is_current()
    assert list((library.folder / "index").glob("**/_indices/*/*"))
    exact = ExactIndex(library.store, MODEL)
    asked = [unit_vector(f"丙的第{place}句") for place in range(0, 400, 20)]
    assert [index.search(query, 1)[0].passage_id for query in asked] == [
        exact.search(query, 1)[0].passage_id for query in asked
    ]
    library.put("丁", ["丁的一句"])
    index.refresh()
    assert found(index, "丁的一句", 1) == [id_of(library, "丁的一句")]


@pytest.mark.parametrize("change", ["refresh", "rebuild"])
def test_a_search_does_not_wait_for_an_index_that_is_being_made(library: Library, change: str) -> None:
    index = LanceIndex(library.folder / "index", library.store, MODEL)
    index.refresh()
    library.put("丙", ["丙的新句"])
    begun, may_end = threading.Event(), threading.Event()

    def hold(event: ProgressEvent) -> None:
        begun.set()
        assert may_end.wait(20)

    writer = threading.Thread(target=lambda: getattr(index, change)(Progress(hold)))
    writer.start()
    try:
        assert begun.wait(20)
        answers: list[object] = []
        reader = threading.Thread(
            target=lambda: answers.extend((found(index, "丙的新句", 1), index.count(), index.is_current()))
        )
        reader.start()
        reader.join(10)
        assert answers == [[id_of(library, "丙的新句")], 81, False]
    finally:
        may_end.set()
        writer.join()
        reader.join()
    assert index.is_current()
    assert index._exact._loaded is None, "every vector would stay in memory beside the index"
