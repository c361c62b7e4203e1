"""Embeddings: kept exactly, asked for once, resumed where they stopped."""

from __future__ import annotations

import numpy as np
import pytest

from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.vectors import VectorStore
from tests.unit.library.making import standard


@pytest.fixture
def store(catalogue: Catalogue, database: Database) -> VectorStore:
    catalogue.put(standard("Q/A 1-2020", ["一", "二", "二", "三"], title="规程"), path="/a", collection="default")
    return VectorStore(database)


def embed(store: VectorStore, model: str, limit: int) -> list[str]:
    missing = store.missing(model, limit)
    store.put(model, [(passage.text_hash, np.full(3, len(passage.text), np.float32)) for passage in missing])
    return [passage.text for passage in missing]


def test_a_text_is_asked_for_once_however_often_it_stands_there(store: VectorStore, catalogue: Catalogue) -> None:
    other = standard("Q/B 1-2020", ["一", "四"], title="规程")
    catalogue.put(other, path="/b", collection="default")
    assert [passage.text for passage in store.missing("m", 100)].count("一") == 1
    assert store.remaining("m") == 5


def test_embedding_goes_on_where_it_stopped(store: VectorStore) -> None:
    before = store.remaining("m")
    assert embed(store, "m", 2) == ["一", "二"]
    assert store.remaining("m") == before - 2
    while embed(store, "m", 2):
        pass
    assert store.remaining("m") == 0
    assert store.count("m") == 4


def test_what_is_ready_and_what_remains_are_counted_alike(store: VectorStore, catalogue: Catalogue) -> None:
    catalogue.put(standard("Q/B 1-2020", ["一", "四"], title="规程"), path="/b", collection="default")
    assert store.remaining("m") == 5, "the same words stand in both"
    embed(store, "m", 2)
    assert store.ready("m") + store.remaining("m") == 5
    while embed(store, "m", 2):
        pass
    assert (store.ready("m"), store.count("m")) == (5, 6)


def test_models_are_kept_apart(store: VectorStore) -> None:
    while embed(store, "m", 10):
        pass
    assert store.remaining("other") == 4
    assert list(store.rows("other")) == []


def test_a_vector_comes_back_bit_for_bit(store: VectorStore) -> None:
    passage = store.missing("m", 1)[0]
    vector = np.random.default_rng(0).standard_normal(768).astype(np.float32)
    store.put("m", [(passage.text_hash, vector)])
    row = next(store.rows("m"))
    assert row.vector.tobytes() == vector.tobytes()
    assert (row.passage_id, row.document_id, row.text_hash) == (passage.id, passage.document_id, passage.text_hash)


def test_rows_of_chosen_passages(store: VectorStore) -> None:
    embed(store, "m", 10)
    first, *_, last = [row.passage_id for row in store.rows("m")]
    assert {row.passage_id for row in store.rows_of("m", [last, "nothing", first])} == {first, last}
    assert list(store.rows_of("another", [first])) == []


def test_the_fingerprint_follows_what_is_held(store: VectorStore, catalogue: Catalogue) -> None:
    empty = store.fingerprint("m")
    embed(store, "m", 1)
    one = store.fingerprint("m")
    embed(store, "m", 1)
    assert len({empty, one, store.fingerprint("m"), store.fingerprint("other")}) == 3
    catalogue.remove(catalogue.entries()[0].id)
    assert store.fingerprint("m") == empty


def test_the_generation_changes_with_documents_and_vectors(store: VectorStore, catalogue: Catalogue) -> None:
    seen = [store.generation()]
    embed(store, "m", 1)
    seen.append(store.generation())
    catalogue.remove(catalogue.entries()[0].id)
    seen.append(store.generation())
    assert len(set(seen)) == 3
