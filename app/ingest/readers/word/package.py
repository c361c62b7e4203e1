"""A Word file as its XML parts, opened through the guard of archives.

Tags and attributes come out as "w_p" for w:p (ElementTree keeps the colon to itself), whichever of the two OOXML
dialects (ECMA-376 transitional or strict) the file is written in.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Self
from xml.etree.ElementTree import Element

from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.readers.word.ooxml_relations import relations
from app.ingest.zip_guard import GuardedZip

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}


class WordPackage:
    """The parts of one .docx. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFile: damaged, a bomb, encrypted, or no Word document."""
        self.file = path.name
        self._zip = GuardedZip(path)
        try:
            self.main_name = self._main_part()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._zip.close()

    def main(self) -> Element:
        """The root of the document part."""
        root = self.part(self.main_name)
        if root is None or root.tag != "w_document":
            raise unreadable(UnreadableCode.DAMAGED, self.file)
        return root

    def related(self, kind: str) -> Element | None:
        """The part that the document names as its "styles", "numbering", "footnotes" …; None without one."""
        named = (relation.target for relation in relations(self._zip, self.main_name) if relation.kind == kind)
        return self.part(next(named, posixpath.join(posixpath.dirname(self.main_name), f"{kind}.xml")))

    def part(self, name: str) -> Element | None:
        """One XML part. Raises UnreadableFile when it is damaged or holds a DOCTYPE."""
        root = self._zip.xml(name)
        return _with_prefixes(root) if root is not None else None

    def _main_part(self) -> str:
        named = [relation.target for relation in relations(self._zip, "") if relation.kind == "officeDocument"]
        name = next(iter(named), "word/document.xml")
        if name not in self._zip or not name.startswith("word"):
            raise unreadable(UnreadableCode.UNKNOWN_TYPE, self.file)
        return name


def _with_prefixes(root: Element) -> Element:
    for element in root.iter():
        element.tag = _short(element.tag)
        for name in [name for name in element.attrib if name.startswith("{")]:
            element.attrib[_short(name)] = element.attrib.pop(name)
    return root


def _short(name: str) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}_{local}" if prefix else f"other_{local}"
