"""Files that are broken, disguised or dangerous: each gets one clear error that names it, and never a document."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.pipeline import file_fingerprint, read_document
from tests.unit.ingest.documents import CONTENT_TYPES, RELATIONS, paragraph, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_WORD = OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'


def pdf_bytes(password: str | None = None) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def word_bytes(tmp_path: Path, **parts: str) -> bytes:
    return word_file(tmp_path / "source.docx", paragraph("正文"), **parts).read_bytes()


def bare_word(tmp_path: Path) -> bytes:
    return word_file(tmp_path / "source.docx", "").read_bytes()


def with_entities(tmp_path: Path) -> bytes:
    return word_bytes(tmp_path, head=ENTITIES)


def zip_bytes(*entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            package.writestr(name, data)
    return stream.getvalue()


def bomb() -> bytes:
    relations = ("_rels/.rels", RELATIONS.encode())
    return zip_bytes(relations, ("word/document.xml", b" " * 60_000_000))


def many_entries() -> bytes:
    return zip_bytes(("_rels/.rels", RELATIONS.encode()), *((f"word/{index}.xml", b"") for index in range(10_001)))


def locked_zip(tmp_path: Path) -> bytes:
    """The flag of an encrypted entry set in both headers."""
    data = bytearray(word_bytes(tmp_path))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def junk(size: int) -> bytes:
    return random.Random(7).randbytes(size)


Build = Callable[[Path], bytes]

HOSTILE: dict[str, tuple[str, Build, UnreadableCode]] = {
    "an empty file": ("a.pdf", lambda folder: b"", UnreadableCode.EMPTY),
    "a file of spaces": ("a.txt", lambda folder: b" \r\n\t" * 9, UnreadableCode.EMPTY),
    "a single zero byte": ("a.txt", lambda folder: b"\x00", UnreadableCode.EMPTY),
    "a Markdown of comments only": ("a.md", lambda folder: "<!-- 空 -->".encode(), UnreadableCode.NO_TEXT),
    "a contents list and nothing else": (
        "a.md",
        lambda folder: "目次\n\n1 范围……………3\n\n2 要求……………4\n".encode(),
        UnreadableCode.NO_TEXT,
    ),
    "a Word file without text": ("a.docx", bare_word, UnreadableCode.NO_TEXT),
    "a PDF cut off": ("a.pdf", lambda folder: b"%PDF-1.7\n1 0 obj\n<< /Type", UnreadableCode.DAMAGED),
    "a locked PDF": ("a.pdf", lambda folder: pdf_bytes("secret"), UnreadableCode.ENCRYPTED),
    "a PDF without text": ("a.pdf", lambda folder: pdf_bytes(), UnreadableCode.NO_TEXT),
    "a Word file cut off": ("a.docx", lambda folder: word_bytes(folder)[:300], UnreadableCode.DAMAGED),
    "a locked Word file": ("a.docx", lambda folder: LOCKED_WORD, UnreadableCode.LOCKED),
    "a locked archive": ("a.docx", locked_zip, UnreadableCode.LOCKED),
    "an old Word file that is cut off": ("a.doc", lambda folder: OLE + b"\x00" * 600, UnreadableCode.DAMAGED),
    "a zip bomb": ("a.docx", lambda folder: bomb(), UnreadableCode.BOMB),
    "an archive of very many entries": ("a.docx", lambda folder: many_entries(), UnreadableCode.BOMB),
    "a DOCTYPE in a Word file": ("a.docx", with_entities, UnreadableCode.DOCTYPE),
    "broken XML in a Word file": (
        "a.docx",
        lambda folder: zip_bytes(("_rels/.rels", RELATIONS.encode()), ("word/document.xml", b"<document><p>")),
        UnreadableCode.DAMAGED,
    ),
    "an archive that is no document": (
        "a.docx",
        lambda folder: zip_bytes(("[Content_Types].xml", CONTENT_TYPES.encode())),
        UnreadableCode.UNKNOWN_TYPE,
    ),
    "binary junk called text": ("a.txt", lambda folder: junk(50_000), UnreadableCode.UNKNOWN_TYPE),
    "binary junk called PDF": ("a.pdf", lambda folder: b"\x00" + junk(50_000), UnreadableCode.DAMAGED),
    "a program called text": ("a.txt", lambda folder: b"\x7fELF" + junk(900), UnreadableCode.UNKNOWN_TYPE),
    "a Windows program called text": ("a.txt", lambda folder: b"MZ\x90\x00" + junk(900), UnreadableCode.UNKNOWN_TYPE),
    "a broken picture": ("a.png", lambda folder: b"\x89PNG\r\n\x1a\n" + junk(900), UnreadableCode.DAMAGED),
    "an empty web page called text": ("a.txt", lambda folder: b"<!DOCTYPE html><html></html>", UnreadableCode.NO_TEXT),
    "a drawing called text": ("a.txt", lambda folder: b"<svg><text>5.1</text></svg>", UnreadableCode.UNKNOWN_TYPE),
    "entities in a web page": (
        "a.html",
        lambda folder: b'<!DOCTYPE html [<!ENTITY a "&b;&b;">]><html><p>&a;</p></html>',
        UnreadableCode.DOCTYPE,
    ),
    "a line without end": ("a.txt", lambda folder: "长".encode() * 300_000, UnreadableCode.TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_a_hostile_file_gets_a_clear_error(case: str, tmp_path: Path) -> None:
    name, build, code = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(build(tmp_path))
    with pytest.raises(UnreadableFile) as raised:
        read_document(path)
    assert raised.value.code is code
    assert name in raised.value.message
    assert raised.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    for refuse in (read_document, file_fingerprint):
        with pytest.raises(UnreadableFile, match=r"不在\.pdf") as raised:
            refuse(tmp_path / "不在.pdf")
        assert raised.value.code is UnreadableCode.MISSING


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    for refuse in (read_document, file_fingerprint):
        with pytest.raises(UnreadableFile) as raised:
            refuse(tmp_path)
        assert raised.value.code is UnreadableCode.NOT_A_FILE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes exist on POSIX only")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableFile) as raised:
        read_document(pipe)
    assert raised.value.code is UnreadableCode.NOT_A_FILE


def test_every_code_has_a_message_with_the_file_and_a_next_step() -> None:
    from app.ingest.errors import unreadable

    for code in UnreadableCode:
        error = unreadable(code, "标准.pdf", "cause")
        assert "标准.pdf" in error.message
        assert "cause" in error.message
        assert error.hint


def pdf_with_pages(kids: str, count: int) -> bytes:
    """The third object is the one whole page; ``kids`` may name others that are not there."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    text = "BT /F 12 Tf 20 150 Td (5.1 The brake shall hold.) Tj 0 -20 Td (5.2 The wheel shall turn.) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        page,
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(data)
    data += f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return data.encode()


