"""PDF: page labels, bookmarks and passwords."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pypdf import PdfReader as Pypdf
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import NameObject

from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import Line, OutlineEntry, ReadOptions
from app.ingest.pdf.structure import PdfStructure, read_structure
from app.ingest.pipeline import read_document
from app.ingest.readers.pdf import PdfReader
from tests.unit.ingest.pdf_helpers import PdfSketch

BODY = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载"


def three_pages(path: Path, password: str | None = None) -> Path:
    sketch = PdfSketch(path, password)
    for _ in range(3):
        sketch.text(90, 300, BODY).next_page()
    return sketch.save()


def test_page_labels_are_what_the_file_says(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.set_page_label(0, 0, PageLabelStyle.UPPERCASE_ROMAN)
    writer.set_page_label(1, 2, PageLabelStyle.DECIMAL, start=1)
    writer.write(path)
    assert PdfReader().read(path).page_labels == ("I", "1", "2")


def test_labels_that_only_count_the_pages_say_nothing(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.set_page_label(0, 2, PageLabelStyle.DECIMAL)
    writer.write(path)
    assert read_structure(path) == PdfStructure()


def test_bookmarks_are_the_outline_with_levels_and_pages(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    chapter = writer.add_outline_item(title="1  范围", page_number=0)
    writer.add_outline_item(title="1.1\u3000总则", page_number=1, parent=chapter)
    writer.add_outline_item(title="附录A", page_number=2)
    writer.write(path)
    assert PdfReader().read(path).outline == (
        OutlineEntry("1 范围", 1, 1),
        OutlineEntry("1.1 总则", 2, 2),
        OutlineEntry("附录A", 1, 3),
    )


def test_bookmarks_in_a_ring_end(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    first = writer.add_outline_item(title="甲", page_number=0)
    second = writer.add_outline_item(title="乙", page_number=1)
    second.get_object()[NameObject("/Next")] = first
    first.get_object()[NameObject("/First")] = first
    writer.write(path)
    reading = PdfReader().read(path)
    assert len(reading.blocks) == 3
    assert len(reading.outline) <= 4


def test_a_file_that_pypdf_does_not_open_has_no_structure(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    assert read_structure(path) == PdfStructure()


def test_the_log_of_a_damaged_file_holds_none_of_its_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = three_pages(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes().replace(b"trailer", b"trailer KEPT-TO-ITSELF"))
    with caplog.at_level(logging.DEBUG):
        read_structure(path)
    assert "pypdf does not open the file" in caplog.text
    assert "KEPT-TO-ITSELF" not in caplog.text


def test_damaged_bookmarks_leave_the_labels(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.set_page_label(0, 2, PageLabelStyle.LOWERCASE_ROMAN)
    item = writer.add_outline_item(title="甲", page_number=0).get_object()
    del item[NameObject("/Title")]
    writer.write(path)
    assert "/Outlines" in Pypdf(path).root_object
    assert read_structure(path).page_labels == ("i", "ii", "iii")


def test_the_right_password_opens_a_locked_file_with_its_structure(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.add_outline_item(title="甲", page_number=1)
    writer.encrypt("钥匙secret", algorithm="AES-256")
    writer.write(path)
    reading = PdfReader().read(path, ReadOptions(password="钥匙secret"))
    assert [block.text for block in reading.blocks if isinstance(block, Line)] == [BODY] * 3
    assert reading.outline == (OutlineEntry("甲", 1, 2),)


def test_a_missing_and_a_wrong_password_are_told_apart(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "locked.pdf", "secret")
    with pytest.raises(UnreadableFile) as missing:
        read_document(path)
    with pytest.raises(UnreadableFile) as wrong:
        read_document(path, options=ReadOptions(password="guess"))
    assert missing.value.code is wrong.value.code is UnreadableCode.ENCRYPTED
    assert "不正确" in wrong.value.message
    assert "不正确" not in missing.value.message
    assert "locked.pdf" in wrong.value.message
