"""Documents in and out of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from app.domain.document import Document, DocumentStatus, Issue
from app.domain.passage import passages_of
from app.foundation.errors import UserError
from app.foundation.messages import tr, use_language
from app.library.catalogue import Catalogue, PutStatus
from app.library.database import Database
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from tests.unit.library.making import law, rich, standard


@pytest.fixture
def in_english() -> Iterator[Callable[[], None]]:
    yield lambda: use_language("en") and None
    use_language("zh")


def put(catalogue: Catalogue, document: Document, path: str = "/a.pdf", collection: str = "default") -> PutStatus:
    return catalogue.put(document, path=path, collection=collection).status


def test_a_document_comes_back_as_it_was_read(catalogue: Catalogue) -> None:
    document = rich()
    assert put(catalogue, document, "/standards/制动.pdf", "车间") is PutStatus.ADDED
    entry = catalogue.entry(document.id)
    assert catalogue.clauses(document.id) == document.clauses
    by_id = {clause.id: clause for clause in document.clauses}
    assert catalogue.clauses_by_id(by_id) == by_id
    assert catalogue.passages_of(document.id) == list(passages_of(document))
    assert [stored.reference for stored in catalogue.references(document.id)] == list(document.references)
    assert entry.issues == document.issues
    assert entry.is_partial
    assert (entry.path, entry.file, entry.collection) == ("/standards/制动.pdf", "制动.pdf", "车间")
    assert (entry.pages, entry.clauses, entry.sha256) == (4, 5, document.sha256)
    assert replace(entry.metadata, status=document.metadata.status, status_basis=document.metadata.status_basis) == (
        document.metadata
    )


def test_what_was_wrong_is_told_in_the_language_in_use(catalogue: Catalogue, in_english: Callable[[], None]) -> None:
    kept = Issue("dangling_reference", tr("另有 {count} 个问题", count=3))
    unnamed = replace(standard("Q/A 1-2020", ["一"]), issues=(kept,))
    unnamed = replace(unnamed, metadata=replace(unnamed.metadata, number=None))
    put(catalogue, unnamed, "/JTT 9-2013.pdf")
    before = catalogue.entry(unnamed.id)
    in_english()
    entry = catalogue.entry(unnamed.id)
    assert entry.issues == (Issue("dangling_reference", tr("另有 {count} 个问题", count=3)),) != before.issues
    assert entry.edition == tr("文件名 {number}", number="JT/T 9-2013") != before.edition


def test_the_same_content_again_is_unchanged_and_adds_nothing(catalogue: Catalogue) -> None:
    assert put(catalogue, rich()) is PutStatus.ADDED
    assert put(catalogue, rich()) is PutStatus.UNCHANGED
    assert len(catalogue.entries()) == 1
    assert len(catalogue.clauses(rich().id)) == 5


def test_a_file_that_was_moved_is_unchanged_and_found_at_its_new_place(catalogue: Catalogue) -> None:
    put(catalogue, rich(), "/a.pdf", "old")
    assert put(catalogue, rich(), "/b/c.pdf", "new") is PutStatus.UNCHANGED
    entry = catalogue.entry(rich().id)
    assert (entry.path, entry.file, entry.collection) == ("/b/c.pdf", "c.pdf", "new")


def test_content_read_by_newer_rules_replaces_what_older_ones_read(catalogue: Catalogue, database: Database) -> None:
    old = standard("Q/A 1-2020", ["甲旧文", "共同的一句"])
    new = replace(old, clauses=(replace(old.clauses[0], text="甲新文"), old.clauses[1]), rules=old.rules + 1)
    put(catalogue, old, "/a.pdf", "车间")
    added = catalogue.entry(old.id).added
    assert catalogue.put(new, path="/a.pdf", collection="车间").status is PutStatus.UPDATED
    entry = catalogue.entry(old.id)
    assert (entry.path, entry.collection, entry.added) == ("/a.pdf", "车间", added)
    assert catalogue.clauses(old.id) == new.clauses
    words = WordIndex(database)
    assert words.search("旧文", 5) == []
    assert [hit.passage_id for hit in words.search("新文", 5)] == [f"{new.id}.0"]
    assert put(catalogue, old, "/a.pdf", "车间") is PutStatus.UNCHANGED
    assert catalogue.clauses(old.id) == new.clauses


def test_a_new_reading_keeps_the_vectors_of_unchanged_texts_and_drops_the_others(
    catalogue: Catalogue, database: Database
) -> None:
    store = VectorStore(database)
    old = standard("Q/A 1-2020", ["旧句", "共同的一句"])
    put(catalogue, old)
    store.put("m", [(passage.text_hash, np.ones(4, np.float32)) for passage in store.missing("m", 9)])
    new = replace(old, clauses=(replace(old.clauses[0], text="新句"), old.clauses[1]), rules=old.rules + 1)
    put(catalogue, new)
    assert [passage.text for passage in store.missing("m", 9)] == ["新句"]
    assert store.count("m") == 1
    assert database.problems() == []


def test_a_document_is_stored_anew_when_a_person_asks(catalogue: Catalogue) -> None:
    put(catalogue, rich())
    catalogue.move_to_collection([rich().id], "fire")
    result = catalogue.put_again(rich())
    assert result is not None
    assert result.status is PutStatus.UPDATED
    assert catalogue.clauses(rich().id) == rich().clauses
    assert catalogue.entry(rich().id).collection == "fire"


def test_another_reading_of_a_removed_document_is_not_stored(catalogue: Catalogue) -> None:
    put(catalogue, rich())
    catalogue.remove(rich().id)
    assert catalogue.put_again(rich()) is None
    assert catalogue.entries() == []


def test_other_content_at_a_known_path_replaces_the_old_version(catalogue: Catalogue, database: Database) -> None:
    old, new = standard("Q/A 1-2020", ["甲旧文", "共同的一句"]), standard("Q/A 1-2020", ["甲新文", "共同的一句"])
    put(catalogue, old)
    assert put(catalogue, new) is PutStatus.UPDATED
    assert [entry.id for entry in catalogue.entries()] == [new.id]
    words = WordIndex(database)
    assert words.search("旧文", 5) == []
    assert [hit.passage_id for hit in words.search("新文", 5)] == [f"{new.id}.0"]


def test_a_known_document_moved_onto_another_ones_path_replaces_that_one(catalogue: Catalogue) -> None:
    first, second = standard("Q/A 1-2020"), standard("Q/A 2-2020")
    put(catalogue, first, "/first.pdf")
    put(catalogue, second, "/second.pdf")
    assert put(catalogue, first, "/second.pdf") is PutStatus.UPDATED
    assert [entry.path for entry in catalogue.entries()] == ["/second.pdf"]
    catalogue.move(first.id, path="/third.pdf", collection="default")
    assert catalogue.entry(first.id).file == "third.pdf"


def test_an_update_keeps_the_vectors_of_unchanged_texts_and_drops_the_others(
    catalogue: Catalogue, database: Database
) -> None:
    store = VectorStore(database)
    put(catalogue, standard("Q/A 1-2020", ["旧句", "共同的一句"]))
    passages = store.missing("m", 10)
    store.put("m", [(passage.text_hash, np.ones(4, np.float32)) for passage in passages])
    put(catalogue, standard("Q/A 1-2020", ["新句", "共同的一句"]))
    assert [passage.text for passage in store.missing("m", 10)] == ["新句"]
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM vectors").fetchone()[0] == 1


def test_removing_leaves_no_row_behind(catalogue: Catalogue, database: Database) -> None:
    document = rich()
    put(catalogue, document)
    store = VectorStore(database)
    store.put("m", [(passage.text_hash, np.ones(4, np.float32)) for passage in store.missing("m", 10)])
    catalogue.remove(document.id)
    with database.reading() as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("documents", "clauses", "passages", "cross_references", "vectors", "word_counts")
        }
    assert set(counts.values()) == {0}
    assert database.problems() == []


def test_a_vector_stays_while_another_document_has_the_text(catalogue: Catalogue, database: Database) -> None:
    first, second = standard("Q/A 1-2020", ["同一句"], title="规程"), standard("Q/A 2-2020", ["同一句"], title="规程")
    put(catalogue, first, "/1.pdf")
    put(catalogue, second, "/2.pdf")
    store = VectorStore(database)
    missing = store.missing("m", 10)
    assert len(missing) == 1
    store.put("m", [(missing[0].text_hash, np.ones(4, np.float32))])
    catalogue.remove(first.id)
    assert store.count("m") == 1
    catalogue.remove(second.id)
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM vectors").fetchone()[0] == 0


def test_removed_text_is_in_no_byte_of_the_files(catalogue: Catalogue, database: Database) -> None:
    canary = "金丝雀机密文字"
    texts = [f"{canary}第{place}句，余下的话是平常的话。" for place in range(200)]
    put(catalogue, standard("Q/A 1-2020", ["平常的话"]), "/kept.pdf")
    put(catalogue, standard("Q/A 2-2020", texts), "/secret.pdf")
    assert any(canary.encode() in path.read_bytes() for path in database.path.parent.iterdir())
    secret = next(entry for entry in catalogue.entries() if entry.path == "/secret.pdf")
    catalogue.remove(secret.id)
    catalogue.erase_replaced()
    catalogue.forget_leftovers([secret.id])
    traces = [canary, "金丝", "雀机", secret.id, secret.sha256]
    for path in database.path.parent.iterdir():
        data = path.read_bytes()
        assert not [trace for trace in traces if trace.encode() in data], path.name


def test_unknown_ids_are_named(catalogue: Catalogue) -> None:
    for ask in (catalogue.entry, catalogue.clauses, catalogue.remove, catalogue.source, catalogue.references):
        with pytest.raises(UserError, match="nothing"):
            ask("nothing")


def test_entries_of_one_collection_come_by_file_name(catalogue: Catalogue) -> None:
    for name, collection in (("b", "x"), ("a", "x"), ("c", "y")):
        put(catalogue, standard(f"Q/{name.upper()} 1-2020"), f"/{name}.pdf", collection)
    assert [entry.file for entry in catalogue.entries("x")] == ["a.pdf", "b.pdf"]
    assert [entry.file for entry in catalogue.entries()] == ["a.pdf", "b.pdf", "c.pdf"]
    assert catalogue.entries("z") == []


def test_find_knows_a_document_by_its_content(catalogue: Catalogue) -> None:
    put(catalogue, rich())
    found = catalogue.find(rich().sha256)
    assert found is not None
    assert found.id == rich().id
    assert catalogue.find("0" * 64) is None


@pytest.mark.parametrize("asked", ["A.1", "附录 A.1", "a. 1", "Ａ.１"])
def test_a_clause_is_found_by_its_number_however_written(catalogue: Catalogue, asked: str) -> None:
    put(catalogue, rich())
    assert [clause.number for clause in catalogue.clauses_numbered(asked)] == ["A.1"]
    assert catalogue.clauses_numbered(asked, ["another"]) == []


def test_many_ids_at_once_are_found(catalogue: Catalogue) -> None:
    document = standard("Q/A 1-2020", [f"第{place}句" for place in range(1200)])
    put(catalogue, document)
    ids = [clause.id for clause in document.clauses]
    assert len(catalogue.clauses_by_id(ids)) == 1200
    assert len(catalogue.passages([*ids, "nothing"])) == 1200


def test_a_status_follows_a_document_that_comes_later(catalogue: Catalogue) -> None:
    old = standard("GB 1-2010", effective="2011-01-01")
    put(catalogue, old, "/1.pdf")
    assert catalogue.source(old.id).status is DocumentStatus.UNKNOWN
    put(catalogue, standard("GB 1-2020", effective="2021-01-01"), "/2.pdf")
    assert catalogue.source(old.id).status is DocumentStatus.SUPERSEDED
    assert catalogue.source(old.id).replaced_by == ("GB 1-2020",)
    assert catalogue.entry(old.id, date(2020, 6, 1)).metadata.status is DocumentStatus.IN_FORCE


def test_documents_go_into_another_collection_all_or_none(catalogue: Catalogue) -> None:
    first, second = standard("Q/A 1-2020"), standard("Q/A 2-2020")
    put(catalogue, first, "/1.pdf")
    put(catalogue, second, "/2.pdf")
    with pytest.raises(UserError):
        catalogue.move_to_collection([first.id, "f" * 16], "车间")
    assert catalogue.entries("车间") == []
    catalogue.move_to_collection([first.id], "车间")
    assert [entry.id for entry in catalogue.entries("车间")] == [first.id]
    assert catalogue.entry(first.id).path == "/1.pdf"


def test_the_editions_of_one_standard_or_law_stand_together_in_time(catalogue: Catalogue) -> None:
    held = [
        standard("GB/T 1-2020"),
        standard("GB 1-2009"),
        standard("GB/T 11-2009"),
        law("标准化法", effective="2018-01-01"),
        law("中华人民共和国标准化法", effective="1989-04-01"),
        standard(None, title="标准化法"),
    ]
    for place, document in enumerate(held):
        put(catalogue, document, f"/{place}.pdf")
    editions = catalogue.editions()

    def together(place: int) -> list[int]:
        ids = [document.id for document in held]
        return [ids.index(edition.document_id) for edition in editions.together(held[place].id)]

    assert together(0) == together(1) == [1, 0]
    assert together(2) == [2]
    assert together(3) == together(4) == [4, 3]
    assert together(5) == [5], "a document of the same title that is no law is no edition of it"
    assert editions.together("f" * 16) == []
