"""Which field of the word index a word stands in."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Clause, ClauseKind
from app.domain.table import plain_table
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.words import Ranking, WordIndex
from tests.unit.library.making import standard

ONLY = {
    "number": 0.0,
    "title_path": 0.0,
    "text": 0.0,
    "table_rows": 0.0,
    "title_characters": 0.0,
    "text_characters": 0.0,
}


def scores(database: Database, query: str, field: str) -> bool:
    """Whether the first hit owes anything to that field."""
    hits = WordIndex(database, Ranking(**{**ONLY, field: 1.0})).search(query, 1)
    return bool(hits) and hits[0].score > 0


def test_the_rows_of_a_table_are_a_field_of_their_own_and_its_head_is_text(
    catalogue: Catalogue, database: Database
) -> None:
    document = standard("Q/A 1-2020", ["条件见表。", "别的。"])
    table = plain_table([["项目", "温度"], ["室内试验", "5~40"]], header_rows=1)
    clause = Clause(
        f"{document.id}.9",
        "表1",
        "试验条件",
        "\n".join(table.lines()),
        ClauseKind.TABLE,
        document.clauses[0].id,
        table=table,
    )
    catalogue.put(replace(document, clauses=(*document.clauses, clause)), path="/a", collection="default")
    assert scores(database, "室内", "table_rows")
    assert not scores(database, "室内", "text")
    assert scores(database, "项目", "text")
    assert not scores(database, "项目", "table_rows")
    assert scores(database, "试验条件", "text"), "its caption is text"


def test_a_further_word_counts_less_than_one_of_the_persons_own(catalogue: Catalogue, database: Database) -> None:
    document = standard("Q/A 1-2020", ["喇叭。", "鸣号。", "别的。", "其他。"])
    catalogue.put(document, path="/a", collection="default")
    hits = WordIndex(database).search("喇叭", 5, beside=["鸣号"])
    assert [hit.passage_id for hit in hits] == [document.clauses[0].id, document.clauses[1].id]
    assert 0 < hits[1].score < hits[0].score
    assert [hit.passage_id for hit in WordIndex(database).search("吗", 5, beside=["鸣号"])] == [document.clauses[1].id]
