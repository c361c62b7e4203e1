"""Searches are kept under names, and the last ones are remembered."""

from __future__ import annotations

import pytest

from app.domain.document import DocumentKind
from app.domain.where import By, Only, SearchRequest, Where
from app.foundation.errors import UserError
from app.library.database import Database
from app.library.saved_searches import MOST_RECENT, SavedSearches

REQUEST = SearchRequest("护栏高度", Where("车间", only=Only(kinds=(DocumentKind.LAW,))), By.WORDS)


@pytest.fixture
def searches(database: Database) -> SavedSearches:
    return SavedSearches(database)


def test_a_saved_search_comes_back_whole(searches: SavedSearches) -> None:
    made = searches.save(" 护栏  检查 ", REQUEST)
    assert made.name == "护栏 检查"
    assert searches.saved() == [made]
    assert made.request == REQUEST


def test_one_that_is_to_be_deleted_makes_way_for_its_name(searches: SavedSearches) -> None:
    old, other = searches.save("甲", REQUEST), searches.save("甲 (2)", REQUEST)
    searches.make_way("甲", {old.id})
    searches.make_way("甲 (2)", {old.id})
    searches.save(" 甲", REQUEST)
    assert [search.name for search in searches.saved()] == ["甲", "甲 (2)", "甲 (3)"]
    assert searches.saved()[1].id == other.id


def test_searches_made_after_a_moment_are_not_forgotten_with_those_before(searches: SavedSearches) -> None:
    assert searches.last_recent() == 0
    for query in ("早", "又"):
        searches.note(SearchRequest(query))
    until = searches.last_recent()
    for query in ("晚", "又"):
        searches.note(SearchRequest(query))
    searches.forget_recent(until)
    assert [request.query for request in searches.recent()] == ["又", "晚"]


def test_a_name_is_neither_empty_nor_taken(searches: SavedSearches) -> None:
    first = searches.save("甲", REQUEST)
    second = searches.save("乙", REQUEST)
    with pytest.raises(UserError):
        searches.save(" ", REQUEST)
    with pytest.raises(UserError):
        searches.rename(second.id, "甲")
    searches.rename(first.id, "甲")
    searches.rename(second.id, "丙")
    searches.delete(first.id)
    assert [saved.name for saved in searches.saved()] == ["丙"]


def test_the_last_searches_are_remembered_each_once(searches: SavedSearches) -> None:
    for number in range(MOST_RECENT + 3):
        searches.note(SearchRequest(f"第{number}次"))
    searches.note(SearchRequest("第5次"))
    recent = [request.query for request in searches.recent()]
    assert len(recent) == MOST_RECENT
    assert recent[:2] == ["第5次", "第22次"]
    assert recent.count("第5次") == 1
    searches.forget_recent()
    assert searches.recent() == []
