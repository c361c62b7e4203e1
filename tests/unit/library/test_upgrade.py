"""Workspaces saved by earlier schemas open, with everything in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.document import DocumentStatus
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.library.database import Database
from app.library.queue import IngestQueue
from app.library.schema import MIGRATIONS
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from tests.unit.library.making import rich

DATA = Path(__file__).parents[2] / "data"
SAVED = sorted(DATA.glob("schema_*"))


def test_a_workspace_is_saved_for_every_schema() -> None:
    assert [folder.name for folder in SAVED] == [f"schema_{version + 1}" for version in range(len(MIGRATIONS))]


@pytest.mark.parametrize("folder", SAVED, ids=lambda folder: folder.name)
def test_a_saved_workspace_opens_whole(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(folder / "catalogue.sqlite3", path)
    with Database(path) as database:
        catalogue = Catalogue(database)
        assert database.problems() == []
        assert catalogue.clauses(rich().id) == rich().clauses
        assert catalogue.entry(rich().id).metadata.title == "制动系统"
        statuses = {entry.metadata.number: entry.metadata.status for entry in catalogue.entries("车间")}
        assert statuses == {"Q/ABC 001-2026": DocumentStatus.IN_FORCE, "Q/ABC 001-2020": DocumentStatus.SUPERSEDED}
        assert WordIndex(database).search("制动距离", 1)[0].passage_id == rich().clauses[1].id
        assert VectorStore(database).remaining("test-model") == 0
        assert Conversations(database).turns("c1")[0].answer.text == "制动距离应不大于7.0 m。"
        assert [item.path for item in IngestQueue(database).pending()] == ["/standards/next.pdf"]
        catalogue.remove(rich().id)
        assert WordIndex(database).search("制动距离", 1) == []
