"""What people call laws."""

from __future__ import annotations

from app.packs.titles import pack_titles


def test_an_abbreviation_has_the_title_that_the_law_prints() -> None:
    assert pack_titles()["道交法"] == "道路交通安全法"


def test_no_abbreviation_leads_to_another_one() -> None:
    assert not set(pack_titles()) & set(pack_titles().values())
