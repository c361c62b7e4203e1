"""The office's own list of what is in force."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.document import Document, DocumentStatus, StatusBasis
from app.domain.register import RegisterEntry
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.entries import Entry
from app.library.register import Register, RegisterImport
from tests.unit.library.making import law, standard

IN_FORCE, UPCOMING = DocumentStatus.IN_FORCE, DocumentStatus.UPCOMING
SUPERSEDED, WITHDRAWN, UNKNOWN = DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN, DocumentStatus.UNKNOWN
TODAY = date(2026, 11, 22)


@pytest.fixture
def register(database: Database) -> Register:
    return Register(database)


def judged(
    catalogue: Catalogue, register: Register, document: Document, *entries: RegisterEntry, as_of: date = TODAY
) -> Entry:
    catalogue.put(document, path=f"/{document.id}.pdf", collection="default")
    register.put(entries, "清单.xlsx")
    return catalogue.entry(document.id, as_of)


def status(entry: Entry) -> tuple[DocumentStatus, StatusBasis]:
    return entry.metadata.status, entry.metadata.status_basis


def test_entries_come_back_in_the_order_of_their_numbers(register: Register) -> None:
    entries = [
        RegisterEntry("GB/T 2-2020", "乙", IN_FORCE),
        RegisterEntry("GB/T 1-2020", "甲", SUPERSEDED, ("GB/T 1-2026",)),
    ]
    assert register.put(entries, "清单.xlsx") == RegisterImport(2, 0, 0)
    assert register.entries() == entries[::-1]


def test_a_second_import_brings_entries_up_to_date(register: Register) -> None:
    same = RegisterEntry("GB/T 2-2020", status=IN_FORCE)
    register.put([RegisterEntry("GB/T 1-2020", status=IN_FORCE), same], "旧.csv")
    again = [RegisterEntry("GB/T 1-2020", status=WITHDRAWN), same, RegisterEntry("GB/T 3-2020")]
    assert register.put(again, "新.csv") == RegisterImport(added=1, changed=1, unchanged=1)
    assert [entry.status for entry in register.entries()] == [WITHDRAWN, IN_FORCE, UNKNOWN]


def test_replacing_leaves_nothing_of_the_old_list(register: Register) -> None:
    register.put([RegisterEntry("GB/T 1-2020")], "旧.csv")
    register.put([RegisterEntry("GB/T 2-2020")], "新.csv", replace=True)
    assert [entry.number for entry in register.entries()] == ["GB/T 2-2020"]
    assert register.clear() == 1
    assert register.entries() == []


def test_the_list_says_whether_an_edition_is_in_force(catalogue: Catalogue, register: Register) -> None:
    entry = judged(catalogue, register, standard("GB/T 1-2020"), RegisterEntry("GB/T 1-2020", status=IN_FORCE))
    assert status(entry) == (IN_FORCE, StatusBasis.REGISTER)


def test_only_the_entry_of_that_year_counts(catalogue: Catalogue, register: Register) -> None:
    entry = judged(catalogue, register, standard("GB/T 1-2020"), RegisterEntry("GB/T 1-2010", status=IN_FORCE))
    assert status(entry) == (UNKNOWN, StatusBasis.NONE)


def test_another_part_or_longer_number_is_another_standard(catalogue: Catalogue, register: Register) -> None:
    others = [RegisterEntry(f"GB/T {number}-2025", status=IN_FORCE) for number in ("1.1", "10", "1234")]
    assert status(judged(catalogue, register, standard("GB/T 1-2020"), *others)) == (UNKNOWN, StatusBasis.NONE)


def test_replaced_by_is_told_though_the_successor_is_not_held(catalogue: Catalogue, register: Register) -> None:
    listed = RegisterEntry("GB/T 1-2020", status=SUPERSEDED, replaced_by=("GB/T 1-2025",))
    entry = judged(catalogue, register, standard("GB/T 1-2020"), listed)
    assert status(entry) == (SUPERSEDED, StatusBasis.REGISTER)
    assert entry.replaced_by == ("GB/T 1-2025",)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 5, 31), UPCOMING),
        (date(2020, 6, 1), IN_FORCE),
        (date(2025, 6, 30), IN_FORCE),
        (date(2025, 7, 1), SUPERSEDED),
    ],
)
def test_the_dates_of_the_list_decide_on_other_days(
    catalogue: Catalogue, register: Register, day: date, expected: DocumentStatus
) -> None:
    listed = RegisterEntry(
        "GB/T 1-2020",
        status=SUPERSEDED,
        replaced_by=("GB/T 1-2025",),
        effective="2020-06-01",
        withdrawn="2025-07-01",
    )
    entry = judged(catalogue, register, standard("GB/T 1-2020"), listed, as_of=day)
    assert status(entry) == (expected, StatusBasis.REGISTER)


def test_a_date_of_withdrawal_without_successor_is_withdrawal(catalogue: Catalogue, register: Register) -> None:
    listed = RegisterEntry("GB/T 1-2020", status=WITHDRAWN, withdrawn="2025-07-01")
    entry = judged(catalogue, register, standard("GB/T 1-2020"), listed)
    assert (status(entry), entry.status_since) == ((WITHDRAWN, StatusBasis.REGISTER), "2025-07-01")


def test_what_was_to_come_when_the_list_was_made_is_in_force_when_its_day_has_come(
    catalogue: Catalogue, register: Register
) -> None:
    listed = RegisterEntry("GB/T 1-2026", status=UPCOMING, effective="2026-10-01")
    document = standard("GB/T 1-2026")
    assert judged(catalogue, register, document, listed, as_of=date(2026, 9, 30)).metadata.status is UPCOMING
    assert catalogue.entry(document.id, date(2026, 10, 1)).metadata.status is IN_FORCE


def test_a_superseded_edition_is_in_force_until_its_listed_successor_is(
    catalogue: Catalogue, register: Register
) -> None:
    old = RegisterEntry("GB/T 1-2010", status=SUPERSEDED, replaced_by=("GB/T 1-2027",))
    new = RegisterEntry("GB/T 1-2027", status=UPCOMING, effective="2027-05-01")
    assert judged(catalogue, register, standard("GB/T 1-2010"), old, new).metadata.status is IN_FORCE


def test_a_newer_edition_in_the_list_supersedes_one_that_is_not_in_it(catalogue: Catalogue, register: Register) -> None:
    newer = RegisterEntry("GB/T 1-2025", status=IN_FORCE, effective="2025-06-01")
    entry = judged(catalogue, register, standard("GB 1-2010"), newer)
    assert status(entry) == (SUPERSEDED, StatusBasis.REGISTER)
    assert (entry.replaced_by, entry.status_since) == (("GB/T 1-2025",), "2025-06-01")
    assert catalogue.entry(entry.id, date(2025, 5, 31)).metadata.status is UNKNOWN


def test_a_law_is_found_by_its_title_and_the_date_of_its_version(catalogue: Catalogue, register: Register) -> None:
    old = law("中华人民共和国统计法", issued="2009-06-27", effective="2010-01-01")
    new = law("统计法", issued="2024-09-13", effective="2010-01-01")
    catalogue.put(new, path="/new.docx", collection="default")
    listed = RegisterEntry("中华人民共和国统计法", status=IN_FORCE, issued="2024-09-13")
    entry = judged(catalogue, register, old, listed)
    assert status(entry) == (SUPERSEDED, StatusBasis.REGISTER)
    assert status(catalogue.entry(new.id, TODAY)) == (IN_FORCE, StatusBasis.REGISTER)


def test_a_law_listed_without_date_means_the_newest_version_held(catalogue: Catalogue, register: Register) -> None:
    old, new = law("统计法", issued="2009-06-27"), law("统计法", issued="2024-09-13")
    catalogue.put(new, path="/new.docx", collection="default")
    entry = judged(catalogue, register, old, RegisterEntry("统计法", status=IN_FORCE))
    assert status(entry) == (SUPERSEDED, StatusBasis.LIBRARY)
    assert status(catalogue.entry(new.id, TODAY)) == (IN_FORCE, StatusBasis.REGISTER)


def test_two_versions_of_a_law_may_stand_in_the_list(catalogue: Catalogue, register: Register) -> None:
    versions = [
        RegisterEntry("统计法", status=SUPERSEDED, issued="2009-06-27"),
        RegisterEntry("统计法", status=IN_FORCE, issued="2024-09-13"),
    ]
    entry = judged(catalogue, register, law("统计法", issued="2009-06-27"), *versions)
    assert status(entry) == (SUPERSEDED, StatusBasis.REGISTER)
    assert len(register.entries()) == 2


def test_a_person_is_heard_before_the_list(catalogue: Catalogue, register: Register) -> None:
    document = standard("GB/T 1-2020")
    judged(catalogue, register, document, RegisterEntry("GB/T 1-2020", status=WITHDRAWN))
    catalogue.correct(document.id, "status", "in_force")
    assert status(catalogue.entry(document.id)) == (IN_FORCE, StatusBasis.PERSON)


def test_an_entry_without_status_and_dates_says_nothing(catalogue: Catalogue, register: Register) -> None:
    entry = judged(catalogue, register, standard("GB/T 1-2020"), RegisterEntry("GB/T 1-2020", "手推车"))
    assert status(entry) == (UNKNOWN, StatusBasis.NONE)
