"""What every reader promises, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.ingest.detection import detect, readable_suffixes
from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import Line, OcrMode, Reading, ReadOptions, TableBlock
from app.ingest.pipeline import read_document
from app.ingest.readers.images import ImageReader
from app.ingest.readers.word.old_word import OldWordReader
from tests.contracts.reader_files import FORMATS, HEADING, Format, picture, rewritten

SENTENCES = (
    "5.1 The trolley shall carry a load of 300 kg without visible damage.",
    "5.2 The force to start it should not exceed 150 N on a level floor.",
    "5.3 The wheels may be made of rubber.",
)
LOCKED = (UnreadableCode.ENCRYPTED, UnreadableCode.LOCKED)
TEXTS = ("csv", "html", "markdown", "text")
"""Formats that are read as far as they go when they are cut off; all but web pages are what their names say."""


def each(forms: Iterable[Format]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("form", [pytest.param(form, id=form.reader.format) for form in forms])


each_format = each(FORMATS)
each_archive = each(form for form in FORMATS if form.is_zipped)
each_sure_format = each(form for form in FORMATS if form.reader.format not in TEXTS)
each_telling_format = each(form for form in FORMATS if form.reader.format not in TEXTS or form.reader.format == "html")


def read(form: Format, content: bytes, tmp_path: Path) -> Reading:
    path = tmp_path / f"standard{form.reader.suffixes[0]}"
    path.write_bytes(content)
    return form.reader.read(path, ReadOptions(ocr=OcrMode.NEVER))


def refused(form: Format, content: bytes, tmp_path: Path) -> UnreadableCode:
    with pytest.raises(UnreadableFile) as raised:
        read(form, content, tmp_path)
    assert raised.value.hint
    return raised.value.code


@each_format
def test_lines_come_in_reading_order_with_their_exact_text(form: Format, tmp_path: Path) -> None:
    found = read(form, form.write(SENTENCES), tmp_path)
    assert [block.text for block in found.blocks if isinstance(block, Line)] == list(SENTENCES)


@each_format
def test_a_table_is_a_table_and_a_number_stays_with_its_clause(form: Format, tmp_path: Path) -> None:
    found = read(form, form.write_all(SENTENCES), tmp_path)
    (table,) = [block.table for block in found.blocks if isinstance(block, TableBlock)]
    assert table.lines() == ["Type | Load", "A | 300"]
    assert set(SENTENCES) <= {block.text for block in found.blocks if isinstance(block, Line)}


@each_format
def test_headings_are_marked_where_the_format_marks_them(form: Format, tmp_path: Path) -> None:
    found = read(form, form.write_all(SENTENCES), tmp_path)
    levels = {block.text: block.heading_level for block in found.blocks if isinstance(block, Line)}
    assert levels.get(HEADING) == (1 if form.marks_headings else None)


@each_format
def test_numbers_become_clauses_whatever_the_format(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"standard{form.reader.suffixes[0]}"
    path.write_bytes(form.write(SENTENCES))
    document = read_document(path)
    assert [clause.number for clause in document.clauses] == ["5.1", "5.2", "5.3"]
    assert document.clauses[0].text == SENTENCES[0].removeprefix("5.1 ")


@each_format
def test_nothing_is_missing_from_a_sound_file(form: Format, tmp_path: Path) -> None:
    found = read(form, form.write(SENTENCES), tmp_path)
    assert found.format == form.reader.format
    assert not found.is_partial
    assert found.issues == ()


@each_format
def test_boxes_and_pages_go_together(form: Format, tmp_path: Path) -> None:
    found = read(form, form.write_all(SENTENCES), tmp_path)
    boxes = [block.box for block in found.blocks]
    assert all(box is None for box in boxes) if found.pages is None else all(box is not None for box in boxes)


@each_format
def test_the_same_bytes_give_the_same_reading(form: Format, tmp_path: Path) -> None:
    content = form.write(SENTENCES)
    assert read(form, content, tmp_path) == read(form, content, tmp_path)


@each_format
def test_a_reader_accepts_what_it_reads(form: Format, tmp_path: Path) -> None:
    assert form.reader.accepts(form.write(SENTENCES)[:4096])


@each_format
def test_a_file_is_known_by_its_content_or_else_by_its_name(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"standard{form.reader.suffixes[-1]}"
    path.write_bytes(form.write(SENTENCES))
    found = detect(path, path.name)
    assert found.reader.format == form.reader.format
    assert found.has_right_name


@each_telling_format
def test_a_wrong_name_is_told_where_the_content_knows_better(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "standard.txt"
    path.write_bytes(form.write(SENTENCES))
    document = read_document(path)
    assert document.format == form.reader.format
    assert [issue.code for issue in document.issues] == ["wrong_extension"]


@each_format
def test_an_empty_file_is_no_silent_success(form: Format, tmp_path: Path) -> None:
    assert refused(form, b"", tmp_path) in (UnreadableCode.EMPTY, UnreadableCode.DAMAGED)


@each_sure_format
def test_a_file_that_is_cut_off_is_refused(form: Format, tmp_path: Path) -> None:
    content = form.write(SENTENCES)
    for share in (3, 2):
        assert refused(form, content[: len(content) // share], tmp_path) is UnreadableCode.DAMAGED


@each_format
def test_a_file_of_another_kind_is_refused(form: Format, tmp_path: Path) -> None:
    codes = (UnreadableCode.DAMAGED, UnreadableCode.UNKNOWN_TYPE)
    assert refused(form, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, tmp_path) in codes


@each_archive
def test_an_archive_of_another_kind_is_refused(form: Format, tmp_path: Path) -> None:
    for other in FORMATS:
        if other.is_zipped and other is not form:
            code = refused(form, other.write(SENTENCES), tmp_path)
            assert code in (UnreadableCode.DAMAGED, UnreadableCode.UNKNOWN_TYPE)


@each_archive
def test_a_bomb_is_refused_before_it_is_unpacked(form: Format, tmp_path: Path) -> None:
    bomb = rewritten(form.write(SENTENCES), lambda name, data: data, media__bin=b" " * 60_000_000)
    assert refused(form, bomb, tmp_path) is UnreadableCode.BOMB


@each_archive
def test_a_doctype_is_refused_before_it_is_parsed(form: Format, tmp_path: Path) -> None:
    entities = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'

    def declare(name: str, data: bytes) -> bytes:
        return re.sub(rb"\A(<\?xml[^>]*>)?", lambda match: match[0] + entities, data) if b"<" in data[:1] else data

    assert refused(form, rewritten(form.write(SENTENCES), declare), tmp_path) is UnreadableCode.DOCTYPE


@each_archive
def test_a_locked_archive_is_told_apart(form: Format, tmp_path: Path) -> None:
    data = bytearray(form.write(SENTENCES))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert refused(form, bytes(data), tmp_path) in LOCKED


@each_archive
def test_parts_that_are_no_xml_are_damage(form: Format, tmp_path: Path) -> None:
    broken = rewritten(form.write(SENTENCES), lambda name, data: data[: len(data) // 2])
    assert refused(form, broken, tmp_path) is UnreadableCode.DAMAGED


def test_every_reader_is_found_by_the_names_that_it_claims() -> None:
    readers = [form.reader for form in FORMATS] + [ImageReader(), OldWordReader()]
    claimed = [suffix for reader in readers for suffix in reader.suffixes]
    assert sorted(claimed) == sorted(readable_suffixes())
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in claimed)


def test_a_picture_without_recognition_is_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(picture())
    assert isinstance(detect(path, path.name).reader, ImageReader)
    with pytest.raises(UnreadableFile) as raised:
        read_document(path, options=ReadOptions(ocr=OcrMode.NEVER))
    assert raised.value.code is UnreadableCode.SCAN
