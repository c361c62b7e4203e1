"""A law is told from its other editions that are held."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Document, Revision
from app.library.catalogue import Catalogue
from app.library.edition_names import edition_names, numbers_in_files
from app.library.editions import Editions
from tests.unit.library.making import law, standard

TITLE = "中华人民共和国农产品质量安全法"


def with_history(document: Document, *history: tuple[str, str]) -> Document:
    revisions = tuple(Revision(date, act) for date, act in history)
    return replace(document, metadata=replace(document.metadata, revisions=revisions))


FIRST = with_history(law(TITLE, issued="2006-04-29"), ("2006-04-29", "第十届全国人大常委会第二十一次会议通过"))
LATEST = with_history(
    law(TITLE, issued="2022-09-02"),
    ("2006-04-29", "通过"),
    ("2018-10-26", "第一次修正"),
    ("2022-09-02", "会议修订"),
)


def names(*documents: Document) -> list[str]:
    found = edition_names(Editions((document.id, document.metadata) for document in documents))
    return [found.get(document.id, "") for document in documents]


def test_editions_are_named_by_what_made_them() -> None:
    assert names(FIRST, LATEST) == ["2006年通过", "2022年修订"]


def test_one_edition_alone_needs_no_name() -> None:
    assert names(LATEST) == [""]
    copy = replace(LATEST, id="another")
    assert names(LATEST, copy) == ["", ""]


def test_standards_have_the_year_in_their_number() -> None:
    assert names(standard("GB/T 1-2009"), standard("GB/T 1-2020")) == ["", ""]


def test_the_day_tells_where_the_year_does_not() -> None:
    spring = with_history(law(TITLE, issued="2022-03-01"), ("2022-03-01", "修订"))
    assert names(spring, LATEST, FIRST) == ["2022-03-01", "2022-09-02", "2006年通过"]


def test_without_a_history_the_day_of_issue_tells() -> None:
    assert names(law(TITLE, issued="2006-04-29"), LATEST) == ["2006-04-29", "2022年修订"]


def test_a_title_that_says_its_edition_is_left_alone() -> None:
    titled = law(f"{TITLE}（2018年修正）", issued="2018-10-26")
    assert names(titled, LATEST) == ["", "2022年修订"]


def test_what_is_found_is_called_by_title_and_edition(catalogue: Catalogue) -> None:
    for document in (FIRST, LATEST):
        catalogue.put(document, path=f"/{document.id}", collection="default")
    assert catalogue.source(LATEST.id).standard == f"{TITLE}（2022年修订）"
    assert catalogue.source(FIRST.id).replaced_by == (f"{TITLE}（2022年修订）",)
    catalogue.remove(FIRST.id)
    assert catalogue.source(LATEST.id).standard == TITLE


def test_the_labels_of_pages_come_with_a_source(catalogue: Catalogue) -> None:
    document = replace(standard("GB/T 1-2020"), pages=3, page_labels=("", "1", "2"))
    catalogue.put(document, path="/a", collection="default")
    source = catalogue.source(document.id)
    assert [source.printed_page(page) for page in (1, 2, None)] == ["", "1", None]


def test_metadata_without_any_date_gives_no_name() -> None:
    assert names(law(TITLE), LATEST) == ["", "2022年修订"]


def test_a_standard_that_prints_no_number_is_told_by_the_one_in_its_files_name() -> None:
    bare, printed, act = standard(None, title="通讯协议"), standard("Q/ZS 7-2020"), law(TITLE)
    undated = replace(standard(None, title="技术条件"), id="undated")
    editions = Editions((document.id, document.metadata) for document in (bare, printed, act, undated))
    files = {bare.id: "JTT 9-2013.pdf", printed.id: "JTT 9-2013.pdf", act.id: "JTT 9-2013.pdf", undated.id: "规定.pdf"}
    assert numbers_in_files(editions, files) == {bare.id: "文件名 JT/T 9-2013"}
