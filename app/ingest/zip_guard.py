"""Archives that documents are packed in (.docx, .xlsx, .ofd), opened with the distrust a file from anywhere deserves.

Zip bombs are refused by size and ratio before anything is unpacked, DOCTYPEs before anything is parsed (billion
laughs, external entities).
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Self
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from app.ingest.errors import UnreadableCode, unreadable

ZIP_SIGNATURE = b"PK\x03\x04"

MOST_ENTRIES = 10_000
LARGEST_PART = 256 * 1024 * 1024
"""Bytes unpacked. The criminal law is 0.7 MB of document.xml; a thousand-page manual stays under 50 MB."""

LARGEST_TOTAL = 2 * 1024 * 1024 * 1024
HIGHEST_RATIO = 200
"""Unpacked to packed. XML packs 10 to 30 times; only a bomb reaches hundreds, and small parts do not count."""

_RATIO_COUNTS_FROM = 8 * 1024 * 1024
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


class GuardedZip:
    """The parts of one archive. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFile: damaged, a bomb or encrypted."""
        self.file = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise unreadable(UnreadableCode.DAMAGED, self.file) from error
        try:
            self._refuse_bombs()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of the parts as the archive lists them."""
        return self._zip.namelist()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def data(self, name: str) -> bytes | None:
        """The bytes of one part, None where there is none. Raises UnreadableFile when it is damaged."""
        if name not in self:
            return None
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise unreadable(UnreadableCode.DAMAGED, self.file) from error

    def xml(self, name: str) -> Element | None:
        """The root of one XML part. Raises UnreadableFile when it is damaged or holds a DOCTYPE."""
        data = self.data(name)
        if data is None:
            return None
        if has_doctype(data):
            raise unreadable(UnreadableCode.DOCTYPE, self.file)
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise unreadable(UnreadableCode.DAMAGED, self.file) from error

    def _refuse_bombs(self) -> None:
        entries = self._zip.infolist()
        packed = sum(entry.compress_size for entry in entries)
        unpacked = sum(entry.file_size for entry in entries)
        if any(entry.flag_bits & 1 for entry in entries):
            raise unreadable(UnreadableCode.LOCKED, self.file)
        if (
            len(entries) > MOST_ENTRIES
            or unpacked > LARGEST_TOTAL
            or any(entry.file_size > LARGEST_PART for entry in entries if entry.filename.endswith((".xml", ".rels")))
            or (unpacked > _RATIO_COUNTS_FROM and unpacked > HIGHEST_RATIO * max(packed, 1))
        ):
            raise unreadable(UnreadableCode.BOMB, self.file)


def has_doctype(data: bytes) -> bool:
    """Whether an XML part declares a document type, in any encoding that the parser knows."""
    return any(doctype in data for doctype in _DOCTYPES)
