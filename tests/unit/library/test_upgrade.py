"""Workspaces saved by earlier schemas open, with everything in them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.answer import Fact
from app.domain.document import DocumentStatus, StatusBasis
from app.domain.where import By, SearchRequest, Where
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.library.database import Database
from app.library.feedback import FeedbackBook, Verdict
from app.library.glossary import Glossary
from app.library.queue import IngestQueue
from app.library.register import Register
from app.library.saved_searches import SavedSearches
from app.library.schema import MIGRATIONS
from app.library.vectors import VectorStore
from app.library.watched import FileState, WatchedFolders
from app.library.words import WordIndex
from tests.unit.library.making import found_in, rich, richer, standard

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


def test_all_that_schema_2_keeps_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_2" / "catalogue.sqlite3", path)
    with Database(path) as database:
        catalogue = Catalogue(database)
        entry = catalogue.entry(richer().id, date(2027, 1, 1))
        assert catalogue.clauses(richer().id) == richer().clauses
        assert [found.term for found in Glossary(database).entries(richer().id)] == list(richer().terms)
        assert replace(entry.metadata, status=DocumentStatus.UNKNOWN, status_basis=StatusBasis.NONE) == (
            richer().metadata
        )
        assert (entry.metadata.status, entry.metadata.status_basis) == (
            DocumentStatus.IN_FORCE,
            StatusBasis.REGISTER,
        )
        assert entry.replaced_by == ("Q/ABC 002-2031",)
        [old] = [each for each in catalogue.entries() if each.metadata.number == "Q/ABC 001-2020"]
        assert old.partly_replaced_by == ("Q/ABC 002-2026",)
        assert catalogue.entry(rich().id).metadata.issuer == "某某厂"
        assert [step.value for step in catalogue.corrections(richer().id)] == ['"某某厂"', None]
        assert [listed.number for listed in Register(database).entries()] == ["Q/ABC 002-2026"]
        stored = catalogue.find(richer().sha256)
        assert stored is not None
        assert stored.rules == 2


def test_all_that_schema_3_keeps_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_3" / "catalogue.sqlite3", path)
    with Database(path) as database:
        [judged] = FeedbackBook(database).latest()
        assert (judged.conversation_id, judged.turn, judged.verdict) == ("c1", 0, Verdict.WRONG)
        assert (judged.note, judged.answer.text) == ("应引6.1.2", "制动距离应不大于7.0 m。")
        assert Conversations(database).facts("c1") == (Fact("路面", "湿态"),)


def test_all_that_schema_6_keeps_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_6" / "catalogue.sqlite3", path)
    with Database(path) as database:
        kept = Conversations(database).get("c1")
        assert (kept.folder, kept.is_pinned, kept.is_archived) == ("验收", True, True)


@pytest.mark.parametrize("folder", SAVED, ids=lambda folder: folder.name)
def test_what_was_said_before_is_found_in_every_saved_workspace(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(folder / "catalogue.sqlite3", path)
    with Database(path) as database:
        [hit] = Conversations(database).search("不大于7.0")
        assert (hit.conversation.id, hit.turn) == ("c1", 0)


def test_words_counted_by_older_rules_are_counted_anew_when_the_workspace_opens(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_4" / "catalogue.sqlite3", path)
    with Database(path) as database, database.transaction() as connection:
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        connection.execute("UPDATE word_edition SET edition = 1")
    with Database(path) as database:
        assert WordIndex(database).search("制动距离", 1)[0].passage_id == rich().clauses[1].id
        catalogue = Catalogue(database)
        catalogue.remove(rich().id)
        assert WordIndex(database).search("制动距离", 1) == [], "what is taken out is what was put in"
        assert database.problems() == []


def test_the_watched_folders_of_schema_5_come_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_5" / "catalogue.sqlite3", path)
    with Database(path) as database:
        watched = WatchedFolders(database)
        assert [(folder.path, folder.collection) for folder in watched.folders()] == [("/standards", "车间")]
        assert watched.states("/standards") == {"/standards/new.pdf": FileState(1024, 1_790_000_000_000_000_000)}


def test_all_that_schema_8_keeps_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_8" / "catalogue.sqlite3", path)
    with Database(path) as database:
        assert Catalogue(database).leftovers() == {standard("Q/ABC 009-2020").id}
        assert WatchedFolders(database).contents("/standards") == {"/standards/new.pdf": rich().id}
        assert Conversations(database).unchanged_since(datetime(2026, 11, 1, tzinfo=UTC)) == ()


def test_all_that_schema_9_keeps_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_9" / "catalogue.sqlite3", path)
    with Database(path) as database:
        conversations = Conversations(database)
        assert conversations.turn("c1", 0).where == Where("车间", as_of="2026-06-01")
        assert conversations.evidence("c1")[0].read() == (found_in(rich()),)


def test_turns_of_earlier_schemas_were_looked_up_everywhere_and_have_no_evidence(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_8" / "catalogue.sqlite3", path)
    with Database(path) as database:
        conversations = Conversations(database)
        assert conversations.turn("c1", 0).where == Where()
        assert conversations.evidence("c1") == {}


def test_all_that_schema_7_keeps_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    shutil.copyfile(DATA / "schema_7" / "catalogue.sqlite3", path)
    with Database(path) as database:
        searches = SavedSearches(database)
        assert [(saved.name, saved.request) for saved in searches.saved()] == [
            ("制动", SearchRequest("制动距离", Where("车间"), By.WORDS))
        ]
        assert searches.recent() == [SearchRequest("护栏")]
