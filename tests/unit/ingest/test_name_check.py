"""A file's name is told where it contradicts the text, and never believed."""

from __future__ import annotations

import pytest

from app.domain.document import Metadata, Revision
from app.ingest.metadata.name_check import DIFFERS, ONLY_NAME, name_issues

STANDARD = Metadata(title="手推车", number="GB/T 12345-2025")
LAW = Metadata(
    title="手推车法", issued="2018-10-26", effective="2006-11-01", revisions=(Revision("2018-10-26", "修正"),)
)


def codes(metadata: Metadata, file: str) -> list[str]:
    return [issue.code for issue in name_issues(metadata, file)]


@pytest.mark.parametrize(
    "file",
    [
        "GB∕T 12345-2025 手推车.pdf",
        "GBT12345-2025.pdf",
        "GB_T 12345.pdf",
        "GB 12345-2025.pdf",
        "手推车.pdf",
        "扫描件 003.pdf",
    ],
)
def test_a_name_that_agrees_or_says_nothing_is_no_issue(file: str) -> None:
    assert codes(STANDARD, file) == []


@pytest.mark.parametrize("file", ["GBT 12345-2010 手推车.pdf", "GBT 12346-2025.pdf", "GB55025_2022.txt"])
def test_a_name_with_another_number_is_told(file: str) -> None:
    assert codes(STANDARD, file) == [DIFFERS]


def test_a_number_that_only_the_name_knows_is_told() -> None:
    assert codes(Metadata(title="手推车"), "GB50016_2014_手推车.txt") == [ONLY_NAME]


@pytest.mark.parametrize(
    "file", ["手推车法(2018-10-26).md", "手推车法_20181026.docx", "手推车法(2006-11-01).md", "手推车法.docx"]
)
def test_a_date_that_the_law_knows_is_no_issue(file: str) -> None:
    assert codes(LAW, file) == []


@pytest.mark.parametrize("file", ["手推车法(2024-04-26).md", "手推车法_20240426.docx"])
def test_a_date_that_the_law_does_not_know_is_told(file: str) -> None:
    assert codes(LAW, file) == [DIFFERS]
