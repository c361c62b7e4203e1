"""Which texts count: judged from the editions that the library holds, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.document import Document, DocumentStatus, StatusBasis
from app.library.editions import Editions
from app.library.status import Standing, standings
from tests.unit.library.making import law, standard

TODAY = date(2026, 11, 22)
IN_FORCE, UPCOMING = DocumentStatus.IN_FORCE, DocumentStatus.UPCOMING
SUPERSEDED, UNKNOWN = DocumentStatus.SUPERSEDED, DocumentStatus.UNKNOWN


def judge(*documents: Document, as_of: date = TODAY) -> list[Standing]:
    found = standings(Editions((document.id, document.metadata) for document in documents), as_of)
    return [found[document.id] for document in documents]


def statuses(*documents: Document, as_of: date = TODAY) -> list[DocumentStatus]:
    return [standing.status for standing in judge(*documents, as_of=as_of)]


def test_one_edition_alone_proves_nothing() -> None:
    assert judge(standard("GB 1-2010", effective="2011-01-01")) == [Standing(UNKNOWN, StatusBasis.NONE)]


def test_a_newer_edition_supersedes_and_is_in_force_itself() -> None:
    old, new = standard("GB 1-2010", effective="2011-01-01"), standard("GB 1-2020", effective="2021-01-01")
    assert judge(old, new) == [
        Standing(SUPERSEDED, StatusBasis.LIBRARY, ("GB 1-2020",), (new.id,), since="2021-01-01"),
        Standing(IN_FORCE, StatusBasis.LIBRARY, since="2021-01-01"),
    ]


def test_a_newer_edition_that_is_not_effective_yet_leaves_the_old_one_in_force() -> None:
    old, new = standard("GB 1-2010", effective="2011-01-01"), standard("GB 1-2026", effective="2027-05-01")
    before = judge(old, new)
    assert [standing.status for standing in before] == [IN_FORCE, UPCOMING]
    assert before[0].replaced_by == ("GB 1-2026",)
    assert before[1].basis is StatusBasis.DOCUMENT
    assert statuses(old, new, as_of=date(2027, 5, 1)) == [SUPERSEDED, IN_FORCE]


def test_the_day_decides() -> None:
    old, new = standard("GB 1-2010", effective="2011-01-01"), standard("GB 1-2020", effective="2021-01-01")
    assert statuses(old, new, as_of=date(2010, 12, 31)) == [UPCOMING, UPCOMING]
    assert statuses(old, new, as_of=date(2020, 12, 31)) == [IN_FORCE, UPCOMING]


def test_mandatory_and_recommended_editions_are_one_standard() -> None:
    assert statuses(standard("GB 7258-2012"), standard("GB/T 7258-2017", effective="2018-01-01"))[0] is SUPERSEDED


def test_another_part_or_number_supersedes_nothing() -> None:
    documents = [standard("GB/T 1.1-2009"), standard("GB/T 1.2-2020"), standard("GB/T 11-2020")]
    assert statuses(*documents) == [UNKNOWN, UNKNOWN, UNKNOWN]


def test_the_list_of_replaced_standards_counts_across_numbers() -> None:
    old = standard("GB/T 100-2000", effective="2000-06-01")
    new = standard("GB/T 200-2015", replaces=("GB/T 100—2000", "GB/T 101-2000"), effective="2015-06-01")
    assert judge(old, new)[0] == Standing(
        SUPERSEDED, StatusBasis.LIBRARY, ("GB/T 200-2015",), (new.id,), since="2015-06-01"
    )


def test_a_dated_name_in_the_list_means_that_edition_alone() -> None:
    older, newer = standard("GB/T 100-2000"), standard("GB/T 100-2018", effective="2018-06-01")
    other = standard("GB/T 200-2015", replaces=("GB/T 100-2000",), effective="2015-06-01")
    assert "GB/T 200-2015" in judge(older, newer, other)[0].replaced_by
    assert judge(older, newer, other)[1].status is not SUPERSEDED


def test_an_undated_name_in_the_list_does_not_make_a_standard_replace_itself() -> None:
    new = standard("GB/T 100-2018", replaces=("GB/T 100",), effective="2018-06-01")
    assert statuses(standard("GB/T 100-2000"), new) == [SUPERSEDED, IN_FORCE]


def test_two_copies_of_one_edition_do_not_supersede_each_other() -> None:
    assert statuses(standard("GB 1-2010", ["甲"]), standard("GB 1-2010", ["乙"])) == [UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    "draft", [standard("GB/T 1-XXXX", title="规程"), standard("GB/T 1-2025", title="规程（征求意见稿）")]
)
def test_a_draft_replaces_nothing(draft: Document) -> None:
    assert judge(standard("GB/T 1-2010"), draft)[0].status is UNKNOWN


def test_where_no_effective_date_is_known_the_issue_date_and_then_the_years_end_stand_in() -> None:
    old = standard("GB 1-2010")
    assert statuses(old, standard("GB 1-2020", issued="2020-06-01"), as_of=date(2020, 6, 1))[0] is SUPERSEDED
    assert statuses(old, standard("GB 1-2020"), as_of=date(2020, 12, 30))[0] is not SUPERSEDED
    assert statuses(old, standard("GB 1-2020"), as_of=date(2020, 12, 31))[0] is SUPERSEDED


def test_a_law_is_superseded_by_the_text_of_the_same_title_with_a_newer_date() -> None:
    old, new = law("中华人民共和国统计法", effective="2009-01-01"), law("统计法（2024年修正）", effective="2024-09-13")
    assert statuses(old, new) == [SUPERSEDED, IN_FORCE]
    assert statuses(law("统计法", effective="2009-01-01"), law("统计法实施条例", effective="2024-01-01"))[0] is UNKNOWN


def test_laws_without_dates_are_left_open() -> None:
    assert statuses(law("统计法", issuer="甲"), law("统计法", issuer="乙")) == [UNKNOWN, UNKNOWN]


@pytest.mark.parametrize("basis", [StatusBasis.PERSON, StatusBasis.REGISTER])
def test_what_a_person_or_a_register_said_stands_against_the_library(basis: StatusBasis) -> None:
    kept = standard("GB 1-2010", status=IN_FORCE, status_basis=basis)
    standing = judge(kept, standard("GB 1-2020", effective="2021-01-01"))[0]
    assert (standing.status, standing.basis) == (IN_FORCE, basis)
    assert standing.replaced_by == ("GB 1-2020",)


def test_the_library_corrects_what_a_document_said_of_itself_when_it_was_printed() -> None:
    printed = standard("GB 1-2010", status=IN_FORCE, status_basis=StatusBasis.DOCUMENT)
    assert judge(printed)[0].basis is StatusBasis.DOCUMENT
    assert judge(printed, standard("GB 1-2020", effective="2021-01-01"))[0].status is SUPERSEDED


def test_an_upcoming_text_becomes_unknown_when_its_day_has_come() -> None:
    said = standard(
        "GB 1-2026", effective="2026-10-01", status=UPCOMING, status_basis=StatusBasis.DOCUMENT
    )  # fmt: skip
    assert statuses(said, as_of=date(2026, 9, 30)) == [UPCOMING]
    assert statuses(said, as_of=date(2026, 10, 1)) == [UNKNOWN]


def test_a_withdrawn_document_stays_withdrawn() -> None:
    withdrawn = standard("GB 1-2010", status=DocumentStatus.WITHDRAWN, status_basis=StatusBasis.DOCUMENT)
    assert judge(withdrawn)[0] == Standing(DocumentStatus.WITHDRAWN, StatusBasis.DOCUMENT)


def test_successors_come_oldest_first() -> None:
    editions = [standard(f"GB 1-{year}", effective=f"{year}-12-01") for year in (2020, 2000, 2010)]
    assert judge(*editions)[1].replaced_by == ("GB 1-2010", "GB 1-2020")


def test_thousands_of_documents_are_judged_at_once() -> None:
    documents = [standard(f"GB/T {number}-{year}") for number in range(1, 1501) for year in (2000, 2015)]
    assert statuses(*documents).count(SUPERSEDED) == 1500


def test_an_amended_law_counts_from_its_amendment_and_not_from_its_first_day() -> None:
    first = law("生物法", issued="2020-10-17", effective="2021-04-15")
    amended = law("生物法", issued="2024-04-26", effective="2021-04-15")
    assert statuses(first, amended, as_of=date(2024, 4, 25)) == [IN_FORCE, UPCOMING]
    assert statuses(first, amended, as_of=date(2024, 4, 26)) == [SUPERSEDED, IN_FORCE]


def test_a_revised_law_counts_from_the_day_that_it_names_and_not_from_its_passing() -> None:
    old = law("产品法", issued="2018-10-26", effective="2006-11-01")
    revised = law("产品法", issued="2022-09-02", effective="2023-01-01")
    assert statuses(old, revised, as_of=date(2022, 12, 31)) == [IN_FORCE, UPCOMING]
    assert statuses(old, revised, as_of=date(2023, 1, 1)) == [SUPERSEDED, IN_FORCE]


def test_who_replaces_a_part_is_told_and_supersedes_nothing() -> None:
    old = standard("GB/T 100-2000", effective="2000-06-01")
    part = standard("GB/T 200-2015", replaces_partly=("GB/T 100-2000",), effective="2015-06-01")
    standing = judge(old, part)[0]
    assert (standing.status, standing.replaced_by, standing.partly_replaced_by) == (UNKNOWN, (), ("GB/T 200-2015",))


def test_a_draft_replaces_nothing_and_is_never_in_force_itself() -> None:
    old = standard("GB/T 1-2010", effective="2010-05-01")
    draft = standard("GB/T 1-2025", replaces=("GB/T 1-2010",), effective="2025-05-01", is_draft=True)
    assert statuses(old, draft) == [UNKNOWN, UNKNOWN]
    assert statuses(draft, as_of=date(2024, 1, 1)) == [UNKNOWN]


def test_withdrawal_counts_from_its_day() -> None:
    withdrawn = standard("GB 1-2010", effective="2010-05-01", withdrawn="2024-05-01")
    assert judge(withdrawn, as_of=date(2024, 4, 30)) == [
        Standing(IN_FORCE, StatusBasis.DOCUMENT, since="2010-05-01"),
    ]
    assert judge(withdrawn, as_of=date(2024, 5, 1)) == [
        Standing(DocumentStatus.WITHDRAWN, StatusBasis.DOCUMENT, since="2024-05-01"),
    ]
