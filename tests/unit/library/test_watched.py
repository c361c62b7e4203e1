"""Watched folders are kept with the state of their files."""

from __future__ import annotations

import pytest

from app.library.database import Database
from app.library.watched import FileState, WatchedFolders


@pytest.fixture
def watched(database: Database) -> WatchedFolders:
    made = WatchedFolders(database)
    made.add("/标准", "default")
    return made


def test_a_folder_is_kept_with_the_collection_chosen_last(watched: WatchedFolders) -> None:
    watched.note("/标准", {"/标准/a.pdf": FileState(1, 2)})
    watched.add("/标准", "车间")
    watched.add("/法规", "default")
    assert [(folder.path, folder.collection) for folder in watched.folders()] == [
        ("/标准", "车间"),
        ("/法规", "default"),
    ]
    assert watched.states("/标准") == {"/标准/a.pdf": FileState(1, 2)}, "another collection is no reason to read again"


def test_the_newest_state_of_a_file_counts(watched: WatchedFolders) -> None:
    watched.note("/标准", {"/标准/a.pdf": FileState(1, 2), "/标准/b.pdf": FileState(3, 4)})
    watched.note("/标准", {"/标准/a.pdf": FileState(5, 6)})
    assert watched.states("/标准") == {"/标准/a.pdf": FileState(5, 6), "/标准/b.pdf": FileState(3, 4)}


def test_a_folder_that_is_not_watched_any_more_leaves_nothing(watched: WatchedFolders) -> None:
    watched.note("/标准", {"/标准/a.pdf": FileState(1, 2)})
    watched.remove("/标准")
    watched.note("/标准", {"/标准/b.pdf": FileState(1, 2)})
    assert watched.folders() == []
    assert watched.states("/标准") == {}
