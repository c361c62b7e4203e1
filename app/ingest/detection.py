"""What a file is: by its first bytes, by what an archive holds, and only where neither tells by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.ingest import compound_file
from app.ingest.errors import UnreadableCode, UnreadableFile, unreadable
from app.ingest.lines import Reader
from app.ingest.readers.html.reader import HtmlReader
from app.ingest.readers.images import ImageReader
from app.ingest.readers.ofd import OfdReader
from app.ingest.readers.pdf import PdfReader
from app.ingest.readers.plain.markdown import MarkdownReader
from app.ingest.readers.plain.text import TextReader
from app.ingest.readers.sheets.delimited import DelimitedReader
from app.ingest.readers.sheets.spreadsheet import SpreadsheetReader
from app.ingest.readers.word.docx import DocxReader
from app.ingest.readers.word.old_word import RICH_TEXT, OldWordReader
from app.ingest.zip_guard import ZIP_SIGNATURE, GuardedZip

HEAD_BYTES = 4096
SIGNATURE_BYTES = 5
"""What "%PDF-" takes."""
LARGEST_FILE = 1024 * 1024 * 1024
"""Bytes. Scanned standards of hundreds of pages stay under 300 MB."""

_BINARY = (b"PK\x05\x06", b"PK\x07\x08", b"\x7fELF", b"7z\xbc\xaf", b"\x1f\x8b")
_BINARY_IF_ZEROS = (b"MZ", b"GIF8", b"Rar!", b"OFDM")
"""Letters that a text may begin with too (MZ/T 039 is a standard): a program or picture holds zero bytes beside."""

_MARKUP = (b"<!doctype", b"<?xml", b"<svg")
_ARCHIVES: tuple[tuple[str, Reader], ...] = (
    ("word/", DocxReader()),
    ("xl/", SpreadsheetReader()),
    ("ofd.xml", OfdReader()),
)
"""How a part of the archive begins that only this format has."""

_CALLED_TEXT = (HtmlReader, DelimitedReader, MarkdownReader, TextReader)
"""Readers of text, which only the file's name can choose."""

_OLD_SHEETS = frozenset(("Workbook", "Book"))
_OLD_WORD = "WordDocument"
_ENCRYPTED_PACKAGE = "EncryptedPackage"


@dataclass(frozen=True, slots=True)
class Detected:
    """The reader that fits the content, and whether the file's name says the same."""

    reader: Reader
    has_right_name: bool


def detect(path: Path, file: str) -> Detected:
    """The reader for a file whose name is ``file``. Raises UnreadableFile for what no reader takes."""
    head = _head(path, file)
    suffix = Path(file).suffix.lower()
    if head.startswith(compound_file.SIGNATURE):
        return Detected(_in_compound_file(path, file), suffix in OldWordReader.suffixes)
    if head.startswith(RICH_TEXT):
        return Detected(OldWordReader(), suffix in OldWordReader.suffixes)
    if head.startswith(ZIP_SIGNATURE):
        reader = _in_archive(path, file)
        return Detected(reader, suffix in reader.suffixes)
    by_name = next((reader for reader in _readers() if suffix in reader.suffixes), None)
    text_by_name = by_name if isinstance(by_name, _CALLED_TEXT) else None
    for reader in (PdfReader(), ImageReader(), HtmlReader()):
        # A text may speak of %PDF-: a file that is called one is a PDF only by its very first bytes.
        is_called_text = text_by_name is not None and isinstance(reader, PdfReader)
        if reader.accepts(head[:SIGNATURE_BYTES] if is_called_text else head):
            return Detected(reader, suffix in reader.suffixes)
    is_markup = head.lstrip()[:9].lower().startswith(_MARKUP) and not isinstance(text_by_name, HtmlReader)
    if _is_binary(head) or is_markup or (by_name is None and suffix):
        raise unreadable(UnreadableCode.UNKNOWN_TYPE, file)
    if text_by_name is not None:
        return Detected(text_by_name, True)
    if by_name is not None and b"\x00" in head:
        raise unreadable(UnreadableCode.DAMAGED, file)
    return Detected(TextReader(), by_name is None)


def readable_suffixes() -> tuple[str, ...]:
    """What the names of readable files end in, lower case with the dot."""
    return tuple(dict.fromkeys(suffix for reader in _readers() for suffix in reader.suffixes))


def _readers() -> tuple[Reader, ...]:
    texts = (HtmlReader(), DelimitedReader(), MarkdownReader(), TextReader())
    return (PdfReader(), OfdReader(), ImageReader(), DocxReader(), OldWordReader(), SpreadsheetReader(), *texts)


def _in_archive(path: Path, file: str) -> Reader:
    """The reader for what the archive holds."""
    try:
        with GuardedZip(path) as archive:
            names = [name.lstrip("./").lower() for name in archive.names]
    except UnreadableFile as error:
        raise unreadable(error.code, file) from error
    for beginning, reader in _ARCHIVES:
        if any(name.startswith(beginning) for name in names):
            return reader
    raise unreadable(UnreadableCode.UNKNOWN_TYPE, file)


def _in_compound_file(path: Path, file: str) -> Reader:
    """The reader for old Word documents. Raises UnreadableFile: an old spreadsheet, a locked new file, something else
    in the envelope that they share.
    """
    names = compound_file.stream_names(path)
    if _ENCRYPTED_PACKAGE in names or (not names and _holds(path, _ENCRYPTED_PACKAGE.encode("utf-16-le"))):
        raise unreadable(UnreadableCode.LOCKED, file)
    if names & _OLD_SHEETS:
        raise unreadable(UnreadableCode.OLD_SHEET, file)
    if _OLD_WORD in names or not names:
        return OldWordReader()
    raise unreadable(UnreadableCode.UNKNOWN_TYPE, file)


def _is_binary(head: bytes) -> bool:
    return head.startswith(_BINARY) or (head.startswith(_BINARY_IF_ZEROS) and b"\x00" in head)


def _head(path: Path, file: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise unreadable(UnreadableCode.NOT_A_FILE, file)
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise unreadable(UnreadableCode.MISSING, file) from error
    except PermissionError as error:
        raise unreadable(UnreadableCode.PERMISSION, file) from error
    except OSError as error:
        raise unreadable(UnreadableCode.DAMAGED, file, error.strerror or "") from error
    if size == 0:
        raise unreadable(UnreadableCode.EMPTY, file)
    if size > LARGEST_FILE:
        raise unreadable(UnreadableCode.TOO_LARGE, file)
    return head


def _holds(path: Path, needle: bytes) -> bool:
    """The directory of a damaged compound file may stand anywhere in it."""
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(1024 * 1024):
            if needle in tail + block:
                return True
            tail = block[-len(needle) :]
    return False
