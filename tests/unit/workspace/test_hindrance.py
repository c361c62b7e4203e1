"""What stands in the way of searching by meaning."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.foundation.jobs import Progress
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.vectors import VectorStore
from app.workspace.vectors import Vectors
from tests.fakes import HashEmbedder
from tests.unit.library.making import standard


def test_while_texts_are_made_ready_it_tells_how_many_are_and_passes(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalogue.sqlite3")
    Catalogue(database).put(standard("Q/A 1-2020", ["一。", "二。", "三。"]), path="/a", collection="default")
    embedder = HashEmbedder()
    models: Any = SimpleNamespace(embedder=embedder)
    vectors = Vectors(database, tmp_path / "index", models)
    store = VectorStore(database)
    first = store.missing(embedder.model_id, 1)
    store.put(embedder.model_id, [(first[0].text_hash, embedder.embed_query("一。"))])
    hindrance = vectors.hindrance()
    assert hindrance is not None
    assert hindrance.is_passing
    assert "1 / 3" in hindrance.reason
    vectors.embed(Progress())
    assert vectors.hindrance() is None
    models.embedder = None
    hindrance = vectors.hindrance()
    assert hindrance is not None
    assert not hindrance.is_passing
    database.close()
