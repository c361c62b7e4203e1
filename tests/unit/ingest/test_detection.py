"""What a file is shows in its bytes; its name only decides where they do not tell."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.ingest.detection import detect
from app.ingest.errors import UnreadableCode, UnreadableFile
from tests.unit.ingest.test_compound_file import compound, entry


def stored(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def archive(tmp_path: Path, name: str, *parts: str) -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as package:
        for part in parts:
            package.writestr(part, "<a/>")
    return path


def format_of(path: Path) -> tuple[str, bool]:
    found = detect(path, path.name)
    return found.reader.format, found.has_right_name


def code_of(path: Path) -> UnreadableCode:
    with pytest.raises(UnreadableFile) as raised:
        detect(path, path.name)
    assert path.name in raised.value.message
    return raised.value.code


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("OFD.xml", "ofd"),
        ("./ofd.XML", "ofd"),
    ],
)
def test_archives_are_told_apart_by_what_they_hold(part: str, found: str, tmp_path: Path) -> None:
    assert format_of(archive(tmp_path, f"a.{found}", "[Content_Types].xml", part)) == (found, True)
    assert format_of(archive(tmp_path, "a.zip", part)) == (found, False)


@pytest.mark.parametrize("part", ["ppt/presentation.xml", "content.xml", "wordlist/a.xml", "META-INF/OFD.xml"])
def test_an_archive_of_something_else_is_told(part: str, tmp_path: Path) -> None:
    assert code_of(archive(tmp_path, "a.docx", part)) is UnreadableCode.UNKNOWN_TYPE


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        (("Workbook",), UnreadableCode.OLD_SHEET),
        (("Book",), UnreadableCode.OLD_SHEET),
        (("EncryptedPackage",), UnreadableCode.LOCKED),
        (("PowerPoint Document",), UnreadableCode.UNKNOWN_TYPE),
    ],
)
def test_old_office_files_are_told_apart(streams: tuple[str, ...], code: UnreadableCode, tmp_path: Path) -> None:
    directory = [entry("Root Entry", 5, child=1), *(entry(name, 2) for name in streams)]
    assert code_of(stored(tmp_path, "a.doc", compound(directory))) is code


@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_old_word_documents_have_a_reader(name: str, tmp_path: Path) -> None:
    directory = compound([entry("Root Entry", 5, child=1), entry("WordDocument", 2)])
    assert format_of(stored(tmp_path, name, directory)) == ("doc", True)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.html", b"<!DOCTYPE html><p>5.1</p>", ("html", True)),
        ("a.htm", b"5.1 plain words", ("html", True)),
        ("a.xls", b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", ("html", False)),
        ("a.txt", b"\xef\xbb\xbf\r\n<!-- saved from url -->\r\n<HTML><BODY>", ("html", False)),
        ("a.xhtml", b"<?xml version='1.0'?>\n<!DOCTYPE html>\n<html xmlns='x'>", ("html", True)),
        ("a.mht", b"From: <Saved>\r\nContent-Type: multipart/related; boundary=b\r\n\r\n", ("html", True)),
        ("a.txt", b"The mark %PDF- begins a file.", ("text", True)),
        ("a.txt", b"BM25 is a ranking.", ("text", True)),
        ("a.md", b"<div>5.1</div>", ("markdown", True)),
        ("a.csv", b"a,b\n1,2\n", ("csv", True)),
        ("a.tsv", b"a\tb\n1\t2\n", ("csv", True)),
        ("a", b"5.1 plain words", ("text", True)),
        ("a.pdf", b"5.1 plain words", ("text", False)),
    ],
)
def test_text_is_what_it_begins_with_or_what_it_is_called(
    name: str, content: bytes, found: tuple[str, bool], tmp_path: Path
) -> None:
    assert format_of(stored(tmp_path, name, content)) == found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='x'><text>5.1</text></svg>"),
        ("a.xml", b"<?xml version='1.0'?><standard/>"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.py", b"print(1)"),
    ],
)
def test_other_types_are_told(name: str, content: bytes, tmp_path: Path) -> None:
    assert code_of(stored(tmp_path, name, content)) is UnreadableCode.UNKNOWN_TYPE
