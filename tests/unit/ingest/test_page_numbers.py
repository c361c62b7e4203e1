"""The numbers that pages print of themselves, from PDFs drawn here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle

from app.ingest.pipeline import read_document
from app.ingest.readers.pdf import PdfReader
from tests.unit.ingest.pdf_helpers import SONG, PdfSketch

BODY = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载"
FOOT, HEAD = 800.0, 50.0


def printed(path: Path, feet: Iterable[str], heads: Iterable[str] = ()) -> Path:
    """A page each, with what stands at its foot, and at its head."""
    sketch, feet = PdfSketch(path), list(feet)
    above = list(heads) or [""] * len(feet)
    for page, texts in enumerate(zip(above, feet, strict=True)):
        sketch.text(90, 300 + page, f"{page + 1} {BODY}")
        for y, text in zip((HEAD, FOOT), texts, strict=True):
            sketch.text(90 if page % 2 else 480, y, text, font="Helvetica" if text.isascii() else SONG)
        sketch.next_page()
    return sketch.save()


def labels(path: Path) -> tuple[str, ...]:
    return PdfReader().read(path).page_labels


def test_the_text_is_counted_after_cover_and_foreword(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", ["", "I", "II", "1", "2", "3", "4"])
    assert labels(path) == ("", "I", "II", "1", "2", "3", "4")
    assert read_document(path).page_labels == labels(path)


@pytest.mark.parametrize(
    "form", ["{}", "— {} —", "- {} -", "第 {} 页", "第{}页 共5页", "Page {}", "Annex B PAGE {}", "{} / 5"]
)
def test_a_number_is_read_however_it_is_set(tmp_path: Path, form: str) -> None:
    feet = ["", "", *(form.format(number) for number in range(1, 6))]
    assert labels(printed(tmp_path / "a.pdf", feet)) == ("", "", "1", "2", "3", "4", "5")


def test_a_number_may_stand_beside_a_running_title(tmp_path: Path) -> None:
    heads = ["", "", *(f"{number}  施工手册" if number % 2 else f"安全  {number}" for number in range(1, 6))]
    assert labels(printed(tmp_path / "a.pdf", [""] * 7, heads)) == ("", "", "1", "2", "3", "4", "5")


def test_chapters_and_annexes_may_be_counted_by_themselves(tmp_path: Path) -> None:
    feet = ["", "ii", "iii", "1-1", "1-2", "2-1", "2-2", "2-3", "A-1", "A-2"]
    assert labels(printed(tmp_path / "a.pdf", feet)) == tuple(feet)


def test_parts_may_be_counted_from_one_each(tmp_path: Path) -> None:
    feet = ["", "1", "2", "3", "4", "", "1", "2", "3"]
    assert labels(printed(tmp_path / "a.pdf", feet)) == tuple(feet)


def test_a_page_without_its_number_among_others_is_counted_all_the_same(tmp_path: Path) -> None:
    assert labels(printed(tmp_path / "a.pdf", ["", "1", "2", "", "4", "5"])) == ("", "1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    "feet",
    [
        ["1", "2", "3", "4", "5"],
        ["", "2", "3", "4", "5"],
        ["", "12", "40", "7", "2019", "3"],
        ["2018", "2018", "2018", "2018", "2018"],
        ["", "1", "2", "", "", "", "", "", ""],
        ["", "", "", "", ""],
    ],
    ids=["as counted", "as counted but for the cover", "no sequence", "a year", "too few", "none"],
)
def test_nothing_is_told_where_numbers_do_not_count_on_differently_from_the_file(
    tmp_path: Path, feet: list[str]
) -> None:
    assert labels(printed(tmp_path / "a.pdf", feet)) == ()


def test_print_goes_before_the_table_of_labels_which_fills_what_it_leaves_open(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", ["", "", "1", "2", "3"])
    for first, expected in ((1, ("i", "ii", "1", "2", "3")), (8, ("", "", "1", "2", "3"))):
        writer = PdfWriter(clone_from=path)
        writer.set_page_label(0, 1, PageLabelStyle.LOWERCASE_ROMAN)
        writer.set_page_label(2, 4, PageLabelStyle.DECIMAL, start=first)
        writer.write(tmp_path / "b.pdf")
        assert labels(tmp_path / "b.pdf") == expected
