"""What a person corrects stands, is recorded, and outlives every reading."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from app.domain.document import Document, DocumentKind, DocumentStatus, Metadata, Revision, StatusBasis
from app.foundation.errors import UserError
from app.library.catalogue import Catalogue
from app.library.correction_values import correctable_fields, field_named, read_value
from app.library.database import Database
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from tests.unit.library.making import standard

NOT_CORRECTABLE = {"status_basis"}
MODEL = "test-model"


def put(catalogue: Catalogue, document: Document) -> str:
    return catalogue.put(document, path=f"/{document.id}.pdf", collection="default").document_id


def correct(catalogue: Catalogue, document_id: str, field: str, text: str) -> None:
    catalogue.correct(document_id, field, read_value(field, text))


def test_a_correction_is_laid_over_what_was_read(catalogue: Catalogue) -> None:
    known = put(catalogue, standard("GB 1-2020", effective="2020-01-01"))
    correct(catalogue, known, "effective", "2020年6月1日")
    entry = catalogue.entry(known)
    assert entry.metadata.effective == "2020-06-01"
    assert entry.metadata.number == "GB 1-2020"
    assert entry.corrected == ("effective",)


def test_every_field_of_the_metadata_can_be_corrected() -> None:
    assert set(correctable_fields()) == {field.name for field in fields(Metadata)} - NOT_CORRECTABLE


def test_the_record_says_what_was_before(catalogue: Catalogue) -> None:
    known = put(catalogue, standard("GB 1-2020", issuer="甲"))
    correct(catalogue, known, "issuer", "乙")
    correct(catalogue, known, "issuer", "丙")
    history = catalogue.corrections(known)
    assert [(step.field, step.before, step.value) for step in history] == [
        ("issuer", '"甲"', '"乙"'),
        ("issuer", '"乙"', '"丙"'),
    ]
    assert all(step.made.endswith("+00:00") for step in history)


def test_taking_a_correction_back_shows_what_was_read_and_stays_on_record(catalogue: Catalogue) -> None:
    known = put(catalogue, standard("GB 1-2020", issuer="甲"))
    correct(catalogue, known, "issuer", "乙")
    catalogue.take_back_correction(known, "issuer")
    assert catalogue.entry(known).metadata.issuer == "甲"
    assert catalogue.entry(known).corrected == ()
    assert [step.value for step in catalogue.corrections(known)] == ['"乙"', None]


def test_a_field_that_was_cleared_is_empty_and_not_what_was_read(catalogue: Catalogue) -> None:
    known = put(catalogue, standard("GB 1-2020", issuer="甲"))
    correct(catalogue, known, "issuer", "")
    assert catalogue.entry(known).metadata.issuer is None


def test_corrections_come_back_with_the_document(catalogue: Catalogue) -> None:
    document = standard("GB 1-2020", issuer="甲")
    correct(catalogue, put(catalogue, document), "issuer", "乙")
    catalogue.remove(document.id)
    assert len(catalogue.corrections(document.id)) == 1
    assert catalogue.entry(put(catalogue, document)).metadata.issuer == "乙"


def test_corrections_survive_reading_by_newer_rules(catalogue: Catalogue) -> None:
    document = standard("GB 1-2020", issuer="甲")
    correct(catalogue, put(catalogue, document), "issuer", "乙")
    newer = replace(document, metadata=replace(document.metadata, issuer="甲甲", ics="53.060"), rules=2)
    put(catalogue, newer)
    metadata = catalogue.entry(document.id).metadata
    assert (metadata.issuer, metadata.ics) == ("乙", "53.060")
    catalogue.take_back_correction(document.id, "issuer")
    assert catalogue.entry(document.id).metadata.issuer == "甲甲"


def test_a_status_that_a_person_set_has_the_basis_person(catalogue: Catalogue) -> None:
    known = put(catalogue, standard("GB 1-2010", effective="2010-01-01"))
    put(catalogue, standard("GB 1-2020", effective="2020-01-01"))
    correct(catalogue, known, "status", "现行")
    metadata = catalogue.entry(known).metadata
    assert (metadata.status, metadata.status_basis) == (DocumentStatus.IN_FORCE, StatusBasis.PERSON)


def test_a_date_of_withdrawal_that_a_person_set_counts_from_its_day(catalogue: Catalogue) -> None:
    known = put(catalogue, standard("GB 1-2010", effective="2010-01-01"))
    correct(catalogue, known, "withdrawn", "2024-05-01")
    before = catalogue.entry(known, date(2024, 4, 30)).metadata
    after = catalogue.entry(known, date(2024, 5, 1)).metadata
    assert (before.status, before.status_basis) == (DocumentStatus.IN_FORCE, StatusBasis.PERSON)
    assert (after.status, after.status_basis) == (DocumentStatus.WITHDRAWN, StatusBasis.PERSON)


def test_a_corrected_number_decides_what_is_superseded(catalogue: Catalogue) -> None:
    old = put(catalogue, standard("GB 1-2010", effective="2010-01-01"))
    new = put(catalogue, standard("GB 9-2020", effective="2020-01-01"))
    assert catalogue.entry(old).metadata.status is DocumentStatus.UNKNOWN
    correct(catalogue, new, "number", "GB1—2020")
    assert catalogue.entry(old).metadata.status is DocumentStatus.SUPERSEDED
    assert catalogue.entry(old).replaced_by == ("GB 1-2020",)


def test_a_corrected_title_is_found_by_search_and_the_old_one_is_not(catalogue: Catalogue, database: Database) -> None:
    known = put(catalogue, standard("GB 1-2010", ["应结实。"], title="手推本"))
    words = WordIndex(database)
    correct(catalogue, known, "title", "搬运车")
    assert [hit.passage_id for hit in words.search("搬运车", 5)] == [f"{known}.0"]
    assert words.search("手推本", 5) == []
    catalogue.take_back_correction(known, "title")
    assert words.search("搬运车", 5) == []


def test_a_corrected_title_stays_in_the_passages_of_a_new_reading(catalogue: Catalogue, database: Database) -> None:
    document = standard("GB 1-2010", ["应结实。"], title="手推本")
    correct(catalogue, put(catalogue, document), "title", "搬运车")
    put(catalogue, replace(document, rules=2))
    assert len(WordIndex(database).search("搬运车", 5)) == 1


def test_a_corrected_title_drops_the_vectors_of_the_old_one_and_no_others(
    catalogue: Catalogue, database: Database
) -> None:
    store = VectorStore(database)
    known = put(catalogue, standard("GB 1-2010", ["应结实。"], title="手推本"))
    put(catalogue, standard("GB 2-2010", ["应结实。"], title="货架"))
    store.put(MODEL, [(passage.text_hash, np.ones(4, np.float32)) for passage in store.missing(MODEL, 100)])
    correct(catalogue, known, "title", "搬运车")
    assert [passage.document_id for passage in store.missing(MODEL, 100)] == [known]
    assert store.count(MODEL) == 1


def test_documents_that_nobody_knows_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UserError):
        catalogue.correct("absent", "issuer", "甲")
    with pytest.raises(UserError):
        catalogue.corrections("absent")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("number", "gbt32960.3—2016", "GB/T 32960.3-2016"),
        ("number", "GB 7258—2017/XG1-2019", "GB 7258-2017/XG1-2019"),
        ("number", "", None),
        ("effective", "2026-3-1", "2026-03-01"),
        ("effective", "2026年3月1日", "2026-03-01"),
        ("issued", "2012-08", "2012-08"),
        ("issued", "", None),
        ("kind", "law", "law"),
        ("kind", "标准", "standard"),
        ("status", "被代替", "superseded"),
        ("status", "in_force", "in_force"),
        (
            "replaces",
            "GB/T 1—2000、GB/T 2-2001；《甲、乙管理办法》",
            ["GB/T 1-2000", "GB/T 2-2001", "《甲、乙管理办法》"],
        ),
        ("replaces", "", []),
        ("is_draft", "是", True),
        ("is_draft", "false", False),
        ("revisions", "2018-10-26 第一次修正", [{"date": "2018-10-26", "act": "第一次修正"}]),
        ("revisions", "2020-1-2 修订；", [{"date": "2020-01-02", "act": "修订"}]),
        ("language", "en", "en"),
        ("title", " 搬运车 ", "搬运车"),
    ],
)
def test_words_become_the_value_of_their_field(field: str, text: str, value: object) -> None:
    assert read_value(field, text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", "第四十二号"),
        ("effective", "2026-02-30"),
        ("effective", "明年"),
        ("kind", "书"),
        ("status", "很好"),
        ("is_draft", "也许"),
        ("title", ""),
        ("title", "第一行\n第二行"),
        ("title", "长" * 501),
        ("language", "中文"),
        ("revisions", "修正"),
    ],
)
def test_words_that_cannot_be_the_value_are_refused_with_what_to_write(field: str, text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_value(field, text)
    assert refused.value.hint


def test_a_field_is_named_as_in_the_metadata() -> None:
    assert field_named("Title-EN") == "title_en"
    with pytest.raises(UserError) as refused:
        field_named("pages")
    assert "effective" in refused.value.hint


def test_values_of_every_shape_come_back_as_they_were_given(catalogue: Catalogue) -> None:
    known = put(catalogue, standard("GB 1-2010"))
    for field, text in (
        ("replaces", "GB 1-2000"),
        ("revisions", "2018-10-26 修正"),
        ("kind", "law"),
        ("is_draft", "1"),
    ):
        correct(catalogue, known, field, text)
    metadata = catalogue.entry(known).metadata
    assert metadata.replaces == ("GB 1-2000",)
    assert metadata.revisions == (Revision("2018-10-26", "修正"),)
    assert metadata.kind is DocumentKind.LAW
    assert metadata.is_draft
