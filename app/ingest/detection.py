"""What a file is: by its first bytes, and only where they do not tell by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.lines import Reader
from app.ingest.readers.docx import DocxReader
from app.ingest.readers.markdown import MarkdownReader
from app.ingest.readers.pdf import PdfReader
from app.ingest.readers.text import TextReader

HEAD_BYTES = 4096
SIGNATURE_BYTES = 5
"""What "%PDF-" takes."""
LARGEST_FILE = 1024 * 1024 * 1024
"""Bytes. Scanned standards of hundreds of pages stay under 300 MB."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files: .doc, .wps, and the envelope of an encrypted .docx."""

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BINARY = (
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\x7fELF",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"II*\x00",
    b"MM\x00*",
)
_BINARY_IF_ZEROS = (b"MZ", b"GIF8", b"Rar!", b"BM6", b"OFDM")
"""Letters that a text may begin with too (MZ/T 039 is a standard): a program or picture holds zero bytes beside."""

_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg")


@dataclass(frozen=True, slots=True)
class Detected:
    """The reader that fits the content, and whether the file's name says the same."""

    reader: Reader
    has_right_name: bool


def detect(path: Path, file: str) -> Detected:
    """Raises UnreadableFile for what no reader takes."""
    head = _head(path, file)
    suffix = Path(file).suffix.lower()
    if head.startswith(_OLE):
        raise unreadable(
            UnreadableCode.ENCRYPTED if _holds(path, _ENCRYPTED_PACKAGE) else UnreadableCode.OLD_WORD, file
        )
    by_name = next((reader for reader in _readers() if suffix in reader.suffixes), None)
    text_by_name = by_name if isinstance(by_name, MarkdownReader | TextReader) else None
    for reader in (PdfReader(), DocxReader()):
        # A text may speak of %PDF-: a file that is called one is something else only by its very first bytes.
        if reader.accepts(head[:SIGNATURE_BYTES] if text_by_name else head):
            return Detected(reader, suffix in reader.suffixes)
    if _is_other_type(head) or (by_name is None and suffix):
        raise unreadable(UnreadableCode.UNKNOWN_TYPE, file)
    if text_by_name is not None:
        return Detected(text_by_name, True)
    if by_name is not None and b"\x00" in head:
        raise unreadable(UnreadableCode.DAMAGED, file)
    return Detected(TextReader(), by_name is None)


def _is_other_type(head: bytes) -> bool:
    is_binary = head.startswith(_BINARY) or (head.startswith(_BINARY_IF_ZEROS) and b"\x00" in head)
    return is_binary or head.lstrip()[:9].lower().startswith(_MARKUP)


def _readers() -> tuple[Reader, ...]:
    return (PdfReader(), DocxReader(), MarkdownReader(), TextReader())


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
    """The directory of a compound file may stand anywhere in it."""
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(1024 * 1024):
            if needle in tail + block:
                return True
            tail = block[-len(needle) :]
    return False
