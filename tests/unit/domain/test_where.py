"""Filters of a search."""

from __future__ import annotations

import pytest

from app.domain.document import DocumentKind, DocumentStatus, Metadata
from app.domain.where import ANYTHING, EVERYWHERE, By, Only, SearchRequest, Where, loosened
from app.foundation.codec import from_json, to_json

LAW = Metadata(
    title="条例", kind=DocumentKind.LAW, status=DocumentStatus.IN_FORCE, issued="2020-05-01", effective="2021-01-01"
)


@pytest.mark.parametrize(
    ("only", "takes"),
    [
        (ANYTHING, True),
        (Only(kinds=(DocumentKind.LAW, DocumentKind.STANDARD)), True),
        (Only(kinds=(DocumentKind.STANDARD,)), False),
        (Only(statuses=(DocumentStatus.SUPERSEDED,)), False),
        (Only(issued_from="2020-05-01", issued_to="2020-05-01"), True),
        (Only(issued_to="2020-04-30"), False),
        (Only(effective_from="2021-01-02"), False),
    ],
)
def test_a_filter_takes_the_documents_that_fit(only: Only, takes: bool) -> None:
    assert only.takes(LAW) is takes


def test_a_document_without_the_day_asked_for_is_left_out() -> None:
    assert not Only(issued_from="1900-01-01").takes(Metadata(title="无日期"))


def test_only_filters_of_documents_make_the_library_smaller() -> None:
    assert EVERYWHERE.is_whole_library
    assert not Where(only=Only(kinds=(DocumentKind.LAW,))).is_whole_library


def test_a_request_comes_back_from_json() -> None:
    request = SearchRequest("护栏", Where("车间", only=Only(kinds=(DocumentKind.LAW,))), By.WORDS, True)
    assert from_json(to_json(request), SearchRequest) == request


def test_every_limit_can_be_let_go_of_alone() -> None:
    only = Only(kinds=(DocumentKind.LAW,), issued_from="2020-01-01", issued_to="2021-01-01")
    where = Where(collection="default", only=only)
    assert dict(loosened(where)) == {
        "collection": Where(only=only),
        "kinds": Where("default", only=Only(issued_from="2020-01-01", issued_to="2021-01-01")),
        "issued": Where("default", only=Only(kinds=(DocumentKind.LAW,))),
    }


def test_what_has_one_limit_is_without_any_then() -> None:
    assert list(loosened(Where(only=Only(statuses=(DocumentStatus.IN_FORCE,))))) == [("statuses", EVERYWHERE)]
    assert list(loosened(EVERYWHERE)) == []
