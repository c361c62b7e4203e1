"""Documents are found by what people type of their names."""

from __future__ import annotations

import pytest

from app.domain.document import DocumentKind, DocumentStatus, Metadata
from app.library.entries import Entry
from app.library.finding import Wanted, family_of, findable, folded_words


def held(number: str | None = "GB/T 755-2008", collection: str = "default") -> Entry:
    metadata = Metadata(
        title="旋转电机 定额和性能",
        title_en="Rotating electrical machines",
        number=number,
        kind=DocumentKind.STANDARD,
        status=DocumentStatus.IN_FORCE,
        issuer="国家标准化管理委员会",
    )
    return Entry("a" * 16, "a" * 64, "/d/电机.pdf", "电机.pdf", collection, "pdf", 3, 10, metadata)


def is_found(wanted: Wanted) -> bool:
    return findable(held()).answers(wanted, folded_words(wanted))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "755",
        "gbt755",
        "GB/T 755",
        "gb/t755—2008",
        "ＧＢ 755"[:2],
        "电机 性能",
        "rotating",
        "电机.pdf",
        "标准化 旋转",
    ],
)
def test_number_title_file_and_issuer_are_looked_through(words: str) -> None:
    assert is_found(Wanted(words))


@pytest.mark.parametrize("words", ["756", "电机 变压器", "GB/T 755-2009"])
def test_every_word_must_be_there(words: str) -> None:
    assert not is_found(Wanted(words))


def test_groups_narrow_what_words_find() -> None:
    assert is_found(Wanted("电机", frozenset({DocumentStatus.IN_FORCE}), frozenset({DocumentKind.STANDARD})))
    assert not is_found(Wanted("电机", frozenset({DocumentStatus.WITHDRAWN})))
    assert not is_found(Wanted("电机", kinds=frozenset({DocumentKind.LAW})))
    assert is_found(Wanted(collections=frozenset({"default", "车间"})))
    assert not is_found(Wanted(collections=frozenset({"车间"})))
    assert Wanted().is_anything
    assert not Wanted("x").is_anything


@pytest.mark.parametrize(
    ("number", "family"),
    [
        ("GB 7258-2017", "GB"),
        ("GB/T 755-2008", "GB/T"),
        ("JT/T 1178.1-2018", "JT/T"),
        ("NIST SP 800-53r5", "NIST"),
        (None, ""),
    ],
)
def test_a_standard_belongs_to_the_family_that_its_number_names(number: str | None, family: str) -> None:
    assert family_of(held(number)) == family
