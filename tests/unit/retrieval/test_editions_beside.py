"""What another edition says on the quoted point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Document, DocumentKind, Metadata
from app.library.catalogue import Catalogue
from app.retrieval.editions_beside import Cited, Difference, DifferenceKind, editions_beside, other_editions
from tests.unit.retrieval.lift_standard import library, lift, old_lift, statute

NUMBER, REQUIREMENT = DifferenceKind.NUMBER, DifferenceKind.REQUIREMENT
NEW_TEXT = lift().clauses[3].text
"""4.1: 平台的升降速度应不大于0.15 m/s，速度偏差不应超过±5%。"""


def older(text: str, **metadata: object) -> Document:
    """The edition of 2015 with that text in its 4.1."""
    document = old_lift()
    clause = replace(document.clauses[1], text=text)
    described = replace(document.metadata, **metadata)  # type: ignore[arg-type]
    return replace(document, metadata=described, clauses=(document.clauses[0], clause))


def differences(folder: Path, text: str, quote: str = NEW_TEXT) -> Sequence[Difference]:
    _, catalogue, _ = library(folder, lift(), older(text))
    found = editions_beside(catalogue, [Cited(lift().clauses[3].id, quote)])
    return [difference for beside in found for difference in beside.differences]


def test_a_value_that_changed_is_told_with_its_edition_and_clause(tmp_path: Path) -> None:
    text = NEW_TEXT.replace("0.15", "0.25")
    _, catalogue, _ = library(tmp_path, lift(), older(text))
    [beside] = editions_beside(catalogue, [Cited(lift().clauses[3].id, NEW_TEXT)])
    assert (beside.source.standard, beside.clause.number) == ("Q/ZS 001-2015", "4.1")
    assert beside.differences == (Difference(NUMBER, "0.15", "0.25"),)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [("应不大于", "宜不大于", REQUIREMENT), ("不大于", "大于", REQUIREMENT), ("不应超过±5%", "不应超过±10%", NUMBER)],
)
def test_a_bound_or_a_strength_that_changed_is_a_difference(
    tmp_path: Path, before: str, after: str, kind: DifferenceKind
) -> None:
    assert [found.kind for found in differences(tmp_path, NEW_TEXT.replace(before, after))] == [kind]


@pytest.mark.parametrize(("before", "after"), [("平台的升降速度", "平台升降的速度"), ("。", "，见第五条。"), ("", "")])
def test_another_turn_of_phrase_is_none(tmp_path: Path, before: str, after: str) -> None:
    assert differences(tmp_path, NEW_TEXT.replace(before, after)) == []


def test_only_what_is_quoted_is_the_point(tmp_path: Path) -> None:
    text = NEW_TEXT.replace("±5%", "±10%")
    assert differences(tmp_path, text, "平台的升降速度应不大于0.15 m/s") == []
    assert len(differences_again(tmp_path, text)) == 1


def differences_again(folder: Path, text: str) -> Sequence[Difference]:
    (folder / "again").mkdir()
    return differences(folder / "again", text, "速度偏差不应超过±5%。")


def test_a_draft_and_another_standard_are_no_editions(tmp_path: Path) -> None:
    _, catalogue, _ = library(tmp_path, lift(), older("0.9", is_draft=True), statute())
    assert other_editions(catalogue, lift().id) == []


def test_a_law_of_the_same_title_is_another_edition(tmp_path: Path) -> None:
    law = replace(statute(), metadata=Metadata(title="使用法", kind=DocumentKind.LAW, effective="2020-01-01"))
    later = replace(lift(), metadata=replace(law.metadata, effective="2024-01-01"))
    _, catalogue, _ = library(tmp_path, law, later)
    assert [edition.document_id for edition in other_editions(catalogue, law.id)] == [later.id]


def test_what_ocr_read_is_compared_with_nothing(tmp_path: Path) -> None:
    document = older(NEW_TEXT.replace("0.15", "0.25"))
    read = replace(document, clauses=tuple(replace(clause, confidence=0.9) for clause in document.clauses))
    catalogue: Catalogue = library(tmp_path, lift(), read)[1]
    assert editions_beside(catalogue, [Cited(lift().clauses[3].id, NEW_TEXT)]) == []
