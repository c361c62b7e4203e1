"""Sentences made from statements: the clause's own words with what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant.answering.extract import extracted, keyed, lead_in_of
from app.assistant.answering.quotes import Statement, choose, quotes_of
from app.assistant.question.need import Library, Need, needs_of
from app.assistant.quoting.citations import cite
from app.assistant.quoting.pieces import pieces_of
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.domain.table import Table, TableCell
from app.retrieval.search import Search
from app.retrieval.terms import QuestionTerms
from tests.unit.retrieval.lift_standard import lift, search_over, statute

SOURCE = Source("d", "a.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN)


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift(), statute())


def told(search: Search, question: str) -> str:
    [part] = choose(needs_of(Library(search), question))
    return extracted(part.statements[0], part.need).text


def test_an_item_is_told_with_the_heading_that_the_question_names(search: Search) -> None:
    assert told(search, "护栏要能承受多大的水平力？") == "护栏应能承受900 N的水平力而不产生永久变形。"


def test_a_term_is_told_with_its_definition(search: Search) -> None:
    assert told(search, "什么是额定载荷？") == "额定载荷：升降平台正常工作时允许承载的最大质量。"


def test_a_row_is_told_under_its_heads(search: Search) -> None:
    assert told(search, "室外试验时风速不能超过多少？").endswith("项目：室外试验；温度 ℃：-10~40；风速 m/s：≤8。")


def test_keys_stand_before_the_stop_so_that_a_figure_stays_a_figure(search: Search) -> None:
    [part] = choose(needs_of(Library(search), "室外试验时风速不能超过多少？"))
    citations = cite(quotes_of([part]))
    text, keys = extracted(part.statements[0], part.need).with_keys(citations)
    assert text.endswith("≤8[1]。")
    assert keys == ("1",)
    assert keyed("Shall be 5 m.", ("2", "3")) == "Shall be 5 m[2][3]."


def need(question: str = "谁不得担任？") -> Need:
    from app.assistant.question.asked import asked

    return Need(question, asked(question), QuestionTerms({}, (), 1.0), ())


def item_under(lead: str, item: str) -> Statement:
    above = Clause("d.1", "9.3", "人员", lead, ClauseKind.CLAUSE)
    below = Clause("d.2", "9.3a)", "", item, ClauseKind.ITEM, "d.1")
    *_, piece = pieces_of(Evidence(1, 1.0, SOURCE, "d.1", "9.3", "9.3 人员", 1, f"{lead}\n{item}", (above, below)))
    return Statement((piece,))


def test_a_lead_in_that_forbids_goes_with_its_item_and_one_that_says_nothing_does_not() -> None:
    forbidden = item_under("下列人员不得担任：", "——管理员；")
    assert extracted(forbidden, need()).text == "下列人员不得担任：管理员。"
    plain = item_under("人员应符合下列要求：", "——年满十八周岁；")
    assert lead_in_of(plain.pieces[0]) == ""
    assert extracted(plain, need()).text == "年满十八周岁。"


def test_a_merged_cell_is_told_once_and_empty_ones_not_at_all() -> None:
    head = (TableCell(0, 0, "类别"), TableCell(0, 1, "限值 m"), TableCell(0, 2, "备注"))
    body = (TableCell(1, 0, "多层", row_span=2), TableCell(1, 1, "40"), TableCell(2, 1, "35"))
    table = Table(3, 3, (*head, *body), header_rows=1)
    clause = Clause("d.1", "表1", "", "\n".join(table.lines()), ClauseKind.TABLE, table=table)
    *_, row = pieces_of(Evidence(1, 1.0, SOURCE, "d.1", "表1", "表1", 1, clause.text, (clause,)))
    assert extracted(Statement((row,)), need()).text == "类别：多层；限值 m：35。"
