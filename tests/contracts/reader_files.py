"""The same small standard written in every format that is read."""

from __future__ import annotations

import html as markup
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import docx
import openpyxl
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app.ingest.lines import Reader
from app.ingest.readers.html.reader import HtmlReader
from app.ingest.readers.ofd import OfdReader
from app.ingest.readers.pdf import PdfReader
from app.ingest.readers.plain.markdown import MarkdownReader
from app.ingest.readers.plain.text import TextReader
from app.ingest.readers.sheets.delimited import DelimitedReader
from app.ingest.readers.sheets.spreadsheet import SpreadsheetReader
from app.ingest.readers.word.docx import DocxReader
from tests.unit.ingest import ofd_files

Sentences = tuple[str, ...]

HEADING = "Requirements"
TABLE = (("Type", "Load"), ("A", "300"))
XS, YS = (30, 70, 110), (80, 90, 100)
"""Of the table's rules, in millimetres from the top left."""
POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Format:
    """``write`` puts sentences in a file, ``write_all`` a heading above them and the table below."""

    reader: Reader
    write: Callable[[Sentences], bytes]
    write_all: Callable[[Sentences], bytes]
    is_zipped: bool = False
    marks_headings: bool = False


def word(sentences: Sentences, *, is_all: bool = False) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    if is_all:
        document.add_heading(HEADING, 1)
    for sentence in sentences:
        document.add_paragraph(sentence)
    if is_all:
        table = document.add_table(len(TABLE), len(TABLE[0]))
        table.style = "Table Grid"
        for row, texts in enumerate(TABLE):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    document.save(stream)
    return stream.getvalue()


def pdf(sentences: Sentences, *, is_all: bool = False) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))

    def print_at(text: str, x: float, y: float) -> None:
        canvas.drawString(x * POINTS, 842 - y * POINTS, text)

    for index, sentence in enumerate((HEADING, *sentences) if is_all else sentences):
        print_at(sentence, 30, 40 + 8 * index)
    if is_all:
        for y in YS:
            canvas.line(XS[0] * POINTS, 842 - y * POINTS, XS[-1] * POINTS, 842 - y * POINTS)
        for x in XS:
            canvas.line(x * POINTS, 842 - YS[0] * POINTS, x * POINTS, 842 - YS[-1] * POINTS)
        for text, x, y in _cells():
            print_at(text, x, y)
    canvas.save()
    return stream.getvalue()


def ofd(sentences: Sentences, *, is_all: bool = False) -> bytes:
    printed = (HEADING, *sentences) if is_all else sentences
    objects = [ofd_files.text(sentence, 30, 40 + 8 * index) for index, sentence in enumerate(printed)]
    if is_all:
        objects += [ofd_files.grid(XS, YS), *(ofd_files.text(*cell) for cell in _cells())]
    return ofd_files.ofd(ofd_files.page(*objects))


def _cells() -> list[tuple[str, float, float]]:
    return [
        (text, XS[column] + 2.0, YS[row] + 6.0) for row, texts in enumerate(TABLE) for column, text in enumerate(texts)
    ]


def web(sentences: Sentences, *, is_all: bool = False) -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    body = "".join(f"<p>{markup.escape(sentence)}</p>" for sentence in sentences)
    page = f"<h1>{HEADING}</h1>{body}<table>{rows}</table>" if is_all else body
    return f"<!DOCTYPE html><html><body>{page}</body></html>".encode()


def sheet(sentences: Sentences, *, is_all: bool = False) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    page.title = HEADING if is_all else page.title
    for sentence in sentences:
        page.append((sentence,))
    for row in ((), *TABLE) if is_all else ():
        page.append(row)
    book.save(stream)
    return stream.getvalue()


def delimited(sentences: Sentences, *, is_all: bool = False) -> bytes:
    rows = ["", *map(",".join, TABLE)] if is_all else []
    return "\r\n".join([*sentences, *rows]).encode()


def text(sentences: Sentences, *, is_all: bool = False) -> bytes:
    table = ["Type | Load\n--- | ---\nA | 300"] if is_all else []
    return "\n\n".join([*([HEADING] if is_all else []), *sentences, *table]).encode()


def marked_down(sentences: Sentences, *, is_all: bool = False) -> bytes:
    return b"# " * is_all + text(sentences, is_all=is_all)


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(stream, "PNG")
    return stream.getvalue()


def rewritten(archive: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """An archive with every part changed and some added, names with a double underscore for the dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in added.items():
            new.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def _format(
    reader: Reader, write: Callable[..., bytes], *, is_zipped: bool = False, marks_headings: bool = False
) -> Format:
    return Format(reader, write, lambda sentences: write(sentences, is_all=True), is_zipped, marks_headings)


FORMATS = (
    _format(PdfReader(), pdf),
    _format(OfdReader(), ofd, is_zipped=True),
    _format(DocxReader(), word, is_zipped=True, marks_headings=True),
    _format(SpreadsheetReader(), sheet, is_zipped=True, marks_headings=True),
    _format(DelimitedReader(), delimited),
    _format(HtmlReader(), web, marks_headings=True),
    _format(MarkdownReader(), marked_down, marks_headings=True),
    _format(TextReader(), text),
)