def test_a_damaged_page_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "half.pdf"
    path.write_bytes(pdf_with_pages("3 0 R 9 0 R", 2))
    document = read_document(path)
    assert [clause.number for clause in document.clauses] == ["5.1", "5.2"]
    assert [(issue.code, issue.page) for issue in document.issues] == [("damaged_pages", 2)]
    assert document.is_partial
    assert document.pages == 2


@pytest.mark.parametrize(
    ("kids", "count", "code"),
    [("9 0 R", 1, UnreadableCode.DAMAGED), ("3 0 R", 1_000_000, UnreadableCode.TOO_LARGE)],
    ids=["no page is whole", "a million pages are claimed"],
)
def test_a_page_tree_that_lies_is_refused(tmp_path: Path, kids: str, count: int, code: UnreadableCode) -> None:
    path = tmp_path / "tree.pdf"
    path.write_bytes(pdf_with_pages(kids, count))
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.code is code


def test_a_web_page_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"{ENTITIES}<html><body><h1>&c;</h1></body></html>", "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.code is UnreadableCode.DOCTYPE


def test_a_web_page_with_blanked_bytes_is_damaged_and_not_unknown(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<!DOCTYPE html><html><body><h1>5.1 " + b"\x00" * 600 + b"</h1></body></html>")
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.code is UnreadableCode.DAMAGED


def test_half_a_surrogate_pair_in_a_font_map_is_no_character() -> None:
    from app.ingest.pdf.glyphs import _character

    assert _character(0xDC14, 0) == _character(0xD805, 0) == "\ufffd"
    assert _character(0xDC00, 0xD840) == "\U00020000"
