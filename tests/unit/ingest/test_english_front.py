"""Covers and forewords of English documents."""

from __future__ import annotations

from app.domain.document import DocumentKind, DocumentStatus, Metadata
from app.ingest.metadata.metadata import read_metadata
from tests.unit.ingest.documents import clause, lines, printed, reading
from tests.unit.ingest.test_metadata import TODAY

SCOPE = clause("1", "This document specifies requirements.", "Scope")


def iso(foreword: str = "", number: str = "ISO 4999-2:2023(E)") -> Metadata:
    cover = [
        printed("INTERNATIONAL STANDARD", 60, 16),
        printed("ISO 4999-2", 90, 22),
        printed("Fifth edition", 120, 12),
        printed("2023-04", 135, 12),
        printed("Trolleys — Safety requirements", 300, 26),
        printed("Part 2: Requirements for hand trolleys", 330, 18),
        printed("Reference number", 700, 10),
        printed(number, 715, 10),
        printed("© ISO 2023", 730, 10),
    ]
    clauses = (clause(None, foreword, "Foreword"), SCOPE)
    return read_metadata(reading(cover, pages=40), clauses, "x.pdf", today=TODAY)


def test_an_iso_cover_is_read() -> None:
    found = iso()
    assert found.number == "ISO 4999-2:2023"
    assert found.title == "Trolleys — Safety requirements Part 2: Requirements for hand trolleys"
    assert (found.issued, found.issuer) == ("2023-04", "International Organization for Standardization")
    assert found.kind is DocumentKind.STANDARD
    assert not found.is_draft


def test_the_foreword_tells_what_is_cancelled_and_replaced() -> None:
    found = iso("This fifth edition cancels and replaces the fourth edition (ISO 4999-2:2015), which has been revised.")
    assert found.replaces == ("ISO 4999-2:2015",)


def test_a_draft_international_standard_is_a_draft() -> None:
    assert iso(number="ISO/DIS 4999-2:2023(E)").is_draft or iso("", "DRAFT INTERNATIONAL STANDARD").is_draft


def nist(*front: str, opening: str = "This guide helps organizations.") -> Metadata:
    clauses = (clause("1", opening, "Purpose"), SCOPE)
    return read_metadata(reading(lines(*front, "1 Introduction")), clauses, "x.md", today=TODAY)


def test_a_publication_tells_what_it_supersedes() -> None:
    opening = "This publication supersedes NIST Special Publication 800-63-2. It replaces passwords."
    found = nist("NIST Special Publication 800-63-3", "Digital Identity Guidelines", "June 2017", opening=opening)
    assert found.replaces == ("NIST SP 800-63-2",)
    assert nist("FIPS PUB 140-2", "Modules", "(Supersedes FIPS PUB 140-1)").replaces == ("FIPS 140-1",)


def test_a_withdrawn_publication_says_so_on_the_sheet_before_it() -> None:
    found = nist(
        "Withdrawn NIST Technical Series Publication",
        "NIST Special Publication 800-99",
        "Withdrawal Date: August 1, 2018",
    )
    assert (found.status, found.withdrawn) == (DocumentStatus.WITHDRAWN, "2018-08-01")


def test_a_public_draft_is_a_draft() -> None:
    assert nist("NIST Special Publication 800-99", "Guide to Trolleys", "Initial Public Draft").is_draft


def test_a_sentence_that_opens_with_a_number_names_another_standard() -> None:
    assert nist("ISO/IEC 9999-11 defines usability as the extent of use.", "Usability").number is None


def test_the_header_of_an_rfc_is_read() -> None:
    found = nist(
        "Internet Engineering Task Force (IETF)                  R. Someone, Ed.",
        "Request for Comments: 9990                                        Adobe",
        "STD: 97                                                    M. Else, Ed.",
        "Obsoletes: 2818, 7230, 7231,                                     Fastly",
        "           7232, 7233",
        "Updates: 3864                                              J. Third, Ed.",
        "Category: Standards Track                                     greenbytes",
        "ISSN: 2070-1721                                                June 2022",
        "Trolley Semantics",
        "Abstract",
    )
    assert (found.number, found.title, found.issued) == ("RFC 9990", "Trolley Semantics", "2022-06")
    assert found.replaces == ("RFC 2818", "RFC 7230", "RFC 7231", "RFC 7232", "RFC 7233")
    assert found.replaces_partly == ("RFC 3864",)
