"""Where references lead, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.document import Document, DocumentStatus, Reference
from app.library.catalogue import Catalogue
from app.library.entries import ReferenceCounts
from app.library.missing import as_csv, missing_from_library, printed_title
from tests.unit.library.making import law, rich, standard


def citing(*names: str | None) -> Document:
    document = standard("Q/A 1-2020", [f"引用{names}。"])
    references = tuple(Reference(document.clauses[0].id, name, normative=True) for name in names)
    return replace(document, references=references)


@pytest.fixture
def library(catalogue: Catalogue) -> Catalogue:
    held = [
        standard("GB/T 1-2009", effective="2010-01-01"),
        standard("GB/T 1-2020", effective="2020-10-01"),
        standard("GB/T 2-2027", effective="2028-01-01"),
        law("中华人民共和国标准化法", effective="2018-01-01"),
    ]
    for place, document in enumerate(held):
        catalogue.put(document, path=f"/{place}", collection="default")
    return catalogue


def resolved(catalogue: Catalogue, name: str | None, as_of: date = date(2026, 11, 22)) -> str | None:
    document = citing(name)
    catalogue.put(document, path="/citing", collection="default")
    stored = catalogue.references(document.id, as_of)[0]
    return catalogue.entry(stored.resolved_document).metadata.title if stored.resolved_document else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GB/T 1-2009", "GB/T 1-2009"),
        ("GB/T 1—2020", "GB/T 1-2020"),
        ("GB/T 1-2015", None),
        ("GB/T 1", "GB/T 1-2020"),
        ("GBT1", "GB/T 1-2020"),
        ("GB/T 2", "GB/T 2-2027"),
        ("GB/T 3", None),
        ("《标准化法》", "中华人民共和国标准化法"),
        ("标准化法实施条例", None),
        (None, "Q/A 1-2020"),
    ],
)
def test_a_reference_leads_to_the_edition_it_means(library: Catalogue, name: str | None, expected: str | None) -> None:
    assert resolved(library, name) == expected


def test_an_undated_reference_leads_to_the_edition_effective_on_the_day(library: Catalogue) -> None:
    assert resolved(library, "GB/T 1", date(2020, 9, 30)) == "GB/T 1-2009"


def test_clauses_lead_to_the_clauses_that_they_alone_refer_to(catalogue: Catalogue) -> None:
    document = rich()
    catalogue.put(document, path="/a", collection="default")
    note, annex = (reference.from_clause for reference in document.references)
    assert catalogue.clauses_referred_to(document.id, [annex, note]) == [(document.id, "5.2.1")]
    held = standard("GB/T 1234-2020")
    catalogue.put(held, path="/b", collection="default")
    assert catalogue.clauses_referred_to(document.id, [annex, note]) == [(document.id, "5.2.1"), (held.id, "5.3")]
    assert catalogue.clauses_referred_to(document.id, [annex]) == [(held.id, "5.3")]
    assert catalogue.clauses_referred_to("nothing", [annex]) == []


def test_the_status_of_what_is_referred_to_comes_along(library: Catalogue) -> None:
    library.put(citing("GB/T 1-2009"), path="/citing", collection="default")
    stored = next(stored for stored in library.references() if stored.reference.to_standard)
    assert stored.resolved_status is DocumentStatus.SUPERSEDED


def test_what_is_referred_to_and_not_held_is_listed_most_wanted_first(library: Catalogue) -> None:
    document = citing("GB/T 8-2000", "GB/T 9", "GB/T 9", "GB/T 1", "中华人民共和国计量法", None)
    library.put(document, path="/citing", collection="default")
    missing = missing_from_library(library)
    assert [(item.name, item.title, item.references, item.is_normative) for item in missing] == [
        ("GB/T 9", None, 2, True),
        ("GB/T 8-2000", None, 1, True),
        ("中华人民共和国计量法", "中华人民共和国计量法", 1, True),
    ]
    assert [(place.document_id, place.standard, place.clause) for place in missing[0].cited_by] == [
        (document.id, document_name(library, document), "1")
    ]


def document_name(library: Catalogue, document: Document) -> str:
    return library.entry(document.id).source.standard


def test_what_comes_into_the_library_is_no_longer_missing_and_what_goes_is_again(library: Catalogue) -> None:
    library.put(citing("GB/T 9"), path="/citing", collection="default")
    held = standard("GB/T 9-2021")
    library.put(held, path="/held", collection="default")
    assert missing_from_library(library) == []
    library.remove(held.id)
    assert [item.name for item in missing_from_library(library)] == ["GB/T 9"]


def test_one_document_misses_only_what_it_cites_itself(library: Catalogue) -> None:
    one, other = citing("GB/T 8-2000"), citing("GB/T 9")
    library.put(one, path="/one", collection="default")
    library.put(other, path="/other", collection="default")
    assert [item.name for item in missing_from_library(library, one.id)] == ["GB/T 8-2000"]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("GB/T 755-2008", "GB/T 755—2008 旋转电机 定额和性能(IEC 60034-1:2004,IDT)", "旋转电机 定额和性能"),
        ("GB/T 2423", "GB/T 2423（所有部分）  电工电子产品环境试验", "电工电子产品环境试验"),
        ("GB 50016", "应符合现行国家标准《建筑设计防火规范》GB 50016 的规定", "建筑设计防火规范"),
        ("GM/T 5", "调用GM/T 5《设备管理规范》9.8", "设备管理规范"),
        ("ISO 9001:2015", "a\nISO 9001:2015, Quality management systems", "Quality management systems"),
        ("GB/T 1", "按 GB/T 1 的规定", None),
        ("GB/T 1", "", None),
    ],
)
def test_the_title_of_what_is_missing_is_read_where_it_is_cited(name: str, text: str, title: str | None) -> None:
    assert printed_title(name, text) == title


def test_the_list_to_order_from_opens_in_a_spreadsheet(library: Catalogue) -> None:
    document = citing("GB/T 9")
    entry = replace(document.clauses[0], text="GB/T 9 =1+1，表格")
    library.put(replace(document, clauses=(entry,)), path="/citing", collection="default")
    table = as_csv(missing_from_library(library))
    assert table.startswith(b"\xef\xbb\xbf")
    rows = [line.split(",") for line in table.decode("utf-8-sig").split("\r\n")]
    assert rows[1:] == [["GB/T 9", "'=1+1，表格", "是", "1", f"{document_name(library, document)} 1"], [""]]


def test_a_number_left_open_in_a_draft_names_no_standard(library: Catalogue) -> None:
    library.put(standard("GM/T XXXX-XXXX"), path="/draft", collection="default")
    assert resolved(library, "GM/T XXXX") is None
    library.put(citing("GM/T AAAAA", "GM/T 6"), path="/citing", collection="default")
    assert [item.name for item in missing_from_library(library)] == ["GM/T 6"]


@pytest.mark.parametrize(("name", "expected"), [("GB/T 7", "GB/T 7.2-2019"), ("GB/T 7-2019", None), ("GB/T 7.3", None)])
def test_all_parts_of_a_standard_lead_to_the_first_one_held(
    catalogue: Catalogue, name: str, expected: str | None
) -> None:
    for place, number in enumerate(("GB/T 7.10-2019", "GB/T 7.2-2008", "GB/T 7.2-2019")):
        catalogue.put(standard(number), path=f"/{place}", collection="default")
    assert resolved(catalogue, name) == expected


def test_a_reference_is_named_by_the_nearest_number_above_it(catalogue: Catalogue) -> None:
    document = rich()
    catalogue.put(document, path="/a", collection="default")
    assert [stored.from_number for stored in catalogue.references(document.id)] == ["5.2.1", "A.1"]


def test_a_document_without_a_printed_number_is_found_by_the_one_in_its_file_name(catalogue: Catalogue) -> None:
    document = replace(standard(None, title="车间照明"), file="GB50034_2013_车间照明.txt")
    catalogue.put(document, path="/standards/GB50034_2013_车间照明.txt", collection="default")
    assert resolved(catalogue, "GB 50034-2013") == resolved(catalogue, "GB 50034") == "车间照明"
    assert resolved(catalogue, "GB 50034-2024") is None
    assert catalogue.entry(document.id).metadata.number is None


def test_a_printed_number_goes_before_one_in_a_file_name(catalogue: Catalogue) -> None:
    named = replace(standard(None, title="别的文件"), file="GBT 1-2020.txt")
    catalogue.put(named, path="/GBT 1-2020.txt", collection="default")
    catalogue.put(standard("GB/T 1-2020"), path="/1", collection="default")
    assert resolved(catalogue, "GB/T 1") == "GB/T 1-2020"


def test_the_ties_of_a_document_are_counted(library: Catalogue) -> None:
    document = citing("GB/T 1-2020", "GB/T 1", "GB/T 99-2020", "标准化法", None)
    library.put(document, path="/citing", collection="default")
    newest = next(entry for entry in library.entries() if entry.metadata.number == "GB/T 1-2020")
    law_held = next(entry for entry in library.entries() if entry.metadata.number is None)
    assert library.reference_counts(document.id) == ReferenceCounts(named=4, missing=1, naming=0)
    assert library.reference_counts(newest.id) == ReferenceCounts(named=0, missing=0, naming=1)
    assert library.reference_counts(law_held.id).naming == 1


def test_a_clause_is_referred_to_by_its_number_from_above_and_from_within(catalogue: Catalogue) -> None:
    own = standard("GB/T 7-2020", ["一。", "二。"], effective="2020-10-01")
    catalogue.put(own, path="/own", collection="default")
    first = own.clauses[0]
    assert first.number is not None
    citing_document = standard("Q/B 2-2021", ["引用。"])
    at = citing_document.clauses[0].id
    numbers = (first.number, f"{first.number}a)", f"{first.number}.9", None, "99")
    references = tuple(Reference(at, "GB/T 7-2020", number) for number in numbers)
    catalogue.put(replace(citing_document, references=references), path="/citing", collection="default")
    found = catalogue.references_to_clause(own.id, first.id)
    assert [stored.reference.to_clause for stored in found] == [first.number, f"{first.number}a)"]
    assert {stored.from_document for stored in found} == {citing_document.id}


def test_a_reference_within_the_document_is_told_first_and_never_the_clause_itself(catalogue: Catalogue) -> None:
    made = standard("GB/T 7-2020", ["一。", "二。"])
    one, two = made.clauses[0], made.clauses[1]
    references = (Reference(two.id, None, one.number), Reference(one.id, None, one.number))
    catalogue.put(replace(made, references=references), path="/own", collection="default")
    found = catalogue.references_to_clause(made.id, one.id)
    assert [stored.reference.from_clause for stored in found] == [two.id]


def test_labels_of_pages_are_kept(catalogue: Catalogue) -> None:
    made = replace(standard("GB/T 8-2020", ["一。"]), page_labels=("Ⅰ", "1"))
    catalogue.put(made, path="/own", collection="default")
    assert catalogue.page_labels(made.id) == ("Ⅰ", "1")
