"""Filters act before the best are taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import DocumentKind, DocumentStatus, Metadata, Strength
from app.domain.where import By, Only, Where
from app.foundation.errors import EnvironmentFault, UserError
from app.retrieval.routes import Among
from app.retrieval.search import Said, Search
from tests.unit.retrieval.lift_standard import CLAUSE, Row, lift, made_document, old_lift, search_over, statute


@pytest.fixture
def search(tmp_path: Path) -> Search:
    strong = lift()
    clauses = (*strong.clauses[:-1], replace(strong.clauses[-1], strength=Strength.SHALL))
    return search_over(tmp_path, replace(strong, clauses=clauses), old_lift(), statute())


def test_only_documents_of_the_status_are_searched(search: Search) -> None:
    found = search.find("平台的升降速度", Where(only=Only(statuses=(DocumentStatus.SUPERSEDED,))))
    assert found
    assert {item.source.status for item in found} == {DocumentStatus.SUPERSEDED}


def test_only_documents_of_the_kind_are_searched(search: Search) -> None:
    kind = statute().metadata.kind
    found = search.find("设备的升降速度", Where(only=Only(kinds=(kind,))))
    assert {item.source.document_id for item in found} <= {statute().id}
    assert search.find("升降速度", Where(only=Only(kinds=(DocumentKind.GUIDELINE,)))) == []


def test_every_result_has_a_clause_of_the_strength(search: Search) -> None:
    found = search.find("平台 设备 护栏 噪声 登记", Where(only=Only(strengths=(Strength.SHALL,))), limit=20)
    assert found
    assert all(any(clause.strength is Strength.SHALL for clause in item.clauses) for item in found)


def test_a_day_that_is_none_is_refused(search: Search) -> None:
    with pytest.raises(UserError):
        search.find("升降速度", Where(only=Only(issued_from="去年")))


def test_words_alone_are_found_without_vectors_and_meaning_is_not(search: Search) -> None:
    assert search.find("护栏要多高", by=By.WORDS)[0].number == "4.2"
    with pytest.raises(EnvironmentFault):
        search.find("护栏要多高", by=By.MEANING)


def test_a_route_is_asked_again_until_enough_allowed_passages_are_there() -> None:
    everything = {f"p{number}": 1000.0 - number for number in range(1000)}
    asked: list[int] = []

    def find(count: int) -> dict[str, float]:
        asked.append(count)
        return dict(list(everything.items())[:count])

    allowed = {f"p{number}" for number in range(0, 1000, 10)}
    found = Among(None, allowed, 50).enough(find)
    assert len(found) == 50
    assert list(found)[:2] == ["p0", "p10"]
    assert asked == [50, 200, 800]
    assert len(Among(None, {"p3"}, 50).enough(find)) == 1, "what is not there cannot be found"


def test_what_says_every_word_is_counted_as_the_filters_have_it(search: Search) -> None:
    assert search.said("平台 噪声").passages == 2
    assert search.said("平台 噪声", Where(only=Only(kinds=(DocumentKind.GUIDELINE,)))).passages == 0
    assert search.said("平台", Where(only=Only(strengths=(Strength.MAY,)))).passages == 0


def test_clauses_do_not_say_the_number_of_their_document_and_what_is_not_held_is_told(search: Search) -> None:
    assert search.said("Q/ZS 001-2024 的噪声") == Said(None)
    assert search.said("GB 99999-2020 的噪声") == Said(None, ("GB 99999-2020",))
    assert search.said("Q/ZS 001-2024 的噪声", Where(document=statute().id)) == Said(None), "held, and not searched"


LONG_TEXT = "平台应定期检查液压管路、焊缝、紧固件和控制装置，并把结果记入台账，保存三年以上备查。" * 4
LAMP_ROWS: tuple[Row, ...] = (
    *((f"{number}", "照明灯具的照明", "照明灯具的照明应均匀。", CLAUSE, None) for number in range(1, 9)),
    *((f"{number}", "安全出口标志", "安全出口应畅通。", CLAUSE, None) for number in range(9, 17)),
    ("17", "", f"{LONG_TEXT}照明应安全。", CLAUSE, None),
)


def test_by_words_what_says_them_whole_stands_before_what_says_a_part(tmp_path: Path) -> None:
    document = made_document("lamps.pdf", Metadata(title="灯具", kind=DocumentKind.STANDARD), LAMP_ROWS)
    search = search_over(tmp_path, document)
    found = [item.number for item in search.find("照明 安全", by=By.WORDS, limit=20)]
    assert (len(found), found[0]) == (17, "17")
    assert [item.number for item in search.find("照明 安全", by=By.WORDS, limit=1)] == ["17"]
