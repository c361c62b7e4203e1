"""Word documents of the time before 2007: LibreOffice where there is one, else a word on what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from app.ingest.compound_file import SIGNATURE
from app.ingest.detection import detect
from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import Line, TableBlock
from app.ingest.readers.word import libre_office, old_word
from app.ingest.readers.word.libre_office import convert_to_docx, find_libre_office
from app.ingest.readers.word.old_word import OldWordReader
from tests.unit.ingest.documents import paragraph, word_file

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="stands in for LibreOffice by a shell script")
with_libre_office = pytest.mark.skipif(find_libre_office() is None, reason="LibreOffice is not on this machine")

LETTER = "out=$(echo \"$*\" | sed 's/.*--outdir \\([^ ]*\\).*/\\1/'); mkdir -p $out"


def old_file(tmp_path: Path, flags: int = 0, mark: bytes = b"\xec\xa5") -> Path:
    """What a .doc begins with: the envelope, then the text stream with its mark and flags."""
    stream = mark + bytes(8) + flags.to_bytes(2, "little")
    path = tmp_path / "规定.doc"
    path.write_bytes(SIGNATURE.ljust(512, b"\x00") + stream.ljust(512, b"\x00"))
    return path


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A LibreOffice that does what the script says, and knows where to write."""
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{LETTER}\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(old_word, "find_libre_office", lambda: path)
    return path


def test_without_libre_office_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_word, "find_libre_office", lambda: None)
    with pytest.raises(UnreadableFile, match=r"规定\.doc") as raised:
        OldWordReader().read(old_file(tmp_path))
    assert raised.value.code is UnreadableCode.OLD_WORD
    assert raised.value.hint


def test_an_encrypted_document_is_not_handed_to_libre_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_word, "find_libre_office", lambda: pytest.fail("must not look for it"))
    with pytest.raises(UnreadableFile) as raised:
        OldWordReader().read(old_file(tmp_path, flags=0x0100))
    assert raised.value.code is UnreadableCode.LOCKED


def test_a_document_without_text_stream_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as raised:
        OldWordReader().read(old_file(tmp_path, mark=b"\x00\x00"))
    assert raised.value.code is UnreadableCode.DAMAGED


@on_posix
@pytest.mark.parametrize(("mark", "name"), [(b"\xec\xa5", "MS Word 97"), (b"\xdc\xa5", "MS Word 95")])
def test_libre_office_is_told_what_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: bytes, name: str
) -> None:
    program(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/arguments; exit 1')
    with pytest.raises(UnreadableFile):
        OldWordReader().read(old_file(tmp_path, mark=mark))
    assert f"--infilter={name}" in (tmp_path / "arguments").read_text()


@on_posix
def test_rich_text_is_converted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/arguments; exit 1')
    path = tmp_path / "规定.doc"
    path.write_bytes(b"{\\rtf1 text}")
    assert isinstance(detect(path, path.name).reader, OldWordReader)
    with pytest.raises(UnreadableFile):
        OldWordReader().read(path)
    assert "--infilter=Rich Text Format" in (tmp_path / "arguments").read_text()


@on_posix
def test_what_comes_out_is_read_as_the_old_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted = word_file(tmp_path / "converted.docx", paragraph("第一条　正文。"))
    program(tmp_path, monkeypatch, f"cp {converted} $out/document.docx")
    reading = OldWordReader().read(old_file(tmp_path))
    assert reading.format == "doc"
    assert [block.text for block in reading.blocks if isinstance(block, Line)] == ["第一条　正文。"]


@on_posix
def test_a_program_that_wants_to_be_started_afresh_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted = word_file(tmp_path / "converted.docx", paragraph("正文"))
    begun = tmp_path / "begun"
    again = f"if [ ! -e {begun} ]; then touch {begun}; exit 81; fi; cp {converted} $out/document.docx"
    program(tmp_path, monkeypatch, again)
    assert OldWordReader().read(old_file(tmp_path)).blocks


@on_posix
def test_when_nothing_comes_out_the_file_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(UnreadableFile) as raised:
        OldWordReader().read(old_file(tmp_path))
    assert raised.value.code is UnreadableCode.DAMAGED


@on_posix
def test_a_program_that_hangs_is_killed_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child"
    program(tmp_path, monkeypatch, f"sleep 600 & echo $! > {child}; wait")
    monkeypatch.setattr(libre_office, "LONGEST_SECONDS", 0.3)
    with pytest.raises(UnreadableFile) as raised:
        OldWordReader().read(old_file(tmp_path))
    assert raised.value.code is UnreadableCode.TIMEOUT
    assert not _is_running(int(child.read_text()))


@on_posix
def test_nothing_of_the_users_settings_reaches_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("DISPLAY", ":0")
    script = tmp_path / "soffice"
    script.write_text(
        f'#!/bin/sh\n{LETTER}\nenv > {tmp_path}/env; echo "$@" > {tmp_path}/arguments; touch $out/a.docx\n'
    )
    script.chmod(0o755)
    folder = tmp_path / "folder"
    folder.mkdir()
    convert_to_docx(script, tmp_path / "a.doc", folder, "MS Word 97")
    variables = (tmp_path / "env").read_text()
    assert "proxy" not in variables
    assert "DISPLAY" not in variables
    assert f"HOME={folder}" in variables
    settings = (folder / "profile" / "user" / "registrymodifications.xcu").read_text()
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in settings


def _is_running(process: int) -> bool:
    """Whether it runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@with_libre_office
def test_libre_office_hands_on_text_numbers_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("要求", 1)
    document.add_paragraph("应符合规定。", style="List Number")
    table = document.add_table(2, 2, style="Table Grid")
    for index in range(4):
        table.cell(index // 2, index % 2).text = str(index)
    document.add_paragraph("完。")
    document.save(str(tmp_path / "规定.docx"))
    _convert_to_doc(tmp_path / "规定.docx")
    heading, item, grid, _ = OldWordReader().read(tmp_path / "规定.doc").blocks
    assert isinstance(heading, Line)
    assert (heading.text, heading.heading_level) == ("要求", 1)
    assert isinstance(item, Line)
    assert (item.number, item.text) == ("1.", "应符合规定。")
    assert isinstance(grid, TableBlock)
    assert grid.table.grid() == [["0", "1"], ["2", "3"]]


def _convert_to_doc(path: Path) -> None:
    profile = (path.parent / "profile").as_uri()
    command = [str(find_libre_office()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc"]
    subprocess.run(
        [*command, "--outdir", str(path.parent), str(path)],
        env={"PATH": os.environ["PATH"], "HOME": str(path.parent)},
        check=True,
        capture_output=True,
        timeout=120,
    )
