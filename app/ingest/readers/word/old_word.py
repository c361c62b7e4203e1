"""Word documents of the time before 2007 (.doc, .rtf) and WPS texts (.wps), through LibreOffice where there is one."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from app.ingest.compound_file import SIGNATURE
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.lines import DEFAULT_OPTIONS, Reading, ReadOptions
from app.ingest.readers.word.docx import DocxReader
from app.ingest.readers.word.libre_office import convert_to_docx, find_libre_office

_SECTOR = 512
_FILTERS = {b"\xec\xa5": "MS Word 97", b"\xdc\xa5": "MS Word 95"}
"""What the text stream begins with ([MS-DOC] 2.5.2), and who reads it. LibreOffice is told, because it takes anything
that it does not know for a text."""
RICH_TEXT = b"{\\rtf"
_RICH_TEXT_FILTER = "Rich Text Format"
_FLAGS_AT = 10
_IS_ENCRYPTED = 0x0100
_LOOKED_THROUGH = 64 * 1024 * 1024
"""Bytes. The text stream begins at a sector of its own, before or behind the pictures."""


class OldWordReader:
    """Reads .doc, .wps and .rtf by way of .docx: without LibreOffice UnreadableFile says what to do."""

    format = "doc"
    suffixes: tuple[str, ...] = (".doc", ".dot", ".wps", ".wpt", ".rtf")

    def accepts(self, head: bytes) -> bool:
        """Rich text, or a compound file, in whose directory shows whether it is a Word document."""
        return head.startswith((SIGNATURE, RICH_TEXT))

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        filter_name = _filter_for(path)
        program = find_libre_office()
        if program is None:
            raise unreadable(UnreadableCode.OLD_WORD, path.name)
        with tempfile.TemporaryDirectory(prefix="zhunsheng-word-", ignore_cleanup_errors=True) as folder:
            document = Path(folder) / "document.doc"
            shutil.copyfile(path, document)
            converted = convert_to_docx(program, document, Path(folder), filter_name)
            return replace(DocxReader().read(converted), format=self.format)


def _filter_for(path: Path) -> str:
    """Who in LibreOffice reads the file. Raises UnreadableFile for what nobody can."""
    with path.open("rb") as stream:
        if stream.read(len(RICH_TEXT)) == RICH_TEXT:
            return _RICH_TEXT_FILTER
    head = _text_head(path)
    if head is None:
        raise unreadable(UnreadableCode.DAMAGED, path.name)
    if int.from_bytes(head[_FLAGS_AT : _FLAGS_AT + 2], "little") & _IS_ENCRYPTED:
        raise unreadable(UnreadableCode.LOCKED, path.name)  # LibreOffice would ask where nobody answers
    return _FILTERS[head[:2]]


def _text_head(path: Path) -> bytes | None:
    """The first sector of the text stream; None where there is none."""
    with path.open("rb") as stream:
        for _ in range(_LOOKED_THROUGH // _SECTOR):
            sector = stream.read(_SECTOR)
            if sector[:2] in _FILTERS:
                return sector
            if not sector:
                break
    return None
