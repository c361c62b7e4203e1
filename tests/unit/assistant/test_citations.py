"""How a person is told where a quote stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.assistant.answering.compose import basis, quote_line
from app.assistant.answering.suggestions import evidence_name
from app.assistant.quoting.citations import cite, unit_number
from app.assistant.quoting.pieces import pieces_of
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.domain.table import plain_table


def evidence(number: str | None, title_path: str, kind: ClauseKind = ClauseKind.PARAGRAPH) -> Evidence:
    source = Source("d", "a.pdf", "Trolleys", "EN 1-2020", DocumentStatus.UNKNOWN)
    clause = Clause("d.1", number, "", "The brake shall hold.", kind)
    return Evidence(1, 1.0, source, "d.1", number, title_path, 1, clause.text, (clause,))


@pytest.mark.parametrize(
    ("number", "title_path", "unit"),
    [
        ("5.2", "Trolleys > 5 Tests > 5.2 Brake", "5.2"),
        ("5.2a)", "Trolleys > 5 Tests > 5.2 Brake", "5.2"),
        ("第十条第二款", "条例 > 第十条", "第十条"),
        (None, "Trolleys > Brake performance", None),
        ("a)", "Trolleys > Brake performance", "a)"),
    ],
)
def test_the_first_word_of_a_heading_names_a_unit_only_where_it_is_its_number(
    number: str | None, title_path: str, unit: str | None
) -> None:
    assert unit_number(evidence(number, title_path)) == unit


def test_a_passage_is_named_by_its_heading() -> None:
    assert evidence_name(evidence("a)", "Trolleys > Brake performance")) == "EN 1-2020 Brake performance"
    assert evidence_name(evidence("5.2a)", "Trolleys > 5.2 Brake")) == "EN 1-2020 5.2 Brake"


def test_quoted_rows_are_told_with_the_head_that_they_stand_under() -> None:
    table = plain_table([["类别", "距离 m"], ["多层", "40"], ["高层", "30"]], header_rows=1)
    clause = Clause("d.1", "表1", "距离", "\n".join(table.lines()), ClauseKind.TABLE, table=table)
    source = Source("d", "a.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN)
    found = Evidence(1, 1.0, source, "d.1", "表1", "表1 距离", 1, clause.text, (clause,))
    head, _, high = pieces_of(found)
    alone, with_head = cite([high, replace(head, end=high.end)])
    assert basis([alone], [""], ()) == "依据[1] GB 1-2020 表1，表头“类别 | 距离 m”：“高层 | 30”"
    assert "表头" not in basis([with_head], [""], ())


def test_a_citation_tells_the_printed_page_beside_that_of_the_file() -> None:
    source = Source("d", "a.pdf", "某标准", "GB 1-2020", DocumentStatus.UNKNOWN, page_labels=("", "Ⅰ", "1"))
    clause = Clause("d.1", "4.1", "", "护栏应牢固。", ClauseKind.CLAUSE, page=3)
    found = Evidence(1, 1.0, source, "d.1", "4.1", "4.1", 3, clause.text, (clause,))
    cited = cite(pieces_of(found))[0]
    assert (cited.page, cited.printed_page, found.printed_page) == (3, "1", "1")
    assert quote_line(cited) == "依据[1] GB 1-2020 4.1（第1页，文件第3页）：“护栏应牢固。”"


def test_a_law_of_several_editions_is_cited_with_its_edition() -> None:
    source = Source("d", "a.docx", "某法", None, DocumentStatus.UNKNOWN, edition="2022年修订")
    clause = Clause("d.1", "第十六条", "", "应当检测。", ClauseKind.CLAUSE)
    found = Evidence(1, 1.0, source, "d.1", "第十六条", "第十六条", None, clause.text, (clause,))
    assert quote_line(cite(pieces_of(found))[0]) == "依据[1] 某法（2022年修订） 第十六条：“应当检测。”"
