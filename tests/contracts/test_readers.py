"""What every reader promises, whatever the format."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from app.ingest.errors import UnreadableFile
from app.ingest.lines import Line, Reader, Reading
from app.ingest.readers.docx import DocxReader
from app.ingest.readers.markdown import MarkdownReader
from app.ingest.readers.pdf import PdfReader
from app.ingest.readers.text import TextReader

SENTENCES = (
    "5.1 The trolley shall carry a load of 300 kg without visible damage.",
    "5.2 The force to start it should not exceed 150 N on a level floor.",
    "5.3 The wheels may be made of rubber.",
)


def word(sentences: tuple[str, ...]) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for sentence in sentences:
        document.add_paragraph(sentence)
    document.save(stream)
    return stream.getvalue()


def pdf(sentences: tuple[str, ...]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for index, sentence in enumerate(sentences):
        canvas.drawString(72, 700 - 20 * index, sentence)
    canvas.save()
    return stream.getvalue()


def text(sentences: tuple[str, ...]) -> bytes:
    return "\n\n".join(sentences).encode()


FORMATS: tuple[tuple[Reader, Callable[[tuple[str, ...]], bytes]], ...] = (
    (PdfReader(), pdf),
    (DocxReader(), word),
    (MarkdownReader(), text),
    (TextReader(), text),
)

each_format = pytest.mark.parametrize(("reader", "write"), FORMATS, ids=[reader.format for reader, _ in FORMATS])


def read(reader: Reader, content: bytes, tmp_path: Path) -> Reading:
    path = tmp_path / f"standard{reader.suffixes[0]}"
    path.write_bytes(content)
    return reader.read(path)


@each_format
def test_lines_come_in_reading_order_with_their_exact_text(
    reader: Reader, write: Callable[[tuple[str, ...]], bytes], tmp_path: Path
) -> None:
    found = read(reader, write(SENTENCES), tmp_path)
    assert [block.text for block in found.blocks if isinstance(block, Line)] == list(SENTENCES)


@each_format
def test_nothing_is_missing_from_a_sound_file(
    reader: Reader, write: Callable[[tuple[str, ...]], bytes], tmp_path: Path
) -> None:
    found = read(reader, write(SENTENCES), tmp_path)
    assert found.format == reader.format
    assert not found.is_partial
    assert found.issues == ()


@each_format
def test_boxes_and_pages_go_together(reader: Reader, write: Callable[[tuple[str, ...]], bytes], tmp_path: Path) -> None:
    found = read(reader, write(SENTENCES), tmp_path)
    boxes = [block.box for block in found.blocks]
    assert all(box is None for box in boxes) if found.pages is None else all(box is not None for box in boxes)


@each_format
def test_the_same_bytes_give_the_same_reading(
    reader: Reader, write: Callable[[tuple[str, ...]], bytes], tmp_path: Path
) -> None:
    content = write(SENTENCES)
    assert read(reader, content, tmp_path) == read(reader, content, tmp_path)


@each_format
def test_a_reader_accepts_what_it_reads(
    reader: Reader, write: Callable[[tuple[str, ...]], bytes], tmp_path: Path
) -> None:
    assert reader.accepts(write(SENTENCES)[:4096])


@each_format
def test_an_empty_file_is_no_silent_success(
    reader: Reader, write: Callable[[tuple[str, ...]], bytes], tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile) as raised:
        read(reader, b"", tmp_path)
    assert raised.value.hint


@pytest.mark.parametrize(("reader", "write"), FORMATS[:2], ids=["pdf", "docx"])
def test_a_file_that_is_cut_off_is_refused(
    reader: Reader, write: Callable[[tuple[str, ...]], bytes], tmp_path: Path
) -> None:
    content = write(SENTENCES)
    with pytest.raises(UnreadableFile):
        read(reader, content[: len(content) // 3], tmp_path)
