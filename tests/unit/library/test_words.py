"""Word search: what it counts, and that any text is a query."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.clause_numbers import number_key
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.tokens import characters, tokens
from app.library.words import WordIndex
from tests.unit.library.making import standard

TEXTS = [
    "制动距离应不大于7.0 m，车速为25 km/h。",
    "照明灯具的安装高度见GB/T 32960.3—2016中5.2.1的规定。",
    "The verifier SHALL use approved policies; see NIST SP 800-63B.",
    "命令字为0x7E，帧头固定。",
    "依照本法第一百四十二条第二款的规定处罚。",
    "烟",
]


@pytest.fixture
def words(catalogue: Catalogue, database: Database) -> WordIndex:
    catalogue.put(standard("Q/A 1-2020", TEXTS, title="车辆规程"), path="/a", collection="default")
    catalogue.put(standard("Q/B 1-2020", ["另一份文件谈制动。"], title="别的"), path="/b", collection="default")
    return WordIndex(database)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制动距离", ["制动", "动距", "距离"]),
        ("灯", ["灯"]),
        ("ＧＢ∕Ｔ 1—2020", ["gb/t", "1-2020", "1", "2020"]),
        ("25km/h，0x7E，5.2.1，A.1.1", ["25", "km/h", "0x7e", "5.2.1", "a.1.1"]),
        ("依照第十二条第2款", ["依照", "第十二条", "第二款"]),
        ("第三方", ["第三", "三方"]),
        ("第0章", ["第章"]),
        ("policies boxes class analysis 800-63B", ["policy", "box", "class", "analysis", "800-63b", "800", "63b"]),
        ("planning planned manages managing string", ["plan", "plan", "manag", "manag", "string"]),
        ("called passed need red exceed use", ["call", "pass", "need", "red", "exce", "use"]),
        ("的，。!? ", ["的"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert list(tokens(text)) == expected


def test_single_characters_are_counted_beside_the_pairs() -> None:
    assert list(characters("制动，灯 abc")) == ["制", "动"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("制动距离是多少？", 0),
        ("25km/h", 0),
        ("ＧＢ／Ｔ 32960.3-2016", 1),
        ("5.2.1", 1),
        ("policy verifiers", 2),
        ("800-63b", 2),
        ("0x7e", 3),
        ("第142条", 4),
        ("烟", 5),
    ],
)
def test_a_passage_is_found_by_what_stands_in_it(words: WordIndex, query: str, place: int) -> None:
    document = standard("Q/A 1-2020", TEXTS, title="车辆规程")
    assert words.search(query, 3)[0].passage_id == f"{document.id}.{place}"


def test_the_title_path_is_searched_too(words: WordIndex) -> None:
    assert len(words.search("车辆规程", 10)) == len(TEXTS)


def test_scores_fall_and_the_limit_holds(words: WordIndex) -> None:
    hits = words.search("制动 规程 规定", 4)
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_search_keeps_to_the_documents_asked_for(words: WordIndex) -> None:
    other = standard("Q/B 1-2020", ["另一份文件谈制动。"], title="别的").id
    assert [hit.passage_id for hit in words.search("制动", 5, [other])] == [f"{other}.0"]
    assert words.search("制动", 5, []) == []


def test_frequency_counts_passages(words: WordIndex) -> None:
    assert words.frequency("制动") == 2
    assert words.frequency("没有") == 0
    assert words.passages() == len(TEXTS) + 1


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '制动" OR "x',
        "制动 AND NOT (",
        "text: 制动",
        "NEAR(制动 距离)",
        "制动*",
        "^制动",
        "-制动",
        "{a}: c",
        "\x00制动",
    ],
)
def test_no_text_is_query_syntax(words: WordIndex, query: str) -> None:
    hits = words.search(query, 5)
    assert ("制动" in query) == bool(hits)


@pytest.mark.parametrize("query", ["", "   ", "？！。", "吗", "怎么"])
def test_a_query_that_says_nothing_finds_nothing_and_fails_nothing(words: WordIndex, query: str) -> None:
    assert words.search(query, 5) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_is_a_query(words: WordIndex, query: str) -> None:
    assert len(words.search(query, 5)) <= 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("附录 A", "A"),
        ("附录A.1", "A. 1"),
        ("第12条", "第十二条"),
        ("第1062条", "第一千零六十二条"),
        ("第110条", "第一百一十条"),
        ("第20条之2", "第二十条之2"),
        ("４．１", "4.1"),
        ("5.2.1.", "5.2.1"),
    ],
)
def test_one_clause_number_has_one_key(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


def test_different_clause_numbers_have_different_keys() -> None:
    numbers = ["5.2.1", "5.21", "52.1", "A.1", "附录B", "第十二条", "第二十条", "第十二条第二款"]
    assert len({number_key(number) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("query", "count"), [("制动距离", 1), ("制动", 2), ("制动 灯具", 0), ("谈制动", 1), ("命令字？", 1), ("，。", 0)]
)
def test_passages_that_say_all_words_are_counted(words: WordIndex, query: str, count: int) -> None:
    assert len(words.saying_all(query)) == count


def test_they_are_counted_among_the_documents_asked_for(words: WordIndex) -> None:
    other = standard("Q/B 1-2020", ["另一份文件谈制动。"], title="别的").id
    assert words.saying_all("制动", [other]) == {f"{other}.0"}
